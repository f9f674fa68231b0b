//! Checks that each required property is defined, by the schema itself or by a schema that it is composed of. A schema
//! of further members defines all of them.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, reference, resolve_refs};
use crate::location::Location;
use crate::schema;

const RULE: &str = "undefined-required-property";

const COMPOSITIONS: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// Finds required properties that no part of the schema defines.
pub fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let tree = &document.tree;
    let mut undefined = Vec::new();
    schema::for_each_asserted(tree, &mut |location, map| {
        // A member of an `allOf` may require a property that another member defines, so the whole is checked instead.
        let is_member = matches!(location.segments(), [.., key, index]
            if COMPOSITIONS.contains(&key.as_str()) && index.bytes().all(|byte| byte.is_ascii_digit()));
        if !is_member {
            check_schema(tree, location, map, &mut undefined);
        }
    });
    remove_defined_elsewhere(tree, &mut undefined);
    diagnostics.extend(undefined.into_iter().map(|Undefined { name, location, .. }| {
        let message = format!("the required property `{name}` is not defined");
        let help = "define it under `properties` or remove it from `required`";
        Diagnostic::new(RULE, location, message, help)
    }));
}

/// Removes what another member of a composition around the schema defines: a member may narrow what another one
/// defines, at any depth.
fn remove_defined_elsewhere(tree: &Value, undefined: &mut Vec<Undefined<'_>>) {
    let mut inside: HashMap<&[String], Vec<usize>> = HashMap::new();
    let schemas: Vec<Location> = undefined.iter().map(|it| it.schema.clone()).collect();
    for (index, schema) in schemas.iter().enumerate() {
        for length in 0..=schema.segments().len() {
            inside.entry(&schema.segments()[..length]).or_default().push(index);
        }
    }
    let mut is_defined = vec![false; undefined.len()];
    schema::for_each(tree, &mut |location, map| {
        if inside.is_empty() || !COMPOSITIONS.iter().any(|key| map.contains_key(*key)) {
            return;
        }
        let parts = composition(tree, vec![(location.clone(), map)], &COMPOSITIONS);
        let properties = parts.iter().filter_map(|(_, map)| map.get("properties")?.as_object());
        let names: BTreeSet<&str> = properties.flat_map(Map::keys).map(String::as_str).collect();
        // Alternatives define no properties for the schema that they are alternatives of.
        let is_union = map.contains_key("anyOf") || map.contains_key("oneOf");
        let has_rest = describes_rest(tree, map);
        for (at, _) in &parts {
            let length = at.segments().len();
            for index in inside.get(at.segments()).into_iter().flatten().copied() {
                let path = &schemas[index].segments()[length..];
                is_defined[index] = is_defined[index]
                    || match path.is_empty() {
                        true => !is_union && (has_rest || names.contains(undefined[index].name)),
                        false => defines(tree, &parts, path, undefined[index].name),
                    };
            }
        }
    });
    let mut is_defined = is_defined.into_iter();
    undefined.retain(|_| !is_defined.next().unwrap_or_default());
}

/// A required property that no part of its schema defines.
struct Undefined<'t> {
    schema: Location,
    name: &'t str,
    location: Location,
}

/// A schema and its location.
type Located<'t> = (Location, &'t Map<String, Value>);

/// Returns whether any of the schemas that these parts have at a path, or of those that they are composed of, defines a
/// property.
fn defines(tree: &Value, parts: &[Located<'_>], path: &[String], name: &str) -> bool {
    let mut parts = parts.to_vec();
    let mut path = path.iter().map(String::as_str);
    while let Some(key) = path.next() {
        // The parts include the members of compositions.
        let is_member = COMPOSITIONS.contains(&key);
        let name = if is_member || key == "properties" { path.next() } else { None };
        if is_member {
            continue;
        }
        let nested = parts.iter().filter_map(|(_, map)| {
            let node = map.get(key)?;
            let node = name.map_or(Some(node), |name| node.get(name))?;
            Some((Location::root(), resolve_refs(tree, node).as_object()?))
        });
        parts = composition(tree, nested.collect(), &COMPOSITIONS);
    }
    let defines =
        |map: &Map<String, Value>| map.get("properties").is_some_and(|properties| properties.get(name).is_some());
    parts.iter().any(|(_, map)| describes_rest(tree, map) || defines(map))
}

/// Returns whether a schema describes the members that are no properties. An alternative describes only its own.
fn describes_rest(tree: &Value, map: &Map<String, Value>) -> bool {
    let rest = |(_, part): Located<'_>| part.get("additionalProperties")?.as_object().map(|rest| !rest.is_empty());
    composition(tree, vec![(Location::root(), map)], &["allOf"]).into_iter().any(|part| rest(part) == Some(true))
}

fn check_schema<'t>(
    tree: &'t Value,
    location: &Location,
    map: &'t Map<String, Value>,
    undefined: &mut Vec<Undefined<'t>>,
) {
    let parts = composition(tree, vec![(location.clone(), map)], &COMPOSITIONS);
    let properties = parts.iter().filter_map(|(_, map)| map.get("properties")?.as_object());
    let defined: BTreeSet<&str> = properties.flat_map(Map::keys).map(String::as_str).collect();
    let is_named = location.segments().len() == 3;
    // A named schema that defines no property is meant for a composition with one that defines them.
    if is_named && defined.is_empty() || describes_rest(tree, map) {
        return;
    }
    for (at, map) in parts.into_iter().filter(|(_, map)| !describes_rest(tree, map)) {
        let required = schema::strings(map, "required").enumerate().filter(|(_, name)| !defined.contains(name));
        undefined.extend(required.map(|(index, name)| Undefined {
            schema: location.clone(),
            name,
            location: at.join("required").join(index),
        }));
    }
}

/// Returns these schemas and all schemas that they are composed of by these keywords.
fn composition<'t>(tree: &'t Value, mut pending: Vec<Located<'t>>, keys: &[&str]) -> Vec<Located<'t>> {
    let mut parts = Vec::new();
    // The references that were followed. A schema may be composed of itself, and a second visit adds nothing.
    let mut followed = BTreeSet::new();
    // A work list instead of recursion: a chain of references could overflow the stack.
    while let Some((location, map)) = pending.pop() {
        let mut members = Vec::new();
        for key in keys {
            for (index, member) in map.get(*key).and_then(Value::as_array).into_iter().flatten().enumerate() {
                let location = match reference(member) {
                    Some(target) if !followed.insert(target) => continue,
                    Some(target) => Location::from_reference(target),
                    None => location.join(*key).join(index),
                };
                members.extend(resolve_refs(tree, member).as_object().map(|member| (location, member)));
            }
        }
        parts.push((location, map));
        pending.extend(members.into_iter().rev());
    }
    parts
}
