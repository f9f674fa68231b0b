//! Visitors for schemas, and accessors for their keywords.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::document::SCHEMAS;
use crate::location::Location;
use crate::object_kind::{Contained, ObjectKind, references, walk_while, walk_while_mut};

/// Calls `f` with every schema of a spec and its location, outer schemas first.
pub fn for_each<'v>(tree: &'v Value, f: &mut impl FnMut(&Location, &'v Map<String, Value>)) {
    within_kind(ObjectKind::Document, &Location::root(), tree, f);
}

/// Calls `f` with every schema that a value must satisfy and its location, outer schemas first. Skips schemas inside a
/// `not`, and named schemas that are only referenced from inside a `not`: a fix there would invert its meaning.
pub fn for_each_asserted<'v>(tree: &'v Value, f: &mut impl FnMut(&Location, &'v Map<String, Value>)) {
    let negated = only_negated(tree);
    walk_asserted(tree, &mut |kind, location, node| {
        let is_asserted = !owner(location).is_some_and(|name| negated.contains(name));
        if let (true, ObjectKind::Schema, Value::Object(map)) = (is_asserted, kind, node) {
            f(location, map);
        }
    });
}

/// Calls `f` with every object of a spec, except those inside a `not` or a condition of 3.1. Returns the references
/// inside these.
fn walk_asserted<'v>(tree: &'v Value, f: &mut impl FnMut(ObjectKind, &Location, &'v Value)) -> Vec<&'v str> {
    let mut negated = Vec::new();
    let is_not = |key: &String| matches!(key.as_str(), "not" | "if" | "then" | "else" | "contains");
    walk_while(ObjectKind::Document, &mut Location::root(), tree, &mut |kind, location, node| {
        // A property may be named `not`.
        let is_keyword = || matches!(Contained::at(&location.parent()), Some(Contained::One(ObjectKind::Schema)));
        let is_negated = kind == ObjectKind::Schema && location.segments().last().is_some_and(is_not) && is_keyword();
        match is_negated {
            true => negated.extend(references_within(node)),
            false => f(kind, location, node),
        }
        !is_negated
    });
    negated
}

/// Returns the named schema that contains a location.
pub(crate) fn owner(location: &Location) -> Option<&str> {
    match location.segments() {
        [components, schemas, name, ..] if components == "components" && schemas == "schemas" => Some(name),
        _ => None,
    }
}

/// Returns the named schemas that are only reachable from inside a `not`.
fn only_negated(tree: &Value) -> BTreeSet<String> {
    let named = |target| str::strip_prefix(target, SCHEMAS).unwrap_or(target);
    // The references of each named schema, and under `None` those outside named schemas.
    let mut asserted: BTreeMap<Option<String>, BTreeSet<&str>> = BTreeMap::new();
    let negated = walk_asserted(tree, &mut |kind, location, node| {
        for target in references(kind, node) {
            asserted.entry(owner(location).map(str::to_owned)).or_default().insert(named(target));
        }
    });
    let referred = |name: &&str| asserted.get(&Some((*name).to_owned())).into_iter().flatten().copied();
    let outside = reachable(asserted.get(&None).into_iter().flatten().copied(), referred);
    let inside = reachable(negated.into_iter().map(named), referred);
    inside.difference(&outside).map(|name| (*name).to_owned()).collect()
}

/// These items and all items reachable from them. A work list, because recursion could overflow the stack.
pub fn reachable<T, I>(start: impl IntoIterator<Item = T>, mut next: impl FnMut(&T) -> I) -> BTreeSet<T>
where
    T: Ord + Clone,
    I: IntoIterator<Item = T>,
{
    let mut reached = BTreeSet::new();
    let mut pending: Vec<T> = start.into_iter().collect();
    while let Some(item) = pending.pop() {
        if reached.insert(item.clone()) {
            pending.extend(next(&item));
        }
    }
    reached
}

/// Returns the references of a schema and of every schema inside it.
pub(crate) fn references_within(schema: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    walk_while(ObjectKind::Schema, &mut Location::root(), schema, &mut |kind, _, node| {
        found.extend(references(kind, node));
        true
    });
    found
}

/// Calls `f` with a schema and every schema inside it, outer schemas first.
pub fn within<'v>(location: &Location, schema: &'v Value, f: &mut impl FnMut(&Location, &'v Map<String, Value>)) {
    within_kind(ObjectKind::Schema, location, schema, f);
}

fn within_kind<'v>(
    kind: ObjectKind,
    location: &Location,
    node: &'v Value,
    f: &mut impl FnMut(&Location, &'v Map<String, Value>),
) {
    walk_while(kind, &mut location.clone(), node, &mut |kind, location, node| {
        if let (ObjectKind::Schema, Value::Object(map)) = (kind, node) {
            f(location, map);
        }
        true
    });
}

/// Calls `f` with every schema of a spec, outer schemas first.
pub fn for_each_mut(tree: &mut Value, f: &mut impl FnMut(&mut Map<String, Value>)) {
    within_kind_mut(ObjectKind::Document, tree, f);
}

/// Calls `f` with a schema and every schema inside it, outer schemas first.
pub fn within_mut(schema: &mut Value, f: &mut impl FnMut(&mut Map<String, Value>)) {
    within_kind_mut(ObjectKind::Schema, schema, f);
}

/// Calls `f` with every schema of an object of this kind, outer schemas first.
pub(crate) fn within_kind_mut(kind: ObjectKind, node: &mut Value, f: &mut impl FnMut(&mut Map<String, Value>)) {
    walk_while_mut(kind, node, &mut |kind, node| {
        if let (ObjectKind::Schema, Value::Object(map)) = (kind, node) {
            f(map);
        }
        true
    });
}

/// The direction of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// From the client to the API.
    Request,
    /// From the API to the client.
    Response,
}

impl Direction {
    /// Returns the keyword of the properties that are absent in this direction.
    pub fn hidden(self) -> &'static str {
        match self {
            Self::Request => "readOnly",
            Self::Response => "writeOnly",
        }
    }
}

/// Calls `f` with every outermost schema of parameters, bodies, responses and headers, inline or in `components`, and
/// its direction. Skips named schemas and callbacks.
pub fn for_each_outermost_mut(tree: &mut Value, f: &mut impl FnMut(Direction, &mut Value)) {
    walk_while_mut(ObjectKind::Document, tree, &mut |kind, node| {
        let direction = match kind {
            ObjectKind::Parameter | ObjectKind::RequestBody => Direction::Request,
            ObjectKind::Response | ObjectKind::Header => Direction::Response,
            ObjectKind::Schema | ObjectKind::Callback => return false,
            _ => return true,
        };
        walk_while_mut(kind, node, &mut |kind, node| {
            let is_schema = kind == ObjectKind::Schema;
            if is_schema {
                f(direction, node);
            }
            !is_schema
        });
        false
    });
}

/// Returns whether a schema has this type.
pub fn is_type(schema: &Map<String, Value>, name: &str) -> bool {
    schema.get("type").and_then(Value::as_str) == Some(name)
}

/// Returns whether an extension or a flag of a schema is set.
pub fn is_set(schema: &Map<String, Value>, key: &str) -> bool {
    schema.get(key).and_then(Value::as_bool) == Some(true)
}

/// Returns the strings of a list such as `required` or `enum`.
pub fn strings<'v>(schema: &'v Map<String, Value>, key: &str) -> impl Iterator<Item = &'v str> {
    schema.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// Returns whether an integer is too large for `i64`.
pub fn is_beyond_i64(value: &Value) -> bool {
    value.is_u64() && !value.is_i64()
}

/// Returns the type of all these values.
pub fn type_of(values: &[Value]) -> Option<&'static str> {
    let all = |is: fn(&Value) -> bool| values.iter().all(is);
    let types = [
        ("string", all(Value::is_string)),
        ("boolean", all(Value::is_boolean)),
        ("integer", all(|value| value.is_i64() || value.is_u64())),
        ("number", all(Value::is_number)),
    ];
    types.into_iter().find(|(_, is_it)| *is_it).map(|(name, _)| name)
}

/// Returns the type whose values a format describes (JSON Schema 2020-12, Validation, section 7.3; OpenAPI 3.0.3,
/// section 4.7.24.1).
pub fn type_of_format(format: &str) -> Option<&'static str> {
    const STRINGS: [&str; 22] = [
        "date-time", "date", "time", "duration", "byte", "binary", "password", "email", "idn-email", "hostname",
        "idn-hostname", "ipv4", "ipv6", "uri", "uri-reference", "uri-template", "iri", "iri-reference", "uuid",
        "json-pointer", "relative-json-pointer", "regex",
    ];
    match format {
        "int8" | "uint8" | "int16" | "uint16" | "int32" | "uint32" | "int64" | "uint64" => Some("integer"),
        "float" | "double" => Some("number"),
        format => STRINGS.contains(&format).then_some("string"),
    }
}

/// Removes the items of the list under `key` that `keep` rejects, and the list itself if it is then empty.
pub fn retain(schema: &mut Map<String, Value>, key: &str, keep: impl Fn(&str) -> bool) {
    let Some(list) = schema.get_mut(key).and_then(Value::as_array_mut) else {
        return;
    };
    list.retain(|item| item.as_str().is_some_and(&keep));
    if list.is_empty() {
        schema.remove(key);
    }
}

/// Normalizes a value for comparison: `1.0` equals `1` (JSON Schema 2020-12, section 4.2.3).
#[must_use]
pub fn canonical(value: &Value) -> Value {
    match value {
        Value::Number(number) => match number.as_f64() {
            // `f64` represents integers exactly up to this limit.
            Some(float) if number.is_f64() && float.fract() == 0.0 && float.abs() < 9e15 => Value::from(float as i64),
            _ => value.clone(),
        },
        Value::Array(list) => list.iter().map(canonical).collect(),
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), canonical(value))).collect(),
        _ => value.clone(),
    }
}
