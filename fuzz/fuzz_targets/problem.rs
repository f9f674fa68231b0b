//! Responses: whatever the status and the body, a request returns a value or a printable error.
//!
//! The first byte selects the status, the second byte the operation, and the rest is the body.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rebilly_customer_auth::{Client, Error};
use rebilly_customer_auth_fuzz::{Loopback, response};

const STATUSES: [u16; 12] = [400, 401, 403, 404, 409, 410, 422, 429, 500, 503, 200, 201];

fuzz_target!(|input: &[u8]| {
    let [status, operation, body @ ..] = input else {
        return;
    };
    let status = STATUSES[usize::from(*status) % STATUSES.len()];
    Loopback::with(|loopback| {
        loopback.respond_with(response(status, &[], body));
        if let Err(error) = loopback.run(call(&loopback.client, operation % 5)) {
            check(&error);
        }
    });
});

async fn call(client: &Client, operation: u8) -> Result<(), Error> {
    match operation {
        0 => client.get_credential().id("cred-1").send().await.map(drop),
        1 => client.get_credential_collection().send().await.map(drop),
        2 => client.get_authentication_option().send().await.map(drop),
        3 => client.get_authentication_token_verification().token("t-1").send().await.map(drop),
        _ => client.post_authentication_token_exchange().token("t-1").send().await.map(drop),
    }
}

/// Asserts that the error is one short line and that its parts can be printed.
fn check(error: &Error) {
    let message = error.to_string();
    assert!(message.len() < 1_000 && !message.contains(char::is_control), "{message:?}");
    assert!(error.may_have_been_sent());
    let _ = format!("{error:?} {:?} {:?}", error.problem(), error.rate_limit());
}
