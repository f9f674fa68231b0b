//! The bytes of a server, on HTTP/1.1 or as frames of HTTP/2: each request of each operation ends.
//!
//! The first byte chooses the protocol and the operation, and the rest is what the server sends.

#![no_main]

use std::future::Future;
use std::pin::Pin;

use libfuzzer_sys::fuzz_target;
use rebilly_customer_auth::{Client, Error, OPERATIONS};
use rebilly_customer_auth_fuzz::Loopback;

/// An empty SETTINGS frame, with which a server of HTTP/2 begins (RFC 9113, section 3.4).
const SETTINGS: [u8; 9] = [0, 0, 0, 4, 0, 0, 0, 0, 0];

fuzz_target!(|input: &[u8]| {
    let [choice, bytes @ ..] = input else {
        return;
    };
    let is_http2 = choice & 1 == 1;
    Loopback::with(|loopback| {
        let client = match is_http2 {
            true => loopback.builder().configure_http_client(|http| http.no_proxy().http2_prior_knowledge()).build(),
            false => loopback.builder().build(),
        };
        let start = if is_http2 { SETTINGS.as_slice() } else { &[] };
        loopback.write_and_close([start, bytes].concat());
        let outcome = loopback.run(request(&client.expect("a client"), usize::from(choice >> 1) % OPERATIONS.len()));
        if let Err(error) = outcome {
            let _ = format!("{error} {error:?}");
            assert_eq!(error.attempts(), 1);
        }
        assert_eq!(loopback.requests().len(), 1);
    });
});

type Outcome<'c> = Pin<Box<dyn Future<Output = Result<(), Error>> + 'c>>;

fn request(client: &Client, operation: usize) -> Outcome<'_> {
    macro_rules! of {
        ($($request:expr),* $(,)?) => {
            [$(|client: &Client| -> Outcome<'_> {
                let request = $request(client.clone());
                Box::pin(async move { request.send().await.map(drop) })
            }),*]
        };
    }
    let requests: [for<'c> fn(&'c Client) -> Outcome<'c>; OPERATIONS.len()] = of![
        |it: Client| it.get_authentication_option(),
        |it: Client| it.put_authentication_option().body_map(|body| body.otp_required(true)),
        |it: Client| it.get_authentication_token_collection().limit(2),
        |it: Client| it.post_authentication_token().body_map(|body| body.passwordless(|it| it.customer_id("c"))),
        |it: Client| it.get_authentication_token_verification().token("t"),
        |it: Client| it.delete_authentication_token().token("t"),
        |it: Client| it.post_authentication_token_exchange().token("t").body_map(|body| body),
        |it: Client| it.get_credential_collection().limit(2),
        |it: Client| it.post_credential().body_map(|it| it.username("u").password("p").customer_id("c")),
        |it: Client| it.get_credential().id("a"),
        |it: Client| it.put_credential().id("a").body_map(|it| it.username("u").password("p").customer_id("c")),
        |it: Client| it.delete_credential().id("a"),
        |it: Client| it.get_password_token_collection().limit(2),
        |it: Client| it.post_password_token().body_map(|body| body.username("u")),
        |it: Client| it.get_password_token().id("a"),
        |it: Client| it.delete_password_token().id("a"),
    ];
    requests[operation](client)
}
