//! Generating the client of any spec, and leaving out operations.

use std::fs;

use rebilly_customer_auth_codegen::{parse, parse_str};
use xtask::generate::{Generated, generate};
use xtask::import::Selection;

/// The client of all operations of a spec with these paths and schemas.
fn all(paths: &str, schemas: &str) -> Generated {
    client("3.0.3", paths, &format!("components:\n  schemas:\n{schemas}"))
}

/// The client of all operations of a spec of this version with these paths and further top-level members.
fn client(version: &str, paths: &str, rest: &str) -> Generated {
    let source = format!("openapi: {version}\ninfo: {{ title: T, version: '1' }}\npaths:\n{paths}\n{rest}");
    generate(parse_str("api.yaml", &source).expect("a tree"), &Selection::default()).expect("a client")
}

/// A security scheme.
const KEY: &str = "Key: { type: apiKey, in: header, name: K }";

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
fn a_nested_property_that_a_composition_requires_is_required() {
    let schemas = "
    Thing: { type: object, properties: { addr: { $ref: '#/components/schemas/Addr' } } }
    Addr: { type: object, properties: { zip: { type: string } } }
    A: { allOf: [{ $ref: '#/components/schemas/Thing' }, { type: object, properties: { addr: { required: [zip] } } }] }
";
    let generated = all(VALID, schemas);
    assert!(generated.left_out.is_empty(), "{:?}", generated.left_out);
    assert!(generated.code.contains("    pub zip: String,\n"), "{}", generated.code);
}

#[test]
fn an_unsupported_operation_is_left_out_with_its_reason_and_the_others_stay() {
    let json = "'200': { description: '', content: { application/json: { schema: { type: string } } } }, ";
    for (before, content, status, reason) in [
        ("", "image/png: { schema: { type: string, format: binary } }", "", "the content is `image/png` and not JSON"),
        (
            "",
            "'*/*': { schema: { type: string } }",
            "",
            "the content is a string of any type (`*/*`), which servers send as text",
        ),
        (json, "text/plain: {}", ".202", "the content is `text/plain` and not JSON, unlike that of another success"),
    ] {
        let paths = format!(
            "{VALID}
  /b: {{ get: {{ operationId: GetFile, responses: {{ {before}'202': {{ description: '', content: {{ {content} }} }} }} }} }}
  /c: {{ get: {{ operationId: GetC, responses: {{ '204': {{ description: '' }} }} }} }}
"
        );
        let generated = all(&paths, A);
        let [(id, diagnostic)] = generated.left_out.as_slice() else {
            panic!("{:?}", generated.left_out);
        };
        assert_eq!((id.as_str(), diagnostic.message.as_str()), ("GetFile", reason));
        assert_eq!(diagnostic.location.to_string(), format!("paths./b.get.responses{status}"));
        for (method, is_there) in [("get_a", true), ("get_file", false), ("get_c", true)] {
            assert_eq!(generated.code.contains(&format!("pub fn {method}(&self)")), is_there, "{method}");
        }
    }
}

#[test]
fn every_operation_of_a_spec_without_supported_ones_has_its_reason() {
    let image = "content: { image/png: { schema: { type: string, format: binary } } }";
    let paths = format!(
        "
  /a: {{ get: {{ operationId: GetA, parameters: [{{ name: a, in: matrix, schema: {{}} }}], responses: {{ '204': {{ description: '' }} }} }} }}
  /b: {{ get: {{ operationId: GetB, responses: {{ '200': {{ description: '', {image} }} }} }} }}
"
    );
    let generated = all(&paths, A);
    let shown = generated.left_out.iter().map(|(id, diagnostic)| format!("{id}: {diagnostic}"));
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            "GetA: api.yaml:5:48: structure: paths./a.get.parameters.0: not valid in OpenAPI: unknown variant `matrix`, \
             expected one of `query`, `header`, `path`, `cookie`; compare it with the OpenAPI specification",
            "GetB: api.yaml:6:35: unsupported: paths./b.get.responses: the content is `image/png` and not JSON; \
             describe JSON under `application/json`, or leave the operation out",
        ]
    );
    assert!(generated.code.is_empty());
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
fn a_mapping_counts_more_than_a_list_of_values_that_lacks_one_and_a_line_says_so() {
    let content = "content: { application/json: { schema: { $ref: '#/components/schemas/A' } } }";
    let paths = format!(
        "
  /a: {{ post: {{ operationId: PostA, requestBody: {{ {content} }}, responses: {{ '204': {{ description: '' }} }} }} }}
"
    );
    let schemas = "
    A: { type: object, properties: { v: { type: string, enum: [one, two] } }, discriminator: { propertyName: v, mapping: { one: '#/components/schemas/V1', three: '#/components/schemas/V3' } } }
    V1: { allOf: [{ $ref: '#/components/schemas/A' }] }
    V3: { allOf: [{ $ref: '#/components/schemas/A' }] }
";
    let generated = all(&paths, schemas);
    assert!(generated.left_out.is_empty() && generated.code.contains("rename = \"three\""), "{:?}", generated.left_out);
    let repair = &generated.repairs[0];
    assert_eq!(repair.location.to_string(), "components.schemas.A.discriminator.mapping.three");
    assert_eq!(repair.message, "`three` selects `V3`, which only allows `one`, `two` as its `v`");
}

#[test]
fn a_request_whose_variants_cannot_be_selected_is_one_struct() {
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
    assert!(generated.left_out.is_empty() && generated.code.contains("pub struct A {"), "{:?}", generated.left_out);
    assert_eq!(
        generated.repairs[0].to_string(),
        "api.yaml:11:73: repaired: components.schemas.A.discriminator.propertyName: `v` selects a schema, and is not a \
         string in `V1`; the discriminator was removed: the caller sets the property; to keep it, correct the `mapping` \
         or the values"
    );
    // No schema describes `v`, which the caller could not set.
    let schemas = schemas.replace("properties: { v: { type: integer } }", "properties: { w: { type: integer } }");
    let schemas = schemas.replace("oneOf: [", "oneOf: [{ $ref: '#/components/schemas/V2' }, ");
    let twice = schemas.replace("'1': '#/components/schemas/V1'", "V2: V1") + "    V2: { type: object }\n";
    let reason = all(&paths, &twice).left_out[0].1.to_string();
    assert!(reason.contains("`V2` selects `V2` and another schema"), "{reason}");
}

#[test]
fn an_operation_that_returns_one_variant_is_not_left_out_for_another() {
    let of = |property: &str| {
        format!(
            "{{ allOf: [{{ $ref: '#/components/schemas/Pet' }}, {{ type: object, properties: {{ {property} }} }}] }}"
        )
    };
    let schemas = format!(
        "
    Pet: {{ type: object, properties: {{ kind: {{ type: string }}, n: {{ type: string }} }}, discriminator: {{ propertyName: kind }} }}
    A: {}
    Cat: {}
",
        of("d: { type: string }"),
        of("n: { type: integer }")
    );
    let generated = all(VALID, &schemas);
    assert!(generated.left_out.is_empty(), "{:?}", generated.left_out);
}

#[test]
fn a_base_is_one_struct_of_all_that_extend_it_if_no_value_selects_them() {
    let extended = |name: &str| {
        format!(
            "    {name}: {{ allOf: [{{ $ref: '#/components/schemas/A' }}, {{ type: object, properties: {{ own_{name}: {{ type: string }} }} }}] }}\n"
        )
    };
    let base = "    A: { type: object, properties: { kind: { type: string, enum: [x, y] } }, discriminator: { propertyName: kind } }\n";
    let generated = all(VALID, &[base, &*extended("X1"), &*extended("Y1")].concat());
    assert!(generated.repairs.is_empty(), "{:?}", generated.repairs);
    for field in ["own_x1", "own_y1"] {
        assert!(generated.code.contains(&format!("    pub {field}: Option<String>,\n")), "{}", generated.code);
    }
}

#[test]
fn no_name_has_two_underscores_where_a_keyword_has_one() {
    let body = "{ type: object, properties: { '1': { type: string, nullable: true }, type: { type: string, nullable: true } } }";
    let paths = format!(
        "
  /a:
    post:
      operationId: PostA
      security: [{{ type: [] }}]
      requestBody: {{ content: {{ application/json: {{ schema: {body} }} }} }}
      responses: {{ '204': {{ description: '' }} }}
"
    );
    let schemes = format!("{A}\n  securitySchemes: {{ type: {{ type: apiKey, in: header, name: X-K }} }}");
    let code = all(&paths, &schemes).code;
    for name in ["type_prefix", "type_provider", "with_type_provider", "clear_1", "clear_type"] {
        assert!(code.contains(&format!("pub fn {name}")), "{name}");
    }
    assert!(!code.contains("__"), "{code}");
}

/// A short form of each operation that is left out: the name, the position and the start of the message.
fn left_out(generated: &Generated) -> Vec<String> {
    let line = |(id, diagnostic): &(String, rebilly_customer_auth_codegen::Diagnostic)| {
        let file = diagnostic.file.as_deref().unwrap_or_default().rsplit('/').next().unwrap_or_default();
        let line = diagnostic.position.map_or(0, |position| position.line);
        format!("{id} {file}:{line} {} {}", diagnostic.rule, diagnostic.location)
    };
    generated.left_out.iter().map(line).collect()
}

#[test]
fn an_operation_without_a_slash_or_with_an_unknown_method_is_counted() {
    let ok = "responses: { '204': { description: '' } }";
    let generated = all(
        &format!(
            "
  users: {{ get: {{ operationId: GetUsers, {ok} }} }}
  x-ignored: {{ get: {{ operationId: GetIgnored, {ok} }} }}
  /a:
    get: {{ operationId: GetA, {ok} }}
    POST: {{ operationId: PostA, {ok} }}
    query: {{ {ok} }}
    put:
"
        ),
        A,
    );
    assert_eq!(
        left_out(&generated),
        [
            "GetUsers api.yaml:5 path-parameter paths.users",
            "put /a api.yaml:11 unknown-method paths./a.put",
            "PostA api.yaml:9 unknown-method paths./a.POST",
            "query /a api.yaml:10 unknown-method paths./a.query",
        ]
    );
    assert_eq!(generated.count, 5);
}

#[test]
fn nothing_removes_a_credential_silently() {
    let paths = ["null", "{}", "[null]", "[{ Key: null }]", "[5]"].iter().enumerate().map(|(index, security)| {
        format!("  /{index}: {{ get: {{ operationId: Get{index}, security: {security}, responses: {{ '204': {{ description: '' }} }} }} }}\n")
    });
    let security = format!("security: [{{ Key: [] }}]\ncomponents: {{ securitySchemes: {{ {KEY} }} }}");
    let generated = client("3.0.3", &paths.collect::<String>(), &security);
    let ids: Vec<&str> = generated.left_out.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["Get1", "Get2", "Get3", "Get4"]);
    assert_eq!(generated.repairs[0].message, "`security` has no value");
    assert!(generated.code.contains("SecurityScheme::Key"), "{}", generated.code);
}

#[test]
fn a_duplicate_parameter_costs_its_operation_unless_it_overrides_one_of_the_path_item() {
    let generated = all(
        "
  /a:
    parameters: [{ name: X-A, in: header, schema: { type: string } }]
    get:
      operationId: GetA
      parameters: [{ name: x-a, in: header, schema: { type: integer } }]
      responses: { '204': { description: '' } }
    put:
      operationId: PutA
      parameters: [{ name: a, in: query, schema: { type: integer } }, { name: a, in: query, schema: { type: string } }]
      responses: { '204': { description: '' } }
    post:
      operationId: PostA
      parameters: [{ name: X-B, in: header, schema: { type: integer } }, { name: x-b, in: header, schema: { type: string } }]
      responses: { '204': { description: '' } }
",
        A,
    );
    assert_eq!(
        left_out(&generated),
        [
            "PutA api.yaml:13 duplicate-parameter paths./a.put.parameters.1",
            "PostA api.yaml:17 duplicate-parameter paths./a.post.parameters.1",
        ]
    );
    let parameter = "pub fn x_a(mut self, value: impl IntoValue<i64>)";
    assert!(generated.code.contains(parameter) && !generated.code.contains("X-A"), "{}", generated.code);
}

#[test]
fn an_object_in_the_query_with_the_member_of_another_parameter_has_a_line() {
    let generated = all(
        "
  /a:
    get:
      operationId: GetA
      parameters:
        - { name: page, in: query, schema: { type: object, properties: { number: { type: integer }, size: { type: integer } } } }
        - { name: number, in: query, schema: { type: integer } }
        - { name: size, in: header, schema: { type: integer } }
        - { name: deep, in: query, style: deepObject, schema: { type: object, properties: { number: { type: integer } } } }
        - { name: sort, in: query, schema: { type: object, properties: { size: { type: integer } } } }
      responses: { '204': { description: '' } }
",
        A,
    );
    let ignored: Vec<&str> = generated.ignored.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(
        ignored,
        [
            "the query contains `number` twice if `page` and `number` are set",
            "the query contains `size` twice if `page` and `sort` are set",
        ]
    );
}

#[test]
fn an_example_sets_members_with_the_names_of_methods_in_the_body_itself() {
    let content = |name: &str| {
        let schema = format!("{{ type: object, required: [{name}], properties: {{ {name}: {{ type: string }} }} }}");
        format!("requestBody: {{ required: true, content: {{ application/json: {{ schema: {schema} }} }} }}")
    };
    let post = |name: &str| {
        let rest = "responses: { '204': { description: '' } }";
        all(&format!("\n  /b: {{ post: {{ operationId: PostB, {}, {rest} }} }}\n", content(name)), A).code
    };
    assert!(post("title").contains("client.post_b().body_map(|body| body.title(title)).send()"));
    for name in ["body", "client", "default"] {
        assert!(post(name).contains("client.post_b().body(body).send()"), "{name}");
    }
}

#[test]
fn a_secret_header_is_sensitive_even_if_it_may_be_null() {
    for nullable in ["", ", nullable: true"] {
        let header = format!("{{ name: X-Pin, in: header, schema: {{ type: string, format: password{nullable} }} }}");
        let get = format!("operationId: GetB, parameters: [{header}], responses: {{ '204': {{ description: '' }} }}");
        let code = all(&format!("\n  /b: {{ get: {{ {get} }} }}\n"), A).code;
        assert!(code.contains(".header(\"X-Pin\", x_pin.as_ref())"), "{code}");
    }
}

#[test]
fn known_values_are_in_a_module_of_their_own() {
    let a = |b: &str| {
        let client = "client: { type: string, x-known-values: { known: [web, '', '*'] } }";
        format!("    A: {{ type: object, properties: {{ {client}, b: {{ type: object, properties: {{ {b} }} }} }} }}\n")
    };
    let generated = all(VALID, &a("c: { type: string }"));
    assert!(
        generated.code.contains("pub mod client_ {") && generated.code.contains("EMPTY = \"\", X = \"*\""),
        "{}",
        generated.code
    );
    let generated = all(VALID, &a("client: { type: string, x-known-values: { known: [app] } }"));
    assert!(left_out(&generated)[0].contains("known-values"), "{:?}", left_out(&generated));
}

#[test]
fn a_deprecated_operation_is_marked() {
    let get = "get: { operationId: GetB, deprecated: true, responses: { '204': { description: '' } } }";
    let code = all(&format!("\n  /b:\n    {get}\n"), A).code;
    // Of `Client` and, because it needs no credential, of `PublicClient`.
    assert_eq!(code.matches("    #[deprecated]\n    pub fn get_b(&self)").count(), 2, "{code}");
}

#[test]
fn an_invalid_security_scheme_costs_only_the_operations_that_require_it() {
    let oauth2 = "{ type: oauth2, flows: { implicit: { scopes: {} } } }";
    for scheme in ["{ type: basic }", "{ type: oauth2 }", oauth2, "{ $ref: gone.yaml }", "null"] {
        let operation = |path: &str, security: &str| {
            format!(
                "  /{path}: {{ get: {{ operationId: {path}, {security} responses: {{ '204': {{ description: '' }} }} }} }}\n"
            )
        };
        let valid = operation("valid", "security: [{ Key: [] }],");
        let paths = operation("required", "security: [{ Bad: [] }],") + &operation("inherited", "") + &valid;
        let rest = format!("security: [{{ Bad: [] }}]\ncomponents: {{ securitySchemes: {{ {KEY}, Bad: {scheme} }} }}");
        let generated = client("3.1.0", &paths, &rest);
        let mut ids: Vec<&str> = generated.left_out.iter().map(|(id, _)| id.as_str()).collect();
        ids.sort_unstable();
        assert_eq!((ids, generated.count), (vec!["inherited", "required"], 3), "{scheme}");
        let location = generated.left_out[0].1.location.to_string();
        assert!(location.starts_with("components.securitySchemes.Bad"), "{location}");
        let unused = client("3.1.0", &valid, &rest);
        assert_eq!((unused.left_out, unused.repairs), (vec![], vec![]), "{scheme}");
    }
    let path = "  /a: { get: { operationId: GetA, security: [{ Bad: [] }, { Key: [] }], responses: { '204': { description: '' } } } }";
    let schemes = format!("components: {{ securitySchemes: {{ {KEY}, Bad: {{ type: basic }} }} }}");
    let generated = client("3.1.0", path, &schemes);
    assert_eq!(generated.repairs[0].message, "the security scheme `Bad` is not valid");
}

#[test]
fn mutual_tls_alone_is_a_valid_scheme_of_3_1_that_the_client_does_not_support() {
    let paths = "
  /a: { get: { operationId: GetA, security: [{ Tls: [] }, { Key: [] }], responses: { '204': { description: '' } } } }
  /b: { get: { operationId: GetB, security: [{ Tls: [] }, {}], responses: { '204': { description: '' } } } }
  /c: { get: { operationId: GetC, security: [{ Tls: [] }], responses: { '204': { description: '' } } } }
";
    let schemes = format!("components: {{ securitySchemes: {{ {KEY}, Tls: {{ type: mutualTLS }} }} }}");
    let generated = client("3.1.0", paths, &schemes);
    let message = "the security scheme `Tls` is not supported";
    let left_out: Vec<_> = generated.left_out.iter().map(|(id, it)| (id.as_str(), it.message.as_str())).collect();
    assert_eq!((left_out, generated.repairs), (vec![("GetC", message)], vec![]));
    assert!(generated.ignored.iter().all(|it| it.message == message) && generated.ignored.len() == 2);
}

#[test]
fn an_invalid_component_costs_only_the_operations_that_use_it() {
    let ok = "responses: { '204': { description: '' } }";
    let paths = format!(
        "  /valid: {{ get: {{ operationId: valid, callbacks: {{ c: {{ $ref: '#/components/callbacks/C' }} }}, {ok} }} }}
  /l: {{ get: {{ operationId: link, responses: {{ '204': {{ description: '', links: {{ l: {{ $ref: '#/components/links/L' }} }} }} }} }} }}
  /p: {{ get: {{ operationId: parameter, parameters: [{{ $ref: '#/components/parameters/P' }}], {ok} }} }}
  /r: {{ get: {{ operationId: response, responses: {{ '204': {{ $ref: '#/components/responses/R' }} }} }} }}
  /h: {{ get: {{ operationId: header, responses: {{ '204': {{ description: '', headers: {{ H: {{ $ref: '#/components/headers/H' }} }} }} }} }} }}
  /e: {{ get: {{ operationId: example, parameters: [{{ name: e, in: query, schema: {{ type: string }}, examples: {{ e: {{ $ref: '#/components/examples/E' }} }} }}], {ok} }} }}
  /b: {{ post: {{ operationId: body, requestBody: {{ $ref: '#/components/requestBodies/B' }}, {ok} }} }}
  /s: {{ post: {{ operationId: schema, requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/S' }} }} }} }}, {ok} }} }}
  /i: {{ parameters: [{{ name: i, in: matrix, schema: {{ type: string }} }}], get: {{ operationId: shared, {ok} }} }}
  /t: {{ post: {{ operationId: type, requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/T' }} }} }} }}, {ok} }} }}"
    );
    let components = "components:
  parameters: { P: { name: p, in: matrix, schema: { type: string } } }
  responses: { R: { content: 5 } }
  headers: { H: 5 }
  examples: { E: 5 }
  requestBodies: { B: { content: 5 } }
  schemas: { S: { type: object, properties: 5 }, T: { type: object, properties: { file: { type: file } } } }
  links: { L: 5 }
  callbacks: { C: 5 }
";
    let generated = client("3.0.3", &paths, components);
    let mut left_out: Vec<String> = left_out(&generated);
    left_out.sort();
    assert_eq!(
        left_out,
        [
            "body api.yaml:19 structure components.requestBodies.B.content",
            "example api.yaml:18 structure components.examples.E",
            "header api.yaml:17 structure components.headers.H",
            "parameter api.yaml:15 structure components.parameters.P",
            "response api.yaml:16 structure components.responses.R.content",
            "schema api.yaml:20 structure components.schemas.S.properties",
            "shared api.yaml:12 structure paths./i.parameters.0",
            "type api.yaml:20 schema-type components.schemas.T.properties.file.type",
        ]
    );
    assert_eq!(generated.count, 10);
}

#[test]
fn an_error_in_another_file_costs_only_the_operations_that_reach_it() {
    let directory = tempfile::tempdir().expect("a directory");
    let operation = |path: &str, target: &str| {
        format!(
            "  /{path}: {{ get: {{ operationId: {path}, responses: {{ '200': {{ description: '', content: {{ application/json: {{ schema: {{ $ref: '{target}' }} }} }} }} }} }} }}\n"
        )
    };
    let root = format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n{}{}{}{}{}  /gone: {{ $ref: gone.yaml }}\n  /item: {{ $ref: item.yaml }}\n",
        operation("valid", "valid.yaml"),
        operation("dangling", "bad.yaml"),
        operation("cycle", "l1.yaml"),
        operation("missing", "two.yaml"),
        operation("again", "two.yaml"),
    );
    let files = [
        ("openapi.yaml", root.as_str()),
        ("valid.yaml", "type: object\n"),
        ("bad.yaml", "type: object\nproperties: { valid: { $ref: valid.yaml }, x: { $ref: '#/nope' } }\n"),
        ("l1.yaml", "$ref: l2.yaml\n"),
        ("l2.yaml", "$ref: l1.yaml\n"),
        ("two.yaml", "type: object\nproperties: { x: { $ref: three.yaml } }\n"),
        ("three.yaml", "type: object\nproperties: { x: { $ref: nowhere.yaml } }\n"),
        (
            "item.yaml",
            "
get: { operationId: itemGet, responses: { '204': { description: '' } } }
put: { operationId: itemPut, security: [{ Nowhere: [] }], responses: { '204': { description: '' } } }
",
        ),
    ];
    for (name, source) in files {
        fs::write(directory.path().join(name), source).expect("a file");
    }
    let generated = generate(parse(directory.path().join("openapi.yaml")).expect("a tree"), &Selection::default())
        .expect("a client");
    assert_eq!(
        left_out(&generated),
        [
            "dangling bad.yaml:2 import properties.x.$ref",
            "cycle l2.yaml:1 import $ref",
            "missing three.yaml:2 import properties.x.$ref",
            "again three.yaml:2 import properties.x.$ref",
            "/gone openapi.yaml:9 import paths./gone.$ref",
            "itemPut item.yaml:3 undefined-security-scheme paths./item.put.security.0.Nowhere",
        ]
    );
    assert_eq!(generated.count, 8);
}

#[test]
fn an_operation_is_generated_whatever_the_words_of_its_id() {
    let ids = ["get_x_y", "get_x_y_z", "a_b", "x-y.z", "getA-B", "get_a1_b2", "\"a\\nb\\nc\"", "''"];
    let paths = ids.iter().enumerate().map(|(index, id)| {
        format!("\n  /{index}: {{ get: {{ operationId: {id}, responses: {{ '204': {{ description: '' }} }} }} }}")
    });
    let generated = all(&paths.collect::<String>(), A);
    assert!(generated.left_out.is_empty(), "{:?}", generated.left_out);
    for method in ["get_x_y", "get_x_y_z", "a_b", "x_y_z", "get_a_b", "get_a1_b2", "a_b_c", "get_7"] {
        assert!(generated.code.contains(&format!("pub fn {method}(&self)")), "{method}");
    }
}

#[test]
fn a_part_of_an_operation_without_effect_is_reported() {
    let paths = "
  /a:
    get:
      operationId: a
      parameters:
        - { name: X-Key, in: header, required: true, schema: { type: string } }
        - { name: q, in: query, allowReserved: true, schema: { type: string } }
        - { name: r, in: query, schema: { type: string }, content: { application/json: { schema: { type: integer } } } }
        - { name: expand, in: query, style: deepObject, schema: { type: array, items: { type: string } } }
        - { name: flag, in: query, allowEmptyValue: true, schema: { type: boolean } }
        - { name: note, in: query, allowEmptyValue: true, schema: { type: string } }
      responses: { '204': { description: '' } }
  /b:
    post:
      operationId: b
      security: []
      parameters: [{ name: X-Key, in: header, schema: { type: string } }]
      requestBody: { content: { application/json: { schema: { type: string } }, text/json: { schema: { type: integer } } } }
      responses: { '204': { description: '' } }
    patch:
      operationId: p
      security: []
      requestBody: { content: { application/merge-patch+json: { schema: { type: object } }, application/json-patch+json: { schema: { type: object } } } }
      responses: { '204': { description: '' } }
    trace:
      operationId: c
      security: []
      requestBody: { required: true, content: { application/json: { schema: { type: string } } } }
      responses: { '204': { description: '' } }";
    let schemes = "components: { securitySchemes: { Key: { type: apiKey, in: header, name: x-key } } }";
    let generated = client("3.0.3", paths, &format!("security: [{{ Key: [] }}]\n{schemes}"));
    let ignored: Vec<String> = generated.ignored.iter().map(|it| format!("{}: {}", it.location, it.message)).collect();
    assert_eq!(
        ignored,
        [
            "paths./a.get.parameters.0: the client sends a credential in the header `X-Key`",
            "paths./a.get.parameters.1.allowReserved: reserved characters are percent-encoded in spite of `allowReserved`",
            "paths./a.get.parameters.2.schema: the `schema` of a parameter with `schema` and `content` is ignored",
            "paths./a.get.parameters.3: the list `expand` is not sent: the style `deepObject` is only defined for objects",
            "paths./a.get.parameters.4.allowEmptyValue: an empty value cannot be sent in spite of `allowEmptyValue`",
            "paths./b.post.requestBody: the JSON of `text/json` is ignored: it differs from that of `application/json`",
            "paths./b.patch.requestBody: the JSON of `application/json-patch+json` is ignored: it differs from that of \
             `application/merge-patch+json`",
            "paths./b.trace.requestBody: a TRACE has no body (RFC 9110, section 9.3.8)",
        ]
    );
    assert!(generated.left_out.is_empty());
}
