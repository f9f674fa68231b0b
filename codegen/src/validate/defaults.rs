//! Each default is a value that its schema allows. Another one would fail where the client fills it in.

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

/// The diagnostics of the defaults of a tree.
pub(super) fn invalid(tree: &Value) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    schema::for_each_asserted(tree, &mut |location: &Location, map| {
        if let Some(problem) = default_problem(tree, map) {
            let message = format!("the default is not what its schema allows: {problem}");
            diagnostics.push(Diagnostic::new(RULE, location.join("default"), message, "correct or remove the default"));
        }
    });
    diagnostics
}

/// Says why a schema does not allow its own default, or `None` if it does or has none. A default beside a `$ref` is
/// ignored, as OpenAPI 3.0 does.
pub fn default_problem(tree: &Value, schema: &Map<String, Value>) -> Option<String> {
    let default = schema.get("default").filter(|_| !schema.contains_key("$ref"))?;
    problem(tree, schema, default)
}
