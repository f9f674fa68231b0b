//! A schema written in location gets a name of its own where the one it would get is taken.
//!
//! progenitor calls what stands in location after what holds it: the property `score` of `Edd` is `EddScore`. It keeps clear
//! of the names of its own types, and cannot know those that this generator makes itself.
//!
//! ```yaml
//! # before
//! Edd: { properties: { score: { type: object, properties: { … } } } }
//! EddScore: { type: string, enum: [low], x-open-enum: true }
//! # after
//! Edd: { properties: { score: { allOf: [{ $ref: '#/components/schemas/EddScoreValue' }] } } }
//! EddScoreValue: { type: object, properties: { … } }
//! EddScore: { type: string, enum: [low], x-open-enum: true }
//! ```

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::client::type_name;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, reference, schema_reference, schemas, schemas_mut};
use crate::extensions::{OPEN_ENUM, TAGGED_UNION};

/// Names what stands in location and would take the name of an open enum or a tagged union.
pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let is_ours = |node: &Value| [OPEN_ENUM, TAGGED_UNION].iter().any(|marker| node.get(marker).is_some());
    let names = |of: &dyn Fn(&Value) -> bool| -> BTreeSet<String> {
        schemas(&document.tree).filter(|(_, node)| of(node)).map(|(name, _)| type_name(name)).collect()
    };
    let ours = names(&is_ours);
    let mut taken = names(&|_| true);
    let mut named = Map::new();
    for (holder, node) in schemas_mut(&mut document.tree) {
        if !is_ours(node) {
            name_inside(node, holder, &ours, &mut taken, &mut named);
        }
    }
    schemas_mut(&mut document.tree).extend(named);
    Ok(())
}

fn name_inside(
    node: &mut Value,
    holder: &str,
    ours: &BTreeSet<String>,
    taken: &mut BTreeSet<String>,
    named: &mut Map<String, Value>,
) {
    let Some(map) = node.as_object_mut() else {
        return;
    };
    let properties = map.get_mut("properties").and_then(Value::as_object_mut);
    for (property, inner) in properties.into_iter().flatten() {
        let name = type_name(&format!("{holder}_{property}"));
        name_inside(inner, &name, ours, taken, named);
        if ours.contains(&name) && becomes_a_type(inner) {
            let mut own = format!("{name}Value");
            while !taken.insert(own.clone()) {
                own.push('_');
            }
            let inner = std::mem::replace(inner, json!({ "allOf": [schema_reference(&own)] }));
            named.insert(own, inner);
        }
    }
    if let Some(items) = map.get_mut("items") {
        name_inside(items, &format!("{holder}_item"), ours, taken, named);
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        for member in map.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten() {
            name_inside(member, holder, ours, taken, named);
        }
    }
}

/// Whether progenitor makes a type of a schema in location: of an object, an enum or a union.
fn becomes_a_type(node: &Value) -> bool {
    let is_union = ["anyOf", "oneOf", "enum", "properties"].iter().any(|key| node.get(key).is_some());
    let members = node.get("allOf").and_then(Value::as_array);
    is_union || members.is_some_and(|members| members.len() > 1 || members.iter().any(|it| reference(it).is_none()))
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn what_would_take_the_name_of_an_open_enum_gets_its_own() {
        golden(
            run,
            "
components:
  schemas:
    Edd: { properties: { score: { properties: { value: { type: string } } }, level: { enum: [low] } } }
    EddScore: { type: string, enum: [low], x-open-enum: true }
",
            "
components:
  schemas:
    Edd:
      properties:
        score: { allOf: [{ $ref: '#/components/schemas/EddScoreValue' }] }
        level: { enum: [low] }
    EddScore: { type: string, enum: [low], x-open-enum: true }
    EddScoreValue: { properties: { value: { type: string } } }
",
        );
    }
}
