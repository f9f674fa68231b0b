//! Removes unused schemas.
//!
//! progenitor generates a public type for every named schema, used or not.

use crate::diagnostic::Diagnostic;
use crate::document::{Document, schemas_mut};
use crate::schema_usage::SchemaUsage;

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
    fn only_used_schemas_stay() {
        let used = "
paths:
  /a:
    get:
      responses:
        200: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }
components:
  schemas:
    A: { type: array, items: { $ref: '#/components/schemas/B' } }
    B: { type: object, properties: { a: { $ref: '#/components/schemas/A' } } }
";
        let unused = "    C: { type: object, properties: { a: { $ref: '#/components/schemas/A' } } }\n";
        golden(run, &format!("{used}{unused}"), used);
    }
}
