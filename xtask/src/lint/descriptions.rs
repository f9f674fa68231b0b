//! Checks that everything that becomes a public item of the client has a description: it becomes the documentation.

use rebilly_customer_auth_codegen::document::reference;
use rebilly_customer_auth_codegen::{Diagnostic, Document, Location, schema};
use serde_json::Value;

use super::{items, named, parameters};

const RULE: &str = "missing-description";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let tree = document.tree();
    let mut require = |location: Location, node: &Value, what: &str| {
        if !is_described(node) {
            diagnostics.push(Diagnostic::new(
                RULE,
                location,
                format!("{what} has no description"),
                "add a `description`",
            ));
        }
    };
    for (location, tag) in items(Location::from(["tags"]), &tree["tags"]) {
        require(location, tag, "this tag");
    }
    for operation in document.operations() {
        if !is_filled(operation.operation.get("summary")) {
            require(operation.location.clone(), &operation.path_item[operation.method], "this operation");
        }
        let responses = operation.operation.get("responses").and_then(Value::as_object);
        for (status, response) in responses.into_iter().flatten().filter(|(key, _)| !key.starts_with("x-")) {
            require(operation.location.join("responses").join(status), response, "this response");
        }
    }
    for (location, response) in named(tree, "responses") {
        require(location, response, "this response");
    }
    for (location, parameter) in parameters(document) {
        require(location, parameter, "this parameter");
    }
    for (location, schema) in named(tree, "schemas") {
        require(location.clone(), schema, "this schema");
        schema::within(&location, schema, &mut |location, map| {
            let properties = map.get("properties").and_then(Value::as_object);
            for (name, property) in properties.into_iter().flatten() {
                require(location.join("properties").join(name), property, "this property");
            }
        });
    }
}

/// Returns whether a node or a member of its composition has a description. The target of a reference is checked by
/// itself.
fn is_described(node: &Value) -> bool {
    let mut members = node["allOf"].as_array().into_iter().flatten();
    is_filled(node.get("description")) || reference(node).is_some() || members.any(is_described)
}

fn is_filled(node: Option<&Value>) -> bool {
    node.and_then(Value::as_str).is_some_and(|value| !value.trim().is_empty())
}
