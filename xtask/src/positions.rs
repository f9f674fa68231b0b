//! Finds the lines and columns of many locations in one parse.

use std::collections::BTreeMap;

use rebilly_customer_auth_codegen::{Diagnostic, Document, Location, Position};
use saphyr_parser::{Event, Parser, Span, StrInput};

/// Adds the file and the position to each diagnostic of a spec. Parses each file once.
pub(crate) fn locate_all(document: &Document, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let origins: Vec<_> = diagnostics.iter().map(|diagnostic| document.origin(&diagnostic.location)).collect();
    let mut positions = BTreeMap::new();
    for (file, _) in &origins {
        positions.entry(file.file()).or_insert_with(|| {
            let here = origins.iter().filter(|(other, _)| other.file() == file.file());
            Positions::of(file.source(), here.map(|(_, location)| location))
        });
    }
    let located = diagnostics.into_iter().zip(&origins);
    let located = located.map(|(diagnostic, (file, location))| {
        diagnostic.located(file.file(), Some(positions[file.file()].get(location)))
    });
    located.collect()
}

/// The positions of the requested locations.
pub(crate) struct Positions(Node);

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
    pub(crate) fn of<'p>(source: &str, locations: impl Iterator<Item = &'p Location>) -> Self {
        let mut root = Node::default();
        for location in locations {
            location.segments().iter().fold(&mut root, |node, step| node.next.entry(step.clone()).or_default());
        }
        // A source that ends early does not matter: the positions found so far are still right.
        let _ = Reader(Parser::new_from_str(source)).document(&mut root);
        Self(root)
    }

    /// Returns the position of the key (or, in a list, of the value) that a location ends with.
    ///
    /// A location that the source does not contain has the position of its nearest ancestor. So has a location behind
    /// an alias such as `*name`, which several locations share.
    fn get(&self, location: &Location) -> Position {
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
    pub(crate) fn scalar(&self, location: &Location) -> Option<&str> {
        let mut steps = location.segments().iter();
        steps.try_fold(&self.0, |node, step| node.next.get(step))?.scalar.as_deref()
    }
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

#[cfg(test)]
mod tests {
    use rebilly_customer_auth_codegen as codegen;

    use super::*;

    #[test]
    fn a_place_has_the_position_that_a_build_gives_it() {
        let source = "
# A comment.
openapi: 3.0.3
tags:
  - { name: 'x', description: \"y\" }
  -   name: z
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
        let document = codegen::parse_str(
            "test.yaml",
            source.replace("{description: |\n            Text.\n          }", "{description: Text.}").as_str(),
        )
        .expect("YAML");
        let mut all = Vec::new();
        codegen::for_each_value(&mut Location::root(), document.tree(), &mut |location, _| all.push(location.clone()));
        all.push(Location::from(["paths", "/a/{id}", "get", "operationId"]));
        let positions = Positions::of(document.source(), all.iter());
        for location in all {
            let expected = document.position(&location);
            assert_eq!(positions.get(&location), expected, "{location}");
        }
    }

    #[test]
    fn a_scalar_is_kept_as_it_is_written() {
        let location = |steps: &[&str]| steps.iter().fold(Location::root(), |location, step| location.join(step));
        let locations = [&["a"][..], &["b", "0"], &["b", "1"], &["c"], &["d"]].map(location);
        let positions = Positions::of("a: &x 1.10\nb: [0x1F, '5']\nc: *x\n", locations.iter());
        let scalars = locations.each_ref().map(|location| positions.scalar(location));
        assert_eq!(scalars, [Some("1.10"), Some("0x1F"), Some("5"), None, None]);
        let positions = Positions::of("{\n\t\"a\": 1.10}", locations.iter());
        assert_eq!(positions.scalar(&locations[0]), Some("1.10"));
    }

    #[test]
    fn a_place_behind_an_alias_has_the_position_of_the_alias() {
        let locations = ["a", "b"].map(|key| Location::from([key, "c"]));
        let positions = Positions::of("a: &name\n  c: 1\nb: *name\n", locations.iter());
        assert_eq!(locations.map(|location| positions.get(&location).line), [2, 3]);
    }

    #[test]
    fn a_source_that_breaks_off_has_the_positions_before() {
        let location = Location::from(["a", "b"]);
        let positions = Positions::of("a:\n  b: 1\n  c: [\n", [&location].into_iter());
        assert_eq!(positions.get(&location), Position { line: 2, column: 3 });
        assert_eq!(positions.get(&Location::from(["x"])), Position { line: 1, column: 1 });
    }
}
