//! Converts OpenAPI schemas to JSON Schemas.
//!
//! OpenAPI 3.0 has keywords of its own: `nullable`, flags for exclusive bounds, and `readOnly` and `writeOnly`, whose
//! meaning depends on the direction of a value. So a schema becomes a different JSON Schema for each [`Direction`].

use std::collections::BTreeSet;

use rebilly_customer_auth_codegen::document::{SCHEMAS, resolve_refs};
use serde_json::{Map, Value, json};

/// The direction of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the API. `readOnly` properties are ignored.
    Request,
    /// From the API. `writeOnly` properties must be absent.
    Response,
    /// Either way, like the example of a schema. Properties that one direction requires may be missing.
    Either,
}

/// Converts the schemas of one spec to JSON Schemas, for one direction.
pub struct Lowering<'a> {
    root: &'a Value,
    direction: Direction,
    base: &'a str,
}

impl<'a> Lowering<'a> {
    /// Converts the spec with this root.
    pub fn new(root: &'a Value, direction: Direction) -> Self {
        Self { root, direction, base: "" }
    }

    /// Makes references point to the [`components`](Self::components) under this URI, instead of those of the same
    /// schema.
    #[must_use]
    pub fn at(self, base: &'a str) -> Self {
        Self { base, ..self }
    }

    /// Returns the named schemas of the spec, for references.
    pub fn components(&self) -> Value {
        let schemas = self.root["components"]["schemas"].as_object().into_iter().flatten();
        let schemas: Map<_, _> = schemas.map(|(name, schema)| (name.clone(), self.schema(schema))).collect();
        json!({ "schemas": schemas })
    }

    /// Converts a schema. A reference to an unknown schema allows any value.
    pub fn schema(&self, schema: &Value) -> Value {
        self.within(schema, &BTreeSet::new())
    }

    /// Converts a schema inside a composition that hides these properties.
    fn within(&self, schema: &Value, outer: &BTreeSet<String>) -> Value {
        let Some(keywords) = schema.as_object() else {
            return schema.clone();
        };
        if let Some(reference) = keywords.get("$ref") {
            return self.reference(reference.as_str().unwrap_or_default());
        }
        let mut hidden = outer.clone();
        self.collect_hidden(schema, &mut hidden, &mut BTreeSet::new());
        let mut converted = Map::new();
        for (keyword, value) in keywords {
            // An ID would change the base of references.
            if !matches!(keyword.as_str(), "$id" | "id" | "$schema" | "$anchor" | "$dynamicAnchor" | "$dynamicRef") {
                converted.insert(keyword.clone(), self.keyword(keyword, value, schema, &hidden));
            }
        }
        exclusive_bound(&mut converted, "minimum", "exclusiveMinimum");
        exclusive_bound(&mut converted, "maximum", "exclusiveMaximum");
        self.hide_across_alternatives(schema, &mut converted);
        if schema["nullable"] == true {
            converted = or_null(converted);
        }
        let converted = Value::Object(converted);
        if schema["x-one-or-many"] == true {
            return json!({"anyOf": [converted, converted["items"]]});
        }
        converted
    }

    fn reference(&self, reference: &str) -> Value {
        let name = reference.strip_prefix(SCHEMAS).unwrap_or_default();
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "._-".contains(c));
        if !is_name || self.root["components"]["schemas"].get(name).is_none() {
            return Value::Bool(true);
        }
        json!({"$ref": format!("{}{reference}", self.base)})
    }

    fn keyword(&self, keyword: &str, value: &Value, schema: &Value, hidden: &BTreeSet<String>) -> Value {
        match (keyword, value) {
            ("properties", Value::Object(properties)) => properties
                .iter()
                .map(|(name, property)| (name.clone(), self.property(property)))
                .collect::<Map<_, _>>()
                .into(),
            ("required", Value::Array(names)) => names
                .iter()
                .filter(|name| name.as_str().is_none_or(|name| !self.is_unasked(name, schema, hidden)))
                .cloned()
                .collect(),
            (
                "items"
                | "additionalProperties"
                | "contains"
                | "propertyNames"
                | "unevaluatedItems"
                | "unevaluatedProperties",
                schema,
            ) => self.schema(schema),
            ("not" | "if" | "then" | "else", schema) => self.within(schema, hidden),
            ("allOf" | "anyOf" | "oneOf" | "prefixItems", Value::Array(schemas)) => {
                schemas.iter().map(|schema| self.within(schema, hidden)).collect()
            }
            ("patternProperties" | "dependentSchemas" | "$defs", Value::Object(schemas)) => {
                schemas.iter().map(|(name, schema)| (name.clone(), self.schema(schema))).collect::<Map<_, _>>().into()
            }
            _ => value.clone(),
        }
    }

    fn property(&self, property: &Value) -> Value {
        if self.direction != Direction::Either && self.is_hidden(property) {
            // A `readOnly` property in a request is harmless; a `writeOnly` property in a response is not.
            return Value::Bool(self.direction == Direction::Request);
        }
        self.schema(property)
    }

    /// Returns whether a required property may be missing. The schema's own keyword takes precedence.
    fn is_unasked(&self, name: &str, schema: &Value, hidden: &BTreeSet<String>) -> bool {
        match schema["properties"].get(name) {
            Some(property) => self.is_hidden(property),
            None => hidden.contains(name),
        }
    }

    /// Returns whether the property is for the other direction only.
    fn is_hidden(&self, property: &Value) -> bool {
        let property = resolve_refs(self.root, property);
        let (read_only, write_only) = (property["readOnly"] == true, property["writeOnly"] == true);
        match self.direction {
            Direction::Request => read_only,
            Direction::Response => write_only,
            Direction::Either => read_only || write_only,
        }
    }

    /// Collects the names of the hidden properties of a schema and of its composition.
    fn collect_hidden<'s>(&'s self, schema: &'s Value, hidden: &mut BTreeSet<String>, seen: &mut BTreeSet<&'s str>) {
        if schema["$ref"].as_str().is_some_and(|reference| !seen.insert(reference)) {
            return;
        }
        let schema = resolve_refs(self.root, schema);
        let properties = schema["properties"].as_object().into_iter().flatten();
        hidden.extend(properties.filter(|(_, property)| self.is_hidden(property)).map(|(name, _)| name.clone()));
        schema["allOf"].as_array().into_iter().flatten().for_each(|member| self.collect_hidden(member, hidden, seen));
    }

    /// Forbids the `writeOnly` properties of one alternative in the others too.
    ///
    /// Otherwise a `password` would be valid as an unknown member of an alternative without one.
    fn hide_across_alternatives(&self, schema: &Value, converted: &mut Map<String, Value>) {
        if self.direction != Direction::Response {
            return;
        }
        let (mut hidden, mut shown) = (BTreeSet::new(), BTreeSet::new());
        for alternative in self.alternatives(schema) {
            for (name, property) in alternative["properties"].as_object().into_iter().flatten() {
                let names = if self.is_hidden(property) { &mut hidden } else { &mut shown };
                names.insert(name.as_str());
            }
        }
        if hidden.is_empty() {
            return;
        }
        let properties = converted.entry("properties").or_insert_with(|| json!({}));
        let Some(properties) = properties.as_object_mut() else {
            return;
        };
        for name in hidden.difference(&shown) {
            properties.insert((*name).to_owned(), Value::Bool(false));
        }
    }

    /// Returns the schemas that this one is composed of, and those that extend it and that its discriminator selects.
    fn alternatives<'s>(&'s self, schema: &'s Value) -> Vec<&'s Value> {
        let members = |schema: &'s Value| {
            let lists = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|keyword| schema[keyword].as_array());
            lists.flatten().map(|member| resolve_refs(self.root, member)).collect::<Vec<_>>()
        };
        let mapping = schema["discriminator"]["mapping"].as_object().into_iter().flatten();
        let extending = mapping.filter_map(|(_, target)| self.root.pointer(target.as_str()?.strip_prefix('#')?));
        members(schema).into_iter().chain(extending.flat_map(members)).collect()
    }
}

/// Converts the flag of an exclusive bound in OpenAPI 3.0 to the keyword of JSON Schema.
fn exclusive_bound(converted: &mut Map<String, Value>, bound: &str, exclusive: &str) {
    let Some(is_exclusive) = converted.get(exclusive).and_then(Value::as_bool) else {
        return;
    };
    converted.remove(exclusive);
    if !is_exclusive {
        return;
    }
    if let Some(bound) = converted.remove(bound) {
        converted.insert(exclusive.to_owned(), bound);
    }
}

fn or_null(mut converted: Map<String, Value>) -> Map<String, Value> {
    // One type without an enum: then an error inside the value is reported itself, not as "fits no alternative".
    let is_plain = !["enum", "const", "allOf", "anyOf", "oneOf", "not"].iter().any(|key| converted.contains_key(*key));
    match converted.get("type") {
        Some(Value::String(name)) if is_plain => {
            let types = json!([name, "null"]);
            converted.insert("type".to_owned(), types);
            converted
        }
        _ => Map::from_iter([("anyOf".to_owned(), json!([{"type": "null"}, converted]))]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn convert(schema: Value, direction: Direction) -> Value {
        let root = json!({"components": {"schemas": {
            "Base": {"properties": {"id": {"type": "string", "readOnly": true}}},
        }}});
        Lowering::new(&root, direction).at("urn:document").schema(&schema)
    }

    #[test]
    fn null_is_a_type_where_it_may_be() {
        let string = json!({"type": "string", "nullable": true, "maxLength": 5});
        assert_eq!(convert(string, Direction::Either)["type"], json!(["string", "null"]));
        let listed = json!({"type": "string", "nullable": true, "enum": ["a"]});
        assert_eq!(convert(listed, Direction::Either)["anyOf"][0], json!({"type": "null"}));
    }

    #[test]
    fn exclusive_bounds_become_keywords() {
        let bounds = json!({"minimum": 1, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": false});
        assert_eq!(convert(bounds, Direction::Either), json!({"exclusiveMinimum": 1, "maximum": 9}));
    }

    #[test]
    fn a_member_does_not_require_hidden_properties_of_the_whole() {
        let whole = json!({"allOf": [{"$ref": "#/components/schemas/Base"}, {"required": ["id", "name"]}]});
        assert_eq!(convert(whole.clone(), Direction::Request)["allOf"][1]["required"], json!(["name"]));
        assert_eq!(convert(whole, Direction::Response)["allOf"][1]["required"], json!(["id", "name"]));
    }

    #[test]
    fn references_point_to_components_or_allow_any_value() {
        let referred = |reference: &str| convert(json!({"$ref": reference}), Direction::Either);
        assert_eq!(referred("#/components/schemas/Base"), json!({"$ref": "urn:document#/components/schemas/Base"}));
        for nowhere in ["#/components/schemas/None", "other.yaml", "#/paths"] {
            assert_eq!(referred(nowhere), json!(true), "{nowhere}");
        }
    }
}
