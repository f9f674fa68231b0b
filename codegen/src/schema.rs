//! Walks over schemas, wherever a document holds them.

use serde_json::{Map, Value};

use crate::place::Place;

/// The keys of a schema that hold one schema.
const SINGLE: [&str; 3] = ["items", "additionalProperties", "not"];
/// The keys of a schema that hold a list of schemas.
const LISTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// Calls `f` with every schema of a tree, outer ones first, and the place where it stands.
pub fn for_each<'v>(tree: &'v Value, f: &mut impl FnMut(&Place, &'v Map<String, Value>)) {
    for_each_root(tree, &mut |place, schema| within(&place, schema, f));
}

/// Calls `f` with every schema of a tree, outer ones first.
pub fn for_each_mut(tree: &mut Value, f: &mut impl FnMut(&mut Map<String, Value>)) {
    for_each_root_mut(tree, &mut |schema| within_mut(schema, f));
}

/// Calls `f` with this schema and every one inside it, outer ones first.
pub fn within<'v>(place: &Place, schema: &'v Value, f: &mut impl FnMut(&Place, &'v Map<String, Value>)) {
    walk(&mut place.clone(), schema, f);
}

fn walk<'v>(place: &mut Place, schema: &'v Value, f: &mut impl FnMut(&Place, &'v Map<String, Value>)) {
    let Some(map) = schema.as_object() else {
        return;
    };
    f(place, map);
    let properties = map.get("properties").and_then(Value::as_object);
    for (name, property) in properties.into_iter().flatten() {
        place.below("properties", |place| place.below(name, |place| walk(place, property, f)));
    }
    for key in SINGLE {
        if let Some(inner) = map.get(key) {
            place.below(key, |place| walk(place, inner, f));
        }
    }
    for key in LISTS {
        let members = map.get(key).and_then(Value::as_array);
        for (index, member) in members.into_iter().flatten().enumerate() {
            place.below(key, |place| place.below(index, |place| walk(place, member, f)));
        }
    }
}

/// Calls `f` with this schema and every one inside it, outer ones first.
pub fn within_mut(schema: &mut Value, f: &mut impl FnMut(&mut Map<String, Value>)) {
    let Some(map) = schema.as_object_mut() else {
        return;
    };
    f(map);
    let properties = map.get_mut("properties").and_then(Value::as_object_mut);
    for property in properties.into_iter().flat_map(Map::values_mut) {
        within_mut(property, f);
    }
    for key in SINGLE {
        if let Some(inner) = map.get_mut(key) {
            within_mut(inner, f);
        }
    }
    for key in LISTS {
        let members = map.get_mut(key).and_then(Value::as_array_mut);
        for member in members.into_iter().flatten() {
            within_mut(member, f);
        }
    }
}

/// Calls `f` with every outermost schema: the named ones, and those of parameters, bodies, responses and headers.
pub fn for_each_root<'v>(tree: &'v Value, f: &mut impl FnMut(Place, &'v Value)) {
    let named = tree.pointer("/components/schemas").and_then(Value::as_object);
    for (name, schema) in named.into_iter().flatten() {
        f(Place::from(["components", "schemas", name]), schema);
    }
    outside_schemas(&mut Place::root(), tree, f);
}

/// Descends everything but schemas and examples; a `schema` key holds a schema.
fn outside_schemas<'v>(place: &mut Place, node: &'v Value, f: &mut impl FnMut(Place, &'v Value)) {
    match node {
        Value::Object(map) => {
            for (key, child) in map {
                match key.as_str() {
                    "schema" => f(place.at(key), child),
                    "schemas" | "example" | "examples" => {}
                    _ => place.below(key, |place| outside_schemas(place, child, f)),
                }
            }
        }
        Value::Array(list) => {
            for (index, child) in list.iter().enumerate() {
                place.below(index, |place| outside_schemas(place, child, f));
            }
        }
        _ => {}
    }
}

fn for_each_root_mut(tree: &mut Value, f: &mut impl FnMut(&mut Value)) {
    let named = tree.pointer_mut("/components/schemas").and_then(Value::as_object_mut);
    for schema in named.into_iter().flat_map(Map::values_mut) {
        f(schema);
    }
    outside_schemas_mut(tree, f);
}

/// Calls `f` with every outermost schema below a node that is no schema itself.
pub fn outside_schemas_mut(node: &mut Value, f: &mut impl FnMut(&mut Value)) {
    match node {
        Value::Object(map) => {
            for (key, child) in map {
                match key.as_str() {
                    "schema" => f(child),
                    "schemas" | "example" | "examples" => {}
                    _ => outside_schemas_mut(child, f),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|child| outside_schemas_mut(child, f)),
        _ => {}
    }
}

/// Whether a schema has this type.
pub fn is_type(schema: &Map<String, Value>, name: &str) -> bool {
    schema.get("type").and_then(Value::as_str) == Some(name)
}

/// Whether a marker or a flag of a schema is set.
pub fn is_set(schema: &Map<String, Value>, key: &str) -> bool {
    schema.get(key).and_then(Value::as_bool) == Some(true)
}

/// The strings of a list such as `required` or `enum`.
pub fn strings<'v>(schema: &'v Map<String, Value>, key: &str) -> impl Iterator<Item = &'v str> {
    schema.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// Drops from the list under `key` what `keep` refuses, and the list itself once it is empty.
pub fn retain(schema: &mut Map<String, Value>, key: &str, keep: impl Fn(&str) -> bool) {
    let Some(list) = schema.get_mut(key).and_then(Value::as_array_mut) else {
        return;
    };
    list.retain(|item| item.as_str().is_some_and(&keep));
    if list.is_empty() {
        schema.remove(key);
    }
}
