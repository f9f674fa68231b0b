//! Enums: a lost value is breaking, and the values of a number in a response do not matter.

use super::{NOTHING, request_property, response_property};

const ONE: &str = "{ type: string, enum: [one] }";
const TWO: &str = "{ type: string, enum: [one, two] }";

#[test]
fn a_new_value_is_additive_and_a_removed_one_is_breaking() {
    for compare in [request_property, response_property] {
        assert_eq!(compare(ONE, TWO), ["additive  `b` has the new value `two`"]);
        assert_eq!(compare(TWO, ONE), ["breaking  `b` no longer has the value `two`"]);
    }
}

#[test]
fn the_values_of_numbers_matter_in_requests_only() {
    let (one, more) = ("{ type: integer, enum: [1] }", "{ type: integer, enum: [1, 2, 3] }");
    assert_eq!(response_property(one, more), NOTHING);
    assert_eq!(response_property(more, one), NOTHING);
    assert_eq!(request_property(more, one), ["breaking  `b` no longer has the values `2`, `3`"]);
}

#[test]
fn the_values_of_lists_objects_and_several_types_matter_in_requests_only() {
    let object = "type: object, properties: { c: { type: integer } }";
    for (schema, one, other, kind) in [
        ("type: array, items: { type: string }", r#"["x"]"#, r#"["y"]"#, "list"),
        ("type: object", r#"{"c":1}"#, r#"{"c":2}"#, "map"),
        ("type: object, additionalProperties: { type: integer }", r#"{"c":1}"#, r#"{"c":2}"#, "map"),
        (object, r#"{"c":1}"#, r#"{"c":2}"#, "object"),
        (&object["type: object, ".len()..], r#"{"c":1}"#, r#"{"c":2}"#, "object"),
        ("", r#"{"c":1}"#, r#"{"c":2}"#, "JSON value"),
        ("", r#"["x"]"#, r#"{"c":1}"#, "JSON value"),
    ] {
        let free = format!("{{ {schema} }}");
        let listing = |values: &str| match schema {
            "" => format!("{{ enum: [{values}] }}"),
            schema => format!("{{ {schema}, enum: [{values}] }}"),
        };
        let (first, second, both) = (listing(one), listing(other), listing(&format!("{one}, {other}")));
        let removed = |value: &str| format!("breaking  `b` no longer has the value `{value}`");
        let added = |value: &str| format!("additive  `b` has the new value `{value}`");
        assert_eq!(request_property(&first, &both), [added(other)]);
        assert_eq!(request_property(&both, &first), [removed(other)]);
        assert_eq!(request_property(&first, &second), [removed(one), added(other)]);
        let forms = format!("{{ oneOf: [{first}, {second}] }}");
        assert_eq!(request_property(&forms, &first), [removed(other)], "{forms}");
        assert_eq!(request_property(&first, &forms), [added(other)], "{forms}");
        let line = format!("additive  `b` may now be any {kind}");
        assert_eq!(request_property(&first, &free), [line]);
        let line = format!("breaking  `b` may now only be `{one}`");
        assert_eq!(request_property(&free, &first), [line]);
        for (old, new) in [(&first, &second), (&first, &free), (&free, &first)] {
            assert_eq!(response_property(old, new), NOTHING, "{old} {new}");
        }
    }
}

#[test]
fn a_union_of_values_of_one_type_is_an_enum() {
    let of = |values: &[&str]| {
        let forms: Vec<String> = values.iter().map(|value| format!("{{ enum: [{value}] }}")).collect();
        format!("{{ oneOf: [{}] }}", forms.join(", "))
    };
    for [one, two, three] in [["a", "b", "c"], ["[1]", "[2]", "[3]"]] {
        let (two, three) = (of(&[one, two]), of(&[one, two, three]));
        let sent = request_property(&two, &three);
        assert!(sent[0].starts_with("additive  `b` has the new value "), "{sent:#?}");
        let returned = response_property(&two, &three);
        assert!(returned.iter().all(|line| line.starts_with("additive ")), "{returned:#?}");
    }
    let form = |name: &str, kind: &str| {
        format!("{{ type: object, properties: {{ {name}: {{ type: {kind} }} }}, enum: [{{ {name}: 1 }}] }}")
    };
    let of = |kind: &str| format!("{{ oneOf: [{}, {}] }}", form("c", "integer"), form("d", kind));
    assert_eq!(
        request_property(&of("integer"), &of("number")),
        ["breaking  `A.b(object)` in requests of PostA: `d` was an integer and is now a number"]
    );
}

#[test]
fn an_enum_excludes_the_null_that_it_does_not_list() {
    let gone = ["breaking  `b` may no longer be `null`"];
    let new = ["additive  `b` may now be `null`"];
    for (with, without) in [
        ("{ type: string, nullable: true, enum: [one, null] }", "{ type: string, nullable: true, enum: [one] }"),
        ("{ type: integer, nullable: true, enum: [1, null] }", "{ type: integer, nullable: true, enum: [1] }"),
        ("{ type: boolean, nullable: true }", "{ type: boolean, nullable: true, enum: [true, false] }"),
        (
            "{ oneOf: [{ type: integer, enum: [1] }, { nullable: true, enum: [null] }] }",
            "{ type: integer, nullable: true, enum: [1] }",
        ),
    ] {
        assert_eq!(request_property(with, without), gone, "{with}");
        assert_eq!(request_property(without, with), new, "{with}");
        assert_eq!(response_property(with, without), NOTHING, "{with}");
    }
    let beside = "{ nullable: true, allOf: [{ type: string, enum: [one] }] }";
    assert_eq!(request_property(beside, "{ type: string, nullable: true, enum: [one, null] }"), NOTHING);
}

#[test]
fn limits_that_allow_all_listed_values_exclude_none() {
    for (list, limited, line) in [
        ("{ type: integer, enum: [1, 2] }", "{ type: integer, minimum: 1, maximum: 2 }", "may now be any integer"),
        ("{ type: string, enum: [one] }", "{ type: string, maxLength: 3 }", "may now be any string"),
        ("{ type: array, items: {}, enum: [[1]] }", "{ type: array, items: {}, maxItems: 1 }", "may now be any list"),
        ("{ type: object, enum: [{ a: 1 }] }", "{ type: object, minProperties: 1 }", "may now be any map"),
    ] {
        let found = request_property(list, limited);
        assert_eq!(found, [format!("additive  `b` {line}")], "{limited}");
    }
}

#[test]
fn each_form_of_an_enum_of_several_types_has_the_values_of_its_type() {
    let free = "{ anyOf: [{ type: string }, { type: array, items: { type: integer } }, { type: integer }] }";
    let of = |values: &str| free.replace("] }", &format!("], enum: [{values}] }}"));
    for (added, form) in [("2", "integer"), ("[2]", "array")] {
        assert_eq!(
            request_property(&of("one, 1, [1]"), &of(&format!("one, 1, [1], {added}"))),
            [format!("additive  `A.b` in requests of PostA: the form `{form}` has the new value `{added}`")]
        );
    }
    // No value is a list.
    assert_eq!(
        request_property(free, &of("one, 1")),
        [
            "breaking  `A.b` in requests of PostA: the form `array` is gone",
            "breaking  `A.b` in requests of PostA: the form `integer` may now only be `1`",
            "breaking  `A.b` in requests of PostA: the form `string` may now only be `one`",
        ]
    );
}

#[test]
fn a_variant_with_another_value_is_breaking_even_if_the_values_are_the_same() {
    let (old, new) = ("{ type: string, enum: [foo-bar, foo_bar] }", "{ type: string, enum: [foo_bar, foo-bar] }");
    let changed = [
        "breaking  the variant `FooBar_` of `b` is now `foo-bar`, no longer `foo_bar`",
        "breaking  the variant `FooBar` of `b` is now `foo_bar`, no longer `foo-bar`",
    ];
    assert_eq!(response_property(old, new), changed);
    assert_eq!(request_property(old, new), changed);
    assert_eq!(
        response_property("{ type: string, enum: [foo_bar] }", new),
        ["additive  `b` has the new value `foo-bar`"]
    );
    assert_eq!(
        response_property("{ type: string, enum: [foo_bar] }", old),
        [
            "breaking  the variant `FooBar` of `b` is now `foo-bar`, no longer `foo_bar`",
            "additive  `b` has the new value `foo-bar`",
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
        (
            "{ oneOf: [{ type: integer, enum: [1, 2] }, { type: string }] }",
            "{ oneOf: [{ type: integer, enum: [1] }, { type: string }, { type: integer, enum: [2] }] }",
        ),
        (
            "{ oneOf: [{ type: boolean }, { type: string }] }",
            "{ oneOf: [{ type: boolean, enum: [true] }, { type: boolean, enum: [false] }, { type: string }] }",
        ),
    ];
    for (old, new) in same {
        assert_eq!(request_property(old, new), NOTHING, "{old} {new}");
        assert_eq!(response_property(new, old), NOTHING, "{new} {old}");
    }
}

#[test]
fn only_strings_become_variants() {
    let (any, some) = ("{ type: integer }", "{ type: integer, enum: [1, 2] }");
    assert_eq!(request_property(any, some), ["breaking  `b` may now only be `1`, `2`"]);
    assert_eq!(request_property("{ type: boolean }", "{ type: boolean, enum: [true, false] }"), NOTHING);
    assert_eq!(request_property("{}", "{ enum: [a, 1] }"), ["breaking  `b` may now only be `1`, `a`"]);
    assert_eq!(request_property(some, any), ["additive  `b` may now be any integer"]);
    assert_eq!(response_property(any, some), NOTHING);
    assert_eq!(
        response_property("{ type: string, enum: ['1'] }", "{ type: integer, enum: [1] }"),
        ["breaking  `b` was a string and is now an integer"]
    );
}
