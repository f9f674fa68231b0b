//! Schemas that no operation reaches are left out.
//!
//! progenitor makes a public type of every named schema, used or not.

use crate::diagnostic::Diagnostic;
use crate::document::{Document, schemas_mut};
use crate::schema_usage::SchemaUsage;

/// Removes the named schemas that no operation reaches.
pub(crate) fn run(document: &mut Document) -> Result<(), Diagnostic> {
    let usage = SchemaUsage::of(&document.tree);
    schemas_mut(&mut document.tree).retain(|name, _| usage.contains(name));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::run;
    use crate::normalize::golden;

    #[test]
    fn only_what_an_operation_reaches_stays() {
        golden(
            run,
            "
paths:
  /a:
    get:
      responses:
        200: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }
components:
  schemas:
    A: { type: array, items: { $ref: '#/components/schemas/B' } }
    B: { type: object, properties: { a: { $ref: '#/components/schemas/A' } } }
    C: { type: object, properties: { a: { $ref: '#/components/schemas/A' } } }
",
            "
paths:
  /a:
    get:
      responses:
        200: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }
components:
  schemas:
    A: { type: array, items: { $ref: '#/components/schemas/B' } }
    B: { type: object, properties: { a: { $ref: '#/components/schemas/A' } } }
",
        );
    }
}
