//! Names of types: they count in Rust, and not where a schema is only put elsewhere.

use super::{NOTHING, answered, document, lines, sent_and_answered};

#[test]
fn a_schema_that_only_changed_its_name_is_one_line() {
    let called = |name: &str| {
        let schema =
            format!("    {name}: {{ type: object, properties: {{ id: {{ type: string, readOnly: true }} }} }}");
        sent_and_answered(name, &schema)
    };
    assert_eq!(
        lines(&called("Credential"), &called("CustomerCredential")),
        ["breaking  `Credential`: the type is now called `CustomerCredential`, and `CredentialRequest` is now called \
          `CustomerCredentialRequest`"]
    );
}

#[test]
fn a_name_that_is_the_same_in_rust_is_the_same() {
    let called = |name: &str| {
        sent_and_answered(name, &format!("    {name}: {{ type: object, properties: {{ id: {{ type: string }} }} }}"))
    };
    assert_eq!(lines(&called("customer_credential"), &called("CustomerCredential")), NOTHING);
}

#[test]
fn a_schema_whose_type_keeps_its_name_does_not_break() {
    let called = |name: &str| {
        let schema = "x-rust-name: Credential, type: object, properties: { id: { type: string, readOnly: true } }";
        sent_and_answered(name, &format!("    {name}: {{ {schema} }}"))
    };
    assert_eq!(
        lines(&called("Credential"), &called("CustomerCredential")),
        [
            "additive  `Credential`: the schema is now called `CustomerCredential`, and the type keeps its name `Credential`"
        ]
    );
}

#[test]
fn a_request_that_comes_to_differ_from_the_response_gets_a_name_of_its_own() {
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
fn a_name_that_stands_for_something_else_breaks() {
    let object = "
    A: { type: object, properties: { links: { type: array, items: { $ref: '#/components/schemas/B' } } } }
    B: { type: object, properties: { b: { type: string } } }
";
    let list = "
    A: { type: object, properties: { links: { $ref: '#/components/schemas/B' } } }
    B: { type: array, items: { type: object, properties: { b: { type: string } } } }
";
    assert_eq!(
        lines(&answered(object), &answered(list)),
        ["breaking  `B` in responses of GetA: the name stood for an object and now stands for a list"]
    );
}

#[test]
fn the_name_of_a_plain_value_is_form() {
    let id = |name: &str| {
        let object = format!("{{ type: object, properties: {{ id: {{ $ref: '#/components/schemas/{name}' }} }} }}");
        format!("    A: {object}\n    {name}: {{ type: string }}")
    };
    assert_eq!(lines(&answered(&id("ResourceId")), &answered(&id("CustomerId"))), NOTHING);
}
