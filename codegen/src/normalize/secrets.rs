//! Passwords and bearer tokens become a type that does not show them.
//!
//! A string is a secret if its format is `password` or the document marks it with `x-secret: true`. It becomes a
//! reference to a schema that stands for the runtime's `Secret`.
//!
//! ```yaml
//! # before
//! token: { description: The JWT., type: string, x-secret: true }
//! # after
//! token: { description: The JWT., allOf: [{ $ref: '#/components/schemas/XSecret' }] }
//! ```

use serde_json::{Map, Value, json};

use crate::document::{Document, schema_reference, schemas_mut};
use crate::fault::Fault;
use crate::schema::{self, is_set, is_type};

/// The name of the schema that stands for a secret. progenitor is told to use the runtime's type for it.
pub(crate) const SECRET: &str = "XSecret";

/// Marks a string that is a secret.
pub(crate) const MARKER: &str = "x-secret";

/// Replaces each secret with a reference to [`SECRET`].
pub(crate) fn mark(document: &mut Document) -> Result<(), Fault> {
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
}
