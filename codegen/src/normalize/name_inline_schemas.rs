//! Names every inline schema that becomes a type.
//!
//! An inline schema is named after its container: the property `score` of `Edd` is `EddScore`, its items are
//! `EddScoreItem`, the body of the operation `PutEdd` is `PutEddBody`. A name that is taken gets a number.
//!
//! ```yaml
//! # before
//! Edd: { properties: { score: { description: Its score., type: object, properties: { … } } } }
//! # after
//! Edd: { properties: { score: { description: Its score., allOf: [{ $ref: '#/components/schemas/EddScore' }] } } }
//! EddScore: { description: Its score., type: object, properties: { … } }
//! ```

use serde_json::{Map, Value, json};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, for_each_operation, schema_name, schema_reference, schemas_mut};
use crate::extensions::TAGGED_UNION;
use crate::names::FreeNames;
use crate::names::type_name;
use crate::object_kind::{ObjectKind, walk_while_mut};
use crate::schema::{is_type, strings};

pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let mut names = Names { free: FreeNames::of(&document.tree), named: Map::new(), outermost: Vec::new() };
    for (name, node) in schemas_mut(&mut document.tree) {
        names.name_inside(node, name);
    }
    for_each_operation(&mut document.tree, |operation| {
        names.outermost.clear();
        let id = operation.get("operationId").and_then(Value::as_str).unwrap_or_default().to_owned();
        for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
            let name = format!("{id}_{}", parameter["name"].as_str().unwrap_or_default());
            names.name_outermost(ObjectKind::Parameter, parameter, &name);
        }
        if let Some(body) = operation.get_mut("requestBody") {
            names.name_outermost(ObjectKind::RequestBody, body, &format!("{id}_body"));
        }
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
        for (_, response) in responses.into_iter().flatten() {
            names.name_outermost(ObjectKind::Response, response, &format!("{id}_response"));
        }
    });
    schemas_mut(&mut document.tree).extend(names.named);
    Ok(())
}

/// The schemas inside a list and a map, and the word with which the name of each ends.
pub(super) const INNER: [(&str, &str); 2] = [("items", "item"), ("additionalProperties", "value")];

struct Names {
    free: FreeNames,
    named: Map<String, Value>,
    /// The wanted names of an operation's schemas, with the schemas before and after.
    outermost: Vec<(String, Value, Value)>,
}

impl Names {
    fn name_outermost(&mut self, kind: ObjectKind, node: &mut Value, name: &str) {
        walk_while_mut(kind, node, &mut |kind, node| {
            if kind == ObjectKind::Schema && schema_name(node).is_none() {
                // Several media types or statuses may have the same schema.
                let same = self.outermost.iter().find(|(wanted, before, _)| wanted == name && before == node);
                if let Some((.., after)) = same {
                    *node = after.clone();
                } else {
                    let before = node.clone();
                    self.name_one(node, name);
                    unwrap(node);
                    self.outermost.push((name.to_owned(), before, node.clone()));
                }
            }
            // Headers are read by the runtime.
            kind != ObjectKind::Schema && kind != ObjectKind::Header
        });
    }

    /// Names a schema and all schemas inside it.
    fn name_one(&mut self, node: &mut Value, name: &str) {
        let Some(map) = node.as_object_mut().filter(|map| becomes_a_type(map)) else {
            return self.name_inside(node, name);
        };
        let mut outer = Map::new();
        outer.extend(map.get("description").map(|value| ("description".to_owned(), value.clone())));
        for key in ["nullable", "readOnly", "writeOnly", "deprecated", "default"] {
            outer.extend(map.shift_remove(key).map(|value| (key.to_owned(), value)));
        }
        let own = self.free.take(&type_name(name));
        self.name_inside(node, &own);
        outer.insert("allOf".to_owned(), json!([schema_reference(&own)]));
        self.named.insert(own, node.take());
        *node = outer.into();
    }

    fn name_inside(&mut self, node: &mut Value, name: &str) {
        let Some(map) = node.as_object_mut() else {
            return;
        };
        let rest = map.get("additionalProperties").cloned();
        for (key, word) in INNER {
            if let Some(inner) = map.get_mut(key) {
                self.name_one(inner, &format!("{name}_{word}"));
                unwrap(inner);
            }
        }
        let named = map.get("additionalProperties").cloned();
        let properties = map.get_mut("properties").and_then(Value::as_object_mut);
        for (property, inner) in properties.into_iter().flatten() {
            match &named {
                // A required member that only `additionalProperties` describes.
                Some(named) if rest.as_ref() == Some(inner) => *inner = named.clone(),
                _ => self.name_one(inner, &format!("{name}_{property}")),
            }
        }
        let alternatives = map.get_mut("oneOf").and_then(Value::as_array_mut);
        for (index, alternative) in alternatives.into_iter().flatten().enumerate() {
            let word = alternative["title"].as_str().map_or_else(|| format!("variant{index}"), str::to_owned);
            self.name_one(alternative, &format!("{name}_{word}"));
            unwrap(alternative);
        }
    }
}

/// Turns a reference that only repeats the description of its target into a plain reference.
fn unwrap(node: &mut Value) {
    let is_plain = node.as_object().is_some_and(|map| map.keys().all(|key| key == "allOf" || key == "description"));
    if is_plain && let Some(only) = node.pointer_mut("/allOf/0") {
        *node = only.take();
    }
}

/// Returns whether a schema becomes a Rust type: an object, an enum or a union.
fn becomes_a_type(map: &Map<String, Value>) -> bool {
    let has_properties = map.get("properties").and_then(Value::as_object).is_some_and(|it| !it.is_empty());
    // The properties that an object requires are fields of a struct, whether or not it describes them.
    let has_properties = has_properties || is_type(map, "object") && strings(map, "required").next().is_some();
    let is_enum = is_type(map, "string") && map.contains_key("enum");
    has_properties || is_enum || ["oneOf", "anyOf", TAGGED_UNION].iter().any(|key| map.contains_key(*key))
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn an_inline_type_is_named_after_its_container() {
        golden(
            run,
            "
paths:
  /a:
    put:
      operationId: PutA
      parameters: [{ name: sort-by, in: query, schema: { type: array, items: { type: string, enum: [x] } } }]
      requestBody: { content: { application/json: { schema: { properties: { o: { nullable: true, enum: [y], type: string } } } } } }
components:
  schemas:
    Edd: { properties: { score: { description: Its score., properties: { a: {} } }, list: { items: { properties: { b: {} } } }, bag: { type: object, required: [q] } } }
    Map: { additionalProperties: { properties: { c: {} } }, properties: { d: { properties: { c: {} } } } }
    EddScore: { type: string, enum: [low] }
    Pay: { oneOf: [{ title: By card, properties: { e: {} } }, { type: string, enum: [z] }] }
",
            "
paths:
  /a:
    put:
      operationId: PutA
      parameters: [{ name: sort-by, in: query, schema: { type: array, items: { $ref: '#/components/schemas/PutASortByItem' } } }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/PutABody' } } } }
components:
  schemas:
    Edd:
      properties:
        score: { description: Its score., allOf: [{ $ref: '#/components/schemas/EddScore2' }] }
        list: { items: { $ref: '#/components/schemas/EddListItem' } }
        bag: { allOf: [{ $ref: '#/components/schemas/EddBag' }] }
    Map: { additionalProperties: { $ref: '#/components/schemas/MapValue' }, properties: { d: { $ref: '#/components/schemas/MapValue' } } }
    EddScore: { type: string, enum: [low] }
    Pay: { oneOf: [{ $ref: '#/components/schemas/PayByCard' }, { $ref: '#/components/schemas/PayVariant1' }] }
    EddScore2: { description: Its score., properties: { a: {} } }
    EddListItem: { properties: { b: {} } }
    EddBag: { type: object, required: [q] }
    MapValue: { properties: { c: {} } }
    PayByCard: { title: By card, properties: { e: {} } }
    PayVariant1: { type: string, enum: [z] }
    PutASortByItem: { type: string, enum: [x] }
    PutABodyO: { enum: [y], type: string }
    PutABody: { properties: { o: { nullable: true, allOf: [{ $ref: '#/components/schemas/PutABodyO' }] } } }
",
        );
    }

    #[test]
    fn equal_bodies_of_several_media_types_are_one_type() {
        let before = "
paths:
  /a:
    put:
      operationId: PutA
      requestBody:
        content:
          application/json: { schema: { deprecated: false, properties: { a: { type: string, enum: [x] } } } }
          application/vnd.a+json: { schema: { deprecated: false, properties: { a: { type: string, enum: [x] } } } }
components: { schemas: {} }
";
        let one = "allOf: [{ $ref: '#/components/schemas/PutABody' }]";
        let named = "components:
  schemas:
    PutABodyA: { type: string, enum: [x] }
    PutABody: { properties: { a: { allOf: [{ $ref: '#/components/schemas/PutABodyA' }] } } }
";
        let after = before.replace("properties: { a: { type: string, enum: [x] } }", one);
        golden(run, before, &after.replace("components: { schemas: {} }\n", named));
    }
}
