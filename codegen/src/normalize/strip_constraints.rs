//! Leaves the validation of values to the server.
//!
//! progenitor turns a pattern or a length into a newtype that rejects other values. A response would fail to decode
//! because of one value that has grown. A request would reject values that today's server accepts, and would hide the
//! server's own response (422 with `invalidFields`). So the constraints move into the description. For the same reason,
//! formats other than `date-time`, `password` and `binary` become plain strings, and responses have no defaults: an
//! absent property is `None`.
//!
//! ```yaml
//! # before
//! oneTimePassword: { description: Six digits., type: string, pattern: '^[0-9]{6}$' }
//! # after
//! oneTimePassword: { description: "Six digits.\n\nMatches `^[0-9]{6}$`.", type: string }
//! ```

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, schemas_mut};
use crate::schema::{self, Direction};
use crate::schema_usage::SchemaUsage;

/// Moves the constraints of every schema into its description.
pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    schema::for_each_mut(&mut document.tree, &mut drop_from);
    let usage = SchemaUsage::of(&document.tree);
    let named = schemas_mut(&mut document.tree).iter_mut();
    for (_, node) in named.filter(|(name, _)| usage.responses.contains(*name)) {
        drop_defaults(node);
    }
    schema::for_each_outermost_mut(&mut document.tree, &mut |direction, node| {
        if direction == Direction::Response {
            drop_defaults(node);
        }
    });
    Ok(())
}

fn drop_defaults(node: &mut Value) {
    schema::within_mut(node, &mut |map| {
        map.shift_remove("default");
    });
}

/// Includes the bounds of integers: progenitor would choose `NonZeroU64` for a minimum of 1.
const CONSTRAINTS: [(&str, &str, &str); 7] = [
    ("minLength", "At least ", " characters."),
    ("maxLength", "At most ", " characters."),
    ("pattern", "Matches `", "`."),
    ("minimum", "At least ", "."),
    ("maximum", "At most ", "."),
    ("minItems", "At least ", " items."),
    ("maxItems", "At most ", " items."),
];

const DROPPED: [&str; 6] =
    ["uniqueItems", "multipleOf", "minProperties", "maxProperties", "exclusiveMinimum", "exclusiveMaximum"];

/// The formats with a useful Rust type.
const TYPED_FORMATS: [&str; 3] = ["date-time", "password", "binary"];

fn drop_from(map: &mut Map<String, Value>) {
    // A minimum of zero only means that the number is unsigned, which its type expresses. The maximum is kept: a `u64`
    // does not enforce it, and pagination reads the maximum of `offset`.
    let maximum = map.get("maximum").cloned();
    let is_unsigned = schema::is_type(map, "integer") && map.get("minimum").and_then(Value::as_f64) == Some(0.0);
    if is_unsigned {
        map.shift_remove("minimum");
        map.insert("format".to_owned(), "uint64".into());
    }
    let described: Vec<String> = CONSTRAINTS
        .iter()
        .filter_map(|(key, before, after)| match map.shift_remove(*key)? {
            Value::String(text) => Some(format!("{before}{text}{after}")),
            Value::Number(number) => Some(format!("{before}{number}{after}")),
            _ => None,
        })
        .collect();
    for key in DROPPED {
        map.shift_remove(key);
    }
    if let (Some(maximum), true) = (maximum, is_unsigned) {
        map.insert("maximum".to_owned(), maximum);
    }
    let is_untyped = schema::is_type(map, "string")
        && map.get("format").and_then(Value::as_str).is_some_and(|format| !TYPED_FORMATS.contains(&format));
    if is_untyped {
        map.shift_remove("format");
    }
    if !described.is_empty() {
        let description = map.get("description").and_then(Value::as_str);
        let description = description.map(|text| format!("{}\n\n", text.trim_end()));
        let description = description.unwrap_or_default() + &described.join(" ");
        map.insert("description".to_owned(), description.into());
    }
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn constraints_are_documented_and_not_enforced() {
        golden(
            run,
            "
components:
  schemas:
    Session:
      type: object
      minProperties: 1
      properties:
        id: { type: string, maxLength: 50, pattern: '^[a-z]+$', format: uuid }
        ttl: { description: In seconds., type: integer, minimum: 0, maximum: 1000 }
        expiredTime: { type: string, format: date-time }
",
            "
components:
  schemas:
    Session:
      type: object
      properties:
        id: { type: string, description: 'At most 50 characters. Matches `^[a-z]+$`.' }
        ttl: { description: \"In seconds.\\n\\nAt most 1000.\", type: integer, format: uint64, maximum: 1000 }
        expiredTime: { type: string, format: date-time }
",
        );
    }

    #[test]
    fn a_default_stays_in_a_request_and_is_removed_from_a_response() {
        golden(
            run,
            "
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { type: boolean, default: true } } } }
      responses:
        200: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }
components:
  schemas:
    A: { type: boolean, default: true }
",
            "
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { type: boolean, default: true } } } }
      responses:
        200: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }
components:
  schemas:
    A: { type: boolean }
",
        );
    }
}
