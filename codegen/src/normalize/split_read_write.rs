//! Splits a schema that is used in both directions into a request type and a response type.
//!
//! A `readOnly` property only appears in responses and a `writeOnly` property only in requests, required or not
//! (OpenAPI 3.0.3, section 4.7.24.2). progenitor supports neither: every response would lack a required `password`. An
//! optional nullable property differs too: absent and `null` mean the same in a response, but `null` clears a value in
//! a request. The response keeps the schema's name; the request form is named `XRequest`. A schema that is the same in
//! both directions is not split.
//!
//! ```yaml
//! # before
//! Credential:
//!   required: [username, password]
//!   properties:
//!     id: { type: string, readOnly: true }
//!     username: { type: string }
//!     password: { type: string, writeOnly: true }
//! # after
//! Credential:
//!   required: [username]
//!   properties:
//!     id: { type: string, readOnly: true }
//!     username: { type: string }
//! CredentialRequest:
//!   required: [username, password]
//!   properties:
//!     username: { type: string }
//!     password: { type: string, writeOnly: true }
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::compose::{alternatives, is_union};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, SCHEMAS, reference, resolve, schemas, schemas_mut};
use crate::extensions::RESPONSE_FORM;
use crate::location::Location;
use crate::names::FreeNames;
use crate::object_kind::{ObjectKind, rename_schemas};
use crate::schema::{self, Direction, is_set, strings};
use crate::schema_usage::SchemaUsage;

pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let before = document.tree.clone();
    let usage = SchemaUsage::of(&before);
    let differing = differing(&before);
    let request_names = new_names(&before, &usage, &differing);
    let request = Side { hidden: Direction::Request.hidden(), tree: &before, names: &request_names };
    let response = Side { hidden: Direction::Response.hidden(), tree: &before, names: &BTreeMap::new() };

    let named = schemas_mut(&mut document.tree);
    let mut split = Map::new();
    for (name, mut node) in std::mem::take(named) {
        let mut request_form = None;
        if let Some(request_name) = request_names.get(&name) {
            let mut form = node.clone();
            request.clean(&mut form);
            form[RESPONSE_FORM] = name.clone().into();
            request_form = Some((request_name.clone(), form));
        }
        if differing.contains(&name) {
            match usage.responses.contains(&name) {
                true => response.clean(&mut node),
                false => request.clean(&mut node),
            }
        }
        split.insert(name, node);
        split.extend(request_form);
    }
    *named = split;

    schema::for_each_outermost_mut(&mut document.tree, &mut |direction, node| match direction {
        Direction::Request => request.clean(node),
        Direction::Response => response.clean(node),
    });
    Ok(())
}

/// Returns the names of the schemas that differ between the directions, directly or through their contents.
fn differing(tree: &Value) -> BTreeSet<String> {
    let mut differing = BTreeSet::new();
    let mut holders: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (name, node) in schemas(tree) {
        schema::within(&Location::root(), node, &mut |_, map| {
            let properties = map.get("properties").and_then(Value::as_object);
            let differs = |(property_name, property): (&String, &Value)| {
                let is_one_way = says(tree, property, "readOnly") || says(tree, property, "writeOnly");
                let is_required = strings(map, "required").any(|required| required == property_name);
                is_one_way || (says(tree, property, "nullable") && !is_required)
            };
            // A union with a discriminator is an enum in a request and a struct in a response.
            let is_tagged = map.contains_key("discriminator") && is_union(map);
            if is_tagged || properties.into_iter().flatten().any(differs) || has_optional_null(tree, map) {
                differing.insert(name.clone());
            }
            if let Some(held) = map.get("$ref").and_then(Value::as_str) {
                let held = held.strip_prefix(SCHEMAS).unwrap_or(held);
                holders.entry(held).or_default().insert(name);
            }
        });
    }
    schema::reachable(differing, |held| holders.get(held.as_str()).into_iter().flatten().map(|name| (*name).to_owned()))
}

/// Returns whether a nullable property of a union's alternatives is optional in their union: one of them does not
/// require it. A property of one alternative is a member of a map in another.
fn has_optional_null(tree: &Value, map: &Map<String, Value>) -> bool {
    let alternatives: Vec<_> = alternatives(map).map(|node| composition(tree, node)).collect();
    let requires = |part: &Map<String, Value>, name: &str| strings(part, "required").any(|required| required == name);
    let is_required = |name: &str| {
        let mut parts = alternatives.iter();
        requires(map, name) || parts.all(|parts| parts.iter().any(|part| requires(part, name)))
    };
    let parts = || alternatives.iter().flatten();
    let is_nullable = |property: &Value| says(tree, property, "nullable");
    let is_map = parts().any(|part| part.get("additionalProperties").is_some_and(is_nullable));
    let mut properties = parts().filter_map(|part| part.get("properties")?.as_object()).flatten();
    properties.any(|(name, property)| (is_map || is_nullable(property)) && !is_required(name))
}

/// Returns whether a property has a flag, directly, through a reference or through a composition.
pub fn says(tree: &Value, property: &Value, flag: &str) -> bool {
    composition(tree, property).into_iter().any(|part| is_set(part, flag))
}

/// A schema and all schemas that a value of it must match, each once.
pub(super) fn composition<'t>(tree: &'t Value, node: &'t Value) -> Vec<&'t Map<String, Value>> {
    within(tree, node, &["allOf"])
}

/// A schema, its parts and its alternatives at any depth, each once.
pub fn parts<'t>(tree: &'t Value, node: &'t Value) -> Vec<&'t Map<String, Value>> {
    within(tree, node, &["allOf", "anyOf", "oneOf"])
}

fn within<'t>(tree: &'t Value, node: &'t Value, keys: &[&str]) -> Vec<&'t Map<String, Value>> {
    let mut found = Vec::new();
    let mut followed = BTreeSet::new();
    let mut pending = vec![node];
    while let Some(node) = pending.pop() {
        let target = reference(node).filter(|target| followed.insert(*target));
        pending.extend(target.and_then(|target| resolve(tree, target)));
        pending.extend(keys.iter().filter_map(|key| node.get(*key)?.as_array()).flatten());
        found.extend(node.as_object());
    }
    found
}

fn new_names(tree: &Value, usage: &SchemaUsage, differing: &BTreeSet<String>) -> BTreeMap<String, String> {
    let mut names = FreeNames::of(tree);
    let is_split = |name: &&String| usage.requests.contains(*name) && usage.responses.contains(*name);
    differing.iter().filter(is_split).map(|name| (name.clone(), names.take(&format!("{name}Request")))).collect()
}

/// One direction: the flag that hides a property, and the names that differ.
struct Side<'a> {
    hidden: &'static str,
    tree: &'a Value,
    names: &'a BTreeMap<String, String>,
}

impl Side<'_> {
    fn clean(&self, node: &mut Value) {
        self.clean_composition(node, &BTreeSet::new());
    }

    /// `removed` contains the properties that were removed from the enclosing composition.
    fn clean_composition(&self, node: &mut Value, removed: &BTreeSet<String>) {
        rename_schemas(ObjectKind::Schema, node, self.names);
        let Some(map) = node.as_object_mut() else {
            return;
        };
        let mut removed = removed.clone();
        if let Some(properties) = map.get_mut("properties").and_then(Value::as_object_mut) {
            let hidden = properties.iter().filter(|(_, property)| says(self.tree, property, self.hidden));
            removed.extend(hidden.map(|(name, _)| name.clone()));
            properties.retain(|name, _| !removed.contains(name));
            properties.values_mut().for_each(|property| self.clean(property));
        }
        if map.contains_key("required") {
            removed.extend(self.hidden_in_alternatives(map));
            schema::retain(map, "required", |name| !removed.contains(name));
        }
        for key in ["items", "additionalProperties"] {
            if let Some(inner) = map.get_mut(key) {
                self.clean(inner);
            }
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            let members = map.get_mut(key).and_then(Value::as_array_mut);
            for member in members.into_iter().flatten() {
                self.clean_composition(member, &removed);
            }
        }
    }

    /// Returns the names of the properties that only alternatives of a schema have, and that none of them shows.
    fn hidden_in_alternatives(&self, map: &Map<String, Value>) -> BTreeSet<String> {
        let parts = alternatives(map).flat_map(|node| composition(self.tree, node));
        let properties = parts.filter_map(|part| part.get("properties")?.as_object()).flatten();
        let (hidden, shown): (Vec<_>, Vec<_>) =
            properties.partition(|(_, property)| says(self.tree, property, self.hidden));
        let own = map.get("properties").and_then(Value::as_object);
        let is_own = |name: &String| own.is_some_and(|own| own.contains_key(name));
        let is_shown = |name: &String| is_own(name) || shown.iter().any(|(other, _)| *other == name);
        hidden.into_iter().map(|(name, _)| name).filter(|name| !is_shown(name)).cloned().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    const BOTH_WAYS: &str = "
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }
      responses:
        200: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }
";

    fn both_ways(before: &str, after: &str) {
        let request_renamed = BOTH_WAYS.replacen("schemas/A'", "schemas/ARequest'", 1);
        golden(
            run,
            &format!("{BOTH_WAYS}components:\n  schemas:\n{before}"),
            &format!("{request_renamed}components:\n  schemas:\n{after}"),
        );
    }

    #[test]
    fn an_optional_nullable_property_splits_its_schema() {
        both_ways(
            "
    A: { type: object, properties: { pattern: { type: string, nullable: true } } }
",
            "
    A: { type: object, properties: { pattern: { type: string, nullable: true } } }
    ARequest: { type: object, properties: { pattern: { type: string, nullable: true } }, x-response-form: A }
",
        );
        let required =
            "{ type: object, required: [pattern], properties: { pattern: { type: string, nullable: true } } }";
        let map = "{ additionalProperties: { type: string, nullable: true } }";
        let other = "{ properties: { other: { type: string } } }";
        for differing in [[required, other], [map, other]].map(|both| format!("{{ anyOf: [{}]", both.join(", "))) {
            let response = format!("\n    A: {differing} }}\n");
            both_ways(&response, &format!("{response}    ARequest: {differing}, x-response-form: A }}\n"));
        }
        for same in [required.to_owned(), format!("{{ oneOf: [{required}, {required}] }}")] {
            let document = format!("{BOTH_WAYS}components:\n  schemas:\n    A: {same}\n");
            golden(run, &document, &document);
        }
    }

    #[test]
    fn the_split_follows_references_lists_and_compositions() {
        let a = "
    A:
      allOf:
        - $ref: '#/components/schemas/Base'
        - properties:
            list: { type: array, items: { $ref: '#/components/schemas/Base' } }
            same: { $ref: '#/components/schemas/Same' }
";
        let a_request = "    ARequest:
      allOf:
        - $ref: '#/components/schemas/BaseRequest'
        - properties:
            list: { type: array, items: { $ref: '#/components/schemas/BaseRequest' } }
            same: { $ref: '#/components/schemas/Same' }
      x-response-form: A
";
        let base = "    Base:
      properties:
        id: { $ref: '#/components/schemas/ServerId' }
        name: { type: string }
";
        let base_request = "    BaseRequest:
      properties:
        name: { type: string }
      x-response-form: Base
";
        let others = "    ServerId: { type: string, readOnly: true }
    Same: { properties: { name: { type: string } } }
";
        both_ways(&[a, base, others].concat(), &[a, a_request, base, base_request, others].concat());
    }

    #[test]
    fn alternatives_do_not_hide_each_others_properties() {
        let response = "
    A:
      required: [id, customerId, name]
      properties: { name: { type: string } }
      anyOf:
        - { properties: { id: { readOnly: true }, name: { readOnly: true }, customerId: { type: string, readOnly: true }, username: { type: string } } }
        - { required: [customerId], properties: { customerId: { type: string } } }
";
        let request = "    ARequest:
      required: [customerId, name]
      properties: { name: { type: string } }
      anyOf:
        - { properties: { username: { type: string } } }
        - { required: [customerId], properties: { customerId: { type: string } } }
      x-response-form: A
";
        both_ways(response, &format!("{response}{request}"));
    }

    #[test]
    fn the_mapping_of_a_request_names_its_variants_however_it_is_written() {
        let union = |name: &str, variant: &str, one: &str, form: &str| {
            let variant = format!("'#/components/schemas/{variant}'");
            let one = if one.is_empty() { &variant } else { one };
            let mapping = format!("propertyName: t, mapping: {{ one: {one}, two: {variant} }}");
            format!("    {name}: {{ oneOf: [{{ $ref: {variant} }}], discriminator: {{ {mapping} }}{form} }}\n")
        };
        let response = union("A", "B", "B", "");
        let b = "    B: { properties: { t: { type: string }, id: { type: string, readOnly: true } } }\n";
        let b_request = "    BRequest: { properties: { t: { type: string } }, x-response-form: B }\n";
        let request = union("ARequest", "BRequest", "", ", x-response-form: A");
        both_ways(&format!("{response}{b}"), &format!("{response}{request}{b}{b_request}"));
    }
}
