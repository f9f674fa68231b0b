//! Unifies all error responses into one typed problem.
//!
//! progenitor supports one error type per operation, and errors should look the same for every operation. So this pass
//! merges the schemas of all error responses into one, `Problem`, whose members are all optional (RFC 9457,
//! section 3). It is the body of 4XX and 5XX in each operation. `x-error-statuses` keeps the documented statuses.
//!
//! ```yaml
//! # before
//! responses:
//!   '404': { content: { application/json: { schema: { properties: { title: { type: string } } } } } }
//!   '422': { content: { application/json: { schema: { properties: { invalidFields: { type: array } } } } } }
//! # after
//! responses:
//!   4XX: { content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
//!   5XX: { content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
//! x-error-statuses: [404, 422]
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::compose::{Unite, has_content};
use super::rename_schemas::rename;
use crate::client::is_json;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, for_each_operation, operations, resolve_refs, schema_reference, schemas, schemas_mut};
use crate::extensions::ERROR_STATUSES;
use crate::names::FreeNames;
use crate::names::type_name;
use crate::schema_usage::SchemaUsage;

/// The name of the schema that all error responses share.
const PROBLEM: &str = "Problem";

/// The members of every problem (RFC 9457, section 3.1).
const MEMBERS: [(&str, &str, &str); 5] = [
    ("type", "string", "A URI that identifies the type of the problem."),
    ("title", "string", "A summary of the type of the problem."),
    ("status", "integer", "The status of the response."),
    ("detail", "string", "An explanation of this occurrence."),
    ("instance", "string", "A URI that identifies this occurrence."),
];

/// Returns whether every problem has this member, even if the spec does not define it.
pub fn is_problem_member(name: &str) -> bool {
    MEMBERS.iter().any(|(member, ..)| *member == name)
}

pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    rename_conflicting_schema(document);
    let problem = problem(&document.tree);
    let content = json!({ "application/json": { "schema": schema_reference(PROBLEM) } });
    let response = json!({ "description": "An error response.", "content": content });
    for_each_operation(&mut document.tree, |operation| {
        let Some(responses) = operation.get_mut("responses").and_then(Value::as_object_mut) else {
            return;
        };
        let statuses = responses.keys().filter_map(|status| status.parse().ok());
        let statuses: Vec<u16> = statuses.filter(|status| *status >= 400).collect();
        responses.retain(|status, _| !is_error(status));
        responses.extend(["4XX", "5XX"].map(|range| (range.to_owned(), response.clone())));
        operation.insert(ERROR_STATUSES.to_owned(), statuses.into());
    });
    schemas_mut(&mut document.tree).insert(PROBLEM.to_owned(), problem);
    Ok(())
}

/// One object that allows every error response.
fn problem(tree: &Value) -> Value {
    let operations = operations(tree);
    let responses = operations.iter().flat_map(|operation| operation.responses().collect::<Vec<_>>());
    let contents = responses
        .filter(|(status, _)| is_error(status))
        .filter_map(|(_, response)| resolve_refs(tree, response).get("content").and_then(Value::as_object));
    let mut seen = BTreeSet::new();
    let media = contents.flatten().filter(|(name, _)| is_json(name));
    let schemas = media.filter_map(|(_, media)| media.get("schema"));
    // A schema that allows anything says nothing of the members.
    let is_empty = |schema: &Value| resolve_refs(tree, schema).as_object().is_some_and(|map| !has_content(map));
    let schemas: Vec<&Value> = schemas.filter(|schema| !is_empty(schema) && seen.insert(schema.to_string())).collect();
    let description = schemas.iter().find_map(|schema| resolve_refs(tree, schema)["description"].as_str());
    let description = description.unwrap_or("An error response. Any member may be absent.").to_owned();
    let is_object = |schema: &&&Value| resolve_refs(tree, schema)["type"].as_str().is_none_or(|kind| kind == "object");
    let united = Unite::new(tree, true).all(schemas.iter().filter(is_object).copied());
    let mut properties = properties(tree, &united);
    for (name, kind, description) in MEMBERS {
        properties.entry(name).or_insert_with(|| json!({ "description": description, "type": kind }));
    }
    json!({ "description": description, "type": "object", "additionalProperties": {}, "properties": properties })
}

/// Returns the properties of the object that a schema is, references, or has among its alternatives.
fn properties(tree: &Value, node: &Value) -> Map<String, Value> {
    let schema = resolve_refs(tree, node);
    if let Some(own) = schema["properties"].as_object() {
        return own.clone();
    }
    let parts = ["allOf", "oneOf"].iter().filter_map(|key| schema[key].as_array()).flatten();
    parts.map(|part| properties(tree, part)).find(|it| !it.is_empty()).unwrap_or_default()
}

/// Renames a schema whose type would have the name of the unified problem, unless it is the schema of the errors alone.
fn rename_conflicting_schema(document: &mut Document) {
    let taken = schemas(&document.tree).map(|(name, _)| name).find(|name| type_name(name) == PROBLEM);
    let Some(taken) = taken.filter(|name| *name != PROBLEM || is_used_beside_errors(&document.tree, name)).cloned()
    else {
        return;
    };
    let names = BTreeMap::from([(taken, FreeNames::of(&document.tree).take(PROBLEM))]);
    rename(&mut document.tree, &names);
}

fn is_used_beside_errors(tree: &Value, name: &str) -> bool {
    let mut others = tree.clone();
    for_each_operation(&mut others, |operation| {
        if let Some(Value::Object(responses)) = operation.get_mut("responses") {
            responses.retain(|status, _| !is_error(status));
        }
    });
    SchemaUsage::of(&others).contains(name)
}

fn is_error(status: &str) -> bool {
    status.starts_with(['4', '5']) || status == "default"
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::{golden, pass_on};

    #[test]
    fn the_schema_of_the_errors_may_have_the_name_in_another_case_and_contain_itself() {
        let spec = "
paths:
  /a:
    get:
      responses:
        204: { description: '' }
        400: { content: { application/json: { schema: { $ref: '#/components/schemas/problem' } } } }
components:
  schemas:
    problem: { type: object, properties: { causes: { type: array, items: { $ref: '#/components/schemas/problem' } } } }
";
        let tree = pass_on(run, spec).expect("a tree");
        let causes = &tree["components"]["schemas"]["Problem"]["properties"]["causes"];
        assert_eq!(causes["items"]["$ref"], "#/components/schemas/Problem2");
    }

    #[test]
    fn every_error_has_all_members_of_a_problem_and_a_success_schema_named_problem_is_renamed() {
        golden(
            run,
            "
paths:
  /a:
    get:
      responses:
        200: { content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } } }
        404: { content: { application/problem+json: { schema: { $ref: '#/components/schemas/Base' } } } }
        500: { content: { application/json: { schema: { description: Unknown. } } } }
        502: { content: { application/json: { schema: { oneOf: [{ type: string }, { $ref: '#/components/schemas/Base' }] } } } }
        default: { content: { application/json: { schema: { $ref: '#/components/schemas/Invalid' } } } }
components:
  schemas:
    Problem: { type: object, properties: { equation: { type: string } } }
    Base: { description: What., type: object, properties: { title: { type: string }, code: { type: string } } }
    Invalid: { type: object, properties: { title: { type: string }, code: { type: integer }, invalidFields: { type: array, items: {} } } }
",
            "
paths:
  /a:
    get:
      responses:
        200: { content: { application/json: { schema: { $ref: '#/components/schemas/Problem2' } } } }
        4XX:
          description: An error response.
          content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } }
        5XX:
          description: An error response.
          content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } }
      x-error-statuses: [404, 500, 502]
components:
  schemas:
    Problem2: { type: object, properties: { equation: { type: string } } }
    Base: { description: What., type: object, properties: { title: { type: string }, code: { type: string } } }
    Invalid: { type: object, properties: { title: { type: string }, code: { type: integer }, invalidFields: { type: array, items: {} } } }
    Problem:
      description: What.
      type: object
      additionalProperties: {}
      properties:
        title: { type: string }
        code: { oneOf: [{ type: string }, { type: integer }] }
        invalidFields: { type: array, items: {} }
        type: { description: A URI that identifies the type of the problem., type: string }
        status: { description: The status of the response., type: integer }
        detail: { description: An explanation of this occurrence., type: string }
        instance: { description: A URI that identifies this occurrence., type: string }
",
        );
    }
}
