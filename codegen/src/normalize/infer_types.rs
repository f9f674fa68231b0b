//! Gives each schema a type.
//!
//! JSON Schema lets a schema omit `type` if another keyword implies it. Beside alternatives of several types, a keyword
//! only limits those of its own type. An enum of other values than strings does not become a Rust enum: a later pass
//! describes its values. `not: {}` allows nothing: an alternative or an optional property that is so is removed. Any
//! other `not` and `additionalProperties: false` only reject values, which is left to the server, as is what a spec of
//! 3.1 restricts by other means. A reference with an extension that is written by hand becomes an `allOf`, because
//! nothing beside a `$ref` has a meaning (OpenAPI 3.0.3, section 4.7.23).
//!
//! ```yaml
//! # before
//! rel: { enum: [self, null] }
//! size: { type: integer, enum: [1, 2] }
//! # after
//! rel: { enum: [self], type: string, nullable: true }
//! size: { type: integer, x-values: [1, 2] }
//! ```

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::compose::{UNIONS, alternatives, is_union};
use super::split_read_write::{composition, says};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, schema_name, schemas};
use crate::extensions::{EXTENSIONS, JSON_SCHEMA, ONLY_NULL, VALUES};
use crate::schema::{self, is_type, strings};

pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    drop_never(&mut document.tree);
    schema::for_each_mut(&mut document.tree, &mut |map| infer(map, false));
    let before = document.tree.clone();
    schema::for_each_mut(&mut document.tree, &mut |map| {
        if is_open_union(map) {
            limit_alternatives(&before, map);
            infer(map, true);
        }
    });
    Ok(())
}

/// Drops each alternative, and each optional property, whose schema is `not: {}`: converters of TypeScript write
/// `never` so.
pub fn drop_never(tree: &mut Value) {
    let is_own = |node: &Value| node.get("not").is_some_and(|not| *not == json!({}));
    let named = schemas(tree).filter(|(_, node)| is_own(node)).map(|(name, _)| name.clone());
    let named: BTreeSet<String> = named.collect();
    let allows_nothing = |node: &Value| is_own(node) || schema_name(node).is_some_and(|name| named.contains(name));
    schema::for_each_mut(tree, &mut |map| {
        for key in UNIONS {
            if let Some(alternatives) = map.get_mut(key).and_then(Value::as_array_mut)
                && !alternatives.iter().all(allows_nothing)
            {
                alternatives.retain(|node| !allows_nothing(node));
            }
        }
        let required: Vec<String> = strings(map, "required").map(str::to_owned).collect();
        if let Some(properties) = map.get_mut("properties").and_then(Value::as_object_mut) {
            properties.retain(|name, node| !allows_nothing(node) || required.contains(name));
        }
    });
}

/// Returns whether a schema is a union without a type of its own.
fn is_open_union(map: &Map<String, Value>) -> bool {
    is_union(map) && !map.contains_key("type")
}

/// The keywords that limit the values of one type only.
const OF_TYPE: [(&str, &[&str]); 2] =
    [("array", &["items"]), ("object", &["properties", "required", "additionalProperties"])];

/// Moves the keywords of one type into the alternatives of this type, if the type of each alternative is known and some
/// have another.
fn limit_alternatives(tree: &Value, map: &mut Map<String, Value>) {
    for (name, keys) in OF_TYPE {
        let is_of_type = |node: &Value| {
            let parts = composition(tree, node);
            let own = parts.iter().find_map(|part| part.get("type")).map(|own| own == name);
            // A list of required properties is that of an object.
            own.or_else(|| parts.iter().any(|part| keys.iter().any(|key| part.contains_key(*key))).then_some(true))
        };
        let types: Option<Vec<bool>> = alternatives(map).map(is_of_type).collect();
        let is_mixed = types.is_some_and(|types| types.contains(&true) && types.contains(&false));
        if !keys.iter().any(|key| map.contains_key(*key)) || !is_mixed {
            continue;
        }
        let mut own = Map::from_iter([("type".to_owned(), name.into())]);
        own.extend(keys.iter().filter_map(|key| Some(((*key).to_owned(), map.shift_remove(*key)?))));
        // The keywords reject no `null`.
        if alternatives(map).any(|node| says(tree, node, "nullable")) {
            map.insert("nullable".to_owned(), true.into());
        }
        for key in UNIONS {
            for node in map.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
                if is_of_type(node) == Some(true) {
                    *node = json!({ "allOf": [node.take(), own.clone()] });
                }
            }
        }
    }
}

/// Infers the type of a schema. That of a union without one is only inferred if `with_unions`.
fn infer(map: &mut Map<String, Value>, with_unions: bool) {
    if EXTENSIONS.iter().any(|key| map.contains_key(*key))
        && let Some(target) = map.shift_remove("$ref")
    {
        map.insert("allOf".to_owned(), json!([{ "$ref": target }]));
    }
    map.shift_remove("not");
    map.shift_remove(JSON_SCHEMA);
    match map.get_mut("additionalProperties") {
        Some(Value::Bool(false)) => drop(map.shift_remove("additionalProperties")),
        // progenitor ignores `true` beside properties.
        Some(all @ Value::Bool(true)) => *all = Map::new().into(),
        _ => {}
    }
    // The documentation shows `1` and not `1.0`.
    if let Some(default) = map.get_mut("default") {
        *default = schema::canonical(default);
    }
    if let Some(Value::Array(values)) = map.shift_remove("enum") {
        infer_enum(map, values.iter().map(schema::canonical).collect());
    }
    // Converters write it for any value.
    if !map.contains_key("type") && map.get("properties").is_some_and(|properties| *properties == json!({})) {
        map.shift_remove("properties");
    }
    if is_open_union(map) && !with_unions {
        return;
    }
    let implied = [("properties", "object"), ("additionalProperties", "object"), ("items", "array")];
    if let Some((_, name)) = implied.iter().find(|(key, _)| map.contains_key(*key)) {
        map.entry("type").or_insert_with(|| Value::from(*name));
    }
    if !["type", "$ref", "allOf", "oneOf", "anyOf"].iter().any(|key| map.contains_key(*key))
        && let Some(name) = map.get("format").and_then(Value::as_str).and_then(schema::type_of_format)
    {
        map.insert("type".to_owned(), name.into());
    }
    let format = map.get("format").and_then(Value::as_str).unwrap_or_default();
    if is_type(map, "number") && schema::type_of_format(format) == Some("integer") {
        map.insert("type".to_owned(), "integer".into());
    }
    if is_type(map, "array") {
        map.entry("items").or_insert_with(|| Map::new().into());
    }
}

fn infer_enum(map: &mut Map<String, Value>, mut values: Vec<Value>) {
    let count = values.len();
    values.retain(|value| !value.is_null());
    if values.len() < count {
        map.insert("nullable".to_owned(), true.into());
        if values.is_empty() {
            map.shift_remove("type");
            map.insert(ONLY_NULL.to_owned(), true.into());
        }
    }
    if values.is_empty() {
        return;
    }
    if let Some(name) = schema::type_of(&values) {
        map.entry("type").or_insert_with(|| name.into());
    }
    if is_type(map, "string") {
        map.insert("enum".to_owned(), values.into());
        return;
    }
    if is_type(map, "integer") && values.iter().all(Value::is_u64) && values.iter().any(schema::is_beyond_i64) {
        map.insert("format".to_owned(), "uint64".into());
    }
    map.insert(VALUES.to_owned(), values.into());
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn a_type_is_implied_by_the_other_keywords() {
        golden(
            run,
            "
components:
  schemas:
    A:
      properties:
        rel: { enum: [self, null] }
        none: { type: string, enum: [null] }
        size: { type: integer, enum: [1.0, 2], default: 1.0 }
        large: { enum: [9223372036854775808] }
        any: { not: { type: string } }
        never: { not: {} }
        by_name: { $ref: '#/components/schemas/Never' }
        either: { anyOf: [{ type: string }, { not: {} }, { $ref: '#/components/schemas/Never' }] }
        none_of_all: { required: [a], properties: { a: { not: {} } }, oneOf: [{ not: {} }] }
        list: { items: {} }
        time: { format: date-time }
        count: { format: int32, nullable: true }
        ratio: { format: double }
        whole: { type: number, format: int32 }
        unknown: { format: color }
        composed: { format: date-time, allOf: [{ $ref: '#/components/schemas/B' }] }
        marked: { $ref: '#/components/schemas/B', x-secret: true }
        empty: { properties: {} }
        command: { items: { type: string }, oneOf: [{ type: array }, { type: string }] }
        part: { properties: { a: {} }, anyOf: [{ $ref: '#/components/schemas/Name' }, { required: [b] }, { $ref: '#/components/schemas/B' }] }
        whole_part: { properties: { a: {} }, anyOf: [{ type: object }, { $ref: '#/components/schemas/B' }] }
      additionalProperties: false
    Name: { type: string }
    Never: { not: {} }
    B: { properties: { a: {} }, additionalProperties: true }
",
            "
components:
  schemas:
    A:
      properties:
        rel: { nullable: true, type: string, enum: [self] }
        none: { nullable: true, x-only-null: true }
        size: { type: integer, default: 1, x-values: [1, 2] }
        large: { type: integer, format: uint64, x-values: [9223372036854775808] }
        any: {}
        either: { anyOf: [{ type: string }] }
        none_of_all: { required: [a], properties: { a: {} }, oneOf: [{}], type: object }
        list: { items: {}, type: array }
        time: { format: date-time, type: string }
        count: { format: int32, nullable: true, type: integer }
        ratio: { format: double, type: number }
        whole: { type: integer, format: int32 }
        unknown: { format: color }
        composed: { format: date-time, allOf: [{ $ref: '#/components/schemas/B' }] }
        marked: { x-secret: true, allOf: [{ $ref: '#/components/schemas/B' }] }
        empty: {}
        command: { oneOf: [{ allOf: [{ type: array, items: {} }, { type: array, items: { type: string } }] }, { type: string }] }
        part: { anyOf: [{ $ref: '#/components/schemas/Name' }, { allOf: [{ required: [b] }, { type: object, properties: { a: {} } }] }, { allOf: [{ $ref: '#/components/schemas/B' }, { type: object, properties: { a: {} } }] }] }
        whole_part: { properties: { a: {} }, anyOf: [{ type: object }, { $ref: '#/components/schemas/B' }], type: object }
      type: object
    Name: { type: string }
    Never: {}
    B: { properties: { a: {} }, additionalProperties: {}, type: object }
",
        );
    }
}
