//! Finds the line and the column of a location.
//!
//! `serde_yaml` keeps no positions, but each of its errors has one. So a visitor parses the source again, walks to the
//! location and fails there: the error has the position. This costs a second parse for a spec with a diagnostic, and
//! nothing for other specs.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::cell::Cell;
use std::fmt;

use crate::diagnostic::Position;
use crate::location::Location;

/// The syntax of a spec's source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    Json,
    Yaml,
}

/// Returns the position of the location's key or, in a list, of its value.
///
/// If the source does not contain the location, the position of its nearest ancestor in the source.
pub(crate) fn find(source: &str, syntax: Syntax, location: &Location) -> Position {
    let segments = location.segments();
    let reached = Cell::new(0);
    let seek = |length: usize| {
        let seek = Seek { segments: &segments[..length], reached: &reached };
        match syntax {
            Syntax::Yaml => seek_yaml(source, seek),
            Syntax::Json => seek_json(source, seek),
        }
    };
    let nearest = || reached.get().saturating_sub(1);
    let position = seek(segments.len()).or_else(|| seek(nearest()));
    position.unwrap_or(Position { line: 1, column: 1 })
}

fn seek_yaml(source: &str, seek: Seek<'_>) -> Option<Position> {
    let error = seek.deserialize(serde_yaml::Deserializer::from_str(source)).err()?;
    error.to_string().contains(FOUND).then(|| of_error(&error))?
}

/// Returns the position of a `serde_yaml` error.
pub(crate) fn of_error(error: &serde_yaml::Error) -> Option<Position> {
    let location = error.location()?;
    Some(Position { line: location.line(), column: location.column() })
}

fn seek_json(source: &str, seek: Seek<'_>) -> Option<Position> {
    let error = seek.deserialize(&mut serde_json::Deserializer::from_str(source)).err()?;
    if !error.to_string().contains(FOUND) {
        return None;
    }
    let before: usize = source.split_inclusive('\n').take(error.line().checked_sub(1)?).map(str::len).sum();
    // `serde_json` fails after the token, which is a string unless it opens a list or an object, and after the blanks
    // that follow it.
    let token = source.get(..before + error.column())?.trim_end();
    let start = match token.strip_suffix('"') {
        Some(string) => opening_quote(string)?,
        None if token.ends_with(['{', '[']) => token.len() - 1,
        // An empty list or object is read to its end.
        None if token.ends_with(['}', ']']) => token[..token.len() - 1].trim_end().len().checked_sub(1)?,
        // A number or a literal.
        None => token.rfind(|c: char| !c.is_ascii_alphanumeric() && !"+-.".contains(c)).map_or(0, |at| at + 1),
    };
    Some(end_of(&source[..start]))
}

/// Returns the position after the last character.
pub(crate) fn end_of(source: &str) -> Position {
    let (lines, last) =
        source.rsplit_once('\n').map_or((0, source), |(lines, last)| (lines.matches('\n').count() + 1, last));
    Position { line: lines + 1, column: last.chars().count() + 1 }
}

/// Returns the start of a string whose closing quote was cut off.
fn opening_quote(string: &str) -> Option<usize> {
    let is_escaped = |at: usize| string[..at].bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1;
    string.rmatch_indices('"').map(|(at, _)| at).find(|at| !is_escaped(*at))
}

/// The message of the visitor's own failure. Other errors have no useful position.
const FOUND: &str = "the location was found";

fn found<E: Error>() -> E {
    E::custom(FOUND)
}

/// Walks to the value at the end of the segments and fails there.
struct Seek<'a> {
    segments: &'a [String],
    /// The number of values visited so far, including the root.
    reached: &'a Cell<usize>,
}

impl<'de> DeserializeSeed<'de> for Seek<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.reached.set(self.reached.get() + 1);
        deserializer.deserialize_any(self)
    }
}

macro_rules! scalars {
    ($($visit:ident $scalar:ty),*) => {$(
        fn $visit<E: Error>(self, _: $scalar) -> Result<(), E> {
            if self.segments.is_empty() { Err(found()) } else { Ok(()) }
        }
    )*};
}

impl<'de> Visitor<'de> for Seek<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (segment, rest) = self.segments.split_first().ok_or_else(found)?;
        let key = Key { wanted: segment, fail: rest.is_empty() };
        while let Some(is_wanted) = map.next_key_seed(Key { ..key })? {
            if is_wanted {
                return map.next_value_seed(self.below(rest));
            }
            map.next_value::<serde::de::IgnoredAny>()?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let (segment, rest) = self.segments.split_first().ok_or_else(found)?;
        let Ok(index) = segment.parse::<usize>() else {
            return Ok(());
        };
        for _ in 0..index {
            if seq.next_element::<serde::de::IgnoredAny>()?.is_none() {
                return Ok(());
            }
        }
        seq.next_element_seed(self.below(rest)).map(|_| ())
    }

    scalars!(visit_bool bool, visit_i64 i64, visit_u64 u64, visit_f64 f64, visit_str &str);

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        if self.segments.is_empty() { Err(found()) } else { Ok(()) }
    }
}

impl<'a> Seek<'a> {
    fn below(&self, segments: &'a [String]) -> Self {
        Self { segments, ..*self }
    }
}

/// Compares a key with the wanted key, and fails at a match if it is the last segment.
struct Key<'a> {
    wanted: &'a str,
    fail: bool,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<bool, E> {
        match key == self.wanted {
            true if self.fail => Err(found()),
            is_wanted => Ok(is_wanted),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str =
        "openapi: 3.0.3\npaths:\n  /a:\n    get:\n      tags: [x, y]\n      responses:\n        200: {}\n";

    fn position(source: &str, syntax: Syntax, segments: &[&str]) -> (usize, usize) {
        let location = segments.iter().fold(Location::root(), |location, segment| location.join(segment));
        let Position { line, column } = find(source, syntax, &location);
        (line, column)
    }

    #[test]
    fn a_location_of_yaml_has_the_position_of_its_key_or_item_or_of_its_nearest_ancestor() {
        for (segments, expected) in [
            (&["openapi"][..], (1, 1)),
            (&["paths", "/a", "get"], (4, 5)),
            (&["paths", "/a", "get", "operationId"], (4, 5)),
            (&["paths", "/a", "get", "tags", "1"], (5, 17)),
            (&["paths", "/a", "get", "tags", "2"], (5, 7)),
            (&["paths", "/a", "get", "responses", "200"], (7, 9)),
            (&["openapi", "inside", "a scalar"], (1, 1)),
        ] {
            assert_eq!(position(SOURCE, Syntax::Yaml, segments), expected, "{segments:?}");
        }
    }

    #[test]
    fn every_kind_of_json_value_has_its_own_position() {
        let source = "{\n \"é\": [\"a\\\"b\", 12, -1.5e3, true, {\"k\": null}, []]}";
        let column = |segments: &[&str]| position(source, Syntax::Json, segments);
        assert_eq!(column(&["é"]), (2, 2));
        let items = ["0", "1", "2", "3", "4", "5"].map(|index| column(&["é", index]));
        assert_eq!(items, [(2, 8), (2, 16), (2, 20), (2, 28), (2, 34), (2, 47)]);
        assert_eq!(column(&["é", "4", "k"]), (2, 35));
        let source = "[\n  {\n    \"a\": 1\n  },\n  [\n\n    [\n\n    ]\n  ]\n]";
        let places = [&["0"][..], &["1"], &["1", "0"]].map(|path| position(source, Syntax::Json, path));
        assert_eq!(places, [(2, 3), (5, 3), (7, 5)]);
    }
}
