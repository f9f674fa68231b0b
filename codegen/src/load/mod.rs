//! Reads a document and refuses an unsound one, with the place of the fault and how to mend it.

mod compositions;
mod operation_ids;
mod path_parameters;
mod references;
mod required_properties;
mod security;
mod structure;
mod version;

use std::path::Path;

use serde_json::Value;

pub use self::path_parameters::template_parameters;

use crate::breach::Breach;
use crate::document::Document;
use crate::fault::{Fault, Position};
use crate::place::Place;
use crate::position;

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

/// Refuses a document that is unsound, as [`load`] does.
///
/// # Errors
/// The first fault found.
pub fn check(document: Document) -> Result<Document, Fault> {
    let mut breaches = Vec::new();
    for check in CHECKS {
        check(&document, &mut breaches);
        if let Some(Breach { place, what, mend, .. }) = breaches.drain(..).next() {
            return Err(document.fault(place, what, mend));
        }
    }
    Ok(document)
}

/// All breaches of the rules that [`load`] holds a document to.
pub fn breaches(document: &Document) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for check in CHECKS {
        check(document, &mut breaches);
    }
    breaches
}

/// Adds the breaches of a rule, in the order of the document.
type Check = fn(&Document, &mut Vec<Breach>);

/// The first breach of the first check that finds one is what a document is refused for.
const CHECKS: [Check; 8] = [
    version::check,
    references::check,
    structure::check,
    compositions::check,
    operation_ids::check,
    path_parameters::check,
    security::check,
    required_properties::check,
];

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
