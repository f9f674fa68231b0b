//! Checks that each required property is defined, by the schema itself or by a schema that it is composed of.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, reference, resolve_refs};
use crate::location::Location;
use crate::schema;

const RULE: &str = "undefined-required-property";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let tree = &document.tree;
    // What compositions define for the schemas that they refer to.
    let mut elsewhere: BTreeMap<Location, BTreeSet<&str>> = BTreeMap::new();
    schema::for_each(tree, &mut |location, map| {
        if map.contains_key("allOf") {
            let whole = Whole::of(tree, location, map);
            for target in whole.followed {
                elsewhere.entry(Location::from_reference(target)).or_default().extend(&whole.defined);
            }
        }
    });
    schema::for_each_asserted(tree, &mut |location, map| {
        // A member of an `allOf` may require a property that another member defines, so the whole is checked instead.
        let is_member = match location.segments() {
            [.., key, index] => {
                matches!(key.as_str(), "allOf" | "anyOf" | "oneOf") && index.bytes().all(|byte| byte.is_ascii_digit())
            }
            _ => false,
        };
        if !is_member {
            let mut whole = Whole::of(tree, location, map);
            whole.defined.extend(elsewhere.get(location).into_iter().flatten());
            check_schema(location, whole, diagnostics);
        }
    });
}

/// A schema and all schemas that it is composed of.
struct Whole<'t> {
    defined: BTreeSet<&'t str>,
    required: Vec<(&'t str, Location)>,
    /// The references that were followed. A schema may be composed of itself, and a second visit adds nothing.
    followed: BTreeSet<&'t str>,
}

impl<'t> Whole<'t> {
    fn of(tree: &'t Value, location: &Location, map: &'t Map<String, Value>) -> Self {
        let (mut defined, mut required, mut followed) = (BTreeSet::new(), Vec::new(), BTreeSet::new());
        // A work list instead of recursion: a chain of references could overflow the stack.
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
        Self { defined, required, followed }
    }
}

fn check_schema(location: &Location, whole: Whole<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Whole { defined, required, .. } = whole;
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
