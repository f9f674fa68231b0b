//! What an import keeps, lowers, repairs and refuses.

use std::fs;
use std::path::Path;

use rebilly_customer_auth_codegen::parse_str;
use serde_json::{Value, json};
use tempfile::TempDir;
use xtask::import::{self, Imported, TAG};

const OWN: &str = "../spec/customer-authentication.yaml";

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("the test's YAML")
}

fn import(text: &str) -> Imported {
    let definition = parse_str("api.yaml", text).expect("a tree");
    import::import_document(definition, Some(TAG)).unwrap_or_else(|fault| panic!("{fault}"))
}

/// A definition with one operation, which answers with the schema `A`, and these schemas.
fn with_schemas(version: &str, schemas: &str) -> String {
    let schemas: String = schemas.lines().map(|line| format!("    {line}\n")).collect();
    format!(
        "openapi: {version}
info: {{ title: T, version: '1' }}
paths:
  /a:
    get:
      operationId: GetA
      tags: [customer authentication]
      responses:
        '200':
          description: ''
          content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/A' }} }} }}
components:
  schemas:
{schemas}"
    )
}

/// What an import makes of a schema of OpenAPI 3.1.
fn lowered(schema: &str) -> Value {
    let imported =
        import(&with_schemas("3.1.0", &format!("A:\n  properties:\n    p: {schema}\nB: {{ type: string }}")));
    imported.document.tree()["components"]["schemas"]["A"]["properties"]["p"].clone()
}

fn in_files(files: &[(&str, &str)]) -> (TempDir, Result<Imported, String>) {
    let directory = TempDir::new().expect("a directory");
    for (name, text) in files {
        let file = directory.path().join(name);
        fs::create_dir_all(file.parent().expect("a directory")).expect("a directory");
        fs::write(file, text).expect("a file");
    }
    let imported = import::import(&directory.path().join(files[0].0), Some(TAG)).map_err(|fault| fault.to_string());
    (directory, imported)
}

#[test]
fn an_import_of_the_projects_own_document_changes_nothing_but_form() {
    let imported = import::import(Path::new(OWN), Some(TAG)).expect("an import");
    assert_eq!(yaml(&imported.text), yaml(&fs::read_to_string(OWN).expect("the document")));
    assert_eq!(imported.repairs, [""; 0]);
}

#[test]
fn importing_twice_gives_the_same_bytes() {
    let once = import::import(Path::new(OWN), Some(TAG)).expect("an import");
    let twice = import(&once.text);
    assert_eq!(once.text, twice.text);
}

#[test]
fn only_the_operations_with_the_tag_and_what_they_reach_are_kept() {
    let imported = import(
        "
openapi: 3.0.3
info: { title: T, version: '1', x-logo: {} }
tags: [{ name: CUSTOMER AUTHENTICATION }, { name: Customer authentication }, { name: Other }]
security: [{ Key: [] }]
x-logo: {}
paths:
  /kept:
    parameters: [{ $ref: '#/components/parameters/P' }]
    get:
      operationId: Kept
      tags: [Customer authentication]
      x-sdk: kept
      responses: { '200': { $ref: '#/components/responses/R' } }
    post: { operationId: Dropped, tags: [Other], security: [{ Unused: [] }], responses: {} }
  /dropped:
    get: { operationId: AlsoDropped, responses: { '200': { $ref: '#/components/responses/Dangling' } } }
components:
  securitySchemes:
    Key: { type: apiKey, in: header, name: K }
    Unused: { type: apiKey, in: header, name: U }
  parameters:
    P: { name: p, in: query, schema: { $ref: '#/components/schemas/ByParameter' } }
    Unused: { name: u, in: query, schema: { type: string } }
  responses:
    R: { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Base' } } } }
  schemas:
    Base: { type: object, discriminator: { propertyName: kind, mapping: { a: Child } } }
    Child: { allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { next: { $ref: '#/components/schemas/Child' } } }] }
    ByParameter: { type: string }
    Unused: { type: string }
",
    );
    let tree = imported.document.tree();
    let names = |pointer: &str| -> Vec<String> {
        tree.pointer(pointer).and_then(Value::as_object).into_iter().flat_map(|map| map.keys().cloned()).collect()
    };
    assert_eq!(names("/paths"), ["/kept"]);
    assert_eq!(names("/paths/~1kept"), ["parameters", "get"]);
    assert_eq!(tree["tags"], json!([{ "name": "Customer authentication" }]));
    assert_eq!(names("/components"), ["securitySchemes", "parameters", "responses", "schemas"]);
    assert_eq!(names("/components/securitySchemes"), ["Key"]);
    assert_eq!(names("/components/parameters"), ["P"]);
    assert_eq!(names("/components/schemas"), ["Base", "ByParameter", "Child"]);
    assert_eq!(tree["components"]["schemas"]["Base"]["discriminator"]["mapping"]["a"], "#/components/schemas/Child");
    assert!(!imported.text.contains("x-sdk") && !imported.text.contains("x-logo"));
}

#[test]
fn a_discriminator_says_the_mapping_that_it_implies() {
    let imported = import(&with_schemas(
        "3.0.0",
        "A: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string } } }
Child: { allOf: [{ $ref: '#/components/schemas/A' }, { type: object }] }
Stranger: { type: object }",
    ));
    let schemas = &imported.document.tree()["components"]["schemas"];
    assert_eq!(schemas["A"]["discriminator"]["mapping"], json!({ "Child": "#/components/schemas/Child" }));
    assert_eq!(schemas.get("Stranger"), None);
}

#[test]
fn what_only_3_1_can_say_is_said_as_3_0_can() {
    let cases = [
        ("{ type: [string, 'null'] }", json!({ "type": "string", "nullable": true })),
        ("{ type: [string] }", json!({ "type": "string" })),
        (
            "{ type: [string, integer, 'null'] }",
            json!({ "nullable": true, "anyOf": [{ "type": "string" }, { "type": "integer" }] }),
        ),
        ("{ const: a }", json!({ "type": "string", "enum": ["a"] })),
        ("{ type: string, examples: [a, b] }", json!({ "type": "string", "example": "a" })),
        (
            "{ type: integer, exclusiveMinimum: 0, exclusiveMaximum: 9, maximum: 5 }",
            json!({ "type": "integer", "minimum": 0, "exclusiveMinimum": true, "maximum": 5 }),
        ),
        (
            "{ $ref: '#/components/schemas/B', description: D }",
            json!({ "description": "D", "allOf": [{ "$ref": "#/components/schemas/B" }] }),
        ),
        (
            "{ oneOf: [{ $ref: '#/components/schemas/B' }, { type: 'null' }] }",
            json!({ "nullable": true, "allOf": [{ "$ref": "#/components/schemas/B" }] }),
        ),
        ("{ anyOf: [{ type: string }, { type: 'null' }] }", json!({ "type": "string", "nullable": true })),
        ("{ anyOf: [{ type: string }, { const: null }] }", json!({ "type": "string", "nullable": true })),
        ("{ anyOf: [{ type: string }, { enum: [null] }] }", json!({ "type": "string", "nullable": true })),
        (
            "{ type: array, prefixItems: [{ type: string }] }",
            json!({ "type": "array", "items": { "anyOf": [{ "type": "string" }] } }),
        ),
        (
            "{ type: object, patternProperties: { '^a': { type: string } } }",
            json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        ),
        ("{ type: string, contentEncoding: base64 }", json!({ "type": "string", "format": "byte" })),
        ("{ type: object, unevaluatedProperties: false, $comment: c, if: {} }", json!({ "type": "object" })),
        ("true", json!({})),
        ("{ type: object, additionalProperties: true }", json!({ "type": "object", "additionalProperties": true })),
    ];
    for (before, after) in cases {
        assert_eq!(lowered(before), after, "{before}");
    }
}

#[test]
fn local_definitions_and_parts_of_schemas_become_components() {
    let imported = import(&with_schemas(
        "3.1.0",
        "A:
  type: object
  $defs: { Inner: { type: string }, Anchored: { $anchor: here, type: integer } }
  properties:
    a: { $ref: '#/components/schemas/A/$defs/Inner' }
    b: { $ref: '#here' }
    c: { $ref: '#/components/schemas/B/properties/deep' }
B: { type: object, properties: { deep: { type: boolean } } }",
    ));
    let schemas = &imported.document.tree()["components"]["schemas"];
    assert_eq!(schemas["Inner"], json!({ "type": "string" }));
    assert_eq!(schemas["Anchored"], json!({ "type": "integer" }));
    assert_eq!(schemas["deep"], json!({ "type": "boolean" }));
    assert_eq!(schemas["A"].get("$defs"), None);
    assert_eq!(schemas.get("B"), None);
}

#[test]
fn webhooks_are_dropped_and_the_version_is_3_0_3() {
    let text = with_schemas("3.1.1", "A: { type: string }") + "webhooks: { w: { post: { responses: {} } } }\n";
    let imported = import(&text);
    assert_eq!(imported.document.tree().get("webhooks"), None);
    assert_eq!(imported.document.tree()["openapi"], "3.0.3");
}

#[test]
fn json_is_imported_as_yaml_is() {
    let text = with_schemas("3.0.3", "A: { type: string }");
    let json = serde_json::to_string_pretty(&yaml(&text)).expect("JSON");
    assert_eq!(import(&json).text, import(&text).text);
}

#[test]
fn a_definition_in_many_files_becomes_one() {
    let (_directory, imported) = in_files(&[
        (
            "openapi.yaml",
            "
openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a/{id}: { $ref: 'paths/a_{id}.yaml' }
components: { schemas: { Error: { type: string } } }
",
        ),
        (
            "paths/a_{id}.yaml",
            "
parameters: [{ $ref: ../parameters.yaml#/Id }]
get:
  operationId: GetA
  tags: [Customer Authentication]
  responses:
    '200': { description: '', content: { application/json: { schema: { $ref: ../schemas/A.yaml } } } }
    '401': { description: '', content: { application/json: { schema: { $ref: '../openapi.yaml#/components/schemas/Error' } } } }
post: { operationId: PostA, tags: [Other], responses: { '200': { $ref: nowhere.yaml } } }
",
        ),
        ("parameters.yaml", "Id: { name: id, in: path, required: true, schema: { type: string } }\n"),
        (
            "schemas/A.yaml",
            "
type: object
properties:
  self: { $ref: A.yaml }
  error: { $ref: ./Error.yaml }
  again: { $ref: ../schemas/Error.yaml }
",
        ),
        ("schemas/Error.yaml", "type: object\nproperties: { a: { $ref: A.yaml } }\n"),
    ]);
    let imported = imported.expect("an import");
    let tree = imported.document.tree();
    assert_eq!(tree["components"]["parameters"]["Id"]["name"], "id");
    let schemas = &tree["components"]["schemas"];
    assert_eq!(schemas["A"]["properties"]["self"]["$ref"], "#/components/schemas/A");
    assert_eq!(schemas["Error"], json!({ "type": "string" }));
    // The root's own schema keeps its name, and that of another file gets a number.
    assert_eq!(schemas["A"]["properties"]["error"]["$ref"], "#/components/schemas/Error2");
    assert_eq!(schemas["A"]["properties"]["again"]["$ref"], "#/components/schemas/Error2");
    assert_eq!(schemas["Error2"]["properties"]["a"]["$ref"], "#/components/schemas/A");
}

#[test]
fn what_a_definition_says_wrong_of_itself_is_repaired_and_told() {
    let imported = import(
        "
openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a/{id}:
    parameters: [{ name: gone, in: path, schema: { type: string } }, { name: q, in: query }]
    get:
      operationId: GetA
      tags: [Customer Authentication]
      security: [{ Unknown: [] }, { Key: [] }]
      responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/ResetPasswordToken' } } } } }
    put: { operationId: get_a, tags: [Customer Authentication], responses: { '204': { description: '' } } }
components:
  securitySchemes: { Key: { type: apiKey, in: header, name: K } }
  schemas:
    ResetPasswordToken:
      type: object
      required: [username, password]
      properties: { username: { type: string, enum: [a, b, a] }, list: { type: array } }
",
    );
    assert_eq!(
        imported.repairs,
        [
            "GetA: the response 200 has no description; it was given an empty one",
            "the parameter `q` does not say what it may be; it is now a string",
            "components.schemas.ResetPasswordToken: the required property `password` is not defined; it is no longer \
             required",
            "components.schemas.ResetPasswordToken.properties.list: this array does not say what it holds; it may hold \
             anything",
            "components.schemas.ResetPasswordToken.properties.username.enum: \"a\" is listed twice; it is now listed once",
            "GetA: the path has `{id}` but no such parameter; it was added as a string",
            "GetA: the path has no `{gone}` for this path parameter; it was removed",
            "get_a: the path has `{id}` but no such parameter; it was added as a string",
            "get_a: the path has no `{gone}` for this path parameter; it was removed",
            "GetA: the security scheme `Unknown` is not defined; it is no longer accepted",
            "paths./a/{id}.put: another operation is `get_a` too; this one is now `get_a2`",
        ]
    );
}

#[test]
fn a_form_that_takes_in_the_base_which_lists_it_takes_in_what_the_base_has_of_its_own() {
    let imported = import(&with_schemas(
        "3.0.3",
        "A: { type: object, properties: { kind: { type: string } }, oneOf: [{ $ref: '#/components/schemas/B' }] }
B: { allOf: [{ $ref: '#/components/schemas/A' }, { type: object, properties: { b: { type: string } } }] }",
    ));
    let form = &imported.document.tree()["components"]["schemas"]["B"]["allOf"];
    assert_eq!(form[0], json!({ "type": "object", "properties": { "kind": { "type": "string" } } }));
    assert_eq!(
        imported.repairs,
        [
            "components.schemas.B.allOf.0: `B` is composed of itself by way of `A`; it takes in no more than what that has \
          of its own"
        ]
    );
}

#[test]
fn what_cannot_be_imported_is_refused_with_its_place() {
    let fault = |text: &str| {
        let definition = parse_str("api.yaml", text).expect("a tree");
        import::import_document(definition, Some(TAG)).expect_err("a fault").to_string()
    };
    assert_eq!(
        fault("openapi: 3.2.0\n"),
        "api.yaml:1:1: import: openapi: only OpenAPI 3.0 and 3.1 can be imported; begin it with `openapi: 3.0.3` or convert it \
         first"
    );
    assert_eq!(
        fault("openapi: 3.0.3\npaths: {}\n"),
        "api.yaml:2:1: import: paths: no operation has the tag `Customer Authentication`; name another tag with --tag, or \
         import another definition"
    );
    let dangling = with_schemas("3.0.3", "A: { properties: { p: { $ref: '#/components/schemas/Gone' } } }");
    assert_eq!(
        fault(&dangling),
        "api.yaml:14:29: import: components.schemas.A.properties.p.$ref: `#/components/schemas/Gone` is not defined; define it \
         or correct the name"
    );
    let remote = with_schemas("3.0.3", "A: { properties: { p: { $ref: 'https://example.com/a.yaml' } } }");
    assert!(fault(&remote).contains("`https://example.com/a.yaml` is not beside this document"), "{}", fault(&remote));
    let circle = with_schemas("3.0.3", "A: { $ref: '#/components/schemas/B' }\nB: { $ref: '#/components/schemas/A' }");
    assert!(fault(&circle).contains("leads back to itself"), "{}", fault(&circle));
}

#[test]
fn a_file_that_is_not_there_is_named_where_it_is_referred_to() {
    let (_directory, imported) =
        in_files(&[("openapi.yaml", "openapi: 3.0.3\npaths:\n  /a: { $ref: paths/a.yaml }\n")]);
    let fault = imported.expect_err("a fault");
    assert!(
        fault.ends_with(
            "openapi.yaml:3:9: import: paths./a.$ref: `paths/a.yaml` names no regular file that can be read in the folder of \
             the root document or below; put it there or correct the path"
        ),
        "{fault}"
    );
}

#[test]
fn a_chain_of_many_schemas_does_not_exhaust_the_stack() {
    let link = |index: usize| {
        let next = format!("{{ $ref: '#/components/schemas/A{}' }}", index + 1);
        format!("A{index}: {{ type: object, properties: {{ a: {next} }} }}\n")
    };
    let links: String = (0..500).map(link).collect();
    let text = with_schemas("3.0.3", &format!("A: {{ $ref: '#/components/schemas/A0' }}\n{links}A500: {{}}"));
    // A small stack, so that the chain need not be so long.
    let small = std::thread::Builder::new().stack_size(512 * 1024);
    let imported = small.spawn(move || import(&text)).expect("a thread").join().expect("a document");
    assert!(imported.document.tree()["components"]["schemas"]["A500"].is_object());
}

#[test]
fn what_fuzzing_found_is_a_document_or_a_fault_and_no_panic() {
    for directory in ["../fuzz/found/definition", "../fuzz/seeds/definition"] {
        for entry in fs::read_dir(directory).expect("inputs") {
            let bytes = fs::read(entry.expect("an entry").path()).expect("an input");
            let once = parse_str("api.yaml", &String::from_utf8_lossy(&bytes))
                .and_then(|definition| import::import_document(definition, None));
            let Ok(once) = once else {
                continue;
            };
            let twice = parse_str("api.yaml", &once.text).expect("what was imported is YAML");
            let twice = import::import_document(twice, None).expect("what was imported can be imported");
            assert_eq!(once.text, twice.text);
        }
    }
}
