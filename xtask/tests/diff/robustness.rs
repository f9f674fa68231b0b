//! No spec causes a panic or an endless run.

use rebilly_customer_auth_codegen::{Document, parse_str};

use super::{NOTHING, changes, lines, returned};

#[test]
fn types_that_contain_themselves_are_compared_once() {
    let schemas = |kind: &str| {
        format!(
            "
    A:
      type: object
      properties:
        self: {{ $ref: '#/components/schemas/A' }}
        list: {{ $ref: '#/components/schemas/L' }}
        kind: {{ type: {kind} }}
    L: {{ type: array, items: {{ anyOf: [{{ $ref: '#/components/schemas/A' }}, {{ $ref: '#/components/schemas/L' }}] }} }}
"
        )
    };
    let (string, boolean) = (returned(&schemas("string")), returned(&schemas("boolean")));
    assert_eq!(lines(&string, &string), NOTHING);
    assert_eq!(
        lines(&string, &boolean),
        ["breaking  `A` in responses of GetA: `kind` was a string and is now a boolean"]
    );
}

const ODD: [&str; 16] = [
    "{ $ref: '#/components/schemas/A' }",
    "{ $ref: '#/components/schemas/Nowhere' }",
    "{ $ref: elsewhere.yaml }",
    "{ allOf: [{ $ref: '#/components/schemas/A' }, { properties: { a: { $ref: '#/components/schemas/A' } } }] }",
    "{ oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/A' }] }",
    "{ anyOf: [{ $ref: '#/components/schemas/A' }], discriminator: { propertyName: a } }",
    "{ type: array, items: { $ref: '#/components/schemas/A' } }",
    "{ type: object, additionalProperties: { $ref: '#/components/schemas/A' } }",
    "{ discriminator: { propertyName: a, mapping: { a: '#/components/schemas/A', b: Nowhere } } }",
    "{ discriminator: { mapping: { a: A } }, allOf: [{ $ref: '#/components/schemas/A' }] }",
    "{ discriminator: a, oneOf: a, allOf: a, properties: a, required: a, enum: a, type: [a], items: a }",
    "{ enum: [] }",
    "{ enum: [null], maximum: a, pattern: 1, default: {} }",
    "[]",
    "null",
    "{ type: object, properties: { a: { type: array, items: { oneOf: [{ $ref: '#/components/schemas/A' }, {}] } } } }",
];

const PATHS: [&str; 3] = ["[]", "{ /a: [] }", "{ /a: { get: { parameters: [a, {}], responses: a, security: a } } }"];

#[test]
fn no_spec_causes_a_panic() {
    let deep = (0..100).fold("{ type: string }".to_owned(), |schema, _| format!("{{ type: array, items: {schema} }}"));
    let content = "content: { application/json: { schema: { $ref: '#/components/schemas/A' } } }";
    let responses = format!("responses: {{ 200: {{ {content} }}, 400: {{ {content} }} }}");
    let of_schema = |schema: &str| {
        format!(
            "paths: {{ /a: {{ put: {{ operationId: PutA, requestBody: {{ {content} }}, {responses} }} }} }}
components: {{ schemas: {{ A: {schema} }} }}"
        )
    };
    let of_schemas = ODD.into_iter().map(of_schema);
    let of_paths = PATHS.iter().map(|paths| format!("paths: {paths}\ncomponents: []"));
    let sources = of_schemas.chain([of_schema(&deep), "[]".to_owned()]).chain(of_paths);
    let documents: Vec<Document> = sources.map(|source| parse_str("test.yaml", &source).expect("YAML")).collect();
    for old in &documents {
        assert_eq!(lines(old, old), NOTHING);
        for new in &documents {
            changes(old, new);
        }
    }
}

#[test]
fn a_chain_of_many_types_does_not_exhaust_the_stack() {
    let of = |last: &str| {
        let link = |index: usize| {
            format!(
                "    A{index}: {{ type: object, properties: {{ a: {{ $ref: '#/components/schemas/A{}' }} }} }}\n",
                index + 1
            )
        };
        let chain: String = (0..300).map(link).collect();
        let source = format!(
            "paths: {{ /a: {{ get: {{ operationId: GetA, responses: {{ 200: {{ content: {{ application/json: {{ schema: \
             {{ $ref: '#/components/schemas/A0' }} }} }} }} }} }} }} }}\ncomponents:\n  schemas:\n{chain}    A300: {last}\n"
        );
        parse_str("test.yaml", &source).expect("YAML")
    };
    assert_eq!(
        lines(&of("{ type: string }"), &of("{ type: boolean }")),
        ["breaking  `A299` in responses of GetA: `a` was a string and is now a boolean"]
    );
}
