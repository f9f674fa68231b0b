//! All error responses become one typed problem.
//!
//! progenitor takes one error type for each operation, and what goes wrong should look the same whatever was called. So
//! the schemas of all error responses are united in one, `Problem`, of which every member is optional (RFC 9457,
//! section 3), and each operation answers 4XX and 5XX with it. Which statuses it documents is kept beside them.
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

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use crate::diagnostic::Diagnostic;
use crate::document::{
    Document, for_each_operation, operations, reference, resolve_refs, schema_reference, schemas_mut,
};
use crate::extensions::ERROR_STATUSES;

/// The name of the schema that all error responses share.
const PROBLEM: &str = "Problem";

/// Unites all error responses in one.
pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let mut properties = Map::new();
    let mut description = Value::Null;
    for operation in operations(&document.tree) {
        let responses = operation.operation.get("responses");
        let responses = responses.and_then(Value::as_object).into_iter().flatten();
        for (_, response) in responses.filter(|(status, _)| is_error(status)) {
            let content = resolve_refs(&document.tree, response).get("content");
            let media = content.and_then(Value::as_object).into_iter().flatten();
            for schema in media.filter_map(|(_, media)| media.get("schema")) {
                collect(&document.tree, schema, &mut properties, &mut description, &mut BTreeSet::new(), 0);
            }
        }
    }
    let problem = json!({
        "description": description.as_str().unwrap_or("What went wrong. Any member may be missing."),
        "type": "object",
        "additionalProperties": {},
        "properties": properties,
    });
    schemas_mut(&mut document.tree).insert(PROBLEM.to_owned(), problem);

    for_each_operation(&mut document.tree, |operation| {
        if let Some(Value::Object(responses)) = operation.get_mut("responses") {
            let statuses: Vec<u16> = responses.keys().filter_map(|status| status.parse().ok()).collect();
            let errors: Vec<u16> = statuses.into_iter().filter(|status| *status >= 400).collect();
            responses.retain(|status, _| !is_error(status));
            for range in ["4XX", "5XX"] {
                responses.insert(range.to_owned(), problem_response());
            }
            operation.insert(ERROR_STATUSES.to_owned(), errors.into());
        }
    });
    Ok(())
}

fn is_error(status: &str) -> bool {
    status.starts_with(['4', '5']) || status == "default"
}

fn problem_response() -> Value {
    json!({
        "description": "What went wrong.",
        "content": { "application/json": { "schema": schema_reference(PROBLEM) } },
    })
}

/// Adds the properties of a schema and of all that it is composed of. The first to define a property wins.
fn collect<'t>(
    tree: &'t Value,
    node: &'t Value,
    properties: &mut Map<String, Value>,
    description: &mut Value,
    followed: &mut BTreeSet<&'t str>,
    depth: usize,
) {
    let node = resolve_refs(tree, node);
    if description.is_null() {
        *description = node.get("description").cloned().unwrap_or_default();
    }
    let own = node.get("properties").and_then(Value::as_object);
    for (name, property) in own.into_iter().flatten() {
        properties.entry(name).or_insert_with(|| property.clone());
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        let members = node.get(key).and_then(Value::as_array);
        for member in members.into_iter().flatten() {
            // A second look at the same schema adds nothing. Compositions are a few levels deep.
            let is_new = reference(member).is_none_or(|target| followed.insert(target));
            if is_new && depth < 16 {
                collect(tree, member, properties, description, followed, depth + 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn every_error_response_has_all_members_of_a_problem() {
        golden(
            run,
            "
paths:
  /a:
    get:
      responses:
        200: { description: Good. }
        404: { $ref: '#/components/responses/NotFound' }
        422: { content: { application/json: { schema: { $ref: '#/components/schemas/Invalid' } } } }
components:
  responses:
    NotFound: { content: { application/problem+json: { schema: { $ref: '#/components/schemas/Base' } } } }
  schemas:
    Base: { description: What., properties: { title: { type: string } } }
    Invalid:
      allOf:
        - $ref: '#/components/schemas/Base'
        - properties: { invalidFields: { type: array } }
",
            "
paths:
  /a:
    get:
      responses:
        200: { description: Good. }
        4XX:
          description: What went wrong.
          content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } }
        5XX:
          description: What went wrong.
          content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } }
      x-error-statuses: [404, 422]
components:
  responses:
    NotFound: { content: { application/problem+json: { schema: { $ref: '#/components/schemas/Base' } } } }
  schemas:
    Base: { description: What., properties: { title: { type: string } } }
    Invalid:
      allOf:
        - $ref: '#/components/schemas/Base'
        - properties: { invalidFields: { type: array } }
    Problem:
      description: What.
      type: object
      additionalProperties: {}
      properties: { title: { type: string }, invalidFields: { type: array } }
",
        );
    }
}
