//! Path values: each is sent as exactly one segment that decodes to it, or rejected before anything is sent.

#![no_main]

use libfuzzer_sys::fuzz_target;
use percent_encoding::percent_decode_str;
use rebilly_customer_auth::{Error, ErrorKind};
use rebilly_customer_auth_fuzz::{Loopback, response};

fuzz_target!(|value: &str| {
    Loopback::with(|loopback| {
        loopback.respond_with(response(204, &[], b""));
        let client = &loopback.client;
        let outcome = loopback.run(client.delete_credential().id(value).send()).map(drop);
        check(loopback, value, outcome, "DELETE", ["", "credentials", "*"].as_slice());
        let outcome = loopback.run(client.delete_authentication_token().token(value).send()).map(drop);
        check(loopback, value, outcome, "DELETE", ["", "authentication-tokens", "*"].as_slice());
        organization(loopback, value);
        base_url(loopback, value);
    });
});

fn organization(loopback: &Loopback, value: &str) {
    let path = ["", "organizations", "*", "credentials", "a"].as_slice();
    match loopback.builder().organization_in_path(value).build() {
        Ok(client) => {
            let outcome = loopback.run(client.delete_credential().id("a").send()).map(drop);
            check(loopback, value, outcome, "DELETE", path);
        }
        Err(error) => assert_eq!(error.kind(), ErrorKind::Configuration),
    }
    if let Err(error) = loopback.builder().organization_id(value).build() {
        assert_eq!(error.kind(), ErrorKind::Configuration);
        is_not_shown(&error, value);
    }
    let client = loopback.builder().organization_in_path("own").build().expect("a client");
    let outcome = loopback.run(client.delete_credential().id("a").organization_id(value).send()).map(drop);
    check(loopback, value, outcome, "DELETE", path);
}

/// A base URL is accepted or rejected, and no error shows it.
fn base_url(loopback: &Loopback, value: &str) {
    match loopback.builder().base_url(value).build() {
        Ok(client) => assert!(client.base_url().starts_with("http")),
        Err(error) => is_not_shown(&error, value),
    }
}

fn check(loopback: &Loopback, value: &str, outcome: Result<(), Error>, method: &str, template: &[&str]) {
    let requests = loopback.requests();
    match outcome {
        Ok(()) => {
            let [line] = requests.as_slice() else {
                panic!("one request sent {requests:?}");
            };
            let target = line.strip_prefix(method).and_then(|line| line.trim().strip_suffix(" HTTP/1.1"));
            let segments: Vec<&str> = target.expect("a request line").split('/').collect();
            assert_eq!(segments.len(), template.len(), "{line}");
            for (segment, expected) in segments.iter().zip(template) {
                match *expected {
                    "*" => assert_eq!(percent_decode_str(segment).decode_utf8().expect("UTF-8"), value),
                    expected => assert_eq!(*segment, expected, "{line}"),
                }
            }
        }
        Err(error) => {
            assert_eq!((error.kind(), error.may_have_been_sent()), (ErrorKind::InvalidRequest, false), "{error}");
            assert_eq!(requests, [""; 0]);
            is_not_shown(&error, value);
        }
    }
}

fn is_not_shown(error: &Error, value: &str) {
    // A short value may be a word of the message.
    let is_long = value.chars().filter(|char| !char.is_whitespace()).count() > 20;
    assert!(!is_long || !format!("{error} {error:?}").contains(value), "{error:?}");
}
