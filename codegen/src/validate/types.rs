//! Rejects schemas with an unknown type.

use serde_json::Value;

use super::version;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::schema;

/// The types of OpenAPI 3.0.3, section 4.7.24.1.
const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    if !version::is_supported(document) {
        return;
    }
    schema::for_each(&document.tree, &mut |location, map| {
        let name = map.get("type").and_then(Value::as_str);
        let Some(name) = name.filter(|name| !TYPES.contains(name)) else {
            return;
        };
        let help = match TYPES.iter().find(|known| known.eq_ignore_ascii_case(name)) {
            Some(known) => format!("write `{known}`"),
            None => format!("use one of {}", TYPES.join(", ")),
        };
        let message = format!("`{}` is not a type of OpenAPI 3.0", name.escape_debug());
        diagnostics.push(Diagnostic::new("schema-type", location.join("type"), message, help));
    });
}
