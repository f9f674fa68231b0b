//! Checks that each required property is defined, by the schema itself or by a schema that it is composed of.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, reference, resolve_refs};
use crate::location::Location;
use crate::schema;

const RULE: &str = "undefined-required-property";

/// Finds required properties that no part of the schema defines.
pub fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    schema::for_each_asserted(&document.tree, &mut |location, map| {
        // A member of an `allOf` may require a property that another member defines, so the whole is checked instead.
        let is_member = match location.segments() {
            [.., key, index] => {
                matches!(key.as_str(), "allOf" | "anyOf" | "oneOf") && index.bytes().all(|byte| byte.is_ascii_digit())
            }
            _ => false,
        };
        if !is_member {
            check_schema(&document.tree, location, map, diagnostics);
        }
    });
}

fn check_schema(tree: &Value, location: &Location, map: &Map<String, Value>, diagnostics: &mut Vec<Diagnostic>) {
    let (mut defined, mut required) = (BTreeSet::new(), Vec::new());
    // The references that were followed. A schema may be composed of itself, and a second visit adds nothing.
    let mut followed = BTreeSet::new();
    // The schema and all schemas that it is composed of. A work list instead of recursion: a chain of references could
    // overflow the stack.
    let mut pending = vec![(location.clone(), map)];
    while let Some((location, map)) = pending.pop() {
        let properties = map.get("properties").and_then(Value::as_object);
        defined.extend(properties.into_iter().flat_map(Map::keys).map(String::as_str));
        for (index, name) in schema::strings(map, "required").enumerate() {
            required.push((name, location.join("required").join(index)));
        }
        let mut members = Vec::new();
        for key in ["allOf", "anyOf", "oneOf"] {
            for (index, member) in map.get(key).and_then(Value::as_array).into_iter().flatten().enumerate() {
                let location = match reference(member) {
                    Some(target) if !followed.insert(target) => continue,
                    Some(target) => Location::from_reference(target),
                    None => location.join(key).join(index),
                };
                members.extend(resolve_refs(tree, member).as_object().map(|member| (location, member)));
            }
        }
        pending.extend(members.into_iter().rev());
    }
    let is_named = location.segments().len() == 3;
    if is_named && defined.is_empty() {
        // A named schema that defines no property is meant for a composition with one that defines them.
        return;
    }
    for (name, location) in required.into_iter().filter(|(name, _)| !defined.contains(name)) {
        let message = format!("the required property `{name}` is not defined");
        let help = "define it under `properties` or remove it from `required`";
        diagnostics.push(Diagnostic::new(RULE, location, message, help));
    }
}
