//! Imports: selection, downgrade, repairs and diagnostics.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use rebilly_customer_auth_codegen::extensions::JSON_SCHEMA;
use rebilly_customer_auth_codegen::{parse_str, schema};
use serde_json::{Value, json};
use tempfile::TempDir;
use xtask::import::{self, Imported, Selection, TAG};

const OWN: &str = "../spec/customer-authentication.yaml";

fn yaml(source: &str) -> Value {
    serde_yaml::from_str(source).expect("the test's YAML")
}

fn import(source: &str) -> Imported {
    let upstream = parse_str("api.yaml", source).expect("a tree");
    import::import_document(upstream, &Selection::of_tag(TAG)).unwrap_or_else(|diagnostic| panic!("{diagnostic}"))
}

/// The repairs without their positions.
fn repairs(imported: &Imported) -> Vec<String> {
    imported.repairs.iter().map(|it| format!("{}: {}; {}", it.location, it.message, it.help)).collect()
}

/// A spec with these schemas and one operation that returns the schema `A`.
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

/// The imported form of an OpenAPI 3.1 schema.
fn downgraded(schema: &str) -> Value {
    let imported = import(&with_schemas(
        "3.1.0",
        &format!(
            "A:\n  properties:\n    p: {schema}\nB: {{ type: string }}\nC: {{ properties: {{ c: {{ type: string }} }} }}\n\
             N: {{ type: number }}\nT: {{ type: [string, integer] }}\nAny: {{ description: Any. }}"
        ),
    ));
    imported.document.tree()["components"]["schemas"]["A"]["properties"]["p"].clone()
}

fn in_files(files: &[(&str, &str)]) -> (TempDir, Result<Imported, String>) {
    let directory = written(files);
    let imported = import::import(&directory.path().join(files[0].0), &Selection::of_tag(TAG))
        .map_err(|diagnostic| diagnostic.to_string());
    (directory, imported)
}

/// A directory with these files.
fn written(files: &[(&str, &str)]) -> TempDir {
    let directory = TempDir::new().expect("a directory");
    for (name, source) in files {
        let file = directory.path().join(name);
        fs::create_dir_all(file.parent().expect("a directory")).expect("a directory");
        fs::write(file, source).expect("a file");
    }
    directory
}

#[test]
fn importing_our_spec_changes_only_its_formatting() {
    let imported = import::import(Path::new(OWN), &Selection::of_tag(TAG)).expect("an import");
    assert_eq!(yaml(&imported.source), yaml(&fs::read_to_string(OWN).expect("the spec")));
    assert_eq!(repairs(&imported), [""; 0]);
}

#[test]
fn only_operations_with_the_tag_and_their_components_are_kept() {
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
    assert!(!imported.source.contains("x-sdk") && !imported.source.contains("x-logo"));
}

#[test]
fn the_implied_mapping_has_the_names_in_the_upstream_spec() {
    let operation = |id: &str, schema: &str| {
        format!(
            "  /{id}: {{ post: {{ operationId: {id}, tags: [customer authentication], requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: {schema} }} }} }} }}, responses: {{ '204': {{ description: '' }} }} }} }}"
        )
    };
    let root = format!(
        "openapi: 3.0.0
info: {{ title: T, version: '1' }}
paths:
{}
{}
components:
  schemas:
    Cat: {{ $ref: schemas/Cat.yaml }}
    Dog: {{ type: object }}
    Base: {{ $ref: schemas/Base.yaml }}
    Hen: {{ $ref: schemas/Hen.yaml }}
    Missing: {{ $ref: schemas/Missing.yaml }}
",
        operation("PostPet", "schemas/Pet.yaml"),
        operation("PostBase", "'#/components/schemas/Base'"),
    );
    let pet = "{ oneOf: [{ $ref: Cat.yaml }, { $ref: Dog.yaml }, { $ref: more.yaml#/Bird }], discriminator: { propertyName: kind } }";
    let object = "{ type: object, properties: { kind: { type: string } } }";
    let (_directory, imported) = in_files(&[
        ("api.yaml", &root),
        ("schemas/Pet.yaml", pet),
        ("schemas/Cat.yaml", object),
        ("schemas/Dog.yaml", object),
        ("schemas/more.yaml", "Bird: { type: object, properties: { kind: { type: string, enum: [bird] } } }"),
        ("schemas/Base.yaml", "{ type: object, discriminator: { propertyName: kind, mapping: { egg: Egg.yaml } } }"),
        ("schemas/Egg.yaml", "{ allOf: [{ $ref: Base.yaml }] }"),
        ("schemas/Hen.yaml", "{ allOf: [{ $ref: Base.yaml }, { $ref: Cat.yaml }] }"),
    ]);
    let imported = imported.expect("a spec");
    let schemas = &imported.document.tree()["components"]["schemas"];
    let mapping = |name: &str| schemas[name]["discriminator"]["mapping"].clone();
    let component = |name: &str| format!("#/components/schemas/{name}");
    assert_eq!(mapping("Pet"), json!({ "Cat": component("Cat"), "Dog": component("Dog2"), "bird": component("Bird") }));
    assert_eq!(mapping("Base"), json!({ "egg": component("Egg"), "Hen": component("Hen") }));
}

#[test]
fn openapi_3_1_is_downgraded_to_3_0() {
    // A schema of 3.1 and, in the next line, that of 3.0.
    let cases = "
        { type: [string, 'null'] }
        { type: string, nullable: true }
        { type: [string] }
        { type: string }
        { type: [string, integer, 'null'] }
        { nullable: true, anyOf: [{ type: string }, { type: integer }] }
        { type: [array, object, string], items: { type: string }, properties: { x: {} }, format: password, minItems: 1 }
        { anyOf: [{ type: array, items: { type: string }, minItems: 1 }, { type: object, properties: { x: {} } }, { type: string, format: password }] }
        { type: [string, integer], format: int32, anyOf: [{ maxLength: 1 }, { maximum: 1 }] }
        { anyOf: [{ maxLength: 1 }, { maximum: 1 }], allOf: [{ anyOf: [{ type: string }, { type: integer, format: int32 }] }] }
        { const: 1.0 }
        { type: integer, enum: [1.0] }
        { oneOf: [{ type: string, enum: [a] }, { type: 'null' }] }
        { type: string, nullable: true, enum: [a, null] }
        { anyOf: [{ type: string, const: a }, { type: 'null' }] }
        { type: string, nullable: true, enum: [a, null] }
        { anyOf: [{ type: [string, 'null'], enum: [a, null] }, { type: 'null' }] }
        { type: string, nullable: true, enum: [a, null] }
        { const: a }
        { type: string, enum: [a] }
        { type: string, examples: [a, b] }
        { type: string, example: a }
        { type: integer, exclusiveMinimum: 0, exclusiveMaximum: 9, maximum: 5 }
        { type: integer, minimum: 0, exclusiveMinimum: true, maximum: 5 }
        { $ref: '#/components/schemas/B', type: [string, 'null'] }
        { nullable: true, allOf: [{ '$ref': '#/components/schemas/B' }] }
        { $ref: '#/components/schemas/Any', type: string }
        { type: string, allOf: [{ '$ref': '#/components/schemas/Any' }] }
        { type: string, maxLength: 10.0 }
        { type: string, maxLength: 10 }
        { $ref: '#/components/schemas/B', allOf: null }
        { allOf: [{ '$ref': '#/components/schemas/B' }] }
        { $ref: '#/components/schemas/T', type: [integer, string] }
        { allOf: [{ '$ref': '#/components/schemas/T' }] }
        { properties: { v: false }, if: {}, then: { properties: { v: { type: string } } } }
        { properties: { v: { not: {} } } }
        { $ref: '#/components/schemas/N', type: integer }
        { type: integer, allOf: [{ '$ref': '#/components/schemas/N' }] }
        { $ref: '#/components/schemas/B', description: D }
        { description: D, allOf: [{ '$ref': '#/components/schemas/B' }] }
        { oneOf: [{ $ref: '#/components/schemas/B' }, { type: null }] }
        { nullable: true, allOf: [{ '$ref': '#/components/schemas/B' }] }
        { type: [string, null] }
        { type: string, nullable: true }
        { type: null, properties: { b: {} } }
        { properties: { b: {} } }
        { type: array, items: { anyOf: [{ type: string }, { anyOf: [{}, { type: 'null' }] }] } }
        { type: array, items: { anyOf: [{ type: string }, {}] } }
        { oneOf: [{ $ref: '#/components/schemas/B' }, { type: 'null' }] }
        { nullable: true, allOf: [{ '$ref': '#/components/schemas/B' }] }
        { anyOf: [{ type: string }, { type: 'null' }] }
        { type: string, nullable: true }
        { anyOf: [{ type: string }, { const: null }] }
        { type: string, nullable: true }
        { anyOf: [{ type: string }, { enum: [null] }] }
        { type: string, nullable: true }
        { $ref: '#/components/schemas/C', anyOf: [{ properties: { b: {} } }, { type: 'null' }] }
        { nullable: true, allOf: [{ '$ref': '#/components/schemas/C' }, { properties: { b: {} } }] }
        { enum: [a, b, c], oneOf: [{ enum: [a, b] }, { type: 'null' }] }
        { enum: [a, b, c], nullable: true, allOf: [{ enum: [a, b] }] }
        { type: 'null' }
        { nullable: true, enum: [null] }
        { type: ['null'] }
        { nullable: true, enum: [null] }
        { const: null }
        { nullable: true, enum: [null] }
        { type: array, prefixItems: [{ type: string }] }
        { type: array, items: { anyOf: [{ type: string }, {}] } }
        { type: array, prefixItems: [{ type: string }], items: { type: integer } }
        { type: array, items: { anyOf: [{ type: string }, { type: integer }] } }
        { type: array, prefixItems: [{ type: string }], unevaluatedItems: true }
        { type: array, items: { anyOf: [{ type: string }, {}] } }
        { type: array, prefixItems: [{ type: string }], items: false }
        { type: array, maxItems: 1, items: { anyOf: [{ type: string }] } }
        { type: array, prefixItems: [{ type: string }], maxItems: 1 }
        { type: array, maxItems: 1, items: { anyOf: [{ type: string }] } }
        { type: object, properties: { a: {} }, additionalProperties: { not: {} } }
        { type: object, properties: { a: {} }, additionalProperties: false }
        { type: array, prefixItems: [{ type: string }], unevaluatedItems: false }
        { type: array, maxItems: 1, items: { anyOf: [{ type: string }] } }
        { type: array, prefixItems: [{ type: string }], unevaluatedItems: false, anyOf: [{ maxItems: 1 }] }
        { type: array, items: { anyOf: [{ type: string }, {}] }, anyOf: [{ maxItems: 1 }] }
        { type: object, patternProperties: { '^a': { type: string } } }
        { type: object, additionalProperties: true }
        { type: object, patternProperties: {}, additionalProperties: false }
        { type: object, additionalProperties: false }
        { type: object, patternProperties: { '^a': { type: string } }, additionalProperties: false }
        { type: object, additionalProperties: { type: string } }
        { type: object, patternProperties: { '^a': { type: string } }, additionalProperties: { type: integer } }
        { type: object, additionalProperties: { anyOf: [{ type: string }, { type: integer }] } }
        { type: object, patternProperties: { '^a': { type: string } }, additionalProperties: true }
        { type: object, additionalProperties: true }
        { type: object, unevaluatedProperties: { type: integer } }
        { type: object, additionalProperties: { type: integer } }
        { properties: { kind: { type: string } }, if: { properties: { kind: { const: a }, other: { const: b } } }, then: { required: [a], properties: { a: { type: [string, 'null'] }, kind: { const: a } } }, else: { properties: { a: { type: integer } }, allOf: [{ properties: { c: { type: boolean } } }] } }
        { properties: { kind: { type: string }, a: { anyOf: [{ type: integer }, { type: string, nullable: true }] }, c: { type: boolean }, other: {} } }
        { if: {}, then: { properties: { v: { type: string } } }, else: { properties: { v: false } } }
        { properties: { v: { type: string } } }
        { allOf: [{ if: {}, then: { properties: { v: { type: string } } } }, { if: {}, then: { properties: { v: { type: integer } } } }] }
        { properties: { v: { anyOf: [{ type: integer }, { type: string }] } }, allOf: [{}, {}] }
        { dependentSchemas: { b: { if: {}, then: { $ref: '#/components/schemas/C', properties: { d: {} } } } } }
        { properties: { c: { type: string }, d: {} } }
        { $ref: '#/components/schemas/C', then: { properties: { c: { const: x } } } }
        { '$ref': '#/components/schemas/C' }
        { type: string, contentEncoding: base64 }
        { type: string, format: byte }
        { type: object, unevaluatedProperties: false, $comment: c, if: {} }
        { type: object }
        true
        {}
        { type: object, additionalProperties: true }
        { type: object, additionalProperties: true }
    ";
    let cases: Vec<&str> = cases.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    for case in cases.chunks(2) {
        let (before, after) = (case[0], yaml(case[1]));
        let mut downgraded = downgraded(before);
        schema::within_mut(&mut downgraded, &mut |map| drop(map.remove(JSON_SCHEMA)));
        assert_eq!(downgraded, after, "{before}");
    }
}

#[test]
fn conditions_that_refer_to_each_other_have_an_end() {
    let condition =
        |target: &str| format!("{{ if: {{ required: [x] }}, then: {{ $ref: '#/components/schemas/{target}' }} }}");
    let circle = format!("A: {}\nD: {{ properties: {{ a: {} }} }}", condition("D"), condition("D"));
    let level = |index: usize| {
        format!("D{index}: {{ properties: {{ a: {0}, b: {0} }} }}\n", condition(&format!("D{}", index + 1)))
    };
    let doubling: String = (0..24).map(level).collect();
    for schemas in [circle, format!("A: {}\n{doubling}D24: {{ type: object }}", condition("D0"))] {
        for version in ["3.0.3", "3.1.1"] {
            let imported = import(&with_schemas(version, &schemas));
            assert!(imported.source.len() < 2_000_000, "{}", imported.source.len());
            assert!(imported.source.contains("properties:"), "{}", imported.source);
        }
    }
}

#[test]
fn what_only_3_1_restricts_is_kept_and_reported() {
    for (before, kept) in [
        ("{ contains: { const: a }, minContains: 2 }", json!([{ "contains": { "enum": ["a"] }, "minContains": 2 }])),
        (
            "{ prefixItems: [{ type: string, maxLength: 1 }, { type: integer }], items: false }",
            json!([{ "prefixItems": ["string", "integer"], "items": false }]),
        ),
        (
            "{ prefixItems: [{ type: string, maxLength: 1 }, { type: string }], unevaluatedItems: false }",
            json!([{ "prefixItems": [{ "maxLength": 1, "type": "string" }, { "type": "string" }], "items": false }]),
        ),
        (
            "{ patternProperties: { b: { type: [string] }, a: {} } }",
            json!([{ "patternProperties": { "a": {}, "b": { "type": "string" } } }]),
        ),
        (
            "{ patternProperties: { b: { type: string }, a: { enum: [1] } }, additionalProperties: false }",
            json!([{ "patternProperties": { "a": { "enum": [1] }, "b": { "type": "string" } } }]),
        ),
        (
            "{ prefixItems: [{ prefixItems: [{ allOf: [{ type: string, description: d }] }], items: false }] }",
            json!([{ "prefixItems": [{ "items": false, "prefixItems": [{ "type": "string" }] }] }]),
        ),
        ("{ dependentRequired: { a: [c, b] } }", json!([{ "dependentRequired": { "a": ["b", "c"] } }])),
        (
            "{ propertyNames: { pattern: '^a' }, contains: {} }",
            json!([{ "contains": {} }, { "propertyNames": { "pattern": "^a" } }]),
        ),
        (
            "{ if: { required: [a], $comment: c }, then: { description: d, required: [b] } }",
            json!([{ "if": { "required": ["a"] }, "then": { "required": ["b"] } }]),
        ),
        ("{ contains: { $ref: '#/components/schemas/B' } }", json!([{ "contains": { "type": "string" } }])),
        ("{ prefixItems: [{ type: string }], items: { type: object } }", json!([{ "prefixItems": ["string"] }])),
        ("{ not: { contains: {} } }", json!([{ "not": { "contains": {} } }])),
        ("{ anyOf: [{ contains: {} }, { type: 'null' }] }", json!([{ "contains": {} }])),
        ("{ if: { required: [a] } }", Value::Null),
        ("{ if: { required: [a] }, then: {} }", Value::Null),
        ("{ propertyNames: true, minContains: 2, dependentRequired: {} }", Value::Null),
        ("{ unevaluatedProperties: false, $comment: c }", Value::Null),
    ] {
        assert_eq!(downgraded(before)[JSON_SCHEMA], kept, "{before}");
    }
    let member = downgraded("{ allOf: [{ if: { required: [a] }, else: { required: [b] } }] }");
    let kept = json!([{ "if": { "required": ["a"] }, "else": { "required": ["b"] } }]);
    assert_eq!(member["allOf"][0][JSON_SCHEMA], kept);
    let member =
        downgraded("{ allOf: [{ contains: {}, prefixItems: [{}] }, { prefixItems: [{}], unevaluatedItems: false }] }");
    let both = json!([{ "contains": {} }, { "prefixItems": [{}] }]);
    assert_eq!(member["allOf"][0][JSON_SCHEMA], both);
    assert_eq!(member["allOf"][1][JSON_SCHEMA], json!([{ "prefixItems": [null], "items": false }]));

    // References that multiply what is kept do not make it large.
    let link = |index: usize| {
        format!(
            "D{index}: {{ properties: {{ a: {0}, b: {0}, c: {0}, d: {0} }} }}\n",
            format!("{{ $ref: '#/components/schemas/D{}' }}", index + 1)
        )
    };
    let chain: String = (0..8).map(link).collect();
    let imported = import(&with_schemas(
        "3.1.0",
        &format!("A: {{ contains: {{ $ref: '#/components/schemas/D0' }} }}\n{chain}D8: {{ type: string }}"),
    ));
    assert!(imported.source.len() < 2_000_000, "{}", imported.source.len());

    let imported = import(&with_schemas("3.1.0", "A: { contains: {}, items: { contains: {} } }"));
    let line = "components.schemas.A: OpenAPI 3.0 cannot express this `contains` (and 1 more); `x-json-schema` keeps it \
                for `diff`, and the client does not check it";
    assert_eq!(repairs(&imported), [line]);
    // It is kept once more, and not reported again.
    let again = import(&imported.source);
    assert_eq!((again.source, again.repairs), (imported.source, Vec::new()));
    // 3.0 has no such keyword.
    let imported = import(&with_schemas("3.0.3", "A: { propertyNames: { pattern: a } }"));
    assert_eq!(imported.document.tree()["components"]["schemas"]["A"].get(JSON_SCHEMA), None);
}

#[test]
fn local_definitions_and_subschemas_become_components() {
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
fn a_spec_in_many_files_becomes_one() {
    let (_directory, imported) = in_files(&[
        (
            "openapi.yaml",
            "
openapi: 3.0.3
info: { title: T, version: '1' }
paths:
  /a/{id}: { $ref: 'paths/a_{id}.yaml' }
components: { schemas: { Error: { type: string }, Pet: { properties: { a: { type: string } } } } }
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
  pet: { oneOf: [{ $ref: ./Error.yaml }], discriminator: { propertyName: a, mapping: { b: Pet } } }
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
    // The root file's schema keeps its name, and the other file's schema gets a number.
    assert_eq!(schemas["A"]["properties"]["error"]["$ref"], "#/components/schemas/Error2");
    assert_eq!(schemas["A"]["properties"]["again"]["$ref"], "#/components/schemas/Error2");
    let pet = &schemas["A"]["properties"]["pet"]["discriminator"]["mapping"]["b"];
    assert_eq!(pet, "#/components/schemas/Pet");
    assert_eq!(schemas["Error2"]["properties"]["a"]["$ref"], "#/components/schemas/A");
}

#[test]
fn a_nested_schema_may_require_what_another_part_of_the_composition_defines() {
    let narrowed = [
        "allOf: [{ $ref: '#/components/schemas/Thing' }, { properties: { addr: { type: object, required: [zip] } } }]",
        "allOf: [{ $ref: '#/components/schemas/Thing' }, { properties: { addr: { required: [zip] } } }]",
        "allOf: [{ $ref: '#/components/schemas/Thing' }, { properties: { list: { items: { required: [zip] } } } }]",
        "allOf: [{ $ref: '#/components/schemas/Thing' }], properties: { addr: { required: [zip] } }",
        "allOf: [{ $ref: '#/components/schemas/Thing' }, { $ref: '#/components/schemas/Narrow' }]",
        "allOf: [{ $ref: '#/components/schemas/Thing' }, { properties: { addr: { allOf: [{ properties: { deep: { required: [zip] } } }] } } }]",
        "properties: { addr: { $ref: '#/components/schemas/Addr' } }, oneOf: [{ properties: { addr: { required: [zip] } } }]",
        "allOf: [{ $ref: '#/components/schemas/Thing' }, { $ref: '#/components/schemas/Needs' }]",
    ];
    for narrowed in narrowed {
        let schemas = |narrowed: &str| {
            format!(
                "A: {{ {narrowed} }}
Thing: {{ properties: {{ id: {{ type: string }}, addr: {{ $ref: '#/components/schemas/Addr' }}, list: {{ type: array, items: {{ $ref: '#/components/schemas/Addr' }} }} }} }}
Narrow: {{ properties: {{ addr: {{ type: object, required: [zip] }} }} }}
Needs: {{ required: [id], properties: {{ own: {{ type: string }} }} }}
Addr: {{ type: object, properties: {{ zip: {{ type: string }}, deep: {{ $ref: '#/components/schemas/Addr' }} }} }}"
            )
        };
        let imported = import(&with_schemas("3.0.3", &schemas(narrowed)));
        assert_eq!(repairs(&imported), [""; 0], "{narrowed}");
        assert!(imported.source.contains("required:"), "{}", imported.source);
        // A name that no part has is still an error.
        let misspelt = narrowed.replace("zip", "zup");
        let schemas = schemas(&misspelt).replace("[zip]", "[zup]").replace("[id]", "[di]");
        assert_eq!(import(&with_schemas("3.0.3", &schemas)).repairs.len(), 1, "{misspelt}");
    }
}

#[test]
fn an_array_of_3_1_needs_no_items() {
    for schema in ["A: { type: array }", "A: { const: [1, 2] }"] {
        let imported = import(&with_schemas("3.1.0", schema));
        assert_eq!(repairs(&imported), [""; 0], "{schema}");
        assert_eq!(imported.document.tree()["components"]["schemas"]["A"]["items"], json!({}), "{schema}");
    }
}

#[test]
fn a_dynamic_reference_is_resolved_like_an_ordinary_one() {
    let schemas = "A: { $dynamicAnchor: node, properties: { a: { $dynamicRef: '#node' }, b: { $ref: '#node' }, \
                   c: { $ref: '#/components/schemas/B', $dynamicRef: '#node' }, \
                   d: { $recursiveRef: '#' }, e: { $ref: '#/components/schemas/B', $recursiveRef: '#' } } }\nB: { type: object }";
    let imported = import(&with_schemas("3.1.0", schemas));
    let node = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    assert_eq!(
        imported.document.tree()["components"]["schemas"]["A"]["properties"],
        json!({ "a": node("A"), "b": node("A"), "c": { "allOf": [node("B"), node("A")] }, "d": node("A"), "e": { "allOf": [node("B"), node("A")] } })
    );
    let ambiguous = with_schemas("3.1.0", &(schemas.to_owned() + "\nC: { $dynamicAnchor: node }"));
    let ambiguous = parse_str("api.yaml", &ambiguous).expect("a tree");
    let error = import::import_document(ambiguous, &Selection::of_tag(TAG)).expect_err("an error").to_string();
    assert!(error.contains("`#node` is the anchor of several schemas"), "{error}");
    let dangling = with_schemas("3.1.0", "A: { properties: { a: { $dynamicRef: '#node' } } }");
    let dangling = parse_str("api.yaml", &dangling).expect("a tree");
    let error = import::import_document(dangling, &Selection::of_tag(TAG)).expect_err("an error").to_string();
    let expected = "api.yaml:14:29: import: components.schemas.A.properties.a.$dynamicRef: `#node` is not defined";
    assert!(error.starts_with(expected), "{error}");
}

#[test]
fn a_description_beside_the_reference_of_3_1_replaces_that_of_its_target() {
    let source = |version: &str| {
        let schemas = "A: { type: string }\nL: { type: [integer] }";
        with_schemas(version, schemas).replace(
            "      responses:\n",
            "      parameters:
        - { $ref: '#/components/parameters/Limit', description: At most 5 tokens. }
        - { $ref: '#/components/parameters/Offset', description: Own. }
      responses:
        '404': { $ref: '#/components/responses/Gone', description: No token. }\n",
        ) + "  parameters:
    Limit: { name: limit, in: query, description: A limit., schema: { $ref: '#/components/schemas/L' } }
    Offset: { name: offset, in: query, description: Own., schema: { type: integer } }
  responses: { Gone: { description: Gone. } }\n"
    };
    let imported = import(&source("3.1.0"));
    let get = &imported.document.tree()["paths"]["/a"]["get"];
    assert_eq!(
        get["parameters"],
        json!([
            { "name": "limit", "in": "query", "description": "At most 5 tokens.", "schema": { "$ref": "#/components/schemas/L" } },
            { "$ref": "#/components/parameters/Offset" },
        ])
    );
    assert_eq!(get["responses"]["404"], json!({ "description": "No token." }));
    assert_eq!(repairs(&imported), [""; 0]);
    let circle = "headers: { H: { content: { a/b: { schema: {}, encoding: { p: { headers: { I: { $ref: '#/components/headers/H', description: I. } } } } } } } }";
    let header = "description: Gone., headers: { H: { $ref: '#/components/headers/H', description: H. } }";
    import(&(source("3.1.0").replace("description: Gone.", header) + "  " + circle + "\n"));
    let imported = import(&source("3.0.3").replace("[integer]", "integer"));
    let get = &imported.document.tree()["paths"]["/a"]["get"];
    assert_eq!(get["parameters"][0], json!({ "$ref": "#/components/parameters/Limit" }));
}

#[test]
fn repairable_errors_are_repaired_and_reported() {
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
    put:
      operationId: get_a
      tags: [Customer Authentication]
      responses:
        '204': { description: '', content: { text/plain: { schema: { type: string } } } }
        4xx: { description: '', content: { application/json: { schema: null } } }
        '600': { description: '' }
        4Xx: { description: '' }
components:
  securitySchemes: { Key: { type: apiKey, in: header, name: K } }
  schemas:
    ResetPasswordToken:
      type: object
      required: [username, password]
      properties: { username: { type: string, enum: [a, b, a] }, list: { type: array }, pin: { type: integer, format: password } }
",
    );
    assert_eq!(
        repairs(&imported),
        [
            "paths./a/{id}.put.responses.4xx.content.application/json.schema: `schema` has no value; it was removed",
            "paths./a/{id}.get.responses.200: this response has no description; an empty one was added",
            "paths./a/{id}.put.responses.204: a 204 has no content (RFC 9110, section 15.3); it was removed",
            "paths./a/{id}.put.responses.4xx: `4xx` has the wrong case; it is now written `4XX`",
            "paths./a/{id}.put.responses.600: `600` is not a status; it was removed",
            "paths./a/{id}.put.responses.4Xx: there is another response for `4XX`; this one was removed",
            "paths./a/{id}.parameters.1: the parameter `q` has no schema; it is now a string",
            "components.schemas.ResetPasswordToken: the required property `password` is not defined; it is no longer \
             required",
            "components.schemas.ResetPasswordToken.properties.pin: `format: password` has no effect on the type \
             \"integer\"; it was removed",
            "components.schemas.ResetPasswordToken.properties.list: this array has no `items`; it may now contain \
             anything",
            "components.schemas.ResetPasswordToken.properties.username.enum: \"a\" is listed twice; it is now listed \
             once",
            "paths./a/{id}.get: the path has `{id}` but no such parameter; it was added as a string",
            "paths./a/{id}.get: the path has no `{gone}` for this path parameter; it was removed",
            "paths./a/{id}.put: the path has `{id}` but no such parameter; it was added as a string",
            "paths./a/{id}.put: the path has no `{gone}` for this path parameter; it was removed",
            "paths./a/{id}.get.security: the security scheme `Unknown` is not defined; it is no longer accepted",
            "paths./a/{id}.put: the IDs `get_a` and `GetA` name one method; the ID is now `get_a2`",
        ]
    );
}

#[test]
fn a_member_that_openapi_3_0_lacks_or_misreads_is_reported() {
    let imported = import(
        "
openapi: 3.0.3
info: { title: 5, version: 1.10 }
produces: [application/json]
servers:
  - { url: 'https://a.example.com:{port}', variables: { port: { default: 8443, enum: [8443, 443] } } }
  - { url: 'https://b.example.com', description: The EU. }
  - { url: 'https://b.example.com', description: The US. }
  - { url: 'https://{c}.example.com', variables: { c: { default: eu, enum: [us] } } }
security: [{ Key: [] }]
paths:
  /a:
    get:
      operationId: 5
      tags: [Customer Authentication]
      security: null
      parameters:
        - { name: a, in: query, type: integer, maximum: 9, description: }
        - { $ref: '#/components/parameters/P' }
        - { $ref: '#/components/parameters/P' }
      responses:
        '200': { description: 5, schema: { type: string }, headers: { H: { description: Calls. } } }
  /b: { get: { operationId: '', tags: [Customer Authentication], parameters: [{ name: q, in: query, schema: { type: } }], responses: { '200': { $ref: '#/components/responses/R' } } } }
  /c: { get: { operationId: $, tags: [Customer Authentication], parameters: [{ name: c, in: query, type: array, items: { type: string } }], responses: { '204': } } }
  /d: { get: { operationId: getD, tags: [Customer Authentication], responses: { '200': { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/Lost' } } } } } } }
components:
  parameters: { P: { name: p, in: query, schema: { type: string, enum: [null] } } }
  schemas: { Lost: { properties: { a: { allOf: [{ readOnly: true }], writeOnly: true }, b: { oneOf: [{ type: null }, { type: string }] } } } }
  responses: { R: }
  securitySchemes: { Key: { type: apiKey, in: header, name: K } }
",
    );
    assert_eq!(
        repairs(&imported),
        [
            "info.title: `5` is not a string; it is now '5'",
            "info.version: `1.10` is not a string; it is now '1.10'",
            "servers.0.variables.port.default: `8443` is not a string; it is now '8443'",
            "servers.0.variables.port.enum.0: `8443` is not a string; it is now '8443'",
            "servers.0.variables.port.enum.1: `443` is not a string; it is now '443'",
            "paths./a.get.operationId: `5` is not a string; it is now '5'",
            "paths./a.get.responses.200.description: `5` is not a string; it is now '5'",
            "paths./b.get.parameters.0.schema.type: `type` has no value; it was removed",
            "components.schemas.Lost.properties.b.oneOf.0.type: `null` is not a string; it is now 'null'",
            "paths./a.get.security: `security` has no value; it was removed",
            "paths./a.get.parameters.0.description: `description` has no value; it was removed",
            "servers.3.variables.c.enum: the default of the variable `c` is not in its enum; the enum was removed",
            "servers.2: this server is listed twice; it is now listed once",
            "paths./a.get.parameters.2: this parameter is listed twice; it is now listed once",
            "paths./c.get.responses.204: this response has no description; an empty one was added",
            "components.responses.R: this response has no description; an empty one was added",
            "paths./a.get.parameters.0: the parameter `a` has no schema; its keywords are now in its schema",
            "paths./a.get.responses.200.headers.H: it has no schema; it is now a string",
            "paths./c.get.parameters.0: the parameter `c` has no schema; it is now a string",
            "produces: belongs to Swagger 2.0, and OpenAPI 3.0 ignores it; it was removed",
            "paths./a.get.responses.200.schema: belongs to Swagger 2.0, and OpenAPI 3.0 ignores it; it was removed",
            "paths./c.get.parameters.0.type: belongs to Swagger 2.0, and OpenAPI 3.0 ignores it; it was removed",
            "paths./c.get.parameters.0.items: belongs to Swagger 2.0, and OpenAPI 3.0 ignores it; it was removed",
            "components.schemas.Lost.properties.a: it is both `readOnly` and `writeOnly`; the client neither sends nor \
             returns it",
            "paths./b.get: the ID `` has no letter or digit; the ID is now `get_b`",
            "paths./c.get: the ID `$` has no letter or digit; the ID is now `get_c`",
            "components.parameters.P.schema.enum: the enum has no value except `null`; it was removed",
        ]
    );
    let tree = imported.document.tree();
    assert_eq!(tree["info"], json!({ "title": "5", "version": "1.10" }));
    let first = &tree["paths"]["/a"]["get"]["parameters"][0];
    assert_eq!(*first, json!({ "name": "a", "in": "query", "schema": { "type": "integer", "maximum": 9 } }));
    // Without its own list, the operation accepts the schemes of the spec.
    assert_eq!(tree["paths"]["/a"]["get"].get("security"), None);
    assert_eq!(tree["security"], json!([{ "Key": [] }]));
}

#[test]
fn the_entries_beside_the_reference_of_a_path_item_are_merged_with_its_target() {
    let own = "parameters: [{ $ref: 'own.yaml#/Id' }]\n    summary: Own.\n    put: { operationId: PutA, tags: [Customer Authentication], responses: { '204': { description: '' } } }";
    let root = |version: &str, target: &str| {
        format!(
            "openapi: {version}\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a/{{id}}:\n    $ref: '{target}'\n    {own}\n"
        )
    };
    let target = "{ summary: Other., get: { operationId: GetA, tags: [Customer Authentication], parameters: [{ $ref: 'q.yaml#/Q' }], responses: { '204': { description: '' } } } }";
    let parameters = "Id: { name: id, in: path, required: true, schema: { type: string } }\n";
    let of_file = root("3.0.3", "paths/a.yaml");
    let of_component = root("3.1.0", "#/components/pathItems/P")
        + &format!("components: {{ pathItems: {{ P: {} }} }}\n", target.replace("q.yaml", "paths/q.yaml"));
    for source in [of_file, of_component] {
        let (_directory, imported) = in_files(&[
            ("openapi.yaml", &source),
            ("own.yaml", parameters),
            ("paths/a.yaml", target),
            ("paths/q.yaml", "Q: { name: q, in: query, schema: { type: string } }\n"),
        ]);
        let imported = imported.expect("an import");
        let path_item = &imported.document.tree()["paths"]["/a/{id}"];
        assert_eq!(path_item["parameters"], json!([{ "$ref": "#/components/parameters/Id" }]));
        assert_eq!(path_item["get"]["parameters"], json!([{ "$ref": "#/components/parameters/Q" }]));
        assert_eq!((&path_item["put"]["operationId"], &path_item["summary"]), (&json!("PutA"), &json!("Own.")));
        assert_eq!(
            repairs(&imported),
            ["paths./a/{id}.summary: is beside the `$ref` and in its target; the one in the target is ignored"]
        );
    }
}

#[test]
fn an_error_in_another_file_has_its_position_there() {
    let paths = "openapi: 3.0.3\ninfo: { title: T, version: '1' }\npaths:\n  /a: { $ref: a.yaml }\n";
    for (operation, user, expected) in [
        ("", "\nproperties:\n  b: 5\n", "User.yaml:3:3: structure: components.schemas.User.properties.b: "),
        (", parameters: [{ name: p, in: 5 }]", "\n", "a.yaml:2:"),
    ] {
        let content = "content: { application/json: { schema: { $ref: User.yaml } } }";
        let responses = format!("responses: {{ '200': {{ description: It., {content} }} }}");
        let get = format!("get:\n  {{ operationId: GetA, tags: [Customer Authentication]{operation}, {responses} }}\n");
        let user = format!("type: object{user}");
        let (_directory, imported) = in_files(&[("openapi.yaml", paths), ("a.yaml", &get), ("User.yaml", &user)]);
        let error = imported.expect_err("an error");
        assert!(error.contains(expected), "{error}");
    }
}

#[test]
fn a_repair_has_the_position_of_what_was_wrong_in_its_file() {
    let content = json!({ "application/json": { "schema": { "$ref": "User.yaml" } } });
    let get = json!({ "tags": [TAG], "responses": { "200": { "description": "It.", "content": content } } });
    let (directory, imported) = in_files(&[
        ("openapi.yaml", "openapi: 3.0.3\ninfo:\n  title: T\n  version: 1.0\npaths:\n  /a: { $ref: a.json }\n"),
        ("a.json", &format!("{{\n\t\"get\": {get} }}")),
        ("User.yaml", "type: object\nproperties:\n  l:\n    type: array\n"),
    ]);
    let shown = imported.expect("an import").repairs.into_iter().map(|it| it.to_string());
    let folder = format!("{}/", directory.path().canonicalize().expect("a folder").display());
    assert_eq!(
        shown.map(|it| it.replace(&folder, "")).collect::<Vec<_>>(),
        [
            "openapi.yaml:4:3: repaired: info.version: `1.0` is not a string; it is now '1.0'",
            "User.yaml:3:3: repaired: components.schemas.User.properties.l: this array has no `items`; it may now \
             contain anything",
            "a.json:2:2: repaired: paths./a.get: has no operationId; the ID is now `get_a`",
        ]
    );
}

#[test]
fn a_schema_in_a_file_has_the_name_of_the_component_that_references_it() {
    let (_directory, imported) = in_files(&[
        ("openapi.yaml", &with_schemas("3.0.3", "A: { $ref: a-model.yaml }\nUser: { $ref: 'schemas/User.yaml' }")),
        ("a-model.yaml", "type: object\nproperties: { user: { $ref: schemas/User.yaml } }\n"),
        ("schemas/User.yaml", "type: object\nproperties: { a: { $ref: ../a-model.yaml } }\n"),
    ]);
    let schemas = imported.expect("an import").document.tree()["components"]["schemas"].clone();
    assert_eq!(
        schemas,
        json!({
            "A": { "type": "object", "properties": { "user": { "$ref": "#/components/schemas/User" } } },
            "User": { "type": "object", "properties": { "a": { "$ref": "#/components/schemas/A" } } },
        })
    );
}

#[test]
fn an_enum_without_a_value_of_the_one_that_it_narrows_keeps_its_own_values() {
    // A shared `null` is no value in common.
    for [own, base, kept] in
        [["enum: [c]", "enum: [a, b]", "[\"c\"]"], ["enum: [c, null]", "enum: [a, null]", "[\"c\",null]"]]
    {
        let imported = import(&with_schemas(
            "3.0.3",
            &format!("A: {{ allOf: [{{ $ref: '#/components/schemas/B' }}], {own} }}\nB: {{ type: string, {base} }}"),
        ));
        assert_eq!(
            repairs(&imported),
            [
                "components.schemas.A: no value of this `enum` is in that of its `allOf`; only the values of this one are \
              allowed now"
            ]
        );
        let a = &imported.document.tree()["components"]["schemas"]["A"];
        assert_eq!((a["enum"].to_string().as_str(), &a["allOf"][0]), (kept, &json!({ "type": "string" })));
    }
}

#[test]
fn what_is_beside_a_reference_counts_in_3_0_too_and_a_line_says_so() {
    let schemas = "A: { properties: { a: { $ref: '#/components/schemas/B', readOnly: true }, b: { $ref: '#/components/schemas/B', description: B } } }
B: { type: string }";
    let imported = import(&with_schemas("3.0.3", schemas));
    assert_eq!(
        repairs(&imported),
        ["components.schemas.A.properties.a: OpenAPI 3.0 ignores what is beside a `$ref`; it counts, as in 3.1"]
    );
    assert_eq!(imported.document.tree()["components"]["schemas"]["A"]["properties"]["a"]["readOnly"], true);
    assert_eq!(repairs(&import(&with_schemas("3.1.0", schemas))), [""; 0]);
}

#[test]
fn what_extends_a_used_base_is_kept_however_deep_either_is_inside_an_all_of() {
    let base =
        "type: object, required: [kind], properties: { kind: { type: string } }, discriminator: { propertyName: kind }";
    let deep = format!("{{ allOf: [{{ allOf: [{{ {base} }}] }}, {{ properties: {{ v: {{ type: integer }} }} }}] }}");
    for base in [format!("{{ {base} }}"), deep] {
        let imported = import(&with_schemas(
            "3.1.0",
            &format!(
                "A: {base}
B: {{ allOf: [{{ allOf: [{{ $ref: '#/components/schemas/A' }}], properties: {{ b: {{ type: string }} }} }}, {{ required: [b] }}] }}
C: {{ allOf: [{{ $ref: '#/components/schemas/A' }}, {{ properties: {{ c: {{ type: string }} }} }}] }}
D: {{ $ref: '#/components/schemas/A', properties: {{ d: {{ type: string }} }} }}
Alias: {{ $ref: '#/components/schemas/A', type: [object, 'null'], description: It adds nothing. }}"
            ),
        ));
        let schemas = imported.document.tree()["components"]["schemas"].as_object().expect("schemas").keys();
        assert_eq!(schemas.collect::<Vec<_>>(), ["A", "B", "C", "D"], "{base}");
    }
}

#[test]
fn a_variant_of_a_base_that_lists_it_includes_only_the_bases_own_keywords() {
    let imported = import(&with_schemas(
        "3.0.3",
        "A: { type: object, properties: { kind: { type: string } }, oneOf: [{ $ref: '#/components/schemas/B' }] }
B: { allOf: [{ $ref: '#/components/schemas/A' }, { type: object, properties: { b: { type: string } } }] }",
    ));
    let form = &imported.document.tree()["components"]["schemas"]["B"]["allOf"];
    assert_eq!(form[0], json!({ "type": "object", "properties": { "kind": { "type": "string" } } }));
    assert_eq!(
        repairs(&imported),
        ["components.schemas.B.allOf.0: `B` is composed of itself through `A`; it now includes only the keywords \
             beside that composition"]
    );
}

#[test]
fn a_spec_of_3_2_is_read_like_one_of_3_1() {
    let schemas = "A: { type: [string, 'null'], const: 1 }";
    let imported = import(&with_schemas("3.2.0", schemas));
    assert_eq!(repairs(&imported), ["components.schemas.A.const: `1` is not a string; it is now '1'"]);
    assert_eq!(import(&with_schemas("3.2.0", schemas)).source, import(&with_schemas("3.1.1", schemas)).source);
}

#[test]
fn a_default_variant_of_3_2_is_not_supported() {
    let imported = import(&with_schemas(
        "3.2.0",
        "A: { oneOf: [{ $ref: '#/components/schemas/B' }], discriminator: { propertyName: k, defaultMapping: B } }
B: { properties: { k: { type: string } }, discriminator: { propertyName: k, defaultMapping: B } }",
    ));
    let schemas = &imported.document.tree()["components"]["schemas"];
    assert_eq!(schemas["A"], json!({ "oneOf": [{ "$ref": "#/components/schemas/B" }] }));
    assert!(schemas["B"]["discriminator"].get("defaultMapping").is_none());
    let message = "`defaultMapping` is not supported";
    assert_eq!(
        repairs(&imported),
        [
            format!("components.schemas.A: {message}; the discriminator was removed: the caller sets the property"),
            format!("components.schemas.B: {message}; it was removed")
        ]
    );
}

#[test]
fn what_a_client_does_not_need_costs_no_operation() {
    let spec = with_schemas(
        "3.0.3",
        "A: { type: object, properties: { a: { type: string, required: true, enum: [a, 1.10, true], default: 1.10 } } }",
    );
    let spec = spec.replace(
        "schema: { $ref: '#/components/schemas/A' }",
        "schema: { $ref: '#/components/schemas/A' }, examples: [a]",
    );
    let scheme = "{ type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://a.test' } } }";
    let imported = import(&format!("{spec}  securitySchemes: {{ O: {scheme} }}\nsecurity: [{{ O: [] }}]\n"));
    assert_eq!(
        repairs(&imported),
        [
            "components.schemas.A.properties.a.enum.1: `1.10` is not a string; it is now '1.10'",
            "components.schemas.A.properties.a.enum.2: `true` is not a string; it is now 'true'",
            "components.schemas.A.properties.a.default: `1.10` is not a string; it is now '1.10'",
            "paths./a.get.responses.200.content.application/json: `examples` is no map of examples; it was removed",
            "components.schemas.A.properties.a: `required` is no list of properties; it was removed",
            "components.securitySchemes.O: a flow has no `scopes`; an empty map was added",
        ]
    );
}

#[test]
fn an_unsupported_spec_is_rejected_with_its_location() {
    let diagnostic = |source: &str| {
        let upstream = parse_str("api.yaml", source).expect("a tree");
        import::import_document(upstream, &Selection::of_tag(TAG)).expect_err("a diagnostic").to_string()
    };
    assert_eq!(
        diagnostic("openapi: 4.0.0\n"),
        "api.yaml:1:1: import: openapi: only OpenAPI 3.0 to 3.2 can be imported; start it with `openapi: 3.0.3` or \
         convert it first"
    );
    for (version, help) in [
        ("3.1", "is a number, not a string; quote it: '3.1.0'"),
        ("3.0", "is a number, not a string; quote it: '3.0.3'"),
        ("3.2", "is a number, not a string; quote it: '3.2.0'"),
        ("'3.1'", "has fewer than three numbers; write '3.1.0'"),
        ("'3.0'", "has fewer than three numbers; write '3.0.3'"),
    ] {
        let expected = format!("api.yaml:1:1: import: openapi: the version of OpenAPI {help}");
        assert_eq!(diagnostic(&format!("openapi: {version}\n")), expected);
    }
    assert_eq!(
        diagnostic("openapi: 3.0.3\npaths: {}\n"),
        "api.yaml:2:1: selection: paths: no operation has the tag `Customer Authentication`; import another spec, or \
         select operations with --operation"
    );
    let tagged = "openapi: 3.0.3\npaths: { /a: { get: { operationId: getA, tags: [Customer auth] } } }\n";
    assert!(diagnostic(tagged).ends_with("; it may be one of Customer auth"), "{}", diagnostic(tagged));
    let misspelt = tagged.replace("auth", "Authentikation");
    assert!(diagnostic(&misspelt).ends_with("; did you mean `Customer Authentikation`?"), "{}", diagnostic(&misspelt));
    let dangling = with_schemas("3.0.3", "A: { properties: { p: { $ref: '#/components/schemas/Gone' } } }");
    assert_eq!(
        diagnostic(&dangling),
        "api.yaml:14:29: import: components.schemas.A.properties.p.$ref: `#/components/schemas/Gone` is not defined; \
         define it or correct the name"
    );
    let mapping = with_schemas("3.0.3", "A: { discriminator: { propertyName: p, mapping: { b: Gone } } }");
    assert!(
        diagnostic(&mapping).starts_with("api.yaml:14:55: import: components.schemas.A.discriminator.mapping.b: "),
        "{}",
        diagnostic(&mapping)
    );
    for whole in ["", "#", "#/paths", "#/components", "#/components/schemas"] {
        let whole = with_schemas("3.0.3", &format!("A: {{ properties: {{ p: {{ $ref: '{whole}' }} }} }}"));
        assert!(diagnostic(&whole).contains("` is an OpenAPI document or a section of one; name one component"));
    }
    let circle = with_schemas("3.0.3", "A: { $ref: '#/components/schemas/B' }\nB: { $ref: '#/components/schemas/A' }");
    assert!(diagnostic(&circle).contains("leads back to itself"), "{}", diagnostic(&circle));
    // Without an operation, no operation uses the security scheme.
    let misspelt = with_schemas("3.0.3", "A: { type: bool }")
        .replace("paths:", "security: [{ K: [] }]\npaths:")
        .replace("  schemas:", "  securitySchemes: { K: { type: http, scheme: bearer } }\n  schemas:");
    assert!(diagnostic(&misspelt).contains("`bool` is not a type of OpenAPI 3.0"), "{}", diagnostic(&misspelt));
}

#[test]
fn a_chain_of_many_schemas_does_not_exhaust_the_stack() {
    let link = |index: usize| {
        let next = format!("{{ $ref: '#/components/schemas/A{}' }}", index + 1);
        format!("A{index}: {{ type: object, properties: {{ a: {next} }} }}\n")
    };
    let links: String = (0..500).map(link).collect();
    let source = with_schemas("3.0.3", &format!("A: {{ $ref: '#/components/schemas/A0' }}\n{links}A500: {{}}"));
    // A small stack overflows with a shorter chain.
    let small = std::thread::Builder::new().stack_size(512 * 1024);
    let imported = small.spawn(move || import(&source)).expect("a thread").join().expect("a spec");
    assert!(imported.document.tree()["components"]["schemas"]["A500"].is_object());
}

#[test]
fn an_x_prefix_marks_an_extension_only_where_openapi_says_so() {
    let imported = import(
        "
openapi: 3.0.3
info: { title: T, version: '1', x-i: 1, contact: { name: C, x-c: 1 }, license: { name: L, x-l: 1 } }
tags: [{ name: Customer Authentication, x-g: 1, externalDocs: { url: 'https://a.example.com', x-e: 1 } }]
servers: [{ url: 'https://a.example.com/{x-v}', x-s: 1, variables: { x-v: { default: a, x-w: 1 } } }]
security: [{ x-key: [] }]
x-root: 1
webhooks: { w: { post: { responses: { '200': { description: '' } } } } }
paths:
  x-p: { get: 1 }
  /a:
    x-i: 1
    post:
      x-o: { $ref: ./code.py }
      operationId: PostA
      tags: [Customer Authentication]
      parameters: [{ name: x-q, in: query, x-q: 1, schema: { type: string, x-s: { type: 5 } } }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/x-a' } }, x-foo/bar: { schema: {} } } }
      callbacks: { x-called: { x-k: 1, '{$request.body#/url}': { post: { responses: { '200': { description: '' } } } } } }
      responses:
        x-r: { a: 1 }
        '200':
          description: ''
          x-d: 1
          headers: { x-h: { schema: { type: string }, x-n: 1 } }
          links: { x-link: { operationId: PostA, x-n: 1, parameters: { x-p: 1 } } }
          content: { application/json: { x-m: 1, schema: { $ref: '#/components/schemas/x-a' }, examples: { x-e: { value: { x-v: 1 }, x-n: 1 } } } }
        default: { $ref: '#/components/responses/x-err' }
components:
  x-c: 1
  securitySchemes: { x-key: { type: apiKey, in: header, name: X-Key, x-n: 1 } }
  responses: { x-err: { description: '', x-n: 1, content: { application/json: { schema: { $ref: '#/components/schemas/x-b' } } } } }
  schemas:
    x-a: { type: object, x-t: { properties: 1 }, x-secret: false, example: { x-v: 1 }, properties: { x-prop: { type: string, x-n: 1 }, k: { type: string }, default: { type: string, x-n: 1 } } }
    x-b: { type: object, discriminator: { propertyName: k, x-n: 1, mapping: { x-tag: '#/components/schemas/x-a' } } }
",
    );
    let expected = yaml(
        "
openapi: 3.0.3
info: { title: T, version: '1', contact: { name: C }, license: { name: L } }
tags: [{ name: Customer Authentication, externalDocs: { url: 'https://a.example.com' } }]
servers: [{ url: 'https://a.example.com/{x-v}', variables: { x-v: { default: a } } }]
security: [{ x-key: [] }]
paths:
  /a:
    post:
      operationId: PostA
      tags: [Customer Authentication]
      parameters: [{ name: x-q, in: query, schema: { type: string } }]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/x-a' } }, x-foo/bar: { schema: {} } } }
      responses:
        '200':
          description: ''
          headers: { x-h: { schema: { type: string } } }
          content: { application/json: { schema: { $ref: '#/components/schemas/x-a' }, examples: { x-e: { value: { x-v: 1 } } } } }
        default: { $ref: '#/components/responses/x-err' }
components:
  securitySchemes: { x-key: { type: apiKey, in: header, name: X-Key } }
  responses: { x-err: { description: '', content: { application/json: { schema: { $ref: '#/components/schemas/x-b' } } } } }
  schemas:
    x-a: { type: object, x-secret: false, example: { x-v: 1 }, properties: { x-prop: { type: string }, k: { type: string }, default: { type: string } } }
    x-b: { type: object, discriminator: { propertyName: k, mapping: { x-tag: '#/components/schemas/x-a' } } }
",
    );
    assert_eq!(imported.document.tree(), &expected);
    assert_eq!(
        repairs(&imported),
        ["paths./a.post.callbacks", "paths./a.post.responses.200.links", "webhooks"]
            .map(|key| format!("{key}: a client needs none of these (1); they were removed"))
    );
}

#[test]
fn a_repair_does_not_change_schemas_inside_a_not() {
    let broken = "{ type: object, required: [gone], properties: { l: { type: array }, e: { type: string, enum: [a, a, []], default: b } } }";
    let imported = import(&with_schemas("3.0.3", &format!("A: {{ not: {broken}, type: object }}")));
    assert_eq!(imported.document.tree()["components"]["schemas"]["A"]["not"], yaml(broken));
    assert_eq!(repairs(&imported), [""; 0]);

    // A schema that is only referenced from a `not` is excluded by it.
    let named = format!(
        "A: {{ not: {{ $ref: '#/components/schemas/B' }}, type: object }}\nB: {{ allOf: [{{ $ref: '#/components/schemas/C' }}] }}\nC: {broken}"
    );
    let imported = import(&with_schemas("3.0.3", &named));
    assert_eq!(imported.document.tree()["components"]["schemas"]["C"], yaml(broken));
    assert_eq!(repairs(&imported), [""; 0]);
    let imported = import(&with_schemas(
        "3.0.3",
        &named.replace("type: object }\nB", "properties: { b: { $ref: '#/components/schemas/B' } } }\nB"),
    ));
    assert_eq!(imported.repairs.len(), 5, "{:#?}", imported.repairs);

    // A property named `not` is an ordinary property.
    let imported = import(&with_schemas("3.0.3", &format!("A: {{ type: object, properties: {{ not: {broken} }} }}")));
    assert_eq!(
        imported.document.tree()["components"]["schemas"]["A"]["properties"]["not"],
        yaml("{ type: object, properties: { l: { type: array, items: {} }, e: { type: string, enum: [a] } } }")
    );
    assert_eq!(imported.repairs.len(), 5, "{:#?}", imported.repairs);

    // A keyword that 3.0 lacks must not make a `not` reject more.
    let downgraded_not = |not: &str| downgraded(&format!("{{ type: object, not: {not} }}"));
    for lost in ["{ required: [a], contains: { type: string } }", "{ properties: { a: { prefixItems: [{}] } } }"] {
        assert_eq!(downgraded_not(lost).get("not"), None, "{lost}");
    }
    assert_eq!(downgraded_not("{ const: a }"), json!({ "type": "object", "not": { "type": "string", "enum": ["a"] } }));
}

#[test]
fn only_the_selected_operations_are_imported() {
    let operation = |path: &str, id: &str, tag: &str| {
        format!(
            "  {path}: {{ get: {{ operationId: {id}, tags: [{tag}], responses: {{ '204': {{ description: '' }} }} }} }}\n"
        )
    };
    let paths = operation("/a", "GetA", "One") + &operation("/b", "GetB", "Two") + &operation("/c", "GetC", "Three");
    let source = format!("openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n{paths}");
    let strings = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect();
    let selected = |tags: &[&str], operations: &[&str], leave_out: &[&str]| -> Result<Vec<String>, String> {
        let mut selection = Selection::default();
        (selection.tags, selection.operations, selection.leave_out) =
            (strings(tags), strings(operations), strings(leave_out));
        let upstream = parse_str("api.yaml", &source).expect("a tree");
        let imported = import::import_document(upstream, &selection).map_err(|it| it.to_string())?;
        Ok(imported.document.operations().iter().filter_map(|at| at.id().map(str::to_owned)).collect())
    };
    assert_eq!(selected(&[], &[], &[]), Ok(strings(&["GetA", "GetB", "GetC"])));
    assert_eq!(selected(&["one", "TWO"], &[], &[]), Ok(strings(&["GetA", "GetB"])));
    assert_eq!(selected(&["One"], &["GetC"], &[]), Ok(strings(&["GetA", "GetC"])));
    assert_eq!(selected(&[], &["GetB"], &[]), Ok(strings(&["GetB"])));
    assert_eq!(selected(&["One", "Two"], &["GetC"], &["GetB", "GetC"]), Ok(strings(&["GetA"])));
    let refused = |result: Result<Vec<String>, String>, what: &str| {
        let message = result.expect_err("a diagnostic");
        assert!(message.starts_with("api.yaml:3:1: selection: paths: ") && message.contains(what), "{message}");
    };
    refused(selected(&["One", "Four"], &[], &[]), "no operation has the tag `Four`");
    refused(selected(&[], &["GetD"], &[]), "no operation has the ID `GetD`");
    refused(selected(&["One"], &[], &["GetD"]), "no operation has the ID `GetD`");
    refused(selected(&["One"], &[], &["GetA"]), "every selected operation is left out");
}

#[test]
fn a_description_in_a_markdown_file_is_read() {
    let mut files = [
        (
            "openapi.yaml",
            "
openapi: 3.0.3
info: { title: T, version: '1', description: { $ref: text/info.md } }
tags: [{ name: Customer Authentication, description: { $ref: text/tag.md } }]
paths: { /a: { $ref: paths/a.yaml } }
",
        ),
        (
            "paths/a.yaml",
            "
get:
  operationId: GetA
  tags: [Customer Authentication]
  description: { $ref: ../text/a.md }
  responses: { '200': { description: { $ref: ../text/a.md }, content: { application/json: { schema: { type: object, properties: { description: { $ref: ../text.yaml } } } } } } }
",
        ),
        ("text.yaml", "type: string\n"),
        ("text/info.md", "# Info\n\nText.\n"),
        ("text/tag.md", "Tag."),
        ("text/a.md", "A.\n"),
    ];
    let imported = in_files(&files).1.expect("an import");
    let tree = imported.document.tree();
    assert_eq!(tree["info"]["description"], "# Info\n\nText.");
    assert_eq!(tree["tags"][0]["description"], "Tag.");
    let operation = &tree["paths"]["/a"]["get"];
    assert_eq!(
        (&operation["description"], &operation["responses"]["200"]["description"]),
        (&json!("A."), &json!("A."))
    );
    let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
    assert_eq!(schema["properties"]["description"], json!({ "$ref": "#/components/schemas/text" }));
    // The hash depends on the contents of all files, not on their directory.
    assert_eq!(in_files(&files).1.expect("an import").sha256, imported.sha256);
    files[5].1 = "B.\n";
    assert_ne!(in_files(&files).1.expect("an import").sha256, imported.sha256);
}

#[test]
fn a_file_is_read_only_from_the_folder_of_the_spec() {
    let outside = written(&[("secret.yaml", "type: string\n")]);
    let name = outside.path().file_name().expect("a name").to_string_lossy().into_owned();
    let here = "is not a readable regular file in the folder of the root file or below";
    let absolute = outside.path().join("secret.yaml").display().to_string();
    let cases = [
        (format!("../{name}/secret.yaml"), here),
        (format!("%2e%2e/{name}/secret.yaml"), here),
        (".".to_owned(), here),
        (absolute, "is outside the folder of this spec"),
        ("/dev/zero".to_owned(), "is outside the folder of this spec"),
        ("../../../../../../dev/zero".to_owned(), here),
        ("https://example.com/a.yaml".to_owned(), "is outside the folder of this spec"),
        ("//example.com/a.yaml".to_owned(), "is outside the folder of this spec"),
    ];
    for (target, expected) in cases {
        for schema in
            [format!("{{ $ref: '{target}' }}"), format!("{{ type: string, description: {{ $ref: '{target}' }} }}")]
        {
            let spec = with_schemas("3.0.3", &format!("A: {schema}"));
            let (_directory, imported) = in_files(&[("openapi.yaml", &spec)]);
            let message = imported.expect_err("a diagnostic");
            assert!(message.contains(expected) && !message.contains("string"), "{target}: {message}");
        }
    }
}

#[test]
fn the_files_of_a_spec_share_the_limits_of_their_size_and_of_their_values() {
    let spec = with_schemas("3.0.3", "A: { allOf: [{ $ref: a.json }, { $ref: b.json }, { $ref: c.json }] }");
    // Two of them are larger than 64 MiB together.
    let large = format!("{{}}{}", " ".repeat(33 << 20));
    // The values of one of them are within what a small spec may cost.
    let aliases = format!("z: &z [{}]\nw: [{}]\n", "0,".repeat(300), "*z,".repeat(420));
    for (content, expected) in [(&*large, "larger than 64 MiB together"), (&*aliases, "or is too large")] {
        let alone = [("openapi.yaml", &*spec), ("a.json", content), ("b.json", "{}"), ("c.json", "{}")];
        let all = [("openapi.yaml", &*spec), ("a.json", content), ("b.json", content), ("c.json", content)];
        assert_eq!(in_files(&alone).1.err(), None);
        let message = in_files(&all).1.expect_err("a diagnostic");
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn a_folder_above_the_spec_is_read_only_if_it_is_given() {
    let spec = with_schemas("3.0.3", "A: { $ref: '../shared.yaml' }");
    let directory = written(&[("api/openapi.yaml", &spec), ("shared.yaml", "type: string\n")]);
    let spec = directory.path().join("api/openapi.yaml");
    let import = |folder: Option<&Path>| {
        let mut selection = Selection::of_tag(TAG);
        selection.folder = folder.map(Path::to_owned);
        import::import(&spec, &selection).map(|imported| imported.source).map_err(|diagnostic| diagnostic.to_string())
    };
    assert!(import(None).expect_err("a diagnostic").contains("`--folder`"));
    assert!(import(Some(directory.path())).expect("an import").contains("type: string"));
}

#[test]
fn a_spec_from_a_url_reads_no_file_even_if_a_folder_is_given() {
    let mut selection = Selection::of_tag(TAG);
    selection.folder = Some(".".into());
    let source = with_schemas("3.0.3", "A: { $ref: '../../Cargo.toml' }");
    for file in ["-", "https://example.com/api.yaml"] {
        let document = parse_str(file, &source).expect("a document");
        let diagnostic = import::import_document(document, &selection).map(drop).expect_err("a diagnostic").to_string();
        assert!(diagnostic.contains("a spec from standard input or a URL cannot reference files"), "{diagnostic}");
    }
}

#[test]
fn a_diagnostic_about_another_file_shows_nothing_of_it() {
    let references = ["$ref: 'SECRET.yaml'", "$ref: 'SECRET#/x'", "$ref: '#/SECRET'", "$ref: 'https://SECRET/a'"];
    for content in references.into_iter().chain(["SECRET", "'SECRET", "- SECRET", "[SECRET, 1]", "nullable: SECRET"]) {
        for fragment in ["", "#/0", "#/nullable"] {
            let spec = with_schemas("3.0.3", &format!("A: {{ $ref: 'other.yaml{fragment}' }}"));
            let (_directory, imported) = in_files(&[("openapi.yaml", &spec), ("other.yaml", content)]);
            let message = imported.expect_err("a diagnostic");
            assert!(!message.contains("SECRET"), "{content}: {message}");
        }
    }
}

/// Puts a program called `curl` into the directory that prints its arguments to a file, and then the spec.
#[cfg(unix)]
#[test]
fn an_https_url_is_downloaded_and_no_other_url_is() {
    use std::os::unix::fs::PermissionsExt;

    let spec = with_schemas("3.0.3", "A: { type: string }");
    let script = "#!/bin/sh\necho \"$@\" > arguments\ncase \"$*\" in *gone*) echo 'curl: (22) 404' >&2; exit 22;; esac\nexec cat spec.yaml\n";
    let directory = written(&[("spec.yaml", &spec), ("curl", script)]);
    let path = directory.path();
    fs::set_permissions(path.join("curl"), fs::Permissions::from_mode(0o755)).expect("permissions");

    let (code, out, errors) = xtask(path, &["import", "https://example.com/api.yaml", "--out", "-"], "");
    assert_eq!(code, Some(0), "{errors}");
    assert!(out.contains("operationId: GetA"), "{out}");
    let arguments = fs::read_to_string(path.join("arguments")).expect("the arguments");
    assert!(
        arguments.contains("--proto =https") && arguments.ends_with("-- https://example.com/api.yaml\n"),
        "{arguments}"
    );
    let (code, _, errors) = xtask(path, &["import", "https://example.com/gone.yaml", "--out", "-"], "");
    assert_eq!((code, errors.contains("curl: (22) 404")), (Some(1), true), "{errors}");
    let (code, _, errors) = xtask(path, &["import", "http://example.com/api.yaml", "--out", "-"], "");
    assert_eq!((code, errors.contains("this is a URL")), (Some(1), true), "{errors}");
}

/// Runs the commands with the directory first on the path.
fn xtask(directory: &Path, arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
    let path = format!("{}:{}", directory.display(), std::env::var("PATH").unwrap_or_default());
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
        .env("PATH", path)
        .args(arguments)
        .current_dir(directory)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("xtask");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let source = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), source(&output.stdout), source(&output.stderr))
}

#[test]
fn an_import_notes_what_a_maintainer_would_miss() {
    let overlay = "overlay: 1.0.0\ninfo: { title: T, version: '1' }\nactions:\n  - { target: $.components.schemas.B, x-optional: true, update: {} }\n";
    let directory = written(&[("spec/overlay.yaml", overlay)]);
    let path = directory.path();
    let both = "A: { type: object, properties: { b: { $ref: '#/components/schemas/B' } } }\nB: { type: string }";
    let (old, new) = (with_schemas("3.0.3", both), with_schemas("3.0.3", "A: { type: object }"));
    let errors = |source: &str| xtask(path, &["import", "-"], source).2;
    assert_eq!(errors(&old), "");
    let skipped = "note: spec/overlay.yaml:4:7: skipped-overlay-target: actions.0.target: the optional target \
                   `$.components.schemas.B` matches nothing; correct or remove it; it matched the previous spec\n";
    assert_eq!(errors(&new), skipped);
    let again = "note: spec/customer-authentication.yaml was imported from this upstream spec before";
    assert!(errors(&new).starts_with(again), "{}", errors(&new));
    let version = errors(&new.replace("version: '1'", "version: latest"));
    assert!(version.starts_with("note: info.version is not a version"), "{version}");
    let written = || fs::read_to_string(path.join(xtask::SPEC)).expect("the spec");
    let (before, unsupported) = (written(), new.replace("application/json:", "application/octet-stream:"));
    let (code, _, errors) = xtask(path, &["import", "-"], &unsupported);
    assert_eq!((code, written()), (Some(1), before), "{errors}");
    assert!(errors.ends_with("no operation can be generated, so spec/customer-authentication.yaml is not written\n"));
    let (code, _, errors) = xtask(path, &["generate", "--all", "--spec", "spec/gone.yaml", "--out", "gone/a.rs"], "");
    assert_eq!((code, errors.contains("gone is not a folder; create it first")), (Some(1), true), "{errors}");
}

#[test]
fn an_import_records_its_origin_and_drift_compares_with_it() {
    let upstream = with_schemas("3.0.3", "A: { type: object, properties: { a: { type: string } } }");
    let directory = written(&[("upstream.yaml", &upstream)]);
    let path = directory.path();
    fs::create_dir(path.join("spec")).expect("a directory");
    let run = |arguments: &[&str], input: &str| xtask(path, arguments, input);

    let (code, _, errors) = run(&["import", "upstream.yaml", "--date", "2026-08-31"], "");
    assert_eq!(code, Some(0), "{errors}");
    let written = || fs::read_to_string(path.join(xtask::SPEC)).expect("the spec");
    let first = written();
    let origin = yaml(&first)["info"]["x-imported-from"].clone();
    let sha256 = import::import(&path.join("upstream.yaml"), &Selection::of_tag(TAG)).expect("an import").sha256;
    assert_eq!(origin, json!({ "sha256": sha256, "date": "2026-08-31", "version": "1" }));
    // Importing an imported spec keeps the origin, also from standard input.
    assert_eq!(run(&["import", xtask::SPEC], "").0, Some(0));
    assert_eq!(written(), first);
    assert_eq!(run(&["import", "-", "--date", "2026-08-31", "--out", "-"], &upstream).1, first);
    // Without a date, the version is the date if it has the form of one.
    let (_, out, _) = run(&["import", "-", "--out", "-"], &upstream.replace("version: '1'", "version: '2024-07-01'"));
    assert_eq!(yaml(&out)["info"]["x-imported-from"]["date"], "2024-07-01");
    let (_, out, _) = run(&["import", "-", "--out", "-"], &upstream);
    assert_eq!(yaml(&out)["info"]["x-imported-from"].get("date"), None);
    assert_eq!(run(&["import", "-", "--date", "today"], &upstream).0, Some(64));

    let same = "no change: this is the upstream spec that was imported last\n";
    let (code, out, errors) = run(&["drift", "upstream.yaml"], "");
    assert_eq!((code, out.as_str(), errors.as_str()), (Some(0), same, ""));
    let wider = upstream.replace("a: { type: string }", "a: { type: string }, b: { type: string }");
    let (code, out, _) = run(&["drift", "-"], &wider);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(code, Some(1), "{out}");
    assert!(
        lines[0].starts_with(&format!("the upstream spec has changed: its SHA-256 was {sha256} and is now ")),
        "{out}"
    );
    assert_eq!(lines[1], "additive  `A` in responses of GetA: `b` is new");
    let narrower = upstream.replace("a: { type: string }", "");
    assert_eq!(run(&["drift", "-"], &narrower).0, Some(2));
    assert_eq!(run(&["drift", "-"], &upstream.replace("title: T", "title: U")).0, Some(0));
    assert_eq!(run(&["drift", "-"], "openapi: 4.0.0\n").0, Some(3));
}

#[test]
fn an_operation_that_cannot_be_generated_is_reported_with_the_flag_to_leave_it_out() {
    let directory = TempDir::new().expect("a directory");
    let operation = |path: &str, id: &str, scheme: &str| {
        let rest = "tags: [Customer Authentication], responses: { '204': { description: '' } }";
        format!("  {path}: {{ get: {{ operationId: {id}, security: [{{ {scheme}: [] }}], {rest} }} }}\n")
    };
    let paths = operation("/a", "GetA", "Jwt") + &operation("/b", "GetB", "Basic") + &operation("/c", "GetC", "Cookie");
    let schemes = "{ Jwt: { type: http, scheme: Bearer }, Basic: { type: http, scheme: basic }, Cookie: { type: apiKey, in: cookie, name: c } }";
    let info = "info: { title: T, version: '1' }";
    let source = format!("openapi: 3.0.3\n{info}\npaths:\n{paths}components: {{ securitySchemes: {schemes} }}\n");
    let (code, out, errors) = xtask(directory.path(), &["import", "-", "--out", "-"], &source);
    let lines: Vec<&str> = errors.lines().collect();
    assert_eq!((code, lines.len()), (Some(0), 2), "{errors}");
    for (line, id) in lines.iter().zip(["GetB", "GetC"]) {
        assert!(line.starts_with(&format!("cannot be generated; --leave-out {id} leaves it out: -:")), "{line}");
    }
    assert!(out.contains("operationId: GetB"));
    let left_out = ["import", "-", "--out", "-", "--leave-out", "GetB", "--leave-out", "GetC"];
    let (code, out, errors) = xtask(directory.path(), &left_out, &source);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    assert!(out.contains("operationId: GetA") && !out.contains("operationId: GetB"));
    let file = directory.path().join("api.yaml");
    fs::write(&file, &source).expect("a file");
    let arguments = ["generate", "--all", "--spec", "api.yaml", "--out", "client.rs"];
    let (code, _, errors) = xtask(directory.path(), &arguments, "");
    assert_eq!(code, Some(0), "{errors}");
    assert!(errors.ends_with("generated 1, left out 2 of 3 operations\n"), "{errors}");
}

#[test]
fn fuzzing_inputs_are_imported_or_rejected_without_a_panic() {
    for directory in ["../fuzz/found/spec", "../fuzz/seeds/spec"] {
        for entry in fs::read_dir(directory).expect("inputs") {
            let bytes = fs::read(entry.expect("an entry").path()).expect("an input");
            let once = parse_str("api.yaml", &String::from_utf8_lossy(&bytes))
                .and_then(|upstream| import::import_document(upstream, &Selection::default()));
            let Ok(once) = once else {
                continue;
            };
            let twice = parse_str("api.yaml", &once.source).expect("what was imported is YAML");
            let twice =
                import::import_document(twice, &Selection::default()).expect("what was imported can be imported");
            assert_eq!(once.source, twice.source);
        }
    }
}
