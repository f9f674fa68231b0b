//! Checks that each extension that is written by hand has an effect on its object.

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, reference, resolve_refs};
use crate::extensions::{
    CONSUMER_HEADER, CUSTOMER_CREDENTIALS, DOC_ALIAS, EXPECTED, KNOWN_VALUES, ONE_OR_MANY, OPEN_ENUM, ORGANIZATION,
    ORGANIZATION_PATH, PUBLIC, RUST_NAME, SECRET, SECRET_PARAMETERS, VALUE_SETS,
};
use crate::location::Location;
use crate::normalize::allows_only_null;
use crate::object_kind::{Contained, ObjectKind, walk};

const RULE: &str = "invalid-extension";

/// The location and the value of an extension that is written by hand.
struct Form {
    kind: ObjectKind,
    /// The objects that may have it, in words.
    object: &'static str,
    /// Whether it has an effect on an object of the kind, in a spec and at a location.
    fits: fn(&Value, &Location, &Value) -> bool,
    /// The value, in words.
    value: &'static str,
    is_value: fn(&Value) -> bool,
}

/// Returns the form of an extension of [`EXTENSIONS`](crate::extensions::EXTENSIONS).
fn form(key: &str) -> Option<Form> {
    use ObjectKind::{Document, Operation, Parameter, PathItem, Schema, SecurityScheme};
    type Fits = fn(&Value, &Location, &Value) -> bool;
    type IsValue = fn(&Value) -> bool;
    let anywhere: Fits = |_, _, _| true;
    let flag: (&str, IsValue) = ("`true` or `false`", Value::is_boolean);
    let string: (&str, IsValue) = ("a string", Value::is_string);
    let strings: (&str, IsValue) = ("a list of strings", is_strings);
    let (kind, object, fits, (value, is_value)): (_, _, Fits, _) = match key {
        RUST_NAME => (Schema, "a schema of `components`", |_, at, _| is_component(at), string),
        SECRET => (Schema, "a schema of `type: string`", |tree, _, node| is_of_type(tree, node, "string"), flag),
        SECRET_PARAMETERS => (PathItem, "a path item", anywhere, strings),
        OPEN_ENUM => {
            (Schema, "an enum of `type: string`, in its own schema", |_, _, node| is_enum_of_strings(node), flag)
        }
        ONE_OR_MANY => (
            Schema,
            "a schema of `type: array` that is no property",
            |tree, at, node| is_of_type(tree, node, "array") && !is_property(at),
            flag,
        ),
        DOC_ALIAS => (Operation, "an operation", anywhere, strings),
        ORGANIZATION => (Parameter, "a parameter in the header", |_, _, node| node["in"] == "header", flag),
        ORGANIZATION_PATH => (
            Document,
            "the root of the spec",
            anywhere,
            ("a path such as `/organizations/{id}`", |it| it.as_str().is_some_and(is_organization_path)),
        ),
        CUSTOMER_CREDENTIALS => (Operation, "an operation", anywhere, flag),
        PUBLIC => (SecurityScheme, "a security scheme", anywhere, flag),
        EXPECTED => (Schema, "a property", |_, at, _| is_property(at), flag),
        KNOWN_VALUES => (
            Schema,
            "a schema that is not a reference",
            |_, _, node| reference(node).is_none(),
            ("a map of lists of strings", |it| is_map_of(it, is_strings)),
        ),
        VALUE_SETS => (
            Schema,
            "a schema with `x-known-values`",
            |_, _, node| node.get(KNOWN_VALUES).is_some(),
            ("a map of objects with a list `values`", |it| is_map_of(it, |set| is_strings(&set["values"]))),
        ),
        CONSUMER_HEADER => (
            Document,
            "the root of the spec",
            anywhere,
            ("an object with the strings `name` and `value`", |it| it["name"].is_string() && it["value"].is_string()),
        ),
        _ => return None,
    };
    Some(Form { kind, object, fits, value, is_value })
}

fn is_organization_path(path: &str) -> bool {
    let Some((prefix, name)) = path.strip_suffix('}').and_then(|path| path.split_once('{')) else {
        return false;
    };
    let is_segment = |segment: &str| {
        let segment = segment.to_ascii_lowercase().replace("%2e", ".");
        !matches!(segment.as_str(), "" | "." | "..")
    };
    let segments = prefix.strip_prefix('/').map(|prefix| prefix.split_terminator('/'));
    let is_other = |char: char| "?#{}\\".contains(char) || char.is_whitespace() || char.is_control();
    let ends = prefix.ends_with('/') && !prefix.contains(is_other);
    ends && !name.is_empty() && !name.contains(['/', '{', '}']) && segments.is_some_and(|mut it| it.all(is_segment))
}

fn is_strings(value: &Value) -> bool {
    value.as_array().is_some_and(|list| list.iter().all(Value::is_string))
}

fn is_enum_of_strings(node: &Value) -> bool {
    node["enum"].as_array().is_some_and(|values| values.iter().any(Value::is_string))
}

fn is_map_of(value: &Value, is_entry: fn(&Value) -> bool) -> bool {
    value.as_object().is_some_and(|map| map.values().all(is_entry))
}

fn is_component(at: &Location) -> bool {
    matches!(at.segments(), [components, schemas, _] if components == "components" && schemas == "schemas")
}

fn is_property(at: &Location) -> bool {
    at.parent().segments().last().is_some_and(|key| key == "properties")
}

/// Returns whether a schema has this type by itself, by its values, by one of its parts or by all its alternatives.
pub fn is_of_type(tree: &Value, node: &Value, name: &str) -> bool {
    fn within(tree: &Value, node: &Value, name: &str, levels: usize, visited: &mut usize) -> bool {
        let node = resolve_refs(tree, node);
        *visited += 1;
        let list = |key: &str| node.get(key).and_then(Value::as_array).into_iter().flatten();
        match node.get("type") {
            // A type may be a list in OpenAPI 3.1.
            Some(Value::Array(names)) => {
                names.iter().any(|it| it == name) && names.iter().all(|it| it == name || it == "null")
            }
            Some(kind) => kind == name,
            None if name == "string" && list("enum").any(Value::is_string) => true,
            None if name == "array" && node.get("items").is_some() => true,
            // A schema may be part of itself, even several times, which another rule reports.
            None if levels > 0 && *visited < 1000 => {
                let mut alternatives =
                    list("oneOf").chain(list("anyOf")).filter(|part| !is_null(tree, part)).peekable();
                list("allOf").any(|part| within(tree, part, name, levels - 1, visited))
                    || alternatives.peek().is_some()
                        && alternatives.all(|part| within(tree, part, name, levels - 1, visited))
            }
            None => false,
        }
    }
    within(tree, node, name, 16, &mut 0)
}

/// Returns whether a schema allows only `null`.
fn is_null(tree: &Value, node: &Value) -> bool {
    resolve_refs(tree, node).as_object().is_some_and(allows_only_null)
}

/// Returns whether objects of this kind may have an extension of [`EXTENSIONS`](crate::extensions::EXTENSIONS).
pub fn is_extension_of(key: &str, kind: ObjectKind) -> bool {
    form(key).is_some_and(|form| form.kind == kind)
}

/// Returns the diagnostic of an extension that this kind of object cannot have, or that has another value than it can
/// have.
pub(crate) fn misplaced(at: Contained, location: Location, key: &str, value: &Value) -> Option<Diagnostic> {
    let form = form(key)?;
    match at {
        Contained::One(kind) if kind == form.kind && (form.is_value)(value) => None,
        Contained::One(kind) if kind == form.kind => {
            Some(Diagnostic::new(RULE, location, format!("`{key}` must be {}", form.value), "correct it"))
        }
        _ => Some(form.without_effect(location, key)),
    }
}

impl Form {
    fn without_effect(&self, location: Location, key: &str) -> Diagnostic {
        let help = format!("it is for {}: move or remove it", self.object);
        Diagnostic::new(RULE, location, format!("`{key}` has no effect here"), help)
    }
}

/// Adds a diagnostic for each extension of a spec that would be ignored.
pub(crate) fn check(Document { tree, .. }: &Document, diagnostics: &mut Vec<Diagnostic>) {
    walk(tree, &mut |kind, at, node| {
        for (key, value) in node.as_object().into_iter().flat_map(Map::iter) {
            let Some(form) = form(key) else { continue };
            let has_effect = value == false || (form.fits)(tree, at, node);
            let misplaced = misplaced(Contained::One(kind), at.join(key), key, value);
            diagnostics.extend(misplaced.or_else(|| (!has_effect).then(|| form.without_effect(at.join(key), key))));
        }
    });
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{check, form};
    use crate::extensions::EXTENSIONS;
    use crate::load::parse_str;

    /// The messages about a spec with these parts.
    fn messages(root: Value, path_item: Value, schemas: Value) -> Vec<String> {
        let mut tree = json!({ "paths": { "/a": path_item }, "components": { "schemas": schemas } });
        tree.as_object_mut().expect("an object").extend(root.as_object().expect("an object").clone());
        let document = parse_str("a.json", &tree.to_string()).expect("a tree");
        let mut diagnostics = Vec::new();
        check(&document, &mut diagnostics);
        diagnostics.iter().map(ToString::to_string).collect()
    }

    fn of_schema(schema: Value) -> Vec<String> {
        let named = json!({ "String": { "type": "string" }, "Object": { "type": "object" }, "A": schema });
        messages(json!({}), json!({}), named)
    }

    #[test]
    fn every_extension_has_a_form() {
        assert!(EXTENSIONS.into_iter().all(|key| form(key).is_some()));
    }

    #[test]
    fn an_extension_with_an_effect_has_no_diagnostic() {
        let root = json!({ "x-organization-path": "/o/{id}", "x-consumer-header": { "name": "A", "value": "b" } });
        let parameter = json!({ "name": "a", "in": "header", "x-organization": true });
        let operation =
            json!({ "x-doc-alias": ["a"], "x-customer-credentials": true, "parameters": [parameter], "responses": {} });
        let path_item = json!({ "x-secret-parameters": ["a"], "get": operation });
        assert_eq!(messages(root, path_item, json!({})), [""; 0]);
        for schema in [
            json!({ "x-rust-name": "B", "properties": { "a": { "x-expected": true } } }),
            json!({ "type": "string", "x-secret": true }),
            json!({ "$ref": "#/components/schemas/String", "x-secret": true }),
            json!({ "allOf": [{ "$ref": "#/components/schemas/String" }], "x-secret": true }),
            json!({ "enum": ["a", null], "x-secret": true, "x-open-enum": true }),
            json!({ "type": "integer", "x-secret": false }),
            json!({ "type": "array", "x-one-or-many": true }),
            json!({ "items": {}, "x-one-or-many": true }),
            json!({ "anyOf": [{ "type": "string" }, { "nullable": true }], "x-secret": true }),
            json!({ "oneOf": [{ "type": "string", "nullable": true }], "x-secret": true }),
            json!({ "x-known-values": { "a": ["b"] }, "x-value-sets": { "c": { "values": ["b"] } } }),
            json!({ "properties": { "x-secret": { "type": "string" } }, "example": { "x-secret": 1 } }),
        ] {
            assert_eq!(of_schema(schema.clone()), [""; 0], "{schema}");
        }
    }

    #[test]
    fn a_flag_on_a_schema_of_another_type_has_no_effect() {
        for schema in [
            json!({ "type": "integer" }),
            json!({}),
            json!({ "$ref": "#/components/schemas/Object" }),
            json!({ "oneOf": [{ "type": "string" }, { "type": "integer" }] }),
            json!({ "allOf": vec![json!({ "$ref": "#/components/schemas/A" }); 30] }),
            json!({ "type": "array", "items": { "type": "string" } }),
        ] {
            let mut marked = schema.clone();
            marked["x-secret"] = true.into();
            let expected = "invalid-extension: components.schemas.A.x-secret: `x-secret` has no effect here; it is for \
                            a schema of `type: string`: move or remove it";
            assert_eq!(of_schema(marked), [expected], "{schema}");
        }
        for marked in [
            json!({ "type": "object", "x-one-or-many": true }),
            json!({ "type": "integer", "x-open-enum": true }),
            json!({ "type": "string", "x-open-enum": true }),
            json!({ "properties": { "a": { "x-rust-name": "B" } } }),
            json!({ "x-expected": true }),
            json!({ "x-value-sets": {} }),
            json!({ "$ref": "#/components/schemas/String", "x-known-values": {} }),
        ] {
            assert!(of_schema(marked.clone())[0].contains("has no effect here"), "{marked}");
        }
    }

    #[test]
    fn a_value_of_another_type_is_rejected() {
        let schema = json!({ "type": "string", "x-secret": "yes" });
        let expected =
            "invalid-extension: components.schemas.A.x-secret: `x-secret` must be `true` or `false`; correct it";
        assert_eq!(of_schema(schema), [expected]);
        let rejected = |root: Value, path_item: Value, schema: Value| {
            let found = messages(root, path_item, json!({ "A": schema }));
            assert!(found.len() == 1 && found[0].contains(" must be "), "{found:?}");
        };
        rejected(json!({ "x-consumer-header": { "name": "A" } }), json!({}), json!({}));
        rejected(json!({ "x-organization-path": ["/o"] }), json!({}), json!({}));
        for path in ["/o", "o/{i}", "/o/{i}/x", "//{i}", "/o/%2E./{i}", "/o?/{i}", "/o\\x/{i}", "/o/{i/j}", "/o/{}"] {
            rejected(json!({ "x-organization-path": path }), json!({}), json!({}));
        }
        for path in ["/{i}", "/a.b/c/{i}", "/o:x/{i}"] {
            assert!(messages(json!({ "x-organization-path": path }), json!({}), json!({})).is_empty(), "{path}");
        }
        rejected(json!({}), json!({ "x-secret-parameters": "a" }), json!({}));
        rejected(json!({}), json!({ "get": { "x-doc-alias": [1] } }), json!({}));
        rejected(json!({}), json!({}), json!({ "x-known-values": { "a": "b" } }));
        rejected(json!({}), json!({}), json!({ "x-known-values": {}, "x-value-sets": { "c": { "values": "b" } } }));
    }

    #[test]
    fn an_extension_on_another_kind_of_object_has_no_effect() {
        let rejected = |root: Value, path_item: Value| {
            let found = messages(root, path_item, json!({}));
            assert!(found.len() == 1 && found[0].contains("has no effect here"), "{found:?}");
        };
        rejected(json!({ "x-public": true }), json!({}));
        rejected(json!({}), json!({ "get": { "x-secret-parameters": ["a"] } }));
        rejected(json!({}), json!({ "parameters": [{ "in": "header", "x-secret": true }] }));
        rejected(json!({}), json!({ "parameters": [{ "in": "query", "x-organization": true }] }));
    }
}
