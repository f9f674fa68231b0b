//! Checks that everything that becomes a public item of the client has a description: it becomes the documentation.

use rebilly_customer_auth_codegen::document::reference;
use rebilly_customer_auth_codegen::object_kind::{ObjectKind, walk_while};
use rebilly_customer_auth_codegen::{Diagnostic, Document, Location, schema};
use serde_json::Value;

use super::named;

const RULE: &str = "missing-description";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let tree = document.tree();
    let mut require = |location: Location, node: &Value, what: &str| {
        if !is_described(node) {
            let message = format!("{what} has no description");
            diagnostics.push(Diagnostic::new(RULE, location, message, "add a `description`"));
        }
    };
    for (index, tag) in tree["tags"].as_array().into_iter().flatten().enumerate() {
        require(Location::from(["tags"]).join(index), tag, "this tag");
    }
    for operation in document.operations() {
        if !is_filled(operation.operation.get("summary")) {
            require(operation.location.clone(), &operation.path_item[operation.method], "this operation");
        }
    }
    walk_while(ObjectKind::Document, &mut Location::root(), tree, &mut |kind, location, node| {
        match kind {
            ObjectKind::Response => require(location.clone(), node, "this response"),
            ObjectKind::Parameter => require(location.clone(), node, "this parameter"),
            _ => {}
        }
        kind != ObjectKind::Callback && location.segments().first().is_none_or(|key| key != "webhooks")
    });
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
