//! Reads media types.

use std::collections::BTreeSet;

use rebilly_customer_auth_codegen::{is_json, json_media};
use serde_json::Value;

/// Returns the JSON media type that the client uses, or else the first one.
pub(super) fn first_media(content: &Value) -> Option<(String, &Value)> {
    let content = content.as_object()?;
    let json = json_media(content).map(|(name, node)| (canonical(name), node));
    json.or_else(|| content.iter().map(|(name, node)| (canonical(name), node)).min_by_key(|(name, _)| name.clone()))
}

/// Returns the media type in lower case and without `charset`, which makes no difference to JSON (RFC 9110, section
/// 8.3.1; RFC 8259, section 8.1).
pub(super) fn canonical(media_type: &str) -> String {
    let parts = media_type.split(';').map(|part| part.trim().to_ascii_lowercase());
    parts.filter(|part| !part.starts_with("charset=")).collect::<Vec<_>>().join(";")
}

/// Returns whether these media types, some of which may be ranges, include another one. For a range that includes JSON,
/// the client sends and accepts `application/json`.
pub(super) fn includes(types: &BTreeSet<String>, name: &str) -> bool {
    let used = if is_json(name) && name.contains('*') { "application/json" } else { name };
    let is_in = |range: &String| range == "*/*" || range.strip_suffix('*').is_some_and(|start| used.starts_with(start));
    types.contains(name) || types.contains(used) || types.iter().any(is_in)
}
