//! Downgrades OpenAPI 3.1 to 3.0.3: converts what 3.0 can express, and drops everything else.

use std::cell::Cell;
use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value, json};

use rebilly_customer_auth_codegen::document::{DOCUMENTATION, reference, remove, resolve, resolve_refs};
use rebilly_customer_auth_codegen::extensions::JSON_SCHEMA;
use rebilly_customer_auth_codegen::object_kind::ObjectKind;
use rebilly_customer_auth_codegen::{Diagnostic, Location, is_annotation, lists_only_null, push_all_of, schema};

use super::repaired;

/// Downgrades one node of a tree.
pub(crate) fn run(kept: &Kept<'_>, kind: ObjectKind, node: &mut Value) {
    match kind {
        ObjectKind::Schema => downgrade_schema(kept, node),
        ObjectKind::Document => document(node),
        ObjectKind::SecurityScheme if node["type"] == "mutualTLS" => {
            // 3.0 has no word for it.
            node["type"] = "http".into();
            node["scheme"] = "mutualTLS".into();
        }
        _ => reference_alone(kept, kind, node),
    }
}

fn document(node: &mut Value) {
    node["openapi"] = Value::from("3.0.3");
    remove(node, &Location::from(["info", "summary"]));
    remove(node, &Location::from(["info", "license", "identifier"]));
}

/// In 3.1, the `description` beside a reference, such as that of a parameter or a response, replaces that of its target
/// (OpenAPI 3.1.0, section 4.8.23). 3.0 allows no siblings.
fn reference_alone(kept: &Kept<'_>, kind: ObjectKind, node: &mut Value) {
    let Some(map) = node.as_object_mut().filter(|map| map.get("$ref").is_some_and(Value::is_string)) else { return };
    // A header may contain itself.
    let counts = is_3_1(kept.before) && kind != ObjectKind::Header;
    let description = map.shift_remove("description").filter(|_| counts);
    map.retain(|key, _| key == "$ref");
    let target = resolve_refs(kept.before, node);
    if let Some(description) = description.filter(|own| target.get("description") != Some(own)) {
        *node = target.clone();
        node["description"] = description;
    }
}

fn downgrade_schema(kept: &Kept<'_>, node: &mut Value) {
    if let Some(all) = node.as_bool() {
        // `true` accepts any value and `false` no value.
        *node = if all { json!({}) } else { json!({ "not": {} }) };
    }
    let Some(map) = node.as_object_mut() else { return };
    for key in COUNTS {
        // `2.0` is an integer (JSON Schema 2020-12, section 4.2.3).
        map.entry(key).and_modify(|count| *count = schema::canonical(count));
    }
    for key in ["additionalProperties", "unevaluatedProperties"] {
        map.entry(key).and_modify(|rest| {
            if *rest == json!({ "not": {} }) {
                *rest = false.into();
            }
        });
    }
    if map.get("minContains").is_some_and(|count| *count == 1) {
        // The default.
        map.remove("minContains");
    }
    if let Some(names) = map.get_mut("propertyNames").and_then(Value::as_object_mut)
        && schema::is_type(names, "string")
    {
        // Every name is a string.
        names.remove("type");
    }
    // What remains of a union is converted with the schema.
    null_members(map);
    unevaluated(map);
    close_tuple(map);
    keep_restrictions(kept, map);
    conditional_properties(kept, map);
    drop_unknown(map);
    siblings(kept, map);
    types(map);
    constants(map);
    examples(map);
    exclusive_bounds(map);
    contents(map);
    tuples(map);
    pattern_properties(map);
}

const COUNTS: [&str; 6] = ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"];

/// The keywords that do not restrict values.
const SILENT: [&str; 10] = [
    "$schema", "$id", "$anchor", "$comment", "$defs", "$dynamicAnchor", "$recursiveAnchor", "$vocabulary",
    "definitions", "id",
];

/// The keywords that 3.0 lacks and that restrict values, those together that do it together. Without the first one, the
/// others have no effect.
const RESTRICTING: [&[&str]; 7] = [
    &["if", "then", "else"],
    &["contains", "minContains", "maxContains"],
    &["dependentSchemas"],
    &["dependentRequired"],
    &["propertyNames"],
    &["dependencies"],
    &["additionalItems"],
];

/// The keywords that restrict less in 3.0, or are converted to others that do.
const WIDENED: [&[&str]; 3] = [&["not"], &["prefixItems", "items"], &["patternProperties"]];

/// The other keywords that 3.0 lacks.
const UNKNOWN: [&str; 4] = ["unevaluatedItems", "unevaluatedProperties", "contentSchema", "$recursiveRef"];

/// Moves what restricts values and has no form in 3.0 into an extension: a list of schemas, all of which a value must
/// also match. `diff` compares them, and the client ignores them.
fn keep_restrictions(kept: &Kept<'_>, map: &mut Map<String, Value>) {
    if !is_3_1(kept.before) {
        return;
    }
    let mut restrictions: Vec<Value> = Vec::new();
    for keys in RESTRICTING.into_iter().chain(WIDENED) {
        let own = |key: &str| map.get(key).filter(|value| !is_trivial(key, value));
        let restricts = match keys {
            ["if", ..] => map.contains_key("if") && (own("then").is_some() || own("else").is_some()),
            ["not"] => own("not").is_some_and(loses_restrictions),
            [first, ..] => own(first).is_some(),
            [] => false,
        };
        if restricts {
            // Further items of a tuple are compared as those of any list, unless there are none.
            let is_kept = |key: &&&str| **key != "items" || map.get("items") == Some(&Value::Bool(false));
            let values = keys.iter().filter(is_kept).filter_map(|key| Some((*key, map.get(*key)?)));
            let values = values.map(|(key, value)| {
                let value = match key {
                    "prefixItems" => kept.types(key, value, map.get("items")),
                    "patternProperties" => kept.types(key, value, map.get("additionalProperties")),
                    _ => kept.comparable(key, value, 0),
                };
                (key.to_owned(), value)
            });
            restrictions.push(values.collect());
        }
    }
    if map.get("not").is_some_and(loses_restrictions) {
        map.shift_remove("not");
    }
    if !restrictions.is_empty()
        && let Some(list) = map.entry(JSON_SCHEMA).or_insert_with(|| json!([])).as_array_mut()
    {
        // A member of an `allOf` is visited with its parent too.
        let new: Vec<Value> = restrictions.into_iter().filter(|it| !list.contains(it)).collect();
        list.extend(new);
    }
}

/// Returns whether a spec is of 3.1, or of 3.2: what it adds is not supported, and the rest is read like 3.1.
pub(crate) fn is_3_1(tree: &Value) -> bool {
    tree["openapi"].as_str().is_some_and(|version| version.starts_with("3.1.") || version.starts_with("3.2."))
}

/// Returns whether a keyword with this value restricts nothing. `contains` requires an item, whatever it allows.
fn is_trivial(key: &str, value: &Value) -> bool {
    key != "contains" && (*value == true || value.as_object().is_some_and(Map::is_empty))
}

/// References nested deeper than this are kept as they are: a schema may contain itself.
const MAX_REFERENCES: usize = 8;

/// The bytes that the kept restrictions of a spec, and the properties of its conditions, may take: references multiply
/// them. `null` replaces further restrictions, and any JSON further properties.
const MAX_KEPT_BYTES: usize = 512 * 1024;

/// The restrictions of a spec of 3.1 that are kept.
pub(crate) struct Kept<'t> {
    /// The tree before the downgrade.
    before: &'t Value,
    bytes: Cell<usize>,
}

impl<'t> Kept<'t> {
    pub(crate) fn of(before: &'t Value) -> Self {
        Self { before, bytes: Cell::new(0) }
    }

    /// Returns the value of a keyword in one of its equal forms: without names, notes and an order that means nothing.
    fn comparable(&self, key: &str, value: &Value, references: usize) -> Value {
        if !self.fits(key.len() + value.as_str().map_or(16, str::len)) {
            return Value::Null;
        }
        let within = |key: &str, value: &Value| self.comparable(key, value, references);
        let is_note = |key: &str| key == "default" || SILENT.contains(&key) || DOCUMENTATION.contains(&key);
        match (key, value) {
            ("properties" | "patternProperties" | "dependentSchemas" | "dependencies", Value::Object(map)) => {
                sorted(map.iter().map(|(name, node)| (name.clone(), within("items", node))))
            }
            ("dependentRequired", Value::Object(map)) => {
                sorted(map.iter().map(|(name, node)| (name.clone(), within("required", node))))
            }
            ("type", Value::Array(list)) if list.len() == 1 => list[0].clone(),
            ("required" | "type" | "enum", Value::Array(list)) => {
                let mut list: Vec<Value> = list.iter().map(|value| within("const", value)).collect();
                list.sort_by_cached_key(Value::to_string);
                list.into()
            }
            ("const", Value::Array(_) | Value::Object(_)) => match self.fits(value.to_string().len()) {
                true => value.clone(),
                false => Value::Null,
            },
            (_, Value::Array(list)) => list.iter().map(|node| within("items", node)).collect(),
            (_, Value::Object(map)) => {
                let target = reference(value).filter(|_| references < MAX_REFERENCES);
                if let Some(target) = target.and_then(|target| resolve(self.before, target)) {
                    return self.comparable(key, target, references + 1);
                }
                if let Some([only]) = map.get("allOf").and_then(Value::as_array).map(Vec::as_slice)
                    && map.keys().all(|key| key == "allOf" || is_note(key))
                {
                    return within(key, only);
                }
                sorted(map.iter().filter(|(key, _)| !is_note(key)).map(|(key, value)| match key.as_str() {
                    "const" => ("enum".to_owned(), json!([within(key, value)])),
                    _ => (key.clone(), within(key, value)),
                }))
            }
            _ => value.clone(),
        }
    }

    /// Returns the types of schemas whose rest is compared as that of any items or members. If two may have the same
    /// type, such a comparison cannot tell them apart.
    fn types(&self, key: &str, schemas: &Value, others: Option<&Value>) -> Value {
        let type_of = |node: &Value| match node.get("type") {
            Some(own) => self.comparable("type", own, 0),
            None => self.comparable("items", node, 0).get_mut("type").map(Value::take).unwrap_or_default(),
        };
        let nodes: Vec<&Value> = match schemas {
            Value::Object(map) => map.values().collect(),
            list => list.as_array().into_iter().flatten().collect(),
        };
        let types: Vec<Value> = nodes.into_iter().map(type_of).collect();
        let further = others.filter(|others| others.is_object()).map(type_of);
        let all: Vec<&Value> = types.iter().chain(&further).collect();
        let mut known = all.iter().enumerate();
        let is_told_apart = all.len() == 1 || known.all(|(index, own)| !own.is_null() && !all[..index].contains(own));
        if !is_told_apart || others.is_none_or(|others| is_trivial(key, others)) {
            return self.comparable(key, schemas, 0);
        }
        match schemas {
            Value::Object(map) => sorted(map.keys().cloned().zip(types)),
            _ => types.into(),
        }
    }

    /// Returns the schema of a property that a condition adds to another schema. Its own conditions stay behind: they
    /// may lead back to it.
    fn lifted(&self, schema: &Value) -> Value {
        if !self.fits(schema.to_string().len()) {
            return json!({});
        }
        let mut lifted = schema.clone();
        schema::within_mut(&mut lifted, &mut |map| drop(take_conditions(map)));
        lifted
    }

    /// Counts bytes. Returns whether they are within the limit.
    fn fits(&self, bytes: usize) -> bool {
        self.bytes.set(self.bytes.get() + bytes);
        self.bytes.get() <= MAX_KEPT_BYTES
    }
}

fn sorted(entries: impl Iterator<Item = (String, Value)>) -> Value {
    Value::Object(entries.collect::<BTreeMap<_, _>>().into_iter().collect())
}

/// Reports each keyword of 3.1 that a downgraded spec keeps in the extension.
pub(crate) fn kept_restrictions(before: &Value, tree: &Value) -> Vec<Diagnostic> {
    let mut found: BTreeMap<&str, Vec<Location>> = BTreeMap::new();
    if !is_3_1(before) {
        return Vec::new();
    }
    schema::for_each(tree, &mut |location, map| {
        for kept in map.get(JSON_SCHEMA).and_then(Value::as_array).into_iter().flatten() {
            let first = kept.as_object().and_then(|kept| kept.keys().next());
            first.into_iter().for_each(|key| found.entry(key).or_default().push(location.clone()));
        }
    });
    let kept = found.iter().map(|(key, locations)| {
        let message = format!("OpenAPI 3.0 cannot express this `{key}`{}", others(locations));
        let help = format!("`{JSON_SCHEMA}` keeps it for `diff`, and the client does not check it");
        repaired(locations[0].clone(), message, help)
    });
    kept.collect()
}

/// Reports that what is beside a `$ref` counts in a spec of 3.0 too.
pub(crate) fn counted_siblings(before: &Value) -> Option<Diagnostic> {
    let mut found = Vec::new();
    let counts = |key: &str| key != "$ref" && !DOCUMENTATION.contains(&key) && !key.starts_with("x-");
    schema::for_each(before, &mut |location, map| {
        if !is_3_1(before) && map.get("$ref").is_some_and(Value::is_string) && map.keys().any(|key| counts(key)) {
            found.push(location.clone());
        }
    });
    let others = others(&found);
    let message = format!("OpenAPI 3.0 ignores what is beside a `$ref`{others}");
    Some(repaired(found.into_iter().next()?, message, "it counts, as in 3.1"))
}

/// Counts all locations but the first.
fn others(locations: &[Location]) -> String {
    match locations.len().saturating_sub(1) {
        0 => String::new(),
        count => format!(" (and {count} more)"),
    }
}

/// Returns whether a schema loses a restriction. It allows more then, so a `not` around it would reject more.
fn loses_restrictions(node: &Value) -> bool {
    let mut loses = false;
    let lost = [&RESTRICTING.concat()[..], &UNKNOWN, &["prefixItems", "patternProperties"]].concat();
    schema::within(&Location::root(), node, &mut |_, map| loses |= lost.iter().any(|key| map.contains_key(*key)));
    loses
}

/// Properties that only some values have become optional properties. A further condition on a property that the schema
/// has anyway is dropped. The conditions of an `allOf` are alternatives as those of the schema itself.
fn conditional_properties(kept: &Kept<'_>, map: &mut Map<String, Value>) {
    let mut conditions = vec![take_conditions(map)];
    for member in map.get_mut("allOf").and_then(Value::as_array_mut).into_iter().flatten() {
        let Some(member) = member.as_object_mut() else { continue };
        unevaluated(member);
        keep_restrictions(kept, member);
        conditions.push(take_conditions(member));
    }
    if conditions.iter().all(Map::is_empty) {
        return;
    }
    let conditions = json!({ "allOf": conditions });
    let whole = Value::from(map.clone());
    let (own, found) = (properties(kept.before, &whole), properties(kept.before, &conditions));
    let found = found.into_iter().filter(|(name, _)| !own.contains_key(name)).filter_map(|(name, mut schemas)| {
        // `false` forbids the property in some values, and says nothing of the others.
        schemas.retain(|schema| schema.is_none_or(|schema| *schema != false));
        let schemas = schemas.into_iter().map(|schema| schema.map_or_else(|| json!({}), |schema| kept.lifted(schema)));
        let schemas: Vec<Value> = schemas.collect();
        (!schemas.is_empty()).then(|| (name.to_owned(), one_of(schemas)))
    });
    let found: Vec<_> = found.collect();
    if found.is_empty() {
        return;
    }
    if let Some(properties) = map.entry("properties").or_insert_with(|| json!({})).as_object_mut() {
        properties.extend(found);
    }
}

/// Removes the conditions of a schema.
fn take_conditions(map: &mut Map<String, Value>) -> Map<String, Value> {
    let keys = ["if", "then", "else", "dependentSchemas"];
    keys.iter().filter_map(|key| Some(((*key).to_owned(), map.shift_remove(*key)?))).collect()
}

/// Returns the schemas of each property of a schema, at any depth of its compositions and conditions. `None` allows
/// anything.
fn properties<'v>(before: &'v Value, node: &'v Value) -> BTreeMap<&'v str, Vec<Option<&'v Value>>> {
    let mut found: BTreeMap<&str, Vec<Option<&Value>>> = BTreeMap::new();
    let (mut seen, mut pending) = (HashSet::new(), vec![(node, false)]);
    while let Some((node, is_tested)) = pending.pop() {
        let Some(map) = node.as_object().filter(|_| seen.insert((std::ptr::from_ref(node), is_tested))) else {
            continue;
        };
        // A reference may have siblings.
        pending.extend(reference(node).and_then(|target| resolve(before, target)).map(|node| (node, is_tested)));
        for (name, property) in map.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let schemas = found.entry(name).or_default();
            // A condition that is not met does not restrict the property.
            let schema = Some(property).filter(|_| !is_tested);
            if !schemas.contains(&schema) && (!is_tested || schemas.is_empty()) {
                schemas.push(schema);
            }
        }
        let nested = |key: &str| map.get(key).into_iter();
        let members = ["allOf", "anyOf", "oneOf"].into_iter().flat_map(nested).filter_map(Value::as_array).flatten();
        let dependent = nested("dependentSchemas").filter_map(Value::as_object).flat_map(Map::values);
        let consequences = ["then", "else"].into_iter().flat_map(nested);
        pending.extend(nested("if").map(|node| (node, true)));
        pending.extend(members.chain(consequences).chain(dependent).map(|node| (node, is_tested)));
    }
    found
}

/// What no other keyword allows or restricts has the schema of the additional properties and items of 3.0.
fn unevaluated(map: &mut Map<String, Value>) {
    // Nothing else allows an item of such a tuple.
    let others = ["contains", "allOf", "anyOf", "oneOf", "$ref", "if", "dependentSchemas"];
    let is_closed = map.contains_key("prefixItems") && !others.iter().any(|key| map.contains_key(*key));
    for (key, of_all) in [("unevaluatedProperties", "additionalProperties"), ("unevaluatedItems", "items")] {
        let counts = |schema: &&Value| **schema != false || key == "unevaluatedItems" && is_closed;
        if let Some(schema) = map.get(key).filter(counts).cloned() {
            map.entry(of_all).or_insert(schema);
        }
    }
}

fn drop_unknown(map: &mut Map<String, Value>) {
    let dropped = [&SILENT[..], &RESTRICTING.concat(), &UNKNOWN].concat();
    map.retain(|key, _| !dropped.contains(&key.as_str()));
}

/// Siblings of a `$ref` count in 3.1 and are ignored in 3.0. An `allOf` means the same in both. A 3.0 spec with
/// siblings is a mistake of its author, who meant them.
fn siblings(kept: &Kept<'_>, map: &mut Map<String, Value>) {
    if map.len() == 1 || !map.get("$ref").is_some_and(Value::is_string) {
        return;
    }
    let member = json!({ "$ref": map.remove("$ref") });
    let nullable = map.get("type").and_then(Value::as_array).is_some_and(|types| types.contains(&json!("null")));
    if !narrows(map, resolve_refs(kept.before, &member)) {
        map.remove("type");
    }
    if nullable {
        map.insert("nullable".to_owned(), Value::from(true));
    }
    match map.get_mut("allOf").and_then(Value::as_array_mut) {
        Some(members) => members.insert(0, member),
        None => push_all_of(map, vec![member]),
    }
}

/// Returns whether the type beside a reference says more than that of the target. Most repeat it, or also allow `null`.
fn narrows(map: &Map<String, Value>, target: &Value) -> bool {
    let (own, theirs) = (types_of(map.get("type")), types_of(target.get("type")));
    let composed = ["allOf", "anyOf", "oneOf", "enum", "const", "properties", "items"];
    let is_any = theirs.is_empty() && !composed.iter().any(|key| target.get(*key).is_some());
    let is_within =
        |name: &&Value| theirs.contains(name) || **name == "integer" && theirs.iter().any(|it| *it == "number");
    let repeats = theirs.iter().all(|name| own.contains(name));
    !own.is_empty() && (is_any || !repeats && own.iter().all(is_within))
}

/// Returns the types besides `null`.
pub(super) fn types_of(stated: Option<&Value>) -> Vec<&Value> {
    let list = stated.map(|stated| stated.as_array().map_or_else(|| std::slice::from_ref(stated), Vec::as_slice));
    list.into_iter().flatten().filter(|name| **name != "null").collect()
}

/// Converts `type: [string, 'null']` to `type: string` and `nullable: true`, and several types to an `anyOf`.
fn types(map: &mut Map<String, Value>) {
    let Some(stated) = map.get("type") else { return };
    let types: Vec<Value> = types_of(Some(stated)).into_iter().cloned().collect();
    if stated.as_array().is_some_and(|list| types.len() < list.len()) {
        map.insert("nullable".to_owned(), Value::from(true));
    }
    match types.as_slice() {
        [] => null_alone(map),
        [one] => {
            map.insert("type".to_owned(), one.clone());
        }
        several => {
            map.remove("type");
            let members: Vec<Value> = several.iter().map(|name| Value::Object(alone(name, map))).collect();
            map.retain(|key, _| !LIMITED.iter().any(|(_, keywords)| keywords.contains(&key.as_str())));
            match map.contains_key("anyOf") {
                true => push_all_of(map, vec![json!({ "anyOf": members })]),
                false => drop(map.insert("anyOf".to_owned(), Value::from(members))),
            }
        }
    }
}

/// The keywords that only apply to values of one type (JSON Schema Core 2020-12, section 7.6.1).
const LIMITED: [(&str, &[&str]); 4] = [
    ("string", &["minLength", "maxLength", "pattern", "format", "contentEncoding", "contentMediaType"]),
    ("number", &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"]),
    ("array", &["items", "prefixItems", "minItems", "maxItems", "uniqueItems"]),
    (
        "object",
        &["properties", "required", "additionalProperties", "patternProperties", "minProperties", "maxProperties"],
    ),
];

/// A schema for one of several types, with the keywords that apply to it.
fn alone(name: &Value, map: &Map<String, Value>) -> Map<String, Value> {
    let name = name.as_str().unwrap_or_default();
    let applied = if name == "integer" { "number" } else { name };
    let keywords = LIMITED.iter().filter(|(of, _)| *of == applied).flat_map(|(_, keywords)| keywords.iter());
    let is_number =
        |format: &str| ["int", "uint", "float", "double", "decimal"].iter().any(|it| format.starts_with(it));
    let applies = |keyword: &&&str| {
        let format = map.get("format").and_then(Value::as_str).filter(|_| **keyword == "format");
        format.is_none_or(|format| is_number(format) == (applied == "number"))
    };
    let stated = keywords.filter(applies).filter_map(|key| Some(((*key).to_owned(), map.get(*key)?.clone())));
    [("type".to_owned(), Value::from(name))].into_iter().chain(stated).collect()
}

/// 3.0 has no type for `null` alone. A list of values says it.
fn null_alone(map: &mut Map<String, Value>) {
    map.remove("type");
    map.insert("nullable".to_owned(), Value::from(true));
    map.insert("enum".to_owned(), json!([null]));
}

/// Converts a `null` member of a union to `nullable` on the whole. A single remaining member is not a union.
fn null_members(map: &mut Map<String, Value>) {
    for key in ["oneOf", "anyOf"] {
        let Some(members) = map.get_mut(key).and_then(Value::as_array_mut) else { continue };
        let before = members.len();
        members.retain(|member| !member.as_object().is_some_and(lists_only_null));
        if members.len() == before {
            continue;
        }
        let rest = std::mem::take(members);
        map.remove(key);
        // An alternative that allows any value allows `null` too, so the union restricts nothing.
        let is_note = |key: &String| is_annotation(key) || SILENT.contains(&key.as_str());
        if rest.iter().any(|it| *it == true || it.as_object().is_some_and(|it| it.keys().all(is_note))) {
            continue;
        }
        map.insert("nullable".to_owned(), Value::from(true));
        match <[Value; 1]>::try_from(rest) {
            Ok([Value::Object(mut alone)])
                if !alone.contains_key("$ref") && map.keys().all(|key| is_annotation(key)) =>
            {
                // An enum excludes what it does not list, `null` included, and so does a `const`.
                constants(&mut alone);
                let values = alone.get_mut("enum").and_then(Value::as_array_mut);
                if let Some(values) = values.filter(|values| !values.contains(&Value::Null)) {
                    values.push(Value::Null);
                }
                for (key, value) in alone {
                    map.entry(key).or_insert(value);
                }
            }
            Ok([alone]) => push_all_of(map, vec![alone]),
            Err(several) if several.is_empty() => {}
            Err(several) => {
                map.insert(key.to_owned(), Value::from(several));
            }
        }
    }
}

fn constants(map: &mut Map<String, Value>) {
    let Some(value) = map.remove("const") else { return };
    let name = match &schema::canonical(&value) {
        Value::String(_) => "string",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
        Value::Null => return null_alone(map),
    };
    map.entry("type").or_insert(Value::from(name));
    map.insert("enum".to_owned(), json!([value]));
}

fn examples(map: &mut Map<String, Value>) {
    let Some(examples) = map.remove("examples") else { return };
    if let Some(first) = examples.as_array().and_then(|list| list.first()) {
        map.entry("example").or_insert(first.clone());
    }
}

/// `exclusiveMinimum` is the bound itself in 3.1, and a flag beside `minimum` in 3.0.
fn exclusive_bounds(map: &mut Map<String, Value>) {
    for (exclusive, inclusive, is_stricter) in [
        ("exclusiveMinimum", "minimum", (|a, b| a >= b) as fn(f64, f64) -> bool),
        ("exclusiveMaximum", "maximum", |a, b| a <= b),
    ] {
        let Some(bound) = map.get(exclusive).filter(|bound| bound.is_number()).cloned() else { continue };
        map.remove(exclusive);
        let other = map.get(inclusive).and_then(Value::as_f64);
        if other.is_none_or(|other| is_stricter(bound.as_f64().unwrap_or_default(), other)) {
            map.insert(inclusive.to_owned(), bound);
            map.insert(exclusive.to_owned(), Value::from(true));
        }
    }
}

/// Encoded and raw bytes are formats in 3.0.
fn contents(map: &mut Map<String, Value>) {
    let encoding = map.remove("contentEncoding");
    let media_type = map.remove("contentMediaType");
    let format = match encoding.as_ref().and_then(Value::as_str) {
        Some("base64") => "byte",
        None if media_type.is_some_and(|it| it == "application/octet-stream") => "binary",
        _ => return,
    };
    map.entry("format").or_insert(Value::from(format));
}

/// Adds `items: false` to a tuple whose `maxItems` is at most its length, and `maxItems` to one with `items: false`.
fn close_tuple(map: &mut Map<String, Value>) {
    let Some(count) = map.get("prefixItems").and_then(Value::as_array).map(Vec::len) else { return };
    let max = map.get("maxItems").and_then(Value::as_u64);
    if max.is_some_and(|max| max <= count as u64) {
        map.insert("items".to_owned(), false.into());
    } else if map.get("items").is_some_and(|items| *items == false) {
        map.insert("maxItems".to_owned(), count.into());
    }
}

/// A tuple becomes a list of any of its items.
fn tuples(map: &mut Map<String, Value>) {
    let Some(Value::Array(mut items)) = map.remove("prefixItems").filter(|items| *items != json!([])) else { return };
    match map.remove("items") {
        None | Some(Value::Bool(true)) => items.push(json!({})),
        Some(rest @ Value::Object(_)) => items.push(rest),
        _ => {}
    }
    map.insert("items".to_owned(), json!({ "anyOf": items }));
}

/// Pattern properties become additional properties. If other members may have any type, so may these. `true` must be
/// explicit: without it, the generated type has no field for them.
fn pattern_properties(map: &mut Map<String, Value>) {
    let Some(Value::Object(patterns)) = map.remove("patternProperties").filter(|it| !is_trivial("", it)) else {
        return;
    };
    let others = match map.get("additionalProperties") {
        None | Some(Value::Bool(true)) => {
            map.insert("additionalProperties".to_owned(), true.into());
            return;
        }
        others => others.filter(|others| others.is_object()).cloned(),
    };
    let schemas: Vec<Value> = patterns.into_iter().map(|(_, schema)| schema).chain(others).collect();
    map.insert("additionalProperties".to_owned(), one_of(schemas));
}

/// A schema that allows the values of each of these.
fn one_of(schemas: Vec<Value>) -> Value {
    match <[Value; 1]>::try_from(schemas) {
        Ok([one]) => one,
        Err(several) => json!({ "anyOf": several }),
    }
}
