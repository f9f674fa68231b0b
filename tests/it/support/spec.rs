//! The spec as a test reads it: the schema of each request and each response.
//!
//! This reader is independent of the generator, so that the two can disagree.

use rebilly_customer_auth_codegen as codegen;
use rebilly_customer_auth_codegen::document::{OperationRef, reference, resolve, resolve_refs};
use serde_json::{Map, Value, json};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The direction of a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Direction {
    Request,
    Response,
}

/// Loads the spec with its overlay.
pub(crate) fn load() -> codegen::Document {
    let document = codegen::parse(format!("{ROOT}/spec/customer-authentication.yaml")).expect("a valid spec");
    codegen::apply_overlay_and_validate(document, format!("{ROOT}/spec/overlay.yaml")).expect("a valid overlay")
}

/// Resolves references, merges compositions and drops the properties of the other direction.
pub(crate) fn flatten(tree: &Value, schema: &Value, direction: Direction) -> Value {
    let mut flat = merged(tree, schema);
    let hidden = match direction {
        Direction::Request => "readOnly",
        Direction::Response => "writeOnly",
    };
    if let Some(Value::Object(properties)) = flat.get_mut("properties") {
        properties.retain(|_, property| merged(tree, property)[hidden] != true);
        for property in properties.values_mut() {
            *property = flatten(tree, property, direction);
        }
        let names: Vec<String> = properties.keys().cloned().collect();
        if let Some(Value::Array(required)) = flat.get_mut("required") {
            required.retain(|name| names.iter().any(|property| name == property));
        }
    }
    if let Some(items) = flat.get_mut("items") {
        *items = flatten(tree, items, direction);
    }
    flat
}

/// Merges a schema with its members. Of alternatives it takes the first.
fn merged(tree: &Value, schema: &Value) -> Value {
    let schema = resolve_refs(tree, schema);
    let members = ["allOf", "oneOf", "anyOf"].into_iter().flat_map(|key| {
        let members = schema.get(key).and_then(Value::as_array).into_iter().flatten();
        members.take(if key == "allOf" { usize::MAX } else { 1 })
    });
    let mut all = json!({});
    for member in members {
        merge(&mut all, merged(tree, member));
    }
    let own = schema.as_object().cloned().unwrap_or_default();
    merge(&mut all, own.into_iter().filter(|(key, _)| !["allOf", "oneOf", "anyOf"].contains(&key.as_str())).collect());
    all
}

fn merge(into: &mut Value, from: Value) {
    let (Some(into), Value::Object(from)) = (into.as_object_mut(), from) else {
        return;
    };
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(Value::Object(properties)), Value::Object(more)) if key == "properties" => properties.extend(more),
            (Some(Value::Array(required)), Value::Array(more)) if key == "required" => required.extend(more),
            (_, value) => drop(into.insert(key, value)),
        }
    }
}

/// The schemas of an operation's request bodies: one for each value of its discriminator.
pub(crate) fn bodies(tree: &Value, operation: &OperationRef<'_>) -> Vec<Value> {
    let Some(body) = operation.operation.get("requestBody") else {
        return Vec::new();
    };
    let schema = media(resolve_refs(tree, body)).expect("the schema of a body");
    let discriminator = &resolve_refs(tree, schema)["discriminator"];
    let Some(mapping) = discriminator["mapping"].as_object() else {
        return vec![flatten(tree, schema, Direction::Request)];
    };
    let property = discriminator["propertyName"].as_str().expect("the name of a property");
    let forms = mapping.iter().map(|(tag, target)| {
        let target = resolve(tree, target.as_str().expect("a reference")).expect("a schema");
        let mut form = flatten(tree, target, Direction::Request);
        form["properties"][property]["enum"] = json!([tag]);
        form
    });
    forms.collect()
}

/// The status and the body schema of each documented response of an operation.
pub(crate) fn responses(tree: &Value, operation: &OperationRef<'_>) -> Vec<(u16, Option<Value>)> {
    let responses = operation.operation["responses"].as_object().expect("responses");
    let read = |(status, response): (&String, &Value)| {
        let schema = media(resolve_refs(tree, response)).map(|schema| flatten(tree, schema, Direction::Response));
        (status.parse().expect("a status"), schema)
    };
    responses.iter().map(read).collect()
}

fn media(node: &Value) -> Option<&Value> {
    node.get("content")?.as_object()?.values().next()?.get("schema")
}

/// Each string in an example. No error shows it.
pub(crate) const STRING: &str = "plainvalue";

/// An example with every property of a flat schema. `secret` returns the secret of a location.
pub(crate) fn example(schema: &Value, location: &str, secret: &mut impl FnMut(&str) -> String) -> Value {
    assert!(reference(schema).is_none(), "{location}: not flat");
    if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
        return first.clone();
    }
    if is_secret(schema) {
        return secret(location).into();
    }
    match schema["type"].as_str() {
        Some("boolean") => json!(true),
        Some("integer" | "number") => json!(7),
        Some("array") => {
            json!([example(&schema["items"], &format!("{location}[0]"), secret)])
        }
        Some("string") if schema["format"] == "date-time" => json!("2026-01-02T03:04:05Z"),
        Some("string") => json!(STRING),
        Some("object") | None => Value::Object(object(schema, location, secret)),
        Some(other) => panic!("{location}: a type of {other}"),
    }
}

fn object(schema: &Value, location: &str, secret: &mut impl FnMut(&str) -> String) -> Map<String, Value> {
    let properties = schema["properties"].as_object().into_iter().flatten();
    let mut object: Map<String, Value> = properties
        .map(|(name, property)| (name.clone(), example(property, &format!("{location}.{name}"), secret)))
        .collect();
    if !schema["additionalProperties"].is_null() && schema["additionalProperties"] != false {
        object.insert("anyMember".to_owned(), json!({"a": [1, null]}));
    }
    object
}

/// Whether the spec marks a string as a secret.
pub(crate) fn is_secret(schema: &Value) -> bool {
    schema["format"] == "password" || schema["x-secret"] == true
}
