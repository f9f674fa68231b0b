//! Reads a document and refuses an unsound one, with the place of the fault and how to mend it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use heck::ToSnakeCase;
use serde_json::{Map, Value};

use crate::composition::Composition;
use crate::document::{Document, OperationAt, follow, operations, reference, resolve};
use crate::fault::{Fault, Position};
use crate::place::Place;
use crate::{position, schema};

/// Reads the document in a file.
///
/// # Errors
/// The first fault found: the file cannot be read, is not YAML, is not OpenAPI 3.0, or contradicts itself.
pub fn load(path: impl AsRef<Path>) -> Result<Document, Fault> {
    check(parse(path)?)
}

/// Reads a document from a text; `file` is what faults call it.
///
/// # Errors
/// As for [`load`].
pub fn load_str(file: &str, text: &str) -> Result<Document, Fault> {
    check(parse_str(file, text)?)
}

/// Reads the tree in a file, of whatever version of OpenAPI and however unsound.
///
/// # Errors
/// The file cannot be read or is not YAML.
pub fn parse(path: impl AsRef<Path>) -> Result<Document, Fault> {
    let path = path.as_ref();
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| Fault {
        file: file.clone(),
        position: None,
        place: Place::root(),
        what: format!("the document cannot be read: {error}"),
        mend: "put the OpenAPI document there".to_owned(),
    })?;
    parse_str(&file, &text)
}

/// Reads the tree of a text; `file` is what faults call it.
///
/// # Errors
/// As for [`parse`].
pub fn parse_str(file: &str, text: &str) -> Result<Document, Fault> {
    Ok(Document::new(file, text, tree(file, text)?))
}

/// Refuses a document that is unsound.
pub(crate) fn check(document: Document) -> Result<Document, Fault> {
    for check in CHECKS {
        check(&document)?;
    }
    Ok(document)
}

type Check = fn(&Document) -> Result<(), Fault>;

/// Each check may rely on what the ones before it found sound.
const CHECKS: [Check; 7] =
    [version, references, structure, operation_ids, path_parameters, security, required_properties];

fn tree(file: &str, text: &str) -> Result<Value, Fault> {
    let fault = |position: Option<Position>, what: String, mend: &str| Fault {
        file: file.to_owned(),
        position: position.or(Some(Position { line: 1, column: 1 })),
        place: Place::root(),
        what,
        mend: mend.to_owned(),
    };
    let yaml: serde_yaml::Value = serde_yaml::from_str(text).map_err(|error| {
        fault(position::of_error(&error), format!("not valid YAML: {}", without_position(&error)), "correct the syntax")
    })?;
    if yaml.is_null() {
        return Err(fault(None, "the document is empty".to_owned(), "it must begin with `openapi: 3.0.3`"));
    }
    serde_json::to_value(Keys(&yaml)).map_err(|error| {
        fault(
            None,
            format!("not a tree of JSON values: {error}"),
            "use only what JSON can say, with text or numbers as keys",
        )
    })
}

/// The message of an error without its ` at line 1 column 2`, which is said at the front.
fn without_position(error: &serde_yaml::Error) -> String {
    let message = error.to_string();
    match message.find(" at line ") {
        Some(end) => message[..end].to_owned(),
        None => message,
    }
}

/// Serializes YAML with keys such as `200` or `true` as text, which is what JSON has.
struct Keys<'a>(&'a serde_yaml::Value);

impl serde::Serialize for Keys<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde_yaml::Value;
        match self.0 {
            Value::Mapping(mapping) => serializer.collect_map(mapping.iter().map(|(key, value)| {
                let key = match key {
                    Value::String(key) => key.clone(),
                    Value::Bool(key) => key.to_string(),
                    Value::Number(key) => key.to_string(),
                    _ => "null".to_owned(),
                };
                (key, Keys(value))
            })),
            Value::Sequence(sequence) => serializer.collect_seq(sequence.iter().map(Keys)),
            Value::Tagged(tagged) => Keys(&tagged.value).serialize(serializer),
            scalar => scalar.serialize(serializer),
        }
    }
}

fn version(document: &Document) -> Result<(), Fault> {
    let version = document.tree.get("openapi");
    let text = match version {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => {
            return Err(document.fault(
                Place::root(),
                "this is not an OpenAPI document: it has no `openapi`",
                "begin it with `openapi: 3.0.3`",
            ));
        }
    };
    if text.starts_with("3.0.") {
        return Ok(());
    }
    let mend = match text.starts_with("3.") {
        true => "bring it down to 3.0 with `cargo xtask import`",
        false => "write it as OpenAPI 3.0.3",
    };
    Err(document.fault(Place::from(["openapi"]), format!("OpenAPI {text} is not supported, only 3.0"), mend))
}

fn references(document: &Document) -> Result<(), Fault> {
    references_below(document, &Place::root(), &document.tree)
}

fn references_below(document: &Document, place: &Place, node: &Value) -> Result<(), Fault> {
    match node {
        Value::Object(map) => {
            if let Some(target) = reference(node) {
                return check_reference(document, place.at("$ref"), target);
            }
            if let Some(mapping) = node.pointer("/discriminator/mapping") {
                check_mapping(document, &place.at("discriminator").at("mapping"), mapping)?;
            }
            map.iter()
                .filter(|(key, _)| !matches!(key.as_str(), "example" | "examples" | "default"))
                .try_for_each(|(key, child)| references_below(document, &place.at(key), child))
        }
        Value::Array(list) => {
            list.iter().enumerate().try_for_each(|(index, child)| references_below(document, &place.at(index), child))
        }
        _ => Ok(()),
    }
}

/// The values of a discriminator's mapping are references too, though no `$ref` says so. One without a `#` may be the
/// bare name of a schema (OpenAPI 3.0.3, section 4.7.25).
fn check_mapping(document: &Document, place: &Place, mapping: &Value) -> Result<(), Fault> {
    mapping
        .as_object()
        .into_iter()
        .flatten()
        .filter_map(|(tag, target)| Some((tag, target.as_str().filter(|target| target.contains('#'))?)))
        .try_for_each(|(tag, target)| check_reference(document, place.at(tag), target))
}

fn check_reference(document: &Document, place: Place, target: &str) -> Result<(), Fault> {
    if !target.starts_with("#/") {
        return Err(document.fault(
            place,
            format!("`{target}` is outside this document"),
            "bundle the document into one file with `cargo xtask import`",
        ));
    }
    let Some(node) = resolve(&document.tree, target) else {
        return Err(document.fault(
            place,
            format!("`{target}` is not defined"),
            "define it under `components` or correct the name",
        ));
    };
    if reference(follow(&document.tree, node)).is_some() {
        return Err(document.fault(
            place,
            format!("`{target}` leads back to itself"),
            "let one of the references in the circle be a definition",
        ));
    }
    Ok(())
}

/// Whether the document has the members, of the types, that OpenAPI 3.0 asks for.
fn structure(document: &Document) -> Result<(), Fault> {
    let Err(error) = serde_json::from_value::<openapiv3::OpenAPI>(document.tree.clone()) else {
        return Ok(());
    };
    let place = narrow(&document.tree);
    Err(document.fault(
        place,
        format!("not as OpenAPI 3.0 has it: {error}"),
        "compare it with the OpenAPI specification, version 3.0.3",
    ))
}

/// The deepest part of the document that is at fault. The error of the whole says no more than "no variant matched",
/// so the parts are tried alone.
fn narrow(tree: &Value) -> Place {
    for operation in operations(tree) {
        let node = Value::Object(operation.operation.clone());
        if serde_json::from_value::<openapiv3::Operation>(node).is_err() {
            let responses = operation.operation.get("responses").cloned();
            let place = operation.place.clone();
            return match responses.map(serde_json::from_value::<openapiv3::Responses>) {
                Some(Err(_)) => place.at("responses"),
                _ => place,
            };
        }
    }
    let schemas = tree.pointer("/components/schemas").and_then(Value::as_object);
    for (name, node) in schemas.into_iter().flatten() {
        type Schema = openapiv3::ReferenceOr<openapiv3::Schema>;
        if serde_json::from_value::<Schema>(node.clone()).is_err() {
            return Place::from(["components", "schemas", name]);
        }
    }
    let sections = tree.as_object().into_iter().flatten();
    for (key, section) in sections {
        let part = Value::Object(Map::from_iter([
            ("openapi".to_owned(), Value::from("3.0.3")),
            ("info".to_owned(), serde_json::json!({ "title": "", "version": "" })),
            ("paths".to_owned(), Value::Object(Map::new())),
            (key.clone(), section.clone()),
        ]));
        if serde_json::from_value::<openapiv3::OpenAPI>(part).is_err() {
            return Place::from([key]);
        }
    }
    Place::root()
}

fn operation_ids(document: &Document) -> Result<(), Fault> {
    let mut seen: BTreeMap<String, (String, Place)> = BTreeMap::new();
    for operation in document.operations() {
        let Some(id) = operation.id() else {
            return Err(document.fault(
                operation.place,
                "this operation has no operationId",
                "give it one: it becomes the name of the method",
            ));
        };
        let place = operation.place.at("operationId");
        // `getFoo` and `GetFoo` are two IDs but would be one method.
        match seen.insert(id.to_snake_case(), (id.to_owned(), operation.place.clone())) {
            None => {}
            Some((other, at)) if other == id => {
                return Err(document.fault(
                    place,
                    format!("the operationId `{id}` is that of {at} too"),
                    "give each operation an ID of its own",
                ));
            }
            Some((other, at)) => {
                return Err(document.fault(
                    place,
                    format!("the operationId `{id}` and `{other}` of {at} would be one method"),
                    "let them differ in more than case and punctuation",
                ));
            }
        }
    }
    Ok(())
}

fn path_parameters(document: &Document) -> Result<(), Fault> {
    document.operations().iter().try_for_each(|operation| path_parameters_of(document, operation))
}

fn path_parameters_of(document: &Document, operation: &OperationAt<'_>) -> Result<(), Fault> {
    let path = operation.path;
    let Some(in_path) = template_parameters(path) else {
        return Err(document.fault(
            Place::from(["paths", path]),
            "the path is not a template: it must start with `/` and have matching braces",
            "write it like `/credentials/{id}`",
        ));
    };
    let mut declared = BTreeSet::new();
    for (place, parameter) in operation.parameters(&document.tree) {
        if parameter["in"] != "path" {
            continue;
        }
        let name = parameter["name"].as_str().unwrap_or_default();
        declared.insert(name);
        if !in_path.contains(&name) {
            return Err(document.fault(
                place,
                format!("the path `{path}` has no `{{{name}}}` for this path parameter"),
                "add it to the path or remove the parameter",
            ));
        }
        if parameter["required"] != true {
            return Err(document.fault(
                place,
                format!("the path parameter `{name}` is not required"),
                "add `required: true`: a path without it is another path",
            ));
        }
    }
    match in_path.iter().find(|name| !declared.contains(**name)) {
        None => Ok(()),
        Some(name) => Err(document.fault(
            operation.place.clone(),
            format!("`{{{name}}}` of the path `{path}` is not a parameter of this operation"),
            "add a parameter with that name and `in: path`",
        )),
    }
}

/// The names in the braces of a path template, or `None` if it is not one.
pub fn template_parameters(path: &str) -> Option<Vec<&str>> {
    let mut rest = path.strip_prefix('/')?;
    let mut names = Vec::new();
    while let Some(brace) = rest.find(['{', '}']) {
        let inner = rest[brace..].strip_prefix('{')?;
        let (name, after) = inner.split_once('}')?;
        if name.is_empty() || name.contains(['{', '/']) {
            return None;
        }
        names.push(name);
        rest = after;
    }
    Some(names)
}

fn security(document: &Document) -> Result<(), Fault> {
    let schemes = document.tree.pointer("/components/securitySchemes");
    let mut lists: Vec<(Place, &Value)> = Vec::new();
    if let Some(list) = document.tree.get("security") {
        lists.push((Place::from(["security"]), list));
    }
    let operations = document.operations();
    for operation in &operations {
        if let Some(list) = operation.operation.get("security") {
            lists.push((operation.place.at("security"), list));
        }
    }
    for (place, list) in lists {
        for (index, alternative) in list.as_array().into_iter().flatten().enumerate() {
            for name in alternative.as_object().into_iter().flat_map(Map::keys) {
                if schemes.and_then(|schemes| schemes.get(name)).is_none() {
                    return Err(document.fault(
                        place.at(index).at(name),
                        format!("the security scheme `{name}` is not defined"),
                        "define it under `components.securitySchemes` or correct the name",
                    ));
                }
            }
        }
    }
    Ok(())
}

/// Whether each required property is defined, by the schema itself or by one that it is composed of.
fn required_properties(document: &Document) -> Result<(), Fault> {
    let mut result = Ok(());
    schema::for_each(&document.tree, &mut |place, map| {
        if result.is_ok() {
            result = required_properties_of(document, place, map);
        }
    });
    result
}

fn required_properties_of(document: &Document, place: &Place, map: &Map<String, Value>) -> Result<(), Fault> {
    let composition = Composition::of(&document.tree, place, map);
    match composition.undefined().next() {
        None => Ok(()),
        Some((name, place)) => Err(document.fault(
            place.clone(),
            format!("the required property `{name}` is not defined"),
            "define it under `properties` or remove it from `required`",
        )),
    }
}
