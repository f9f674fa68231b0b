//! Reads a spec: JSON as JSON (RFC 8259), YAML as YAML 1.2, both into one tree.

use std::cell::Cell;
use std::fmt;
use std::path::Path;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::diagnostic::{Diagnostic, Position};
use crate::document::{Document, Syntax};
use crate::location::Location;
use crate::position;
use crate::validate::validate;

/// Reads and validates the spec in a file.
///
/// # Errors
/// The first diagnostic: the file cannot be read, is not YAML or JSON, is not OpenAPI 3.0, or contradicts itself.
pub fn load(path: impl AsRef<Path>) -> Result<Document, Diagnostic> {
    validate(parse(path)?)
}

/// Reads and validates a spec from a string; `file` is its name in diagnostics.
///
/// # Errors
/// As for [`load`].
pub fn load_str(file: &str, text: &str) -> Result<Document, Diagnostic> {
    validate(parse_str(file, text)?)
}

/// Reads the tree in a file without validating it.
///
/// # Errors
/// The file cannot be read, or is not YAML or JSON.
pub fn parse(path: impl AsRef<Path>) -> Result<Document, Diagnostic> {
    let path = path.as_ref();
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| {
        let message = format!("the file cannot be read: {error}");
        Diagnostic::new("unreadable-file", Location::root(), message, "check the path; the file must be UTF-8")
            .located(&file, None)
    })?;
    parse_str(&file, &text)
}

/// Reads the tree of a string without validating it; `file` is its name in diagnostics.
///
/// # Errors
/// As for [`parse`].
pub fn parse_str(file: &str, text: &str) -> Result<Document, Diagnostic> {
    // A byte order mark is not part of the content (YAML 1.2.2, section 5.2).
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (tree, syntax) = read(text).map_err(|failure| failure.into_diagnostic(file))?;
    if tree.is_null() {
        let failure = Failure::new("the document is empty", "begin it with `openapi: 3.0.3`");
        return Err(failure.into_diagnostic(file));
    }
    Ok(Document::new(file, text, syntax, tree))
}

/// Why a text has no tree.
struct Failure {
    message: String,
    help: &'static str,
    position: Option<Position>,
}

impl Failure {
    fn new(message: impl Into<String>, help: &'static str) -> Self {
        Self { message: message.into(), help, position: None }
    }

    fn into_diagnostic(self, file: &str) -> Diagnostic {
        let position = self.position.unwrap_or(Position { line: 1, column: 1 });
        Diagnostic::new("syntax", Location::root(), self.message, self.help).located(file, Some(position))
    }
}

fn read(text: &str) -> Result<(Value, Syntax), Failure> {
    let limits = Limits::of(text);
    if text.trim_start().starts_with(['{', '[']) {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let tree = Node(&limits).deserialize(&mut deserializer);
        let error = match tree.and_then(|tree| deserializer.end().map(|()| tree)) {
            Ok(tree) => return Ok((tree, Syntax::Json)),
            Err(error) => error,
        };
        // A flow mapping of YAML begins with a brace too. Only what YAML refuses as well is reported as JSON.
        return read_yaml(text, &limits).map(|tree| (tree, Syntax::Yaml)).map_err(|_| Failure {
            message: format!("not valid JSON: {}", without_position(&error)),
            help: "correct the syntax",
            position: Some(Position { line: error.line(), column: error.column() }),
        });
    }
    read_yaml(text, &limits).map(|tree| (tree, Syntax::Yaml))
}

fn read_yaml(text: &str, limits: &Limits) -> Result<Value, Failure> {
    if let Some(position) = too_deep(text) {
        let failure = Failure::new("brackets are nested too deeply", "close the brackets, or quote them in a string");
        return Err(Failure { position: Some(position), ..failure });
    }
    limits.spent.set(0);
    Node(limits).deserialize(serde_yaml::Deserializer::from_str(text)).map_err(|error| Failure {
        message: format!("not valid YAML: {}", without_position(&error)),
        help: "correct the syntax",
        position: position::of_error(&error),
    })
}

/// The most brackets that may be open at once. Each open bracket costs the YAML parser a step per token.
const MAX_OPEN_BRACKETS: usize = 2_000;

/// Where more brackets are open than any spec needs.
fn too_deep(text: &str) -> Option<Position> {
    let mut open = 0_usize;
    for (index, line) in text.lines().enumerate() {
        for byte in line.bytes() {
            match byte {
                b'[' | b'{' => open += 1,
                b']' | b'}' => open = open.saturating_sub(1),
                _ => {}
            }
        }
        if open > MAX_OPEN_BRACKETS {
            return Some(Position { line: index + 1, column: 1 });
        }
    }
    None
}

/// The message of an error without its ` at line 1 column 2`: the position stands at the front of a diagnostic.
fn without_position(error: &impl fmt::Display) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(end) => message[..end].to_owned(),
        None => message,
    }
}

/// How much memory a tree may take. An alias of YAML may repeat what it names any number of times.
struct Limits {
    budget: usize,
    spent: Cell<usize>,
}

impl Limits {
    /// What a node takes at least, in bytes.
    const NODE: usize = 32;

    fn of(text: &str) -> Self {
        Self { budget: text.len().saturating_mul(40) + 64 * 1024, spent: Cell::new(0) }
    }

    fn spend<E: Error>(&self, bytes: usize) -> Result<(), E> {
        self.spent.set(self.spent.get().saturating_add(Self::NODE + bytes));
        match self.spent.get() > self.budget {
            true => Err(E::custom("its aliases make it much larger than it is; write out what they repeat")),
            false => Ok(()),
        }
    }
}

/// Reads a node and everything inside it.
#[derive(Clone, Copy)]
struct Node<'l>(&'l Limits);

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON has")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.0.spend(0).map(|()| Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.0.spend(0).map(|()| value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.0.spend(0).map(|()| value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.0.spend(0).map(|()| value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.0.spend(0)?;
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("JSON has no such number; quote it"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.0.spend(value.len()).map(|()| value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.0.spend(0)?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        self.0.spend(0)?;
        let (mut map, mut merged) = (Map::new(), Vec::new());
        while let Some(key) = entries.next_key_seed(Key(&map))? {
            self.0.spend::<A::Error>(key.len())?;
            match key == MERGE_KEY {
                true => merged.push(entries.next_value_seed(self)?),
                false => {
                    let value = entries.next_value_seed(self)?;
                    map.insert(key, value);
                }
            }
        }
        for value in merged {
            merge(&mut map, value).map_err(A::Error::custom)?;
        }
        Ok(map.into())
    }

    /// A value with a tag of its own (`!name value`) is the value: JSON has no tags.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        let (_, contents) = data.variant::<serde::de::IgnoredAny>()?;
        contents.newtype_variant_seed(self)
    }
}

/// Stands for the entries of another mapping ([merge key of YAML 1.1](https://yaml.org/type/merge.html)).
const MERGE_KEY: &str = "<<";

/// Adds the entries of a mapping, or of a list of mappings, that are not there yet.
fn merge(map: &mut Map<String, Value>, value: Value) -> Result<(), &'static str> {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                map.entry(key).or_insert(value);
            }
            Ok(())
        }
        Value::Array(values) => values.into_iter().try_for_each(|value| merge(map, value)),
        _ => Err("the merge key `<<` takes a mapping or a list of mappings"),
    }
}

/// Reads a key as it is written: `200` and `true` are strings in JSON. Refuses one that is there already.
struct Key<'m>(&'m Map<String, Value>);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a scalar as the key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<String, E> {
        match self.0.contains_key(key) {
            true => Err(E::custom(format_args!("the key `{key}` stands here twice"))),
            false => Ok(key.to_owned()),
        }
    }
}
