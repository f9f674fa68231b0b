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

const HOSTILE: &str = "
openapi: 3.0.3
info: { title: CODE, description: CODE, version: '1' }
externalDocs: { description: CODE, url: 'https://a.test' }
servers: [{ url: 'https://a.test/{o}', description: CODE, variables: { o: { default: b, enum: [b, c], description: CODE } } }]
tags: [{ name: T, description: CODE }]
security: [{ K: [] }]
paths:
  /things/{id}:
    summary: CODE
    description: CODE
    post:
      operationId: PostThing
      tags: [T]
      summary: CODE
      description: CODE
      parameters:
        - { name: id, in: path, required: true, description: CODE, schema: { type: string, description: CODE } }
        - { name: q, in: query, description: CODE, schema: { type: string, default: CODE, description: CODE } }
        - { name: X-H, in: header, description: CODE, schema: { type: string, enum: [a, CODE], description: CODE } }
      requestBody: { description: CODE, required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
      responses:
        '200':
          description: CODE
          headers: { X-R: { description: CODE, schema: { type: string, description: CODE } } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }
        '422': { description: CODE, content: { application/json: { schema: { title: CODE, type: object, description: CODE, properties: { why: { type: string, description: CODE } } } } } }
components:
  securitySchemes: { K: { type: http, scheme: bearer, description: CODE } }
  schemas:
    Thing: { title: CODE, description: CODE, oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }], discriminator: { propertyName: kind } }
    A: { title: CODE, type: object, description: CODE, required: [kind], additionalProperties: { type: string, description: CODE }, properties: { kind: { type: string, enum: [A], description: CODE } } }
    B:
      type: object
      description: CODE
      required: [kind]
      properties:
        kind: { type: string, enum: [B] }
        color: { type: string, description: CODE, example: CODE, enum: [red, CODE], x-enum-descriptions: [CODE, CODE] }
        known: { type: string, description: CODE, x-known-values: { k: [a, CODE] } }
        inner: { type: object, title: CODE, description: CODE, properties: { CODE: { type: string, description: CODE } } }
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

#[test]
fn only_a_request_type_that_was_split_names_its_response_type() {
    let schema = |name: &str| {
        format!("content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{name}' }} }} }}")
    };
    let paths = format!(
        "
  /things:
    post:
      operationId: PostThing
      requestBody: {{ {thing} }}
      responses: {{ '200': {{ description: '', {thing} }} }}
    get: {{ operationId: GetThing, responses: {{ '200': {{ description: '', {pull} }} }} }}
    put: {{ operationId: PutThing, responses: {{ '200': {{ description: '', {request} }} }} }}
components:
  schemas:
    Thing: {{ type: object, properties: {{ id: {{ type: string, readOnly: true }}, name: {{ type: string }} }} }}
    Pull: {{ type: object, properties: {{ a: {{ type: string }} }} }}
    PullRequest: {{ type: object, properties: {{ b: {{ type: string }} }} }}
",
        thing = schema("Thing"),
        pull = schema("Pull"),
        request = schema("PullRequest"),
    );
    let code = client(&paths);
    assert_eq!(code.lines().filter(|line| line.ends_with(" in requests.")).count(), 1);
    assert!(code.contains("/// [`Thing`] in requests."));
}

#[test]
fn no_string_of_a_spec_is_code_that_rustdoc_compiles() {
    let code =
        "a\\n```\\nhostile();\\n```\\n\\n    hostile();\\n\\n~~~rust\\nhostile();\\n~~~\\n<div>\\n\\n```\\nhostile();";
    let spec = HOSTILE.replace("CODE", &format!("\"{code}\""));
    let document = codegen::load_str("document.yaml", &spec).expect("a valid spec");
    let document = codegen::normalize(document).expect("a spec");
    let (mut fence, mut shown) = (None, 0);
    for line in codegen::client(&document).expect("a client").lines().map(str::trim) {
        let Some(line) = line.strip_prefix("///") else {
            assert!(fence.is_none() && !line.starts_with("#[doc = "), "{line}");
            continue;
        };
        match (line.trim_start().strip_prefix("```"), &fence) {
            (Some(language), None) => fence = Some(language.to_owned()),
            (Some(_), Some(_)) => fence = None,
            (None, None) => assert!(!line.starts_with("     "), "{line}"),
            (None, Some(language)) => assert!(language == "text" || !line.contains("hostile();"), "{line}"),
        }
        shown += usize::from(line.contains("hostile();"));
    }
    assert!(shown > 60, "{shown}");
}
