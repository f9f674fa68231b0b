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

/// The `get` of a path with these parameters, and no content in its response.
fn with_parameters(id: &str, parameters: &str) -> String {
    format!(
        "
  /{id}: {{ get: {{ operationId: {id}, parameters: [{parameters}], responses: {{ '204': {{ description: '' }} }} }} }}"
    )
}

#[test]
fn an_operation_is_generated_whatever_the_words_of_its_id() {
    let ids = ["get_x_y", "get_x_y_z", "a_b", "x-y.z", "getA-B", "get_a1_b2", "\"a\\nb\\nc\"", "''"];
    let paths = ids.iter().enumerate().map(|(index, id)| {
        format!("\n  /{index}: {{ get: {{ operationId: {id}, responses: {{ '204': {{ description: '' }} }} }} }}")
    });
    let generated = all(&paths.collect::<String>(), A);
    assert!(generated.left_out.is_empty(), "{:?}", generated.left_out);
    for method in ["get_x_y", "get_x_y_z", "a_b", "x_y_z", "get_a_b", "get_a1_b2", "a_b_c", "x"] {
        assert!(generated.code.contains(&format!("pub fn {method}(&self)")), "{method}");
    }
}

#[test]
fn a_schema_of_an_unknown_type_leaves_out_only_its_operations_with_the_location() {
    let paths = format!(
        "{VALID}
  /b: {{ get: {{ operationId: GetB, responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/B' }} }} }} }} }} }} }}
"
    );
    let generated = all(
        &paths,
        &format!(
            "{A}    B: {{ type: object, properties: {{ file: {{ type: file }}, count: {{ type: Integer }} }} }}\n"
        ),
    );
    let [(id, diagnostic)] = generated.left_out.as_slice() else { panic!("{:?}", generated.left_out) };
    assert_eq!(id, "GetB");
    assert_eq!(
        diagnostic.to_string(),
        "api.yaml:20:46: schema-type: components.schemas.B.properties.file.type: `file` is not a type of OpenAPI 3.0; use \
         one of array, boolean, integer, number, object, string"
    );
}

#[test]
fn a_part_of_an_operation_without_effect_is_reported() {
    let paths = with_parameters(
        "a",
        "{ name: X-Key, in: header, required: true, schema: { type: string } },
         { name: q, in: query, allowReserved: true, schema: { type: string } },
         { name: r, in: query, schema: { type: string }, content: { application/json: { schema: { type: integer } } } },
         { name: expand, in: query, style: deepObject, schema: { type: array, items: { type: string } } }",
    ) + "
  /b:
    post:
      operationId: b
      security: []
      parameters: [{ name: X-Key, in: header, schema: { type: string } }]
      requestBody: { content: { application/json: { schema: { type: string } }, text/json: { schema: { type: integer } } } }
      responses: { '204': { description: '' } }";
    let text = format!(
        "openapi: 3.0.3
info: {{ title: T, version: '1' }}
security: [{{ Key: [] }}]
components: {{ securitySchemes: {{ Key: {{ type: apiKey, in: header, name: x-key }} }} }}
paths:{paths}"
    );
    let generated = generate(parse_str("api.yaml", &text).expect("a tree"), None).expect("a client");
    let ignored: Vec<String> = generated.ignored.iter().map(|it| format!("{}: {}", it.location, it.message)).collect();
    assert_eq!(
        ignored,
        [
            "paths./a.get.parameters.0: the client sends a credential in the header `X-Key`",
            "paths./a.get.parameters.1.allowReserved: reserved characters are percent-encoded in spite of `allowReserved`",
            "paths./a.get.parameters.2.schema: the `schema` of a parameter with `schema` and `content` is ignored",
            "paths./a.get.parameters.3: the list `expand` is not sent: the style `deepObject` is only defined for objects",
            "paths./b.post.requestBody: the JSON of `text/json` is ignored: it differs from that of `application/json`",
        ]
    );
    assert!(generated.left_out.is_empty());
}

#[test]
fn a_second_success_that_is_not_json_leaves_the_operation_out() {
    let json = "'200': { description: '', content: { application/json: { schema: { type: string } } } }";
    let paths = format!(
        "{VALID}
  /b: {{ get: {{ operationId: GetB, responses: {{ {json}, '202': {{ description: '', content: {{ text/plain: {{}} }} }} }} }} }}
"
    );
    let generated = all(&paths, A);
    let [(id, diagnostic)] = generated.left_out.as_slice() else { panic!("{:?}", generated.left_out) };
    assert_eq!((id.as_str(), diagnostic.location.to_string().as_str()), ("GetB", "paths./b.get.responses.202"));
    assert_eq!(diagnostic.message, "the content is text/plain and not JSON, unlike that of another success");
}
