//! The generated builders: their initial values, the names in their errors and the types that their setters accept.

use rebilly_customer_auth_codegen as codegen;

const DOCUMENT: &str = "openapi: 3.0.3
info: { title: T, version: '1' }
security: [{ K: [] }]
paths:
  /things/{thingId}:
    put:
      operationId: PutThing
      parameters:
        - { name: thingId, in: path, required: true, schema: { type: string } }
        - { name: X-Mode, in: header, schema: { type: string } }
        - { name: only, in: query, schema: { type: array, items: { type: string } } }
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
      responses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } } }
components:
  securitySchemes: { K: { type: http, scheme: bearer } }
  schemas:
    Thing:
      type: object
      required: [fullName, parts]
      properties:
        fullName: { type: string }
        parts: { type: array, items: { $ref: '#/components/schemas/Part' } }
        size: { type: integer, default: 5 }
        claims: { type: object, additionalProperties: true }
        parent: { $ref: '#/components/schemas/Thing' }
    Part:
      type: object
      properties: { note: { type: string }, notes: { type: array, items: { type: string } } }
";

/// The generated code without whitespace, so that the formatter does not matter.
fn generated() -> String {
    let document = codegen::load_str("document.yaml", DOCUMENT).expect("a valid spec");
    let client = codegen::client(&codegen::normalize(document).expect("a spec")).expect("a client");
    client.split_whitespace().collect()
}

#[test]
fn a_new_builder_does_not_allocate() {
    let code = generated();
    for source in ["wasnotinitialized", "novaluesupplied", "to_string()", "to_owned(),"] {
        assert!(!code.contains(source), "{source}");
    }
    assert!(code.contains("thing_id:runtime::missing(),"));
    assert!(code.contains("full_name=\"fullName\"missing"));
}
