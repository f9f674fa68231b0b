//! Limits: the server enforces them, not the client.

use super::{NOTHING, lines, request, request_property, response_property, sent};

fn string(limit: &str) -> String {
    format!("{{ type: string, {limit} }}")
}

fn integer(limit: &str) -> String {
    format!("{{ type: integer, {limit} }}")
}

fn number(limit: &str) -> String {
    format!("{{ type: number, {limit} }}")
}

const STRING: &str = "{ type: string }";

#[test]
fn a_new_or_narrower_request_limit_is_breaking() {
    let narrower = [
        (STRING.to_owned(), string("maxLength: 50"), "`b` must now have at most 50 characters"),
        (string("maxLength: 50"), string("maxLength: 40"), "`b` must now have at most 40 characters instead of 50"),
        (string("minLength: 8"), string("minLength: 9"), "`b` must now have at least 9 characters instead of 8"),
        (STRING.to_owned(), string("pattern: '^a$'"), "`b` must now match `^a$`"),
        (
            string("pattern: '^a$'"),
            string("pattern: '^b$'"),
            "`b` must now match `^b$`, and need no longer match `^a$`",
        ),
        (
            number("minimum: 1"),
            number("minimum: 1, exclusiveMinimum: true"),
            "`b` must now be more than 1 instead of at least 1",
        ),
        (number("minimum: -0.1"), number("minimum: 2.7"), "`b` must now be at least 2.7 instead of -0.1"),
        // A large bound is exact.
        (
            integer("maximum: 9007199254740993"),
            integer("maximum: 9007199254740992"),
            "`b` must now be at most 9007199254740992 instead of 9007199254740993",
        ),
        (integer(""), integer("minimum: -9223372036854775807"), "`b` must now be at least -9223372036854775807"),
        // The type is that of any integer from 0.
        (integer("minimum: 0"), integer("minimum: 0, format: int32"), "`b` must now be at most 2147483647"),
        (STRING.to_owned(), string("not: { enum: [x] }"), "`b` must no longer match `{\"enum\":[\"x\"]}`"),
        (
            "{ type: array }".to_owned(),
            "{ type: array, x-json-schema: [{ contains: { type: string } }] }".to_owned(),
            "`b` must now meet `{\"contains\":{\"type\":\"string\"}}`",
        ),
    ];
    for (old, new, what) in narrower {
        assert_eq!(request_property(&old, &new), [format!("breaking  {what}")]);
    }
}

#[test]
fn a_removed_or_wider_request_limit_is_additive() {
    let wider = [
        (string("maxLength: 50"), STRING.to_owned(), "`b` need no longer have at most 50 characters"),
        (string("maxLength: 40"), string("maxLength: 50"), "`b` may now have at most 50 characters instead of 40"),
        (string("minLength: 1"), STRING.to_owned(), "`b` need no longer have at least 1 character"),
        (string("pattern: '^a$'"), STRING.to_owned(), "`b` need no longer match `^a$`"),
        (
            number("minimum: 1, exclusiveMinimum: true"),
            number("minimum: 1"),
            "`b` may now be at least 1 instead of more than 1",
        ),
        (string("not: { enum: [x] }"), STRING.to_owned(), "`b` may now match `{\"enum\":[\"x\"]}`"),
        (
            "{ type: array, items: { type: string }, uniqueItems: true }".to_owned(),
            "{ type: array, items: { type: string } }".to_owned(),
            "`b` may now have an item twice",
        ),
    ];
    for (old, new, what) in wider {
        assert_eq!(request_property(&old, &new), [format!("additive  {what}")]);
    }
}

#[test]
fn a_limit_that_excludes_no_value_of_the_type_is_ignored() {
    for (kind, old, new) in [
        ("string", "", "minLength: 0, pattern: ''"),
        ("integer", "minimum: 1", "minimum: 0, exclusiveMinimum: true"),
        ("string", "enum: [one, two]", "enum: [one, two], maxLength: 10, pattern: '^[a-z]+$'"),
        ("string", "format: date-time", "format: date-time, minLength: 1"),
        ("string", "format: date", "format: date, minLength: 10, maxLength: 10"),
        ("string", "format: uuid", "format: uuid, maxLength: 36"),
        (
            "object",
            "required: [c], properties: { c: { type: string } }",
            "required: [c], properties: { c: { type: string } }, minProperties: 1",
        ),
        ("integer", "maximum: 9", "maximum: 9, multipleOf: 1"),
        ("integer", "maximum: 9", "maximum: 10, exclusiveMaximum: true"),
        ("integer", "", "maximum: 9223372036854775807"),
        ("integer", "", "minimum: -9223372036854775808"),
        ("integer", "format: int32", "format: int32, maximum: 2147483647"),
        ("integer", "format: int64", "format: int64, maximum: 9223372036854775807"),
        ("integer", "minimum: 0", "minimum: 0, maximum: 18446744073709551615"),
        ("integer", "format: uint64", "minimum: 0"),
        ("integer", "format: uint64", "format: uint64, minimum: 0, maximum: 18446744073709551615"),
        ("integer", "format: int8", "format: int8, minimum: -128, maximum: 127"),
        ("integer", "format: uint8", "maximum: 1000, minimum: 0"),
        ("integer", "format: uint16", "format: uint16, minimum: 0, maximum: 65535"),
    ] {
        let of = |limit: &str| format!("{{ type: {kind}, {limit} }}");
        assert_eq!(request_property(&of(old), &of(new)), NOTHING, "{new}");
    }
}

#[test]
fn a_multiple_is_wider_if_it_divides_the_old_one() {
    let of = |old: &str, new: &str| request_property(&number(old), &number(new));
    let line = |line: &str| [line.replace("$", "`b`")];
    assert_eq!(of("multipleOf: 4", "multipleOf: 2"), line("additive  $ must now be a multiple of `2`, no longer `4`"));
    assert_eq!(
        of("multipleOf: 0.3", "multipleOf: 0.1"),
        line("additive  $ must now be a multiple of `0.1`, no longer `0.3`")
    );
    assert_eq!(of("multipleOf: 2", "multipleOf: 4"), line("breaking  $ must now be a multiple of `4`, no longer `2`"));
    assert_eq!(of("multipleOf: 2", "multipleOf: 3"), line("breaking  $ must now be a multiple of `3`, no longer `2`"));
    assert_eq!(of("maximum: 9", "maximum: 9, multipleOf: 2"), line("breaking  $ must now be a multiple of `2`"));
    assert_eq!(of("maximum: 9, multipleOf: 2", "maximum: 9"), line("additive  $ need no longer be a multiple of `2`"));
}

#[test]
fn a_request_may_have_no_member_although_a_read_only_one_is_required() {
    let of = |more: &str| {
        let properties = "properties: { id: { type: string, readOnly: true }, b: { type: string } }";
        format!("{{ type: object, required: [id], {properties} {more} }}")
    };
    let lines = request(&of(""), &of(", minProperties: 1"));
    assert_eq!(lines, ["breaking  PostA: the body must now have at least 1 member"]);
}

#[test]
fn a_response_limit_is_ignored() {
    assert_eq!(response_property(STRING, &string("maxLength: 50, pattern: '^a$'")), NOTHING);
}

#[test]
fn a_limit_of_another_type_is_ignored() {
    const KEYWORDS: [&str; 4] = [
        "minLength: 3, maxLength: 5, pattern: a",
        "minimum: 3, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: true, multipleOf: 2",
        "minItems: 1, maxItems: 5, uniqueItems: true, x-json-schema: [{ contains: { minimum: 1 } }]",
        "minProperties: 1, maxProperties: 5, x-json-schema: [{ propertyNames: { pattern: a } }]",
    ];
    let types = [("string", 0), ("integer", 1), ("number", 1), ("boolean", 4), ("object", 3)];
    for (of, own) in types.into_iter().chain([("array, items: { type: string }", 2)]) {
        for (index, limits) in KEYWORDS.iter().enumerate() {
            let (free, limited) = (format!("{{ type: {of} }}"), format!("{{ type: {of}, {limits} }}"));
            for (old, new) in [(&free, &limited), (&limited, &free)] {
                assert_eq!(request_property(old, new).is_empty(), index != own, "{old} {new}");
            }
        }
    }
}

#[test]
fn limits_inside_a_union_are_limits() {
    for (limits, listed) in [
        ("{ maxLength: 1 }, { maxLength: 2 }", r#"[{"maxLength":1},{"maxLength":2}]"#),
        ("{ title: a, pattern: b }, { minLength: 1 }", r#"[{"minLength":1},{"pattern":"b"}]"#),
    ] {
        let limited = string(&format!("anyOf: [{limits}]"));
        let line = format!("breaking  `b` must now match one of `{listed}`");
        assert_eq!(request_property(STRING, &limited), [line]);
        assert_eq!(response_property(STRING, &limited), NOTHING);
    }
    let [two, three, any] = ["", ", { maxLength: 3 }", ", {}"]
        .map(|more| string(&format!("anyOf: [{{ maxLength: 1 }}, {{ pattern: b }}{more}]")));
    let line = r#"additive  `b` may now match one of `[{"maxLength":1},{"maxLength":3},{"pattern":"b"}]`"#;
    assert_eq!(request_property(&two, &three), [line]);
    assert_eq!(request_property(STRING, &any), NOTHING);
}

#[test]
fn a_limit_behind_a_reference_is_that_limit() {
    let of = |limit: &str, bad: &str| {
        let named = format!("    Short: {{ maxLength: 5 }}\n    Bad: {{ enum: [{bad}] }}\n");
        sent(&format!("    A: {{ type: object, properties: {{ b: {{ type: string, {limit} }} }} }}\n{named}"))
    };
    let [short, bad] = ["Short", "Bad"].map(|name| format!("{{ $ref: '#/components/schemas/{name}' }}"));
    for (inline, named) in [
        ("anyOf: [{ maxLength: 5 }, { pattern: a }]", format!("anyOf: [{short}, {{ pattern: a }}]")),
        ("not: { enum: [x] }", format!("not: {bad}")),
    ] {
        assert_eq!(lines(&of(inline, "x"), &of(&named, "x")), NOTHING, "{named}");
    }
    let line = r#"breaking  `A` in requests of PostA: `b` must no longer match `{"enum":["x","y"]}`, and may now match `{"enum":["x"]}`"#;
    assert_eq!(lines(&of(&format!("not: {bad}"), "x"), &of(&format!("not: {bad}"), "x, y")), [line]);
}

#[test]
fn the_type_of_listed_values_is_no_other_limit() {
    let excluded = |limit: &str| {
        sent(&format!("    A: {{ type: object, properties: {{ b: {{ type: string, not: {limit} }} }} }}\n"))
    };
    assert_eq!(lines(&excluded("{ enum: [x] }"), &excluded("{ type: string, enum: [x] }")), NOTHING);
}

#[test]
fn an_enum_that_becomes_any_value_within_limits_has_their_lines() {
    let lines = request_property("{ type: integer, enum: [10, 100] }", "{ type: integer, maximum: 50 }");
    assert_eq!(lines, ["breaking  `b` must now be at most 50", "additive  `b` may now be any integer",]);
}
