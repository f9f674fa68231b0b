//! Several successful statuses with one meaning become one.
//!
//! A server may answer 200 where 201 is documented, and the reverse: the exchange did. progenitor takes a status that
//! is not listed for an error. The status itself stays readable in the `ResponseValue`.
//!
//! ```yaml
//! # before
//! responses: { '200': { description: Updated. }, '201': { description: Created. } }
//! # after
//! responses: { '2XX': { description: Updated. } }
//! x-success-statuses: [200, 201]
//! ```

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, operations, resolve_refs};
use crate::extensions::SUCCESS_STATUSES;

const RULE: &str = "unsupported";

/// Replaces the successful responses of each operation with one for all successful statuses.
pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let united = operations(&document.tree)
        .iter()
        .map(|operation| {
            let responses = operation.operation.get("responses");
            let responses = responses.and_then(Value::as_object);
            let successes: Vec<(&String, &Value)> = responses
                .into_iter()
                .flatten()
                .filter(|(status, _)| status.starts_with('2'))
                .map(|(status, node)| (status, resolve_refs(&document.tree, node)))
                .collect();
            let Some((first, success)) = successes.first() else {
                return Err(document.diagnostic(
                    RULE,
                    operation.location.join("responses"),
                    "this operation has no successful response",
                    "add the 2xx status that it answers with",
                ));
            };
            let differing = successes.iter().find(|(_, other)| schema_of(other) != schema_of(success));
            if let Some((status, _)) = differing {
                return Err(document.diagnostic(
                    RULE,
                    operation.location.join("responses").join(status),
                    format!("the status {status} has another body than {first}"),
                    "give all successful responses of an operation one schema: a Rust method returns one type",
                ));
            }
            Ok((*success).clone())
        })
        .collect::<Result<Vec<Value>, Diagnostic>>()?;

    let mut united = united.into_iter();
    crate::document::for_each_operation(&mut document.tree, |operation| {
        let responses = operation.get_mut("responses").and_then(Value::as_object_mut);
        if let (Some(responses), Some(success)) = (responses, united.next()) {
            let statuses: Vec<u16> = responses.keys().filter_map(|status| status.parse().ok()).collect();
            let successes: Vec<u16> = statuses.into_iter().filter(|status| (200..300).contains(status)).collect();
            replace(responses, success);
            operation.insert(SUCCESS_STATUSES.to_owned(), successes.into());
        }
    });
    Ok(())
}

/// The schema of a JSON body. `application/problem+json` and charset parameters are of no matter here.
fn schema_of(response: &Value) -> Option<&Value> {
    let content = response.get("content")?.as_object()?;
    let (_, media) = content.iter().find(|(name, _)| name.starts_with("application/json"))?;
    media.get("schema")
}

fn replace(responses: &mut Map<String, Value>, success: Value) {
    let others = std::mem::take(responses).into_iter().filter(|(status, _)| !status.starts_with('2'));
    let united = std::iter::once(("2XX".to_owned(), success)).chain(others);
    responses.extend(united.collect::<Vec<_>>());
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::document::Document;
    use crate::normalize::golden;

    #[test]
    fn statuses_with_one_body_become_one() {
        golden(
            run,
            "
paths:
  /a:
    put:
      responses:
        200: { description: Updated., content: { application/json: { schema: { type: string } } } }
        201: { $ref: '#/components/responses/Created' }
        404: { description: None. }
components:
  responses:
    Created: { description: Created., content: { application/json: { schema: { type: string } } } }
",
            "
paths:
  /a:
    put:
      responses:
        2XX: { description: Updated., content: { application/json: { schema: { type: string } } } }
        404: { description: None. }
      x-success-statuses: [200, 201]
components:
  responses:
    Created: { description: Created., content: { application/json: { schema: { type: string } } } }
",
        );
    }

    #[test]
    fn two_bodies_are_a_fault_that_names_the_status() {
        let text = "
paths:
  /a:
    put:
      responses:
        200: { content: { application/json: { schema: { type: string } } } }
        202: { description: Accepted. }
";
        let tree = serde_yaml::from_str(text).expect("the test's YAML");
        let mut document = Document::new("test.yaml", text, crate::document::Syntax::Yaml, tree);
        let fault = run(&mut document).expect_err("two bodies");
        assert_eq!(
            fault.to_string(),
            "test.yaml:7:9: paths./a.put.responses.202: the status 202 has another body than 200; give all successful \
             responses of an operation one schema: a Rust method returns one type"
        );
    }
}
