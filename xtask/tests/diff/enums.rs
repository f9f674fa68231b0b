//! Enums: a wider one breaks only where it is closed.

use super::{NOTHING, request_property, response_property};

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

#[test]
fn a_variant_that_means_another_value_breaks_though_the_values_are_the_same() {
    let (old, new) = ("{ type: string, enum: [foo-bar, foo_bar] }", "{ type: string, enum: [foo_bar, foo-bar] }");
    let line = |form: &str, name: &str, is: &str, was: &str| {
        format!("breaking  {form}: the variant `{name}` of `b` is now `{is}`, no longer `{was}`")
    };
    for (lines, form) in [
        (response_property(old, new), "`A` in responses of GetA"),
        (request_property(old, new), "`A` in requests of PostA"),
    ] {
        assert_eq!(lines, [line(form, "FooBar_", "foo-bar", "foo_bar"), line(form, "FooBar", "foo_bar", "foo-bar")]);
    }
    assert_eq!(
        response_property("{ type: string, enum: [foo_bar] }", new),
        ["additive  `A` in responses of GetA: `b` has the new value `foo-bar`"]
    );
    assert_eq!(
        response_property("{ type: string, enum: [foo_bar] }", old),
        [
            "breaking  `A` in responses of GetA: the variant `FooBar` of `b` is now `foo-bar`, no longer `foo_bar`",
            "additive  `A` in responses of GetA: `b` has the new value `foo-bar`",
        ]
    );
}

#[test]
fn the_order_of_values_and_how_json_writes_them_is_form() {
    let same = [
        ("{ type: string, enum: [one, two] }", "{ type: string, enum: [two, one] }"),
        ("{ enum: [one, two] }", "{ type: string, enum: [one, two] }"),
        ("{ type: number, enum: [1, 2.5] }", "{ type: number, enum: [2.5, 1.0] }"),
        ("{ type: integer, default: 1 }", "{ type: integer, default: 1.0 }"),
        ("{ type: integer, enum: [1, 2] }", "{ type: integer, enum: [2.0, 1.0] }"),
        ("{ type: number, default: 1 }", "{ type: number, default: 1.0 }"),
        (
            "{ type: array, items: { type: number }, default: [1] }",
            "{ type: array, items: { type: number }, default: [1.0] }",
        ),
        ("{ type: integer, minimum: 0 }", "{ type: integer, minimum: 0.0 }"),
        ("{ type: number, multipleOf: 1 }", "{ type: number, multipleOf: 1.0 }"),
    ];
    for (old, new) in same {
        assert_eq!(request_property(old, new), NOTHING, "{old} {new}");
        assert_eq!(response_property(new, old), NOTHING, "{new} {old}");
    }
}

#[test]
fn values_other_than_strings_are_no_variants() {
    let (any, some) = ("{ type: integer }", "{ type: integer, enum: [1, 2] }");
    assert_eq!(request_property(any, some), ["breaking  `A` in requests of PostA: `b` may now only be `1`, `2`"]);
    assert_eq!(request_property(some, any), ["additive  `A` in requests of PostA: `b` may now be any `i64`"]);
    assert_eq!(response_property(any, some), NOTHING);
    assert_eq!(
        response_property("{ type: string, enum: ['1'] }", "{ type: integer, enum: [1] }"),
        ["breaking  `A` in responses of GetA: `b` was an enum (`T`) and is now `i64`"]
    );
}
