//! Generating the client of any spec, and leaving out operations.

use rebilly_customer_auth_codegen::parse_str;
use xtask::generate::{Generated, generate};

/// The client of all operations of a spec with these paths and schemas.
fn all(paths: &str, schemas: &str) -> Generated {
    let text = format!(
        "openapi: 3.0.3
info: {{ title: T, version: '1' }}
paths:
{paths}
components:
  schemas:
{schemas}"
    );
    generate(parse_str("api.yaml", &text).expect("a tree"), None).expect("a client")
}

const VALID: &str = "
  /a/{number}/{kind}:
    get:
      operationId: GetA
      parameters:
        - { name: number, in: path, required: true, schema: { type: integer } }
        - { name: kind, in: path, required: true, schema: { type: string, enum: [x, y] } }
        - { name: sort, in: query, explode: false, schema: { type: array, items: { type: string } } }
      responses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } } }
";

const A: &str = "
    A: { type: object, properties: { a: { type: string } } }
";

#[test]
fn a_supported_spec_is_generated_completely() {
    let generated = all(VALID, A);
    assert!(generated.left_out.is_empty(), "{:?}", generated.left_out);
    assert!(generated.code.contains("pub fn get_a(&self)"));
    let of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert!(generated.code.contains("SPEC_SHA256") && !generated.code.contains(of_nothing));
}

#[test]
fn an_unsupported_operation_is_left_out_with_its_reason_and_the_others_stay() {
    let paths = format!(
        "{VALID}
  /b: {{ get: {{ operationId: GetFile, responses: {{ '200': {{ description: '', content: {{ image/png: {{ schema: {{ type: string, format: binary }} }} }} }} }} }} }}
  /c: {{ get: {{ operationId: GetC, responses: {{ '204': {{ description: '' }} }} }} }}
"
    );
    let generated = all(&paths, A);
    let [(id, diagnostic)] = generated.left_out.as_slice() else {
        panic!("{:?}", generated.left_out);
    };
    assert_eq!((id.as_str(), diagnostic.message.as_str()), ("GetFile", "the content is image/png and not JSON"));
    for (method, is_there) in [("get_a", true), ("get_file", false), ("get_c", true)] {
        assert_eq!(generated.code.contains(&format!("pub fn {method}(&self)")), is_there, "{method}");
    }
}

#[test]
fn a_spec_without_supported_operations_is_rejected() {
    let text = "openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /b:
    get:
      operationId: GetB
      responses: { '200': { description: '', content: { image/png: { schema: { type: string, format: binary } } } } }
";
    let upstream = parse_str("api.yaml", text).expect("a tree");
    let diagnostic = generate(upstream, None).expect_err("a diagnostic").to_string();
    assert_eq!(
        diagnostic,
        "api.yaml:7:7: unsupported: paths./b.get.responses: the content is image/png and not JSON; offer \
         `application/json` too, or leave the operation out"
    );
}

#[test]
fn a_variant_with_only_a_tag_has_no_value() {
    let paths = "
  /a:
    post:
      operationId: PostA
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/A' } } } }
      responses: { '204': { description: '' } }
";
    let schemas = "
    A:
      oneOf: [{ $ref: '#/components/schemas/Now' }, { $ref: '#/components/schemas/Later' }]
      discriminator: { propertyName: method, mapping: { now: '#/components/schemas/Now', later: '#/components/schemas/Later' } }
    Now: { type: object, required: [method], properties: { method: { type: string, enum: [now] } } }
    Later: { type: object, properties: { method: { type: string }, at: { type: string } } }
";
    let generated = all(paths, schemas);
    assert!(generated.code.contains("Now,\n"), "{}", generated.code);
    assert!(generated.code.contains("Later(Later),\n"));
}

#[test]
fn an_invalid_operation_is_left_out_and_the_others_stay() {
    let ok = "responses: { '204': { description: '' } }";
    let paths = format!(
        "{VALID}
  /b/{{id}}: {{ get: {{ operationId: GetUndeclared, {ok} }} }}
  /c: {{ get: {{ operationId: GetUnknown, security: [{{ Nowhere: [] }}], {ok} }}, put: {{ operationId: PutC, {ok} }} }}
"
    );
    let generated = all(&paths, A);
    let ids: Vec<&str> = generated.left_out.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!((ids, generated.count), (vec!["GetUnknown"], 4), "{:?} {:?}", generated.left_out, generated.repairs);
    assert!(generated.code.contains("pub fn put_c(&self)") && !generated.code.contains("get_unknown"));
}

#[test]
fn a_request_whose_variants_cannot_be_selected_is_left_out_and_a_response_is_not() {
    let body = |schema: &str| {
        format!("content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{schema}' }} }} }}")
    };
    let paths = format!(
        "
  /a: {{ post: {{ operationId: PostA, requestBody: {{ {} }}, responses: {{ '204': {{ description: '' }} }} }} }}
  /b: {{ get: {{ operationId: GetA, responses: {{ '200': {{ description: '', {} }} }} }} }}
",
        body("A"),
        body("A")
    );
    let schemas = "
    A: { oneOf: [{ $ref: '#/components/schemas/V1' }], discriminator: { propertyName: v, mapping: { '1': '#/components/schemas/V1' } } }
    V1: { type: object, properties: { v: { type: integer } } }
";
    let generated = all(&paths, schemas);
    let left_out: Vec<String> = generated.left_out.iter().map(|(id, reason)| format!("{id}: {reason}")).collect();
    assert_eq!(
        left_out,
        [
            "PostA: api.yaml:11:73: discriminator: components.schemas.A.discriminator.propertyName: `v` selects a schema, and is \
          not a string in `V1`; make it a string, or leave the operation out"
        ]
    );
}
