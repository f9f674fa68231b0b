//! No output of the client contains a secret: no error, no `Debug`, no event and no panic.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::http::{HeaderMap, Request};
use rebilly_customer_auth::{Client, ClientBuilder, Error, Login, OPERATIONS, Paginate, types};
use rebilly_customer_auth_codegen as codegen;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::listener;
use crate::support::advance;
use crate::support::client::{self, plain, shown, without_waits};
use crate::support::operations::{Inputs, Row, Success, every_operation};
use crate::support::server::{Nobody, Server, close_after, hang_after, reset_after, response};
use crate::support::spec::{self, Direction, bodies, example, responses};

const MARK: &str = "canary";

static PLANTED: AtomicUsize = AtomicUsize::new(0);

/// The number of canaries so far, in all tests.
fn count() -> usize {
    PLANTED.load(Ordering::Relaxed)
}

/// Returns a secret of its own for this location.
fn canary(location: &str) -> String {
    let number = PLANTED.fetch_add(1, Ordering::Relaxed);
    let location: String = location.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{MARK}{number}{location}")
}

/// Whether an output contains a secret, as it is or as the numbers of its bytes.
pub(crate) fn contains_canary(output: &str) -> bool {
    output.contains(MARK) || output.contains("99, 97, 110, 97, 114, 121") || output.contains("63616e617279")
}

fn assert_hides(what: &str, shown: &str) {
    assert!(!shown.trim().is_empty(), "{what} shows nothing");
    assert!(!contains_canary(shown), "{what} shows a secret: {shown}");
}

/// Asserts that no test has logged a secret.
fn assert_nothing_was_logged() {
    let heard = listener::heard();
    assert!(heard.leaks.is_empty(), "logged: {:#?}", heard.leaks);
}

fn print<T: Debug>(value: &T) -> String {
    format!("{value:?} {value:#?}")
}

/// A client builder with a canary as each credential.
fn builder(url: &str) -> ClientBuilder {
    let builder = client::bare(url).configure_http_client(|http| plain(http).connection_verbose(true));
    builder.secret_api_key(canary("key")).publishable_api_key(canary("publickey")).jwt(canary("jwt"))
}

fn client(url: &str) -> Client {
    builder(url).build().expect("a client")
}

/// An operation with a canary in every secret of its requests and responses.
struct Planted {
    row: Row,
    inputs: Vec<Inputs>,
    /// The documented successes.
    successes: Vec<(u16, Option<Value>)>,
}

fn planted() -> (Vec<Planted>, Vec<String>) {
    let spec = spec::load();
    let tree = spec.tree();
    let operations = spec.operations();
    let mut canaries = Vec::new();
    let mut plant = |location: &str| {
        let canary = canary(location);
        canaries.push(canary.clone());
        canary
    };
    let mut all = Vec::new();
    for row in every_operation() {
        let id = row.operation.id;
        let operation = operations.iter().find(|operation| operation.id() == Some(id)).expect("in the spec");
        let is_secret = !operation.path_item["x-secret-parameters"].is_null();
        let path = if is_secret { plant(&format!("{id}path")) } else { "cred-1".to_owned() };
        let bodies = bodies(tree, operation);
        let mut bodies: Vec<Value> = bodies.iter().map(|body| example(body, id, &mut plant)).collect();
        if bodies.is_empty() {
            bodies.push(Value::Null);
        }
        let inputs = bodies.into_iter().map(|body| Inputs { path: path.clone(), body, ..Inputs::default() }).collect();
        let successes = responses(tree, operation).into_iter().filter(|(status, _)| *status < 300);
        let successes =
            successes.map(|(status, schema)| (status, schema.map(|schema| example(&schema, id, &mut plant))));
        all.push(Planted { successes: successes.collect(), row, inputs });
    }
    (all, canaries)
}

/// The names of all kinds.
fn kinds() -> BTreeSet<String> {
    let (_, variants) = include_str!("../../src/error/kind.rs").split_once("pub enum ErrorKind {").expect("the kinds");
    let lines = variants.lines().take_while(|line| *line != "}").map(str::trim);
    lines.filter_map(|line| line.strip_suffix(',')).filter(|name| !name.contains(' ')).map(str::to_owned).collect()
}

/// A problem with a secret in every member.
fn echo() -> String {
    let field = json!({"field": canary("field"), "message": canary("message"), canary("member"): canary("value")});
    let problem = json!({
        "type": canary("type"), "title": canary("title"), "status": 400, "detail": canary("detail"),
        "instance": canary("instance"), "error": canary("error"), "invalidFields": [field, {"field": canary("field")}],
        canary("member"): {canary("member"): [canary("value")]},
    });
    problem.to_string()
}

const STATUSES: [u16; 17] = [302, 307, 400, 401, 403, 404, 408, 409, 410, 418, 422, 429, 500, 501, 502, 503, 504];

/// The errors of an operation, one for each way to fail.
async fn failures(row: &Row, inputs: &Inputs) -> Vec<Error> {
    let mut errors = Vec::new();
    let mut fail = |outcome: Result<Success, Error>, how: &str| match outcome {
        Ok(success) => panic!("{} succeeded with {how}: {success:?}", row.operation),
        Err(error) => errors.push(error),
    };

    for status in STATUSES {
        for body in [echo(), format!("<html>{}</html>", canary("html")), format!(r#"{{"title": "{}"#, canary("cut"))] {
            let headers = ["location", "www-authenticate", "set-cookie", "retry-after", "content-type"];
            let values = headers.map(|name| (name, format!("https://host.example/{}", canary(name))));
            let server = Server::start(move |_| {
                let headers = values.iter().map(|(name, value)| (*name, value.as_str()));
                response(status, &headers.collect::<Vec<_>>(), &body)
            })
            .await;
            fail((row.send)(client(&server.url), inputs.clone()).await, "an error status");
        }
    }

    if row.operation.method != "DELETE" {
        for body in not_decodable() {
            let server = Server::start(move |_| response(200, &[], &body)).await;
            match (row.send)(client(&server.url), inputs.clone()).await {
                // All members are unknown, and none has a wrong type.
                Ok(success) => assert_hides(row.operation.id, &success.debug),
                outcome => fail(outcome, "a body that cannot be decoded"),
            }
        }
    }

    let garbage = format!("HTTP/9.9 {}\r\n{}\r\n\r\n", canary("status"), canary("garbage"));
    let header = format!("HTTP/1.1 200 \r\n{}\0: {}\r\n\r\n", canary("header"), canary("header"));
    let cut = format!("HTTP/1.1 200 \r\ncontent-length: 999\r\nlocation: {}\r\n\r\n{}", canary("l"), canary("cut"));
    for bytes in [garbage, header, cut] {
        let server = Server::start(move |_| close_after(bytes.clone())).await;
        // A DELETE does not decode a body, but reads it to its end.
        fail((row.send)(client(&server.url), inputs.clone()).await, "garbage");
    }
    let server = Server::start(|_| reset_after("")).await;
    fail((row.send)(client(&server.url), inputs.clone()).await, "a reset");
    let server = Server::start(|_| hang_after("")).await;
    let hasty = builder(&server.url).attempt_timeout(Duration::from_millis(20)).build().expect("a client");
    fail((row.send)(hasty, inputs.clone()).await, "silence");
    let nobody = Nobody::new();
    fail((row.send)(client(&nobody.url), inputs.clone()).await, "nobody");

    let bare = client::bare(&nobody.url);
    fail((row.send)(bare.clone().build().expect("a client"), inputs.clone()).await, "no credential");
    for how in 0..4 {
        let provided = bare.clone().jwt_provider(move || provide(how)).build().expect("a client");
        fail((row.send)(provided, inputs.clone()).await, "no JWT");
    }
    for organization in [format!("{}\n", canary("org")), format!("{}é", canary("org")), format!(" {}", canary("org"))]
    {
        let inputs = Inputs { organization: Some(organization), ..inputs.clone() };
        fail((row.send)(client(&nobody.url), inputs).await, "an organization that cannot be sent");
    }
    if row.operation.path.contains('{') {
        let inputs = Inputs { path: canary("path").repeat(20_000), ..inputs.clone() };
        fail((row.send)(client(&nobody.url), inputs).await, "a path that is too long");
    }
    errors
}

/// Fails to return a JWT, in one of four ways.
async fn provide(how: u32) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    match how {
        0 => Err(canary("provider").into()),
        1 => Ok(format!("{}\n", canary("provider"))),
        2 => Ok(format!("{} {}", canary("provider"), canary("provider"))),
        // Without the panic hook: the message is the program's own.
        _ => std::panic::resume_unwind(Box::new(canary("panic"))),
    }
}

/// Bodies with secrets in unexpected members, and bodies that are not JSON.
fn not_decodable() -> Vec<String> {
    let c = canary;
    let deep = format!("{}\"{}\"{}", "[".repeat(200), c("deep"), "]".repeat(200));
    let mut bodies = vec![
        json!(c("top")).to_string(),
        json!([[c("list")]]).to_string(),
        json!({"username": {c("key"): c("value")}, "customerId": [c("value")], "_links": c("value")}).to_string(),
        json!([{"username": {c("key"): c("value")}, "customerId": [c("value")]}]).to_string(),
        format!("{{\"{}\": {{\"{}\": [\"{}\" \"{}\"]}}}}", c("key"), c("key"), c("value"), c("value")),
        format!("{{\"customClaims\": {{\"{}\": {{\"{}\": tru}}}}}}", c("claim"), c("claim")),
        format!("{{\"customClaims\": {{\"{}\": {deep}}}}}", c("claim")),
        format!("[{{\"{}\": {deep}}}]", c("key")),
        format!("{{\"token\": \"{}", c("cut")),
        format!("[{{\"token\": \"{}\\q\"}}]", c("escape")),
        format!("<{}>", c("html")),
        c("string"),
    ];
    bodies.push(format!("\u{feff}{}", bodies[0]));
    bodies
}

#[tokio::test]
async fn no_error_of_any_kind_of_any_operation_shows_a_secret() {
    listener::listen();
    let (planted, _) = planted();
    let (mut found, mut checked) = (BTreeSet::new(), 0);
    for Planted { row, inputs, .. } in &planted {
        for inputs in inputs {
            // No error shows a path, whether it is a secret or not.
            let inputs = &Inputs { path: canary("path"), ..inputs.clone() };
            for error in failures(row, inputs).await {
                assert_hides(row.operation.id, &shown(&error));
                assert_eq!(error.operation_id(), Some(row.operation.id));
                found.insert(format!("{:?}", error.kind()));
                checked += 1;
            }
        }
    }
    let others = invalid_settings().into_iter().chain(page_errors().await).chain([session_expired().await]);
    for error in others {
        assert_hides("an error", &shown(&error));
        assert_hides("an error", &print(&error));
        found.insert(format!("{:?}", error.kind()));
        checked += 1;
    }
    assert_eq!(found, kinds(), "every kind is checked");
    assert_nothing_was_logged();
    println!("errors: checked: {checked}, of {} kinds, canaries planted: {}, leaks: 0", found.len(), count());
}

/// The errors of invalid settings, each with a secret.
fn invalid_settings() -> Vec<Error> {
    let builder = || Client::builder().secret_api_key(canary("key"));
    let bad = |name| format!("{}\n", canary(name));
    let builders = [
        builder().secret_api_key(bad("key")),
        builder().secret_api_key_prefix(bad("prefix")),
        builder().publishable_api_key(bad("key")),
        builder().publishable_api_key(canary("key")).publishable_api_key_prefix(bad("prefix")),
        builder().jwt(bad("jwt")),
        builder().jwt(bad("jwt")).jwt_provider(|| provide(0)),
        builder().organization_id(bad("organization")),
        builder().organization_id(canary("a")).organization_in_path(canary("b")),
        builder().user_agent(bad("agent")),
        builder().base_url(bad("base")),
        builder().base_url(format!("https://{}:{}@host.example", canary("user"), canary("password"))),
        builder().base_url(format!("https://host.example/?{}", canary("query"))),
        builder().base_url(format!("{}://host.example", canary("scheme"))),
        builder().attempt_timeout(Duration::ZERO),
    ];
    builders.into_iter().map(|builder| builder.build().expect_err("an invalid setting")).collect()
}

/// The errors of collections that cannot be read to their end.
async fn page_errors() -> Vec<Error> {
    let item = json!({"username": "a", "customerId": "b", "token": canary("token")});
    let server = Server::start(move |_| {
        let headers = [("pagination-total", "9"), ("pagination-offset", "0"), ("x-note", "canary")];
        response(200, &headers, json!([item]).to_string())
    })
    .await;
    let client = client(&server.url);
    let mut errors = Vec::new();
    let mut credentials = client.get_credential_collection().items();
    let mut tokens = client.get_authentication_token_collection().pages();
    let mut resets = client.get_password_token_collection().items();
    assert_hides("items", &print(&credentials));
    assert_hides("pages", &print(&tokens));
    for _ in 0..2 {
        errors.extend(credentials.next().await.expect("an item").err());
        let page = tokens.next().await.expect("a page");
        assert_hides("a page", &format!("{:?}", page.as_ref().ok()));
        errors.extend(page.err());
        let reset = resets.next().await.expect("an item");
        assert_hides("an item", &format!("{:?}", reset.as_ref().ok()));
        errors.extend(reset.err());
    }
    assert_eq!(errors.len(), 3);
    errors
}

#[tokio::test]
async fn requests_responses_and_clients_carry_secrets_without_showing_them() {
    listener::listen();
    let (planted, canaries) = planted();
    let (mut seen, mut shown) = (BTreeSet::new(), 0);
    for Planted { row, inputs, successes } in planted {
        for (inputs, (status, body)) in
            inputs.iter().flat_map(|inputs| successes.iter().map(move |success| (inputs, success)))
        {
            let (status, body) = (*status, body.as_ref().map(Value::to_string).unwrap_or_default());
            let location = format!("https://host.example/{}", canary("header"));
            let server = Server::start(move |_| response(status, &[("location", &location)], &body)).await;
            let client = client(&server.url);
            assert_hides("a client", &print(&client));
            assert_hides("a request", &(row.debug)(&client, inputs));
            let success = (row.send)(client, inputs.clone()).await.expect(row.operation.id);
            assert_hides("a response", &success.debug);
            shown += 3;
            let request = server.requests().pop().expect("a request");
            assert!(request.head.contains(MARK), "a credential");
            let carried = format!("{} {} {}", request.head, request.body, success.value);
            seen.extend(canaries.iter().filter(|canary| carried.contains(*canary)).cloned());
        }
    }
    let lost: Vec<&String> = canaries.iter().filter(|canary| !seen.contains(*canary)).collect();
    assert!(lost.is_empty(), "not sent or not decoded: {lost:?}");
    assert_nothing_was_logged();
    println!("values: checked: {shown}, canaries planted and carried: {}, leaks: 0", seen.len());
}

/// Decodes an example. Returns its `Debug` output and its value.
fn typed<T: DeserializeOwned + serde::Serialize + Debug>(example: Value) -> serde_json::Result<(String, Value)> {
    let value: T = serde_json::from_value(example)?;
    Ok((print(&value), serde_json::to_value(value)?))
}

type Typed = fn(Value) -> serde_json::Result<(String, Value)>;

/// Every type of the client.
const TYPES: [(&str, Typed); 17] = [
    ("AclEntry", typed::<types::AclEntry>),
    ("AclScope", typed::<types::AclScope>),
    ("AuthenticationOptions", typed::<types::AuthenticationOptions>),
    ("AuthenticationOptionsRequest", typed::<types::AuthenticationOptionsRequest>),
    ("AuthenticationToken", typed::<types::AuthenticationToken>),
    ("AuthenticationTokenPasswordModeRequest", typed::<types::AuthenticationTokenPasswordModeRequest>),
    ("AuthenticationTokenPasswordlessModeRequest", typed::<types::AuthenticationTokenPasswordlessModeRequest>),
    ("Credential", typed::<types::Credential>),
    ("CredentialRequest", typed::<types::CredentialRequest>),
    ("CustomerJWT", typed::<types::CustomerJwt>),
    ("CustomerJWTRequest", typed::<types::CustomerJwtRequest>),
    ("InvalidField", typed::<types::InvalidField>),
    ("Link", typed::<types::Link>),
    ("Problem", typed::<types::Problem>),
    ("ResetPasswordToken", typed::<types::ResetPasswordToken>),
    ("ResetPasswordTokenRequest", typed::<types::ResetPasswordTokenRequest>),
    ("ValidationProblem", typed::<types::Problem>),
];

/// Values of other types than a secret's.
fn wrong_types() -> [Value; 6] {
    [json!(99_971_109), json!(-99_971_109), json!(9.9971109e7), json!(true), json!([MARK]), json!({MARK: MARK})]
}

#[test]
fn no_type_and_no_serde_error_shows_a_secret() {
    let spec = spec::load();
    let (mut canaries, mut wrong, mut checked) = (0, 0, BTreeSet::new());
    for (schema, named) in codegen::document::schemas(spec.tree()) {
        let name = named["x-rust-name"].as_str().unwrap_or(schema);
        let type_of = |name: &str| TYPES.iter().find(|(known, _)| *known == name);
        let request = type_of(&format!("{name}Request")).or_else(|| type_of(name));
        for (direction, found) in [(Direction::Request, request), (Direction::Response, type_of(name))] {
            let Some((name, typed)) = found else {
                continue;
            };
            let mut planted = Vec::new();
            let example = example(&spec::flatten(spec.tree(), named, direction), "", &mut |location| {
                planted.push((location.replace("[0]", "/0").replace('.', "/"), canary(location)));
                planted[planted.len() - 1].1.clone()
            });
            let (shown, value) = typed(example.clone()).expect(name);
            assert_hides(name, &shown);
            for (location, canary) in &planted {
                assert!(value.to_string().contains(canary), "{name}: {value}");
                for value in wrong_types() {
                    let mut example = example.clone();
                    *example.pointer_mut(location).expect("the secret") = value;
                    let error = typed(example).expect_err("a secret that is not a string");
                    let shown = format!("{error} {error:?}");
                    assert_hides("serde", &shown);
                    assert!(!shown.contains("9971109"), "{location}: {shown}");
                    wrong += 1;
                }
            }
            canaries += planted.len();
            checked.insert(*name);
        }
    }
    assert_eq!(checked, TYPES.iter().map(|(name, _)| *name).collect());
    let generated = include_str!("../../src/generated/client.rs");
    let (types, _) = generated.split_once("pub mod builder {").expect("the builders of types");
    // `ValidationProblem` is the type `Problem`.
    assert_eq!(types.matches("    pub struct ").count(), TYPES.len() - 1, "a type is new");
    println!("types: checked: {}, canaries planted: {canaries}, wrong types: {wrong}, leaks: 0", checked.len());
}

/// The spec does not mark links as secrets, but a token's link to itself contains the token.
#[test]
fn a_link_hides_its_url() {
    let mut decoded = 0;
    for (name, typed) in TYPES {
        let link = json!({"rel": "self", "href": format!("https://host.example/tokens/{}", canary("href"))});
        let example = json!({"username": "a", "customerId": "b", "_links": [link]});
        if let Ok((shown, _)) = typed(example) {
            // `problem()` returns what the server sent.
            assert!(name.contains("Problem") || !contains_canary(&shown), "{name}: {shown}");
            decoded += usize::from(!name.contains("Problem"));
        }
    }
    assert!(decoded > 0);
}

#[test]
fn no_client_builder_shows_a_credential() {
    let setup = builder("http://localhost").secret_api_key_prefix("Token").jwt_provider(|| provide(0));
    let setup = setup.organization_in_path("org-1");
    assert_hides("a builder", &print(&setup));
    let user = setup.clone().base_url(format!("https://{}:{}@host.example", canary("user"), canary("password")));
    assert_hides("a builder", &print(&user));
    let client = setup.build().expect("a client");
    assert_hides("a client", &print(&client));
    assert_hides("a login", &print(&client.log_in("jane", canary("password"))));
    assert_hides("a session", &print(&client.customer_session("cus-1")));
}

/// Starts an HTTP/2 server that returns what every operation can decode, with the secrets of the request in its
/// headers.
async fn http2() -> String {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let handler = |request: Request<axum::body::Body>| async move {
        assert_eq!(request.version(), axum::http::Version::HTTP_2);
        let mut headers = HeaderMap::new();
        headers.insert("location", format!("https://host.example{}", request.uri().path()).parse().expect("a header"));
        let item = json!({"username": "a", "customerId": "b", "token": canary("token")});
        let is_list =
            request.method() == "GET" && OPERATIONS.iter().any(|operation| operation.path == request.uri().path());
        (headers, if is_list { json!([item]) } else { item }.to_string())
    };
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(handler)).await });
    url
}

#[tokio::test]
async fn no_event_of_this_crate_or_an_http_library_has_a_secret() {
    listener::listen();
    let (planted, _) = planted();
    let url = http2().await;
    let own = builder(&url).configure_http_client(|http| plain(http).http2_prior_knowledge().connection_verbose(true));
    let client = own.build().expect("a client");
    for Planted { row, inputs, .. } in &planted {
        for inputs in inputs {
            (row.send)(client.clone(), inputs.clone()).await.expect(row.operation.id);
        }
    }
    // A retry and a page have their own events.
    let server = Server::start(|requests| match requests.len() {
        1 => response(503, &[], echo()),
        _ => response(200, &[], "[]"),
    })
    .await;
    let patient = builder(&server.url).retry_policy(without_waits()).build().expect("a client");
    assert!(patient.get_credential_collection().items().next().await.is_none());
    assert_nothing_was_logged();
    let heard = listener::heard();
    for library in ["reqwest", "hyper_util", "h2"] {
        assert!(heard.targets.iter().any(|target| target.starts_with(library)), "{library}: {:?}", heard.targets);
    }
    println!("events: checked: {}, from {} modules, leaks: 0", heard.events, heard.targets.len());
}

async fn session_expired() -> Error {
    let expiry = chrono::DateTime::<chrono::Utc>::from(SystemTime::now() + Duration::from_secs(60));
    let token = json!({"token": canary("token"), "customerId": canary("customer"), "expiredTime": expiry});
    let server = Server::json(201, &token.to_string()).await;
    let login = builder(&server.url).build().expect("a client").log_in(canary("username"), canary("password")).await;
    let Ok(Login::Complete(session)) = login else {
        panic!("no session");
    };
    advance(61).await;
    session.jwt().await.expect_err("it has expired")
}

#[test]
fn the_canary_search_finds_a_secret() {
    assert!(contains_canary(&canary("location")));
    assert!(contains_canary(&format!("{:?}", canary("location").into_bytes())));
    assert!(!contains_canary("canar"));
}
