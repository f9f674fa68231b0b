//! Validates each example against its schema.

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, Registry, ValidationError, Validator};
use rebilly_customer_auth_codegen::document::{reference, resolve_refs};
use rebilly_customer_auth_codegen::object_kind::{ObjectKind, walk};
use rebilly_customer_auth_codegen::{Diagnostic, Document, Location, is_json};
use rebilly_customer_auth_sandbox::json_schema::{Direction, Lowering};
use serde_json::Value;

const RULE: &str = "invalid-example";
const HELP: &str = "correct the example or the schema";

/// The URI of the converted components, which references use.
const COMPONENTS: &str = "urn:openapi:document";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let tree = document.tree();
    let examples = Example::all(tree);
    for direction in [Direction::Request, Direction::Response, Direction::Either] {
        let mut examples = examples.iter().filter(|example| example.direction == direction).peekable();
        if examples.peek().is_none() {
            continue;
        }
        let lowering = Lowering::new(tree, direction).at(COMPONENTS);
        let components = serde_json::json!({ "components": lowering.components() });
        match Registry::new().add(COMPONENTS, components).and_then(|registry| registry.prepare()) {
            Ok(registry) => examples.for_each(|example| example.check(&lowering, &registry, diagnostics)),
            Err(error) => diagnostics.push(Diagnostic::new(
                RULE,
                Location::from(["components", "schemas"]),
                format!("no example can be checked: {error}"),
                "correct the schemas",
            )),
        }
    }
}

/// An example and the schema that it must match.
struct Example<'t> {
    location: Location,
    value: &'t Value,
    schema: &'t Value,
    direction: Direction,
    /// Whether the example is elsewhere, so that only the reference to it has a location here.
    is_referred: bool,
}

impl<'t> Example<'t> {
    fn all(tree: &'t Value) -> Vec<Self> {
        let mut all = Vec::new();
        // The location and the direction of the outermost object that has a direction.
        let mut outermost: Option<(Location, Direction)> = None;
        walk(tree, &mut |kind, location, node| {
            outermost = outermost.take().filter(|(outer, _)| location.is_inside(outer));
            if outermost.is_none() {
                outermost = direction_of(kind, location).map(|direction| (location.clone(), direction));
            }
            let direction = outermost.as_ref().map_or(Direction::Either, |(_, direction)| *direction);
            all.extend(examples(tree, kind, location, node, direction));
        });
        all
    }

    fn check(&self, lowering: &Lowering<'_>, registry: &Registry<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let mut add =
            |location: Location, message: String| diagnostics.push(Diagnostic::new(RULE, location, message, HELP));
        match validator(&lowering.schema(self.schema), registry) {
            Ok(validator) => {
                for error in validator.iter_errors(self.value) {
                    let (location, message) = self.describe(&error);
                    add(location, message);
                }
            }
            Err(error) => add(
                self.location.clone(),
                format!("the schema of this example is not a JSON Schema: {}", error.masked_with("a value")),
            ),
        }
    }

    /// Returns the location and the message of an error. They contain names and schema keywords, never a value.
    fn describe(&self, error: &ValidationError<'_>) -> (Location, String) {
        let message = match error.kind() {
            ValidationErrorKind::Required { property } => {
                format!("`{}` is required", property.as_str().unwrap_or_default())
            }
            ValidationErrorKind::FalseSchema if self.direction == Direction::Response => {
                "a writeOnly property is never returned".to_owned()
            }
            ValidationErrorKind::Not { .. } => "the schema excludes this value".to_owned(),
            _ => error.masked_with("the value").to_string(),
        };
        let path = error.instance_path().as_str();
        if self.is_referred && !path.is_empty() {
            return (self.location.clone(), format!("at `{path}`: {message}"));
        }
        let inner = Location::from_pointer(path);
        (inner.segments().iter().fold(self.location.clone(), |location, segment| location.join(segment)), message)
    }
}

fn validator(schema: &Value, registry: &Registry<'_>) -> Result<Validator, ValidationError<'static>> {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .with_registry(registry)
        .build(schema)
}

/// Returns the examples of a schema, a media type, a parameter or a header.
fn examples<'t>(
    tree: &'t Value,
    kind: ObjectKind,
    location: &Location,
    node: &'t Value,
    direction: Direction,
) -> Vec<Example<'t>> {
    let (schema, direction) = match (kind, node.get("schema")) {
        (ObjectKind::Schema, _) => (node, Direction::Either),
        (ObjectKind::MediaType | ObjectKind::Parameter | ObjectKind::Header, Some(schema)) => (schema, direction),
        _ => return Vec::new(),
    };
    // In media types other than JSON, a string may be the serialized form of another value, which JSON Schema cannot
    // validate.
    let media_type = location.segments().last().filter(|_| kind == ObjectKind::MediaType);
    let is_json = media_type.is_none_or(|media_type| is_json(media_type) && !media_type.contains('*'));
    let mut examples = Vec::new();
    let mut add = |location: Location, value: &'t Value, is_referred: bool| {
        if is_json || !value.is_string() {
            examples.push(Example { location, value, schema, direction, is_referred });
        }
    };
    if let Some(value) = node.get("example") {
        add(location.join("example"), value, false);
    }
    let location = location.join("examples");
    match node.get("examples") {
        // As in OpenAPI 3.1.
        Some(Value::Array(list)) if kind == ObjectKind::Schema => {
            list.iter().enumerate().for_each(|(index, value)| add(location.join(index), value, false));
        }
        Some(Value::Object(named)) if kind != ObjectKind::Schema => {
            for (name, example) in named {
                match (reference(example), resolve_refs(tree, example).get("value")) {
                    (Some(_), Some(value)) => add(location.join(name), value, true),
                    (None, Some(value)) => add(location.join(name).join("value"), value, false),
                    (_, None) => {}
                }
            }
        }
        _ => {}
    }
    examples
}

/// Returns the direction of the values in an object.
fn direction_of(kind: ObjectKind, location: &Location) -> Option<Direction> {
    let is_webhook = || location.segments().first().is_some_and(|key| key == "webhooks");
    match kind {
        ObjectKind::Parameter | ObjectKind::RequestBody => Some(Direction::Request),
        ObjectKind::Response | ObjectKind::Header => Some(Direction::Response),
        // The API sends these requests and receives the responses.
        ObjectKind::Callback => Some(Direction::Either),
        ObjectKind::PathItem if is_webhook() => Some(Direction::Either),
        _ => None,
    }
}
