//! `lint` reports every violation with its location, and nothing else.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rebilly_customer_auth_codegen as codegen;
use serde_json::{Value, json};
use xtask::lint;

/// A small spec without violations.
const CLEAN: &str = "\
openapi: 3.0.3
info: { title: Test, version: '1' }
tags:
  - { name: Things, description: Things to test. }
security:
  - Key: []
paths:
  /things:
    get:
      operationId: GetThingCollection
      summary: List things
      parameters:
        - { name: limit, in: query, description: How many., schema: { type: integer, minimum: 0 }, example: 5 }
        - { name: offset, in: query, description: How many to pass over., schema: { type: integer } }
      responses:
        '200':
          description: A page of things.
          headers:
            Pagination-Total: { schema: { type: integer } }
            Pagination-Limit: { schema: { type: integer } }
            Pagination-Offset: { schema: { type: integer }, example: 0 }
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/Thing' } }
              example:
                - { id: one, name: First, createdTime: '2021-11-09T09:30:00Z' }
  /things/{id}:
    put:
      operationId: PutThing
      description: Changes a thing.
      parameters:
        - { name: id, in: path, description: The ID., required: true, schema: { type: string } }
      requestBody:
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Thing' }
            examples:
              first:
                value: { name: First, password: correct horse, size: null }
              other:
                $ref: '#/components/examples/Other'
      responses:
        '200':
          description: The thing.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Thing' }
components:
  securitySchemes:
    Key: { type: apiKey, in: header, name: X-Key }
  examples:
    Other:
      value: { name: Other, password: battery staple }
  schemas:
    Thing:
      description: A thing.
      type: object
      required: [id, name, password]
      properties:
        id: { description: The ID., type: string, readOnly: true }
        name: { description: The name., type: string, maxLength: 10, example: First }
        password: { description: The password., type: string, format: password, writeOnly: true }
        size: { description: The size., type: integer, minimum: 0, exclusiveMinimum: true, nullable: true }
        createdTime: { description: When it was made., type: string, format: date-time, readOnly: true }
        part:
          allOf:
            - $ref: '#/components/schemas/Part'
    Part:
      description: A part.
      type: object
      properties:
        token: { description: The token., type: string, x-secret: true }
        tokenType: { description: Its type., type: string }
        tokenTtl: { description: Its life., type: integer }
";

fn lines(source: &str) -> Vec<String> {
    let document = codegen::parse_str("test.yaml", source).expect("YAML");
    lint::lint(&document).iter().map(ToString::to_string).collect()
}

/// Asserts that a change of the clean spec has exactly this finding.
#[track_caller]
fn assert_finding(from: &str, to: &str, expected: &str) {
    assert_findings(from, to, &[expected]);
}

#[track_caller]
fn assert_findings(from: &str, to: &str, expected: &[&str]) {
    assert!(CLEAN.contains(from), "the change changes nothing: {from}");
    assert_eq!(lines(&CLEAN.replacen(from, to, 1)), expected);
}

#[test]
fn an_escaped_or_deep_reference_is_no_finding() {
    let source = CLEAN
        .replace("items: { $ref: '#/components/schemas/Thing' }", "items: { $ref: '#/components/schemas/%54hing' }")
        .replace("'#/components/schemas/Part'", "'#/components/schemas/Thing/properties/name'");
    let findings = lint::findings(&codegen::parse_str("test.yaml", &source).expect("YAML"));
    let others: Vec<_> = findings.iter().filter(|finding| finding.rule != "unused-component").collect();
    assert!(others.is_empty(), "{others:#?}");
}

#[test]
fn an_unknown_reference_to_an_example_is_found() {
    assert_findings(
        "#/components/examples/Other",
        "#/components/examples/Ofher",
        &[
            "test.yaml:41:17: unknown-ref: paths./things/{id}.put.requestBody.content.application/json.examples.other.\
             $ref: `#/components/examples/Ofher` is not defined; define it under `components` or correct the name",
            "test.yaml:52:5: unused-component: components.examples.Other: no operation uses this component; use it \
             or remove it",
        ],
    );
}

#[test]
fn each_undefined_required_property_is_found() {
    let part = "      description: A part.\n";
    assert_findings(
        part,
        &format!("{part}      required: [token, nome, size]\n"),
        &[
            "test.yaml:70:25: undefined-required-property: components.schemas.Part.required.1: the required property \
             `nome` is not defined; define it under `properties` or remove it from `required`",
            "test.yaml:70:31: undefined-required-property: components.schemas.Part.required.2: the required property \
             `size` is not defined; define it under `properties` or remove it from `required`",
        ],
    );
    // An alternative describes further members of its own only.
    let union = "oneOf: [{ required: [a], additionalProperties: { type: string } }, { required: [b] }]";
    let found = lines(&CLEAN.replacen(part, &format!("{part}      required: [nome]\n      {union}\n"), 1));
    let undefined = found.iter().filter(|line| line.contains("undefined-required-property"));
    let names: Vec<&str> = undefined.filter_map(|line| line.split('`').nth(1)).collect();
    assert_eq!(names, ["nome", "b"], "{found:#?}");
    // A condition of 3.1 is about the properties of the schema that contains it.
    let condition = format!("{part}      if: {{ required: [nome] }}\n      then: {{ required: [size] }}\n");
    let found = lines(&CLEAN.replacen(part, &condition, 1));
    assert!(!found.iter().any(|line| line.contains("undefined-required-property")), "{found:#?}");
}

#[test]
fn an_example_that_does_not_match_its_schema_is_found() {
    assert_finding(
        "- { id: one, name: First,",
        "- { id: one, name: First of all,",
        "test.yaml:26:30: invalid-example: paths./things.get.responses.200.content.application/json.example.0.name: \
         the value is longer than 10 characters; correct the example or the schema",
    );
    assert_finding(
        "'2021-11-09T09:30:00Z'",
        "yesterday",
        "test.yaml:26:43: invalid-example: \
         paths./things.get.responses.200.content.application/json.example.0.createdTime: the value is not a \
         \"date-time\"; correct the example or the schema",
    );
    assert_finding(
        "value: { name: First,",
        "value: { nome: First,",
        "test.yaml:39:17: invalid-example: paths./things/{id}.put.requestBody.content.application/json.examples.first.\
         value: `name` is required; correct the example or the schema",
    );
    assert_finding(
        "example: 5 }",
        "example: five }",
        "test.yaml:13:100: invalid-example: paths./things.get.parameters.0.example: the value is not of type \
         \"integer\"; correct the example or the schema",
    );
    assert_finding(
        "example: 0 }",
        "example: none }",
        "test.yaml:21:61: invalid-example: paths./things.get.responses.200.headers.Pagination-Offset.example: the \
         value is not of type \"integer\"; correct the example or the schema",
    );
    assert_finding(
        "example: First }",
        "example: [First] }",
        "test.yaml:61:70: invalid-example: components.schemas.Thing.properties.name.example: the value is not of type \
         \"string\"; correct the example or the schema",
    );
    assert_finding(
        "{ name: Other, password",
        "{ name: 7, password",
        "test.yaml:40:15: invalid-example: paths./things/{id}.put.requestBody.content.application/json.examples.other: \
         at `/name`: the value is not of type \"string\"; correct the example or the schema",
    );
}

#[test]
fn a_response_example_with_a_write_only_property_is_found_without_its_value() {
    assert_finding(
        "- { id: one,",
        "- { password: open sesame, id: one,",
        "test.yaml:26:21: invalid-example: \
         paths./things.get.responses.200.content.application/json.example.0.password: a writeOnly property is never \
         returned; correct the example or the schema",
    );
}

#[test]
fn an_example_in_serialized_form_is_not_checked() {
    for media_type in ["text/csv", "application/x-ndjson"] {
        let source = CLEAN.replace(
            "            application/json:\n              schema: { type: array",
            &format!("            {media_type}:\n              schema: {{ type: array"),
        );
        let rows = source.replace(
            "example:\n                - { id: one, name: First, createdTime: '2021-11-09T09:30:00Z' }",
            "example: one,First",
        );
        assert_ne!(source, rows);
        assert_eq!(lines(&rows), [""; 0]);
    }
}

#[test]
fn an_unmarked_secret_is_found() {
    assert_finding(
        "type: string, x-secret: true",
        "type: string",
        "test.yaml:72:9: unmarked-secret: components.schemas.Part.properties.token: the property `token` looks like a \
         secret but is not marked; add `format: password` or `x-secret: true` to its schema",
    );
    assert_finding(
        "- { name: offset,",
        "- { name: X-Api-Key, in: header, description: A key., schema: { type: string } }\n        - { name: offset,",
        "test.yaml:14:11: unmarked-secret: paths./things.get.parameters.1: the parameter `X-Api-Key` looks like a \
         secret but is not marked; add `format: password` or `x-secret: true` to its schema",
    );
}

#[test]
fn a_property_that_is_in_neither_direction_is_found() {
    let expected = "test.yaml:62:9: no-direction: components.schemas.Thing.properties.password: the property `password` \
                    is `readOnly` and `writeOnly`, and the client has neither form; remove one of them";
    assert_finding("writeOnly: true }", "writeOnly: true, readOnly: true }", expected);
    let composed = "allOf: [{ readOnly: true }], writeOnly: true }";
    assert_finding("writeOnly: true }", composed, expected);
}

#[test]
fn an_unused_component_is_found_in_any_section() {
    assert_finding(
        "              other:\n                $ref: '#/components/examples/Other'\n",
        "",
        "test.yaml:50:5: unused-component: components.examples.Other: no operation uses this component; use it or \
         remove it",
    );
    assert_finding(
        "security:\n  - Key: []\n",
        "",
        "test.yaml:48:5: unused-component: components.securitySchemes.Key: no operation uses this component; use \
         it or remove it",
    );
    let circle = "    Lone:\n      description: Refers to itself only.\n      properties:\n        next: { $ref: \
                  '#/components/schemas/Lone' }\n    Part:\n";
    assert_finding(
        "    Part:\n",
        circle,
        "test.yaml:68:5: unused-component: components.schemas.Lone: no operation uses this component; use it or \
         remove it",
    );
}

#[test]
fn a_collection_without_pagination_headers_is_found() {
    assert_finding(
        "            Pagination-Limit: { schema: { type: integer } }\n",
        "",
        "test.yaml:16:9: missing-pagination-header: paths./things.get.responses.200: the response of this collection \
         lacks headers such as `Pagination-Total`, `Pagination-Limit` and `Pagination-Offset`; add the headers: without \
         them a list is read until a page is not full",
    );
    assert_findings("Pagination-Total: {", "pagination-total: {", &[]);
    let another = "            A-Total: { schema: { type: integer } }\n            Pagination-Total: {";
    assert_findings("            Pagination-Total: {", another, &[]);
}

#[test]
fn a_list_without_pagination_needs_no_pagination_headers() {
    let source = CLEAN
        .replace("name: offset,", "name: page,")
        .replace("            Pagination-Limit: { schema: { type: integer } }\n", "");
    assert_eq!(lines(&source), [""; 0]);
}

#[test]
fn a_missing_description_is_found() {
    let at = |location: &str, what: &str| {
        format!("test.yaml:{location}: this {what} has no description; add a `description`")
    };
    let changes = [
        (", description: Things to test.", "4:5: missing-description: tags.0", "tag"),
        ("      summary: List things\n", "9:5: missing-description: paths./things.get", "operation"),
        (" description: How many.,", "13:11: missing-description: paths./things.get.parameters.0", "parameter"),
        ("description: The thing.", "43:9: missing-description: paths./things/{id}.put.responses.200", "response"),
        ("      description: A part.\n", "68:5: missing-description: components.schemas.Part", "schema"),
        (" description: The name.,", "61:9: missing-description: components.schemas.Thing.properties.name", "property"),
    ];
    for (description, location, what) in changes {
        let empty = if what == "response" { "description: ' '" } else { "" };
        assert_finding(description, empty, &at(location, what));
    }
}

#[test]
fn an_unsupported_version_is_one_finding_and_other_rules_still_run() {
    let source = CLEAN
        .replace("3.0.3", "3.1.0")
        .replace(
            "type: integer, minimum: 0, exclusiveMinimum: true, nullable: true",
            "type: [integer, 'null'], exclusiveMinimum: 0",
        )
        .replace("operationId: PutThing", "operationId: GetThingCollection");
    let lines = lines(&source);
    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert_eq!(
        lines[0],
        "test.yaml:1:1: not-openapi-3.0: openapi: OpenAPI 3.1.0 is not supported, only 3.0; convert it to 3.0 with \
         `cargo xtask import`"
    );
    assert!(lines[1].contains("duplicate-operation-id"), "{lines:#?}");
}

#[test]
fn each_part_with_a_structure_error_is_found() {
    let source = CLEAN
        .replace("description: A page of things.", "description: [1]")
        .replace("description: A thing.", "description: [1]")
        .replace("description: A part.", "description: [1]")
        .replace("version: '1'", "version: 1");
    let lines = lines(&source);
    let structure: Vec<_> = lines.iter().filter(|line| line.contains(": structure: ")).collect();
    assert_eq!(structure.len(), 4, "{lines:#?}");
    for (line, location) in structure.iter().zip([
        "test.yaml:2:22: structure: info.version: not valid in OpenAPI: ",
        "structure: paths./things.get.responses.200.description: not valid in OpenAPI: ",
        "structure: components.schemas.Thing.description: ",
        "structure: components.schemas.Part.description: ",
    ]) {
        assert!(line.contains(location), "{line}");
    }
}

#[test]
fn all_findings_are_reported_in_the_order_of_the_lines() {
    let source = CLEAN
        .replace("operationId: PutThing", "operationId: GetThingCollection")
        .replace("'#/components/schemas/Part'", "'#/components/schemas/Port'")
        .replace("      description: A part.\n", "      description: A part.\n      required: [other]\n")
        .replace("name: id, in: path", "name: key, in: path")
        .replace("example: 5", "example: five")
        .replace("format: password, ", "")
        .replace("  - Key: []", "  - Other: []")
        .replace("Pagination-Total", "Pagination-Sum")
        .replace("      summary: List things\n", "");
    let found: Vec<String> = lines(&source)
        .iter()
        .map(|line| {
            let mut parts = line.split(": ");
            let position = parts.next().expect("a position").trim_start_matches("test.yaml:");
            format!("{} {}", position.split(':').next().expect("a line"), parts.next().expect("a rule"))
        })
        .collect();
    assert_eq!(
        found,
        [
            "6 undefined-security-scheme", "9 missing-description", "12 invalid-example",
            "15 missing-pagination-header", "27 path-parameter", "28 duplicate-operation-id", "31 path-parameter",
            "49 unused-component", "61 unmarked-secret", "66 unknown-ref", "67 unused-component",
            "69 undefined-required-property",
        ]
    );
}

#[test]
fn a_finding_in_a_shared_component_is_reported_once() {
    let source = CLEAN.replace("  /things/{id}:\n", "  /things/{id}:\n    parameters: [{ name: key, in: path, description: A key., required: true, schema: { type: string } }]\n    get:\n      operationId: GetThing\n      summary: Read a thing\n      parameters: [{ name: id, in: path, description: The ID., required: true, schema: { type: string } }]\n      responses: { '204': { description: None. } }\n");
    let lines = lines(&source);
    assert_eq!(lines.len(), 1, "{lines:#?}");
}

fn write(name: &str, source: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, source).expect("a file in the target directory");
    path
}

fn run(arguments: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    Command::new(env!("CARGO_BIN_EXE_xtask")).arg("lint").args(arguments).current_dir(root).output().expect("it runs")
}

fn utf8(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn the_exit_code_reports_findings() {
    let own = run(&[]);
    assert_eq!((own.status.code(), utf8(&own.stdout)), (Some(0), ""));
    let file = write("findings.yaml", &CLEAN.replace("operationId: PutThing", "operationId: GetThingCollection"));
    let findings = run(&[file.to_str().expect("UTF-8")]);
    assert_eq!((findings.status.code(), utf8(&findings.stderr)), (Some(1), "1 finding\n"));
    assert_eq!(utf8(&findings.stdout).lines().count(), 1);
    let nowhere = run(&["nowhere.yaml"]);
    assert_eq!((nowhere.status.code(), utf8(&nowhere.stdout)), (Some(2), ""));
    assert!(utf8(&nowhere.stderr).starts_with("nowhere.yaml: unreadable-file: the file cannot be read: "));
    let broken = write("broken.yaml", "openapi: [");
    let broken = run(&[broken.to_str().expect("UTF-8")]);
    assert_eq!(broken.status.code(), Some(2));
    assert!(utf8(&broken.stderr).contains("not valid YAML"));
}

#[test]
fn a_dangling_reference_of_the_overlay_has_its_position_there() {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("overlaid");
    std::fs::create_dir_all(&directory).expect("a directory");
    let file = write("overlaid/spec.yaml", CLEAN);
    let action = "  - target: $.components.schemas.Part.properties\n    update:\n      more:\n        description: More.\n        ";
    let action = format!("{action}allOf: [{{ $ref: '#/components/schemas/Gone' }}]");
    write(
        "overlaid/overlay.yaml",
        &format!("overlay: 1.0.0\ninfo: {{ title: T, version: '1' }}\nactions:\n{action}\n"),
    );
    let output = run(&[file.to_str().expect("UTF-8")]);
    let found = utf8(&output.stdout);
    let expected = format!("{}:8:19: unknown-ref: ", directory.join("overlay.yaml").display());
    assert!(found.contains(&expected), "{found}");
}

#[test]
fn the_json_form_has_one_object_for_each_finding() {
    let file = write("json.yaml", &CLEAN.replace("operationId: PutThing", "operationId: GetThingCollection"));
    let file = file.to_str().expect("UTF-8");
    let output = run(&["--format", "json", file]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        serde_json::from_slice::<Value>(&output.stdout).expect("JSON"),
        json!([{
            "file": file,
            "line": 29,
            "column": 7,
            "rule": "duplicate-operation-id",
            "location": "paths./things/{id}.put.operationId",
            "message": "paths./things.get also has the operationId `GetThingCollection`",
            "help": "give each operation a unique ID",
        }])
    );
    let clean = write("clean.json.yaml", CLEAN);
    assert_eq!(utf8(&run(&["--format", "json", clean.to_str().expect("UTF-8")]).stdout), "[]\n");
}

#[test]
fn a_schema_that_contains_itself_does_not_panic() {
    let circles = [
        "Part: { $ref: '#/components/schemas/Part' }",
        "Part: { allOf: [{ $ref: '#/components/schemas/Part' }], example: 1 }",
        "Part: { not: { $ref: '#/components/schemas/Thing' }, oneOf: [{ $ref: '#/components/schemas/Part' }] }",
        "Part: { properties: { a: { allOf: [{ $ref: '#/components/schemas/Part/properties/a' }], example: 1 } } }",
        "Part: { x-one-or-many: true, items: { $ref: '#/components/schemas/Part' }, example: 1 }",
        "Part: { $id: 'http://[', $schema: 1, pattern: '(', example: a }",
        "Part: { items: [{ type: string }], required: 1, properties: [1], enum: {}, example: [a] }",
    ];
    for circle in circles {
        let end = CLEAN.find("    Part:\n").expect("a part");
        let source = format!("{}    {circle}\n", &CLEAN[..end]);
        lines(&source);
        lines(&source.replace("3.0.3", "3.1.0"));
    }
}

#[test]
fn a_spec_with_100_levels_does_not_panic() {
    let schema = (0..100).fold("{ type: string, example: 1 }".to_owned(), |inner, _| format!("{{ items: {inner} }}"));
    let list = (0..100).fold("1".to_owned(), |inner, _| format!("[{inner}]"));
    let mixed = (0..60).fold("1".to_owned(), |inner, level| match level % 3 {
        0 => format!("[{inner}]"),
        1 => format!("{{ properties: {{ a: {inner} }} }}"),
        _ => format!("{{ allOf: [{inner}], example: 1 }}"),
    });
    let mut sources = vec![format!("openapi: 3.0.3\ncomponents: {{ schemas: {{ Deep: {schema} }} }}\n")];
    for key in ["paths", "components", "tags", "security"] {
        sources.extend([&list, &mixed].map(|deep| format!("openapi: 3.0.3\n{key}: {deep}\n")));
    }
    // The stack of a main thread: openapiv3 needs 35 KiB per level in a debug build, and a test's thread has only a
    // fourth of it.
    let main = std::thread::Builder::new().stack_size(8 << 20);
    let run = main.spawn(move || sources.iter().for_each(|source| assert!(!lines(source).is_empty(), "{source}")));
    run.expect("a thread").join().expect("no panic");
}

#[test]
fn each_operation_that_a_build_rejects_is_found_besides_the_rules_findings() {
    let csv = "text/csv: { schema: { type: string } }";
    let source = CLEAN
        .replace("operationId: PutThing\n", "operationId: PutThing\n      servers: [{ url: 'https://other.example.com' }]\n")
        .replace(
            "components:\n",
            &format!(
                "  /file:
    get: {{ operationId: GetFile, summary: A file., responses: {{ '200': {{ description: It., content: {{ {csv} }} }} }} }}
    put: {{ operationId: PutFile, summary: A file., responses: {{ default: {{ $ref: '#/components/responses/Gone' }} }} }}
components:
"
            ),
        );
    let document = codegen::parse_str("test.yaml", &source).expect("YAML");
    let found: Vec<String> = lint::findings(&document).iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "test.yaml:30:7: unsupported: paths./things/{id}.put.servers: `PutThing` cannot be generated: its servers do \
             not have the same hosts as those of the spec; describe the operation in a separate spec",
            "test.yaml:50:52: unsupported: paths./file.get.responses: `GetFile` cannot be generated: the content is \
             `text/csv` and not JSON; describe JSON under `application/json`, or leave the operation out",
            "test.yaml:51:76: unknown-ref: paths./file.put.responses.default.$ref: `#/components/responses/Gone` is \
             not defined; define it under `components` or correct the name",
        ]
    );
}

#[test]
fn an_operation_with_a_rule_finding_is_not_reported_again() {
    let source = CLEAN.replace("operationId: PutThing", "operationId: getThing_collection");
    let document = codegen::parse_str("test.yaml", &source).expect("YAML");
    assert_eq!(lint::findings(&document), lint::lint(&document));
    assert_eq!(lint::lint(&document).len(), 1);
}

#[test]
fn the_components_of_a_default_response_are_used() {
    let source = CLEAN
        .replace(
            "        '200':\n          description: The thing.\n",
            "        default: { $ref: '#/components/responses/Err' }\n        '200':\n          description: The thing.\n",
        )
        .replace(
            "  schemas:\n",
            "  responses:
    Err: { description: x, content: { application/json: { schema: { $ref: '#/components/schemas/ErrBody' } } } }
  schemas:
    ErrBody: { type: object, description: x, properties: { y: { type: string, description: y } } }
",
        );
    assert_eq!(lines(&source), [""; 0]);
}

#[test]
fn a_property_named_like_a_keyword_uses_components_and_one_in_an_example_does_not() {
    let names =
        ["default", "enum", "not", "description", "x-foo", "example", "examples", "mapping", "security", "const"];
    for name in names {
        let source = CLEAN.replace(
            "        part:\n",
            &format!("        {name}: {{ description: D., allOf: [{{ $ref: '#/components/schemas/More' }}] }}\n        part:\n"),
        ) + "    More: { description: More., type: string }\n";
        assert_eq!(lines(&source), [""; 0], "{name}");
        let unknown = lines(&source.replace("schemas/More", "schemas/Gone"));
        assert!(unknown.iter().any(|line| line.contains("Gone")), "{name}: {unknown:#?}");
    }
    let example = CLEAN.replace("example: First", "example: { $ref: '#/components/schemas/More' }")
        + "    More: { description: More., type: string }\n";
    let found = lines(&example);
    assert!(found.iter().any(|line| line.contains("unused-component: components.schemas.More")), "{found:#?}");
}

#[test]
fn a_default_of_the_wrong_type_is_found_in_any_location() {
    let line =
        |location: &str, what: &str| format!("{location}.default: the schema does not allow this default: {what}");
    let cases = [
        (
            "size: { description: The size., type: integer,",
            "size: { description: The size., type: integer, default: many,",
        ),
        (
            "name: offset, in: query, description: How many to pass over., schema: { type: integer",
            "name: offset, in: query, description: How many to pass over., schema: { default: 1.5, type: integer",
        ),
        ("Pagination-Total: { schema: { type: integer", "Pagination-Total: { schema: { default: x, type: integer"),
    ];
    let expected = [
        line("components.schemas.Thing.properties.size", "it is not of type `integer`"),
        line("paths./things.get.parameters.1.schema", "it is not of type `integer`"),
        line("paths./things.get.responses.200.headers.Pagination-Total.schema", "it is not of type `integer`"),
    ];
    for ((from, to), expected) in cases.into_iter().zip(expected) {
        let source = CLEAN.replace(from, to);
        assert_ne!(source, CLEAN, "{from}");
        let found = lines(&source);
        assert!(found.len() == 1 && found[0].contains(&expected), "{expected}: {found:#?}");
    }
}

#[test]
fn arbitrary_input_does_not_panic() {
    for source in ["[]", "1", "text", "{}", "openapi: 3.0.3", "openapi: []", "- - - a", "paths: { /a: { get: 1 } }"] {
        lines(source);
    }
}
