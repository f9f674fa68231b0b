//! The schemas of the spec, compiled to validate values.

use std::sync::{Arc, OnceLock};

use jsonschema::{Draft, ValidationError, Validator, error::ValidationErrorKind};
use rebilly_customer_auth_codegen as codegen;
use serde_json::{Value, json};

pub(super) use crate::json_schema::Direction;
use crate::{json_schema::Lowering, problem::InvalidField};

/// An OpenAPI spec.
pub(super) struct Document {
    root: Arc<Value>,
    /// The spec as today's API implements it.
    drifted: Arc<Value>,
}

impl Document {
    pub(super) fn read(yaml: &str, overlay: &str) -> Self {
        let document = codegen::load_str("the spec", yaml)
            .and_then(|document| codegen::apply_overlay_str(document, "the overlay", overlay))
            .unwrap_or_else(|error| panic!("{error}"));
        let root = document.tree().clone();
        let mut drifted = root.clone();
        open_links(&mut drifted);
        Self { root: Arc::new(root), drifted: Arc::new(drifted) }
    }

    pub(super) fn root(&self) -> &Value {
        &self.root
    }

    /// Resolves a `$ref`; returns other values unchanged.
    pub(super) fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        codegen::document::resolve_refs(&self.root, value)
    }

    /// Compiles a schema for values of this direction.
    pub(super) fn schema(&self, schema: &Value, direction: Direction) -> Schema {
        Schema { root: Arc::clone(&self.root), source: schema.clone(), direction, validator: OnceLock::new() }
    }

    /// Returns the schema as today's API implements it in its responses.
    pub(super) fn drifted(&self, schema: &Value) -> Schema {
        let mut source = schema.clone();
        open_links(&mut source);
        Schema { root: Arc::clone(&self.drifted), source, direction: Direction::Response, validator: OnceLock::new() }
    }
}

/// Allows any `_links`: today's API has changed them since the spec was written.
fn open_links(node: &mut Value) {
    if let Some(links) = node.pointer_mut("/properties/_links") {
        *links = Value::Bool(true);
    }
    match node {
        Value::Object(map) => map.values_mut().for_each(open_links),
        Value::Array(list) => list.iter_mut().for_each(open_links),
        _ => {}
    }
}

/// A schema for validation.
pub(super) struct Schema {
    root: Arc<Value>,
    source: Value,
    direction: Direction,
    /// Compiled on first use: most tests need few.
    validator: OnceLock<Validator>,
}

impl Schema {
    /// Returns the invalid values, in messages that do not show them.
    pub(super) fn invalid_fields(&self, value: &Value) -> Vec<InvalidField> {
        let mut fields = Vec::new();
        for field in self.validator().iter_errors(value).map(|error| invalid_field(&error)) {
            // A base and an extending schema may both reject a property.
            if !fields.contains(&field) {
                fields.push(field);
            }
        }
        fields
    }

    /// Validates a value. The error names the location and the reason.
    pub(super) fn check(&self, value: &Value) -> Result<(), String> {
        let errors: Vec<_> = self.validator().iter_errors(value).map(|error| describe(&error)).collect();
        if errors.is_empty() {
            return Ok(());
        }
        Err(errors.join("; "))
    }

    fn validator(&self) -> &Validator {
        self.validator.get_or_init(|| {
            jsonschema::options()
                .with_draft(Draft::Draft202012)
                .should_validate_formats(true)
                .build(&self.json_schema())
                .expect("the schemas of the spec are JSON Schemas")
        })
    }

    /// Returns the schema with the components of the spec, which its `$ref`s need.
    fn json_schema(&self) -> Value {
        let lowering = Lowering::new(&self.root, self.direction);
        json!({
            "allOf": [lowering.schema(&self.source)],
            "components": lowering.components(),
        })
    }
}

/// An error as a response reports it. It does not show the value, which may be secret.
fn invalid_field(error: &ValidationError<'_>) -> InvalidField {
    let mut field: Vec<_> = error
        .instance_path()
        .as_str()
        .split('/')
        .skip(1)
        .map(|name| name.replace("~1", "/").replace("~0", "~"))
        .collect();
    let message = match error.kind() {
        ValidationErrorKind::Required { property } => {
            field.extend(property.as_str().map(str::to_owned));
            "is required.".to_owned()
        }
        _ => format!("{}.", error.masked_with("The value")),
    };
    InvalidField::new(field.join("."), message)
}

/// An error as the contract check reports it.
fn describe(error: &ValidationError<'_>) -> String {
    let location = match error.instance_path().as_str() {
        "" => "the body",
        path => path,
    };
    match error.kind() {
        ValidationErrorKind::FalseSchema => format!("{location} is writeOnly and must not be returned"),
        ValidationErrorKind::AnyOf { context } => {
            let alternatives: Vec<_> =
                context.iter().map(|errors| errors.iter().map(describe).collect::<Vec<_>>().join("; ")).collect();
            format!("{location} fits no alternative ({})", alternatives.join(" | "))
        }
        _ => format!("{location}: {}", error.masked_with("the value")),
    }
}
