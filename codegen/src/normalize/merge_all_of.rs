//! What a schema is composed of by `allOf` becomes one schema.
//!
//! All of it holds together: a property is in one part or in several, and then has the narrower type. progenitor merges
//! some compositions and drops or panics over others. What is no more than a reference with a description beside it stays
//! one, so that it keeps the name of its type.
//!
//! ```yaml
//! # before
//! Base: { properties: { n: { type: number }, m: { type: string } } }
//! Pet: { allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { n: { type: integer } } }] }
//! # after
//! Base: { properties: { n: { type: number }, m: { type: string } } }
//! Pet: { properties: { n: { type: integer }, m: { type: string } } }
//! ```

use serde_json::{Map, Value};

use super::compose::Merge;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, schemas_mut};
use crate::location::Location;
use crate::object_kind::{ObjectKind, try_walk_mut};
use crate::schema;

/// Merges every `allOf`.
pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let before = document.tree.clone();
    let mut merge = Merge::new(&before);
    let merged = merge_named(&mut document.tree, &mut merge).and_then(|()| {
        try_walk_mut(ObjectKind::Document, &mut document.tree, &mut |kind, node| {
            if let (ObjectKind::Schema, Value::Object(map)) = (kind, node)
                && map.contains_key("allOf")
            {
                *map = merge.flat_unless_reference(map).map_err(|what| (map.clone(), what))?;
            }
            Ok(true)
        })
    });
    merged.map_err(|(map, what)| {
        document.diagnostic(
            "contradiction",
            location(&before, &map),
            format!("no value is as all parts of this `allOf` ask: {what}"),
            "let one part narrow what the other says",
        )
    })
}

/// A named schema is a type of its own, even if it says no more than another one.
fn merge_named(tree: &mut Value, merge: &mut Merge<'_>) -> Result<(), (Map<String, Value>, String)> {
    for (name, node) in schemas_mut(tree) {
        if let Some(map) = node.as_object_mut().filter(|map| map.contains_key("allOf")) {
            merge.open.push(name.clone());
            let flat = merge.flat(map);
            merge.open.pop();
            *map = flat.map_err(|what| (map.clone(), what))?;
        }
    }
    Ok(())
}

/// Where a schema stands.
fn location(tree: &Value, schema: &Map<String, Value>) -> Location {
    let mut found = None;
    schema::for_each(tree, &mut |location, map| {
        if found.is_none() && map == schema {
            found = Some(location.join("allOf"));
        }
    });
    found.unwrap_or_default()
}
