//! Values: their types.

use super::{document, lines, request_property, response, response_property};

#[test]
fn another_type_is_breaking_in_both_directions() {
    let (old, new) = ("{ type: string }", "{ type: integer }");
    assert_eq!(request_property(old, new), ["breaking  `b` was a string and is now an integer"]);
    assert_eq!(response_property(old, new), ["breaking  `b` was a string and is now an integer"]);
}

#[test]
fn an_envelope_is_another_type_and_the_type_inside_is_unchanged() {
    let item = "{ $ref: '#/components/schemas/A' }";
    let spec = |schema: &str| {
        let response = format!("200: {{ description: It., content: {{ application/json: {{ schema: {schema} }} }} }}");
        let paths = format!("  /a: {{ get: {{ operationId: GetA, responses: {{ {response} }} }} }}");
        document(&paths, "components: { schemas: { A: { type: object, properties: { a: { type: string } } } } }")
    };
    let list = format!("{{ type: array, items: {item} }}");
    for (old, was) in [(item, "an object (`A`)"), (&list, "a list")] {
        let new = format!("{{ type: object, properties: {{ data: {old} }} }}");
        let expected = format!("breaking  GetA: the response was {was} and is now an object");
        assert_eq!(lines(&spec(old), &spec(&new)), [expected]);
    }
}

#[test]
fn maps_objects_and_lists_are_different_types() {
    let map = "{ type: object, additionalProperties: true }";
    assert_eq!(
        response_property(map, "{ type: object, properties: { c: { type: string } } }"),
        ["breaking  `b` was a map and is now an object"]
    );
    let list = "{ type: array, items: { type: string } }";
    assert_eq!(response_property(list, "{ type: string }"), ["breaking  `b` was a list and is now a string"]);
    assert_eq!(
        response_property(list, "{ type: array, items: { type: integer } }"),
        ["breaking  `A.b` in responses of GetA: an item was a string and is now an integer"]
    );
}

#[test]
fn a_response_that_changes_from_a_list_to_an_object_is_one_line() {
    let object = "{ type: object, properties: { b: { type: string } } }";
    let list = format!("{{ type: array, items: {object} }}");
    assert_eq!(response(&list, object), ["breaking  GetA: the response was a list (`A`) and is now an object (`A`)"]);
    assert_eq!(response(object, &list), ["breaking  GetA: the response was an object (`A`) and is now a list (`A`)"]);
}
