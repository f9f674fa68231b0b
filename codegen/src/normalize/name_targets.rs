//! Gives each schema that is referenced by a deep or an escaped pointer a name of its own.
//!
//! ```yaml
//! # before
//! A: { properties: { a: { $ref: '#/components/schemas/B/properties/b' }, ü: { $ref: '#/components/schemas/%C3%9C' } } }
//! # after
//! A: { properties: { a: { $ref: '#/components/schemas/b' }, ü: { $ref: '#/components/schemas/Ü' } } }
//! b: { type: string }
//! ```

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, SCHEMAS, resolve, schemas_mut};
use crate::location::Location;
use crate::names::numbered;
use crate::object_kind::{ObjectKind, for_each_reference_mut, walk_mut};

pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    name(&mut document.tree);
    Ok(())
}

/// Names the targets of the references that need a name.
pub(crate) fn name(tree: &mut Value) {
    let before = tree.clone();
    let mut names: BTreeMap<Location, String> = BTreeMap::new();
    walk_mut(tree, &mut |kind, node| {
        for_each_reference_mut(kind, node, &mut |target| {
            if kind != ObjectKind::Schema || !needs_name(target) || resolve(&before, target).is_none() {
                return;
            }
            let location = Location::from_reference(target);
            let name = names.get(&location).cloned().unwrap_or_else(|| new_name(&before, &location, &names));
            *target = format!("{SCHEMAS}{name}");
            names.insert(location, name);
        });
    });
    for (location, name) in names {
        // Its own references have their new names in the tree.
        let schema = tree.pointer(&location.pointer()).cloned();
        schemas_mut(tree).entry(name).or_insert(schema.unwrap_or_default());
    }
}

fn needs_name(target: &str) -> bool {
    let name = target.strip_prefix(SCHEMAS);
    target.starts_with("#/") && name.is_none_or(is_escaped)
}

/// A percent-encoded reference to a schema without the encoding, if the name needs none.
pub(super) fn unescaped(target: &str) -> Option<String> {
    let name = target.strip_prefix(SCHEMAS).filter(|name| name.contains('%'))?;
    let name = percent_decode_str(name).decode_utf8().ok()?;
    (!is_escaped(&name)).then(|| format!("{SCHEMAS}{name}"))
}

fn is_escaped(name: &str) -> bool {
    name.contains(['/', '~', '%'])
}

/// Returns the name of a schema, or a new one after the last segment of its location.
fn new_name(tree: &Value, location: &Location, names: &BTreeMap<Location, String>) -> String {
    let last = location.segments().last().map(String::as_str).unwrap_or_default();
    if let [components, schemas, name] = location.segments()
        && (components.as_str(), schemas.as_str()) == ("components", "schemas")
        && !is_escaped(name)
    {
        return name.clone();
    }
    let base = last.replace(['/', '~', '%'], "_");
    numbered(&base, |name| {
        resolve(tree, &format!("{SCHEMAS}{name}")).is_none() && names.values().all(|other| other != name)
    })
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn the_target_of_a_deep_or_escaped_pointer_has_a_name() {
        golden(
            run,
            "
components:
  schemas:
    A:
      properties:
        a: { $ref: '#/components/schemas/B/properties/b' }
        b: { $ref: '#/components/schemas/B/properties/b' }
        c: { $ref: '#/components/schemas/My%20Type' }
        d: { $ref: '#/components/schemas/a~1b' }
    B: { properties: { b: { items: { $ref: '#/components/schemas/B/properties/b' } } } }
    My Type: { type: string }
    a/b: { type: integer }
",
            "
components:
  schemas:
    A:
      properties:
        a: { $ref: '#/components/schemas/b' }
        b: { $ref: '#/components/schemas/b' }
        c: { $ref: '#/components/schemas/My Type' }
        d: { $ref: '#/components/schemas/a_b' }
    B: { properties: { b: { items: { $ref: '#/components/schemas/b' } } } }
    My Type: { type: string }
    a/b: { type: integer }
    b: { items: { $ref: '#/components/schemas/b' } }
    a_b: { type: integer }
",
        );
    }
}
