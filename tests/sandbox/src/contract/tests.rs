//! The contract check detects violations.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::*;

fn check(operation: &str, status: u16, body: impl Into<Option<Value>>) -> Result<(), String> {
    check_drifted(operation, status, body, Drift::None)
}

fn check_drifted(operation: &str, status: u16, body: impl Into<Option<Value>>, drift: Drift) -> Result<(), String> {
    let reply = Reply { status: StatusCode::from_u16(status).unwrap(), headers: Vec::new(), body: body.into() };
    CONTRACT.operation(operation).check(&reply, drift)
}

fn credential() -> Value {
    json!({"id": "cred-1", "username": "jane", "customerId": "cus-1"})
}

fn with(mut body: Value, field: &str, value: Value) -> Value {
    body[field] = value;
    body
}

fn assert_violation(result: Result<(), String>, mentions: &str) {
    let violation = result.expect_err("this violates the spec");
    assert!(violation.contains(mentions), "{violation}");
}

#[test]
fn a_password_in_a_response_is_a_violation_that_does_not_show_it() {
    let leak = with(credential(), "password", json!("open sesame"));
    assert!(!check("GetCredential", 200, leak.clone()).unwrap_err().contains("open sesame"));
    assert_violation(check("GetCredential", 200, leak.clone()), "/password is writeOnly");
    assert_violation(check("GetCredentialCollection", 200, json!([leak])), "/0/password");
}

#[test]
fn no_alternative_of_a_token_allows_a_password() {
    let token = json!({"username": "jane", "customerId": "cus-1", "token": "t"});
    assert_eq!(check("PostAuthenticationToken", 201, token.clone()), Ok(()));
    for write_only in ["password", "mode"] {
        let leak = with(token.clone(), write_only, json!("password"));
        assert_violation(check("PostAuthenticationToken", 201, leak), "is writeOnly");
    }
}

#[test]
fn statuses_must_be_documented() {
    assert_violation(check("GetCredential", 422, json!({})), "status that is not documented");
    assert_violation(check("DeleteCredential", 403, json!({})), "status that is not documented");
    assert_violation(check_drifted("DeleteCredential", 403, json!({}), Drift::Today), "status that is not documented");
}

#[test]
fn a_body_is_present_exactly_when_the_spec_defines_one() {
    assert_eq!(check("DeleteCredential", 204, None), Ok(()));
    assert_violation(check("DeleteCredential", 204, json!({})), "a body where");
    assert_violation(check("GetCredential", 200, None), "no body where");
}

#[test]
fn required_types_lengths_and_formats_hold() {
    let without_username = json!({"customerId": "cus-1"});
    assert_violation(check("GetCredential", 200, without_username), "username");
    let wrong = [
        ("id", json!("i".repeat(51))),
        ("customerId", json!(7)),
        ("username", Value::Null),
        ("expiredTime", json!("tomorrow")),
        ("_links", json!([{"rel": "organization"}])),
        ("_links", Value::Null),
    ];
    for (field, value) in wrong {
        assert_violation(check("GetCredential", 200, with(credential(), field, value)), field);
    }
}

#[test]
fn nullable_values_may_be_null() {
    let body = with(credential(), "expiredTime", Value::Null);
    assert_eq!(check("GetCredential", 200, body), Ok(()));
    let body = json!({"passwordPattern": null});
    assert_eq!(check("PutAuthenticationOption", 200, body), Ok(()));
}

#[test]
fn options_may_be_one_or_many() {
    assert_eq!(check("GetAuthenticationOption", 200, json!({"otpRequired": true})), Ok(()));
    assert_eq!(check("GetAuthenticationOption", 200, json!([{"otpRequired": true}])), Ok(()));
    assert!(check("GetAuthenticationOption", 200, json!({"otpRequired": 1})).is_err());
}

#[test]
fn drift_only_relaxes_links() {
    for links in [json!([{"rel": "organization"}]), Value::Null] {
        let body = with(credential(), "_links", links);
        assert_eq!(check_drifted("GetCredential", 200, body, Drift::Today), Ok(()));
    }
    let leak = with(credential(), "password", json!("secret"));
    assert_violation(check_drifted("GetCredential", 200, leak, Drift::Today), "/password");
}

#[test]
fn headers_have_their_declared_types() {
    let operation = CONTRACT.operation("PostCredential");
    let created = |location: &str, limit: &str| {
        Reply::created(location.to_owned(), credential()).with_header("X-RateLimit-Limit", limit)
    };
    let good = created("http://127.0.0.1/credentials/cred-1", "3000");
    assert_eq!(operation.check(&good, Drift::None), Ok(()));
    let bad_limit = created("http://127.0.0.1/credentials/cred-1", "many");
    assert_violation(operation.check(&bad_limit, Drift::None), "X-RateLimit-Limit");
    let bad_location = created("not a URL", "3000");
    assert_violation(operation.check(&bad_location, Drift::None), "Location");
}

#[test]
fn all_schemas_of_the_spec_compile() {
    for operation in &CONTRACT.operations {
        operation.invalid_fields(&json!({}));
        for rule in operation.responses.values() {
            for drift in [Drift::None, Drift::Today] {
                let _ = rule.check_body(Some(&json!({})), drift);
            }
        }
    }
}
