//! The two compositions of schemas: a value must match all of them (`allOf`), or one of them (`oneOf`).

use std::cell::Cell;
use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::mark_secrets::is_secret;
use super::split_read_write::composition;
use crate::document::{is_annotation, resolve_refs, schema_name, schema_reference};
use crate::extensions::{BASE_REQUIRED, ONLY_NULL, RESPONSE_FORM, SECRET, UNDESCRIBED, VALUES};
use crate::schema::{is_set, reachable, retain, strings};

type Schema = Map<String, Value>;

/// The maximum nesting of compositions. Deeper schemas become any JSON.
const MAX_COMPOSITION_DEPTH: usize = 12;

pub(super) fn has_content(map: &Schema) -> bool {
    map.keys().any(|key| !is_annotation(key))
}

/// The union keywords of a schema.
pub(super) const UNIONS: [&str; 2] = ["oneOf", "anyOf"];

pub(super) fn is_union(map: &Schema) -> bool {
    UNIONS.iter().any(|key| map.contains_key(*key))
}

/// Returns the alternatives of a schema.
pub(super) fn alternatives(map: &Schema) -> impl Iterator<Item = &Value> {
    UNIONS.iter().filter_map(|key| map.get(*key)?.as_array()).flatten()
}

/// Returns the reference of a schema that consists of a reference and annotations only.
pub(super) fn referred(node: &Value) -> Option<&str> {
    schema_name(node).or_else(|| {
        let map = node.as_object()?;
        let [only] = map.get("allOf")?.as_array()?.as_slice() else {
            return None;
        };
        let is_wrapper = map.keys().all(|key| key == "allOf" || is_annotation(key));
        schema_name(only).filter(|_| is_wrapper)
    })
}

/// Merges the members of an `allOf`.
pub(super) struct Merge<'t> {
    pub(super) tree: &'t Value,
    /// The number of named schemas that are being merged, each a part of the one before it.
    pub(super) depth: usize,
    /// The merged named schemas, so that each is merged only once.
    parts: HashMap<String, Schema>,
    /// The pairs of schemas that are being intersected, each for a property of the pair before it.
    pairs: Vec<(Value, Value)>,
    /// The number of intersections since the outermost one began.
    steps: usize,
    /// The number of values in all intersections.
    size: usize,
    /// Whether the first one of two schemas stands for an intersection that is too large or contains itself: where each
    /// `allOf` is merged already, no schema shows any more which one it extends.
    keeps_first: bool,
}

impl<'t> Merge<'t> {
    pub(super) fn new(tree: &'t Value) -> Self {
        Self { tree, depth: 0, parts: HashMap::new(), pairs: Vec::new(), steps: 0, size: 0, keeps_first: false }
    }

    /// A merge of schemas without `allOf`, which rejects only contradictions.
    fn of_merged(tree: &'t Value) -> Self {
        Self { keeps_first: true, ..Self::new(tree) }
    }

    /// Intersects a schema with another one, of a tree whose `allOf` are merged.
    pub(super) fn intersect_merged(tree: &'t Value, whole: &mut Schema, part: Schema) -> Result<(), String> {
        Self::of_merged(tree).intersect(whole, part)
    }

    /// Merges `allOf` into the schema, except for further unions, which stay members. The error names the keyword in
    /// which two parts contradict each other.
    pub(super) fn flat(&mut self, map: &Schema) -> Result<Schema, String> {
        let mut whole = map.clone();
        let Some(Value::Array(members)) = whole.shift_remove("allOf") else {
            return Ok(whole);
        };
        let stated = whole.get("nullable").cloned();
        let (mut is_nullable, mut is_stated) = (true, false);
        // An extending schema follows its base and takes precedence over it.
        for member in members.iter().rev() {
            let Some(part) = self.part(member)? else {
                continue;
            };
            is_nullable &= is_set(&part, "nullable") || !(part.contains_key("type") || is_union(&part));
            is_stated |= is_set(&part, "nullable");
            self.intersect(&mut whole, part)?;
        }
        whole.shift_remove("nullable");
        match stated {
            Some(stated) => whole.insert("nullable".to_owned(), stated),
            None if is_nullable && is_stated => whole.insert("nullable".to_owned(), true.into()),
            None => None,
        };
        Ok(whole)
    }

    /// As [`flat`](Self::flat), but keeps a reference to a single schema that has only annotations beside it.
    pub(super) fn flat_unless_reference(&mut self, map: &Schema) -> Result<Schema, String> {
        let members: Vec<&Value> = map.get("allOf").and_then(Value::as_array).into_iter().flatten().collect();
        let has_constraints = |member: &&&Value| {
            member.as_object().is_none_or(|map| map.keys().any(|key| key != "type" && !is_annotation(key)))
        };
        let mut contents = members.iter().filter(has_constraints);
        let Some(target) = contents.next().and_then(|only| referred(only)) else {
            return self.flat(map);
        };
        let reference = schema_reference(target);
        let type_of = || composition(self.tree, &reference).into_iter().find_map(|part| part.get("type"));
        let mut stated = members.iter().filter_map(|member| member.as_object()).chain([map]);
        let is_repeated = stated.all(|map| map.get("type").is_none_or(|name| type_of() == Some(name)));
        let is_wrapper = map.keys().all(|key| is_annotation(key) || key == "allOf" || key == "type");
        if !(is_wrapper && is_repeated && contents.all(|other| referred(other) == Some(target))) {
            return self.flat(map);
        }
        let excludes_null = members.iter().any(|member| member.get("type").is_some() && member["nullable"] != true);
        let mut wrapper = map.clone();
        wrapper.shift_remove("type");
        wrapper.insert("allOf".to_owned(), json!([schema_reference(target)]));
        // The last member takes precedence.
        for part in members.iter().rev().filter_map(|member| member.as_object()) {
            for (key, value) in part.iter().filter(|(key, _)| is_annotation(key)) {
                wrapper.entry(key).or_insert_with(|| value.clone());
            }
        }
        if excludes_null && !map.contains_key("nullable") {
            wrapper.shift_remove("nullable");
        }
        Ok(wrapper)
    }

    /// Merges a member of an `allOf`.
    pub(super) fn part(&mut self, member: &Value) -> Result<Option<Schema>, String> {
        let Some(name) = schema_name(member) else {
            return member.as_object().map(|map| self.flat(map)).transpose();
        };
        if let Some(part) = self.parts.get(name) {
            return Ok(Some(part.clone()));
        }
        let Some(target) = resolve_refs(self.tree, member).as_object() else {
            return Ok(None);
        };
        if self.depth > MAX_COMPOSITION_DEPTH {
            return Err(format!("`{name}` is extended too often"));
        }
        self.depth += 1;
        let part = self.flat(target);
        self.depth -= 1;
        let mut part = part?;
        // These describe the base as a whole, not the schemas that extend it.
        for key in ["description", "title", "example", "default", "deprecated"] {
            part.shift_remove(key);
        }
        if !is_union(&part) {
            part.shift_remove("discriminator");
        }
        self.parts.insert(name.to_owned(), part.clone());
        Ok(Some(part))
    }

    /// Intersects a schema with another one.
    pub(super) fn intersect(&mut self, whole: &mut Schema, mut part: Schema) -> Result<(), String> {
        keep_tightest_limits(whole, &mut part);
        for (key, theirs) in without_second_union(whole, part) {
            let Some(ours) = whole.get_mut(&key) else {
                whole.insert(key, theirs);
                continue;
            };
            if *ours == theirs {
                continue;
            }
            match (key.as_str(), ours, theirs) {
                ("type", ours, theirs) => *ours = narrower(ours, &theirs)?,
                ("properties", Value::Object(ours), Value::Object(theirs)) => {
                    for (name, property) in theirs {
                        match ours.get_mut(&name) {
                            None => {
                                ours.insert(name, property);
                            }
                            Some(own) => {
                                *own =
                                    self.both(own, &property).map_err(|message| match message.len() < MAX_MESSAGE {
                                        true => format!("`{name}`: {message}"),
                                        false => message,
                                    })?;
                            }
                        }
                    }
                }
                ("required", Value::Array(ours), Value::Array(theirs)) => {
                    let new: Vec<Value> = theirs.into_iter().filter(|name| !ours.contains(name)).collect();
                    ours.extend(new);
                }
                ("allOf", Value::Array(ours), Value::Array(theirs)) => ours.extend(theirs),
                ("enum", Value::Array(ours), Value::Array(theirs)) => {
                    let both: Vec<Value> = ours.iter().filter(|value| theirs.contains(value)).cloned().collect();
                    if both.is_empty() {
                        return Err("the `enum` lists have no common value".to_owned());
                    }
                    *ours = both;
                }
                ("items" | "additionalProperties", ours @ Value::Object(_), theirs @ Value::Object(_)) => {
                    *ours = self.both(ours, &theirs)?;
                }
                // A discriminator beside a union that has one adds nothing without a mapping.
                ("discriminator", ours, theirs) if ours.get("mapping").is_none() => *ours = theirs,
                // What one of them keeps secret stays secret.
                ("format", ours, theirs) if theirs == "password" => *ours = theirs,
                ("readOnly" | "writeOnly", ours, Value::Bool(true)) => *ours = true.into(),
                _ => {}
            }
        }
        Ok(())
    }

    /// Intersects two schemas. `ours` takes precedence.
    fn both(&mut self, ours: &Value, theirs: &Value) -> Result<Value, String> {
        if ours == theirs {
            return Ok(ours.clone());
        }
        if let Some(narrower) = self.narrower_reference(ours, theirs) {
            return Ok(narrower);
        }
        if self.pairs.is_empty() {
            self.steps = 0;
        }
        self.steps += usize::from(!is_plain_scalar(ours) || !is_plain_scalar(theirs));
        let pair = (ours.clone(), theirs.clone());
        let is_circular = self.pairs.contains(&pair);
        if is_circular || self.pairs.len() > MAX_PAIRS || self.steps > MAX_STEPS || self.size > MAX_SIZE {
            return match (self.keeps_first, is_circular) {
                (true, _) => Ok(ours.clone()),
                (false, true) => Err("the merged schema contains itself, and no part extends the other".to_owned()),
                (false, false) => Err("the parts share more nested properties than can be merged".to_owned()),
            };
        }
        self.pairs.push(pair);
        // A schema may be a part of its own property.
        let depth = std::mem::take(&mut self.depth);
        let composed = Map::from_iter([("allOf".to_owned(), json!([theirs, ours]))]);
        let both = self.flat_unless_reference(&composed);
        self.depth = depth;
        self.pairs.pop();
        let both = Value::Object(both?);
        if self.pairs.is_empty() {
            self.size += size(&both);
        }
        Ok(both)
    }

    /// Returns the narrower one of two references, with the annotations of both, if one schema extends the other.
    fn narrower_reference(&self, ours: &Value, theirs: &Value) -> Option<Value> {
        let (own, other) = (referred(ours)?, referred(theirs)?);
        let target = match (self.extends(own, other), self.extends(other, own)) {
            (true, _) => own,
            (false, true) => other,
            (false, false) => return None,
        };
        let mut annotations = Map::new();
        for (key, value) in [ours, theirs].into_iter().filter_map(Value::as_object).flatten() {
            if is_annotation(key) {
                annotations.entry(key).or_insert_with(|| value.clone());
            }
            if matches!(key.as_str(), "readOnly" | "writeOnly") && *value == true {
                annotations.insert(key.clone(), true.into());
            }
        }
        let schemas = &self.tree["components"]["schemas"];
        let is_nullable = |node: &Value, name: &str| [node, &schemas[name]].iter().any(|it| it["nullable"] == true);
        if !(is_nullable(ours, own) && is_nullable(theirs, other)) {
            annotations.shift_remove("nullable");
        }
        let reference = schema_reference(target);
        if annotations.is_empty() {
            return Some(reference);
        }
        annotations.insert("allOf".to_owned(), json!([reference]));
        Some(annotations.into())
    }

    /// Returns whether a named schema is another one, or extends it, directly or indirectly.
    fn extends(&self, name: &str, base: &str) -> bool {
        fn bases(node: &Value) -> Vec<&str> {
            let members = || node["allOf"].as_array().into_iter().flatten().flat_map(bases).collect();
            referred(node).map_or_else(members, |name| vec![name])
        }
        let schemas = &self.tree["components"]["schemas"];
        reachable([name], |name| bases(&schemas[*name])).contains(base)
    }
}

/// The limits, the keyword that makes each exclusive, and whether it is an upper one.
const LIMITS: [(&str, Option<&str>, bool); 6] = [
    ("minimum", Some("exclusiveMinimum"), false),
    ("maximum", Some("exclusiveMaximum"), true),
    ("minLength", None, false),
    ("maxLength", None, true),
    ("minItems", None, false),
    ("maxItems", None, true),
];

/// Removes the wider one of two limits.
fn keep_tightest_limits(whole: &mut Schema, part: &mut Schema) {
    for (key, exclusive, is_upper) in LIMITS {
        let limit = |map: &Schema| map.get(key).and_then(Value::as_f64);
        let (Some(ours), Some(theirs)) = (limit(whole), limit(part)) else {
            continue;
        };
        let is_tighter = if is_upper { theirs < ours } else { theirs > ours };
        let is_exclusive = exclusive.is_some_and(|exclusive| is_set(part, exclusive));
        let wider = if is_tighter || theirs == ours && is_exclusive { &mut *whole } else { &mut *part };
        wider.shift_remove(key);
        if let Some(exclusive) = exclusive {
            wider.shift_remove(exclusive);
        }
    }
}

/// The maximum nesting of intersections.
const MAX_PAIRS: usize = 32;

/// The maximum number of bytes of a message that gets the name of one more property.
const MAX_MESSAGE: usize = 200;

/// The maximum number of values in all merged inline schemas. An `allOf` of unions that contain further ones can double
/// the number at each level. The largest real spec at hand has ten thousand.
pub(super) const MAX_SIZE: usize = 200_000;

/// Returns the number of values in a value.
pub(super) fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(members) => members.values().map(size).sum::<usize>(),
        _ => 0,
    }
}

/// Moves the union of a part into the `allOf` of a schema that has a union itself, because a schema has only one.
fn without_second_union(whole: &mut Schema, mut part: Schema) -> Schema {
    if !(is_union(whole) && is_union(&part)) {
        return part;
    }
    let mut union = Map::new();
    for key in UNIONS {
        union.extend(part.shift_remove(key).map(|members| (key.to_owned(), members)));
    }
    part.shift_remove("discriminator");
    whole.shift_remove("discriminator");
    if let Some(Value::Array(more)) = part.shift_remove("allOf") {
        push_all_of(whole, more);
    }
    push_all_of(whole, vec![union.into()]);
    part
}

/// Adds schemas that values must match too.
pub fn push_all_of(whole: &mut Schema, more: Vec<Value>) {
    match whole.get_mut("allOf").and_then(Value::as_array_mut) {
        Some(members) => members.extend(more),
        None => _ = whole.insert("allOf".to_owned(), more.into()),
    }
}

fn narrower(ours: &Value, theirs: &Value) -> Result<Value, String> {
    match [ours, theirs].map(|type_| type_.as_str().unwrap_or_default()) {
        ["integer", "number"] | ["number", "integer"] => Ok("integer".into()),
        [ours, theirs] => Err(format!("one part has `type: {ours}` and another `type: {theirs}`")),
    }
}

/// Merges the alternatives of a union.
pub(super) struct Unite<'t> {
    tree: &'t Value,
    /// Whether a union with a discriminator is merged like other objects, instead of being an enum.
    opens_tagged: bool,
    /// The maximum nesting of merges.
    max_depth: Cell<usize>,
    /// The number of merged schemas.
    steps: Cell<usize>,
}

/// The maximum number of merged schemas per union or intersection. Unions of real specs need some hundreds; if several
/// properties are unions again, each level multiplies the number.
const MAX_STEPS: usize = 2_000;

/// Returns whether a schema is a scalar by itself, so that it is its own union with an equal one.
fn is_plain_scalar(node: &Value) -> bool {
    let is_scalar = matches!(node["type"].as_str(), Some("string" | "integer" | "number" | "boolean"));
    is_scalar && node.as_object().is_some_and(|map| !is_union(map) && !map.contains_key("allOf"))
}

/// An alternative of a union.
struct Alternative {
    node: Value,
    /// The schema that the node references.
    view: Schema,
}

impl Alternative {
    fn of(schema: Schema) -> Self {
        Self { node: schema.clone().into(), view: schema }
    }
}

impl<'t> Unite<'t> {
    pub(super) fn new(tree: &'t Value, opens_tagged: bool) -> Self {
        Self { tree, opens_tagged, max_depth: Cell::new(MAX_COMPOSITION_DEPTH), steps: Cell::new(0) }
    }

    /// Reduces the depth until the merge has few enough steps, so that "any JSON" appears deep inside and not in the
    /// last alternative.
    fn bounded<T>(&self, unite: impl Fn() -> T) -> T {
        let attempt = |depth| {
            self.max_depth.set(depth);
            self.steps.set(0);
            unite()
        };
        let attempts = [MAX_COMPOSITION_DEPTH, 6, 4].into_iter();
        attempts.map(attempt).find(|_| self.steps.get() < MAX_STEPS).unwrap_or_else(|| attempt(2))
    }

    fn is_too_deep(&self, depth: usize) -> bool {
        self.steps.set(self.steps.get() + 1);
        depth > self.max_depth.get() || self.steps.get() > MAX_STEPS
    }

    /// Merges a union and its sibling keywords into one schema.
    pub(super) fn flat(&self, map: &Schema) -> Schema {
        self.bounded(|| self.flat_union(map, 0))
    }

    /// Merges alternatives into a schema that allows the values of each. Alternatives of one type become one; an object
    /// has all their properties and requires those that all require. Alternatives of several types stay a `oneOf`.
    pub(super) fn all<'v>(&self, alternatives: impl IntoIterator<Item = &'v Value>) -> Value {
        let alternatives: Vec<Value> = alternatives.into_iter().map(|value| self.value_schema(value)).collect();
        self.bounded(|| self.united(alternatives.clone(), 0))
    }

    fn united(&self, alternatives: Vec<Value>, depth: usize) -> Value {
        let mut kinds: Vec<Alternative> = Vec::new();
        let (mut is_nullable, mut is_any) = (false, false);
        let mut pending = alternatives;
        pending.reverse();
        while let Some(node) = pending.pop() {
            let view = self.view(&node);
            is_nullable |= is_set(&view, "nullable") || node["nullable"] == true;
            if allows_only_null(&view) {
                continue;
            }
            let kind = self.kind(&view);
            match kind {
                "any" => is_any = true,
                // The union contains itself.
                "union" if self.is_too_deep(depth) => return json!({}),
                "union" => {
                    let flat = self.flat_union(&view, depth + 1);
                    is_nullable |= is_set(&flat, "nullable");
                    if allows_only_null(&flat) {
                        continue;
                    }
                    // A remaining union has alternatives of several types.
                    match flat.get("oneOf").and_then(Value::as_array).cloned() {
                        Some(members) if flat.keys().all(|key| key == "oneOf" || is_annotation(key)) => {
                            pending.extend(members.into_iter().rev())
                        }
                        // Keep the name of a named union: its schema may contain itself.
                        None if referred(&node).is_some() => {
                            self.add(&mut kinds, Alternative { node, view: flat }, depth);
                        }
                        _ => self.add(&mut kinds, Alternative::of(flat), depth),
                    }
                }
                _ => self.add(&mut kinds, Alternative { node, view }, depth),
            }
        }
        // Any value and another schema are any value. What one of them keeps secret stays secret: the client ignores an
        // optional value of another type.
        if is_any {
            kinds.retain(|kind| is_secret(&kind.view));
            is_nullable = !kinds.is_empty();
        }
        let mut united = match kinds.len() {
            0 => json!({}),
            1 => kinds.swap_remove(0).node,
            _ => json!({ "oneOf": kinds.into_iter().map(|kind| kind.node).collect::<Value>() }),
        };
        if is_nullable {
            if schema_name(&united).is_some() {
                united = json!({ "allOf": [united] });
            }
            united["nullable"] = true.into();
        }
        united
    }

    /// Returns the schema of a value outside a union: if it is only `nullable`, it allows any value, unless it lists
    /// `null` alone.
    fn value_schema(&self, value: &Value) -> Value {
        let view = self.view(value);
        if allows_only_null(&view) && !is_set(&view, ONLY_NULL) { json!({}) } else { value.clone() }
    }

    /// Merges two values of one property or list.
    fn united_values(&self, values: [Value; 2], depth: usize) -> Value {
        self.united(values.iter().map(|value| self.value_schema(value)).collect(), depth)
    }

    fn add(&self, kinds: &mut Vec<Alternative>, mut new: Alternative, depth: usize) {
        let kind = self.kind(&new.view).to_owned();
        // An object that describes no member may have any.
        let is_free = !["properties", "required", "additionalProperties"].iter().any(|key| new.view.contains_key(*key));
        if kind == "object" && is_free {
            new.view.insert("additionalProperties".to_owned(), json!({}));
        }
        match kinds.iter_mut().find(|other| self.kind(&other.view) == kind && kind != "tagged") {
            Some(other) => self.join(other, new, depth),
            None => kinds.push(new),
        }
    }

    /// Returns the schema behind a reference, with its `allOf` merged.
    fn view(&self, node: &Value) -> Schema {
        let target = referred(node).map(schema_reference);
        let target = target.as_ref().map_or(node, |target| resolve_refs(self.tree, target));
        let map = target.as_object().cloned().unwrap_or_default();
        match map.contains_key("allOf") {
            true => Merge::of_merged(self.tree).flat(&map).unwrap_or(map),
            false => map,
        }
    }

    fn kind<'v>(&self, map: &'v Schema) -> &'v str {
        let is_tagged = map.contains_key("discriminator") && is_union(map) && !self.opens_tagged;
        match map.get("type").and_then(Value::as_str) {
            _ if is_tagged || map.contains_key(crate::extensions::TAGGED_UNION) => "tagged",
            _ if is_union(map) => "union",
            Some("integer") => "number",
            Some(name) => name,
            None if ["properties", "required"].iter().any(|key| map.contains_key(*key)) => "object",
            None => "any",
        }
    }

    fn join(&self, ours: &mut Alternative, theirs: Alternative, depth: usize) {
        let same_target = referred(&ours.node).is_some() && referred(&ours.node) == referred(&theirs.node);
        if ours.node == theirs.node || same_target {
            return;
        }
        if self.is_too_deep(depth) {
            *ours = Alternative::of(Map::new());
            return;
        }
        let (mut united, mut other) = (std::mem::take(&mut ours.view), theirs.view);
        match self.kind(&united) {
            "object" => united = self.superset(united, &other, depth),
            "array" => {
                let items = [&mut united, &mut other].map(|list| list["items"].take());
                let items = self.united_values(items, depth + 1);
                united.insert("items".to_owned(), items);
            }
            _ => join_scalars(&mut united, &other),
        }
        *ours = Alternative::of(united);
    }

    fn superset(&self, mut ours: Schema, theirs: &Schema, depth: usize) -> Schema {
        retain(&mut ours, "required", |name| strings(theirs, "required").any(|other| other == name));
        ours.insert("type".to_owned(), "object".into());
        ours.shift_remove(RESPONSE_FORM);
        let typed = |map: &Schema| {
            let members = map.get("additionalProperties").and_then(Value::as_object);
            members.filter(|members| has_content(members)).cloned().map(Value::from)
        };
        let (our_members, their_members) = (typed(&ours), typed(theirs));
        if ours.get("additionalProperties") != theirs.get("additionalProperties") {
            let members = [&our_members, &their_members].map(|it| it.clone().unwrap_or_else(|| json!({})));
            let members = self.united_values(members, depth + 1);
            ours.insert("additionalProperties".to_owned(), members);
        }
        let properties = |map: &Schema| map.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
        let (our_properties, their_properties) = (properties(&ours), properties(theirs));
        let new = their_properties.keys().filter(|name| !our_properties.contains_key(*name));
        let united = our_properties.keys().chain(new).map(|name| {
            // A property of one alternative is a member of a map in the other.
            let own = our_properties.get(name).or(our_members.as_ref());
            let property = match (own, their_properties.get(name).or(their_members.as_ref())) {
                // Most properties that alternatives share are of this kind.
                (Some(own), Some(other)) if own == other && is_plain_scalar(own) => own.clone(),
                (Some(own), Some(other)) => self.united_values([own.clone(), other.clone()], depth + 1),
                (own, other) => own.or(other).cloned().unwrap_or_default(),
            };
            (name.clone(), property)
        });
        let united: Schema = united.collect();
        if !united.is_empty() {
            ours.insert("properties".to_owned(), united.into());
        }
        ours
    }

    fn flat_union(&self, map: &Schema, depth: usize) -> Schema {
        let mut whole = map.clone();
        let mut unions: Vec<Value> = UNIONS.iter().filter_map(|key| whole.shift_remove(*key)).collect();
        let others = whole.shift_remove("allOf");
        let others = others.as_ref().and_then(Value::as_array).into_iter().flatten();
        unions.extend(others.flat_map(|other| UNIONS.iter().filter_map(|key| other.get(*key).cloned())));
        let discriminator = whole.shift_remove("discriminator");
        let undescribed = discriminator.as_ref().filter(|it| it[UNDESCRIBED] == true);
        let undescribed = undescribed.and_then(|it| it["propertyName"].as_str()).map(str::to_owned);
        let discriminator = discriminator.filter(|_| self.opens_tagged);
        let kind = whole.get("type").and_then(Value::as_str).map(str::to_owned);
        let kind = kind.or_else(|| whole.contains_key("properties").then(|| "object".to_owned()));
        for union in unions.iter_mut().filter_map(Value::as_array_mut) {
            let alternatives = std::mem::take(union);
            // An alternative of another type than the whole never matches.
            let fits = |node: &Value| kind.as_deref().is_none_or(|kind| self.fits(&self.view(node), kind));
            let mut alternatives = self.beside(&whole, alternatives.into_iter().filter(fits).collect(), depth);
            if kind.as_deref() == Some("object") {
                alternatives.iter_mut().for_each(|node| self.limit_to_objects(node));
            }
            let united = self.united(alternatives, depth);
            let mut part = self.view(&united);
            let is_lenient = discriminator.as_ref().is_some_and(|it| require_common(&mut part, it));
            if is_lenient && united["nullable"] == true {
                part.insert("nullable".to_owned(), true.into());
            }
            let is_alone = !has_content(&whole) && !is_lenient && undescribed.is_none();
            let target = is_alone.then(|| referred(&united)).flatten();
            if let Some(target) = target {
                whole.insert("allOf".to_owned(), json!([schema_reference(target)]));
                if united["nullable"] == true {
                    whole.insert("nullable".to_owned(), true.into());
                }
                continue;
            }
            let mut merged = whole.clone();
            // An alternative that contradicts the sibling keywords never matches.
            if Merge::intersect_merged(self.tree, &mut merged, part).is_ok() {
                whole = merged;
            }
        }
        if let Some(tag) = undescribed.filter(|_| self.kind(&whole) == "object") {
            if !whole.contains_key("properties") {
                whole.entry("additionalProperties").or_insert_with(|| json!({}));
            }
            let properties = whole.entry("properties").or_insert_with(|| json!({}));
            let tags = properties.as_object_mut().map(|properties| properties.entry(tag));
            tags.map(|tag| tag.or_insert_with(|| json!({ "type": "string" })));
        }
        self.distribute(&mut whole);
        whole
    }

    /// Any value beside the properties of an object is any object.
    fn limit_to_objects(&self, node: &mut Value) {
        let mut view = self.view(node);
        if self.kind(&view) == "any" && !allows_only_null(&view) {
            view.extend([("type".to_owned(), "object".into()), ("additionalProperties".to_owned(), json!({}))]);
            *node = view.into();
        }
    }

    /// Moves the keywords beside alternatives into each of them, if one is an enum, which has no fields of its own.
    fn distribute(&self, whole: &mut Schema) {
        let is_enum = |node: &Value| self.kind(&self.view(node)) == "tagged";
        if whole.contains_key("discriminator") || !alternatives(whole).any(is_enum) {
            return;
        }
        let (mut union, siblings): (Schema, Schema) =
            std::mem::take(whole).into_iter().partition(|(key, _)| key == "oneOf" || is_annotation(key));
        if siblings.keys().any(|key| key != "type") {
            for node in union.get_mut("oneOf").and_then(Value::as_array_mut).into_iter().flatten() {
                let mut view = self.view(node);
                // The name of its variant.
                if let Some(name) = referred(node) {
                    view.insert("title".to_owned(), name.into());
                }
                // Sibling keywords that contradict an alternative are dropped.
                let _ = Merge::intersect_merged(self.tree, &mut view, siblings.clone());
                *node = view.into();
            }
        } else {
            union.extend(siblings);
        }
        *whole = union;
    }

    /// Adds the properties beside a union to the alternatives, if an alternative narrows or contradicts one of them:
    /// otherwise, what one alternative requires of a property would apply to all.
    fn beside(&self, whole: &Schema, alternatives: Vec<Value>, depth: usize) -> Vec<Value> {
        let properties = whole.get("properties").and_then(Value::as_object);
        let Some(beside) = properties.filter(|_| !self.is_too_deep(depth)) else {
            return alternatives;
        };
        let views = alternatives.iter().map(|node| {
            let view = self.view(node);
            if self.kind(&view) == "union" { self.flat_union(&view, depth + 1) } else { view }
        });
        let views: Vec<Schema> = views.collect();
        let own = |view: &Schema, name: &str| view.get("properties")?.get(name).cloned();
        let is_narrowed = |(name, property): &(&String, &Value)| {
            views.iter().filter_map(|view| own(view, name)).any(|own| own != **property)
        };
        let narrowed: Schema =
            beside.iter().filter(is_narrowed).map(|(name, property)| (name.clone(), property.clone())).collect();
        if narrowed.is_empty() {
            return alternatives;
        }
        let with_narrowed = |(node, mut view): (Value, Schema)| {
            if self.kind(&view) != "object" {
                return node;
            }
            for (name, property) in &narrowed {
                let fits = |own: &Value| Merge::of_merged(self.tree).both(property, own).is_ok();
                if own(&view, name).is_none_or(|own| !fits(&own)) {
                    let properties = view.entry("properties").or_insert_with(|| json!({}));
                    properties[name] = property.clone();
                }
            }
            view.into()
        };
        alternatives.into_iter().zip(views).map(with_narrowed).collect()
    }

    fn fits(&self, map: &Schema, kind: &str) -> bool {
        let own = self.kind(map);
        let kind = if kind == "integer" { "number" } else { kind };
        own == kind || matches!(own, "union" | "any" | "tagged")
    }
}

/// Keeps what a variant of an unknown tag requires too: the tag, and the properties of the base. Returns whether a
/// property is no longer required.
fn require_common(part: &mut Schema, discriminator: &Value) -> bool {
    let before = strings(part, "required").count();
    let is_of_base =
        |name: &str| discriminator[BASE_REQUIRED].as_array().is_some_and(|it| it.iter().any(|it| it == name));
    retain(part, "required", |name| discriminator["propertyName"] == name || is_of_base(name));
    strings(part, "required").count() < before
}

/// Returns whether an alternative allows only `null`.
pub fn allows_only_null(map: &Schema) -> bool {
    lists_only_null(map) || is_set(map, "nullable") && !has_content(map)
}

/// Returns whether a type, a constant or a list of values allows only `null`.
pub fn lists_only_null(map: &Schema) -> bool {
    let list = |key: &str| {
        map.get(key).and_then(Value::as_array).is_some_and(|values| {
            !values.is_empty() && values.iter().all(|value| value.is_null() || key == "type" && value == "null")
        })
    };
    let is = |key: &str, value: &Value| map.get(key) == Some(value);
    list("enum") || list("type") || is("type", &"null".into()) || is("const", &Value::Null)
}

/// Keeps the keywords that both scalars share, and the enum values of both.
fn join_scalars(ours: &mut Schema, theirs: &Schema) {
    // The description of a value is not that of all.
    let is_described = !ours.contains_key("enum") || !theirs.contains_key("enum");
    let is_joined =
        |key: &str| ["type", "enum", "nullable", VALUES].contains(&key) || key == "description" && is_described;
    // What one of them keeps secret stays secret.
    let has_secret = is_secret(ours) || is_secret(theirs);
    ours.retain(|key, value| is_joined(key) || theirs.get(key) == Some(value));
    if has_secret {
        ours.insert(SECRET.to_owned(), true.into());
    }
    if ours.get("type") != theirs.get("type") {
        ours.insert("type".to_owned(), "number".into());
    }
    for key in ["enum", VALUES] {
        match (ours.get_mut(key), theirs.get(key)) {
            (Some(Value::Array(values)), Some(Value::Array(more))) => {
                let new: Vec<Value> = more.iter().filter(|value| !values.contains(value)).cloned().collect();
                values.extend(new);
            }
            _ => drop(ours.shift_remove(key)),
        }
    }
}
