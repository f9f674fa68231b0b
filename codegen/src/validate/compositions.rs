//! No schema is composed of itself: such a one would say nothing, and who takes it apart never ends.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, schema_name, schemas};
use crate::location::Location;

const RULE: &str = "self-composition";

/// A schema that another one is composed of.
struct Member<'a> {
    location: Location,
    /// Whether the whole has all that the member has, as in an `allOf`.
    is_part: bool,
    name: &'a str,
}

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let members: BTreeMap<&str, Vec<Member<'_>>> = schemas(&document.tree)
        .map(|(name, node)| {
            let mut found = Vec::new();
            members(node, &Location::from(["components", "schemas", name]), &mut found);
            (name.as_str(), found)
        })
        .collect();
    let mut search = Search { members: &members, done: BTreeSet::new(), way: Vec::new(), diagnostics };
    for (name, _) in schemas(&document.tree) {
        search.from(name);
    }
}

/// The named schemas that a schema is composed of, at whatever depth of members written in location.
fn members<'a>(node: &'a Value, location: &Location, found: &mut Vec<Member<'a>>) {
    for key in ["allOf", "anyOf", "oneOf"] {
        let list = node.get(key).and_then(Value::as_array);
        for (index, member) in list.into_iter().flatten().enumerate() {
            let location = location.join(key).join(index);
            match schema_name(member) {
                Some(name) => found.push(Member { location, is_part: key == "allOf", name }),
                None => members(member, &location, found),
            }
        }
    }
}

/// A search in depth; each schema is looked at once.
struct Search<'a> {
    members: &'a BTreeMap<&'a str, Vec<Member<'a>>>,
    done: BTreeSet<&'a str>,
    /// The schemas and members that led here.
    way: Vec<(&'a str, &'a Member<'a>)>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Search<'a> {
    fn from(&mut self, name: &'a str) {
        if !self.done.insert(name) {
            return;
        }
        let members = self.members;
        for member in members.get(name).into_iter().flatten() {
            self.way.push((name, member));
            match self.way.iter().position(|(passed, _)| *passed == member.name) {
                Some(start) => self.report(start),
                None => self.from(member.name),
            }
            self.way.pop();
        }
    }

    /// Reports the circle that the way runs in from `start` on. A form that takes in all of its base is reported, rather
    /// than the base that lists its forms.
    fn report(&mut self, start: usize) {
        let circle = &self.way[start..];
        let closing = circle.iter().rev().find(|(_, member)| member.is_part).or(circle.last());
        let Some((name, member)) = closing else {
            return;
        };
        self.diagnostics.push(Diagnostic::new(
            RULE,
            member.location.clone(),
            format!("`{name}` is composed of itself by way of `{}`", member.name),
            "take the reference out, or move what both share into a schema of its own",
        ));
    }
}
