//! Passwords and bearer tokens become a type that does not show them.
//!
//! A string is a secret if its format is `password` or the document marks it with `x-secret: true`. It becomes a
//! reference to a schema that stands for the runtime's `Secret`. A path item names with `x-secret-parameters` those of
//! its parameters that are secrets there, and elsewhere may be none.
//!
//! ```yaml
//! # before
//! token: { description: The JWT., type: string, x-secret: true }
//! # after
//! token: { description: The JWT., allOf: [{ $ref: '#/components/schemas/XSecret' }] }
//! ```

use serde_json::{Map, Value, json};

use crate::document::{Document, METHODS, follow, schema_reference, schemas_mut};
use crate::fault::Fault;
use crate::place::Place;
use crate::schema::{self, is_set, is_type};

/// The name of the schema that stands for a secret. progenitor is told to use the runtime's type for it.
pub(crate) const SECRET: &str = "XSecret";

/// Marks a string that is a secret.
pub(crate) const MARKER: &str = "x-secret";

/// Lists the parameters of a path item that are secrets.
pub(crate) const PARAMETERS: &str = "x-secret-parameters";

/// Replaces each secret with a reference to [`SECRET`].
pub(crate) fn mark(document: &mut Document) -> Result<(), Fault> {
    parameters(document)?;
    let mut any = false;
    schema::for_each_mut(&mut document.tree, &mut |map| {
        if is_secret(map) {
            any = true;
            *map = secret(map);
        }
    });
    if any {
        schemas_mut(&mut document.tree).insert(SECRET.to_owned(), json!({ "type": "string" }));
    }
    Ok(())
}

/// Marks the schemas of the parameters that path items name.
fn parameters(document: &mut Document) -> Result<(), Fault> {
    let before = document.tree.clone();
    let path_items = before.get("paths").and_then(Value::as_object);
    for (path, path_item) in path_items.into_iter().flatten() {
        let Some(map) = path_item.as_object().filter(|map| map.contains_key(PARAMETERS)) else {
            continue;
        };
        let place = Place::from(["paths", path]);
        let lists = METHODS.iter().map(|method| place.at(method).at("parameters"));
        let lists: Vec<Place> = lists.chain([place.at("parameters")]).collect();
        for name in schema::strings(map, PARAMETERS) {
            let mut is_found = false;
            for list in &lists {
                let list = document.tree.pointer_mut(&list.pointer()).and_then(Value::as_array_mut);
                for node in list.into_iter().flatten() {
                    is_found |= mark_parameter(&before, node, name);
                }
            }
            if !is_found {
                let what = format!("`{name}` is not a parameter of this path");
                return Err(document.fault(place.at(PARAMETERS), what, "correct the name"));
            }
        }
    }
    Ok(())
}

/// Marks the schema of a parameter if it has this name, in a copy of its own if it is a reference.
fn mark_parameter(tree: &Value, node: &mut Value, name: &str) -> bool {
    let mut parameter = follow(tree, node).clone();
    if parameter["name"] != name {
        return false;
    }
    let mut schema = follow(tree, &parameter["schema"]).clone();
    if let Some(map) = schema.as_object_mut() {
        map.insert(MARKER.to_owned(), Value::from(true));
        parameter["schema"] = schema;
    }
    *node = parameter;
    true
}

fn is_secret(map: &Map<String, Value>) -> bool {
    let is_password = map.get("format").and_then(Value::as_str) == Some("password");
    is_type(map, "string") && (is_password || is_set(map, MARKER))
}

fn secret(map: &Map<String, Value>) -> Map<String, Value> {
    let mut secret = Map::new();
    for key in ["description", "nullable"] {
        if let Some(value) = map.get(key) {
            secret.insert(key.to_owned(), value.clone());
        }
    }
    secret.insert("allOf".to_owned(), json!([schema_reference(SECRET)]));
    secret
}

#[cfg(test)]
mod tests {
    use super::mark;
    use crate::normalize::golden;

    #[test]
    fn passwords_and_marked_strings_are_secrets_and_nothing_else_is() {
        golden(
            mark,
            "
components:
  schemas:
    Session:
      properties:
        token: { description: The JWT., type: string, x-secret: true, example: abc }
        password: { type: string, format: password, nullable: true }
        username: { type: string }
",
            "
components:
  schemas:
    Session:
      properties:
        token: { description: The JWT., allOf: [{ $ref: '#/components/schemas/XSecret' }] }
        password: { nullable: true, allOf: [{ $ref: '#/components/schemas/XSecret' }] }
        username: { type: string }
    XSecret: { type: string }
",
        );
    }

    #[test]
    fn a_parameter_is_a_secret_only_where_its_path_says_so() {
        golden(
            mark,
            "
paths:
  /tokens/{id}:
    x-secret-parameters: [id]
    parameters: [{ $ref: '#/components/parameters/Id' }]
  /credentials/{id}:
    parameters: [{ $ref: '#/components/parameters/Id' }]
components:
  parameters:
    Id: { name: id, in: path, required: true, schema: { type: string } }
",
            "
paths:
  /tokens/{id}:
    x-secret-parameters: [id]
    parameters:
      - { name: id, in: path, required: true, schema: { allOf: [{ $ref: '#/components/schemas/XSecret' }] } }
  /credentials/{id}:
    parameters: [{ $ref: '#/components/parameters/Id' }]
components:
  parameters:
    Id: { name: id, in: path, required: true, schema: { type: string } }
  schemas:
    XSecret: { type: string }
",
        );
    }
}
