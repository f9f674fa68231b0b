//! Opens the string enums of responses.
//!
//! The API adds values over time. With progenitor's closed enum, one new link relation would make the whole response
//! fail to decode. So such an enum is marked, and the generator emits an enum that keeps unknown values. An enum that
//! only appears in requests stays closed: a caller cannot send values that the API rejects. An enum is also open if two
//! of its values have the same name in Rust, or a symbol has to be spelled out: progenitor cannot name such values.
//!
//! ```yaml
//! # before
//! LinkRel: { type: string, enum: [self, customer] }
//! # after
//! LinkRel: { type: string, enum: [self, customer], x-open-enum: true }
//! ```

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, schemas_mut};
use crate::extensions::OPEN_ENUM;
use crate::names::{type_name, variant_name};
use crate::schema::{is_type, strings};
use crate::schema_usage::SchemaUsage;

pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let usage = SchemaUsage::of(&document.tree);
    for (name, node) in schemas_mut(&mut document.tree) {
        if let Some(map) = node.as_object_mut().filter(|map| is_type(map, "string") && map.contains_key("enum"))
            && (usage.responses.contains(name) || has_other_names(map))
        {
            map.insert(OPEN_ENUM.to_owned(), true.into());
        }
    }
    Ok(())
}

/// Returns whether progenitor would name the values in another way.
fn has_other_names(map: &Map<String, Value>) -> bool {
    let mut names = BTreeSet::new();
    !strings(map, "enum").all(|value| {
        let own = type_name(value);
        variant_name(value) == own && names.insert(own)
    })
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn an_enum_in_a_response_is_open_and_one_in_a_request_is_closed() {
        let after = "
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
";
        golden(run, &after.replace(", x-open-enum: true", ""), after);
    }
}
