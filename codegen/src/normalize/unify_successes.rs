//! Unifies the successful responses of each operation.
//!
//! A server may respond with 200 where 201 is documented, or the reverse, as the exchange did. progenitor treats an
//! undocumented status as an error. The status is still available in the `ResponseValue`. Different bodies become one
//! that allows all of them; if only some responses have a body, it may be absent. A `default` response is the success
//! of an operation that documents no 1xx, 2xx or 3xx status, and if an operation documents errors only, its success has
//! no body. A 204 or 205 never has a body (RFC 9110, section 15.3), whatever the spec says.
//!
//! ```yaml
//! # before
//! responses: { '200': { description: Updated. }, '201': { description: Created. } }
//! # after
//! responses: { '2XX': { description: Updated. } }
//! x-success-statuses: [200, 201]
//! ```

use serde_json::{Value, json};

use super::compose::Unite;
use crate::client::{ignored_json, json_schema, sent};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, OperationRef, for_each_operation, operations, resolve_refs};
use crate::extensions::{ACCEPTED, IGNORED, OPTIONAL_BODY, SUCCESS_STATUSES};

const RULE: &str = "unsupported";

pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let operations = operations(&document.tree);
    let united = operations.iter().map(|operation| unite(document, operation)).collect::<Result<Vec<_>, _>>()?;
    let mut united = united.into_iter();
    for_each_operation(&mut document.tree, |operation| {
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
        if let (Some(responses), Some(success)) = (responses, united.next()) {
            let statuses = responses.keys().filter_map(|status| status.parse().ok());
            let successes: Vec<u16> = statuses.filter(|status| (200..300).contains(status)).collect();
            let has_success = responses.keys().any(|status| status.starts_with('2'));
            responses.retain(|status, _| !status.starts_with('2') && (has_success || status != "default"));
            let is_documented = success.is_some();
            responses.shift_insert(0, "2XX".to_owned(), success.unwrap_or_else(|| json!({ "description": "" })));
            if is_documented {
                operation.insert(SUCCESS_STATUSES.to_owned(), successes.into());
            }
        }
    });
    Ok(())
}

/// Returns the response for all successes. `None` if the operation documents errors only.
fn unite<'t>(document: &'t Document, operation: &OperationRef<'t>) -> Result<Option<Value>, Diagnostic> {
    let tree = &document.tree;
    let successes = operation.successes().map(|(status, node)| (status.as_str(), resolve_refs(tree, node)));
    let successes: Vec<(&str, &Value)> = successes.collect();
    let Some((_, first)) = successes.first() else {
        let Some((status, _)) = operation.responses().find(|(status, _)| status.starts_with(['1', '3'])) else {
            return Ok(None);
        };
        let message = format!("its only success is a {status}, which the client treats as an error");
        let help = "add its 2xx status, or leave the operation out";
        return Err(document.diagnostic(RULE, operation.location.join("responses"), message, help));
    };
    let with_body = successes.iter().filter(|(status, _)| !matches!(*status, "204" | "205"));
    let content = |response: &'t Value| response.get("content")?.as_object().filter(|it| !it.is_empty());
    let bodies = with_body.filter_map(|(status, response)| Some((*status, *response, content(response)?)));
    let bodies: Vec<_> = bodies.collect();
    let Some((_, body, _)) = bodies.first() else {
        let mut empty = (*first).clone();
        empty.as_object_mut().map(|response| response.remove("content"));
        return Ok(Some(empty));
    };
    let mut united = (*body).clone();
    let (mut schemas, mut types, mut other) = (Vec::new(), Vec::new(), None);
    let mut ignored = Vec::new();
    for (index, (status, _, content)) in bodies.iter().enumerate() {
        match json_schema(tree, content) {
            Ok((name, schema)) => {
                schemas.push(schema);
                // The content of the first one stays, unless there are several schemas.
                ignored.extend(ignored_json(content, name).map(|other| (index, other)));
                if !types.contains(&sent(name)) {
                    types.push(sent(name));
                }
            }
            Err(what) => _ = other.get_or_insert((status, what)),
        }
    }
    if let Some((status, what)) = other.filter(|_| !schemas.is_empty()) {
        let message = format!("the content is {what}, unlike that of another success");
        let help = "describe JSON under `application/json`, or leave the operation out";
        return Err(document.diagnostic(RULE, operation.location.join("responses").join(status), message, help));
    }
    if schemas.iter().any(|schema| *schema != schemas[0]) {
        let schema = Unite::new(tree, true).all(&schemas);
        united["content"] = json!({ types[0]: { "schema": schema } });
    } else {
        ignored.retain(|(index, _)| *index > 0);
    }
    if !ignored.is_empty() {
        united[IGNORED] = ignored.into_iter().map(|(_, name)| name).collect();
    }
    if types.len() > 1 {
        united[ACCEPTED] = types.into();
    }
    if bodies.len() < successes.len() {
        united[OPTIONAL_BODY] = true.into();
    }
    Ok(Some(united))
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn successes_become_one_whose_body_may_be_absent_if_a_response_has_none() {
        golden(
            run,
            "
paths:
  /a:
    put:
      responses:
        200: { content: { application/json: { schema: { type: string } } } }
        201: { content: { application/json: { schema: { type: integer } } } }
        202: { description: Accepted. }
        204: { content: { text/plain: {} } }
    delete: { responses: { 204: { content: { application/json: {} } } } }
    get: { responses: { default: { content: { application/json: { schema: { type: string } } } } } }
    head: { responses: { 404: { description: None. } } }
    post:
      responses:
        200: { description: Updated., content: { application/vnd.a+json: { schema: { type: string } } } }
        201: { content: { application/vnd.b+json: { schema: { type: string } } } }
        202: { content: { 'application/*': { schema: { type: string } } } }
        404: { description: None. }
    patch:
      responses:
        200: { content: { application/vnd.a+json: { schema: { type: string } }, text/json: { schema: {} } } }
        201: { content: { application/vnd.a+json: { schema: { type: integer } }, text/plain: {} } }
    trace:
      responses:
        200: { content: { application/json: {}, text/json: { schema: {} } } }
        201: { content: { application/json: {}, application/vnd.a+json: { schema: {} } } }
",
            "
paths:
  /a:
    put:
      responses:
        2XX:
          content: { application/json: { schema: { oneOf: [{ type: string }, { type: integer }] } } }
          x-optional-body: true
      x-success-statuses: [200, 201, 202, 204]
    delete: { responses: { 2XX: {} }, x-success-statuses: [204] }
    get:
      responses: { 2XX: { content: { application/json: { schema: { type: string } } } } }
      x-success-statuses: []
    head: { responses: { 2XX: { description: '' }, 404: { description: None. } } }
    post:
      responses:
        2XX:
          description: Updated.
          content: { application/vnd.a+json: { schema: { type: string } } }
          x-accepted: [application/vnd.a+json, application/vnd.b+json, application/json]
        404: { description: None. }
      x-success-statuses: [200, 201, 202]
    patch:
      responses:
        2XX:
          content: { application/vnd.a+json: { schema: { oneOf: [{ type: string }, { type: integer }] } } }
          x-ignored: [text/json]
      x-success-statuses: [200, 201]
    trace:
      responses:
        2XX: { content: { application/json: {}, text/json: { schema: {} } }, x-ignored: [application/vnd.a+json] }
      x-success-statuses: [200, 201]
",
        );
    }
}
