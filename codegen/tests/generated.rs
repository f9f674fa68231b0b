//! The documentation of the generated client.

use rebilly_customer_auth_codegen as codegen;

const DOCUMENTATION: &str = "
  /things:
    get:
      operationId: GetThing
      x-doc-alias: [look up, 'a \"quote\"', ' space', get_thing]
      responses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } } }
components:
  schemas:
    Thing:
      type: object
      additionalProperties: {}
      properties: { part: { $ref: '#/components/schemas/Part' } }
    Part: { description: What a thing is made of., type: object, properties: { note: { type: string } } }
";

/// The generated client of these paths and components, which end the spec.
fn client(parts: &str) -> String {
    let before = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\nsecurity: [{ K: [] }]\npaths:";
    let spec = format!("{before}{parts}  securitySchemes: {{ K: {{ type: http, scheme: bearer }} }}\n");
    let document = codegen::load_str("document.yaml", &spec).expect("a valid spec");
    codegen::client(&codegen::normalize(document).expect("a spec")).expect("a client")
}

#[test]
fn a_method_has_its_operation_id_and_the_valid_words_of_the_overlay_as_aliases() {
    let code = client(DOCUMENTATION);
    let aliases: Vec<&str> = code.lines().filter_map(|line| line.trim().strip_prefix("#[doc(alias = ")).collect();
    assert_eq!(aliases, [r#""GetThing")]"#, r#""look up")]"#]);
}

#[test]
fn a_field_without_a_description_has_the_description_of_its_type() {
    let code = client(DOCUMENTATION);
    let (before, _) = code.split_once("pub part: ").expect("the field");
    let mut docs = before.lines().rev().map(str::trim).take_while(|line| !line.starts_with("pub "));
    assert!(docs.any(|line| line == "/// What a thing is made of."));
    assert!(code.contains("/// Members that are not in the spec."));
}
