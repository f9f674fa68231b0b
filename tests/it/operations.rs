//! The requests that each operation sends and the responses that it decodes.

use rebilly_customer_auth::{Client, ErrorKind, Operation, SecurityScheme};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::client::{bare, builder, client};
use crate::support::operations::{CREDENTIAL, Inputs, Row, every_operation};
use crate::support::server::{Server, response};

/// A response as the real API sends it, with unknown members, unknown enum values and `null`, and its decoded value.
fn real_response(operation: &Operation) -> (u16, Value, Value) {
    let links = json!([{"rel": "self", "href": "https://x/1"}, {"rel": "newRelation", "href": "https://x"}]);
    let (unknown, decoded) = match operation.id {
        _ if operation.method == "DELETE" => return (204, Value::Null, Value::Null),
        "GetAuthenticationOption" | "PutAuthenticationOption" => (
            json!({"passwordPattern": null}),
            json!({"credentialTtl": 1, "authTokenTtl": 2, "resetTokenTtl": 3, "otpRequired": true}),
        ),
        "PostAuthenticationTokenExchange" => (
            json!({"expiredTime": null}),
            json!({
                "id": "ses-1", "type": "newKind", "token": "jwt-1", "customerId": "cus-1",
                "customClaims": {"a": {"b": null}}, "acl": [{"scope": {"planId": ["p"]}, "permissions": ["*"]}],
                "_links": [{"rel": "customer", "href": "https://x"}],
                "createdTime": "2026-01-01T00:00:00Z", "updatedTime": "2026-01-01T00:00:00Z",
            }),
        ),
        id if id.contains("AuthenticationToken") => (
            json!({"expiredTime": "2026-01-02T00:00:00+00:00", "_links": null}),
            json!({
                "token": "t-1", "username": "jane", "customerId": "cus-1", "credentialId": "cred-1",
                "otpRequired": false, "expiredTime": "2026-01-02T00:00:00Z",
            }),
        ),
        id if id.contains("PasswordToken") => (
            json!({"expiredTime": null, "_links": null}),
            json!({"token": "r-1", "username": "jane", "credentialId": "cred-1"}),
        ),
        _ => (
            json!({"expiredTime": null, "newMember": {"a": [1]}}),
            json!({"id": "cred-1", "username": "jane", "customerId": "cus-1", "_links": links}),
        ),
    };
    let mut sent = decoded.clone();
    sent.as_object_mut().expect("an object").extend(unknown.as_object().expect("an object").clone());
    let status = if matches!(operation.method.as_str(), "POST" | "PUT") { 201 } else { 200 };
    match operation.id {
        "GetAuthenticationOption" => (status, sent, json!([decoded])),
        id if id.ends_with("Collection") => (status, json!([sent, sent]), json!([decoded, decoded])),
        _ => (status, sent, decoded),
    }
}

async fn real_server(row: &Row) -> Server {
    let (status, body, _) = real_response(row.operation);
    Server::json(status, &if body.is_null() { String::new() } else { body.to_string() }).await
}

fn with_schemes(server: &Server, schemes: &[SecurityScheme]) -> Client {
    let builder = schemes.iter().fold(bare(&server.url), |builder, scheme| match scheme {
        SecurityScheme::SecretApiKey => builder.secret_api_key("secret"),
        SecurityScheme::Jwt => builder.jwt("jwt"),
        SecurityScheme::PublishableApiKey => builder.publishable_api_key("public"),
        _ => panic!("{scheme:?} is new"),
    });
    builder.build().expect("a client")
}

/// The two credential headers of a request.
fn credentials(server: &Server) -> (Option<String>, Option<String>) {
    let request = server.last();
    let header = |name| request.header(name).map(str::to_owned);
    (header("reb-apikey"), header("authorization"))
}

/// The two credential headers that one scheme sends.
fn credentials_of(scheme: SecurityScheme) -> (Option<String>, Option<String>) {
    match scheme {
        SecurityScheme::SecretApiKey => (Some("secret".to_owned()), None),
        SecurityScheme::Jwt => (None, Some("Bearer jwt".to_owned())),
        SecurityScheme::PublishableApiKey => (None, Some("public".to_owned())),
        _ => panic!("{scheme:?} is new"),
    }
}

#[test]
fn a_scheme_has_its_name_in_the_spec_and_knows_whether_its_credential_may_be_public() {
    let schemes: Vec<_> = SecurityScheme::ALL.iter().map(|scheme| (scheme.name(), scheme.is_public())).collect();
    assert_eq!(schemes, [("SecretApiKey", false), ("JWT", false), ("PublishableApiKey", true)]);
}

#[tokio::test]
async fn every_operation_sends_the_documented_request_and_decodes_the_real_response() {
    for row in every_operation() {
        let server = real_server(&row).await;
        let inputs =
            Inputs { path: "t/1".to_owned(), limit: Some(5), offset: Some(10), ..Inputs::valid(row.operation) };
        let path = row.path.replace("{id}", "t%2F1").replace("{token}", "t%2F1");
        let query = if row.operation.id.ends_with("Collection") { "?limit=5&offset=10" } else { "" };
        let (status, _, decoded) = real_response(row.operation);
        // Of all credentials, only the first accepted one is sent.
        let all = [SecurityScheme::ALL];
        for schemes in row.operation.security.iter().chain(&all) {
            let client = with_schemes(&server, schemes);
            let success = (row.send)(client, inputs.clone()).await.expect(row.operation.id);
            assert_eq!((success.status, &success.value), (status, &decoded), "{}", row.operation);
            let request = server.last();
            assert_eq!((request.method(), request.target()), (row.method, format!("{path}{query}").as_str()));
            let sent = if *schemes == all[0] { row.operation.security[0][0] } else { schemes[0] };
            assert_eq!(credentials(&server), credentials_of(sent), "{}", row.operation);
            let body: Value = match request.body.as_str() {
                "" => Value::Null,
                body => serde_json::from_str(body).expect("JSON"),
            };
            assert_eq!(body, inputs.body, "{}", row.operation);
        }
    }
}

#[tokio::test]
async fn only_documented_and_http_headers_are_sent() {
    for row in every_operation() {
        let server = real_server(&row).await;
        row.send_valid(client(&server.url)).await.expect(row.operation.id);
        let request = server.last();
        let mut names: Vec<&str> = request.headers().map(|(name, _)| name).collect();
        names.retain(|name| !["accept", "accept-encoding", "host", "user-agent", "reb-apikey"].contains(name));
        let expected: &[&str] = if request.body.is_empty() { &[] } else { &["content-type", "content-length"] };
        assert!(names.iter().all(|name| expected.contains(name)), "{}: {names:?}", row.operation);
        let user_agent = concat!("rebilly-customer-auth/", env!("CARGO_PKG_VERSION"));
        assert_eq!(request.header("user-agent"), Some(user_agent));
        assert_eq!(request.header("accept"), Some("application/json"));
        assert_eq!(request.header("accept-encoding"), Some("identity"), "no body that would have to be decoded");
    }
}

#[tokio::test]
async fn a_client_names_the_program_that_it_is_for() {
    let server = Server::start(|_| response(204, &[], "")).await;
    let client = builder(&server.url).consumer("my-app").build().expect("a client");
    client.delete_credential().id("a").send().await.expect("deleted");
    let sent = server.last().header("reb-api-consumer").map(str::to_owned).expect("the header");
    assert!(sent.contains("my-app") && sent.contains("rebilly-customer-auth"), "{sent}");
    for refused in ["", "a b", "a\n"] {
        let error = builder(&server.url).consumer(refused).build().expect_err(refused);
        assert!(error.to_string().contains("consumer: "), "{error}");
    }
}

#[tokio::test]
async fn nothing_is_sent_without_an_accepted_credential() {
    let server = Server::json(200, "{}").await;
    for row in every_operation() {
        let accepted = row.operation.security.concat();
        let others: Vec<_> = SecurityScheme::ALL.iter().copied().filter(|scheme| !accepted.contains(scheme)).collect();
        let error = row.send_valid(with_schemes(&server, &others)).await.expect_err(row.operation.id);
        assert_eq!((error.kind(), error.may_have_been_sent()), (ErrorKind::MissingCredentials, false), "{error}");
        assert_eq!(error.operation_id(), Some(row.operation.id));
        assert!(accepted.iter().all(|scheme| error.to_string().contains(scheme.setter())), "{error}");
    }
    assert_eq!(server.requests().len(), 0);
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
async fn every_documented_error_status_has_its_kind() {
    for row in every_operation() {
        assert!(row.operation.error_statuses.contains(&401), "{}", row.operation);
        for status in row.operation.error_statuses.iter().copied().chain([500, 503]) {
            let server = Server::json(status, "{}").await;
            let error = row.send_valid(client(&server.url)).await.expect_err(row.operation.id);
            let found = (error.kind(), error.status().map(|status| status.as_u16()), error.operation_id());
            assert_eq!(found, (kind_of(row.operation, status), Some(status), Some(row.operation.id)));
            assert!(error.may_have_been_sent());
        }
    }
}

#[tokio::test]
async fn rejected_fields_are_named_when_the_spec_defines_them() {
    // Digits that may be those of a one-time password or of a card number are not shown.
    let problem = r#"{"invalidFields": [{"field": "acl.0.scope"}, {"field": "hunter2"}, {"message": "?"},
        {"field": "1234"}, {"field": "12"}, {"field": "oneTimePassword.9876"}, {"field": "acl.41.11.41"}]}"#;
    let server = Server::json(422, problem).await;
    let error = client(&server.url).get_credential().id("cred-1").send().await.expect_err("422");
    let message = error.to_string();
    assert!(message.ends_with("422 Unprocessable Entity: rejected fields: acl.0.scope; see problem()"), "{message}");
}

#[tokio::test]
async fn a_response_has_its_status_headers_and_rate_limit() {
    let server = Server::start(|_| {
        let headers = [("x-ratelimit-limit", "3000"), ("x-ratelimit-remaining", "7"), ("location", "https://x/c/1")];
        response(201, &headers, CREDENTIAL)
    })
    .await;
    let client = client(&server.url);
    let request = client.post_credential().body_map(|body| body.username("a").password("p").customer_id("c"));
    let response = request.send().await.expect("a credential");
    let limit = response.rate_limit().expect("a rate limit");
    assert_eq!((response.status().as_u16(), limit.limit(), limit.remaining()), (201, Some(3000), Some(7)));
    assert_eq!(response.headers()["location"], "https://x/c/1");
    assert!(!format!("{response:?}").contains("https://x/c/1"), "the URL of a new resource may contain a token");
}

#[tokio::test]
async fn a_member_that_the_spec_does_not_define_is_in_the_body_and_not_in_the_debug_output() {
    let body = r#"{"username":"jane","customerId":"cus-1","newMember":"secret-1"}"#;
    let server = Server::json(200, body).await;
    let response = client(&server.url).get_credential().id("a").send().await.expect("a credential");
    assert_eq!(response.body(), body.as_bytes());
    assert!(!format!("{response:?}").contains("secret-1"));
    assert_eq!(response.map(|credential| credential.username.clone()).body(), body.as_bytes());
}

#[test]
fn spec_sha256_is_the_digest_of_the_spec() {
    let spec = include_bytes!("../../spec/customer-authentication.yaml");
    let digest: String = Sha256::digest(spec).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(rebilly_customer_auth::SPEC_SHA256, digest);
}
