//! Rejects defaults that their schemas do not allow. Such a default would fail when the client fills it in.

use serde_json::{Map, Value};

use super::values::problem;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::location::Location;
use crate::schema;

pub(super) const RULE: &str = "invalid-default";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(invalid(&document.tree));
}

/// The diagnostics of all defaults in a tree.
pub(super) fn invalid(tree: &Value) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    schema::for_each_asserted(tree, &mut |location: &Location, map| {
        if let Some(problem) = default_problem(tree, map) {
            let message = format!("the schema does not allow this default: {problem}");
            diagnostics.push(Diagnostic::new(RULE, location.join("default"), message, "correct or remove the default"));
        }
    });
    diagnostics
}

/// Why a schema does not allow its own default; `None` if it allows it or has no default. A default beside a `$ref` is
/// ignored, as in OpenAPI 3.0.
pub fn default_problem(tree: &Value, schema: &Map<String, Value>) -> Option<String> {
    let default = schema.get("default").filter(|_| !schema.contains_key("$ref"))?;
    problem(tree, schema, default)
}
