//! The rules of the OpenAPI spec for the sandbox.
//!
//! Routes, credentials, required fields, types and lengths all come from the spec. So does the check of every response
//! before it is sent.

mod schema;

use std::{collections::BTreeMap, sync::LazyLock};

use axum::http::{Method, StatusCode};
use serde_json::{Map, Value};

use self::schema::{Direction, Document, Schema};
use crate::{auth::Scheme, drift::Drift, problem::InvalidField, request::Reply};

/// The spec that the client is generated from, with its overlay.
pub(crate) static CONTRACT: LazyLock<Contract> = LazyLock::new(|| {
    Contract::read(include_str!("../spec/customer-authentication.yaml"), include_str!("../spec/overlay.yaml"))
});

/// All operations of a spec.
pub(crate) struct Contract {
    pub(crate) operations: Vec<Operation>,
}

impl Contract {
    /// Reads a spec. The spec is part of this repository, so an error in it is a panic.
    fn read(yaml: &str, overlay: &str) -> Self {
        let document = Document::read(yaml, overlay);
        let mut operations = Vec::new();
        for (path, item) in members(&document.root()["paths"]) {
            for (method, operation) in members(item) {
                // A path item also has members that are not operations, such as its parameters.
                if operation["operationId"].is_string() {
                    operations.push(Operation::read(&document, method, path, item, operation));
                }
            }
        }
        Self { operations }
    }

    #[cfg(test)]
    pub(crate) fn operation(&self, id: &str) -> &Operation {
        self.operations.iter().find(|operation| operation.id == id).unwrap()
    }
}

/// One operation: a method and a path.
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: Method,
    /// The path with its parameter in braces, as axum also writes it.
    pub(crate) path: String,
    /// The accepted credentials, the preferred one first.
    pub(crate) schemes: Vec<Scheme>,
    /// The parameters by name.
    parameters: BTreeMap<String, Schema>,
    body: Option<BodyRule>,
    responses: BTreeMap<u16, ResponseRule>,
}

impl Operation {
    fn read(document: &Document, method: &str, path: &str, item: &Value, operation: &Value) -> Self {
        let security = operation.get("security").unwrap_or_else(|| &document.root()["security"]);
        let parameters = items(&item["parameters"]).iter().chain(items(&operation["parameters"]));
        let responses = members(&operation["responses"]).map(|(status, response)| {
            let status = status.parse().expect("a status is a number");
            (status, ResponseRule::read(document, document.resolve(response)))
        });
        Self {
            id: string(&operation["operationId"]),
            method: method.to_uppercase().parse().expect("an HTTP method"),
            path: path.to_owned(),
            schemes: items(security).iter().flat_map(schemes).collect(),
            parameters: parameters
                .map(|parameter| document.resolve(parameter))
                .map(|parameter| {
                    let schema = document.schema(&parameter["schema"], Direction::Request);
                    (string(&parameter["name"]), schema)
                })
                .collect(),
            body: operation.get("requestBody").map(|body| BodyRule::read(document, document.resolve(body))),
            responses: responses.collect(),
        }
    }

    /// Returns whether the spec lists this status for the operation.
    pub(crate) fn documents(&self, status: u16) -> bool {
        self.responses.contains_key(&status)
    }

    /// Returns the name of the parameter in the path.
    pub(crate) fn path_parameter(&self) -> Option<&str> {
        let (_, rest) = self.path.split_once('{')?;
        rest.split_once('}').map(|(name, _)| name)
    }

    /// Returns whether the spec allows this value of the parameter.
    pub(crate) fn accepts_parameter(&self, name: &str, value: &str) -> bool {
        let schema = self.parameters.get(name);
        schema.is_none_or(|schema| schema.invalid_fields(&Value::from(value)).is_empty())
    }

    pub(crate) fn takes_body(&self) -> bool {
        self.body.is_some()
    }

    /// Returns the fields of a request body that violate the spec.
    pub(crate) fn invalid_fields(&self, body: &Value) -> Vec<InvalidField> {
        self.body.as_ref().map(|rule| rule.invalid_fields(body)).unwrap_or_default()
    }

    /// Validates a response against the spec. The error describes the violation.
    pub(crate) fn check(&self, reply: &Reply, drift: Drift) -> Result<(), String> {
        let Some(rule) = self.responses.get(&reply.status.as_u16()) else {
            // The collections reject an offset since 2023, which the spec does not document.
            let is_drift = drift == Drift::Today && reply.status == StatusCode::UNPROCESSABLE_ENTITY;
            return if is_drift { Ok(()) } else { Err("a status that is not documented".to_owned()) };
        };
        rule.check_headers(reply)?;
        rule.check_body(reply.body.as_ref(), drift)
    }
}

/// The schema of a request body.
enum BodyRule {
    One(Box<Schema>),
    /// A property selects the schema.
    ByProperty {
        property: String,
        /// The value of an omitted property.
        default: Option<String>,
        schemas: BTreeMap<String, Schema>,
    },
}

impl BodyRule {
    fn read(document: &Document, body: &Value) -> Self {
        let schema = &body["content"]["application/json"]["schema"];
        let Some(discriminator) = document.resolve(schema).get("discriminator") else {
            return Self::One(Box::new(document.schema(schema, Direction::Request)));
        };
        let property = string(&discriminator["propertyName"]);
        let default = document.resolve(schema)["properties"][&property]["default"].as_str().map(str::to_owned);
        let mut schemas = BTreeMap::new();
        for (value, target) in members(&discriminator["mapping"]) {
            let reference = serde_json::json!({"$ref": target});
            schemas.insert(value.clone(), document.schema(&reference, Direction::Request));
        }
        Self::ByProperty { property, default, schemas }
    }

    fn invalid_fields(&self, body: &Value) -> Vec<InvalidField> {
        match self {
            Self::One(schema) => schema.invalid_fields(body),
            Self::ByProperty { property, default, schemas } => {
                let chosen = match body.get(property) {
                    Some(value) => value.as_str(),
                    None => default.as_deref(),
                };
                match chosen.and_then(|value| schemas.get(value)) {
                    Some(schema) => schema.invalid_fields(body),
                    None => {
                        let values: Vec<_> = schemas.keys().map(String::as_str).collect();
                        let message = format!("must be one of: {}.", values.join(", "));
                        vec![InvalidField::new(property, message)]
                    }
                }
            }
        }
    }
}

/// The rule for responses with one status.
struct ResponseRule {
    body: Option<ResponseBody>,
    headers: BTreeMap<String, HeaderRule>,
}

/// The schema of a response, in the spec and in today's API.
struct ResponseBody {
    strict: Schema,
    drifted: Schema,
}

struct HeaderRule {
    is_integer: bool,
    schema: Schema,
}

impl ResponseRule {
    fn read(document: &Document, response: &Value) -> Self {
        let headers = members(&response["headers"]).map(|(name, header)| {
            let schema = &document.resolve(header)["schema"];
            let rule = HeaderRule {
                is_integer: document.resolve(schema)["type"] == "integer",
                schema: document.schema(schema, Direction::Response),
            };
            (name.to_lowercase(), rule)
        });
        let body = response.get("content").map(|content| {
            let schema = &content["application/json"]["schema"];
            ResponseBody { strict: document.schema(schema, Direction::Response), drifted: document.drifted(schema) }
        });
        Self { headers: headers.collect(), body }
    }

    fn check_headers(&self, reply: &Reply) -> Result<(), String> {
        for (name, value) in &reply.headers {
            let Some(rule) = self.headers.get(&name.to_lowercase()) else {
                continue;
            };
            let value = if rule.is_integer {
                let number = value.parse::<i64>();
                Value::from(number.map_err(|_| format!("header {name} is not an integer"))?)
            } else {
                Value::from(value.as_str())
            };
            rule.schema.check(&value).map_err(|error| format!("header {name}: {error}"))?;
        }
        Ok(())
    }

    fn check_body(&self, body: Option<&Value>, drift: Drift) -> Result<(), String> {
        let (rule, body) = match (&self.body, body) {
            (None, None) => return Ok(()),
            (None, Some(_)) => return Err("a body where the spec has none".to_owned()),
            (Some(_), None) => return Err("no body where the spec has one".to_owned()),
            (Some(rule), Some(body)) => (rule, body),
        };
        match drift {
            Drift::None => rule.strict.check(body),
            Drift::Today => rule.drifted.check(body),
        }
    }
}

/// Returns the schemes of one security requirement.
fn schemes(requirement: &Value) -> Vec<Scheme> {
    let names: Vec<_> = members(requirement).map(|(name, _)| name).collect();
    assert!(names.len() == 1, "the sandbox knows no requirement of several schemes at once");
    names
        .into_iter()
        .map(|name| Scheme::named(name).unwrap_or_else(|| panic!("the sandbox does not know the scheme {name}")))
        .collect()
}

fn members(object: &Value) -> impl Iterator<Item = (&String, &Value)> {
    object.as_object().into_iter().flat_map(Map::iter)
}

fn items(array: &Value) -> &[Value] {
    array.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn string(value: &Value) -> String {
    value.as_str().expect("a string in the spec").to_owned()
}

#[cfg(test)]
mod tests;
