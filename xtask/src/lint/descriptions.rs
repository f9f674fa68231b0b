//! What becomes a public item of the client has a description, for that is its documentation.

use rebilly_customer_auth_codegen::document::reference;
use rebilly_customer_auth_codegen::{Breach, Document, Place, schema};
use serde_json::Value;

use super::{items, named, parameters};

const RULE: &str = "missing-description";

pub(super) fn check(document: &Document, breaches: &mut Vec<Breach>) {
    let tree = document.tree();
    let mut ask = |place: Place, node: &Value, what: &str| {
        if !is_described(node) {
            breaches.push(Breach::new(RULE, place, format!("{what} has no description"), "say what it is"));
        }
    };
    for (place, tag) in items(Place::from(["tags"]), &tree["tags"]) {
        ask(place, tag, "this tag");
    }
    for operation in document.operations() {
        if !has_text(operation.operation.get("summary")) {
            ask(operation.place.clone(), &operation.path_item[operation.method], "this operation");
        }
        let responses = operation.operation.get("responses").and_then(Value::as_object);
        for (status, response) in responses.into_iter().flatten().filter(|(key, _)| !key.starts_with("x-")) {
            ask(operation.place.at("responses").at(status), response, "this response");
        }
    }
    for (place, response) in named(tree, "responses") {
        ask(place, response, "this response");
    }
    for (place, parameter) in parameters(document) {
        ask(place, parameter, "this parameter");
    }
    for (place, schema) in named(tree, "schemas") {
        ask(place.clone(), schema, "this schema");
        schema::within(&place, schema, &mut |place, map| {
            let properties = map.get("properties").and_then(Value::as_object);
            for (name, property) in properties.into_iter().flatten() {
                ask(place.at("properties").at(name), property, "this property");
            }
        });
    }
}

/// Whether a node or a member that it is composed of has a description. What it refers to is asked for its own.
fn is_described(node: &Value) -> bool {
    let mut members = node["allOf"].as_array().into_iter().flatten();
    has_text(node.get("description")) || reference(node).is_some() || members.any(is_described)
}

fn has_text(node: Option<&Value>) -> bool {
    node.and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty())
}
