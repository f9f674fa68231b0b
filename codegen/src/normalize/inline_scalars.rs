//! Inlines named schemas that do not become a Rust type of their own.
//!
//! Scalars, lists, maps and aliases have the same Rust type with and without a name, so moving one into `components`
//! changes nothing for callers. A union whose alternatives merge into one of these has that type too. Objects, enums and
//! other unions keep their names; a `nullable` beside them moves to their references. A list or a map that contains itself
//! keeps its name, because a recursive Rust type needs one. The items of a named list are one type, wherever the list is
//! used, unless they extend a base with a discriminator.
//!
//! ```yaml
//! # before
//! id: { $ref: '#/components/schemas/ResourceId' }
//! # after
//! id: { description: The ID of a resource., type: string, maxLength: 50 }
//! ```

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::compose::{Merge, UNIONS, Unite, alternatives, is_union, referred};
use super::expand_inheritance::{bases, is_base};
use super::name_inline_schemas::INNER;
use super::split_read_write::{composition, parts};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, SCHEMAS, extended_references, schema_name, schema_reference, schemas, schemas_mut};
use crate::names::{FreeNames, type_name};
use crate::object_kind::{ObjectKind, walk_while_mut};
use crate::schema::{self, is_set, strings};

pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    merge_alternatives(&mut document.tree);
    name_items(&mut document.tree);
    let members = members_of_unions(&document.tree);
    let candidates: Map<String, Value> = schemas(&document.tree)
        .filter(|(name, _)| !members.contains(*name))
        .filter_map(|(name, node)| Some((name.clone(), merged(&document.tree, node.as_object()?))))
        .filter(|(_, map)| !makes_a_type(map))
        .map(|(name, map)| (name, map.into()))
        .collect();
    let mut inlined = candidates.clone();
    inlined.retain(|name, _| !contains_itself(&candidates, name));

    let mut nullable = BTreeSet::new();
    for (name, node) in schemas_mut(&mut document.tree) {
        if !inlined.contains_key(name)
            && let Some(map) = node.as_object_mut().filter(|map| is_set(map, "nullable"))
        {
            map.shift_remove("nullable");
            nullable.insert(name.clone());
        }
    }
    walk_while_mut(ObjectKind::Document, &mut document.tree, &mut |kind, node| {
        if kind != ObjectKind::Schema {
            return true;
        }
        while let Some(schema) = schema_name(node).and_then(|name| inlined.get(name)) {
            *node = schema.clone();
        }
        let is_nullable = schema_name(node).is_some_and(|name| nullable.contains(name));
        if is_nullable {
            *node = json!({ "nullable": true, "allOf": [node.take()] });
        }
        // The contents were a reference only.
        !is_nullable
    });
    // A union is nullable itself if one of its alternatives is.
    schema::for_each_mut(&mut document.tree, &mut |map| {
        for key in UNIONS {
            for member in map.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
                match (referred(member).map(schema_reference), member) {
                    (Some(reference), member) if member["nullable"] == true => *member = reference,
                    (None, Value::Object(member)) => _ = member.shift_remove("nullable"),
                    _ => {}
                }
            }
        }
    });
    Ok(())
}

/// Merges the alternatives of each named union that only allows one kind of scalar, list or map.
fn merge_alternatives(tree: &mut Value) {
    let of_objects = |part: &Map<String, Value>| part.contains_key("properties") || part.contains_key("discriminator");
    let merged = |node: &Value| {
        let union = node.as_object().filter(|map| is_union(map) && !parts(tree, node).into_iter().any(of_objects))?;
        Some(Unite::new(tree, false).flat(union)).filter(|merged| !makes_a_type(merged))
    };
    let Some(named) = tree["components"]["schemas"].as_object() else { return };
    let merged = named.iter().filter_map(|(name, node)| Some((name.clone(), merged(node)?.into())));
    let merged = merged.filter(|(name, _)| !contains_itself(named, name));
    let merged: Vec<(String, Value)> = merged.collect();
    schemas_mut(tree).extend(merged);
}

/// Names the items of each named list, and the values of each named map, that become a type.
fn name_items(tree: &mut Value) {
    let mut names = FreeNames::of(tree);
    // Only a named schema is a variant of the base that it extends.
    let variants = bases(tree).into_values().flatten();
    let own = schemas(tree).filter(|(_, node)| is_base(node)).map(|(name, _)| name.clone());
    let bases: BTreeSet<String> = own.chain(variants).collect();
    let extends_base = |node: &Value| {
        let mut extended = extended_references(node).into_iter().filter_map(|target| target.strip_prefix(SCHEMAS));
        extended.any(|name| bases.contains(name))
    };
    let mut named = Map::new();
    for (name, node) in schemas_mut(tree) {
        let (mut wanted, mut inner) = (name.clone(), node);
        let part = |node: &Value| {
            let map = node.as_object().filter(|map| !makes_a_type(map))?;
            INNER.into_iter().find(|(key, _)| map.contains_key(*key))
        };
        while let Some((key, word)) = part(inner) {
            wanted = format!("{wanted}_{word}");
            inner = &mut inner[key];
        }
        let is_type = inner.as_object().is_some_and(makes_a_type) && referred(inner).is_none() && !extends_base(inner);
        if wanted != *name && is_type {
            let own = names.take(&type_name(&wanted));
            named.insert(own.clone(), std::mem::replace(inner, schema_reference(&own)));
        }
    }
    schemas_mut(tree).extend(named);
}

/// Returns the schema with its `allOf` merged, if that has neither properties nor alternatives.
fn merged(tree: &Value, map: &Map<String, Value>) -> Map<String, Value> {
    let whole = Value::Object(map.clone());
    let is_composed = map.contains_key("allOf")
        && composition(tree, &whole).into_iter().all(|part| {
            let mut part = part.clone();
            part.shift_remove("allOf");
            !makes_a_type(&part)
        });
    let flat = is_composed.then(|| Merge::new(tree).flat(map).ok()).flatten();
    flat.unwrap_or_else(|| map.clone())
}

/// Returns whether a schema becomes a named Rust type.
fn makes_a_type(map: &Map<String, Value>) -> bool {
    let keywords = ["allOf", "oneOf", "anyOf", "enum", "properties", "discriminator"];
    keywords.iter().any(|key| map.contains_key(*key)) || strings(map, "required").next().is_some()
}

/// Returns the alternatives of unions with a discriminator, which references them by name, whatever their type.
fn members_of_unions(tree: &Value) -> BTreeSet<String> {
    let mut members = BTreeSet::new();
    schema::for_each(tree, &mut |_, map| {
        if map.contains_key("discriminator") {
            members.extend(alternatives(map).filter_map(schema_name).map(str::to_owned));
        }
    });
    members
}

fn contains_itself(candidates: &Map<String, Value>, name: &str) -> bool {
    let referred = |name: &&str| {
        let found = candidates.get(*name).map(schema::references_within).unwrap_or_default();
        found.into_iter().filter_map(|target| target.strip_prefix(SCHEMAS)).collect::<Vec<_>>()
    };
    schema::reachable(referred(&name), referred).contains(name)
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn a_schema_without_a_named_type_is_inlined() {
        golden(
            run,
            "
components:
  schemas:
    ResourceId: { type: string, maxLength: 50 }
    Ids: { type: array, items: { $ref: '#/components/schemas/ResourceId' } }
    Grids: { type: object, additionalProperties: { type: array, items: { nullable: true, properties: { x: {} } } } }
    Alias: { $ref: '#/components/schemas/Ids' }
    Tree: { type: array, items: { $ref: '#/components/schemas/Tree' } }
    Bag: { type: object, required: [q] }
    Base: { type: object, discriminator: { propertyName: rel } }
    Rel: { type: string, nullable: true, enum: [self] }
    Credential:
      type: object
      properties:
        id: { description: Its ID., allOf: [{ $ref: '#/components/schemas/ResourceId' }] }
        rel: { $ref: '#/components/schemas/Rel' }
        owners: { $ref: '#/components/schemas/Alias' }
        tree: { $ref: '#/components/schemas/Tree' }
        bag: { $ref: '#/components/schemas/Bag' }
        grids: { $ref: '#/components/schemas/Grids' }
        id_or_name: { anyOf: [{ $ref: '#/components/schemas/Name' }, { type: integer }], nullable: true }
        model: { $ref: '#/components/schemas/Model' }
        models: { $ref: '#/components/schemas/Models' }
    Name: { type: string, nullable: true }
    Model: { anyOf: [{ type: string }, { allOf: [{ $ref: '#/components/schemas/Models' }] }] }
    Models: { oneOf: [{ type: string, enum: [a] }, { type: string, enum: [b] }] }
    Links: { type: array, items: { allOf: [{ $ref: '#/components/schemas/Base' }, { required: [id] }] } }
    Forest: { anyOf: [{ type: array, items: { $ref: '#/components/schemas/Forest' } }, { type: array, items: { type: string } }] }
    Tags: { anyOf: [{ type: object, additionalProperties: { type: string, maxLength: 9 } }, { type: object, additionalProperties: { type: string } }] }
    Rows: { anyOf: [{ type: array, items: { type: object, properties: { x: {} } } }, { type: array, items: { type: object, properties: { y: {} } } }] }
",
            "
components:
  schemas:
    ResourceId: { type: string, maxLength: 50 }
    Ids: { type: array, items: { type: string, maxLength: 50 } }
    Grids: { type: object, additionalProperties: { type: array, items: { nullable: true, allOf: [{ $ref: '#/components/schemas/GridsValueItem' }] } } }
    Alias: { type: array, items: { type: string, maxLength: 50 } }
    Tree: { type: array, items: { $ref: '#/components/schemas/Tree' } }
    Bag: { type: object, required: [q] }
    Base: { type: object, discriminator: { propertyName: rel } }
    Rel: { type: string, enum: [self] }
    Credential:
      type: object
      properties:
        id: { description: Its ID., allOf: [{ type: string, maxLength: 50 }] }
        rel: { nullable: true, allOf: [{ $ref: '#/components/schemas/Rel' }] }
        owners: { type: array, items: { type: string, maxLength: 50 } }
        tree: { $ref: '#/components/schemas/Tree' }
        bag: { $ref: '#/components/schemas/Bag' }
        grids: { type: object, additionalProperties: { type: array, items: { nullable: true, allOf: [{ $ref: '#/components/schemas/GridsValueItem' }] } } }
        id_or_name: { anyOf: [{ type: string }, { type: integer }], nullable: true }
        model: { type: string }
        models: { $ref: '#/components/schemas/Models' }
    Name: { type: string, nullable: true }
    Model: { type: string }
    Models: { oneOf: [{ type: string, enum: [a] }, { type: string, enum: [b] }] }
    Links: { type: array, items: { allOf: [{ $ref: '#/components/schemas/Base' }, { required: [id] }] } }
    Forest: { anyOf: [{ type: array, items: { $ref: '#/components/schemas/Forest' } }, { type: array, items: { type: string } }] }
    Tags: { type: object, additionalProperties: { type: string } }
    Rows: { type: array, items: { $ref: '#/components/schemas/RowsItem' } }
    GridsValueItem: { properties: { x: {} } }
    RowsItem: { type: object, properties: { x: {}, y: {} } }
",
        );
    }
}
