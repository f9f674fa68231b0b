//! Properties: presence, `required`, `null` and direction.

use super::{NOTHING, request, request_property, requiring, response, response_property, with};

const STRING: &str = "{ type: string }";
const NULLABLE: &str = "{ type: string, nullable: true }";
const LIST: &str = "{ type: array, items: { type: string } }";

fn without() -> String {
    "{ type: object, properties: { a: { type: string } } }".to_owned()
}

#[test]
fn the_presence_of_a_property_is_compared_in_each_direction() {
    let (none, optional, required) = (without(), with(STRING), requiring(STRING));
    let (list, required_list) = (with(LIST), requiring(LIST));
    for (old, new, sent, returned) in [
        (&none, &optional, "additive  `b` is new", "additive  `b` is new"),
        (&none, &required, "breaking  `b` is new and required", "additive  `b` is new"),
        (&optional, &none, "breaking  `b` is gone", "breaking  `b` is gone"),
        (&optional, &required, "breaking  `b` is now required", "additive  `b` is now always there"),
        (&required, &optional, "additive  `b` may now be left out", "additive  `b` may now be missing"),
        // An absent list is empty.
        (&list, &required_list, "breaking  `b` is now required", "additive  `b` is now always there"),
        (&required_list, &list, "additive  `b` may now be left out", "additive  `b` may now be missing"),
    ] {
        assert_eq!(request(old, new), [sent]);
        assert_eq!(response(old, new), [returned]);
    }
}

#[test]
fn a_required_request_property_must_be_set_whatever_its_default() {
    for default in ["{ type: boolean, default: true }", "{ type: array, items: { type: string }, default: [] }"] {
        let lines = request(&without(), &requiring(default));
        assert_eq!(lines, ["breaking  `b` is new and required"]);
        let (optional, required) = (with(default), requiring(default));
        assert_eq!(request(&optional, &required), ["breaking  `b` is now required"]);
        assert_eq!(request(&required, &optional), ["additive  `b` may now be left out"]);
    }
}

#[test]
fn null_is_compared_in_properties_and_items() {
    for of in [with, requiring] {
        assert_eq!(response(&of(STRING), &of(NULLABLE)), ["additive  `b` may now be `null`"]);
        assert_eq!(response(&of(NULLABLE), &of(STRING)), ["additive  `b` is no longer `null`"]);
    }
    assert_eq!(request_property(STRING, NULLABLE), ["additive  `b` may now be `null`"]);
    assert_eq!(
        response(LIST, "{ type: array, items: { type: string, nullable: true } }"),
        ["additive  an item may now be `null`"]
    );
}

#[test]
fn null_that_a_request_no_longer_accepts_is_breaking_in_any_notation() {
    let line = ["breaking  `b` may no longer be `null`"];
    let cases = [
        (NULLABLE, STRING),
        ("{ type: array, nullable: true, items: { type: string } }", LIST),
        ("{ allOf: [{ type: string }], nullable: true }", STRING),
        ("{ allOf: [{ type: string, nullable: true }] }", STRING),
        ("{ oneOf: [{ type: string }, { nullable: true }] }", STRING),
        ("{ anyOf: [{ type: string }, { nullable: true }] }", STRING),
        (
            "{ oneOf: [{ type: string, nullable: true }, { type: integer }] }",
            "{ oneOf: [{ type: string }, { type: integer }] }",
        ),
        ("{ type: string, enum: [one, null] }", "{ type: string, enum: [one] }"),
        ("{ type: boolean, nullable: true, default: true }", "{ type: boolean, default: true }"),
        (
            "{ type: object, nullable: true, properties: { c: { type: string } } }",
            "{ type: object, properties: { c: { type: string } } }",
        ),
    ];
    for (old, new) in cases {
        assert_eq!(request_property(old, new), line, "{old} {new}");
    }
    let lines = request(LIST, "{ type: array, items: { type: string, nullable: true } }");
    assert_eq!(lines, ["additive  an item may now be `null`"]);
}

#[test]
fn null_is_the_same_in_any_notation() {
    let same = [
        NULLABLE,
        "{ allOf: [{ type: string }], nullable: true }",
        "{ oneOf: [{ type: string }, { nullable: true }] }",
        "{ allOf: [{ type: string, nullable: true }, { description: It., nullable: true }] }",
    ];
    for (old, new) in same.iter().zip(same.iter().skip(1)) {
        assert_eq!(request_property(old, new), NOTHING, "{old} {new}");
        assert_eq!(response_property(new, old), NOTHING, "{new} {old}");
    }
    // All members of an `allOf` must allow `null`.
    assert_eq!(request_property(STRING, "{ allOf: [{ type: string, nullable: true }, { type: string }] }"), NOTHING);
}

#[test]
fn requests_lack_read_only_and_responses_write_only_properties() {
    let read_only = requiring("{ type: string, readOnly: true }");
    let write_only = requiring("{ type: string, writeOnly: true }");
    assert_eq!(request(&without(), &read_only), NOTHING);
    assert_eq!(response(&write_only, &without()), NOTHING);
    let asked = ["breaking  `b` is new and required"];
    assert_eq!(request(&without(), &write_only), asked);
    let gone = ["breaking  `b` is gone"];
    assert_eq!(response(&read_only, &without()), gone);
}

#[test]
fn a_default_matters_in_requests_and_not_in_responses() {
    let (none, yes, no) =
        ("{ type: boolean }", "{ type: boolean, default: true }", "{ type: boolean, default: false }");
    assert_eq!(request_property(yes, no), ["breaking  `b` is `false` when it is left out, no longer `true`"]);
    assert_eq!(request_property(none, yes), ["additive  `b` has the default `true` now"]);
    assert_eq!(request_property(yes, none), ["additive  `b` no longer has the default `true`"]);
    assert_eq!(response_property(yes, no), NOTHING);
    assert_eq!(response_property(none, yes), NOTHING);
    // What must be set has no default.
    assert_eq!(request(&requiring(yes), &requiring(no)), NOTHING);
}

#[test]
fn unlisted_members_matter_if_the_type_keeps_them() {
    let kept = "{ type: object, properties: { a: { type: string } }, additionalProperties: { type: string } }";
    let dropped = "{ type: object, properties: { a: { type: string } }, additionalProperties: false }";
    let any = "{ type: object, properties: { a: { type: string } }, additionalProperties: true }";
    assert_eq!(response(dropped, kept), ["additive  it may now have members that are not listed"]);
    assert_eq!(response(kept, dropped), ["breaking  it no longer has members that are not listed"]);
    assert_eq!(response(&without(), dropped), NOTHING);
    assert_eq!(response(&without(), any), ["additive  it may now have members that are not listed"]);
    assert_eq!(response_property("{ type: object }", "{ type: object, additionalProperties: false }"), NOTHING);
}

#[test]
fn a_field_that_stands_for_another_property_is_breaking() {
    let of = |names: &[&str]| {
        let properties: Vec<String> = names.iter().map(|name| format!("{name}: {STRING}")).collect();
        format!("{{ type: object, properties: {{ {} }} }}", properties.join(", "))
    };
    assert_eq!(
        response(&of(&["user-id"]), &of(&["user-id", "userId"])),
        ["breaking  the field `user_id` is now `userId`, no longer `user-id`", "additive  `userId` is new",]
    );
    assert_eq!(response(&of(&["userId"]), &of(&["user-id", "userId"])), ["additive  `user-id` is new"]);
}

#[test]
fn a_map_that_may_have_no_members_any_more_is_breaking() {
    let empty = "{ type: object, additionalProperties: false }";
    for (compare, at, map) in [
        (request_property as fn(&str, &str) -> Vec<String>, "requests of PostA", "{ type: object }"),
        (response_property, "responses of GetA", "{ type: object, additionalProperties: { type: string } }"),
    ] {
        let gone = format!("breaking  `A.b` in {at}: it no longer has members that are not listed");
        assert_eq!(compare(map, empty), [gone]);
        let new = format!("additive  `A.b` in {at}: it may now have members that are not listed");
        assert_eq!(compare(empty, map), [new]);
    }
    assert_eq!(request_property(empty, empty), NOTHING);
}
