//! No value changes the endpoint of a request, and no redirect is followed.

use percent_encoding::percent_decode_str;
use rebilly_customer_auth::{Client, Error, ErrorKind, OPERATIONS, Operation};
use serde_json::Value;

use crate::support::client::{bare, builder};
use crate::support::operations::{Inputs, Row, every_operation};
use crate::support::server::{Received, Reply, Server, response};
use crate::support::spec;

/// Strings that end a segment or begin another part of a URL in some parser, or look like such strings.
const PIECES: &[&str] = &[
    ".", "..", "...", "/", "//", "\\", "../", "..\\", "./", "%2e", "%2e%2e", "%2E%2E", ".%2e", "%2f", "%5c",
    "%2e%2e%2f", "%2e%2e%5c", "%252e%252e", "%252f", "%c0%ae%c0%ae", "%c0%af", "%u002e", "%", "%zz", "%00", "%0d%0a",
    ";", "..;", "?", "#", "&", "=", "+", ":", "@", "@host.example", "//host.example", "https://host.example/",
    "user:pass@host.example", "\t", "\r", "\n", "\r\n", "\r\nx-injected: 1", " HTTP/1.1\r\nx-injected: 1\r\n\r\n",
    "\0", "\u{1b}", "\u{7f}", "\u{85}", " ", "\u{a0}", "\u{3000}", "\u{2028}", "\u{feff}", "\u{200b}", "\u{202e}",
    "．", "．．", "。", "｡", "․․", "‥", "…", "／", "⁄", "∕", "⧸", "＼", "∖", "﹨", "？", "＃", "；", "％2e", "è",
    "e\u{300}", "🔑", "\u{10ffff}", "{token}", "*", "'", "\"", "<", "|", "^", "`",
];

/// The pieces, alone, combined and encoded, and the paths of all operations as an attacker would write them.
fn hostile() -> Vec<String> {
    let mut values = vec![String::new()];
    for piece in PIECES {
        values.extend([piece.to_string(), format!("a{piece}"), format!("{piece}a"), format!("{piece}{piece}")]);
        values.extend([format!(" {piece}"), format!("{piece} "), format!("a{piece}b"), format!("..{piece}..")]);
        values.extend([format!("..{piece}credentials{piece}cred-1"), format!("{piece}../x")]);
    }
    for operation in OPERATIONS {
        for up in ["..", "..\\..", "../..", "%2e%2e", "x/..", "x/../..", "．．"] {
            values.push(format!("{up}{}", operation.path));
            values.push(format!("{up}{}", operation.path.replace('/', "\\")));
        }
    }
    for piece in ["a", "../", "..\\", "%2e", "é", "／", "🔑", "\0"] {
        values.push(piece.repeat(10 * 1024 / piece.len()));
    }
    values.sort();
    values.dedup();
    values
}

/// Whether a URL parser removes this segment, encoded or not.
fn is_no_segment(value: &str) -> bool {
    ["", ".", ".."].contains(&value)
}

/// Whether a value cannot be sent in a header, or not without a change.
fn is_no_header(value: &str) -> bool {
    value.is_empty() || value != value.trim() || !value.chars().all(|char| (' '..='~').contains(&char))
}

/// A server that accepts every operation.
async fn recorder() -> Server {
    Server::start(|requests| success(requests.last().expect("a request"))).await
}

fn success(request: &Received) -> Reply {
    let first = request.head.lines().next().unwrap_or_default();
    let is_list = ["/authentication-tokens ", "/credentials ", "/password-tokens ", "/authentication-options "];
    match first.split_once(' ') {
        Some(("DELETE", _)) => response(204, &[], ""),
        Some(("GET", rest)) if is_list.iter().any(|path| rest.contains(path)) => response(200, &[], "[]"),
        _ => response(200, &[], r#"{"username": "jane", "customerId": "cus-1"}"#),
    }
}

fn inputs(row: &Row, path: &str) -> Inputs {
    Inputs { path: path.to_owned(), ..Inputs::valid(row.operation) }
}

/// Asserts that a request is for this operation, with this value in each path parameter.
fn assert_is(request: &Received, operation: &Operation, prefix: &[&str], value: &str) {
    let line = request.head.lines().next().unwrap_or_default();
    let parts: Vec<&str> = line.split(' ').collect();
    let [method, target, "HTTP/1.1"] = parts[..] else {
        panic!("{operation} with {value:?}: {line:?}");
    };
    assert_eq!(method, operation.method.as_str(), "{operation} with {value:?}");
    assert!(!target.contains(['?', '#', ';', '\\']), "{operation} with {value:?}: {target}");
    let template = operation.path.split('/').skip(1);
    let expected: Vec<&str> = [""].into_iter().chain(prefix.iter().copied()).chain(template).collect();
    let found: Vec<&str> = target.split('/').collect();
    assert_eq!(found.len(), expected.len(), "{operation} with {value:?}: {target}");
    for (found, expected) in found.into_iter().zip(expected) {
        let decoded = percent_decode_str(found).decode_utf8().expect("UTF-8");
        let expected = if expected.starts_with('{') { value } else { expected };
        assert_eq!(decoded, expected, "{operation} with {value:?}: {target}");
    }
    assert!(request.header("x-injected").is_none(), "{operation} with {value:?}");
}

/// Asserts that nothing was sent, and that the error hides the value.
fn assert_rejected(error: &Error, kind: ErrorKind, value: &str) {
    // `Debug` writes two dots for the fields that it leaves out.
    let shown = format!("{error} {error:?}").replace(", .. }", "");
    assert_eq!((error.kind(), error.may_have_been_sent()), (kind, false), "{value:?}: {shown}");
    // Every message contains a single dot and a space.
    assert!(value.trim().len() < 2 || !shown.contains(value), "{value:?} is shown: {shown}");
}

#[test]
fn every_parameter_of_the_spec_is_tried() {
    let spec = spec::load();
    let tree = spec.tree();
    let operations = spec.operations();
    assert_eq!(operations.len(), OPERATIONS.len());
    for found in &operations {
        let operation = OPERATIONS.iter().find(|operation| Some(operation.id) == found.id()).expect("in the table");
        let parameters = found.parameters(tree);
        let in_path = parameters.iter().filter(|(_, parameter)| parameter["in"] == "path");
        let names: Vec<String> = in_path.map(|(_, parameter)| format!("{{{}}}", string(&parameter["name"]))).collect();
        let template: Vec<&str> = operation.path.split('/').filter(|segment| segment.starts_with('{')).collect();
        assert_eq!(template, names, "{operation}");
        // The other tests try exactly these ways into the URL and the headers.
        for (_, parameter) in &parameters {
            let location = (string(&parameter["in"]), string(&parameter["name"]));
            let is_tried =
                matches!(location, ("path", _) | ("query", "limit" | "offset") | ("header", "Organization-Id"));
            assert!(is_tried, "{operation} has a new parameter: {location:?}");
        }
    }
}

fn string(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Inputs that contain a hostile value, and what must become of them.
struct Attempts {
    name: &'static str,
    inputs: fn(&Row, &str) -> Inputs,
    /// Whether the client must reject a value. It must send all others.
    is_invalid: fn(&str) -> bool,
    assert_sent: fn(&Received, &Row, &str),
}

impl Attempts {
    /// Tries every hostile value with each of these operations.
    async fn run(self, recorder: &Server, client: &Client, rows: &[Row]) {
        let (mut sent, mut rejected) = (0, 0);
        for row in rows {
            for value in hostile() {
                let outcome = (row.send)(client.clone(), (self.inputs)(row, &value)).await;
                if let Some(request) = recorder.take() {
                    outcome.unwrap_or_else(|error| panic!("{value:?}: {error}"));
                    assert!(!(self.is_invalid)(&value), "{value:?} was sent");
                    (self.assert_sent)(&request, row, &value);
                    sent += 1;
                } else {
                    assert_rejected(&outcome.expect_err("nothing was sent"), ErrorKind::InvalidRequest, &value);
                    assert!((self.is_invalid)(&value), "{value:?} could be sent");
                    rejected += 1;
                }
            }
        }
        assert!(recorder.requests().is_empty(), "a request was sent twice");
        println!("{}: inputs tried: {}, sent: {sent}, rejected: {rejected}", self.name, sent + rejected);
    }
}

fn operations_with_path_parameters() -> Vec<Row> {
    every_operation().into_iter().filter(|row| row.path.contains('{')).collect()
}

#[tokio::test]
async fn a_path_value_is_one_segment_or_is_rejected() {
    let recorder = recorder().await;
    let client = builder(&recorder.url).build().expect("a client");
    let attempts = Attempts {
        name: "path values",
        inputs,
        is_invalid: is_no_segment,
        assert_sent: |request, row, value| assert_is(request, row.operation, &[], value),
    };
    attempts.run(&recorder, &client, &operations_with_path_parameters()).await;
}

#[tokio::test]
async fn a_path_value_that_is_too_long_is_rejected() {
    let client = builder("http://localhost:1").build().expect("a client");
    let value = "a".repeat(100 * 1024);
    for row in operations_with_path_parameters() {
        let error = (row.send)(client.clone(), inputs(&row, &value)).await.expect_err("no URL is that long");
        assert_rejected(&error, ErrorKind::InvalidRequest, &value);
    }
}

#[tokio::test]
async fn a_request_organization_is_the_exact_header_or_is_rejected() {
    let recorder = recorder().await;
    let client = builder(&recorder.url).organization_id("org-1").build().expect("a client");
    let attempts = Attempts {
        name: "organizations of requests, header",
        inputs: |row, value| Inputs { organization: Some(value.to_owned()), ..inputs(row, "a") },
        is_invalid: is_no_header,
        assert_sent: |request, row, value| {
            assert_is(request, row.operation, &[], "a");
            assert_eq!(request.header("organization-id"), Some(value), "{}", row.operation);
        },
    };
    attempts.run(&recorder, &client, &every_operation()).await;
}

#[tokio::test]
async fn a_request_organization_is_one_path_segment_or_is_rejected() {
    let recorder = recorder().await;
    let client = builder(&format!("{}/v2.1", recorder.url)).organization_in_path("org-1").build().expect("a client");
    let attempts = Attempts {
        name: "organizations of requests, path",
        inputs: |row, value| {
            let path = if is_no_segment(value) { "a" } else { value };
            Inputs { organization: Some(value.to_owned()), ..inputs(row, path) }
        },
        is_invalid: |value| is_no_header(value) || is_no_segment(value),
        assert_sent: |request, row, value| {
            assert_is(request, row.operation, &["v2.1", "organizations", "{organization}"], value);
            assert_eq!(request.header("organization-id"), None);
        },
    };
    attempts.run(&recorder, &client, &every_operation()).await;
}

#[tokio::test]
async fn a_client_organization_is_sent_exactly_or_is_rejected() {
    let recorder = recorder().await;
    let rows = every_operation();
    let (mut sent, mut rejected) = (0, 0);
    for (value, row) in hostile().iter().zip(rows.iter().cycle()) {
        for is_in_path in [true, false] {
            let builder = builder(&format!("{}/v2.1", recorder.url));
            let built = match is_in_path {
                true => builder.organization_in_path(value).build(),
                false => builder.organization_id(value).build(),
            };
            let client = match built {
                Ok(client) => client,
                Err(error) => {
                    assert_rejected(&error, ErrorKind::Configuration, value);
                    let has_space = value.contains(' ');
                    let is_none = if is_in_path { is_no_segment(value) } else { is_no_header(value) || has_space };
                    assert!(is_none, "{value:?} could be sent: {error}");
                    rejected += 1;
                    continue;
                }
            };
            (row.send)(client, inputs(row, value)).await.map(drop).unwrap_or_else(|error| panic!("{value:?}: {error}"));
            let request = recorder.take().expect("a request");
            let prefix: &[&str] = if is_in_path { &["v2.1", "organizations", "{organization}"] } else { &["v2.1"] };
            assert_is(&request, row.operation, prefix, value);
            assert_eq!(request.header("organization-id"), (!is_in_path).then_some(value.as_str()));
            sent += 1;
        }
    }
    println!("organizations of clients: inputs tried: {}, sent: {sent}, rejected: {rejected}", sent + rejected);
}

#[tokio::test]
async fn no_credential_or_user_agent_injects_a_header() {
    let recorder = recorder().await;
    let rows = every_operation();
    let verify =
        rows.iter().find(|row| row.operation.security.len() == 3).expect("an operation that accepts every scheme");
    let (mut sent, mut rejected) = (0, 0);
    let client = || bare(&recorder.url);
    for value in hostile().iter().filter(|value| value.len() < 1_000) {
        for (name, prefix, builder) in [
            ("reb-apikey", "", client().secret_api_key(value.as_str())),
            ("authorization", "", client().publishable_api_key(value.as_str())),
            ("authorization", "Bearer ", client().jwt(value.as_str())),
            ("user-agent", "", client().secret_api_key("secret").user_agent(value.as_str())),
        ] {
            match builder.build() {
                Err(error) => {
                    assert_rejected(&error, ErrorKind::Configuration, value);
                    rejected += 1;
                }
                Ok(client) => {
                    (verify.send)(client, inputs(verify, "a")).await.expect("a response");
                    let request = recorder.take().expect("a request");
                    assert_is(&request, verify.operation, &[], "a");
                    assert_eq!(request.header(name), Some(format!("{prefix}{value}").as_str()));
                    sent += 1;
                }
            }
        }
    }
    println!("credentials and user agents: inputs tried: {}, sent: {sent}, rejected: {rejected}", sent + rejected);
}

#[tokio::test]
async fn every_operation_stays_below_the_base_path() {
    let recorder = recorder().await;
    for (base_path, prefix) in
        [("/v2.1", &["v2.1"][..]), ("/a/../b//", &["b"]), ("/a%2Fb/{token}/", &["a/b", "%7Btoken}"])]
    {
        let client = builder(&format!("{}{base_path}", recorder.url)).build().expect("a client");
        for row in every_operation() {
            let outcome = (row.send)(client.clone(), inputs(&row, "../x")).await;
            outcome.map(drop).unwrap_or_else(|error| panic!("{base_path}: {error}"));
            let request = recorder.take().expect("a request");
            let target = request.target();
            assert!(target.starts_with(&client.base_url()[recorder.url.len()..]), "{target}");
            assert_eq!(target.split('/').count(), 1 + prefix.len() + row.operation.path.split('/').count() - 1);
        }
    }
}

#[tokio::test]
async fn no_redirect_is_followed_with_any_http_client() {
    let elsewhere = Server::start(|_| response(200, &[], "{}")).await;
    let mut redirects = 0;
    for status in [301, 302, 303, 307, 308] {
        for location in
            [elsewhere.url.clone(), "/credentials".to_owned(), elsewhere.url.replace("http:", ""), ".".to_owned()]
        {
            let target = location.clone();
            let server = Server::start(move |_| response(status, &[("location", target.as_str())], "")).await;
            let own = builder(&server.url).configure_http_client(|http| {
                let http = http.tls_certs_only([]).referer(true);
                http.redirect(reqwest::redirect::Policy::custom(|attempt| attempt.follow()))
            });
            for client in [builder(&server.url), own].map(|builder| builder.build().expect("a client")) {
                for row in every_operation() {
                    let before = server.requests().len();
                    let error = (row.send)(client.clone(), inputs(&row, "token")).await.expect_err("a redirect");
                    assert_eq!(
                        (error.kind(), error.status().map(|found| found.as_u16())),
                        (ErrorKind::Redirect, Some(status))
                    );
                    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
                    assert_eq!(server.requests().len(), before + 1, "{} {status} {location}", row.operation);
                    redirects += 1;
                }
            }
        }
    }
    assert_eq!(elsewhere.requests().len(), 0);
    println!("redirects: received: {redirects}, followed: 0");
}
