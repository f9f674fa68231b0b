//! Checks that the spec has the members that OpenAPI 3.0 requires, with the right types.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::version;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, PATH_ITEM_FIELDS, operations, remove};
use crate::location::Location;
use crate::object_kind::{drop_callbacks, walk_mut};
use crate::schema;

const RULE: &str = "structure";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    if !version::is_supported(document) {
        // Other versions have other structures.
        return;
    }
    // The client needs neither callbacks nor links, and `openapiv3` rejects a callback by `$ref`.
    let mut tree = document.tree.clone();
    walk_mut(&mut tree, &mut drop_callbacks);
    for (location, error) in unreadable(&tree) {
        let message = format!("not valid in OpenAPI: {}", described(&error));
        let help = "compare it with the OpenAPI specification";
        diagnostics.push(Diagnostic::new(RULE, location, message, help));
    }
    for operation in operations(&document.tree) {
        for (status, _) in operation.responses().filter(|(status, _)| !is_status(status)) {
            let location = operation.location.join("responses").join(status);
            let help = "write a status such as `404`, a range such as `4XX`, or `default` (section 4.7.16)";
            diagnostics.push(Diagnostic::new(RULE, location, format!("`{status}` is not a status"), help));
        }
    }
}

/// Describes an error of serde without the names of Rust types.
fn described(error: &str) -> String {
    if error.contains("ParameterSchemaOrContent") {
        return "it has neither `schema` nor `content`".to_owned();
    }
    if error.starts_with("data did not match any variant") {
        return "it has none of the forms that are allowed here".to_owned();
    }
    without_value(error).replace("expected usize", "expected a count").replace("a JSON number", "a number")
}

/// Leaves out the value in an error of serde: `invalid type: string "a", expected a map`. It may be a secret.
fn without_value(error: &str) -> String {
    let Some((begin, rest)) = error.split_once(": ").filter(|(begin, _)| begin.starts_with("invalid ")) else {
        return error.to_owned();
    };
    let (value, expected) = rest.rsplit_once(", expected ").unwrap_or((rest, ""));
    let kind = value.split(['"', '`']).next().unwrap_or_default().trim_end();
    format!("{begin}: {kind}, expected {expected}")
}

/// Returns whether a key of an operation's responses is valid: a status, a range or `default` (OpenAPI 3.0.3, section
/// 4.7.16).
pub fn is_status(key: &str) -> bool {
    match key.as_bytes() {
        b"default" => true,
        [b'1'..=b'5', rest @ ..] => rest == b"XX" || rest.len() == 2 && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

/// Returns the smallest invalid parts, with their errors.
fn unreadable(tree: &Value) -> Vec<(Location, String)> {
    let deep = invalid_deep_schemas(tree);
    if !deep.is_empty() {
        return deep;
    }
    let Some(error) = error::<openapiv3::OpenAPI>(tree) else {
        return Vec::new();
    };
    let mut parts = invalid_parts(tree);
    for (section, error) in invalid_sections(tree) {
        if !parts.iter().any(|(part, _)| part.segments().first() == section.segments().first()) {
            parts.push((section, error));
        }
    }
    if parts.is_empty() {
        parts.push((Location::root(), error));
    }
    parts
}

/// A schema with more segments than this in its location counts as deep.
const DEEP: usize = 20;

/// Returns the deeply nested schemas that are invalid by themselves. They are checked first: the parser tries all forms
/// of a schema, again for each schema around it, which is exponential if no form fits.
fn invalid_deep_schemas(tree: &Value) -> Vec<(Location, String)> {
    let mut parts = Vec::new();
    schema::for_each(tree, &mut |location, map| {
        if location.segments().len() > DEEP
            && let Some(error) = error::<openapiv3::ReferenceOr<openapiv3::Schema>>(&alone(map))
        {
            parts.push((location.clone(), error));
        }
    });
    parts
}

/// A schema without the contents of its subschemas.
fn alone(schema: &Map<String, Value>) -> Value {
    let emptied = |node: &Value| if node.is_object() { json!({}) } else { node.clone() };
    let members = schema.iter().map(|(key, node)| {
        let node = match (key.as_str(), node) {
            ("items" | "not" | "additionalProperties", node) => emptied(node),
            ("allOf" | "anyOf" | "oneOf", Value::Array(list)) => list.iter().map(emptied).collect(),
            ("properties", Value::Object(map)) => {
                Value::Object(map.iter().map(|(name, node)| (name.clone(), emptied(node))).collect())
            }
            _ => node.clone(),
        };
        (key.clone(), node)
    });
    Value::Object(members.collect())
}

/// Returns the smallest invalid parts of operations, path items and components, with their errors. The error of the
/// whole spec is that of the first one, often only "no variant matched", so each part is parsed alone.
fn invalid_parts(tree: &Value) -> Vec<(Location, String)> {
    let mut parts = Vec::new();
    for operation in operations(tree) {
        let node = Value::Object(operation.operation.clone());
        parts.extend(invalid_part(operation.location, &node, error::<openapiv3::Operation>));
    }
    let paths = tree.get("paths").and_then(Value::as_object);
    for (path, path_item) in paths.into_iter().flatten().filter(|(path, _)| !path.starts_with("x-")) {
        let mut fields = path_item.clone();
        if let Some(fields) = fields.as_object_mut() {
            fields.retain(|key, _| PATH_ITEM_FIELDS.contains(&key.as_str()));
        }
        parts.extend(invalid_part(Location::from(["paths", path]), &fields, error::<openapiv3::PathItem>));
    }
    let sections = tree.get("components").and_then(Value::as_object);
    for (section, named) in sections.into_iter().flatten() {
        for (name, node) in named.as_object().into_iter().flatten() {
            let parse = |node: &Value| section_error("components", json!({ section: { name: node } }));
            parts.extend(invalid_part(Location::from(["components", section, name]), node, parse));
        }
    }
    parts
}

/// Returns the location and the error of the smallest invalid value in a part.
fn invalid_part(
    location: Location,
    part: &Value,
    parse: impl Fn(&Value) -> Option<String>,
) -> Option<(Location, String)> {
    let error = parse(part)?;
    let within = smallest(part, &error, parse);
    Some((within.segments().iter().fold(location, |location, key| location.join(key)), error))
}

/// The maximum number of parses in the search for the smallest invalid value.
const MAX_PARSES: usize = 1_000;

/// Returns the smallest value of an invalid part without which, or with an empty value instead of which, the part is
/// valid. If it has several errors, the smallest value that causes this one.
fn smallest(part: &Value, error: &str, parse: impl Fn(&Value) -> Option<String>) -> Location {
    let mut found = Location::root();
    let mut parses = 0;
    let mut error_with = |at: &Location, value: Option<Value>| {
        parses += 1;
        if parses > MAX_PARSES { Some(error.to_owned()) } else { parse(&with(part, at, value)) }
    };
    loop {
        let keys: Vec<String> = match part.pointer(&found.pointer()) {
            Some(Value::Object(map)) => map.keys().cloned().collect(),
            Some(Value::Array(list)) => (0..list.len()).map(|index| index.to_string()).collect(),
            _ => return found,
        };
        let empty = [None, Some(json!({})), Some(json!("")), Some(json!([]))];
        let children: Vec<Location> = keys.iter().map(|key| found.join(key)).collect();
        let mut is_cause = |child: &&Location| empty.iter().any(|value| error_with(child, value.clone()).is_none());
        let child = children.iter().find(&mut is_cause).or_else(|| {
            children.iter().find(|child| {
                let missing = format!("missing field `{}`", child.segments().last().map_or("", String::as_str));
                error_with(child, None).is_some_and(|after| after != error && after != missing)
            })
        });
        let Some(child) = child else {
            return found;
        };
        found = child.clone();
    }
}

/// A part with another value at a location, or without it.
fn with(part: &Value, at: &Location, value: Option<Value>) -> Value {
    let mut part = part.clone();
    let Some(value) = value else {
        remove(&mut part, at);
        return part;
    };
    if let Some(map) = part.pointer_mut(&at.parent().pointer()).and_then(Value::as_object_mut) {
        map.extend(at.segments().last().map(|key| (key.clone(), value)));
    }
    part
}

fn invalid_sections(tree: &Value) -> Vec<(Location, String)> {
    let sections = tree.as_object().into_iter().flatten().filter_map(|(key, section)| {
        let parse = |section: &Value| section_error(key, section.clone());
        parse(section)?;
        // Each item alone: to parse the whole list for each of them would take quadratic time.
        let items = section.as_array().into_iter().flatten().enumerate();
        let mut items = items.filter_map(|(index, item)| {
            invalid_part(Location::from([key]).join(index), item, |item| parse(&json!([item])))
        });
        items.next().or_else(|| invalid_part(Location::from([key]), section, parse))
    });
    sections.collect()
}

/// Returns the error of a section in a spec with nothing else.
fn section_error(key: &str, section: Value) -> Option<String> {
    let mut spec = json!({ "openapi": "3.0.3", "info": { "title": "", "version": "" }, "paths": {} });
    spec[key] = section;
    error::<openapiv3::OpenAPI>(&spec)
}

fn error<T: DeserializeOwned>(node: &Value) -> Option<String> {
    T::deserialize(node).err().map(|error| error.to_string())
}
