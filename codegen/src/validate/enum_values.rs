//! Rejects enums without values, and enum values of another type than the schema's: no value would match such a
//! variant.

use serde_json::Value;

use super::values::is_of_type;
use crate::diagnostic::Diagnostic;
use crate::schema;

pub(super) const RULE: &str = "enum-value";

/// Returns the diagnostics of all enums in a tree.
pub(super) fn invalid(tree: &Value) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    schema::for_each_asserted(tree, &mut |location, map| {
        let Some(values) = map.get("enum").and_then(Value::as_array) else {
            return;
        };
        let location = location.join("enum");
        let is_null = !values.is_empty() && (schema::is_set(map, "nullable") || !map.contains_key("type"));
        if values.iter().all(Value::is_null) && !is_null {
            let message = match values.is_empty() {
                true => "the enum has no values",
                false => "the enum has no value except `null`",
            };
            diagnostics.push(Diagnostic::new(RULE, location, message, "list its values or remove it"));
            return;
        }
        let Some(kind) = map.get("type").and_then(Value::as_str) else {
            return;
        };
        for (index, _) in values.iter().enumerate().filter(|(_, value)| !value.is_null() && !is_of_type(kind, value)) {
            let message = format!("this value does not have the type of its schema, `{kind}`");
            let help = match kind {
                "string" => "quote it, or correct the type",
                _ => "correct the value or the type",
            };
            diagnostics.push(Diagnostic::new(RULE, location.join(index), message, help));
        }
    });
    diagnostics
}
