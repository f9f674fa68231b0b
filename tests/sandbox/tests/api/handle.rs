//! The handle of a sandbox.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::{Router, routing::get};
use rebilly_customer_auth_sandbox::Sandbox;
use serde_json::json;
use tokio::{net::TcpStream, task::yield_now};

use crate::caller::Caller;

fn port(sandbox: &Sandbox) -> u16 {
    sandbox.url().rsplit_once(':').unwrap().1.parse().unwrap()
}

#[tokio::test]
async fn the_url_has_no_trailing_slash_and_debug_shows_no_key() {
    let sandbox = Sandbox::start().await;
    assert!(sandbox.url().starts_with("http://127.0.0.1:"));
    assert!(!sandbox.url().ends_with('/'));
    let debug = format!("{sandbox:?}");
    assert!(debug.contains(sandbox.url()));
    assert!(!debug.contains(sandbox.secret_api_key()));
}

#[tokio::test]
async fn a_sandbox_does_not_start_on_a_port_in_use() {
    let first = Sandbox::start().await;
    assert!(Sandbox::builder().port(port(&first)).start().await.is_err());
}

#[tokio::test]
async fn further_routes_do_not_change_the_others() {
    let routes = Router::new().route("/page", get("a page"));
    let sandbox = Sandbox::builder().routes(routes).start().await.unwrap();
    let reply = reqwest::get(format!("{}/page", sandbox.url())).await.unwrap();
    assert_eq!(reply.text().await.unwrap(), "a page");
    assert!(sandbox.requests().is_empty());

    for (path, status) in [("/page/that-is-not-there", 404), ("/credentials", 401)] {
        let reply = reqwest::get(format!("{}{path}", sandbox.url())).await.unwrap();
        assert_eq!(reply.status(), status, "{path}");
    }
    assert_eq!(sandbox.requests().len(), 2);
}

#[tokio::test]
async fn the_clock_starts_at_the_given_time() {
    let now = "2038-01-19T03:14:08Z".parse().unwrap();
    let sandbox = Sandbox::builder().now(now).start().await.unwrap();
    assert_eq!(sandbox.clock().now(), now);
    let reply = reqwest::get(format!("{}/credentials", sandbox.url())).await.unwrap();
    assert_eq!(reply.headers()["date"], "Tue, 19 Jan 2038 03:14:08 GMT");
}

#[tokio::test]
async fn a_running_clock_advances_by_itself_and_on_request() {
    let start = "2030-06-01T12:00:00Z".parse().unwrap();
    let clock = Sandbox::builder().running_clock().now(start).start().await.unwrap().clock();
    clock.advance(Duration::from_secs(90));
    std::thread::sleep(Duration::from_millis(1));
    assert!((clock.now() - start).num_milliseconds() > 90_000, "the clock stands still");
}

#[tokio::test]
async fn a_login_that_requires_a_one_time_password_reports_it() {
    let mails = Arc::new(Mutex::new(Vec::new()));
    let mailbox = Arc::clone(&mails);
    let mail = move |customer_id: &str, password: &str| {
        mailbox.lock().unwrap().push((customer_id.to_owned(), password.to_owned()));
    };
    let caller = Caller::new(Sandbox::builder().on_one_time_password(mail).start().await.unwrap());
    let passwordless =
        |otp_required: bool| json!({"mode": "passwordless", "customerId": "cus-1", "otpRequired": otp_required});
    caller.post("/authentication-tokens", passwordless(false)).await.expect(201);
    assert!(mails.lock().unwrap().is_empty());

    let login = caller.post("/authentication-tokens", passwordless(true)).await.expect(201);
    let password = caller.sandbox.one_time_password(login.string("token")).unwrap();
    assert_eq!(*mails.lock().unwrap(), [("cus-1".to_owned(), password)]);
}

#[tokio::test]
async fn a_key_is_returned_for_each_security_scheme_of_the_spec() {
    let sandbox = Sandbox::start().await;
    assert_eq!(Sandbox::key("SecretApiKey").as_deref(), Some(sandbox.secret_api_key()));
    assert_eq!(Sandbox::key("JWT").as_deref(), Some(sandbox.session_jwt()));
    assert_eq!(Sandbox::key("PublishableApiKey").as_deref(), Some(sandbox.publishable_api_key()));
    assert_eq!(Sandbox::key("ApplicationJwt"), None);
}

#[tokio::test]
async fn dropping_the_handle_stops_the_sandbox() {
    let sandbox = Sandbox::start().await;
    let address = ("127.0.0.1", port(&sandbox));
    TcpStream::connect(address).await.unwrap();
    drop(sandbox);
    // The server stops at its next poll, which this allows.
    while TcpStream::connect(address).await.is_ok() {
        yield_now().await;
    }
}

#[tokio::test]
async fn wait_forever_serves_until_it_is_dropped() {
    let sandbox = Sandbox::start().await;
    let address = ("127.0.0.1", port(&sandbox));
    let waiting = tokio::spawn(sandbox.wait_forever());
    TcpStream::connect(address).await.unwrap();
    assert!(!waiting.is_finished());
    waiting.abort();
    assert!(waiting.await.unwrap_err().is_cancelled());
    while TcpStream::connect(address).await.is_ok() {
        yield_now().await;
    }
}
