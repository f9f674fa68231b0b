//! Simplifies unions.
//!
//! A union is nullable as a whole if one of its alternatives is. A union with one alternative is an `allOf` of it,
//! unless it has a discriminator. An object without properties that may be `null`, beside a reference to an object,
//! stands for `null`: this is how the converters of OData and of .NET write it.
//!
//! ```yaml
//! # before
//! A: { properties: { level: { oneOf: [{ $ref: '#/…/Level' }, { $ref: '#/…/Null' }] } } }
//! B: { anyOf: [{ type: string, nullable: true }, { type: integer }] }
//! Null: { nullable: true }
//! # after
//! A: { properties: { level: { allOf: [{ $ref: '#/…/Level' }], nullable: true } } }
//! B: { anyOf: [{ type: string }, { type: integer }], nullable: true }
//! Null: { nullable: true }
//! ```

use std::collections::BTreeSet;

use serde_json::Value;

use super::compose::{UNIONS, allows_only_null, alternatives, push_all_of, referred};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, is_annotation, reference, resolve, resolve_refs, schemas};
use crate::schema::{self, is_set};

pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let before = document.tree.clone();
    let mut nullable = BTreeSet::new();
    // A union may be an alternative of another one.
    loop {
        let found = schemas(&before).filter(|(_, node)| is_nullable(node, &nullable));
        let found = found.map(|(name, _)| name.clone()).collect();
        if found == nullable {
            break;
        }
        nullable = found;
    }
    schema::for_each_mut(&mut document.tree, &mut |map| {
        for key in UNIONS {
            let Some(alternatives) = map.get_mut(key).and_then(Value::as_array_mut) else {
                continue;
            };
            let is_hoisted = alternatives.iter().any(|node| is_nullable(node, &nullable));
            *alternatives = without_null(&before, alternatives).into_iter().cloned().collect();
            for alternative in alternatives.iter_mut().filter_map(Value::as_object_mut) {
                alternative.shift_remove("nullable");
            }
            let is_single = alternatives.len() == 1;
            if is_hoisted {
                map.insert("nullable".to_owned(), true.into());
            }
            if is_single
                && !map.contains_key("discriminator")
                && let Some(Value::Array(only)) = map.shift_remove(key)
            {
                push_all_of(map, only);
            }
        }
    });
    Ok(())
}

/// Returns the alternatives that allow more than `null`.
pub fn without_null<'v>(tree: &Value, alternatives: &'v [Value]) -> Vec<&'v Value> {
    let is_null = |node: &Value| resolve_refs(tree, node).as_object().is_some_and(allows_only_null);
    let is_object =
        |target| resolve(tree, target).is_some_and(|node| node["type"] == "object" || node.get("allOf").is_some());
    let has_object = alternatives.iter().filter_map(reference).any(is_object);
    alternatives.iter().filter(|node| !(is_null(node) || has_object && is_nullable_object(node))).collect()
}

/// Returns whether a schema only says that a value is an object or `null`.
fn is_nullable_object(node: &Value) -> bool {
    node["nullable"] == true
        && node.as_object().is_some_and(|map| {
            map.get("type") == Some(&"object".into()) && map.keys().all(|key| key == "type" || is_annotation(key))
        })
}

/// Returns whether a schema allows `null`, if the schemas with these names do.
fn is_nullable(node: &Value, names: &BTreeSet<String>) -> bool {
    let is_named = referred(node).is_some_and(|name| names.contains(name));
    let is_own = |map| is_set(map, "nullable") || alternatives(map).any(|node| is_nullable(node, names));
    let members = || node["allOf"].as_array().into_iter().flatten();
    // A member without a type and without parts accepts `null`, but does not make a schema nullable.
    let accepts = |member: &Value| {
        let parts = ["$ref", "type", "allOf", "oneOf", "anyOf"];
        is_nullable(member, names) || parts.iter().all(|key| member.get(key).is_none())
    };
    is_named
        || node.as_object().is_some_and(is_own)
        || node.get("nullable").is_none()
            && members().any(|member| is_nullable(member, names))
            && members().all(accepts)
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn a_union_is_nullable_as_a_whole_and_one_alternative_is_no_union() {
        golden(
            run,
            "
components:
  schemas:
    Outer: { oneOf: [{ $ref: '#/components/schemas/Union' }, { type: integer }] }
    Union: { oneOf: [{ type: string, nullable: true }, { $ref: '#/components/schemas/Pet' }] }
    Pet:
      properties:
        level: { anyOf: [{ type: string }, { $ref: '#/components/schemas/Null' }] }
        inner: { oneOf: [{ type: string }, { $ref: '#/components/schemas/Outer' }] }
        other: { oneOf: [{ type: string }, { $ref: '#/components/schemas/Pet' }] }
        null: { anyOf: [{ type: string }, { nullable: true }] }
        manager: { anyOf: [{ $ref: '#/components/schemas/Whole' }, { type: object, nullable: true }] }
        kind: { anyOf: [{ $ref: '#/components/schemas/Kind' }, { type: object, nullable: true }] }
        code: { anyOf: [{ $ref: '#/components/schemas/Code' }, { type: integer }] }
        strict: { anyOf: [{ $ref: '#/components/schemas/Strict' }, { type: integer }] }
    Code: { allOf: [{ type: string, nullable: true }, { maxLength: 3 }] }
    Strict: { allOf: [{ type: string, nullable: true }, { type: string }] }
    Whole: { type: object }
    Kind: { type: string }
    Null: { nullable: true }
",
            "
components:
  schemas:
    Outer: { oneOf: [{ $ref: '#/components/schemas/Union' }, { type: integer }], nullable: true }
    Union: { oneOf: [{ type: string }, { $ref: '#/components/schemas/Pet' }], nullable: true }
    Pet:
      properties:
        level: { nullable: true, allOf: [{ type: string }] }
        inner: { oneOf: [{ type: string }, { $ref: '#/components/schemas/Outer' }], nullable: true }
        other: { oneOf: [{ type: string }, { $ref: '#/components/schemas/Pet' }] }
        null: { nullable: true, allOf: [{ type: string }] }
        manager: { nullable: true, allOf: [{ $ref: '#/components/schemas/Whole' }] }
        kind: { anyOf: [{ $ref: '#/components/schemas/Kind' }, { type: object }], nullable: true }
        code: { anyOf: [{ $ref: '#/components/schemas/Code' }, { type: integer }], nullable: true }
        strict: { anyOf: [{ $ref: '#/components/schemas/Strict' }, { type: integer }] }
    Code: { allOf: [{ type: string, nullable: true }, { maxLength: 3 }] }
    Strict: { allOf: [{ type: string, nullable: true }, { type: string }] }
    Whole: { type: object }
    Kind: { type: string }
    Null: { nullable: true }
",
        );
    }
}
