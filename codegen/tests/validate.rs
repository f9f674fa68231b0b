//! Each invalid spec has one readable diagnostic with the location and the help.

use rebilly_customer_auth_codegen as codegen;

const VALID: &str = "\
openapi: 3.0.3
info: { title: Test, version: '1' }
security:
  - Key: []
paths:
  /things/{id}:
    get:
      operationId: GetThing
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        '200':
          description: A thing.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Thing'
components:
  securitySchemes:
    Key: { type: apiKey, in: header, name: X-Key }
  schemas:
    Thing:
      type: object
      required: [name]
      properties:
        name: { type: string }
";

fn generate(source: &str) -> Result<String, codegen::Diagnostic> {
    let document = codegen::load_str("spec/test.yaml", source)?;
    codegen::client(&codegen::normalize(document)?)
}

/// The diagnostic of the valid spec after one change.
#[track_caller]
fn diagnostic(from: &str, to: &str) -> String {
    assert!(VALID.contains(from), "the spec does not contain `{from}`");
    generate(&VALID.replacen(from, to, 1)).expect_err("a diagnostic").to_string()
}

#[test]
fn a_spec_without_end_is_read_up_to_the_limit() {
    let diagnostic = codegen::parse_reader("-", std::io::repeat(b' ')).expect_err("too large").to_string();
    assert_eq!(
        diagnostic,
        "-: unreadable-file: the file cannot be read: it exceeds 67108864 bytes; check the path or the program that writes it"
    );
}

#[test]
fn an_empty_file_is_reported() {
    for source in ["", "\n\n", "# nothing\n", "---\n"] {
        let diagnostic = generate(source).expect_err("a diagnostic").to_string();
        assert_eq!(diagnostic, "spec/test.yaml:1:1: syntax: the spec is empty; start it with `openapi: 3.0.3`");
    }
}

#[test]
fn a_yaml_error_has_its_position() {
    let diagnostic = diagnostic("    get:", "   get: [");
    assert!(diagnostic.starts_with("spec/test.yaml:9:17: "), "{diagnostic}");
    assert!(diagnostic.contains("not valid YAML: ") && diagnostic.ends_with("; correct the syntax"), "{diagnostic}");
}

#[test]
fn another_document_type_is_rejected() {
    assert!(diagnostic("openapi: 3.0.3", "swagger: '2.0'").contains("it has no `openapi`"));
}

#[test]
fn an_unknown_reference_is_reported_with_its_location() {
    assert_eq!(
        diagnostic("#/components/schemas/Thing", "#/components/schemas/Thong"),
        "spec/test.yaml:17:17: unknown-ref: paths./things/{id}.get.responses.200.content.application/json.schema.$ref: \
         `#/components/schemas/Thong` is not defined; define it under `components` or correct the name"
    );
    assert!(diagnostic("'#/components/schemas/Thing'", "other.yaml").contains("`other.yaml` is outside this spec"));
    for other in ["#/paths", "#/components/schemas", "#/components/parameters/X", "#/paths/~1things~1{id}/get"] {
        let found = diagnostic("'#/components/schemas/Thing'", &format!("'{other}'"));
        assert!(found.contains("is not defined") || found.contains("is the wrong kind of object here"), "{found}");
    }
    let circle = "    Thing:\n      $ref: '#/components/schemas/Thing'\n    Old:";
    assert!(diagnostic("    Thing:", circle).contains("leads back to itself"));
}

#[test]
fn a_missing_or_duplicate_operation_id_is_rejected() {
    let twice =
        "  /other:\n    get:\n      operationId: GetThing\n      responses: { '204': { description: None. } }\n";
    let paths = format!("paths:\n{twice}");
    assert_eq!(
        diagnostic("paths:\n", &paths),
        "spec/test.yaml:12:7: duplicate-operation-id: paths./things/{id}.get.operationId: paths./other.get also has \
         the operationId `GetThing`; give each operation a unique ID"
    );
    assert!(diagnostic("paths:\n", &paths.replace("GetThing", "get_thing")).contains("would become the same method"));
    assert!(
        diagnostic("      operationId: GetThing\n", "")
            .contains("paths./things/{id}.get: this operation has no operationId")
    );
}

#[test]
fn path_parameters_that_do_not_match_the_path_are_rejected() {
    assert!(diagnostic("name: id, in: path", "name: key, in: path").contains(
        "paths./things/{id}.get.parameters.0: the path `/things/{id}` has no `{key}` for this path parameter; add it"
    ));
    assert!(diagnostic("in: path", "in: query").contains("`{id}` in the path `/things/{id}` is not a parameter"));
    assert!(diagnostic("required: true", "required: false").contains("the path parameter `id` is not required"));
    assert!(diagnostic("/things/{id}:", "/things/{id:").contains("the path is not a template"));
}

#[test]
fn an_undefined_or_unsupported_security_scheme_is_rejected() {
    assert!(
        diagnostic("  - Key: []", "  - Other: []")
            .contains("security.0.Other: the security scheme `Other` is not defined")
    );
    for scheme in ["type: apiKey, in: query, name: X-Key", "type: http, scheme: digest"] {
        let unsupported = diagnostic("type: apiKey, in: header, name: X-Key", scheme);
        assert!(unsupported.contains("security.0: the security scheme `Key` is not supported"), "{unsupported}");
    }
}

#[test]
fn a_server_without_a_usable_url_is_rejected() {
    let cases = [
        ("{ url: 'https://{a}.test' }", "0.url: the URL variable `{a}` is not defined; define it with a default"),
        ("{ url: 'https://{a.test' }", "0.url: the braces of the URL do not match; write a variable like `{version}`"),
        (
            "{ url: 'https://{a}.test', variables: { a: { default: b, enum: [c] } } }",
            "0.variables.a.default: the default of the variable `a` is not in its enum; correct the default",
        ),
        (
            "{ url: 'https://a.test/a/{id}', variables: { id: { default: '{id}' } } }, { url: 'https://a.test/b/{id}', variables: { id: { default: '{id}' } } }",
            "1.url: the client has one setting for the organization in the path, but this server has `/b/{id}` and another one",
        ),
        ("{ url: /a }, { url: /a }", "1.url: this server duplicates servers.0; remove one of them"),
    ];
    for (servers, expected) in cases {
        let diagnostic = diagnostic("paths:\n", &format!("servers: [{servers}]\npaths:\n"));
        assert!(diagnostic.contains(&format!(": server: servers.{expected}")), "{diagnostic}");
    }
}

#[test]
fn what_would_be_ignored_is_rejected() {
    let cases = [
        ("    get:", "    GET:", "/things/{id}.GET: the method `GET` is not in lower case; write `get`"),
        ("    get:", "    query: {}\n    get:", "/things/{id}.query: `query` is not an OpenAPI 3.0 method"),
        ("    get:", "    put:\n    get:", "/things/{id}.put: the operation is not an object"),
        ("    get:", "    $ref: '#/paths/a'\n    get:", "the path item is a reference"),
        ("$ref: '#/components/schemas/Thing'", "$ref: 5", "schema.$ref: a reference must be a string"),
        ("      responses:", "      security: null\n      responses:", "get.security: `security` has no value"),
        ("operationId: GetThing", "operationId: $", "the operationId `$` has no letter or digit"),
        (
            "  /things/{id}:",
            "  /a b: { get: { operationId: A, responses: { '204': { description: '' } } } }\n  /a%20b: { get: { operationId: B, responses: { '204': { description: '' } } } }\n  /things/{id}:",
            "/a%20b.get: the path is the same as that of paths./a b.get, except for parameter names and escaped characters",
        ),
        (
            "        - { name: id,",
            "        - { name: A, in: header, schema: {} }\n        - { name: a, in: header, schema: {} }\n        - { name: id,",
            "parameters.0 is also the header parameter `a`; remove or rename one of them",
        ),
    ];
    for (from, to, expected) in cases {
        let source = VALID.replacen(from, to, 1);
        let document = codegen::parse_str("spec/test.yaml", &source).expect("YAML");
        let diagnostics: Vec<String> = codegen::diagnostics(&document).iter().map(ToString::to_string).collect();
        assert!(diagnostics.iter().any(|it| it.contains(expected)), "{expected}: {diagnostics:#?}");
    }
}

#[test]
fn a_callback_by_reference_and_a_link_are_ignored() {
    let callbacks = "      callbacks: { c: { $ref: '#/components/callbacks/C' } }\n      responses:";
    let source = VALID.replace("      responses:", callbacks);
    let source = source.replace("A thing.\n", "A thing.\n          links: { l: { $ref: '#/components/links/L' } }\n");
    let components = "  links: { L: { operationId: GetThing } }\n  callbacks: { C: { '{$request.body#/url}': { post: { responses: {} } } } }\n";
    generate(&(source + components)).expect("code");
}

#[test]
fn of_two_structure_errors_one_has_its_location() {
    for (before, after, location) in [
        ("operationId: GetThing", "operationId: GetThing\n      deprecated: a\n      tags: 5", "deprecated"),
        ("in: path, required: true", "in: path, required: a, allowReserved: 5", "parameters.0"),
    ] {
        let diagnostic = diagnostic(before, after);
        assert!(diagnostic.contains(&format!(": paths./things/{{id}}.get.{location}")), "{diagnostic}");
    }
}

#[test]
fn a_structure_error_names_no_rust_type() {
    for (before, after, message) in [
        (
            "in: path, required: true, schema: { type: string }",
            "in: path, required: true",
            "it has neither `schema` nor `content`",
        ),
        (
            "name: { type: string }",
            "name: { type: string, additionalProperties: 1 }",
            "it has none of the forms that are allowed here",
        ),
        ("name: { type: string }", "name: { type: string, maxLength: -1 }", "invalid value: integer, expected a count"),
        ("name: { type: string }", "name: { type: string, maxLength: a }", "invalid type: string, expected a count"),
        ("name: { type: string }", "name: { type: number, maximum: a }", "invalid type: string, expected a number"),
    ] {
        let diagnostic = diagnostic(before, after);
        assert!(diagnostic.contains(&format!("not valid in OpenAPI: {message}; ")), "{after}: {diagnostic}");
    }
}

#[test]
fn a_schema_that_is_composed_of_itself_through_a_deep_pointer_or_an_alias_is_rejected() {
    let schemas = "
    A: { type: object, properties: { a: { allOf: [{ $ref: '#/components/schemas/%42' }] } } }
    B: { allOf: [{ $ref: '#/components/schemas/A/properties/a' }] }
";
    let alias = "
    A: { allOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/B' }] }
    B: { $ref: '#/components/schemas/A' }
";
    for schemas in [schemas, alias] {
        let diagnostic = diagnostic("  schemas:\n", &format!("  schemas:{schemas}"));
        assert!(diagnostic.contains("is composed of itself through"), "{diagnostic}");
    }
}
