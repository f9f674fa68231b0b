//! Sessions: one login for many pages, and no session before the second factor is proved.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use futures_util::future::{FutureExt as _, join_all};
use rebilly_customer_auth::chrono::Utc;
use rebilly_customer_auth::{
    Client, CustomerSession, Error, ErrorKind, Login, PendingLogin, RequestOptions, RetryPolicy, permissions,
};
use rebilly_customer_auth_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::support::client::{client as support_client, runtime, without_waits};
use crate::support::server::{Received, Reply, Server, hang_after, response};
use crate::support::{advance, server_of_one_request};

async fn sandbox() -> (Sandbox, Client) {
    let sandbox = Sandbox::start().await;
    // A JWT of the sandbox's own time would have expired by ours.
    let clock = sandbox.clock();
    clock.advance(SystemTime::now().duration_since(clock.now().into()).expect("it is later"));
    let client = client_of(&sandbox);
    let jane =
        client.post_credential().body_map(|it| it.username("jane").password("correct horse").customer_id("cus-1"));
    jane.send().await.expect("a credential");
    (sandbox, client)
}

fn client_of(sandbox: &Sandbox) -> Client {
    let client = Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key());
    client.organization_in_path("org-1").build().expect("a client")
}

async fn storefront(client: &Client) -> CustomerSession {
    client.customer_session("cus-1").open().await.expect("a session")
}

async fn pending(client: &Client) -> PendingLogin {
    match client.log_in("jane", "correct horse").require_one_time_password().await.expect("a login") {
        Login::OneTimePasswordRequired(pending) => pending,
        Login::Complete(session) => panic!("{session:?} without a second factor"),
    }
}

async fn complete(client: &Client) -> CustomerSession {
    match client.log_in("jane", "correct horse").await.expect("a login") {
        Login::Complete(session) => session,
        Login::OneTimePasswordRequired(pending) => panic!("{pending:?} after a login"),
    }
}

fn logins(sandbox: &Sandbox) -> usize {
    sandbox.requests().iter().filter(|request| request.path.ends_with("/authentication-tokens")).count()
}

fn exchanges(sandbox: &Sandbox) -> Vec<Value> {
    let requests = sandbox.requests();
    requests.iter().filter(|it| it.path.ends_with("/exchange")).map(|it| it.json().expect("a body")).collect()
}

#[tokio::test]
async fn the_exchange_sends_the_permissions_and_the_claims() {
    let (sandbox, client) = sandbox().await;
    let session = client
        .customer_session("cus-1")
        .permissions(permissions::PAYMENT_FORM)
        .custom_claims(json!({"websiteId": "site-1"}))
        .open()
        .await
        .expect("a session");
    assert_eq!(session.customer_id().as_deref(), Some("cus-1"));
    assert!(format!("{session:?}").starts_with("CustomerSession { customer_id: Some(\"cus-1\"), expires_at: Some("));
    assert!(session.expires_at().is_some());
    let body = &exchanges(&sandbox)[0];
    let acl = json!([{"scope": {"organizationId": ["org-1"]}, "permissions": permissions::PAYMENT_FORM}]);
    assert_eq!((&body["acl"], &body["customClaims"]), (&acl, &json!({"websiteId": "site-1"})));
}

#[tokio::test]
async fn a_session_of_another_organization_names_it_in_the_path_and_in_the_scope() {
    let (sandbox, client) = sandbox().await;
    let permissions = [permissions::account::STOREFRONT_GET_ACCOUNT];
    let session = client.customer_session("cus-1").permissions(permissions).organization_id("org-2").open();
    session.await.expect("a session");
    let requests = sandbox.requests();
    assert!(requests.last().is_some_and(|it| it.path.starts_with("/organizations/org-2/")), "{requests:?}");
    let scopes: Vec<_> = exchanges(&sandbox).into_iter().map(|body| body["acl"][0]["scope"].clone()).collect();
    assert_eq!(scopes, [json!({"organizationId": ["org-2"]})]);
}

#[tokio::test]
async fn options_that_cannot_be_sent_fail_before_the_login() {
    let (sandbox, client) = sandbox().await;
    let log_in = || client.log_in("jane", "correct horse");
    let invalid = RequestOptions::new().attempt_timeout(Duration::ZERO);
    let errors = [
        client.customer_session("cus-1").organization_id("").open().await.expect_err("no organization"),
        client.customer_session("cus-1").custom_claims("a string").open().await.expect_err("no object"),
        client.customer_session("").open().await.expect_err("no customer"),
        log_in().expires_in(Duration::MAX).await.expect_err("too long"),
        log_in().expires_in(Duration::ZERO).await.expect_err("too short"),
        log_in().options(invalid).await.expect_err("no time"),
    ];
    assert_eq!(errors.each_ref().map(Error::kind), [ErrorKind::InvalidRequest; 6]);
    assert_eq!(errors[0].to_string(), "organization_id: it is empty");
    assert_eq!(logins(&sandbox), 0);
}

#[tokio::test]
async fn one_jwt_is_used_until_shortly_before_it_expires() {
    let (sandbox, client) = sandbox().await;
    let session = storefront(&client).await;
    let first = session.jwt().await.expect("a JWT");
    advance(3_500).await;
    assert_eq!(session.jwt().await.expect("a JWT"), first);
    assert_eq!(logins(&sandbox), 1);
    advance(90).await;
    let callers: Vec<_> = (0..8).map(|_| tokio::spawn(session.clone().jwt())).collect();
    for caller in callers {
        assert_ne!(caller.await.expect("a task").expect("a JWT"), first);
    }
    session.jwt().await.expect("the JWT of the refresh");
    assert_eq!(logins(&sandbox), 2, "all callers share one refresh");
}

#[tokio::test]
async fn a_jwt_is_refreshed_before_its_minimum_validity_is_left() {
    let (sandbox, client) = sandbox().await;
    let session = client.customer_session("cus-1").min_validity(Duration::from_secs(600)).open().await;
    let session = session.expect("a session");
    for (seconds, expected) in [(2_900, 1), (150, 2)] {
        advance(seconds).await;
        session.jwt().await.expect("a JWT");
        assert_eq!(logins(&sandbox), expected, "after {seconds} more seconds");
    }
}

#[tokio::test]
async fn a_jwt_that_is_expired_on_arrival_is_valid_for_the_time_for_which_it_was_issued() {
    // The clock of the sandbox is behind ours. Its JWTs are issued for an hour.
    let sandbox = Sandbox::start().await;
    let client = Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key());
    let session = storefront(&client.build().expect("a client")).await;
    for (seconds, expected) in [(0, 1), (3_500, 1), (90, 2)] {
        advance(seconds).await;
        session.jwt().await.expect("a JWT");
        assert_eq!(logins(&sandbox), expected, "after {seconds} more seconds");
    }
}

#[tokio::test]
async fn a_jwt_of_unknown_lifetime_is_refreshed_after_a_minute() {
    // {"exp":1}
    let server = Server::json(201, r#"{"token":"e30.eyJleHAiOjF9.c2ln"}"#).await;
    let session = storefront(&support_client(&server.url)).await;
    for (seconds, expected) in [(0, 2), (50, 2), (11, 4)] {
        advance(seconds).await;
        session.jwt().await.expect("a JWT");
        assert_eq!(server.requests().len(), expected, "after {seconds} more seconds");
    }
}

#[tokio::test]
async fn an_expiry_of_zero_is_none() {
    // {"exp":0}
    let server = Server::json(201, r#"{"token":"e30.eyJleHAiOjB9.c2ln"}"#).await;
    assert_eq!(storefront(&support_client(&server.url)).await.expires_at(), None);
}

#[tokio::test]
async fn a_jwt_ends_with_the_earlier_expiry_by_the_clock_of_the_api() {
    // {"exp":32503683600,"iat":32503680000}: issued in the year 3000 for an hour.
    let json = r#"{"token":"e30.eyJleHAiOjMyNTAzNjgzNjAwLCJpYXQiOjMyNTAzNjgwMDAwfQ.c2ln","expiredTime":"3000-01-01T00:01:00Z"}"#;
    let server = Server::json(201, json).await;
    let session = complete(&support_client(&server.url)).await;
    session.jwt().await.expect("a JWT");
    advance(60).await;
    let error = session.jwt().await.expect_err("a minute is over");
    assert_eq!((error.kind(), error.may_have_been_sent()), (ErrorKind::SessionExpired, false));
}

#[tokio::test]
async fn a_session_of_a_stored_jwt_ends_with_it() {
    let claims = |exp: i64| format!("e30.{}.c2ln", BASE64_URL_SAFE_NO_PAD.encode(json!({ "exp": exp }).to_string()));
    let now = Utc::now().timestamp();
    let session = CustomerSession::from_jwt(claims(now + 3_600)).expect("a session");
    assert_eq!(session.jwt().await.expect("a JWT").expose_secret(), claims(now + 3_600));
    assert_eq!(session.expires_at().map(|end| end.timestamp()), Some(now + 3_600));
    advance(3_600).await;
    assert_eq!(session.jwt().await.expect_err("an hour is over").kind(), ErrorKind::SessionExpired);
    let expired = CustomerSession::from_jwt(claims(now - 1)).expect("a session");
    assert_eq!(expired.jwt().await.expect_err("expired").kind(), ErrorKind::SessionExpired);
    let customer = support_client("http://localhost:1").with_session(&expired).expect("a client");
    let error = customer.get_credential_collection().send().await.expect_err("expired");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::SessionExpired, 0));
    for stored in ["'</script>", ""] {
        assert_eq!(CustomerSession::from_jwt(stored).expect_err("no token").kind(), ErrorKind::InvalidRequest);
    }
}

#[tokio::test]
async fn a_response_that_cannot_be_a_session_is_a_decode_error_of_a_request_that_was_sent() {
    let (login, exchange) = ("PostAuthenticationToken", "PostAuthenticationTokenExchange");
    let long = format!(r#"{{"token":"{}"}}"#, "a".repeat(32 * 1024 + 1));
    for (json, id, message) in [
        (&*long, login, "response has an invalid `token`"),
        ("{}", login, "response has no `token`"),
        (r#"{"token":""}"#, login, "response has an invalid `token`"),
        (r#"{"token":".."}"#, login, "response has an invalid `token`"),
        (r#"{"token":"a\r\nb: c"}"#, exchange, "response has an invalid `token`"),
        (r#"{"token":"'</script>"}"#, exchange, "response has an invalid `token`"),
    ] {
        let server = Server::json(201, json).await;
        let error = support_client(&server.url).customer_session("cus-1").open().await.expect_err(json);
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.to_string().ends_with(message), "{error}");
        assert_eq!((error.operation_id(), error.attempts()), (Some(id), 1));
        assert_eq!(error.status().map(|status| status.as_u16()), Some(201));
        assert!(error.may_have_been_sent(), "{json}");
        let error = support_client(&server.url).log_in("jane", "a").await.expect_err(json);
        assert_eq!((error.operation_id(), error.attempts()), (Some(id), 1));
    }
}

#[tokio::test]
async fn a_login_or_an_exchange_of_another_customer_is_no_session() {
    let other = r#"{"token":"t","customerId":"cus-2"}"#;
    let (first, second) = ("PostAuthenticationToken", "PostAuthenticationTokenExchange");
    for (login, exchange, requests, id) in [(other, "{}", 1, first), (r#"{"token":"t"}"#, other, 2, second)] {
        let server = replying(login, 201, exchange).await;
        let error = support_client(&server.url).customer_session("cus-1").open().await.expect_err(login);
        assert!(error.to_string().ends_with("response is about another customer than the request"), "{error}");
        assert_eq!(error.operation_id(), Some(id));
        assert_eq!((error.may_have_been_sent(), server.requests().len()), (true, requests));
    }
    for otp_required in [false, true] {
        let login = format!(r#"{{"token":"t","customerId":"cus-1","otpRequired":{otp_required}}}"#);
        let server = replying(&login, 201, other).await;
        let error = match support_client(&server.url).log_in("jane", "a").await {
            Ok(Login::OneTimePasswordRequired(pending)) => pending.submit("123456").await.map(drop),
            outcome => outcome.map(drop),
        };
        assert_eq!(error.expect_err("another customer").kind(), ErrorKind::Decode, "{otp_required}");
    }
}

#[tokio::test]
async fn a_401_of_an_exchange_after_an_accepted_password_is_about_the_api_key() {
    let server = replying(r#"{"token":"t"}"#, 401, "").await;
    let error = support_client(&server.url).log_in("jane", "a").await.expect_err("401");
    assert_eq!(error.kind(), ErrorKind::Unauthorized);
}

/// A server that replies to a login and to the exchange after it.
async fn replying(login: &str, status: u16, exchange: &str) -> Server {
    let (login, exchange) = (login.to_owned(), exchange.to_owned());
    Server::start(move |requests| match requests.len() {
        1 => response(201, &[], &login),
        _ => response(status, &[], &exchange),
    })
    .await
}

#[tokio::test]
async fn an_exchange_that_is_not_sent_does_not_hide_the_login_before_it() {
    for has_password in [false, true] {
        let login = b"HTTP/1.1 201 Created\r\nconnection: close\r\ncontent-length: 13\r\n\r\n{\"token\":\"t\"}";
        let url = server_of_one_request(login).await;
        let client = support_client(&url).with_retry_policy(RetryPolicy::none());
        let outcome = match has_password {
            true => client.log_in("jane", "a").await.map(drop),
            false => client.customer_session("cus-1").await.map(drop),
        };
        let error = outcome.expect_err("no connection");
        assert_eq!((error.kind(), error.may_have_been_sent()), (ErrorKind::Connect, true));
    }
}

#[test]
fn a_refresh_outside_a_tokio_runtime_is_an_error() {
    let runtime = runtime();
    let (_sandbox, session) = runtime.block_on(async {
        let (sandbox, client) = sandbox().await;
        let session = client.customer_session("cus-1").min_validity(Duration::from_secs(7_200)).open().await;
        (sandbox, session.expect("a session"))
    });
    let error = session.jwt().now_or_never().expect("no wait").expect_err("no runtime");
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

#[test]
fn a_refresh_on_a_runtime_that_is_not_driven_hangs_no_caller_on_another_one() {
    let (stopped, driven) = (runtime(), runtime());
    // {"exp":3600,"iat":0}
    let json = r#"{"token":"e30.eyJleHAiOjM2MDAsImlhdCI6MH0.c2ln"}"#;
    let (_server, session) = driven.block_on(async {
        let server = Server::json(201, json).await;
        let session = storefront(&support_client(&server.url)).await;
        advance(3_700).await;
        (server, session)
    });
    stopped.block_on(async {
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(3_700)).await;
        // The refresh begins, and nothing drives it any more.
        assert!(session.jwt().now_or_never().is_none());
    });
    driven.block_on(async {
        // From here on, the clock advances only to the next timer.
        tokio::time::pause();
        session.jwt().await.expect("a JWT of another refresh");
    });
}

#[test]
fn a_client_with_a_session_begins_a_refresh_again_that_a_runtime_does_not_drive() {
    let (stopped, driven) = (runtime(), runtime());
    let (_server, customer) = driven.block_on(async {
        // {"exp":3600,"iat":0}
        let server = Server::json(201, r#"{"token":"e30.eyJleHAiOjM2MDAsImlhdCI6MH0.c2ln","username":"jane"}"#).await;
        let client = support_client(&server.url);
        let session = storefront(&client).await;
        advance(3_700).await;
        (server, client.with_session(&session).expect("a client"))
    });
    let get = || customer.get_authentication_token_verification().token("t").send();
    stopped.block_on(async {
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(3_700)).await;
        assert!(get().now_or_never().is_none());
        // The refresh begins, and nothing drives it any more.
        tokio::task::yield_now().await;
    });
    driven.block_on(async {
        tokio::time::pause();
        get().await.expect("a token, with the JWT of another refresh");
    });
}

/// A session whose JWT is valid for an hour, and whose refresh gets this reply.
async fn session_refreshed_by(reply: fn() -> Reply) -> (Server, CustomerSession) {
    // {"exp":3600,"iat":0}
    let json = r#"{"token":"e30.eyJleHAiOjM2MDAsImlhdCI6MH0.c2ln"}"#;
    let server = Server::start(move |requests| match requests.len() {
        1 | 2 => response(201, &[], json),
        _ => reply(),
    });
    let server = server.await;
    let session = storefront(&support_client(&server.url)).await;
    (server, session)
}

#[tokio::test]
async fn a_refresh_that_hangs_delays_a_valid_jwt_by_no_more_than_a_second() {
    for (age, longest) in [(3_575, 1_000), (3_599, 800)] {
        let (_server, session) = session_refreshed_by(|| hang_after("")).await;
        let first = session.jwt().await.expect("a JWT");
        advance(age).await;
        // From here on, the clock advances only to the next timer.
        tokio::time::pause();
        let start = tokio::time::Instant::now();
        // Callers that give up do not delay the others.
        for _ in 0..3 {
            tokio::time::timeout(Duration::from_millis(longest / 4), session.jwt()).await.expect_err("a refresh");
        }
        assert_eq!(session.jwt().await.expect("it is valid"), first);
        assert!(start.elapsed() <= Duration::from_millis(longest + 100), "{:?}", start.elapsed());
        let again = session.jwt().now_or_never().expect("no other wait at once");
        assert_eq!(again.expect("it is valid"), first);
        tokio::time::resume();
    }
}

#[tokio::test]
async fn a_valid_jwt_outlives_a_refresh_that_fails_but_not_one_that_is_refused() {
    let failures: [fn() -> Reply; 2] = [|| response(500, &[], ""), || response(201, &[], "{}")];
    for failure in failures {
        let (server, session) = session_refreshed_by(failure).await;
        advance(3_575).await;
        session.jwt().await.expect("it is valid");
        let sent = server.requests().len();
        session.jwt().await.expect("it is still valid");
        assert_eq!(server.requests().len(), sent, "no other refresh is tried at once");
    }
    let (_server, session) = session_refreshed_by(|| response(401, &[], "")).await;
    advance(3_575).await;
    for _ in 0..2 {
        assert_eq!(session.jwt().await.expect_err("a refusal").kind(), ErrorKind::Unauthorized);
    }
}

#[tokio::test]
async fn all_callers_share_a_refresh_that_fails() {
    let (sandbox, client) = sandbox().await;
    let session = storefront(&client).await;
    sandbox.set_rate_limit(Some(0));
    advance(3_700).await;
    let callers: Vec<_> = (0..8).map(|_| tokio::spawn(session.clone().jwt())).collect();
    for caller in callers {
        assert_eq!(caller.await.expect("a task").expect_err("429").kind(), ErrorKind::RateLimited);
    }
    assert_eq!(logins(&sandbox), 2);
}

#[tokio::test]
async fn an_expired_session_waits_for_its_refresh_as_long_as_the_api_asks_up_to_a_minute() {
    // {"exp":2,"iat":0}
    let json = r#"{"token":"e30.eyJleHAiOjIsImlhdCI6MH0.c2ln"}"#;
    let server = Server::start(move |requests| match requests.len() {
        3 => response(503, &[("retry-after", "3600")], "{}"),
        _ => response(201, &[], json),
    })
    .await;
    let session = storefront(&support_client(&server.url)).await;
    for (seconds, requests, status) in [(3, 3, Some(503)), (50, 3, Some(503)), (11, 5, None)] {
        advance(seconds).await;
        let error = session.jwt().await.err();
        let found = error.as_ref().and_then(|error| Some(error.status()?.as_u16()));
        assert_eq!(found, status, "after {seconds} s more");
        // A session keeps nothing that may be large.
        let has_content = error.is_some_and(|error| !error.body().is_empty() || error.problem().is_some());
        assert_eq!(has_content, seconds == 3, "after {seconds} s more");
        assert_eq!(server.requests().len(), requests, "after {seconds} s more");
    }
}

#[tokio::test]
async fn a_response_cannot_waive_the_second_factor_that_the_caller_requires() {
    for waiver in ["", r#","otpRequired":"true""#, r#","otpRequired":[true]"#, r#","otpRequired":false"#] {
        let server = Server::json(201, &format!(r#"{{"token":"t"{waiver}}}"#)).await;
        let login = support_client(&server.url).log_in("jane", "correct horse").require_one_time_password().await;
        assert!(matches!(login, Ok(Login::OneTimePasswordRequired(_))), "{waiver}: {login:?}");
        assert_eq!(server.requests().len(), 1, "{waiver}");
    }
}

#[tokio::test]
async fn a_login_with_a_second_factor_is_complete_only_after_the_exchange() {
    let (sandbox, client) = sandbox().await;
    let pending = pending(&client).await;
    // A verification accepts the token before the second factor is proved.
    let verified = client.get_authentication_token_verification().token(pending.token()).send().await;
    assert_eq!(verified.expect("a token").otp_required, Some(true));
    let code = sandbox.one_time_password(pending.token().expose_secret()).expect("a one-time password");
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let error = pending.submit(wrong).await.expect_err("a wrong one-time password");
    assert_eq!(error.kind(), ErrorKind::LoginRefused);
    assert!(error.to_string().contains("the API refused the one-time password"), "{error}");
    let session = pending.submit(code).await.expect("a session");
    assert!(!session.jwt().await.expect("a JWT").expose_secret().is_empty());
}

#[tokio::test]
async fn a_wrong_password_and_a_wrong_api_key_have_different_kinds() {
    let (sandbox, client) = sandbox().await;
    let error = client.log_in("jane", "a guess").await.expect_err("a wrong password");
    assert_eq!(error.kind(), ErrorKind::LoginRefused);
    client.check_credentials().await.expect("the credential is valid");
    let wrong = client.with_secret_api_key("sk_wrong").expect("a client");
    assert_eq!(wrong.check_credentials().await.expect_err("a wrong API key").kind(), ErrorKind::Unauthorized);
    let error = wrong.customer_session("cus-1").open().await.expect_err("a wrong API key");
    assert_eq!(error.kind(), ErrorKind::Unauthorized);
    let public = Client::builder().base_url(sandbox.url()).publishable_api_key(sandbox.publishable_api_key());
    public.build().expect("a client").check_credentials().await.expect("the credential is valid");
}

#[tokio::test]
async fn another_server_does_not_accept_the_credential() {
    let page = |status| move |_: &[Received]| response(status, &[("content-type", "text/html")], "<h1>hello</h1>");
    let (html, missing) = (Server::start(page(200)).await, Server::start(page(404)).await);
    for (url, kind) in [(&html.url, ErrorKind::Decode), (&missing.url, ErrorKind::NotFound)] {
        let error = support_client(url).check_credentials().await.expect_err("not the API");
        assert_eq!(error.kind(), kind);
        let public = Client::builder().base_url(url).publishable_api_key("pk").build().expect("a client");
        assert_eq!(public.check_credentials().await.expect_err("not the API").kind(), kind);
    }
    for body in ["true", "null", "\"hello\"", "[1]"] {
        let server = Server::json(200, body).await;
        let error = support_client(&server.url).check_credentials().await.expect_err(body);
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
    }
    for body in ["{}", r#"{"message":"no Route matched with those values"}"#, r#"{"status":401,"title":"No"}"#] {
        let server = Server::json(404, body).await;
        let public = Client::builder().base_url(&server.url).publishable_api_key("pk").build().expect("a client");
        assert_eq!(public.check_credentials().await.expect_err(body).kind(), ErrorKind::NotFound, "{body}");
    }
}

#[tokio::test]
async fn each_credential_of_a_client_is_checked() {
    let (sandbox, _client) = sandbox().await;
    let both = |key: &str| {
        let builder = Client::builder().base_url(sandbox.url()).secret_api_key(sandbox.secret_api_key());
        builder.publishable_api_key(key).build().expect("a client")
    };
    both(sandbox.publishable_api_key()).check_credentials().await.expect("both are valid");
    let error = both("pk_wrong").check_credentials().await.expect_err("one is wrong");
    assert_eq!(error.kind(), ErrorKind::Unauthorized);
    assert!(error.to_string().contains("publishable_api_key: 401"), "{error}");
}

#[tokio::test]
async fn a_client_with_a_session_sends_its_jwt_for_its_organization() {
    let (sandbox, client) = sandbox().await;
    let session = client.customer_session("cus-1").permissions(["*"]).open().await.expect("a session");
    let other = client.with_organization("org-2").expect("a client");
    let customer = other.with_session(&session).expect("a client");
    assert_eq!(customer.organization_id(), Some("org-1"));
    customer.get_credential_collection().send().await.expect("the JWT allows it");
    let sent = sandbox.requests().pop().expect("a request");
    assert!(sent.path.starts_with("/organizations/org-1/"), "{sent:?}");
    assert_eq!(sent.headers.get("reb-apikey"), None, "the JWT alone");
}

#[tokio::test]
async fn a_client_with_a_session_ends_with_it() {
    let end = Utc::now() + Duration::from_secs(60);
    let exchange = format!(r#"{{"token":"opaque","expiredTime":"{}"}}"#, end.to_rfc3339());
    let server = replying(r#"{"token":"t"}"#, 201, &exchange).await;
    let client = support_client(&server.url);
    let session = complete(&client).await;
    let customer = client.with_session(&session).expect("a client");
    let get = || customer.get_credential().id("cred-1").send();
    assert_eq!(get().await.expect_err("no credential").kind(), ErrorKind::Decode);
    advance(61).await;
    assert_eq!(get().await.expect_err("the session has ended").kind(), ErrorKind::SessionExpired);
}

#[tokio::test]
async fn a_session_whose_jwt_is_rejected_opens_again_unless_the_customer_logged_in() {
    let server = Server::start(|requests| {
        let last = requests.last().expect("a request");
        match (last.method(), last.header("authorization")) {
            // The number of the request: 1, 2, 4, 5, 7 and 8 are logins and exchanges.
            ("POST", _) => response(201, &[], format!(r#"{{"token":"jwt-{}"}}"#, requests.len())),
            (_, Some("Bearer jwt-5")) => response(200, &[], r#"{"username":"jane","customerId":"cus-1"}"#),
            _ => response(401, &[], ""),
        }
    });
    let server = server.await;
    let client = support_client(&server.url).with_retry_policy(without_waits());
    let session = storefront(&client).await;
    let customer = client.with_session(&session).expect("a client");
    customer.get_credential().id("cred-1").send().await.expect("a credential with another JWT");
    assert_eq!((server.requests().len(), session.jwt().await.expect("a JWT")), (6, "jwt-5".into()));

    let session = complete(&client).await;
    let customer = client.with_session(&session).expect("a client");
    let error = customer.get_credential().id("cred-1").send().await.expect_err("a rejected JWT");
    assert_eq!((error.kind(), session.jwt().await.expect("a JWT")), (ErrorKind::Unauthorized, "jwt-8".into()));
    assert_eq!(server.requests().len(), 9, "the session has no other JWT, so there is no retry");
}

/// A server that accepts the second JWT of a session, and refuses requests without a JWT for a while.
async fn accepting_the_second_jwt() -> Server {
    let server = Server::start(|requests| {
        let last = requests.last().expect("a request");
        let posts = requests.iter().filter(|request| request.method() == "POST").count();
        match (last.method(), last.header("authorization")) {
            ("POST", _) => response(201, &[], format!(r#"{{"token":"jwt-{posts}"}}"#)),
            (_, Some("Bearer jwt-4")) => response(200, &[], r#"{"username":"jane","customerId":"cus-1"}"#),
            (_, Some(_)) => response(401, &[], ""),
            _ => response(503, &[], ""),
        }
    });
    server.await
}

#[tokio::test]
async fn the_clients_of_a_session_replace_a_rejected_jwt_once_and_share_its_retry() {
    let server = accepting_the_second_jwt().await;
    let client = support_client(&server.url).with_retry_policy(without_waits());
    let session = storefront(&client).await;
    // More than the retry budget allows.
    let customers = (0..150).map(|_| client.with_session(&session).expect("a client").get_credential());
    let outcomes = join_all(customers.map(|request| request.id("cred-1").send())).await;
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    assert_eq!(server.requests().iter().filter(|request| request.method() == "POST").count(), 4);
}

#[tokio::test]
async fn a_spent_budget_delays_the_next_jwt_by_a_minute_if_each_request_has_a_client() {
    let server = accepting_the_second_jwt().await;
    let client = support_client(&server.url).with_retry_policy(without_waits());
    let session = storefront(&client).await;
    for _ in 0..100 {
        client.get_credential().id("cred-1").send().await.expect_err("503");
    }
    let get = || client.with_session(&session).expect("a client").get_credential().id("cred-1").send();
    assert_eq!(get().await.expect_err("no retry").kind(), ErrorKind::Unauthorized);
    advance(61).await;
    get().await.expect("a credential with another JWT");
}

#[tokio::test]
async fn a_client_with_a_short_timeout_begins_no_second_refresh_beside_one_in_flight() {
    let (server, session) = session_refreshed_by(|| hang_after("")).await;
    advance(3_700).await;
    let client = support_client(&server.url).with_attempt_timeout(Duration::from_millis(100));
    let customer = client.with_session(&session).expect("a client");
    for _ in 0..3 {
        customer.get_credential().id("cred-1").send().await.expect_err("no JWT in time");
    }
    assert_eq!(server.requests().len(), 3, "two for the first JWT, and the login of one refresh");
}

#[tokio::test]
async fn the_rejected_jwts_of_customers_leave_the_retry_budget_to_others() {
    let server = Server::start(|requests| match requests.last().and_then(|last| last.header("authorization")) {
        Some(_) => response(401, &[], ""),
        None if requests.len() == 201 => response(503, &[], ""),
        None => response(200, &[], r#"{"username":"jane","customerId":"cus-1"}"#),
    });
    let server = server.await;
    let client = support_client(&server.url).with_retry_policy(without_waits());
    let customer = client.with_session(&CustomerSession::from_jwt("jwt-1").expect("a session")).expect("a client");
    for _ in 0..200 {
        customer.get_credential().id("cred-1").send().await.expect_err("a rejected JWT");
    }
    client.get_credential().id("cred-1").send().await.expect("a credential after a retry");
    assert_eq!(server.requests().len(), 202);
}

#[tokio::test]
async fn a_client_with_a_session_keeps_a_jwt_whose_refresh_has_failed() {
    let (server, session) = session_refreshed_by(|| response(500, &[], "")).await;
    let customer = support_client(&server.url).with_session(&session).expect("a client");
    let get = || customer.get_credential().id("cred-1").send();
    assert_eq!(get().await.expect_err("a 500").kind(), ErrorKind::Server);
    advance(3_575).await;
    session.jwt().await.expect("it is valid");
    assert_eq!(get().await.expect_err("a 500").kind(), ErrorKind::Server);
    session.jwt().await.expect("it is still valid");
}

/// A client whose secret API key was rotated after the provider had returned it.
async fn rotated() -> (Sandbox, Client) {
    let (sandbox, _) = sandbox().await;
    let (key, count) = (sandbox.secret_api_key().to_owned(), Arc::new(AtomicUsize::new(0)));
    let provider = move || {
        let key = if count.fetch_add(1, Ordering::Relaxed) == 0 { "sk_old".to_owned() } else { key.clone() };
        async { Ok::<_, Error>(key) }
    };
    let client = Client::builder().base_url(sandbox.url()).secret_api_key_provider(provider);
    (sandbox, client.organization_in_path("org-1").build().expect("a client"))
}

#[tokio::test]
async fn a_login_that_the_api_rejects_as_invalid_is_refused() {
    for status in [400, 401, 422] {
        let server = Server::json(status, r#"{"title": "no", "invalidFields": [{"field": "password"}]}"#).await;
        let error = support_client(&server.url).log_in("jane", "a guess").await.expect_err("a wrong password");
        assert_eq!((error.kind(), error.problem().is_some()), (ErrorKind::LoginRefused, true), "{status}");
    }
}

#[tokio::test]
async fn a_session_reads_a_rotated_api_key_again() {
    let (_sandbox, client) = rotated().await;
    storefront(&client).await.jwt().await.expect("a JWT");
}

#[tokio::test]
async fn a_login_with_a_password_has_a_rotated_api_key_after_a_refusal_that_is_a_minute_old() {
    let (sandbox, client) = rotated().await;
    for _ in 0..2 {
        let error = client.log_in("jane", "correct horse").await.expect_err("the key is wrong");
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::LoginRefused, 1));
        advance(61).await;
    }
    let login = client.log_in("jane", "correct horse").await.expect("a login");
    assert!(matches!(login, Login::Complete(_)), "{login:?}");
    assert_eq!(logins(&sandbox), 3);
}

#[tokio::test]
async fn a_link_reads_a_rotated_api_key_again() {
    let (sandbox, client) = rotated().await;
    let own = client_of(&sandbox);
    let login = own.post_authentication_token().body_map(|body| body.passwordless(|it| it.customer_id("cus-1")));
    let login = login.send().await.expect("a login");
    client.resume_login(login.token().expect("a token").clone()).open().await.expect("a session");
}

#[tokio::test]
async fn a_session_is_opened_without_a_one_time_password_only_if_that_is_said() {
    let (_sandbox, client) = sandbox().await;
    client.put_authentication_option().body_map(|it| it.otp_required(true)).send().await.expect("options");
    let error = client.customer_session("cus-1").await.expect_err("nobody can enter the code");
    assert_eq!(error.kind(), ErrorKind::Forbidden);
    assert!(error.to_string().ends_with("see without_one_time_password()"), "{error}");
    client.customer_session("cus-1").without_one_time_password().await.expect("a session");
}

/// The value of the header `x-request-id` of each login and each exchange.
fn request_ids(sandbox: &Sandbox) -> Vec<Option<String>> {
    let requests = sandbox.requests().into_iter().filter(|it| it.path.contains("/authentication-tokens"));
    requests.map(|request| request.header("x-request-id").map(str::to_owned)).collect()
}

fn request_id(id: &str) -> RequestOptions {
    RequestOptions::new().header("x-request-id", id)
}

#[tokio::test]
async fn the_options_of_a_session_apply_to_its_first_requests_and_to_each_refresh() {
    let (sandbox, client) = sandbox().await;
    let session = client.customer_session("cus-1").options(request_id("r-1")).open().await.expect("a session");
    advance(3_590).await;
    session.jwt().await.expect("a JWT");
    assert_eq!(request_ids(&sandbox), vec![Some("r-1".to_owned()); 4]);
}

#[tokio::test]
async fn the_options_of_a_login_apply_to_its_exchange_unless_the_pending_login_has_its_own() {
    let (sandbox, client) = sandbox().await;
    let login = client.log_in("jane", "correct horse").require_one_time_password().options(request_id("r-1"));
    let Login::OneTimePasswordRequired(pending) = login.await.expect("a login") else {
        panic!("no second factor");
    };
    pending.submit("000000").await.err();
    pending.clone().options(request_id("r-2")).submit("000000").await.err();
    assert_eq!(request_ids(&sandbox), ["r-1", "r-1", "r-2"].map(|id| Some(id.to_owned())));
}

#[tokio::test]
async fn a_pending_login_is_completed_by_another_client_with_its_token_and_new_settings() {
    let (sandbox, client) = sandbox().await;
    let first = pending(&client).await;
    assert!(first.expires_at().is_some_and(|end| end > SystemTime::now().into()));
    let token = first.token().expose_secret().to_owned();
    drop((client, first));

    let other = client_of(&sandbox);
    let code = sandbox.one_time_password(&token).expect("a one-time password");
    let resumed =
        other.resume_login(token).permissions(permissions::PAYMENT_FORM).custom_claims(json!({"websiteId": "site-1"}));
    assert_eq!(resumed.expires_at(), None);
    let session = resumed.submit(code).await.expect("a session");
    assert_eq!(session.customer_id().as_deref(), Some("cus-1"));
    let body = &exchanges(&sandbox)[0];
    assert_eq!(body["acl"][0]["permissions"], json!(permissions::PAYMENT_FORM));
    assert_eq!(body["customClaims"], json!({"websiteId": "site-1"}));
}

#[tokio::test]
async fn a_token_without_a_second_factor_opens_one_session() {
    let (_sandbox, client) = sandbox().await;
    let login = client.post_authentication_token().body_map(|body| body.passwordless(|it| it.customer_id("cus-1")));
    let link = client.resume_login(login.send().await.expect("a login").token().expect("a token").clone());
    assert_eq!(link.open().await.expect("a session").customer_id().as_deref(), Some("cus-1"));
    assert_eq!(link.open().await.expect_err("a used token").kind(), ErrorKind::NotFound);
    let error = pending(&client).await.open().await.expect_err("a second factor is outstanding");
    assert_eq!(error.kind(), ErrorKind::Forbidden);
    assert!(error.to_string().ends_with("; the login may require a one-time password"), "{error}");
}

#[tokio::test]
async fn a_login_that_the_api_does_not_know_cannot_be_resumed() {
    let (_sandbox, client) = sandbox().await;
    let error = client.resume_login("unknown").submit("123456").await.expect_err("no login");
    assert_eq!(error.kind(), ErrorKind::NotFound);
    let error = client.resume_login("").submit("123456").await.expect_err("no token");
    assert_eq!((error.kind(), error.may_have_been_sent()), (ErrorKind::InvalidRequest, false));
}

#[tokio::test]
async fn a_refused_login_without_a_password_does_not_blame_the_customer() {
    let (_sandbox, client) = sandbox().await;
    let wrong = client.with_secret_api_key("sk_wrong").expect("a client");
    let login = wrong.post_authentication_token().body_map(|it| it.passwordless(|it| it.customer_id("cus-1")));
    let error = login.send().await.expect_err("a wrong API key");
    assert_eq!(error.kind(), ErrorKind::LoginRefused);
    assert!(error.to_string().contains("either the customer's credentials or the client's API key"), "{error}");
    assert!(error.to_string().contains("check_credentials()"), "{error}");
}
