//! Leaves the validation of values to the server.
//!
//! progenitor turns a pattern or a length into a newtype that rejects other values. A response would fail to decode
//! because of one value that has grown. A request would reject values that today's server accepts, and would hide the
//! server's own response (422 with `invalidFields`). So the constraints move into the description. For the same reason,
//! formats other than `date-time`, `password` and `binary` become plain strings. The values of an enum that is not a
//! Rust enum (`x-values`) are described too.
//!
//! The server applies defaults too: what the caller does not set is not sent. The description of a request's property
//! states its default, but not in a PATCH, where what is not sent stays as it is. The description also says that a
//! parameter or a property is deprecated. `nullable` has no meaning in a parameter, which is not JSON.
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
use crate::extensions::{MAXIMUM, VALUES};
use crate::object_kind::{ObjectKind, walk_mut};
use crate::schema;
use crate::schema_usage::SchemaUsage;

pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    walk_mut(&mut document.tree, &mut |kind, node| {
        if kind == ObjectKind::Parameter {
            describe_parameter(node);
        }
    });
    schema::for_each_mut(&mut document.tree, &mut |map| {
        let paragraph = strip(map);
        describe(map, paragraph);
        describe(map, deprecation(map));
    });
    let usage = SchemaUsage::of(&document.tree);
    for (name, node) in schemas_mut(&mut document.tree) {
        if usage.patches.contains(name) || !usage.requests.contains(name) {
            drop_defaults(ObjectKind::Schema, node);
        } else if usage.responses.contains(name) {
            schema::within_mut(node, &mut |map| describe_default(map, "Default in requests"));
        }
    }
    walk_mut(&mut document.tree, &mut |kind, node| match kind {
        ObjectKind::Response => drop_defaults(kind, node),
        ObjectKind::PathItem => {
            let body = node.pointer_mut("/patch/requestBody");
            body.into_iter().for_each(|body| drop_defaults(ObjectKind::RequestBody, body));
        }
        _ => {}
    });
    schema::for_each_mut(&mut document.tree, &mut |map| describe_default(map, "Default"));
    Ok(())
}

/// Describes the constraints and the default of a parameter, which is documented by its own description or else by that
/// of its schema.
fn describe_parameter(parameter: &mut Value) {
    let mut parts = [None, None];
    if let Some(schema) = parameter.get_mut("schema").and_then(Value::as_object_mut) {
        schema.shift_remove("nullable");
        let description = schema.get("description").cloned();
        parts = [strip(schema), described_default(schema, "Default")];
        if let (Some(description), None) = (description, parameter.get("description")) {
            parameter["description"] = description;
        }
    }
    if let Some(parameter) = parameter.as_object_mut() {
        parts.into_iter().for_each(|part| describe(parameter, part));
        describe(parameter, deprecation(parameter));
    }
}

fn drop_defaults(kind: ObjectKind, node: &mut Value) {
    schema::within_kind_mut(kind, node, &mut |map| _ = map.shift_remove("default"));
}

/// The constraints, with the types that each limits. The bounds of integers are among them: progenitor would choose
/// `NonZeroU64` for a minimum of 1.
const CONSTRAINTS: [(&str, &[&str], &str, &str); 7] = [
    ("minLength", &["string"], "At least ", " characters."),
    ("maxLength", &["string"], "At most ", " characters."),
    ("pattern", &["string"], "Matches `", "`."),
    ("minimum", &["integer", "number"], "At least ", "."),
    ("maximum", &["integer", "number"], "At most ", "."),
    ("minItems", &["array"], "At least ", " items."),
    ("maxItems", &["array"], "At most ", " items."),
];

const DROPPED: [&str; 6] =
    ["uniqueItems", "multipleOf", "minProperties", "maxProperties", "exclusiveMinimum", "exclusiveMaximum"];

/// The formats with a useful Rust type.
const TYPED_FORMATS: [&str; 3] = ["date-time", "password", "binary"];

/// Removes the constraints of a schema and describes them.
fn strip(map: &mut Map<String, Value>) -> Option<String> {
    if let Some(maximum) = highest(map).filter(|_| schema::is_type(map, "integer")) {
        map.insert(MAXIMUM.to_owned(), maximum.into());
    }
    // A minimum of zero only means that the number is unsigned, which its type expresses.
    let has_beyond_i64 = ["minimum", "maximum"].iter().filter_map(|key| map.get(*key)).any(schema::is_beyond_i64);
    let minimum = map.get("minimum").and_then(Value::as_f64);
    let is_unsigned = schema::is_type(map, "integer")
        && (minimum.is_some_and(|minimum| minimum >= 0.0)
            || map.get("format").is_some_and(|format| format == "uint64")
            || has_beyond_i64 && minimum.is_none());
    if is_unsigned {
        if minimum == Some(0.0) && !schema::is_set(map, "exclusiveMinimum") {
            map.shift_remove("minimum");
        }
        map.insert("format".to_owned(), "uint64".into());
    }
    let is_exclusive = ["exclusiveMinimum", "exclusiveMaximum"].map(|key| schema::is_set(map, key));
    let values = map.shift_remove(VALUES);
    let values = values.as_ref().and_then(Value::as_array).map(|values| {
        let listed: Vec<String> = values.iter().map(Value::to_string).collect();
        format!("One of {}.", listed.join(", "))
    });
    let own = map.get("type").and_then(Value::as_str).map(str::to_owned);
    let constraints = CONSTRAINTS.iter().filter_map(|(key, types, before, after)| {
        match (map.shift_remove(*key)?, *key, is_exclusive) {
            _ if own.as_deref().is_some_and(|own| !types.contains(&own)) => None,
            (Value::Number(number), "minimum", [true, _]) => Some(format!("More than {number}.")),
            (Value::Number(number), "maximum", [_, true]) => Some(format!("Less than {number}.")),
            (Value::String(string), ..) => Some(format!("{before}{string}{after}")),
            (Value::Number(number), ..) => Some(format!("{before}{number}{after}")),
            _ => None,
        }
    });
    let described = values.into_iter().chain(constraints).reduce(|all, next| format!("{all} {next}"));
    for key in DROPPED {
        map.shift_remove(key);
    }
    let format = map.get("format").and_then(Value::as_str).unwrap_or_default();
    let has_rust_type = match map.get("type").and_then(Value::as_str) {
        Some("string") => TYPED_FORMATS.contains(&format),
        Some("integer") => true,
        // An `f32` would round what the API sends, and show false digits in a URL. progenitor rejects other formats.
        _ => false,
    };
    if !has_rust_type {
        map.shift_remove("format");
    }
    described
}

/// Returns the highest value that a schema allows. Pagination reads that of `limit` and `offset`.
fn highest(map: &Map<String, Value>) -> Option<u64> {
    let maximum = schema::canonical(map.get("maximum")?).as_u64()?;
    maximum.checked_sub(u64::from(schema::is_set(map, "exclusiveMaximum")))
}

/// Moves the default of a schema into its description.
fn describe_default(map: &mut Map<String, Value>, label: &str) {
    describe(map, described_default(map, label));
    map.shift_remove("default");
}

fn described_default(map: &Map<String, Value>, label: &str) -> Option<String> {
    let default =
        map.get("default").filter(|default| default.is_string() || default.is_boolean() || default.is_number());
    default.map(|default| format!("{label}: `{default}`."))
}

fn deprecation(map: &Map<String, Value>) -> Option<String> {
    schema::is_set(map, "deprecated").then(|| "Deprecated.".to_owned())
}

/// Appends a paragraph to the description of a schema.
fn describe(map: &mut Map<String, Value>, paragraph: Option<String>) {
    let Some(paragraph) = paragraph else { return };
    let description = map.get("description").and_then(Value::as_str);
    let description = description.map(|string| format!("{}\n\n", string.trim_end())).unwrap_or_default();
    map.insert("description".to_owned(), (description + &paragraph).into());
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
        rank: { type: integer, minimum: 1, maximum: 9, exclusiveMaximum: true }
        step: { type: integer, x-values: [1, 2], minimum: 1 }
        large: { type: integer, minimum: 9223372036854775808 }
        list: { type: array, minimum: 5, maxItems: 3 }
        expiredTime: { type: string, format: date-time }
        isNew: { type: boolean, format: date-time, deprecated: true }
        price: { type: number, format: float }
        any: { format: color }
",
            "
components:
  schemas:
    Session:
      type: object
      properties:
        id: { type: string, description: 'At most 50 characters. Matches `^[a-z]+$`.' }
        ttl: { description: \"In seconds.\\n\\nAt most 1000.\", type: integer, x-maximum: 1000, format: uint64 }
        rank: { type: integer, x-maximum: 8, format: uint64, description: At least 1. Less than 9. }
        step: { type: integer, format: uint64, description: 'One of 1, 2. At least 1.' }
        large: { type: integer, format: uint64, description: At least 9223372036854775808. }
        list: { type: array, description: At most 3 items. }
        expiredTime: { type: string, format: date-time }
        isNew: { type: boolean, deprecated: true, description: Deprecated. }
        price: { type: number }
        any: {}
",
        );
    }

    #[test]
    fn a_parameter_is_described_with_its_constraints_and_its_default() {
        golden(
            run,
            "
paths:
  /a:
    get:
      parameters:
        - { name: limit, in: query, description: Items., schema: { type: integer, minimum: 0, maximum: 1000, default: 20 } }
        - { name: q, in: query, schema: { type: string, nullable: true, description: A query., maxLength: 5 } }
",
            "
paths:
  /a:
    get:
      parameters:
        - name: limit
          in: query
          description: \"Items.\\n\\nAt most 1000.\\n\\nDefault: `20`.\"
          schema:
            type: integer
            x-maximum: 1000
            format: uint64
            description: \"Default: `20`.\"
        - name: q
          in: query
          schema: { type: string, description: A query. }
          description: \"A query.\\n\\nAt most 5 characters.\"
components: { schemas: {} }
",
        );
    }

    #[test]
    fn a_patch_has_no_defaults() {
        let paths = |default: &str| {
            format!(
                "
paths:
  /a:
    patch:
      requestBody: {{ content: {{ application/json: {{ schema: {{ properties: {{ a: {{ $ref: '#/components/schemas/A' }}, b: {{ type: boolean{default} }} }} }} }} }} }}
components: {{ schemas: {{ A: {{ properties: {{ c: {{ type: boolean{default} }} }} }} }} }}
"
            )
        };
        golden(run, &paths(", default: false"), &paths(""));
    }

    #[test]
    fn a_default_is_documented_in_a_request_and_left_to_the_server() {
        let before = "
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { type: boolean, default: true } } } }
      responses:
        200: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }
components:
  schemas:
    A: { type: boolean, default: true }
";
        let after = before.replacen("default: true", "description: 'Default: `true`.'", 1);
        golden(run, before, &after.replace(", default: true", ""));
        let both = before.replacen("{ type: boolean, default: true }", "{ $ref: '#/components/schemas/A' }", 1);
        golden(run, &both, &both.replace("default: true", "description: 'Default in requests: `true`.'"));
    }
}
