//! Finds the lines and the columns of locations. A parsed spec keeps no positions, so its source is parsed again: only
//! for a spec with a diagnostic.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, Span, StrInput};

use crate::diagnostic::Position;
use crate::location::Location;

/// The positions of the requested locations.
pub struct Positions(Node);

/// A node on the path to a requested location.
#[derive(Default)]
struct Node {
    position: Option<Position>,
    /// A scalar as it is written.
    scalar: Option<String>,
    next: BTreeMap<String, Node>,
}

impl Positions {
    /// Parses the source and records the positions of these locations.
    pub fn of<'p>(source: &str, locations: impl Iterator<Item = &'p Location>) -> Self {
        let mut root = Node::default();
        for location in locations {
            location.segments().iter().fold(&mut root, |node, step| node.next.entry(step.clone()).or_default());
        }
        // A source that ends early does not matter: the positions found so far are still right.
        let _ = Reader(Parser::new_from_str(&without_surrogates(source))).document(&mut root);
        Self(root)
    }

    /// Returns the position of the key (or, in a list, of the value) that a location ends with.
    ///
    /// A location that the source does not contain has the position of its nearest ancestor. So has a location behind
    /// an alias such as `*name`, which several locations share.
    pub fn get(&self, location: &Location) -> Position {
        let mut node = &self.0;
        let mut position = node.position.unwrap_or(Position { line: 1, column: 1 });
        for step in location.segments() {
            let Some((next, found)) = node.next.get(step).and_then(|next| Some((next, next.position?))) else { break };
            (node, position) = (next, found);
        }
        position
    }

    /// Returns the scalar at a location as it is written: `1.10` without quotes is the number 1.1 in a tree. `None` for
    /// an alias.
    pub fn scalar(&self, location: &Location) -> Option<&str> {
        let mut steps = location.segments().iter();
        steps.try_fold(&self.0, |node, step| node.next.get(step))?.scalar.as_deref()
    }
}

/// Replaces the surrogates that JSON escapes, such as `\ud83d`: they are errors in YAML.
fn without_surrogates(source: &str) -> String {
    let is_surrogate = |code: &str| u16::from_str_radix(code, 16).is_ok_and(|code| (0xd800..=0xdfff).contains(&code));
    let mut parts = source.split("\\u");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |source, part| match part.get(..4).filter(|code| is_surrogate(code)) {
        Some(_) => source + "\\u0020" + &part[4..],
        None => source + "\\u" + part,
    })
}

struct Reader<'t>(Parser<'t, StrInput<'t>>);

impl<'t> Reader<'t> {
    fn next(&mut self) -> Option<(Event<'t>, Span)> {
        self.0.next_event()?.ok()
    }

    fn document(&mut self, root: &mut Node) -> Option<()> {
        loop {
            match self.next()? {
                (Event::StreamStart | Event::DocumentStart(_), _) => {}
                (event, span) => return self.value(&event, found(Some(root), span)),
            }
        }
    }

    /// Visits a value to its end. Below `None` there is no requested location.
    fn value(&mut self, event: &Event<'t>, node: Option<&mut Node>) -> Option<()> {
        match (event, node) {
            (Event::MappingStart(..), node) => return self.mapping(node),
            (Event::SequenceStart(..), node) => return self.sequence(node),
            (Event::Scalar(scalar, ..), Some(node)) => node.scalar = Some(scalar.to_string()),
            _ => {}
        }
        Some(())
    }

    fn mapping(&mut self, mut node: Option<&mut Node>) -> Option<()> {
        loop {
            let (key, span) = self.next()?;
            let child = match &key {
                Event::MappingEnd => return Some(()),
                Event::Scalar(key, ..) => node.as_deref_mut().and_then(|node| node.next.get_mut(key.as_ref())),
                _ => {
                    self.value(&key, None)?;
                    None
                }
            };
            let child = found(child, span);
            let (value, _) = self.next()?;
            self.value(&value, child)?;
        }
    }

    fn sequence(&mut self, mut node: Option<&mut Node>) -> Option<()> {
        for index in 0_usize.. {
            let (item, span) = self.next()?;
            if item == Event::SequenceEnd {
                break;
            }
            let child = node.as_deref_mut().and_then(|node| node.next.get_mut(&index.to_string()));
            self.value(&item, found(child, span))?;
        }
        Some(())
    }
}

fn found(node: Option<&mut Node>, span: Span) -> Option<&mut Node> {
    let node = node?;
    node.position = Some(Position { line: span.start.line(), column: span.start.col() + 1 });
    Some(node)
}

/// Returns the position of a `serde_yaml` error.
pub(crate) fn of_error(error: &serde_yaml::Error) -> Option<Position> {
    let location = error.location()?;
    Some(Position { line: location.line(), column: location.column() })
}

/// Returns the position after the last character.
pub(crate) fn end_of(source: &str) -> Position {
    let (lines, last) =
        source.rsplit_once('\n').map_or((0, source), |(lines, last)| (lines.matches('\n').count() + 1, last));
    Position { line: lines + 1, column: last.chars().count() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location(segments: &[&str]) -> Location {
        segments.iter().fold(Location::root(), |location, segment| location.join(segment))
    }

    fn position(source: &str, segments: &[&str]) -> (usize, usize) {
        let location = location(segments);
        let Position { line, column } = Positions::of(source, [&location].into_iter()).get(&location);
        (line, column)
    }

    #[test]
    fn a_location_of_yaml_has_the_position_of_its_key_or_item_or_of_its_nearest_ancestor() {
        let source = "
# A comment.
openapi: 3.0.3
tags:
  - { name: 'x', description: \"y\" }
  - - nested
    - list
  -
    name: below
paths:
  '/a/{id}':
    ? get
    : responses:
        200: {description: |
            Text.
          }
        \"404\":
          description:
            Text: [1, {a: 2}]
  /ü: {ö: ü, é: [ü, é]}
last: ''
";
        for (segments, expected) in [
            (&["openapi"][..], (3, 1)),
            (&["openapi", "inside", "a scalar"], (3, 1)),
            (&["tags", "0"], (5, 5)),
            (&["tags", "0", "description"], (5, 18)),
            (&["tags", "1", "1"], (7, 7)),
            (&["tags", "2"], (9, 5)),
            (&["tags", "3"], (4, 1)),
            (&["paths", "/a/{id}", "get"], (12, 7)),
            (&["paths", "/a/{id}", "get", "operationId"], (12, 7)),
            (&["paths", "/a/{id}", "get", "responses", "200"], (14, 9)),
            (&["paths", "/a/{id}", "get", "responses", "404", "description", "Text", "1", "a"], (19, 24)),
            (&["paths", "/ü", "é", "1"], (20, 21)),
            (&["last"], (21, 1)),
            (&["x"], (3, 1)),
        ] {
            assert_eq!(position(source, segments), expected, "{segments:?}");
        }
    }

    #[test]
    fn every_kind_of_json_value_has_its_own_position() {
        let source = "{\n \"é\": [\"a\\\"b\", 12, -1.5e3, true, {\"k\": null}, []]}";
        let column = |segments: &[&str]| position(source, segments);
        assert_eq!(column(&["é"]), (2, 2));
        let items = ["0", "1", "2", "3", "4", "5"].map(|index| column(&["é", index]));
        assert_eq!(items, [(2, 8), (2, 16), (2, 20), (2, 28), (2, 34), (2, 47)]);
        assert_eq!(column(&["é", "4", "k"]), (2, 35));
        let source = "[\n  {\n    \"a\": 1\n  },\n  [\n\n    [\n\n    ]\n  ]\n]";
        let places = [&["0"][..], &["1"], &["1", "0"]].map(|path| position(source, path));
        assert_eq!(places, [(2, 3), (5, 3), (7, 5)]);
        assert_eq!(position("{\"a\": \"\\ud83d\\uDE00\\u00e9\", \"b\": 1}", &["b"]), (1, 29));
    }

    #[test]
    fn a_scalar_is_kept_as_it_is_written() {
        let locations = [&["a"][..], &["b", "0"], &["b", "1"], &["c"], &["d"]].map(location);
        let positions = Positions::of("a: &x 1.10\nb: [0x1F, '5']\nc: *x\n", locations.iter());
        let scalars = locations.each_ref().map(|location| positions.scalar(location));
        assert_eq!(scalars, [Some("1.10"), Some("0x1F"), Some("5"), None, None]);
        let positions = Positions::of("{\n\t\"a\": 1.10}", locations.iter());
        assert_eq!(positions.scalar(&locations[0]), Some("1.10"));
    }

    #[test]
    fn a_location_behind_an_alias_has_the_position_of_the_alias() {
        let source = "a: &name\n  c: 1\nb: *name\n";
        assert_eq!(["a", "b"].map(|key| position(source, &[key, "c"]).0), [2, 3]);
    }

    #[test]
    fn a_source_that_breaks_off_has_the_positions_before() {
        let source = "a:\n  b: 1\n  c: [\n";
        assert_eq!((position(source, &["a", "b"]), position(source, &["x"])), ((2, 3), (1, 1)));
    }
}
