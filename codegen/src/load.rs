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
pub fn load_str(file: &str, source: &str) -> Result<Document, Diagnostic> {
    validate(parse_str(file, source)?)
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
        Some(_) => unreadable(&name, &error, &format!("this is a URL: only `import` and `drift` read URLs, and only https URLs; download it first, `curl -fsSLo FILE '{name}'`")),
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
    let source = String::from_utf8(bytes).map_err(|error| {
        let valid = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]).into_owned();
        syntax(file, "the file is not UTF-8", "save it as UTF-8", position::end_of(&valid))
    })?;
    parse_str(file, &source)
}

fn unreadable(file: &str, reason: &dyn fmt::Display, help: &str) -> Diagnostic {
    let message = format!("the file cannot be read: {reason}");
    Diagnostic::new("unreadable-file", Location::root(), message, help).located(file, None)
}

/// Parses a string without validating it; `file` is its name in diagnostics.
///
/// # Errors
/// As for [`parse`].
pub fn parse_str(file: &str, source: &str) -> Result<Document, Diagnostic> {
    parse_within(file, source, &Limits::default())
}

/// Parses one of several files, which share the limits.
///
/// # Errors
/// As for [`parse`].
pub fn parse_within(file: &str, source: &str, limits: &Limits) -> Result<Document, Diagnostic> {
    // A byte order mark is not part of the content (YAML 1.2.2, section 5.2).
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    limits.budget.set(limits.budget.get().saturating_add(source.len().saturating_mul(Limits::EXPANSION)));
    let tree = read(file, source, limits)?;
    if tree.is_null() {
        return Err(syntax(file, "the spec is empty", "start it with `openapi: 3.0.3`", START));
    }
    Ok(Document::new(file, source, tree))
}

const START: Position = Position { line: 1, column: 1 };

fn syntax(file: &str, message: impl Into<String>, help: &str, position: Position) -> Diagnostic {
    Diagnostic::new("syntax", Location::root(), message, help).located(file, Some(position))
}

fn read(file: &str, source: &str, limits: &Limits) -> Result<Value, Diagnostic> {
    // `<<` is a merge key.
    if source.trim_start().starts_with('<') && !source.trim_start().starts_with(MERGE_KEY) {
        let help = "check where it is from: an error or a login page is HTML";
        return Err(syntax(file, "this is HTML or XML, not YAML or JSON", help, START));
    }
    if !source.trim_start().starts_with(['{', '[']) {
        return read_yaml(file, source, limits);
    }
    let before = limits.spent.get();
    match read_json(file, source, limits) {
        Ok(tree) => Ok(tree),
        Err(json) if file.to_ascii_lowercase().ends_with(".json") => Err(json),
        // A YAML flow mapping also starts with a brace. The parser that got further chose the right syntax.
        Err(json) => {
            limits.spent.set(before);
            read_yaml(file, source, limits).map_err(|yaml| if yaml.position > json.position { yaml } else { json })
        }
    }
}

fn read_json(file: &str, source: &str, limits: &Limits) -> Result<Value, Diagnostic> {
    let mut deserializer = serde_json::Deserializer::from_str(source);
    let tree = Node { limits, merges: false, merge_keys: &Cell::new(0) }.deserialize(&mut deserializer);
    tree.and_then(|tree| deserializer.end().map(|()| tree)).map_err(|error| {
        let line = source.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
        let column = line.char_indices().take_while(|(at, _)| at + 1 < error.column()).count() + 1;
        let position = Position { line: error.line().max(1), column };
        invalid(file, "JSON", &error, position)
    })
}

fn read_yaml(file: &str, source: &str, limits: &Limits) -> Result<Value, Diagnostic> {
    let before = limits.spent.get();
    let parse = |merges: bool| {
        limits.spent.set(before);
        let events = spend_events(file, source, limits)?;
        let merge_keys = Cell::new(0);
        let node = Node { limits, merges, merge_keys: &merge_keys };
        let tree = node.deserialize(serde_yaml::Deserializer::from_str(source)).map_err(|error| {
            let position = position::of_error(&error).unwrap_or_else(|| position_without_mark(source, &error));
            invalid(file, "YAML", &error, position)
        })?;
        // The parser is gone, and with it its events.
        limits.spent.set(limits.spent.get() - events);
        Ok((tree, merge_keys.get()))
    };
    // A quoted `<<` is an ordinary key, but the parser does not tell it apart. It may also stand in prose.
    let (quoted, plain): (Vec<_>, Vec<_>) = possible_merge_keys(source).partition(|(_, is_quoted)| *is_quoted);
    let Some((first, _)) = quoted.first() else { return parse(true).map(|(tree, _)| tree) };
    let (tree, count) = parse(false)?;
    if count == 0 || plain.is_empty() {
        return Ok(tree);
    }
    if count == plain.len() {
        return parse(true).map(|(tree, _)| tree);
    }
    let message = "a quoted `<<` in a file with a merge key `<<`";
    Err(syntax(file, message, "write out the merged values", position::end_of(&source[..*first])))
}

/// The message of both parsers for a value that is nested more than 128 levels deep.
const TOO_DEEP: &str = "recursion limit exceeded";

/// Returns the diagnostic of a parser's error.
fn invalid(file: &str, language: &str, error: &impl fmt::Display, position: Position) -> Diagnostic {
    let message = error.to_string();
    // The diagnostic starts with the position.
    let message = message.rfind(" at line ").map_or(&*message, |end| &message[..end]);
    // A message may quote a key with these words, so only its end counts.
    if message.ends_with(TOO_DEEP) {
        let help = "define a named schema and reference it with `$ref`";
        return syntax(file, "the values are nested too deeply, or an alias refers to itself", help, position);
    }
    if message.ends_with(TOO_MANY) {
        return syntax(file, TOO_MANY, TOO_MANY_HELP, position);
    }
    syntax(file, format!("not valid {language}: {message}"), "correct the syntax", position)
}

/// Returns the positions of the two errors that `serde_yaml` reports without one: a second document, and too many
/// aliases.
fn position_without_mark(source: &str, error: &serde_yaml::Error) -> Position {
    let start = match error.to_string().contains("more than one document") {
        true => source.rfind("\n---").map(|at| at + 1),
        false => source.find('*'),
    };
    position::end_of(&source[..start.unwrap_or_default()])
}

/// The steps that the YAML parser may take for open brackets: one per open bracket and value. They take about a second.
const MAX_BRACKET_STEPS: usize = 1 << 30;

/// Rejects a source whose open brackets would cost the YAML parser too much time, or whose values too much memory.
/// Returns the memory of the parser's events.
fn spend_events(file: &str, source: &str, limits: &Limits) -> Result<usize, Diagnostic> {
    let (mut open, mut steps, before) = (0_usize, 0_usize, limits.spent.get());
    for (index, line) in source.split('\n').enumerate() {
        let position = Position { line: index + 1, column: 1 };
        let mut values = 0;
        // The parser knows further line breaks.
        for line in line.trim_end_matches('\r').split(['\r', '\u{85}', '\u{2028}', '\u{2029}']) {
            if line.starts_with("%TAG") {
                // Each tag would have a copy of the prefix, and each directive is compared with all before it.
                let message = "tags have no meaning in a spec";
                return Err(syntax(file, message, "remove the `%TAG` directive", position));
            }
            let line = line.as_bytes();
            values += 1;
            for at in 0..line.len() {
                let value = values_at(line, at);
                values += value;
                // Brackets in prose are counted too, but there are few.
                match line[at] {
                    b'[' | b'{' => open += 1,
                    b']' | b'}' => open = open.saturating_sub(1),
                    _ => {}
                }
                steps += value * open;
            }
        }
        if steps > MAX_BRACKET_STEPS {
            return Err(syntax(file, "too many brackets are open", "close them", position));
        }
        if !limits.spend(values * Limits::EVENT) {
            return Err(syntax(file, TOO_MANY, TOO_MANY_HELP, position));
        }
    }
    Ok(limits.spent.get() - before)
}

/// An upper bound for the number of values that a byte of a line of YAML begins or ends, not counting the line's first.
fn values_at(line: &[u8], at: usize) -> usize {
    let ends_word = || line.get(at + 1).is_none_or(u8::is_ascii_whitespace);
    match line[at] {
        b',' | b'[' | b']' | b'{' | b'}' => 1,
        b':' if ends_word() => 1,
        // Starts and ends a collection.
        b'-' | b'?' if ends_word() && (at == 0 || line[at - 1].is_ascii_whitespace()) => 2,
        _ => 0,
    }
}

const TOO_MANY: &str = "the values take much more memory than the source";
const TOO_MANY_HELP: &str = "replace aliases by their values, or split the spec into several files";

/// The memory that the files of a spec may use. A short value takes many times its bytes, and a YAML alias can repeat
/// its target any number of times.
#[derive(Debug)]
pub struct Limits {
    budget: Cell<usize>,
    spent: Cell<usize>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { budget: Cell::new(Self::MIN_BUDGET), spent: Cell::new(0) }
    }
}

impl Limits {
    /// The maximum ratio of memory to source, in bytes.
    const EXPANSION: usize = 50;

    /// The bytes that even small files may use together.
    const MIN_BUDGET: usize = 32 << 20;

    /// The bytes that the YAML parser keeps for each event until it has parsed the whole source. This and the following
    /// sizes are measured.
    const EVENT: usize = 300;

    /// The size of a node of the tree in bytes.
    const NODE: usize = 100;

    /// The extra size of a collection, of each item of a list, which is copied while the list grows, and of each entry
    /// of an object.
    const COLLECTION: usize = 200;
    const ITEM: usize = 120;
    const ENTRY: usize = 60;

    /// Returns whether there is memory for so many bytes.
    fn spend(&self, bytes: usize) -> bool {
        self.spent.set(self.spent.get().saturating_add(bytes));
        self.spent.get() <= self.budget.get()
    }

    fn spend_more<E: Error>(&self, bytes: usize) -> Result<(), E> {
        self.spend(bytes).then_some(()).ok_or_else(|| E::custom(TOO_MANY))
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

impl Node<'_> {
    fn spend<E: Error>(self, bytes: usize) -> Result<(), E> {
        self.limits.spend_more(Limits::NODE + bytes)
    }
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
        self.spend(0).map(|()| Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.spend(0).map(|()| value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.spend(0).map(|()| value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.spend(0).map(|()| value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.spend(0)?;
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("JSON has no such number; quote it"))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.spend(value.len()).map(|()| value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.spend(Limits::COLLECTION)?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            self.limits.spend_more::<A::Error>(Limits::ITEM)?;
            list.push(item);
        }
        Ok(list.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        self.spend(Limits::COLLECTION)?;
        let (mut map, mut merged) = (Map::new(), Vec::new());
        while let Some(key) = entries.next_key_seed(Key(&map))? {
            self.limits.spend_more::<A::Error>(Limits::ENTRY + key.len())?;
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
fn possible_merge_keys(source: &str) -> impl Iterator<Item = (usize, bool)> {
    source.match_indices(MERGE_KEY).filter_map(|(at, key)| {
        let (before, after) = (source[..at].chars().next_back(), &source[at + key.len()..]);
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

    fn tree(file: &str, source: &str) -> Result<Value, String> {
        super::parse_str(file, source).map(|document| document.tree).map_err(|error| error.to_string())
    }

    #[test]
    fn only_a_plain_key_of_yaml_merges() {
        let merged = json!({ "b": { "c": 1 }, "d": { "c": 1, "e": 2 } });
        assert_eq!(tree("a.yaml", "b: &b { c: 1 }\nd: { <<: *b, e: 2 }"), Ok(merged));
        let kept = json!({ "<<": { "c": 1 } });
        for source in ["{\"<<\": {\"c\": 1}}", "'<<': { c: 1 }", "\"<<\" : { c: 1 } # <<"] {
            assert_eq!(tree("a.yaml", source), Ok(kept.clone()), "{source}");
        }
        let prose = "b: &b { c: 1 }\nd: { <<\t: *b, e: 2 } # '<<': is quoted\nf: |\n  the key \"<<\": is reserved";
        assert_eq!(tree("a.yaml", prose).map(|tree| tree["d"].clone()), Ok(json!({ "c": 1, "e": 2 })));
        let both = tree("a.yaml", "a: { '<<': 1 }\nb: { <<: { c: 1 } }").expect_err("both keys");
        assert!(both.starts_with("a.yaml:1:7: syntax: a quoted `<<` in a file with a merge key `<<`"), "{both}");
    }

    fn message(file: &str, source: &str) -> String {
        tree(file, source).expect_err("a diagnostic")
    }

    #[test]
    fn brackets_that_cost_the_parser_quadratic_time_are_refused() {
        for bracket in ["[!a ", "\"\": [\n", " - [\n"] {
            let source = format!("a:\n{}", bracket.repeat(1 << 16));
            assert!(message("a.yaml", &source).ends_with("too many brackets are open; close them"), "{bracket}");
        }
    }

    #[test]
    fn deep_values_and_aliases_to_themselves_are_rejected() {
        let deep = format!("{}{}", "[".repeat(300), "]".repeat(300));
        let (yaml, json) = (format!("a: {deep}"), format!("{{\"a\": {deep}}}"));
        for (file, source) in
            [("a.yaml", &*yaml), ("a.json", &json), ("a.yaml", "a: &a\n  b: *a\n"), ("a.yaml", "a: &a [*a]")]
        {
            assert!(message(file, source).contains(": the values are nested too deeply, or an alias"), "{source}");
        }
    }

    #[test]
    fn dense_specs_and_brackets_in_prose_are_read() {
        let schema =
            |n: usize| format!("\"a{n}\":{{\"type\":\"object\",\"properties\":{{\"b\":{{\"type\":\"string\"}}}}}},");
        let json: String = (0..20_000).map(schema).collect();
        let yaml: String = (0..2_000).map(|n| format!("a{n}: {{ type: string, enum: [ab, cd, ef] }}\n")).collect();
        let prose: String =
            (0..5_000).map(|n| format!("a{n}: \"before the [ or the {{\"\nb{n}: it's [0 to 1)\n")).collect();
        for (file, source) in [("a.json", format!("{{{json}\"z\":0}}")), ("a.yaml", yaml), ("a.yaml", prose)] {
            assert_eq!(tree(file, &source).map(|_| ()), Ok(()));
        }
    }

    #[test]
    fn a_tag_of_another_program_is_rejected() {
        for source in ["a: !b c.yaml", "!b { a: 1 }", "a: [!b { c: 1 }]"] {
            let message = message("a.yaml", source);
            assert!(message.contains("the tag `!b` has no meaning in a spec"), "{message}");
        }
        assert_eq!(tree("a.yaml", "{ a: !!str 1, b: !!int '2' }\n"), Ok(json!({ "a": "1", "b": 2 })));
    }

    #[test]
    fn a_page_is_not_read_as_yaml() {
        for source in ["<!DOCTYPE html><html><body>404</body></html>", "\n <html>\n", "<?xml version=\"1.0\"?>\n<a/>"] {
            let expected = "a.yaml:1:1: syntax: this is HTML or XML, not YAML or JSON; check where it is from";
            assert!(message("a.yaml", source).starts_with(expected), "{}", message("a.yaml", source));
        }
        assert_eq!(tree("a.yaml", "<<: { a: 1 }\n"), Ok(json!({ "a": 1 })));
    }

    #[test]
    fn a_url_is_not_taken_for_a_path() {
        let help = |path: &str| super::parse(path).expect_err("no file").help;
        assert_eq!(
            &*help("https://example.com/a.yaml"),
            "this is a URL: only `import` and `drift` read URLs, and only https URLs; download it first, `curl -fsSLo FILE 'https://example.com/a.yaml'`"
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
