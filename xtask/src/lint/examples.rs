//! Each example is what its schema allows.

use jsonschema::error::ValidationErrorKind;
use jsonschema::{Draft, Registry, ValidationError, Validator};
use rebilly_customer_auth_codegen::document::{follow, reference};
use rebilly_customer_auth_codegen::{Breach, Document, Place, schema};
use rebilly_customer_auth_sandbox::json_schema::{Direction, Lowering};
use serde_json::Value;

const RULE: &str = "invalid-example";
const MEND: &str = "correct the example or the schema";

/// Where the lowered components stand for those that refer to them.
const COMPONENTS: &str = "urn:openapi:document";

pub(super) fn check(document: &Document, breaches: &mut Vec<Breach>) {
    let tree = document.tree();
    let examples = Example::all(tree);
    for direction in [Direction::Request, Direction::Answer, Direction::Either] {
        let mut examples = examples.iter().filter(|example| example.direction == direction).peekable();
        if examples.peek().is_none() {
            continue;
        }
        let lowering = Lowering::new(tree, direction).at(COMPONENTS);
        let components = serde_json::json!({ "components": lowering.components() });
        match Registry::new().add(COMPONENTS, components).and_then(|registry| registry.prepare()) {
            Ok(registry) => examples.for_each(|example| example.check(&lowering, &registry, breaches)),
            Err(error) => breaches.push(Breach::new(
                RULE,
                Place::from(["components", "schemas"]),
                format!("no example can be checked: {error}"),
                "correct the schemas",
            )),
        }
    }
}

/// An example and the schema that it has to satisfy.
struct Example<'t> {
    place: Place,
    value: &'t Value,
    schema: &'t Value,
    direction: Direction,
    /// Whether it stands elsewhere, so that only what refers to it has a place here.
    is_referred: bool,
}

impl<'t> Example<'t> {
    fn all(tree: &'t Value) -> Vec<Self> {
        let mut collector = Collector { tree, examples: Vec::new() };
        collector.outside_schemas(&Place::root(), tree, None);
        schema::for_each_root(tree, &mut |place, schema| collector.inside_schemas(&place, schema));
        collector.examples
    }

    fn check(&self, lowering: &Lowering<'_>, registry: &Registry<'_>, breaches: &mut Vec<Breach>) {
        let mut add = |place: Place, what: String| breaches.push(Breach::new(RULE, place, what, MEND));
        match validator(&lowering.schema(self.schema), registry) {
            Ok(validator) => {
                for error in validator.iter_errors(self.value) {
                    let (place, what) = self.tell(&error);
                    add(place, what);
                }
            }
            Err(error) => add(
                self.place.clone(),
                format!("the schema of this example is no JSON Schema: {}", error.masked_with("a value")),
            ),
        }
    }

    /// The place and the words of an error. They show names and what the schema says, never a value.
    fn tell(&self, error: &ValidationError<'_>) -> (Place, String) {
        let what = match error.kind() {
            ValidationErrorKind::Required { property } => {
                format!("`{}` is required", property.as_str().unwrap_or_default())
            }
            ValidationErrorKind::FalseSchema if self.direction == Direction::Answer => {
                "a writeOnly property is never answered".to_owned()
            }
            ValidationErrorKind::Not { .. } => "the value is one that the schema excludes".to_owned(),
            _ => error.masked_with("the value").to_string(),
        };
        let path = error.instance_path().as_str();
        if self.is_referred && !path.is_empty() {
            return (self.place.clone(), format!("at `{path}`: {what}"));
        }
        let steps = Place::from_pointer(path);
        (steps.steps().iter().fold(self.place.clone(), |place, step| place.at(step)), what)
    }
}

fn validator(schema: &Value, registry: &Registry<'_>) -> Result<Validator, ValidationError<'static>> {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .with_registry(registry)
        .build(schema)
}

/// Collects the examples of a document.
struct Collector<'t> {
    tree: &'t Value,
    examples: Vec<Example<'t>>,
}

impl<'t> Collector<'t> {
    /// Those of media types, parameters and headers: of whatever has a `schema`.
    fn outside_schemas(&mut self, place: &Place, node: &'t Value, direction: Option<Direction>) {
        match node {
            Value::Object(map) => {
                if let Some(schema) = map.get("schema") {
                    self.beside_schema(place, node, schema, direction.unwrap_or(Direction::Either));
                }
                for (key, child) in map {
                    if !matches!(key.as_str(), "schema" | "schemas" | "example" | "examples") {
                        let direction = direction.or_else(|| direction_below(key));
                        self.outside_schemas(&place.at(key), child, direction);
                    }
                }
            }
            Value::Array(list) => {
                for (index, child) in list.iter().enumerate() {
                    self.outside_schemas(&place.at(index), child, direction);
                }
            }
            _ => {}
        }
    }

    fn beside_schema(&mut self, place: &Place, node: &'t Value, schema: &'t Value, direction: Direction) {
        let is_json = is_json(place);
        let mut add = |place: Place, value: &'t Value, is_referred: bool| {
            if is_json || !value.is_string() {
                self.examples.push(Example { place, value, schema, direction, is_referred });
            }
        };
        if let Some(value) = node.get("example") {
            add(place.at("example"), value, false);
        }
        for (name, example) in node["examples"].as_object().into_iter().flatten() {
            let place = place.at("examples").at(name);
            match (reference(example), follow(self.tree, example).get("value")) {
                (Some(_), Some(value)) => add(place, value, true),
                (None, Some(value)) => add(place.at("value"), value, false),
                (_, None) => {}
            }
        }
    }

    /// Those of a schema and of all inside it.
    fn inside_schemas(&mut self, place: &Place, schema: &'t Value) {
        schema::within(place, schema, &mut |inner, map| {
            // The steps below the outermost schema lead to the one whose map this is.
            let mut steps = inner.steps()[place.steps().len()..].iter();
            let Some(schema) = steps.try_fold(schema, |node, step| match node {
                Value::Array(list) => list.get(step.parse::<usize>().ok()?),
                _ => node.get(step),
            }) else {
                return;
            };
            let mut add = |place, value| {
                let direction = Direction::Either;
                self.examples.push(Example { place, value, schema, direction, is_referred: false });
            };
            if let Some(value) = map.get("example") {
                add(inner.at("example"), value);
            }
            // OpenAPI 3.1 has lists of them.
            for (index, value) in map.get("examples").and_then(Value::as_array).into_iter().flatten().enumerate() {
                add(inner.at("examples").at(index), value);
            }
        });
    }
}

/// Which way the values travel that stand below a key.
fn direction_below(key: &str) -> Option<Direction> {
    match key {
        "parameters" | "requestBody" | "requestBodies" => Some(Direction::Request),
        "responses" | "headers" => Some(Direction::Answer),
        // There the API calls, and is answered.
        "callbacks" | "webhooks" | "x-webhooks" => Some(Direction::Either),
        _ => None,
    }
}

/// Whether what stands here is a value as it is. In another media type than JSON a text is how a value of another form
/// is written down, which JSON Schema cannot check.
fn is_json(place: &Place) -> bool {
    match place.steps() {
        [.., content, media_type] if content == "content" => media_type.contains("json"),
        _ => true,
    }
}
