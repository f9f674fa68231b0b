//! Enums of strings in responses are open.
//!
//! The API adds values over time. progenitor makes a closed enum, and one new link relation then loses the whole
//! answer. So such an enum gets a name and is marked, and the generator makes an enum of it that keeps a value that it
//! does not know. An enum that only requests hold stays closed: a caller cannot send what the API does not take.
//!
//! ```yaml
//! # before
//! Link: { properties: { rel: { type: string, enum: [self, customer] } } }
//! # after
//! Link: { properties: { rel: { allOf: [{ $ref: '#/components/schemas/LinkRel' }] } } }
//! LinkRel: { type: string, enum: [self, customer], x-open-enum: true }
//! ```

use heck::ToPascalCase;
use serde_json::{Map, Value, json};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, for_each_operation, schema_reference, schemas_mut};
use crate::extensions::OPEN_ENUM;
use crate::object_kind::{ObjectKind, walk_while_mut};
use crate::schema::{is_set, is_type};
use crate::schema_usage::SchemaUsage;

/// Names and marks each enum of strings that a response can hold.
pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let usage = SchemaUsage::of(&document.tree);
    let mut opened = Map::new();
    let named = schemas_mut(&mut document.tree);
    for (name, node) in named.iter_mut() {
        if usage.responses.contains(name) {
            match node.as_object_mut() {
                // The name stays with what may be null, as all that refers to it expects.
                Some(map) if is_enum(map) && is_set(map, "nullable") => {
                    *node = open_enum(map, &format!("{name}Value"), &mut opened);
                }
                Some(map) if is_enum(map) => {
                    map.insert(OPEN_ENUM.to_owned(), true.into());
                }
                _ => open_inner(node, name, &mut opened),
            }
        }
    }
    for_each_operation(&mut document.tree, |operation| {
        let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
        if let Some(responses) = operation.get_mut("responses") {
            let mut holder = json!({ "responses": responses.take() });
            walk_while_mut(ObjectKind::Operation, &mut holder, &mut |kind, node| {
                let is_schema = kind == ObjectKind::Schema;
                if is_schema {
                    open_inner(node, &format!("{id}Response"), &mut opened);
                }
                !is_schema
            });
            *responses = holder["responses"].take();
        }
    });
    let named = document.tree.pointer_mut("/components/responses").and_then(Value::as_object_mut);
    for (name, response) in named.into_iter().flatten() {
        walk_while_mut(ObjectKind::Response, response, &mut |kind, node| {
            let is_schema = kind == ObjectKind::Schema;
            if is_schema {
                open_inner(node, name, &mut opened);
            }
            !is_schema
        });
    }
    schemas_mut(&mut document.tree).extend(opened);
    Ok(())
}

fn is_enum(map: &Map<String, Value>) -> bool {
    is_type(map, "string") && map.contains_key("enum") && !is_set(map, OPEN_ENUM)
}

/// Opens the enums inside a schema; `name` is made of the names that lead to it.
fn open_inner(node: &mut Value, name: &str, opened: &mut Map<String, Value>) {
    let Some(map) = node.as_object_mut() else {
        return;
    };
    if is_enum(map) {
        *node = open_enum(map, name, opened);
        return;
    }
    let properties = map.get_mut("properties").and_then(Value::as_object_mut);
    for (property, inner) in properties.into_iter().flatten() {
        open_inner(inner, &format!("{name}{}", property.to_pascal_case()), opened);
    }
    for key in ["items", "additionalProperties"] {
        if let Some(inner) = map.get_mut(key) {
            open_inner(inner, name, opened);
        }
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        let members = map.get_mut(key).and_then(Value::as_array_mut);
        for member in members.into_iter().flatten() {
            open_inner(member, name, opened);
        }
    }
}

/// Names an enum and returns what refers to it.
fn open_enum(map: &mut Map<String, Value>, name: &str, opened: &mut Map<String, Value>) -> Value {
    let mut outer = Map::new();
    for key in ["description", "nullable"] {
        if let Some(value) = map.get(key) {
            outer.insert(key.to_owned(), value.clone());
        }
    }
    map.shift_remove("nullable");
    map.insert(OPEN_ENUM.to_owned(), true.into());
    // Two alternatives of a union may each have an enum by this name.
    let mut unique = name.to_owned();
    while opened.get(&unique).is_some_and(|other| other["enum"] != map["enum"]) {
        unique.push('_');
    }
    outer.insert("allOf".to_owned(), json!([schema_reference(&unique)]));
    opened.insert(unique, Value::Object(std::mem::take(map)));
    Value::Object(outer)
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn an_enum_in_a_response_is_named_and_open_and_one_in_a_request_is_neither() {
        golden(
            run,
            "
paths:
  /a:
    post:
      operationId: PostA
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Request' } } } }
      responses:
        200: { content: { application/json: { schema: { $ref: '#/components/schemas/Link' } } } }
components:
  schemas:
    Link: { properties: { rel: { description: How., type: string, enum: [self, customer] } } }
    Request: { properties: { mode: { type: string, enum: [password] } } }
",
            "
paths:
  /a:
    post:
      operationId: PostA
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Request' } } } }
      responses:
        200: { content: { application/json: { schema: { $ref: '#/components/schemas/Link' } } } }
components:
  schemas:
    Link: { properties: { rel: { description: How., allOf: [{ $ref: '#/components/schemas/LinkRel' }] } } }
    Request: { properties: { mode: { type: string, enum: [password] } } }
    LinkRel: { description: How., type: string, enum: [self, customer], x-open-enum: true }
",
        );
    }
}
