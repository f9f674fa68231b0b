//! Enums of strings in responses are open.
//!
//! The API adds values over time. progenitor makes a closed enum, and one new link relation then loses the whole
//! response. So such an enum is marked, and the generator makes an enum of it that keeps a value that it does not know. An
//! enum that only requests contain stays closed: a caller cannot send what the API does not accept. It is open too if
//! two of its values have one name in Rust, as only the generator's own enums tell them apart.
//!
//! ```yaml
//! # before
//! LinkRel: { type: string, enum: [self, customer] }
//! # after
//! LinkRel: { type: string, enum: [self, customer], x-open-enum: true }
//! ```

use std::collections::BTreeSet;

use heck::ToPascalCase;
use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, schemas_mut};
use crate::extensions::OPEN_ENUM;
use crate::schema::{is_type, strings};
use crate::schema_usage::SchemaUsage;

/// Marks each enum of strings that a response can contain.
pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let usage = SchemaUsage::of(&document.tree);
    for (name, node) in schemas_mut(&mut document.tree) {
        if let Some(map) = node.as_object_mut().filter(|map| is_type(map, "string") && map.contains_key("enum"))
            && (usage.responses.contains(name) || values_collide(map))
        {
            map.insert(OPEN_ENUM.to_owned(), true.into());
        }
    }
    Ok(())
}

fn values_collide(map: &Map<String, Value>) -> bool {
    let mut names = BTreeSet::new();
    !strings(map, "enum").all(|value| names.insert(value.to_pascal_case()))
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn an_enum_in_a_response_is_open_and_one_in_a_request_is_closed() {
        golden(
            run,
            "
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Mode' } } } }
      responses:
        200: { content: { application/json: { schema: { $ref: '#/components/schemas/Rel' } } } }
components:
  schemas:
    Mode: { type: string, enum: [a, b] }
    Rel: { type: string, enum: [self] }
    Sign: { type: string, enum: ['+', '-'] }
",
            "
paths:
  /a:
    post:
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Mode' } } } }
      responses:
        200: { content: { application/json: { schema: { $ref: '#/components/schemas/Rel' } } } }
components:
  schemas:
    Mode: { type: string, enum: [a, b] }
    Rel: { type: string, enum: [self], x-open-enum: true }
    Sign: { type: string, enum: ['+', '-'], x-open-enum: true }
",
        );
    }
}
