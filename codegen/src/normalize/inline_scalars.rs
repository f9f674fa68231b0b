//! Named scalars become plain ones where they are used.
//!
//! A name for a string makes a newtype in Rust that says nothing a `String` does not, once the server is the judge of
//! its length and pattern.
//!
//! ```yaml
//! # before
//! id: { $ref: '#/components/schemas/ResourceId' }
//! # after
//! id: { description: The ID of a resource., type: string, maxLength: 50 }
//! ```

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, reference, resolve_refs, schemas};
use crate::schema::{self, is_type};

/// Replaces each reference to a named scalar with the scalar itself.
pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let scalars: Map<String, Value> = schemas(&document.tree)
        .map(|(name, node)| (name, resolve_refs(&document.tree, node)))
        .filter(|(_, node)| node.as_object().is_some_and(is_scalar))
        .map(|(name, node)| (name.clone(), node.clone()))
        .collect();
    schema::for_each_mut(&mut document.tree, &mut |map| {
        inline_reference(map, &scalars);
        inline_all_of(map, &scalars);
    });
    Ok(())
}

fn is_scalar(map: &Map<String, Value>) -> bool {
    let is_scalar = ["string", "integer", "number", "boolean"].iter().any(|name| is_type(map, name));
    // An enum is a type of its own in Rust, with a name worth having.
    is_scalar && !map.contains_key("enum")
}

fn named<'s>(node: &Value, scalars: &'s Map<String, Value>) -> Option<&'s Map<String, Value>> {
    let name = reference(node)?.strip_prefix(crate::document::SCHEMAS)?;
    scalars.get(name)?.as_object()
}

fn inline_reference(map: &mut Map<String, Value>, scalars: &Map<String, Value>) {
    if let Some(scalar) = named(&Value::Object(map.clone()), scalars) {
        *map = scalar.clone();
    }
}

/// `allOf` with one scalar is how OpenAPI 3.0 puts a description or a flag beside a reference.
fn inline_all_of(map: &mut Map<String, Value>, scalars: &Map<String, Value>) {
    let Some([only]) = map.get("allOf").and_then(Value::as_array).map(Vec::as_slice) else {
        return;
    };
    let Some(scalar) = named(only, scalars) else {
        return;
    };
    map.shift_remove("allOf");
    for (key, value) in scalar {
        map.entry(key).or_insert_with(|| value.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn a_named_string_becomes_a_plain_one_and_keeps_what_is_said_beside_it() {
        golden(
            run,
            "
components:
  schemas:
    ResourceId: { type: string, maxLength: 50 }
    Rel: { type: string, enum: [self] }
    Credential:
      type: object
      properties:
        id: { description: Its ID., readOnly: true, allOf: [{ $ref: '#/components/schemas/ResourceId' }] }
        rel: { $ref: '#/components/schemas/Rel' }
        owners: { type: array, items: { $ref: '#/components/schemas/ResourceId' } }
",
            "
components:
  schemas:
    ResourceId: { type: string, maxLength: 50 }
    Rel: { type: string, enum: [self] }
    Credential:
      type: object
      properties:
        id: { description: Its ID., readOnly: true, type: string, maxLength: 50 }
        rel: { $ref: '#/components/schemas/Rel' }
        owners: { type: array, items: { type: string, maxLength: 50 } }
",
        );
    }
}
