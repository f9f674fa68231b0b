//! Parses a spec: JSON as JSON (RFC 8259), YAML as YAML 1.2, both into the same tree.

use std::cell::Cell;
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use crate::diagnostic::{Diagnostic, Position};
use crate::document::Document;
use crate::location::Location;
use crate::position;
use crate::position::Syntax;
use crate::validate::validate;

/// Reads and validates the spec in a file.
///
/// # Errors
/// Returns the first diagnostic: the file cannot be read, is not YAML or JSON, is not OpenAPI 3.0, or contradicts
/// itself.
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

/// The maximum size of a spec, in bytes.
pub const MAX_BYTES: u64 = 64 << 20;

/// Reads and parses a file without validating it.
///
/// # Errors
/// The file cannot be read, is larger than [`MAX_BYTES`], or is not YAML or JSON.
pub fn parse(path: impl AsRef<Path>) -> Result<Document, Diagnostic> {
    let path = path.as_ref();
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| match name.split_once("://") {
        Some(("file", path)) => unreadable(&name, &error, &format!("this is a URL: pass the path alone, `{path}`")),
        Some(_) => unreadable(&name, &error, &format!("this is a URL: download it first, `curl -fsSLo FILE '{name}'`")),
        None => unreadable(&name, &error, CHECK_PATH),
    })?;
    parse_reader(&name, file)
}

const CHECK_PATH: &str = "check the path or the program that writes it";

/// Reads and parses a spec without validating it; `file` is its name in diagnostics.
///
/// # Errors
/// As for [`parse`].
pub fn parse_reader(file: &str, reader: impl Read) -> Result<Document, Diagnostic> {
    let mut bytes = Vec::new();
    // A device may never end.
    let read = reader.take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| unreadable(file, &error, CHECK_PATH))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(unreadable(file, &format_args!("it exceeds {MAX_BYTES} bytes"), CHECK_PATH));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]).into_owned();
        syntax(file, "the file is not UTF-8", "save it as UTF-8", end_of(&valid))
    })?;
    parse_str(file, &text)
}

fn unreadable(file: &str, reason: &dyn fmt::Display, help: &str) -> Diagnostic {
    let message = format!("the file cannot be read: {reason}");
    Diagnostic::new("unreadable-file", Location::root(), message, help).located(file, None)
}

/// Parses a string without validating it; `file` is its name in diagnostics.
///
/// # Errors
/// As for [`parse`].
pub fn parse_str(file: &str, text: &str) -> Result<Document, Diagnostic> {
    // A byte order mark is not part of the content (YAML 1.2.2, section 5.2).
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (tree, written_as) = read(file, text)?;
    if tree.is_null() {
        return Err(syntax(file, "the spec is empty", "start it with `openapi: 3.0.3`", START));
    }
    Ok(Document::new(file, text, written_as, tree))
}

const START: Position = Position { line: 1, column: 1 };

/// The position after the last character.
fn end_of(text: &str) -> Position {
    let (lines, last) =
        text.rsplit_once('\n').map_or((0, text), |(lines, last)| (lines.matches('\n').count() + 1, last));
    Position { line: lines + 1, column: last.chars().count() + 1 }
}

/// The diagnostic of a syntax error.
fn syntax(file: &str, message: impl Into<String>, help: &str, position: Position) -> Diagnostic {
    Diagnostic::new("syntax", Location::root(), message, help).located(file, Some(position))
}

fn read(file: &str, text: &str) -> Result<(Value, Syntax), Diagnostic> {
    // `<<` is a merge key.
    if text.trim_start().starts_with('<') && !text.trim_start().starts_with(MERGE_KEY) {
        let help = "check where it is from: an error or a login page is HTML";
        return Err(syntax(file, "this is HTML or XML, not YAML or JSON", help, START));
    }
    let yaml = || read_yaml(file, text).map(|tree| (tree, Syntax::Yaml));
    if !text.trim_start().starts_with(['{', '[']) {
        return yaml();
    }
    match read_json(file, text) {
        Ok(tree) => Ok((tree, Syntax::Json)),
        Err(json) if file.to_ascii_lowercase().ends_with(".json") => Err(json),
        // A YAML flow mapping also starts with a brace. The parser that got further chose the right syntax.
        Err(json) => yaml().map_err(|yaml| if yaml.position > json.position { yaml } else { json }),
    }
}

fn read_json(file: &str, text: &str) -> Result<Value, Diagnostic> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    // JSON has no aliases, so the tree is never much larger than its source.
    let tree =
        Node { limits: &Limits::none(), merges: false, merge_keys: &Cell::new(0) }.deserialize(&mut deserializer);
    tree.and_then(|tree| deserializer.end().map(|()| tree)).map_err(|error| {
        let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
        let column = line.char_indices().take_while(|(at, _)| at + 1 < error.column()).count() + 1;
        let position = Position { line: error.line().max(1), column };
        match without_position(&error) {
            message if message.contains(TOO_DEEP) => nested_too_deeply(file, position),
            message => syntax(file, format!("not valid JSON: {message}"), "correct the syntax", position),
        }
    })
}

fn read_yaml(file: &str, text: &str) -> Result<Value, Diagnostic> {
    reject_costly(file, text)?;
    let parse = |merges: bool| {
        let (limits, merge_keys) = (Limits::of(text), Cell::new(0));
        let node = Node { limits: &limits, merges, merge_keys: &merge_keys };
        let tree = node.deserialize(serde_yaml::Deserializer::from_str(text)).map_err(|error| {
            let position = position::of_error(&error).unwrap_or_else(|| position_without_mark(text, &error));
            match without_position(&error) {
                message if !message.contains(TOO_DEEP) => {
                    syntax(file, format!("not valid YAML: {message}"), "correct the syntax", position)
                }
                _ if is_deep_without_aliases(text) => nested_too_deeply(file, position),
                _ => {
                    let message = "an alias refers to itself, or aliases nest the values too deeply";
                    syntax(file, message, "use a `$ref` instead of the alias", position)
                }
            }
        })?;
        Ok((tree, merge_keys.get()))
    };
    // A quoted `<<` is an ordinary key, but the parser does not tell it apart. It may also stand in prose.
    let (quoted, plain): (Vec<_>, Vec<_>) = possible_merge_keys(text).partition(|(_, is_quoted)| *is_quoted);
    let Some((first, _)) = quoted.first() else { return parse(true).map(|(tree, _)| tree) };
    let (tree, count) = parse(false)?;
    if count == 0 || plain.is_empty() {
        return Ok(tree);
    }
    if count == plain.len() {
        return parse(true).map(|(tree, _)| tree);
    }
    let message = "a quoted `<<` in a file with a merge key `<<`";
    Err(syntax(file, message, "write out the merged values", end_of(&text[..*first])))
}

/// The message of both parsers for a value that is nested more than 128 levels deep.
const TOO_DEEP: &str = "recursion limit exceeded";

fn nested_too_deeply(file: &str, position: Position) -> Diagnostic {
    let help = "define a named schema and reference it";
    syntax(file, "the values are nested too deeply", help, position)
}

fn is_deep_without_aliases(text: &str) -> bool {
    let text = text.replace('*', "_");
    let node = Node { limits: &Limits::none(), merges: false, merge_keys: &Cell::new(0) };
    let tree = node.deserialize(serde_yaml::Deserializer::from_str(&text));
    tree.is_err_and(|error| error.to_string().contains(TOO_DEEP))
}

/// The positions of the two errors that `serde_yaml` reports without one: a second document, and too many aliases.
fn position_without_mark(text: &str, error: &serde_yaml::Error) -> Position {
    let start = match error.to_string().contains("more than one document") {
        true => text.rfind("\n---").map(|at| at + 1),
        false => text.find('*'),
    };
    end_of(&text[..start.unwrap_or_default()])
}

/// The maximum number of open brackets. Each open bracket costs the YAML parser a step per token, and a tree is at most
/// 128 levels deep anyway.
const MAX_OPEN_BRACKETS: usize = 512;

/// The bytes that the YAML parser keeps for each event until it has parsed the whole source. Measured.
const EVENT_BYTES: usize = 200;

/// Rejects a source that would cost the YAML parser too much time or memory, before parsing.
fn reject_costly(file: &str, text: &str) -> Result<(), Diagnostic> {
    // An apostrophe in plain text looks like the start of a quoted string, so brackets are counted both with and
    // without strings.
    if let Some(position) = [false, true].into_iter().find_map(|skips_strings| too_deep(text, skips_strings)) {
        let help = "close the brackets, or quote them in a string";
        return Err(syntax(file, "brackets are nested too deeply", help, position));
    }
    let allowance = text.len().saturating_mul(EXPANSION).saturating_add(MIN_ALLOWANCE);
    let mut events = 0_usize;
    for (index, line) in text.split('\n').enumerate() {
        events += 1 + events_of(line.as_bytes());
        if events.saturating_mul(EVENT_BYTES) > allowance {
            let message = "too many values for a spec of this size";
            let position = Position { line: index + 1, column: 1 };
            return Err(syntax(file, message, "split it into several files", position));
        }
    }
    Ok(())
}

/// An upper bound for the number of values in a line of YAML, not counting its first value.
fn events_of(line: &[u8]) -> usize {
    let ends_word = |at: usize| line.get(at + 1).is_none_or(u8::is_ascii_whitespace);
    line.iter()
        .enumerate()
        .map(|(at, byte)| match byte {
            b',' | b'[' | b']' | b'{' | b'}' => 1,
            b':' if ends_word(at) => 1,
            // Starts and ends a collection.
            b'-' | b'?' if ends_word(at) && (at == 0 || line[at - 1] == b' ') => 2,
            _ => 0,
        })
        .sum()
}

/// The position where too many brackets are open.
fn too_deep(text: &str, skips_strings: bool) -> Option<Position> {
    let (mut open, mut quote, mut before) = (0_usize, None, b'\n');
    for (at, byte) in text.bytes().enumerate() {
        let begins_word = matches!(before, b' ' | b'\n' | b'\t' | b'[' | b'{' | b',' | b':');
        // An escaped quote does not end the string.
        let escaped = before == b'\\' && quote == Some(b'"');
        before = if escaped { b' ' } else { byte };
        match (quote, byte) {
            (Some(end), byte) if byte == end && !escaped => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if skips_strings && open > 0 && begins_word => quote = Some(byte),
            (None, b'[' | b'{') => open += 1,
            (None, b']' | b'}') => open = open.saturating_sub(1),
            _ => {}
        }
        if open > MAX_OPEN_BRACKETS {
            return Some(end_of(&text[..at]));
        }
    }
    None
}

/// Strips ` at line 1 column 2` from an error message: the diagnostic already starts with the position.
fn without_position(error: &impl fmt::Display) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(end) => message[..end].to_owned(),
        None => message,
    }
}

/// The maximum ratio of the parser's events to the source, in bytes.
const EXPANSION: usize = 50;

/// The bytes that even a small source may use.
const MIN_ALLOWANCE: usize = 4 << 20;

/// The memory that a tree may use. A YAML alias can repeat its target any number of times.
struct Limits {
    budget: usize,
    spent: Cell<usize>,
}

impl Limits {
    /// The size of a node in bytes. Measured.
    const NODE: usize = 100;

    /// The extra size of an object, and of each of its entries.
    const OBJECT: usize = 200;
    const ENTRY: usize = 60;

    /// Without aliases, the number of values in the source bounds the tree.
    fn of(text: &str) -> Self {
        if !text.contains('*') {
            return Self::none();
        }
        Self { budget: text.len().saturating_mul(EXPANSION / 2).saturating_add(1 << 20), spent: Cell::new(0) }
    }

    fn none() -> Self {
        Self { budget: usize::MAX, spent: Cell::new(0) }
    }

    fn spend<E: Error>(&self, bytes: usize) -> Result<(), E> {
        self.spent.set(self.spent.get().saturating_add(Self::NODE + bytes));
        match self.spent.get() > self.budget {
            true => Err(E::custom("aliases expand to much more than the source; replace them with their values")),
            false => Ok(()),
        }
    }
}

/// Deserializes a node and its descendants.
#[derive(Clone, Copy)]
struct Node<'l> {
    limits: &'l Limits,
    /// Whether `<<` is a merge key.
    merges: bool,
    /// The number of keys `<<`.
    merge_keys: &'l Cell<usize>,
}

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

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.limits.spend(0).map(|()| Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.limits.spend(0).map(|()| value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.limits.spend(0).map(|()| value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.limits.spend(0).map(|()| value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.limits.spend(0)?;
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("JSON has no such number; quote it"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.limits.spend(value.len()).map(|()| value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.limits.spend(0)?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        self.limits.spend(Limits::OBJECT)?;
        let (mut map, mut merged) = (Map::new(), Vec::new());
        while let Some(key) = entries.next_key_seed(Key(&map))? {
            self.limits.spend::<A::Error>(Limits::ENTRY + key.len())?;
            if key == MERGE_KEY {
                self.merge_keys.set(self.merge_keys.get() + 1);
            }
            match self.merges && key == MERGE_KEY {
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

    /// Rejects a tagged value (`!name value`): only another program knows its meaning.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        let (tag, _) = data.variant::<String>()?;
        let tag = tag.trim_start_matches('!');
        Err(A::Error::custom(format_args!("the tag `!{tag}` has no meaning in a spec")))
    }
}

/// Merges the entries of another mapping ([merge key of YAML 1.1](https://yaml.org/type/merge.html)).
const MERGE_KEY: &str = "<<";

/// Returns the position of each `<<` that may be a key, and whether it is quoted.
fn possible_merge_keys(text: &str) -> impl Iterator<Item = (usize, bool)> {
    text.match_indices(MERGE_KEY).filter_map(|(at, key)| {
        let (before, after) = (text[..at].chars().next_back(), &text[at + key.len()..]);
        let quote = before.filter(|char| matches!(char, '"' | '\''));
        let after = quote.map_or(Some(after), |quote| after.strip_prefix(quote))?;
        let begins = quote.or(before).is_none_or(|char| char.is_whitespace() || "\"'{,?".contains(char));
        (begins && after.trim_start_matches([' ', '\t']).starts_with(':')).then_some((at, quote.is_some()))
    })
}

/// Adds the entries of a mapping, or of a list of mappings, unless the key exists.
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

/// Reads a key as it is written: `200` and `true` are strings in JSON. Rejects duplicate keys.
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
            true => Err(E::custom(format_args!("duplicate key `{key}`"))),
            false => Ok(key.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    fn tree(file: &str, text: &str) -> Result<Value, String> {
        super::parse_str(file, text).map(|document| document.tree).map_err(|error| error.to_string())
    }

    #[test]
    fn only_a_plain_key_of_yaml_merges() {
        let merged = json!({ "b": { "c": 1 }, "d": { "c": 1, "e": 2 } });
        assert_eq!(tree("a.yaml", "b: &b { c: 1 }\nd: { <<: *b, e: 2 }"), Ok(merged));
        let kept = json!({ "<<": { "c": 1 } });
        for text in ["{\"<<\": {\"c\": 1}}", "'<<': { c: 1 }", "\"<<\" : { c: 1 } # <<"] {
            assert_eq!(tree("a.yaml", text), Ok(kept.clone()), "{text}");
        }
        let prose = "b: &b { c: 1 }\nd: { <<\t: *b, e: 2 } # '<<': is quoted\nf: |\n  the key \"<<\": is reserved";
        assert_eq!(tree("a.yaml", prose).map(|tree| tree["d"].clone()), Ok(json!({ "c": 1, "e": 2 })));
        let both = tree("a.yaml", "a: { '<<': 1 }\nb: { <<: { c: 1 } }").expect_err("both keys");
        assert!(both.starts_with("a.yaml:1:7: syntax: a quoted `<<` in a file with a merge key `<<`"), "{both}");
    }

    fn message(file: &str, text: &str) -> String {
        tree(file, text).expect_err("a diagnostic")
    }

    #[test]
    fn deep_values_and_aliases_to_themselves_have_messages_of_their_own() {
        let deep = format!("a: {}{}", "[".repeat(300), "]".repeat(300));
        for (file, text) in [("a.yaml", &deep), ("a.yaml", &format!("b: &b 1\nc: *b\n{deep}"))] {
            assert!(
                message(file, text).contains(": the values are nested too deeply; define a named schema"),
                "{text}"
            );
        }
        let json = format!("{{\"a\": {}{}}}", "[".repeat(300), "]".repeat(300));
        assert!(message("a.json", &json).contains(": the values are nested too deeply; "));
        for text in ["a: &a\n  b: *a\n", "a: &a [*a]", "a: &a { b: { c: *a } }\nd: |\n  * b\n"] {
            assert!(message("a.yaml", text).contains(": an alias refers to itself"), "{}", message("a.yaml", text));
        }
    }

    #[test]
    fn a_tag_of_another_program_is_rejected() {
        for text in ["a: !b c.yaml", "!b { a: 1 }", "a: [!b { c: 1 }]"] {
            let message = message("a.yaml", text);
            assert!(message.contains("the tag `!b` has no meaning in a spec"), "{message}");
        }
        assert_eq!(tree("a.yaml", "{ a: !!str 1, b: !!int '2' }\n"), Ok(json!({ "a": "1", "b": 2 })));
    }

    #[test]
    fn a_page_is_not_read_as_yaml() {
        for text in ["<!DOCTYPE html><html><body>404</body></html>", "\n <html>\n", "<?xml version=\"1.0\"?>\n<a/>"] {
            let expected = "a.yaml:1:1: syntax: this is HTML or XML, not YAML or JSON; check where it is from";
            assert!(message("a.yaml", text).starts_with(expected), "{}", message("a.yaml", text));
        }
        assert_eq!(tree("a.yaml", "<<: { a: 1 }\n"), Ok(json!({ "a": 1 })));
    }

    #[test]
    fn a_url_is_not_taken_for_a_path() {
        let help = |path: &str| super::parse(path).expect_err("no file").help;
        assert_eq!(
            &*help("https://example.com/a.yaml"),
            "this is a URL: download it first, `curl -fsSLo FILE 'https://example.com/a.yaml'`"
        );
        assert_eq!(&*help("file:///nowhere/a.yaml"), "this is a URL: pass the path alone, `/nowhere/a.yaml`");
    }

    #[test]
    fn a_json_file_is_read_as_json() {
        let error = tree("a.JSON", "{\"a\": [1,]}").expect_err("a trailing comma");
        assert!(error.starts_with("a.JSON:1:"), "{error}");
        assert_eq!(tree("a.yaml", "{\"a\": [1,]}"), Ok(json!({ "a": [1] })));
    }
}
