//! What each operation sends, and what it makes of each answer, for all operations of the document.

use std::future::Future;
use std::pin::Pin;

use crate::support::server::Nobody;
use crate::support::stub::{Stub, respond};
use rebilly_customer_auth::{
    Client, Error, ErrorKind, OPERATIONS, Operation, ResponseValue, RetryPolicy, SecurityScheme,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

type Outcome = Result<(u16, Value), Error>;
type Call = fn(Client) -> Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// One operation: how it is called, and what must be on the wire.
struct Row {
    id: &'static str,
    call: Call,
    path: &'static str,
    query: Option<&'static str>,
    body: Option<Value>,
    status: u16,
    answer: Option<Value>,
    /// What the answer looks like when decoded and written again.
    decoded: Value,
}

impl Row {
    /// A server that answers as this row says.
    async fn stub(&self) -> Stub {
        let answer = self.answer.as_ref().map(Value::to_string).unwrap_or_default();
        Stub::with_json(self.status, &answer).await
    }
}

fn outcome<T: serde::Serialize>(answer: ResponseValue<T>) -> (u16, Value) {
    let status = answer.status().as_u16();
    (status, serde_json::to_value(answer.into_inner()).expect("JSON"))
}

macro_rules! call {
    (|$client:ident| $call:expr) => {
        |$client: Client| Box::pin(async move { $call.send().await.map(outcome) })
    };
}

/// As the real API answers: all readOnly members, no writeOnly ones, nullable times, unknown members and relations.
fn credential() -> Value {
    json!({
        "id": "cred-1", "username": "jane", "customerId": "cus-1", "expiredTime": null, "newMember": {"a": [1]},
        "_links": [{"rel": "self", "href": "https://x/credentials/cred-1"}, {"rel": "newRelation", "href": "https://x"}],
    })
}

fn credential_decoded() -> Value {
    json!({
        "id": "cred-1", "username": "jane", "customerId": "cus-1",
        "_links": [{"rel": "self", "href": "https://x/credentials/cred-1"}, {"rel": "newRelation", "href": "https://x"}],
    })
}

fn token() -> Value {
    json!({
        "token": "t-1", "username": "jane", "customerId": "cus-1", "credentialId": "cred-1", "otpRequired": false,
        "expiredTime": "2026-01-02T00:00:00+00:00", "_links": null,
    })
}

fn token_decoded() -> Value {
    json!({
        "token": "t-1", "username": "jane", "customerId": "cus-1", "credentialId": "cred-1", "otpRequired": false,
        "expiredTime": "2026-01-02T00:00:00Z",
    })
}

fn reset_token() -> Value {
    json!({"token": "r-1", "username": "jane", "credentialId": "cred-1", "expiredTime": null, "_links": null})
}

fn reset_token_decoded() -> Value {
    json!({"token": "r-1", "username": "jane", "credentialId": "cred-1"})
}

fn session() -> Value {
    json!({
        "id": "ses-1", "type": "newKind", "token": "jwt-1", "customerId": "cus-1", "customClaims": {"a": {"b": null}},
        "acl": [{"scope": {"planId": ["p"]}, "permissions": ["*"]}], "_links": [{"rel": "customer", "href": "https://x"}],
        "createdTime": "2026-01-01T00:00:00Z", "updatedTime": "2026-01-01T00:00:00Z", "expiredTime": null,
    })
}

fn session_decoded() -> Value {
    let mut session = session();
    session.as_object_mut().expect("an object").remove("expiredTime");
    session
}

fn options() -> Value {
    json!({"passwordPattern": null, "credentialTtl": 1, "authTokenTtl": 2, "resetTokenTtl": 3, "otpRequired": true})
}

fn options_decoded() -> Value {
    json!({"credentialTtl": 1, "authTokenTtl": 2, "resetTokenTtl": 3, "otpRequired": true})
}

fn rows() -> Vec<Row> {
    let credential_body = json!({"username": "jane", "password": "p", "customerId": "cus-1"});
    vec![
        Row {
            id: "GetAuthenticationOption",
            call: call!(|client| client.get_authentication_option()),
            path: "/authentication-options",
            query: None,
            body: None,
            status: 200,
            answer: Some(options()),
            decoded: json!([options_decoded()]),
        },
        Row {
            id: "PutAuthenticationOption",
            call: call!(|client| client.put_authentication_option().body_map(|body| body.reset_token_ttl(3))),
            path: "/authentication-options",
            query: None,
            body: Some(json!({"resetTokenTtl": 3})),
            status: 200,
            answer: Some(options()),
            decoded: options_decoded(),
        },
        Row {
            id: "GetAuthenticationTokenCollection",
            call: call!(|client| client.get_authentication_token_collection().limit(5).offset(10)),
            path: "/authentication-tokens",
            query: Some("limit=5&offset=10"),
            body: None,
            status: 200,
            answer: Some(json!([token()])),
            decoded: json!([token_decoded()]),
        },
        Row {
            id: "PostAuthenticationToken",
            call: call!(|client| client
                .post_authentication_token()
                .body_map(|body| body.password(|login| login.username("jane").password("p")))),
            path: "/authentication-tokens",
            query: None,
            body: Some(json!({"mode": "password", "username": "jane", "password": "p"})),
            status: 201,
            answer: Some(token()),
            decoded: token_decoded(),
        },
        Row {
            id: "GetAuthenticationTokenVerification",
            call: call!(|client| client.get_authentication_token_verification().token("t/1")),
            path: "/authentication-tokens/t%2F1",
            query: None,
            body: None,
            status: 200,
            answer: Some(token()),
            decoded: token_decoded(),
        },
        Row {
            id: "DeleteAuthenticationToken",
            call: call!(|client| client.delete_authentication_token().token("t-1")),
            path: "/authentication-tokens/t-1",
            query: None,
            body: None,
            status: 204,
            answer: None,
            decoded: json!(null),
        },
        Row {
            id: "PostAuthenticationTokenExchange",
            call: call!(|client| client
                .post_authentication_token_exchange()
                .token("t-1")
                .body_map(|body| body.invalidate(false).one_time_password("123456"))),
            path: "/authentication-tokens/t-1/exchange",
            query: None,
            body: Some(json!({"invalidate": false, "oneTimePassword": "123456"})),
            status: 201,
            answer: Some(session()),
            decoded: session_decoded(),
        },
        Row {
            id: "GetCredentialCollection",
            call: call!(|client| client.get_credential_collection()),
            path: "/credentials",
            query: None,
            body: None,
            status: 200,
            answer: Some(json!([credential(), credential()])),
            decoded: json!([credential_decoded(), credential_decoded()]),
        },
        Row {
            id: "PostCredential",
            call: call!(|client| client
                .post_credential()
                .body_map(|body| body.username("jane").password("p").customer_id("cus-1"))),
            path: "/credentials",
            query: None,
            body: Some(credential_body.clone()),
            status: 201,
            answer: Some(credential()),
            decoded: credential_decoded(),
        },
        Row {
            id: "GetCredential",
            call: call!(|client| client.get_credential().id("cred-1")),
            path: "/credentials/cred-1",
            query: None,
            body: None,
            status: 200,
            answer: Some(credential()),
            decoded: credential_decoded(),
        },
        Row {
            id: "PutCredential",
            call: call!(|client| client
                .put_credential()
                .id("cred-1")
                .body_map(|body| body.username("jane").password("p").customer_id("cus-1"))),
            path: "/credentials/cred-1",
            query: None,
            body: Some(credential_body),
            status: 201,
            answer: Some(credential()),
            decoded: credential_decoded(),
        },
        Row {
            id: "DeleteCredential",
            call: call!(|client| client.delete_credential().id("cred-1")),
            path: "/credentials/cred-1",
            query: None,
            body: None,
            status: 204,
            answer: None,
            decoded: json!(null),
        },
        Row {
            id: "GetPasswordTokenCollection",
            call: call!(|client| client.get_password_token_collection().offset(3)),
            path: "/password-tokens",
            query: Some("offset=3"),
            body: None,
            status: 200,
            answer: Some(json!([reset_token()])),
            decoded: json!([reset_token_decoded()]),
        },
        Row {
            id: "PostPasswordToken",
            call: call!(|client| client.post_password_token().body_map(|body| body.username("jane"))),
            path: "/password-tokens",
            query: None,
            body: Some(json!({"username": "jane"})),
            status: 201,
            answer: Some(reset_token()),
            decoded: reset_token_decoded(),
        },
        Row {
            id: "GetPasswordToken",
            call: call!(|client| client.get_password_token().id("r-1")),
            path: "/password-tokens/r-1",
            query: None,
            body: None,
            status: 200,
            answer: Some(reset_token()),
            decoded: reset_token_decoded(),
        },
        Row {
            id: "DeletePasswordToken",
            call: call!(|client| client.delete_password_token().id("r-1")),
            path: "/password-tokens/r-1",
            query: None,
            body: None,
            status: 204,
            answer: None,
            decoded: json!(null),
        },
    ]
}

/// The row of every operation of the document. One that has none fails the test.
fn covered() -> Vec<(&'static Operation, Row)> {
    let mut rows = rows();
    let covered: Vec<_> = OPERATIONS
        .iter()
        .map(|operation| {
            let index = rows.iter().position(|row| row.id == operation.id);
            (operation, rows.swap_remove(index.unwrap_or_else(|| panic!("{} has no row", operation.id))))
        })
        .collect();
    assert!(rows.is_empty(), "rows of no operation");
    covered
}

fn client(stub: &Stub, schemes: &[SecurityScheme]) -> Client {
    let builder = Client::builder().base_url(&stub.url).retry_policy(RetryPolicy::none());
    let builder = schemes.iter().fold(builder, |builder, scheme| match scheme {
        SecurityScheme::SecretApiKey => builder.secret_api_key("secret"),
        SecurityScheme::Jwt => builder.jwt("jwt"),
        SecurityScheme::PublishableApiKey => builder.publishable_api_key("public"),
        _ => panic!("{scheme:?} is new"),
    });
    builder.build().expect("a client")
}

/// The two headers that carry keys, as they must be for one scheme.
fn key_headers(scheme: SecurityScheme) -> (Option<&'static str>, Option<&'static str>) {
    match scheme {
        SecurityScheme::SecretApiKey => (Some("secret"), None),
        SecurityScheme::Jwt => (None, Some("Bearer jwt")),
        SecurityScheme::PublishableApiKey => (None, Some("public")),
        _ => panic!("{scheme:?} is new"),
    }
}

#[tokio::test]
async fn every_operation_sends_what_the_document_says_and_decodes_what_the_real_api_answers() {
    for (operation, row) in covered() {
        let stub = row.stub().await;
        for scheme in operation.security {
            let (status, decoded) = (row.call)(client(&stub, &[*scheme])).await.expect(row.id);
            assert_eq!((status, &decoded), (row.status, &row.decoded), "{}", row.id);

            let request = stub.requests().pop().expect("a request");
            assert_eq!(request.method, operation.method, "{}", row.id);
            assert_eq!((request.uri.path(), request.uri.query()), (row.path, row.query), "{}", row.id);
            let keys = (request.header("reb-apikey"), request.header("authorization"));
            assert_eq!(keys, key_headers(*scheme), "{}", row.id);
            let body = (!request.body.is_empty()).then(|| serde_json::from_slice(&request.body).expect("JSON"));
            assert_eq!(body, row.body, "{}", row.id);
        }
    }
}

#[tokio::test]
async fn no_header_is_sent_that_neither_the_document_nor_http_asks_for() {
    for (_, row) in covered() {
        let stub = row.stub().await;
        (row.call)(client(&stub, &[SecurityScheme::SecretApiKey])).await.expect(row.id);
        let request = stub.requests().pop().expect("a request");
        let mut names: Vec<&str> = request.headers.keys().map(|name| name.as_str()).collect();
        names.retain(|name| !["accept", "accept-encoding", "host", "user-agent", "reb-apikey"].contains(name));
        // A POST without a body would need its length; one with a body has a type too.
        let expected: &[&str] = if row.body.is_some() { &["content-type", "content-length"] } else { &[] };
        assert!(names.iter().all(|name| expected.contains(name)), "{}: {names:?}", row.id);
        let user_agent = concat!("rebilly-customer-auth/", env!("CARGO_PKG_VERSION"));
        assert_eq!(request.header("user-agent"), Some(user_agent));
        assert_eq!(request.header("accept"), Some("application/json"));
        assert_eq!(request.header("accept-encoding"), Some("identity"), "no body that would have to be decoded");
    }
}

#[tokio::test]
async fn of_all_configured_keys_only_the_first_accepted_one_is_sent() {
    for (operation, row) in covered() {
        let stub = row.stub().await;
        (row.call)(client(&stub, &SecurityScheme::ALL)).await.expect(row.id);
        let request = stub.requests().pop().expect("a request");
        let keys = (request.header("reb-apikey"), request.header("authorization"));
        assert_eq!(keys, key_headers(operation.security[0]), "{}", row.id);
    }
}

#[tokio::test]
async fn without_an_accepted_key_nothing_is_sent_and_the_error_names_the_accepted_schemes() {
    let stub = Stub::with_json(200, "{}").await;
    for (operation, row) in covered() {
        let others: Vec<SecurityScheme> =
            SecurityScheme::ALL.into_iter().filter(|scheme| !operation.security.contains(scheme)).collect();
        let error = (row.call)(client(&stub, &others)).await.expect_err(row.id);
        assert_eq!((error.kind(), error.may_have_been_sent()), (ErrorKind::MissingCredentials, false), "{}", row.id);
        assert_eq!(error.operation_id(), Some(row.id));
        for scheme in operation.security {
            assert!(error.to_string().contains(scheme.setter()), "{error}");
        }
    }
    assert_eq!(stub.requests().len(), 0);
}

fn kind_of(operation: &Operation, status: u16) -> ErrorKind {
    match status {
        401 if operation.sends_customer_credentials => ErrorKind::LoginRefused,
        401 => ErrorKind::Unauthorized,
        403 => ErrorKind::Forbidden,
        404 => ErrorKind::NotFound,
        409 => ErrorKind::Conflict,
        422 => ErrorKind::Validation,
        429 => ErrorKind::RateLimited,
        500..=599 => ErrorKind::Server,
        _ => ErrorKind::UnexpectedStatus,
    }
}

#[tokio::test]
async fn every_documented_error_status_is_a_typed_problem_of_its_kind() {
    for (operation, row) in covered() {
        assert!(operation.error_statuses.contains(&401), "{}", row.id);
        for status in operation.error_statuses.iter().copied().chain([500, 503]) {
            let problem = json!({
                "type": "about:blank", "title": "Refused", "status": status, "traceId": "trace-1",
                "invalidFields": [{"field": "username", "message": "taken"}],
            });
            let stub = Stub::with_json(status, &problem.to_string()).await;
            let error = (row.call)(client(&stub, &[SecurityScheme::SecretApiKey])).await.expect_err(row.id);
            assert_eq!(
                (error.kind(), error.status().map(|s| s.as_u16())),
                (kind_of(operation, status), Some(status)),
                "{}",
                row.id
            );
            assert_eq!(error.operation_id(), Some(row.id));
            assert!(error.may_have_been_sent());
            let problem = error.problem().expect("a problem");
            assert_eq!(problem.title.as_deref(), Some("Refused"));
            assert_eq!(problem.invalid_fields[0].field.as_deref(), Some("username"));
            assert_eq!(problem.extra["traceId"], "trace-1");
        }
    }
}

#[tokio::test]
async fn refused_fields_are_named_unless_the_spec_does_not_know_them() {
    let problem = r#"{"invalidFields": [{"field": "acl.0.scope"}, {"field": "hunter2"}, {"message": "?"}]}"#;
    let stub = Stub::with_json(422, problem).await;
    let client = client(&stub, &[SecurityScheme::SecretApiKey]);
    let error = client.get_credential().id("cred-1").send().await.expect_err("422");
    let message = error.to_string();
    assert!(message.ends_with("422 Unprocessable Entity: not accepted: acl.0.scope; problem() says why"), "{message}");
}

#[tokio::test]
async fn an_error_body_that_is_no_problem_keeps_the_status_and_the_kind() {
    let operation = OPERATIONS.iter().find(|operation| operation.id == "GetCredential").expect("an operation");
    let bodies: [&[u8]; 5] = [b"<html>Bad Gateway</html>", b"", b"{\"title\": \"cut", b"\xff\xfe", b"[]"];
    for body in bodies {
        for status in [401, 404, 502] {
            let stub = Stub::answering(move |_| respond(status, &[("content-type", "text/html")], body)).await;
            let client = client(&stub, &[SecurityScheme::SecretApiKey]);
            let error = client.get_credential().id("cred-1").send().await.expect_err("an error status");
            assert_eq!((error.kind(), error.status().map(|s| s.as_u16())), (kind_of(operation, status), Some(status)));
            assert!(error.problem().is_none());
        }
    }
}

#[tokio::test]
async fn the_options_are_a_list_whether_the_api_answers_a_list_or_one_object() {
    for answer in [options(), json!([options()])] {
        let stub = Stub::with_json(200, &answer.to_string()).await;
        let client = client(&stub, &[SecurityScheme::SecretApiKey]);
        let options = client.get_authentication_option().send().await.expect("options");
        assert_eq!((options.len(), options[0].auth_token_ttl), (1, Some(2)));
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_decoded_names_the_place_and_shows_no_value() {
    let answer = json!([{"username": "jane", "customerId": {"canary": 1}, "id": "canary"}]).to_string();
    let stub = Stub::with_json(200, &answer).await;
    let client = client(&stub, &[SecurityScheme::SecretApiKey]);
    let error = client.get_credential_collection().send().await.expect_err("no list of credentials");
    assert_eq!((error.kind(), error.status().map(|status| status.as_u16())), (ErrorKind::Decode, Some(200)));
    assert!(error.to_string().contains("GetCredentialCollection"), "{error}");
    assert!(error.to_string().contains("$[0].customerId"), "{error}");
    assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
}

#[tokio::test]
async fn a_passwordless_login_writes_its_mode_itself() {
    let stub = Stub::with_json(201, &token().to_string()).await;
    let client = client(&stub, &[SecurityScheme::SecretApiKey]);
    let login = client.post_authentication_token();
    login.body_map(|body| body.passwordless(|login| login.customer_id("cus-1"))).send().await.expect("a token");
    let body: Value = serde_json::from_slice(&stub.requests()[0].body).expect("JSON");
    assert_eq!(body, json!({"mode": "passwordless", "customerId": "cus-1"}));
}

#[tokio::test]
async fn a_connection_that_cannot_be_made_means_that_nothing_was_sent() {
    let nobody = Nobody::new();
    let builder = Client::builder().base_url(&nobody.url).secret_api_key("secret").retry_policy(RetryPolicy::none());
    let client = builder.build().expect("a client");
    let body = client.post_credential().body_map(|body| body.username("a").password("canary").customer_id("c"));
    let error = body.send().await.expect_err("nobody listens");
    assert_eq!((error.kind(), error.may_have_been_sent(), error.is_retryable()), (ErrorKind::Connect, false, true));
    assert!(!format!("{error} {error:?}").contains("canary"));
}

#[tokio::test]
async fn a_missing_parameter_fails_before_anything_is_sent() {
    let stub = Stub::with_json(200, "{}").await;
    let client = client(&stub, &[SecurityScheme::SecretApiKey]);
    let error = client.get_credential().send().await.expect_err("no id");
    assert_eq!((error.kind(), error.operation_id()), (ErrorKind::InvalidRequest, Some("GetCredential")));
    let error = client.post_credential().send().await.expect_err("no body");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    let error = client.post_authentication_token().send().await.expect_err("no body");
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
    assert_eq!(stub.requests().len(), 0);
}

#[tokio::test]
async fn the_organization_goes_into_the_path_below_the_base_url() {
    let stub = Stub::with_json(200, &credential().to_string()).await;
    let client = Client::builder().base_url(format!("{}/v2.1", stub.url)).secret_api_key("secret");
    let client = client.organization_in_path("org/1").build().expect("a client");
    client.get_credential().id("a").send().await.expect("a credential");
    assert_eq!(stub.requests()[0].uri.path(), "/v2.1/organizations/org%2F1/credentials/a");
    assert_eq!(stub.requests()[0].header("organization-id"), None);
}

#[tokio::test]
async fn a_prefix_stands_before_the_two_api_keys() {
    let stub = Stub::with_json(200, &token().to_string()).await;
    let builder = || Client::builder().base_url(&stub.url);
    let secret = builder().secret_api_key("secret").secret_api_key_prefix("Token").build().expect("a client");
    secret.get_authentication_token_verification().token("t").send().await.expect("a token");
    assert_eq!(stub.requests()[0].header("reb-apikey"), Some("Token secret"));
    let public = builder().publishable_api_key("public").publishable_api_key_prefix("Token").build().expect("a client");
    public.get_authentication_token_verification().token("t").send().await.expect("a token");
    assert_eq!(stub.requests()[1].header("authorization"), Some("Token public"));
}

#[tokio::test]
async fn an_own_http_client_and_user_agent_are_used() {
    let stub = Stub::with_json(200, &credential().to_string()).await;
    let mut headers = reqwest::header::HeaderMap::new();
    headers.insert("x-own", reqwest::header::HeaderValue::from_static("yes"));
    let builder = Client::builder().base_url(&stub.url).secret_api_key("secret");
    let http = move |http: reqwest::ClientBuilder| http.default_headers(headers.clone());
    let client = builder.configure_http_client(http).user_agent("shop/1.0").build().expect("a client");
    client.get_credential().id("a").send().await.expect("a credential");
    let request = stub.requests().pop().expect("a request");
    assert_eq!((request.header("x-own"), request.header("user-agent")), (Some("yes"), Some("shop/1.0")));
}

#[tokio::test]
async fn an_answer_has_its_status_headers_and_rate_limit() {
    let stub = Stub::answering(|_| {
        let headers = [("x-ratelimit-limit", "3000"), ("x-ratelimit-remaining", "7"), ("location", "https://x/c/1")];
        respond(201, &headers, credential().to_string())
    })
    .await;
    let client = client(&stub, &[SecurityScheme::SecretApiKey]);
    let call = client.post_credential().body_map(|body| body.username("a").password("p").customer_id("c"));
    let answer = call.send().await.expect("a credential");
    let limit = answer.rate_limit().expect("a rate limit");
    assert_eq!((answer.status().as_u16(), limit.limit(), limit.remaining()), (201, Some(3000), Some(7)));
    assert_eq!(answer.headers()["location"], "https://x/c/1");
    assert!(!format!("{answer:?}").contains("https://x/c/1"), "the URL of what was created may hold a token");
}

#[tokio::test]
async fn futures_can_be_sent_to_another_task_with_a_cheap_clone() {
    let stub = Stub::with_json(200, &credential().to_string()).await;
    let client = client(&stub, &[SecurityScheme::SecretApiKey]);
    let tasks: Vec<_> = (0..4)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.get_credential().id("a").send().await.map(|answer| answer.status()) })
        })
        .collect();
    for task in tasks {
        task.await.expect("no panic").expect("a credential");
    }
    assert_eq!(stub.requests().len(), 4);
}

#[test]
fn the_client_says_which_document_it_was_generated_from() {
    let document = include_bytes!("../../spec/customer-authentication.yaml");
    let digest: String = Sha256::digest(document).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(rebilly_customer_auth::SPEC_SHA256, digest);
}
