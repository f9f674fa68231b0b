//! Nothing leaks: no secret is in anything that a program prints or logs without asking for it.

use std::collections::BTreeSet;
use std::error::Error as _;
use std::fmt::Debug;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::http::{HeaderMap, Request};
use rebilly_customer_auth::{Client, ClientBuilder, Error, ErrorKind, Login, OPERATIONS, Paginate, RetryPolicy, types};
use rebilly_customer_auth_codegen as codegen;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::listener;
use crate::support::http_client::plain;
use crate::support::operations::{self, Inputs, Row, every_operation};
use crate::support::server::{Nobody, Reply, Server, answer};
use crate::support::spec::{self, Direction, answers, bodies, example};

const MARK: &str = "canary";

static PLANTED: AtomicUsize = AtomicUsize::new(0);

/// How many secrets there are so far, in all tests.
fn count() -> usize {
    PLANTED.load(Ordering::Relaxed)
}

/// A secret that no other place has.
fn canary(place: &str) -> String {
    let number = PLANTED.fetch_add(1, Ordering::Relaxed);
    let place: String = place.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{MARK}{number}{place}")
}

/// Whether a text has a secret in it, as it is or as the numbers of its bytes.
pub(crate) fn holds_a_canary(text: &str) -> bool {
    text.contains(MARK) || text.contains("99, 97, 110, 97, 114, 121") || text.contains("63616e617279")
}

fn assert_hides(what: &str, shown: &str) {
    assert!(!holds_a_canary(shown), "{what} shows a secret: {shown}");
}

/// Looks that nothing was logged either, by this test or by those beside it.
fn assert_nothing_was_logged() {
    let heard = listener::heard();
    assert!(heard.leaks.is_empty(), "logged: {:#?}", heard.leaks);
}

/// All that a program can print of an error without asking for what the server or its own code said.
fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:#} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(&format!(" {error} {error:#} {error:?} {error:#?}"));
        source = error.source();
    }
    text
}

fn print<T: Debug>(value: &T) -> String {
    format!("{value:?} {value:#?}")
}

/// A client with a canary for each key. It loads no certificates, which would take a while.
fn builder(url: &str) -> ClientBuilder {
    let builder =
        Client::builder().base_url(url).retry_policy(RetryPolicy::none()).attempt_timeout(Duration::from_secs(20));
    let builder = builder.configure_http_client(|http| plain(http).connection_verbose(true));
    builder.secret_api_key(canary("key")).publishable_api_key(canary("publickey")).jwt(canary("jwt"))
}

fn client(url: &str) -> Client {
    builder(url).build().expect("a client")
}

/// An operation, with a canary in every secret that a call of it takes or gives.
struct Planted {
    row: Row,
    inputs: Vec<Inputs>,
    /// The successes that the document lists.
    answers: Vec<(u16, Option<Value>)>,
}

fn planted() -> (Vec<Planted>, Vec<String>) {
    let document = spec::load();
    let tree = document.tree();
    let operations = document.operations();
    let mut canaries = Vec::new();
    let mut plant = |place: &str| {
        let canary = canary(place);
        canaries.push(canary.clone());
        canary
    };
    let mut all = Vec::new();
    for row in every_operation() {
        let id = row.operation.id;
        let operation = operations.iter().find(|operation| operation.id() == Some(id)).expect("in the document");
        let is_secret = !operation.path_item["x-secret-parameters"].is_null();
        let path = if is_secret { plant(&format!("{id}path")) } else { "cred-1".to_owned() };
        let bodies = bodies(tree, operation);
        let mut bodies: Vec<Value> = bodies.iter().map(|body| example(body, id, &mut plant)).collect();
        if bodies.is_empty() {
            bodies.push(Value::Null);
        }
        let inputs = bodies.into_iter().map(|body| Inputs { path: path.clone(), body, organization: None }).collect();
        let successes = answers(tree, operation).into_iter().filter(|(status, _)| *status < 300);
        let answers = successes.map(|(status, schema)| (status, schema.map(|schema| example(&schema, id, &mut plant))));
        all.push(Planted { answers: answers.collect(), row, inputs });
    }
    (all, canaries)
}

/// The names of the kinds.
fn kinds() -> BTreeSet<String> {
    ErrorKind::ALL.iter().map(ToString::to_string).collect()
}

/// A problem that repeats secrets wherever it can.
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

/// The errors of one call in every way that it can fail.
async fn failures(row: &Row, inputs: &Inputs) -> Vec<Error> {
    let mut errors = Vec::new();
    let mut fail = |outcome: Result<operations::Answer, Error>, how: &str| match outcome {
        Ok(answer) => panic!("{} succeeded at {how}: {answer:?}", row.operation),
        Err(error) => errors.push(error),
    };

    for status in STATUSES {
        for body in [echo(), format!("<html>{}</html>", canary("html")), format!(r#"{{"title": "{}"#, canary("cut"))] {
            let headers = ["location", "www-authenticate", "set-cookie", "retry-after", "content-type"];
            let values = headers.map(|name| (name, format!("https://host.example/{}", canary(name))));
            let server = Server::start(move |_| {
                let headers = values.iter().map(|(name, value)| (*name, value.as_str()));
                answer(status, &headers.collect::<Vec<_>>(), &body)
            })
            .await;
            fail((row.send)(client(&server.url), inputs.clone()).await, "an error status");
        }
    }

    if row.operation.method != "DELETE" {
        for body in not_decodable() {
            let server = Server::start(move |_| answer(200, &[], &body)).await;
            match (row.send)(client(&server.url), inputs.clone()).await {
                // Nothing in it is of a wrong type: all that is there is unknown.
                Ok(answer) => assert_hides(row.operation.id, &answer.shown),
                outcome => fail(outcome, "an answer that is none"),
            }
        }
    }

    let garbage = format!("HTTP/9.9 {}\r\n{}\r\n\r\n", canary("status"), canary("garbage"));
    let header = format!("HTTP/1.1 200 \r\n{}\0: {}\r\n\r\n", canary("header"), canary("header"));
    let cut = format!("HTTP/1.1 200 \r\ncontent-length: 999\r\nlocation: {}\r\n\r\n{}", canary("l"), canary("cut"));
    for bytes in [garbage, header, cut] {
        let server = Server::start(move |_| Reply::Bytes(bytes.clone().into_bytes())).await;
        // A DELETE does not look at a body, but it does read it to its end.
        fail((row.send)(client(&server.url), inputs.clone()).await, "garbage");
    }
    let server = Server::start(|_| Reply::Reset).await;
    fail((row.send)(client(&server.url), inputs.clone()).await, "a reset");
    let server = Server::start(|_| Reply::Silence).await;
    let hasty = builder(&server.url).attempt_timeout(Duration::from_millis(20)).build().expect("a client");
    fail((row.send)(hasty, inputs.clone()).await, "silence");
    let nobody = Nobody::new();
    fail((row.send)(client(&nobody.url), inputs.clone()).await, "nobody");

    let keyless = Client::builder().base_url(&nobody.url).configure_http_client(plain);
    fail((row.send)(keyless.clone().build().expect("a client"), inputs.clone()).await, "no key");
    for how in 0..4 {
        let provided = keyless.clone().jwt_provider(move || provide(how)).build().expect("a client");
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

/// Fails to give a JWT, in different ways.
async fn provide(how: u32) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    match how {
        0 => Err(canary("provider").into()),
        1 => Ok(format!("{}\n", canary("provider"))),
        2 => Ok(format!("{} {}", canary("provider"), canary("provider"))),
        // Without the message that the hook would print: it is the program's own.
        _ => std::panic::resume_unwind(Box::new(canary("panic"))),
    }
}

/// Answers with secrets in places where no type has them, and in what is no JSON.
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
        c("text"),
    ];
    bodies.push(format!("\u{feff}{}", bodies[0]));
    bodies
}

#[tokio::test]
async fn no_error_of_any_kind_of_any_operation_shows_a_secret() {
    listener::listen();
    let (planted, _) = planted();
    let (mut found, mut looked_at) = (BTreeSet::new(), 0);
    for Planted { row, inputs, .. } in &planted {
        for inputs in inputs {
            // No error shows a path, be it a secret or not.
            let inputs = &Inputs { path: canary("path"), ..inputs.clone() };
            for error in failures(row, inputs).await {
                assert_hides(row.operation.id, &shown(&error));
                assert_eq!(error.operation_id(), Some(row.operation.id));
                found.insert(format!("{:?}", error.kind()));
                looked_at += 1;
            }
        }
    }
    let others = unusable_settings().into_iter().chain(page_faults().await).chain([session_expired().await]);
    for error in others {
        assert_hides("an error", &shown(&error));
        found.insert(format!("{:?}", error.kind()));
        looked_at += 1;
    }
    assert_eq!(found, kinds(), "every kind is looked at");
    assert_nothing_was_logged();
    println!("errors: looked at: {looked_at}, of {} kinds, canaries planted: {}, leaks: 0", found.len(), count());
}

/// Settings with a secret in each that cannot be used.
fn unusable_settings() -> Vec<Error> {
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
    builders.into_iter().map(|builder| builder.build().expect_err("it cannot be used")).collect()
}

/// Lists that cannot be read to their end.
async fn page_faults() -> Vec<Error> {
    let item = json!({"username": "a", "customerId": "b", "token": canary("token")});
    let server = Server::start(move |_| {
        let headers = [("pagination-total", "9"), ("pagination-offset", "0"), ("x-note", "canary")];
        answer(200, &headers, &json!([item]).to_string())
    })
    .await;
    let client = client(&server.url);
    let mut errors = Vec::new();
    let mut credentials = client.get_credential_collection().items();
    let mut tokens = client.get_authentication_token_collection().pages();
    let mut resets = client.get_password_token_collection().items();
    assert_hides("a stream", &format!("{credentials:?} {tokens:?} {resets:?}"));
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
async fn no_call_answer_or_client_shows_a_secret_and_all_of_them_carry_it() {
    listener::listen();
    let (planted, canaries) = planted();
    let (mut seen, mut shown) = (BTreeSet::new(), 0);
    for Planted { row, inputs, answers } in planted {
        for (inputs, (status, body)) in
            inputs.iter().flat_map(|inputs| answers.iter().map(move |answer| (inputs, answer)))
        {
            let (status, body) = (*status, body.as_ref().map(Value::to_string).unwrap_or_default());
            let location = format!("https://host.example/{}", canary("header"));
            let server = Server::start(move |_| answer(status, &[("location", &location)], &body)).await;
            let client = client(&server.url);
            assert_hides("a client", &print(&client));
            assert_hides("a call", &(row.show)(&client, inputs));
            let answer = (row.send)(client, inputs.clone()).await.expect(row.operation.id);
            assert_hides("an answer", &answer.shown);
            shown += 3;
            let request = server.requests().pop().expect("a request");
            assert!(request.head.contains(MARK), "a key");
            let carried = format!("{} {} {}", request.head, request.body, answer.value);
            seen.extend(canaries.iter().filter(|canary| carried.contains(*canary)).cloned());
        }
    }
    let lost: Vec<&String> = canaries.iter().filter(|canary| !seen.contains(*canary)).collect();
    assert!(lost.is_empty(), "not sent or not read: {lost:?}");
    assert_nothing_was_logged();
    println!("values: looked at: {shown}, canaries planted and carried: {}, leaks: 0", seen.len());
}

/// Reads an example as its type, and gives what it shows and what it is.
fn typed<T: DeserializeOwned + serde::Serialize + Debug>(example: Value) -> serde_json::Result<(String, Value)> {
    let value: T = serde_json::from_value(example)?;
    Ok((print(&value), serde_json::to_value(value)?))
}

type Typed = fn(Value) -> serde_json::Result<(String, Value)>;

/// How every type of the client is read.
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

/// What could stand in the place of a secret.
fn wrong_types() -> [Value; 6] {
    [json!(99_971_109), json!(-99_971_109), json!(9.9971109e7), json!(true), json!([MARK]), json!({MARK: MARK})]
}

#[test]
fn no_type_shows_a_secret_and_no_error_of_serde_quotes_one() {
    let document = spec::load();
    let names = codegen::type_names(document.clone()).expect("names");
    let (mut canaries, mut wrong, mut looked_at) = (0, 0, BTreeSet::new());
    for (schema, named) in codegen::document::schemas(document.tree()) {
        let names = names.get(schema).expect("a name");
        for (direction, name) in [(Direction::Request, &names.request), (Direction::Response, &names.response)] {
            let Some((name, typed)) = TYPES.iter().find(|(known, _)| known == name) else {
                continue;
            };
            let mut planted = Vec::new();
            let example = example(&spec::flatten(document.tree(), named, direction), "", &mut |place| {
                planted.push((place.replace("[0]", "/0").replace('.', "/"), canary(place)));
                planted[planted.len() - 1].1.clone()
            });
            let (shown, value) = typed(example.clone()).expect(name);
            assert_hides(name, &shown);
            for (place, canary) in &planted {
                assert!(value.to_string().contains(canary), "{name}: {value}");
                for value in wrong_types() {
                    let mut example = example.clone();
                    *example.pointer_mut(place).expect("the secret") = value;
                    let error = typed(example).expect_err("a secret that is no string");
                    let shown = format!("{error} {error:?}");
                    assert_hides("serde", &shown);
                    assert!(!shown.contains("9971109"), "{place}: {shown}");
                    wrong += 1;
                }
            }
            canaries += planted.len();
            looked_at.insert(*name);
        }
    }
    assert_eq!(looked_at, TYPES.iter().map(|(name, _)| *name).collect());
    let generated = include_str!("../../src/generated/client.rs");
    let (types, _) = generated.split_once("pub mod builder {").expect("the builders of types");
    // A validation problem is a problem.
    assert_eq!(types.matches("    pub struct ").count(), TYPES.len() - 1, "a type is new");
    println!("types: looked at: {}, canaries planted: {canaries}, wrong types: {wrong}, leaks: 0", looked_at.len());
}

#[test]
fn the_table_of_operations_shows_templates() {
    for operation in OPERATIONS {
        assert!(operation.to_string().contains(operation.path));
    }
}

/// Whatever the document marks: a server puts the token into the link to itself.
#[test]
fn the_url_of_a_token_is_not_shown() {
    for (name, typed) in TYPES {
        let link = json!({"rel": "self", "href": format!("https://host.example/tokens/{}", canary("href"))});
        let example = json!({"username": "a", "customerId": "b", "_links": [link]});
        if let Ok((shown, _)) = typed(example) {
            // A problem is what the server said, and is asked for by name.
            assert!(name.contains("Problem") || !holds_a_canary(&shown), "{name}: {shown}");
        }
    }
}

#[test]
fn no_setting_up_of_a_client_shows_a_key() {
    let setup = builder("http://localhost").secret_api_key_prefix("Token").jwt_provider(|| provide(0));
    let setup = setup.organization_in_path("org-1");
    assert_hides("a builder", &print(&setup));
    let user = setup.clone().base_url(format!("https://{}:{}@host.example", canary("user"), canary("password")));
    assert_hides("a builder", &print(&user));
    assert_hides("a client", &print(&setup.build().expect("a client")));
}

/// Answers over HTTP/2 what every operation can decode, and repeats the request's secrets in the headers.
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
async fn no_event_of_this_crate_or_of_an_http_library_has_a_secret() {
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
    // A retry and a page, which may log of their own.
    let server = Server::start(|requests| match requests.len() {
        1 => answer(503, &[], &echo()),
        _ => answer(200, &[], "[]"),
    })
    .await;
    let patient = client_with_retries(&server.url);
    assert!(patient.get_credential_collection().items().next().await.is_none());
    assert_nothing_was_logged();
    let heard = listener::heard();
    for library in ["reqwest", "hyper_util", "h2"] {
        assert!(heard.targets.iter().any(|target| target.starts_with(library)), "{library}: {:?}", heard.targets);
    }
    println!("events: looked at: {}, from {} modules, leaks: 0", heard.events, heard.targets.len());
}

async fn session_expired() -> Error {
    let expiry = chrono::DateTime::<chrono::Utc>::from(SystemTime::now() + Duration::from_secs(60));
    let token = json!({"token": canary("token"), "customerId": canary("customer"), "expiredTime": expiry});
    let server = Server::start(move |_| answer(201, &[], &token.to_string())).await;
    let login = builder(&server.url).build().expect("a client").log_in(canary("username"), canary("password")).await;
    let Ok(Login::Complete(session)) = login else {
        panic!("no session");
    };
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(61)).await;
    tokio::time::resume();
    session.jwt().await.expect_err("it has expired")
}

fn client_with_retries(url: &str) -> Client {
    builder(url).retry_policy(RetryPolicy::default().max_backoff(Duration::ZERO)).build().expect("a client")
}

#[test]
fn a_secret_is_found_where_one_is() {
    assert!(holds_a_canary(&canary("place")));
    assert!(holds_a_canary(&format!("{:?}", canary("place").into_bytes())));
    assert!(!holds_a_canary("canar"));
}
