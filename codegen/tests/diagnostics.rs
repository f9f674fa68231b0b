//! A document with a fault gives one readable error that says where it is and how to mend it.

use rebilly_customer_auth_codegen as codegen;

const SOUND: &str = "\
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

fn generate(text: &str) -> Result<String, codegen::Diagnostic> {
    let document = codegen::load_str("spec/test.yaml", text)?;
    codegen::client(&codegen::normalize(document)?)
}

/// The fault of the sound document after one change.
#[track_caller]
fn fault(from: &str, to: &str) -> String {
    assert!(SOUND.contains(from), "the change changes nothing");
    generate(&SOUND.replacen(from, to, 1)).expect_err("a fault").to_string()
}

#[test]
fn the_sound_document_has_none() {
    generate(SOUND).expect("code");
}

#[test]
fn a_missing_file_is_named() {
    let fault = codegen::load("spec/nowhere.yaml").expect_err("no file").to_string();
    assert!(fault.starts_with("spec/nowhere.yaml: unreadable-file: the file cannot be read: "), "{fault}");
    assert!(fault.ends_with("; check the path"), "{fault}");
}

#[test]
fn an_empty_file_is_named() {
    for text in ["", "\n\n", "# nothing\n", "---\n"] {
        let fault = generate(text).expect_err("a fault").to_string();
        assert_eq!(fault, "spec/test.yaml:1:1: syntax: the document is empty; begin it with `openapi: 3.0.3`");
    }
}

#[test]
fn a_yaml_error_has_its_position() {
    let fault = fault("    get:", "   get: [");
    assert!(fault.starts_with("spec/test.yaml:9:17: "), "{fault}");
    assert!(fault.contains("not valid YAML: ") && fault.ends_with("; correct the syntax"), "{fault}");
}

#[test]
fn a_document_of_another_kind_or_version_is_refused() {
    assert_eq!(
        fault("openapi: 3.0.3", "openapi: 3.1.0"),
        "spec/test.yaml:1:1: not-openapi-3.0: openapi: OpenAPI 3.1.0 is not supported, only 3.0; bring it down to 3.0 with `cargo xtask import`"
    );
    assert!(fault("openapi: 3.0.3", "swagger: '2.0'").contains("it has no `openapi`"));
}

#[test]
fn an_unknown_reference_is_named_with_its_place() {
    assert_eq!(
        fault("#/components/schemas/Thing", "#/components/schemas/Thong"),
        "spec/test.yaml:17:17: unknown-ref: paths./things/{id}.get.responses.200.content.application/json.schema.$ref: \
         `#/components/schemas/Thong` is not defined; define it under `components` or correct the name"
    );
    assert!(fault("'#/components/schemas/Thing'", "other.yaml").contains("`other.yaml` is outside this document"));
    let circle = "    Thing:\n      $ref: '#/components/schemas/Thing'\n    Old:";
    assert!(fault("    Thing:", circle).contains("leads back to itself"));
}

#[test]
fn operation_ids_are_there_and_differ() {
    let twice =
        "  /other:\n    get:\n      operationId: GetThing\n      responses: { '204': { description: None. } }\n";
    let paths = format!("paths:\n{twice}");
    assert_eq!(
        fault("paths:\n", &paths),
        "spec/test.yaml:12:7: duplicate-operation-id: paths./things/{id}.get.operationId: the operationId `GetThing` is that of paths./other.get \
         too; give each operation an ID of its own"
    );
    assert!(fault("paths:\n", &paths.replace("GetThing", "get_thing")).contains("would be one method"));
    assert!(
        fault("      operationId: GetThing\n", "")
            .contains("paths./things/{id}.get: this operation has no operationId")
    );
}

#[test]
fn a_required_property_is_defined() {
    assert_eq!(
        fault("required: [name]", "required: [name, password]"),
        "spec/test.yaml:24:24: undefined-required-property: components.schemas.Thing.required.1: the required property `password` is not defined; \
         define it under `properties` or remove it from `required`"
    );
}

#[test]
fn path_parameters_and_the_path_agree() {
    assert!(fault("name: id, in: path", "name: key, in: path").contains(
        "paths./things/{id}.get.parameters.0: the path `/things/{id}` has no `{key}` for this path parameter; add it"
    ));
    assert!(fault("in: path", "in: query").contains("`{id}` of the path `/things/{id}` is not a parameter"));
    assert!(fault("required: true", "required: false").contains("the path parameter `id` is not required"));
    assert!(fault("/things/{id}:", "/things/{id:").contains("the path is not a template"));
}

#[test]
fn security_schemes_are_defined_and_can_be_sent() {
    assert!(
        fault("  - Key: []", "  - Other: []").contains("security.0.Other: the security scheme `Other` is not defined")
    );
    for scheme in ["type: apiKey, in: query, name: X-Key", "type: http, scheme: digest"] {
        let unsupported = fault("type: apiKey, in: header, name: X-Key", scheme);
        assert!(unsupported.contains("security.0: the security scheme `Key` is not supported"), "{unsupported}");
    }
}

#[test]
fn what_is_not_as_openapi_has_it_is_narrowed_down() {
    let fault = fault("description: A thing.", "description: [1]");
    assert!(fault.starts_with("spec/test.yaml:11:7: structure: paths./things/{id}.get.responses: "), "{fault}");
}

#[test]
fn a_schema_is_not_composed_of_itself() {
    let schemas = "
    Base: { oneOf: [{ $ref: '#/components/schemas/Form' }] }
    Form: { allOf: [{ $ref: '#/components/schemas/Base' }, { type: object }] }
    Tree: { type: object, properties: { branches: { type: array, items: { $ref: '#/components/schemas/Tree' } } } }
";
    let fault = fault("  schemas:\n", &format!("  schemas:{schemas}"));
    assert!(
        fault.contains("components.schemas.Form.allOf.0: `Form` is composed of itself by way of `Base`; take the"),
        "{fault}"
    );
}

#[test]
fn what_progenitor_cannot_do_is_a_fault_and_no_panic() {
    let body = "      requestBody:\n        content:\n          application/xml: { schema: { type: object } }\n      responses:";
    let fault = fault("      responses:", body);
    assert!(fault.contains("application/xml"), "{fault}");
}

#[test]
fn the_output_is_the_same_on_every_run() {
    let document = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/customer-authentication.yaml");
    let text = std::fs::read_to_string(document).expect("the document");
    assert!(generate(&text).expect("code") == generate(&text).expect("code"));
}
