//! Enums: a lost value is breaking, and the values of a number in a response do not matter.

use super::{NOTHING, request_property, response_property};

const ONE: &str = "{ type: string, enum: [one] }";
const TWO: &str = "{ type: string, enum: [one, two] }";

#[test]
fn a_wider_enum_is_additive_in_requests_and_in_open_responses() {
    let sent = ["additive  `A` in requests of PostA: `b` has the new value `two`"];
    assert_eq!(request_property(ONE, TWO), sent);
    let returned = ["additive  `A` in responses of GetA: `b` has the new value `two`"];
    assert_eq!(response_property(ONE, TWO), returned);
}

#[test]
fn the_values_of_numbers_matter_in_requests_only() {
    let (one, more) = ("{ type: integer, enum: [1] }", "{ type: integer, enum: [1, 2, 3] }");
    assert_eq!(response_property(one, more), NOTHING);
    assert_eq!(response_property(more, one), NOTHING);
    assert_eq!(
        request_property(more, one),
        ["breaking  `A` in requests of PostA: `b` no longer has the values `2`, `3`"]
    );
}

#[test]
fn a_removed_value_removes_its_variant() {
    let sent = ["breaking  `A` in requests of PostA: `b` no longer has the value `two`"];
    assert_eq!(request_property(TWO, ONE), sent);
    let returned = ["breaking  `A` in responses of GetA: `b` no longer has the value `two`"];
    assert_eq!(response_property(TWO, ONE), returned);
}

#[test]
fn a_null_in_an_enum_makes_it_nullable() {
    assert_eq!(
        response_property(ONE, "{ type: string, nullable: true, enum: [one, null] }"),
        ["additive  `A` in responses of GetA: `b` may now be `null`"]
    );
}

#[test]
fn an_enum_that_no_longer_lists_null_is_breaking_in_requests() {
    let (old, new) =
        ("{ type: string, nullable: true, enum: [one, null] }", "{ type: string, nullable: true, enum: [one] }");
    assert_eq!(request_property(old, new), ["breaking  `A` in requests of PostA: `b` may no longer be `null`"]);
    assert_eq!(response_property(old, new), NOTHING);
}

#[test]
fn each_form_of_an_enum_of_several_types_has_the_values_of_its_type() {
    let of = |values: &str| format!("{{ anyOf: [{{ type: string }}, {{ type: integer }}], enum: [{values}] }}");
    assert_eq!(
        request_property(&of("one, 1"), &of("one, 1, 2")),
        ["additive  `A.b` in requests of PostA: the form `integer` has the new value `2`"]
    );
}

#[test]
fn a_variant_with_another_value_is_breaking_even_if_the_values_are_the_same() {
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
fn the_order_and_notation_of_values_do_not_matter() {
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
fn only_strings_become_variants() {
    let (any, some) = ("{ type: integer }", "{ type: integer, enum: [1, 2] }");
    assert_eq!(request_property(any, some), ["breaking  `A` in requests of PostA: `b` may now only be `1`, `2`"]);
    assert_eq!(request_property("{ type: boolean }", "{ type: boolean, enum: [true, false] }"), NOTHING);
    assert_eq!(
        request_property("{}", "{ enum: [a, 1] }"),
        ["breaking  `A` in requests of PostA: `b` was any JSON value and is now one of several values"]
    );
    assert_eq!(request_property(some, any), ["additive  `A` in requests of PostA: `b` may now be any integer"]);
    assert_eq!(response_property(any, some), NOTHING);
    assert_eq!(
        response_property("{ type: string, enum: ['1'] }", "{ type: integer, enum: [1] }"),
        ["breaking  `A` in responses of GetA: `b` was a string and is now an integer"]
    );
}
