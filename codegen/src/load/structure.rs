//! The document has the members, of the types, that OpenAPI 3.0 asks for.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::version;
use crate::breach::Breach;
use crate::document::{Document, operations};
use crate::place::Place;

const RULE: &str = "structure";

pub(super) fn check(document: &Document, breaches: &mut Vec<Breach>) {
    if !version::is_supported(document) {
        // Another version has a structure of its own.
        return;
    }
    let tree = &document.tree;
    let Err(error) = serde_json::from_value::<openapiv3::OpenAPI>(tree.clone()) else {
        return;
    };
    let mut places = parts_at_fault(tree);
    if places.is_empty() {
        places = sections_at_fault(tree);
    }
    if places.is_empty() {
        places.push(Place::root());
    }
    breaches.extend(places.into_iter().map(|place| {
        Breach::new(
            RULE,
            place,
            format!("not as OpenAPI 3.0 has it: {error}"),
            "compare it with the OpenAPI specification, version 3.0.3",
        )
    }));
}

/// The operations and the named schemas that are at fault. The error of the whole says no more than "no variant
/// matched", so the parts are tried alone.
fn parts_at_fault(tree: &Value) -> Vec<Place> {
    let mut places = Vec::new();
    for operation in operations(tree) {
        let node = Value::Object(operation.operation.clone());
        if is::<openapiv3::Operation>(&node) {
            continue;
        }
        places.push(match node.get("responses") {
            Some(responses) if !is::<openapiv3::Responses>(responses) => operation.place.at("responses"),
            _ => operation.place,
        });
    }
    let schemas = tree.pointer("/components/schemas").and_then(Value::as_object);
    for (name, node) in schemas.into_iter().flatten() {
        if !is::<openapiv3::ReferenceOr<openapiv3::Schema>>(node) {
            places.push(Place::from(["components", "schemas", name]));
        }
    }
    places
}

fn sections_at_fault(tree: &Value) -> Vec<Place> {
    let sections = tree.as_object().into_iter().flatten();
    sections
        .filter(|(key, section)| {
            let part = Value::Object(Map::from_iter([
                ("openapi".to_owned(), Value::from("3.0.3")),
                ("info".to_owned(), json!({ "title": "", "version": "" })),
                ("paths".to_owned(), Value::Object(Map::new())),
                ((*key).clone(), (*section).clone()),
            ]));
            !is::<openapiv3::OpenAPI>(&part)
        })
        .map(|(key, _)| Place::from([key]))
        .collect()
}

fn is<T: DeserializeOwned>(node: &Value) -> bool {
    serde_json::from_value::<T>(node.clone()).is_ok()
}
