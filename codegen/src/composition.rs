//! What a schema asks for and what it defines, together with all that it is composed of.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::document::{follow, reference};
use crate::place::Place;
use crate::schema;

/// The properties of a schema, those of the schemas that it is composed of among them.
#[derive(Debug, Default)]
pub struct Composition<'a> {
    defined: BTreeSet<&'a str>,
    required: Vec<(&'a str, Place)>,
    /// Whether it is there to be composed with others, so that those may define what it asks for.
    is_part: bool,
}

impl<'a> Composition<'a> {
    /// The composition of the schema at a place.
    pub fn of(tree: &'a Value, place: &Place, map: &'a Map<String, Value>) -> Self {
        let mut composition = Self::default();
        composition.add(tree, place, map, 0);
        let is_member =
            place.steps().iter().rev().nth(1).is_some_and(|step| matches!(step.as_str(), "allOf" | "anyOf" | "oneOf"));
        let is_named = place.steps().len() == 3;
        composition.is_part = is_member || is_named && composition.defined.is_empty();
        composition
    }

    /// The required properties that nothing defines, each with its place in a list of `required`.
    pub fn undefined(&self) -> impl Iterator<Item = &(&'a str, Place)> {
        self.required.iter().filter(|(name, _)| !self.is_part && !self.defined.contains(name))
    }

    fn add(&mut self, tree: &'a Value, place: &Place, map: &'a Map<String, Value>, depth: usize) {
        let properties = map.get("properties").and_then(Value::as_object);
        self.defined.extend(properties.into_iter().flat_map(Map::keys).map(String::as_str));
        for (index, name) in schema::strings(map, "required").enumerate() {
            self.required.push((name, place.at("required").at(index)));
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            let members = map.get(key).and_then(Value::as_array);
            for (index, member) in members.into_iter().flatten().enumerate() {
                let place = match reference(member) {
                    Some(target) => Place::from_reference(target),
                    None => place.at(key).at(index),
                };
                // Compositions are a few levels deep; more means that one contains itself.
                if let (Some(member), true) = (follow(tree, member).as_object(), depth < 16) {
                    self.add(tree, &place, member, depth + 1);
                }
            }
        }
    }
}
