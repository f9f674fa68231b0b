//! Rejects defaults that their schemas do not allow: the documentation of the client would be wrong.

use serde_json::Value;

use super::values::problem;
use crate::diagnostic::Diagnostic;
use crate::location::Location;
use crate::schema;

pub(super) const RULE: &str = "invalid-default";

/// Returns the diagnostics of all defaults in a tree.
pub(super) fn invalid(tree: &Value) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    schema::for_each_asserted(tree, &mut |location: &Location, map| {
        // OpenAPI 3.0 ignores a default beside a `$ref`.
        let default = map.get("default").filter(|_| !map.contains_key("$ref"));
        if let Some(problem) = default.and_then(|default| problem(tree, map, default)) {
            let message = format!("the schema does not allow this default: {problem}");
            diagnostics.push(Diagnostic::new(RULE, location.join("default"), message, "correct or remove the default"));
        }
    });
    diagnostics
}
