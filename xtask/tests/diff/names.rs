//! Type names: they matter in Rust. Moving a schema does not.

use super::{NOTHING, document, lines, returned, sent, sent_and_returned};

#[test]
fn a_renamed_schema_is_one_line() {
    let called = |name: &str| {
        let schema =
            format!("    {name}: {{ type: object, properties: {{ id: {{ type: string, readOnly: true }} }} }}");
        sent_and_returned(name, &schema)
    };
    assert_eq!(
        lines(&called("Credential"), &called("CustomerCredential")),
        ["breaking  `Credential`: the type is now called `CustomerCredential`, and `CredentialRequest` is now called \
          `CustomerCredentialRequest`"]
    );
}

#[test]
fn names_that_are_equal_in_rust_are_equal() {
    let called = |name: &str| {
        sent_and_returned(name, &format!("    {name}: {{ type: object, properties: {{ id: {{ type: string }} }} }}"))
    };
    assert_eq!(lines(&called("customer_credential"), &called("CustomerCredential")), NOTHING);
}

#[test]
fn a_renamed_schema_whose_type_keeps_its_name_is_additive() {
    let called = |name: &str| {
        let schema = "x-rust-name: Credential, type: object, properties: { id: { type: string, readOnly: true } }";
        sent_and_returned(name, &format!("    {name}: {{ {schema} }}"))
    };
    assert_eq!(
        lines(&called("Credential"), &called("CustomerCredential")),
        [
            "additive  `Credential`: the schema is now called `CustomerCredential`, and the type keeps its name `Credential`"
        ]
    );
}

#[test]
fn a_request_that_now_differs_from_the_response_gets_its_own_name() {
    let with = |more: &str| {
        let content = "content: { application/json: { schema: { $ref: '#/components/schemas/A' } } }";
        let get = format!("{{ operationId: GetA, responses: {{ 200: {{ description: It., {content} }} }} }}");
        let post = "operationId: PostA, responses: { 204: { description: Done. } }";
        let post = format!("{{ {post}, requestBody: {{ {content} }} }}");
        let schema = format!("{{ type: object, properties: {{ a: {{ type: string }}{more} }} }}");
        let paths = format!("  /a:\n    get: {get}\n    post: {post}");
        document(&paths, &format!("components:\n  schemas:\n    A: {schema}"))
    };
    assert_eq!(
        lines(&with(""), &with(", id: { type: string, readOnly: true }")),
        ["breaking  `A`: the type is now `ARequest` in PostA", "additive  `A` in responses of GetA: `id` is new",]
    );
}

#[test]
fn a_name_of_another_type_is_breaking() {
    let object = "
    A: { type: object, properties: { links: { type: array, items: { $ref: '#/components/schemas/B' } } } }
    B: { type: object, properties: { b: { type: string } } }
";
    let list = "
    A: { type: object, properties: { links: { $ref: '#/components/schemas/B' } } }
    B: { type: array, items: { type: object, properties: { b: { type: string } } } }
";
    assert_eq!(
        lines(&returned(object), &returned(list)),
        ["breaking  `B` in responses of GetA: the name stood for an object and now stands for a list"]
    );
}

#[test]
fn the_name_of_a_plain_value_does_not_matter() {
    let id = |name: &str| {
        let object = format!("{{ type: object, properties: {{ id: {{ $ref: '#/components/schemas/{name}' }} }} }}");
        format!("    A: {object}\n    {name}: {{ type: string }}")
    };
    assert_eq!(lines(&returned(&id("ResourceId")), &returned(&id("CustomerId"))), NOTHING);
}

#[test]
fn a_schema_that_becomes_a_type_of_its_own_is_named_by_its_location() {
    let of = |b: &str| {
        sent(&format!(
            "    A: {{ type: object, properties: {{ b: {b} }} }}\n    B: {{ type: object, properties: {{ c: {{ type: string }} }} }}"
        ))
    };
    let reference = "{ $ref: '#/components/schemas/B' }";
    let narrower = format!("{{ allOf: [{reference}], required: [c] }}");
    assert_eq!(lines(&of(reference), &of(&narrower)), ["breaking  `A.b` in requests of PostA: `c` is now required"]);
}
