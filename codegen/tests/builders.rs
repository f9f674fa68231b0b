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
    for text in ["wasnotinitialized", "novaluesupplied", "to_string()", "to_owned(),"] {
        assert!(!code.contains(text), "{text}");
    }
    assert!(code.contains("thing_id:Err(runtime::InputError::Missing),"));
    assert!(code.contains("full_name:Err(runtime::InputError::Missing),"));
}

#[test]
fn a_missing_input_has_its_name_in_the_spec() {
    let code = generated();
    assert!(code.contains(r#"("thingId",thing_id.err())"#));
    assert!(code.contains(r#"("X-Mode",x_mode.err())"#));
    assert!(code.contains(r#"build!(self,ThingBuilder,"Thing",super::Thing{claims:"claims",full_name:"fullName","#));
}

#[test]
fn each_setter_accepts_its_type() {
    let code = generated();
    for setter in [
        "fnthing_id(mutself,value:implIntoValue<String>",
        "fnonly(mutself,value:implIntoValue<Vec<String>>",
        "fnbody(mutself,value:implIntoValue<types::Thing>",
        "fnparts(mutself,value:implIntoValue<Vec<super::Part>>",
        "fnparent(mutself,value:implIntoValue<super::Thing>",
        "fnclaims(mutself,value:impl::serde::Serialize)",
    ] {
        assert!(code.contains(setter), "{setter}");
    }
    assert!(!code.contains("TryInto"));
}

#[test]
fn an_empty_list_of_a_request_is_sent_if_it_is_set() {
    let code = generated();
    assert!(code.contains("self.claims=runtime::members(value).map(Some);"));
    assert!(code.contains("self.notes=runtime::optional(value);"));
}
