//! OpenAPI 3.0 schemas as JSON Schemas.
//!
//! OpenAPI 3.0 says some things in ways of its own: `nullable`, and `readOnly` and `writeOnly`, whose meaning depends on
//! whether a value is sent or answered. So one schema becomes a different JSON Schema for each [`Direction`].

use std::{
    collections::BTreeSet,
    sync::{Arc, OnceLock},
};

use jsonschema::{Draft, ValidationError, Validator, error::ValidationErrorKind};
use rebilly_customer_auth_codegen as codegen;
use serde_json::{Map, Value, json};

use crate::problem::InvalidField;

/// Which way a value travels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Direction {
    /// To the API. What is `readOnly` is passed over.
    Request,
    /// From the API. What is `writeOnly` must not be there.
    Answer,
    /// From today's API, whose `_links` have moved on from the document.
    DriftedAnswer,
}

/// An OpenAPI document.
pub(super) struct Document {
    root: Arc<Value>,
}

impl Document {
    pub(super) fn read(yaml: &str, overlay: &str) -> Self {
        let document = codegen::load_str("the document", yaml)
            .and_then(|document| codegen::overlay_str(document, "the overlay", overlay))
            .unwrap_or_else(|fault| panic!("{fault}"));
        Self { root: Arc::new(document.tree().clone()) }
    }

    pub(super) fn root(&self) -> &Value {
        &self.root
    }

    /// What a `$ref` stands for; anything else stands for itself.
    pub(super) fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        resolve(&self.root, value)
    }

    /// The schema, made ready to check values that travel this way.
    pub(super) fn schema(&self, schema: &Value, direction: Direction) -> Schema {
        Schema { root: Arc::clone(&self.root), source: schema.clone(), direction, validator: OnceLock::new() }
    }
}

fn resolve<'a>(root: &'a Value, value: &'a Value) -> &'a Value {
    let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
        return value;
    };
    let target = reference.strip_prefix('#').and_then(|pointer| root.pointer(pointer));
    let target = target.unwrap_or_else(|| panic!("{reference} is not in the document"));
    resolve(root, target)
}

/// A schema that checks values.
pub(super) struct Schema {
    root: Arc<Value>,
    source: Value,
    direction: Direction,
    /// Compiled when it is first needed, for most tests need few.
    validator: OnceLock<Validator>,
}

impl Schema {
    /// The values that are not allowed, in words that do not repeat them.
    pub(super) fn faults(&self, value: &Value) -> Vec<InvalidField> {
        let mut fields = Vec::new();
        for field in self.validator().iter_errors(value).map(|fault| invalid_field(&fault)) {
            // A base and what extends it may say the same of a property.
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        fields
    }

    /// The error says where the value is not allowed, and why.
    pub(super) fn check(&self, value: &Value) -> Result<(), String> {
        let faults: Vec<_> = self.validator().iter_errors(value).map(|fault| describe(&fault)).collect();
        if faults.is_empty() {
            return Ok(());
        }
        Err(faults.join("; "))
    }

    fn validator(&self) -> &Validator {
        self.validator.get_or_init(|| {
            jsonschema::options()
                .with_draft(Draft::Draft202012)
                .should_validate_formats(true)
                .build(&self.json_schema())
                .expect("the document's schemas are JSON Schemas")
        })
    }

    /// The schema with the document's components beside it, where its `$ref`s look for them.
    fn json_schema(&self) -> Value {
        let converter = Converter { root: &self.root, direction: self.direction };
        let components = self.root["components"]["schemas"].as_object();
        let components: Map<_, _> =
            components.into_iter().flatten().map(|(name, schema)| (name.clone(), converter.convert(schema))).collect();
        json!({
            "allOf": [converter.convert(&self.source)],
            "components": {"schemas": components},
        })
    }
}

struct Converter<'a> {
    root: &'a Value,
    direction: Direction,
}

impl Converter<'_> {
    fn convert(&self, schema: &Value) -> Value {
        let Some(keywords) = schema.as_object() else {
            return schema.clone();
        };
        if let Some(reference) = keywords.get("$ref") {
            return json!({"$ref": reference});
        }
        let mut converted = Map::new();
        for (keyword, value) in keywords {
            converted.insert(keyword.clone(), self.convert_keyword(keyword, value, schema));
        }
        self.hide_across_alternatives(schema, &mut converted);
        let converted = Value::Object(converted);
        if schema["x-one-or-many"] == true {
            return json!({"anyOf": [converted, converted["items"]]});
        }
        if schema["nullable"] == true {
            return json!({"anyOf": [{"type": "null"}, converted]});
        }
        converted
    }

    fn convert_keyword(&self, keyword: &str, value: &Value, schema: &Value) -> Value {
        match (keyword, value) {
            ("properties", Value::Object(properties)) => properties
                .iter()
                .map(|(name, property)| (name.clone(), self.convert_property(name, property)))
                .collect::<Map<_, _>>()
                .into(),
            ("required", Value::Array(names)) => names
                .iter()
                .filter(|name| name.as_str().is_none_or(|name| !self.is_hidden(&schema["properties"][name])))
                .cloned()
                .collect(),
            ("items" | "additionalProperties" | "not", schema) => self.convert(schema),
            ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => {
                schemas.iter().map(|schema| self.convert(schema)).collect()
            }
            _ => value.clone(),
        }
    }

    fn convert_property(&self, name: &str, property: &Value) -> Value {
        if self.is_hidden(property) {
            // A readOnly property that is sent all the same does no harm; a writeOnly one that is answered does.
            return Value::Bool(self.direction == Direction::Request);
        }
        if self.direction == Direction::DriftedAnswer && name == "_links" {
            return Value::Bool(true);
        }
        self.convert(property)
    }

    /// Whether the property is not for this direction.
    fn is_hidden(&self, property: &Value) -> bool {
        let keyword = match self.direction {
            Direction::Request => "readOnly",
            Direction::Answer | Direction::DriftedAnswer => "writeOnly",
        };
        resolve(self.root, property)[keyword] == true
    }

    /// Forbids what is `writeOnly` in one alternative in the others too.
    ///
    /// Otherwise a `password` would pass as an unknown member of an alternative that does not have it.
    fn hide_across_alternatives(&self, schema: &Value, converted: &mut Map<String, Value>) {
        if self.direction == Direction::Request {
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
        for name in hidden.difference(&shown) {
            properties[*name] = Value::Bool(false);
        }
    }

    /// The schemas that this one is composed of, and those that extend it and are told apart by its discriminator.
    fn alternatives<'s>(&'s self, schema: &'s Value) -> Vec<&'s Value> {
        let members = |schema: &'s Value| {
            let lists = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|keyword| schema[keyword].as_array());
            lists.flatten().map(|member| resolve(self.root, member)).collect::<Vec<_>>()
        };
        let mapping = schema["discriminator"]["mapping"].as_object().into_iter().flatten();
        let extending = mapping.filter_map(|(_, target)| self.root.pointer(target.as_str()?.strip_prefix('#')?));
        members(schema).into_iter().chain(extending.flat_map(members)).collect()
    }
}

/// The fault as an answer tells it. It does not repeat the value, which could be a secret.
fn invalid_field(fault: &ValidationError<'_>) -> InvalidField {
    let mut field: Vec<_> = fault
        .instance_path()
        .as_str()
        .split('/')
        .skip(1)
        .map(|name| name.replace("~1", "/").replace("~0", "~"))
        .collect();
    let message = match fault.kind() {
        ValidationErrorKind::Required { property } => {
            field.extend(property.as_str().map(str::to_owned));
            "is required.".to_owned()
        }
        _ => format!("{}.", fault.masked_with("The value")),
    };
    InvalidField::new(field.join("."), message)
}

/// The fault as the contract check tells it.
fn describe(fault: &ValidationError<'_>) -> String {
    let place = match fault.instance_path().as_str() {
        "" => "the body",
        path => path,
    };
    match fault.kind() {
        ValidationErrorKind::FalseSchema => format!("{place} is writeOnly and must not be answered"),
        ValidationErrorKind::AnyOf { context } => {
            let alternatives: Vec<_> =
                context.iter().map(|faults| faults.iter().map(describe).collect::<Vec<_>>().join("; ")).collect();
            format!("{place} fits no alternative ({})", alternatives.join(" | "))
        }
        _ => format!("{place}: {}", fault.masked_with("the value")),
    }
}
