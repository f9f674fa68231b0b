//! Checks that each required property is defined, by the schema itself or by a schema that it is composed of.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, reference, resolve_refs};
use crate::location::Location;
use crate::schema;

const RULE: &str = "undefined-required-property";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
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
    let mut composition = Composition::default();
    composition.add(tree, location, map);
    let is_named = location.segments().len() == 3;
    let defines_nothing = composition.defined.is_empty();
    if is_named && defines_nothing {
        // A named schema that defines no property is meant for a composition with one that defines them.
        return;
    }
    let undefined = composition.required.into_iter().filter(|(name, _)| !composition.defined.contains(name));
    diagnostics.extend(undefined.map(|(name, location)| {
        Diagnostic::new(
            RULE,
            location,
            format!("the required property `{name}` is not defined"),
            "define it under `properties` or remove it from `required`",
        )
    }));
}

/// The required and the defined properties of a schema and of all schemas that it is composed of.
#[derive(Default)]
struct Composition<'a> {
    defined: BTreeSet<&'a str>,
    required: Vec<(&'a str, Location)>,
    /// The references that were followed. A schema may be composed of itself, and a second visit adds nothing.
    followed: BTreeSet<&'a str>,
}

impl<'a> Composition<'a> {
    /// Adds a schema and all schemas that it is composed of. Uses a work list instead of recursion: a chain of
    /// references could overflow the stack.
    fn add(&mut self, tree: &'a Value, location: &Location, map: &'a Map<String, Value>) {
        let mut pending = vec![(location.clone(), map)];
        while let Some((location, map)) = pending.pop() {
            let properties = map.get("properties").and_then(Value::as_object);
            self.defined.extend(properties.into_iter().flat_map(Map::keys).map(String::as_str));
            for (index, name) in schema::strings(map, "required").enumerate() {
                self.required.push((name, location.join("required").join(index)));
            }
            let members = self.members(tree, &location, map);
            pending.extend(members.into_iter().rev());
        }
    }

    /// The members of a schema that were not visited yet.
    fn members(
        &mut self,
        tree: &'a Value,
        location: &Location,
        map: &'a Map<String, Value>,
    ) -> Vec<(Location, &'a Map<String, Value>)> {
        let mut found = Vec::new();
        for key in ["allOf", "anyOf", "oneOf"] {
            let members = map.get(key).and_then(Value::as_array);
            for (index, member) in members.into_iter().flatten().enumerate() {
                let location = match reference(member) {
                    Some(target) if !self.followed.insert(target) => continue,
                    Some(target) => Location::from_reference(target),
                    None => location.join(key).join(index),
                };
                found.extend(resolve_refs(tree, member).as_object().map(|member| (location, member)));
            }
        }
        found
    }
}
