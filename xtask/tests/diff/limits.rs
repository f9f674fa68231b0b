//! Limits: the server refuses what is beyond them, and the client does not.

use super::{NOTHING, request_property, response_property};

fn string(limit: &str) -> String {
    format!("{{ type: string, {limit} }}")
}

const STRING: &str = "{ type: string }";

#[test]
fn a_limit_of_a_request_that_is_new_or_narrower_breaks() {
    let narrower = [
        (STRING.to_owned(), string("maxLength: 50"), "`b` must now have at most 50 characters"),
        (string("maxLength: 50"), string("maxLength: 40"), "`b` must now have at most 40 characters, it was 50"),
        (string("minLength: 8"), string("minLength: 9"), "`b` must now have at least 9 characters, it was 8"),
        (STRING.to_owned(), string("pattern: '^a$'"), "`b` must now match `^a$`"),
    ];
    for (old, new, what) in narrower {
        assert_eq!(request_property(&old, &new), [format!("breaking  `A` in requests of PostA: {what}")]);
    }
}

#[test]
fn a_limit_of_a_request_that_is_gone_or_wider_does_not_break() {
    let wider = [
        (string("maxLength: 50"), STRING.to_owned(), "`b` need no longer have at most 50 characters"),
        (string("maxLength: 40"), string("maxLength: 50"), "`b` must only have at most 50 characters now, it was 40"),
        (string("pattern: '^a$'"), STRING.to_owned(), "`b` need no longer match `^a$`"),
    ];
    for (old, new, what) in wider {
        assert_eq!(request_property(&old, &new), [format!("additive  `A` in requests of PostA: {what}")]);
    }
}

#[test]
fn a_pattern_in_place_of_another_breaks_in_one_line() {
    assert_eq!(
        request_property(&string("pattern: '^a$'"), &string("pattern: '^b$'")),
        ["breaking  `A` in requests of PostA: `b` must now match `^b$`, no longer `^a$`"]
    );
}

#[test]
fn a_limit_that_every_value_keeps_is_none() {
    assert_eq!(request_property(STRING, &string("minLength: 0")), NOTHING);
}

#[test]
fn a_limit_of_a_response_says_nothing_to_a_caller() {
    assert_eq!(response_property(STRING, &string("maxLength: 50, pattern: '^a$'")), NOTHING);
}
