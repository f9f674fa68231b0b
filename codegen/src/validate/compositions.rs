//! Rejects schemas that are composed of themselves: they mean nothing, and expanding them never ends.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, schema_name, schemas};
use crate::location::Location;
use crate::normalize::name_targets;

const RULE: &str = "self-composition";

/// A member of a composition.
struct Member<'a> {
    location: Location,
    /// Whether the composition includes the member, as in an `allOf`.
    is_part: bool,
    name: &'a str,
}

/// Finds schemas that are composed of themselves.
pub fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    // A schema may be composed of itself through a deep pointer.
    let mut tree = document.tree.clone();
    name_targets::name(&mut tree);
    let members: BTreeMap<&str, Vec<Member<'_>>> = schemas(&tree)
        .map(|(name, node)| {
            let location = Location::from(["components", "schemas", name]);
            // A schema that is only a reference is an alias of its target.
            let alias = schema_name(node).map(|name| Member { location: location.join("$ref"), is_part: true, name });
            let mut found: Vec<Member<'_>> = alias.into_iter().collect();
            members(node, &location, &mut found);
            (name.as_str(), found)
        })
        .collect();
    let mut search = Search { members: &members, done: BTreeSet::new(), path: Vec::new(), diagnostics };
    for (name, _) in schemas(&tree) {
        search.from(name);
    }
}

/// Collects the named schemas that a schema is composed of, through inline members at any depth.
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

/// A depth-first search that visits each schema once.
struct Search<'a> {
    members: &'a BTreeMap<&'a str, Vec<Member<'a>>>,
    done: BTreeSet<&'a str>,
    /// The path to the current schema: schemas, and the members that lead on.
    path: Vec<(&'a str, &'a Member<'a>)>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Search<'a> {
    fn from(&mut self, name: &'a str) {
        if !self.done.insert(name) {
            return;
        }
        let members = self.members;
        for member in members.get(name).into_iter().flatten() {
            self.path.push((name, member));
            match self.path.iter().position(|(passed, _)| *passed == member.name) {
                Some(start) => self.report(start),
                None => self.from(member.name),
            }
            self.path.pop();
        }
    }

    /// Reports the cycle in the path from `start` on, preferably at a variant that includes its base, not at the base
    /// that lists its variants.
    fn report(&mut self, start: usize) {
        let cycle = &self.path[start..];
        let closing = cycle.iter().rev().find(|(_, member)| member.is_part).or(cycle.last());
        let Some((name, member)) = closing else {
            return;
        };
        let message = format!("`{name}` is composed of itself through `{}`", member.name);
        let help = "remove the reference, or move the shared part into a separate schema";
        self.diagnostics.push(Diagnostic::new(RULE, member.location.clone(), message, help));
    }
}
