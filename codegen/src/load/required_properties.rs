//! Each required property is defined, by the schema itself or by one that it is composed of.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::breach::Breach;
use crate::document::{Document, follow, reference};
use crate::place::Place;
use crate::schema;

const RULE: &str = "undefined-required-property";

pub(super) fn check(document: &Document, breaches: &mut Vec<Breach>) {
    schema::for_each(&document.tree, &mut |place, map| {
        // A member of an allOf may ask for what another member defines, so it is looked at with the whole.
        let is_member =
            place.steps().iter().rev().nth(1).is_some_and(|step| matches!(step.as_str(), "allOf" | "anyOf" | "oneOf"));
        if !is_member {
            check_schema(&document.tree, place, map, breaches);
        }
    });
}

fn check_schema(tree: &Value, place: &Place, map: &Map<String, Value>, breaches: &mut Vec<Breach>) {
    let mut composition = Composition::default();
    composition.add(tree, place, map);
    let is_named = place.steps().len() == 3;
    let only_asks = composition.defined.is_empty();
    if is_named && only_asks {
        // A schema that only asks is there to be composed with one that defines.
        return;
    }
    let undefined = composition.required.into_iter().filter(|(name, _)| !composition.defined.contains(name));
    breaches.extend(undefined.map(|(name, place)| {
        Breach::new(
            RULE,
            place,
            format!("the required property `{name}` is not defined"),
            "define it under `properties` or remove it from `required`",
        )
    }));
}

/// What a schema asks for and what it defines, together with all that it is composed of.
#[derive(Default)]
struct Composition<'a> {
    defined: BTreeSet<&'a str>,
    required: Vec<(&'a str, Place)>,
    /// The references that were followed. A schema may be composed of itself, and a second look adds nothing.
    followed: BTreeSet<&'a str>,
}

impl<'a> Composition<'a> {
    /// Adds a schema and all that it is composed of. A list says what is still to be added: a chain of references may
    /// be longer than the stack is deep.
    fn add(&mut self, tree: &'a Value, place: &Place, map: &'a Map<String, Value>) {
        let mut pending = vec![(place.clone(), map)];
        while let Some((place, map)) = pending.pop() {
            let properties = map.get("properties").and_then(Value::as_object);
            self.defined.extend(properties.into_iter().flat_map(Map::keys).map(String::as_str));
            for (index, name) in schema::strings(map, "required").enumerate() {
                self.required.push((name, place.at("required").at(index)));
            }
            let members = self.members(tree, &place, map);
            pending.extend(members.into_iter().rev());
        }
    }

    /// What a schema is composed of and was not looked at yet.
    fn members(
        &mut self,
        tree: &'a Value,
        place: &Place,
        map: &'a Map<String, Value>,
    ) -> Vec<(Place, &'a Map<String, Value>)> {
        let mut found = Vec::new();
        for key in ["allOf", "anyOf", "oneOf"] {
            let members = map.get(key).and_then(Value::as_array);
            for (index, member) in members.into_iter().flatten().enumerate() {
                let place = match reference(member) {
                    Some(target) if !self.followed.insert(target) => continue,
                    Some(target) => Place::from_reference(target),
                    None => place.at(key).at(index),
                };
                found.extend(follow(tree, member).as_object().map(|member| (place, member)));
            }
        }
        found
    }
}
