//! Gives passwords and bearer tokens a type that hides them.
//!
//! A string is a secret if its format is `password` or the spec marks it with `x-secret: true`. It becomes a reference
//! to a schema that represents the runtime's `Secret`. `x-secret-parameters` of a path item names the parameters that
//! are secret there, even if they are not elsewhere.
//!
//! ```yaml
//! # before
//! token: { description: The JWT., type: string, x-secret: true }
//! # after
//! token: { description: The JWT., allOf: [{ $ref: '#/components/schemas/Secret' }] }
//! ```

use serde_json::{Map, Value, json};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, METHODS, resolve_refs, schema_reference, schemas_mut};
use crate::extensions::{EXPECTED, SECRET, SECRET_PARAMETERS, SECRET_SCHEMA};
use crate::location::Location;
use crate::schema::{self, is_set, is_type};

const RULE: &str = "unsupported";

pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    parameters(document)?;
    schema::for_each_mut(&mut document.tree, &mut |map| {
        if is_secret(map) {
            map.retain(|key, _| ["description", "nullable", EXPECTED].contains(&key.as_str()));
            map.insert("allOf".to_owned(), json!([schema_reference(SECRET_SCHEMA)]));
        }
    });
    schemas_mut(&mut document.tree).insert(SECRET_SCHEMA.to_owned(), json!({ "type": "string" }));
    Ok(())
}

/// Marks the schemas of the parameters that `x-secret-parameters` names.
fn parameters(document: &mut Document) -> Result<(), Diagnostic> {
    let before = document.tree.clone();
    let path_items = before.get("paths").and_then(Value::as_object);
    for (path, path_item) in path_items.into_iter().flatten() {
        let Some(map) = path_item.as_object().filter(|map| map.contains_key(SECRET_PARAMETERS)) else {
            continue;
        };
        let location = Location::from(["paths", path]);
        for name in schema::strings(map, SECRET_PARAMETERS) {
            let (mut is_found, mut is_string) = (false, true);
            for method in METHODS {
                let list = location.join(method).join("parameters");
                let list = document.tree.pointer_mut(&list.pointer()).and_then(Value::as_array_mut);
                let named = list.into_iter().flatten().filter(|parameter| parameter["name"] == name);
                for parameter in named {
                    is_found = true;
                    is_string &= parameter.get_mut("schema").is_some_and(|schema| mark(&before, schema));
                }
            }
            if !is_found || !is_string {
                let message = format!("`{name}` is not a string that is a parameter of this path");
                let help = "correct the name, or remove it";
                return Err(document.diagnostic(RULE, location.join(SECRET_PARAMETERS), message, help));
            }
        }
    }
    Ok(())
}

/// Marks a schema, if it is a string. Copies a referenced schema first.
fn mark(tree: &Value, schema: &mut Value) -> bool {
    let mut marked = resolve_refs(tree, schema).clone();
    let is_string = resolve_refs(tree, marked.pointer("/allOf/0").unwrap_or(&marked))["type"] == "string";
    if is_string {
        marked[SECRET] = true.into();
        *schema = marked;
    }
    is_string
}

/// Returns whether a schema is that of a secret. What is marked is a string or refers to an enum of strings.
pub(super) fn is_secret(map: &Map<String, Value>) -> bool {
    let is_password = map.get("format").and_then(Value::as_str) == Some("password");
    let is_string = is_type(map, "string");
    is_string && is_password || (is_string || map.contains_key("allOf")) && is_set(map, SECRET)
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::{golden, pass_on};

    #[test]
    fn a_secret_parameter_that_is_no_string_is_rejected() {
        for pin in [
            "schema: { type: integer }",
            "content: { application/json: { schema: { type: string } } }",
            "schema: { nullable: true, allOf: [{ $ref: '#/components/schemas/Q' }] }",
        ] {
            let spec = format!(
                "
paths:
  /a:
    x-secret-parameters: [pin]
    get: {{ parameters: [{{ name: pin, in: query, schema: {{ type: string }} }}] }}
    put: {{ parameters: [{{ name: pin, in: query, {pin} }}] }}
components: {{ schemas: {{ Q: {{ type: object }} }} }}
"
            );
            let message = pass_on(run, &spec).expect_err(pin).to_string();
            assert!(message.contains("`pin` is not a string that is a parameter of this path"), "{message}");
        }
    }

    #[test]
    fn a_parameter_is_a_secret_only_where_its_path_says_so() {
        let before = "
paths:
  /tokens/{id}:
    x-secret-parameters: [id]
    get: { parameters: [{ name: id, in: path, required: true, schema: { $ref: '#/components/schemas/Id' } }] }
  /credentials/{id}:
    get: { parameters: [{ name: id, in: path, required: true, schema: { $ref: '#/components/schemas/Id' } }] }
components:
  schemas:
    Id: { type: string }
";
        let (own, secret) =
            ("{ $ref: '#/components/schemas/Id' }", "{ allOf: [{ $ref: '#/components/schemas/Secret' }] }");
        golden(run, before, &(before.replacen(own, secret, 1) + "    Secret: { type: string }\n"));
    }
}
