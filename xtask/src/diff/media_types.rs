//! Reads media types.

use serde_json::Value;

/// The JSON media type, or else the first one.
pub(super) fn first_media(content: &Value) -> Option<(String, &Value)> {
    let media = content.as_object()?.iter().map(|(name, node)| (essence(name), node));
    media.min_by_key(|(name, _)| (!name.ends_with("json"), name.clone()))
}

/// The media type without parameters, which is case-insensitive (RFC 9110, section 8.3.1).
pub(super) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or(media_type).trim().to_ascii_lowercase()
}
