//! Serialization outside JSON: a server misreads a value in another format than it expects.

use super::{NOTHING, document, lines};

/// Compares two sets of members of `PostA`, with the components `P` and `H` of each.
fn operation(old: &str, new: &str, components: [&str; 2]) -> Vec<String> {
    let of = |operation: &str, components: &str| {
        document(&format!("  /a/{{i}}:\n    post: {{ operationId: PostA, {operation} }}"), components)
    };
    lines(&of(old, components[0]), &of(new, components[1]))
}

const DONE: &str = "responses: { 204: { description: Done. } }";
const ID: &str = "{ name: i, in: path, required: true, schema: { type: string } }";

/// Compares a parameter, written inline and in the components.
fn parameter(name: &str, location: &str, old: &str, new: &str) -> Vec<String> {
    let id = if name == "i" { String::new() } else { format!(", {ID}") };
    let of = |keywords: &str| format!("name: {name}, in: {location}, {keywords}");
    let in_place = |keywords: &str| format!("parameters: [{{ {} }}{id}], {DONE}", of(keywords));
    let found = operation(&in_place(old), &in_place(new), ["", ""]);
    let referred = format!("parameters: [{{ $ref: '#/components/parameters/P' }}{id}], {DONE}");
    let component = |keywords: &str| format!("components: {{ parameters: {{ P: {{ {} }} }} }}", of(keywords));
    let by_reference = operation(&referred, &referred, [&component(old), &component(new)]);
    assert_eq!(found, by_reference);
    found
}

const LIST: &str = "schema: { type: array, items: { type: string } }";
const OBJECT: &str = "schema: { type: object, properties: { a: { type: string } } }";
const STRING: &str = "schema: { type: string }";

#[test]
fn a_parameter_that_is_serialized_differently_is_breaking() {
    let cases = [
        ("query", LIST, "explode: false", "style: form, explode: true", "style: form, explode: false"),
        ("query", OBJECT, "style: deepObject", "style: form, explode: true", "style: deepObject"),
        ("query", LIST, "style: pipeDelimited", "style: form, explode: true", "style: pipeDelimited, explode: false"),
        ("header", OBJECT, "explode: true", "style: simple, explode: false", "style: simple, explode: true"),
    ];
    for (location, schema, more, was, is) in cases {
        let (old, new) = (schema.to_owned(), format!("{more}, {schema}"));
        let line = |is: &str, was: &str| {
            [format!("breaking  PostA: the {location} parameter `p` is now sent as `{is}`, no longer as `{was}`")]
        };
        assert_eq!(parameter("p", location, &old, &new), line(is, was), "{new}");
        assert_eq!(parameter("p", location, &new, &old), line(was, is), "{new}");
    }
    let path = |style: &str| format!("required: true, {style}{STRING}");
    assert_eq!(
        parameter("i", "path", &path(""), &path("style: label, ")),
        ["breaking  PostA: the path parameter `i` is now sent as `style: label`, no longer as `style: simple`"]
    );
}

#[test]
fn a_parameter_that_is_serialized_the_same_is_unchanged() {
    let cases = [
        ("query", LIST, "style: form, explode: true"),
        ("query", LIST, "style: spaceDelimited, explode: true"),
        ("query", STRING, "explode: false"),
        ("query", "schema: { type: integer, enum: [1] }", "explode: false"),
        // The client encodes reserved characters, which is always allowed.
        ("query", STRING, "allowReserved: true"),
        ("header", LIST, "explode: true"),
    ];
    for (location, schema, more) in cases {
        let (old, new) = (schema.to_owned(), format!("{more}, {schema}"));
        assert_eq!(parameter("p", location, &old, &new), NOTHING, "{new}");
        assert_eq!(parameter("p", location, &new, &old), NOTHING, "{new}");
    }
}

#[test]
fn a_parameter_in_another_media_type_is_breaking() {
    let content = |media_type: &str| format!("content: {{ {media_type}: {{ {OBJECT} }} }}");
    let (json, xml) = (content("application/json"), content("application/xml"));
    let line = |is: &str, was: &str| {
        [format!("breaking  PostA: the query parameter `p` is now sent as {is}, no longer as {was}")]
    };
    assert_eq!(parameter("p", "query", &json, &xml), line("`application/xml`", "`application/json`"));
    let styled = "`style: form, explode: true`";
    assert_eq!(parameter("p", "query", OBJECT, &json), line("`application/json`", styled));
    assert_eq!(parameter("p", "query", &json, OBJECT), line(styled, "`application/json`"));
    assert_eq!(parameter("p", "query", &json, &content("Application/JSON; charset=utf-8")), NOTHING);
}

#[test]
fn a_response_header_that_is_serialized_differently_is_breaking() {
    let header = |keywords: &str| {
        format!(
            "parameters: [{ID}], responses: {{ 204: {{ description: Done., headers: {{ H: {{ {keywords} }} }} }} }}"
        )
    };
    let exploded = format!("explode: true, {OBJECT}");
    assert_eq!(
        operation(&header(OBJECT), &header(&exploded), ["", ""]),
        ["breaking  PostA: the header `H` of a success is now returned as `style: simple, explode: true`, no longer \
             as `style: simple, explode: false`"]
    );
    let content = format!("content: {{ application/json: {{ {OBJECT} }} }}");
    assert_eq!(
        operation(&header(OBJECT), &header(&content), ["", ""]),
        ["breaking  PostA: the header `H` of a success is now returned as `application/json`, no longer as `style: \
             simple, explode: false`"]
    );
    assert_eq!(operation(&header(LIST), &header(&format!("explode: true, {LIST}")), ["", ""]), NOTHING);
}
