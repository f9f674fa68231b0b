//! Enums: a wider one breaks only where it is closed.

use super::{request_property, response_property};

const ONE: &str = "{ type: string, enum: [one] }";
const TWO: &str = "{ type: string, enum: [one, two] }";

#[test]
fn a_wider_enum_breaks_neither_a_request_nor_a_response_that_keeps_what_it_does_not_know() {
    let sent = ["additive  `A` in requests of PostA: `b` has the new value `two`"];
    assert_eq!(request_property(ONE, TWO), sent);
    let answered = ["additive  `A` in responses of GetA: `b` has the new value `two`"];
    assert_eq!(response_property(ONE, TWO), answered);
}

#[test]
fn a_wider_enum_breaks_where_it_is_closed() {
    assert_eq!(
        response_property("{ type: integer, enum: [1] }", "{ type: integer, enum: [1, 2, 3] }"),
        ["breaking  `A` in responses of GetA: `b` has the new values `2`, `3`"]
    );
    assert_eq!(
        response_property("{ type: integer, enum: [1], x-open-enum: true }", "{ type: integer, enum: [1, 2] }"),
        ["additive  `A` in responses of GetA: `b` has the new value `2`"]
    );
}

#[test]
fn a_value_that_goes_takes_its_variant_with_it() {
    let sent = ["breaking  `A` in requests of PostA: `b` no longer has the value `two`"];
    assert_eq!(request_property(TWO, ONE), sent);
    let answered = ["breaking  `A` in responses of GetA: `b` no longer has the value `two`"];
    assert_eq!(response_property(TWO, ONE), answered);
}

#[test]
fn an_enum_is_another_type_than_a_string() {
    assert_eq!(
        response_property("{ type: string }", ONE),
        ["breaking  `A` in responses of GetA: `b` was `String` and is now an enum (`T`)"]
    );
}

#[test]
fn a_null_in_an_enum_is_null_and_no_value() {
    assert_eq!(
        response_property(ONE, "{ type: string, nullable: true, enum: [one, null] }"),
        ["additive  `A` in responses of GetA: `b` may now be `null`"]
    );
}
