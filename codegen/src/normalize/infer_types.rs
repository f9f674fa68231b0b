//! Gives each schema a type.
//!
//! JSON Schema lets a schema omit `type` if another keyword implies it. An enum of other values than strings does not
//! become a Rust enum: its values become part of the description. `not` and `additionalProperties: false` only reject
//! values, which is left to the server.
//!
//! ```yaml
//! # before
//! rel: { enum: [self, null] }
//! size: { type: integer, enum: [1, 2] }
//! # after
//! rel: { enum: [self], type: string, nullable: true }
//! size: { type: integer, description: 'One of 1, 2.' }
//! ```

use serde_json::{Map, Value};

use super::compose::{UNIONS, is_null_alone};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::schema::{self, is_type};

/// Adds the type that the other keywords of a schema imply.
pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    schema::for_each_mut(&mut document.tree, &mut infer);
    Ok(())
}

fn infer(map: &mut Map<String, Value>) {
    map.shift_remove("not");
    if map.get("additionalProperties") == Some(&Value::Bool(false)) {
        map.shift_remove("additionalProperties");
    }
    // progenitor does not accept an integer that is written as `1.0`.
    if let Some(default) = map.get_mut("default") {
        *default = schema::canonical(default);
    }
    if let Some(Value::Array(values)) = map.shift_remove("enum") {
        infer_enum(map, values.iter().map(schema::canonical).collect());
    }
    infer_union(map);
    let implied = [("properties", "object"), ("additionalProperties", "object"), ("items", "array")];
    if let Some((_, name)) = implied.iter().find(|(key, _)| map.contains_key(*key)) {
        map.entry("type").or_insert_with(|| Value::from(*name));
    }
    if is_type(map, "array") {
        map.entry("items").or_insert_with(|| Map::new().into());
    }
}

/// A union with a `null` alternative is nullable as a whole.
fn infer_union(map: &mut Map<String, Value>) {
    for key in UNIONS {
        let Some(alternatives) = map.get_mut(key).and_then(Value::as_array_mut) else {
            continue;
        };
        let count = alternatives.len();
        alternatives.retain(|node| !node.as_object().is_some_and(is_null_alone));
        if alternatives.len() < count {
            map.insert("nullable".to_owned(), true.into());
        }
    }
}

fn infer_enum(map: &mut Map<String, Value>, mut values: Vec<Value>) {
    let count = values.len();
    values.retain(|value| !value.is_null());
    if values.len() < count {
        map.insert("nullable".to_owned(), true.into());
    }
    let Some(first) = values.first() else {
        return;
    };
    let all = |is: fn(&Value) -> bool| values.iter().all(is);
    let name = match first {
        Value::String(_) if all(Value::is_string) => "string",
        Value::Bool(_) if all(Value::is_boolean) => "boolean",
        Value::Number(_) if all(|value| value.is_i64() || value.is_u64()) => "integer",
        Value::Number(_) if all(Value::is_number) => "number",
        _ => "",
    };
    if !name.is_empty() {
        map.entry("type").or_insert_with(|| name.into());
    }
    if is_type(map, "string") {
        map.insert("enum".to_owned(), values.into());
        return;
    }
    let listed: Vec<String> = values.iter().map(Value::to_string).collect();
    let description = map.get("description").and_then(Value::as_str).map(|text| format!("{}\n\n", text.trim_end()));
    let description = format!("{}One of {}.", description.unwrap_or_default(), listed.join(", "));
    map.insert("description".to_owned(), description.into());
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
        size: { type: integer, enum: [1.0, 2], default: 1.0 }
        any: { not: { type: string } }
        list: { items: {} }
        maybe: { anyOf: [{ type: string }, { type: array }, { nullable: true }] }
      additionalProperties: false
",
            "
components:
  schemas:
    A:
      properties:
        rel: { nullable: true, type: string, enum: [self] }
        size: { type: integer, default: 1, description: 'One of 1, 2.' }
        any: {}
        list: { items: {}, type: array }
        maybe: { anyOf: [{ type: string }, { type: array, items: {} }], nullable: true }
      type: object
",
        );
    }
}
