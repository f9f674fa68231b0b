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
        let mut inside = Inside { merge: &mut merge, around: Vec::new() };
        inside.walk(ObjectKind::Document, &mut document.tree, false)
    });
    merged.map_err(|problem| {
        let (map, message, help) = match problem {
            Problem::Contradiction(map, what) => (
                map,
                format!("no value is as all parts of this `allOf` ask: {what}"),
                "let one part narrow what the other says",
            ),
            Problem::Circle(map) => (
                map,
                "what this `allOf` is composed of contains it again".to_owned(),
                "name this schema under `components.schemas` and refer to it",
            ),
        };
        document.diagnostic("contradiction", location(&before, &map), message, help)
    })
}

/// Why a schema cannot be merged.
enum Problem {
    Contradiction(Map<String, Value>, String),
    Circle(Map<String, Value>),
}

/// How many schemas that are merged may stand inside each other.
const MAX_DEPTH: usize = 32;

/// Merges what stands inside an object.
struct Inside<'m, 't> {
    merge: &'m mut Merge<'t>,
    /// The schemas around the node, as they were before they were merged.
    around: Vec<Map<String, Value>>,
}

impl Inside<'_, '_> {
    fn walk(&mut self, kind: ObjectKind, node: &mut Value, mut is_merged: bool) -> Result<(), Problem> {
        try_walk_mut(kind, node, &mut |kind, node| {
            let is_done = std::mem::take(&mut is_merged);
            let map = node.as_object_mut().filter(|map| kind == ObjectKind::Schema && map.contains_key("allOf"));
            let Some(map) = map.filter(|_| !is_done) else {
                return Ok(true);
            };
            if self.around.contains(map) || self.around.len() > MAX_DEPTH {
                return Err(Problem::Circle(map.clone()));
            }
            let flat =
                self.merge.flat_unless_reference(map).map_err(|what| Problem::Contradiction(map.clone(), what))?;
            self.around.push(std::mem::replace(map, flat));
            self.walk(kind, node, true)?;
            self.around.pop();
            Ok(false)
        })
    }
}

/// A named schema is a type of its own, even if it says no more than another one.
fn merge_named(tree: &mut Value, merge: &mut Merge<'_>) -> Result<(), Problem> {
    for (name, node) in schemas_mut(tree) {
        if let Some(map) = node.as_object_mut().filter(|map| map.contains_key("allOf")) {
            merge.open.push(name.clone());
            let flat = merge.flat(map);
            merge.open.pop();
            *map = flat.map_err(|what| Problem::Contradiction(map.clone(), what))?;
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

#[cfg(test)]
mod tests {
    use super::run;
    use crate::document::Document;
    use crate::position::Syntax;

    #[test]
    fn a_composition_that_contains_itself_is_refused_where_it_stands() {
        let text = "components: { schemas: { A: { properties: { p: { allOf: [{ $ref: '#/components/schemas/A' }], oneOf: [{ type: object }] } } } } }";
        let tree = serde_yaml::from_str(text).expect("the test's YAML");
        let mut document = Document::new("test.yaml", text, Syntax::Yaml, tree);
        assert_eq!(
            run(&mut document).expect_err("a circle").to_string(),
            "test.yaml:1:50: contradiction: components.schemas.A.properties.p.allOf: what this `allOf` is composed of \
             contains it again; name this schema under `components.schemas` and refer to it"
        );
    }
}
