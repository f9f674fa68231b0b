//! No path confusion: no value changes which endpoint is called, and nothing follows a redirect.

use std::sync::{Arc, Mutex};

use percent_encoding::percent_decode_str;
use rebilly_customer_auth::{Client, ClientBuilder, Error, ErrorKind, OPERATIONS, Operation};
use serde_json::Value;

use crate::support::http_client::plain;
use crate::support::operations::{Inputs, Row, every_operation};
use crate::support::server::{Received, Reply, Server, answer};
use crate::support::spec;

/// What ends a segment or begins another part of a URL in one parser or another, or looks like it.
const PIECES: &[&str] = &[
    ".",
    "..",
    "...",
    "/",
    "//",
    "\\",
    "../",
    "..\\",
    "./",
    "%2e",
    "%2e%2e",
    "%2E%2E",
    ".%2e",
    "%2f",
    "%5c",
    "%2e%2e%2f",
    "%2e%2e%5c",
    "%252e%252e",
    "%252f",
    "%c0%ae%c0%ae",
    "%c0%af",
    "%u002e",
    "%",
    "%zz",
    "%00",
    "%0d%0a",
    ";",
    "..;",
    "?",
    "#",
    "&",
    "=",
    "+",
    ":",
    "@",
    "@host.example",
    "//host.example",
    "https://host.example/",
    "user:pass@host.example",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\r\nx-injected: 1",
    " HTTP/1.1\r\nx-injected: 1\r\n\r\n",
    "\0",
    "\u{1b}",
    "\u{7f}",
    "\u{85}",
    " ",
    "\u{a0}",
    "\u{3000}",
    "\u{2028}",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "．",
    "．．",
    "。",
    "｡",
    "․․",
    "‥",
    "…",
    "／",
    "⁄",
    "∕",
    "⧸",
    "＼",
    "∖",
    "﹨",
    "？",
    "＃",
    "；",
    "％2e",
    "è",
    "e\u{300}",
    "🔑",
    "\u{10ffff}",
    "{token}",
    "*",
    "'",
    "\"",
    "<",
    "|",
    "^",
    "`",
];

/// The pieces, alone, combined and encoded, and the paths of all operations as somebody would try to get to them.
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

/// A value that is too long for a URL, whatever it is encoded to.
fn too_long() -> String {
    "a".repeat(100 * 1024)
}

/// What cannot be a segment: a URL parser takes it away, encoded or not.
fn is_no_segment(value: &str) -> bool {
    ["", ".", ".."].contains(&value)
}

/// What cannot be sent in a header, or would be read as something else.
fn is_no_header(value: &str) -> bool {
    value.is_empty() || value != value.trim() || !value.chars().all(|char| (' '..='~').contains(&char))
}

/// A server that answers every operation, and the last request that it got.
struct Recorder {
    url: String,
    last: Arc<Mutex<Option<Received>>>,
    server: Server,
}

impl Recorder {
    async fn start() -> Self {
        let last: Arc<Mutex<Option<Received>>> = Arc::default();
        let latest = Arc::clone(&last);
        let server = Server::start(move |requests| {
            let request = requests.last().expect("a request");
            let reply = success(request);
            *latest.lock().expect("the last") = Some(request.clone());
            reply
        })
        .await;
        Self { url: server.url.clone(), last, server }
    }

    /// The request since the last time, if there was one.
    fn take(&self) -> Option<Received> {
        self.last.lock().expect("the last").take()
    }

    /// A client of it. It loads no certificates, which would take a while.
    fn builder(&self) -> ClientBuilder {
        builder(&self.url)
    }
}

fn builder(url: &str) -> ClientBuilder {
    Client::builder().base_url(url).secret_api_key("secret").configure_http_client(plain)
}

fn success(request: &Received) -> Reply {
    let first = request.head.lines().next().unwrap_or_default();
    let is_list = ["/authentication-tokens ", "/credentials ", "/password-tokens ", "/authentication-options "];
    match first.split_once(' ') {
        Some(("DELETE", _)) => answer(204, &[], ""),
        Some(("GET", rest)) if is_list.iter().any(|path| rest.contains(path)) => answer(200, &[], "[]"),
        _ => answer(200, &[], r#"{"username": "jane", "customerId": "cus-1"}"#),
    }
}

fn inputs(row: &Row, path: &str) -> Inputs {
    Inputs { path: path.to_owned(), ..Inputs::sound(row.operation) }
}

/// Looks that a request is one of an operation, with this value in each parameter of the path.
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

/// Looks that nothing was sent, and that the error shows nothing of the value.
fn assert_refused(error: &Error, kind: ErrorKind, value: &str) {
    // The two dots are those of `Debug`, for members that it leaves out.
    let shown = format!("{error} {error:?}").replace(", .. }", "");
    assert_eq!((error.kind(), error.may_have_been_sent()), (kind, false), "{value:?}: {shown}");
    // A single dot or space stands in every text.
    assert!(value.trim().len() < 2 || !shown.contains(value), "{value:?} is echoed: {shown}");
}

#[test]
fn the_templates_have_the_parameters_of_the_document() {
    let document = spec::load();
    let tree = document.tree();
    let operations = document.operations();
    assert_eq!(operations.len(), OPERATIONS.len());
    for found in &operations {
        let operation = OPERATIONS.iter().find(|operation| Some(operation.id) == found.id()).expect("in the table");
        let parameters = found.parameters(tree);
        let in_path = parameters.iter().filter(|(_, parameter)| parameter["in"] == "path");
        let names: Vec<String> = in_path.map(|(_, parameter)| format!("{{{}}}", text(&parameter["name"]))).collect();
        let template: Vec<&str> = operation.path.split('/').filter(|segment| segment.starts_with('{')).collect();
        assert_eq!(template, names, "{operation}");
        // What the other tests rely on: there is no other way into the URL or the headers than those that they try.
        for (_, parameter) in &parameters {
            let place = (text(&parameter["in"]), text(&parameter["name"]));
            let is_tried = matches!(place, ("path", _) | ("query", "limit" | "offset") | ("header", "Organization-Id"));
            assert!(is_tried, "{operation} has a new parameter: {place:?}");
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[tokio::test]
async fn every_path_value_is_one_segment_of_its_own_endpoint_or_is_refused() {
    let recorder = Recorder::start().await;
    let client = recorder.builder().build().expect("a client");
    let (values, mut sent, mut refused) = (hostile(), 0, 0);
    for row in every_operation().iter().filter(|row| row.operation.path.contains('{')) {
        for value in &values {
            let outcome = (row.send)(client.clone(), inputs(row, value)).await;
            match recorder.take() {
                Some(request) => {
                    outcome.unwrap_or_else(|error| panic!("{value:?}: {error}"));
                    assert!(!is_no_segment(value), "{value:?}");
                    assert_is(&request, row.operation, &[], value);
                    sent += 1;
                }
                None => {
                    assert_refused(&outcome.expect_err("nothing was sent"), ErrorKind::InvalidRequest, value);
                    assert!(is_no_segment(value), "{value:?} could be sent");
                    refused += 1;
                }
            }
        }
        let error = (row.send)(client.clone(), inputs(row, &too_long())).await.expect_err("no URL is that long");
        assert_refused(&error, ErrorKind::InvalidRequest, &too_long());
        refused += 1;
    }
    assert_eq!(recorder.server.requests().len(), sent);
    println!("path values: inputs tried: {}, one segment: {sent}, refused: {refused}", sent + refused);
}

#[tokio::test]
async fn every_organization_of_a_call_is_the_header_as_it_was_given_or_is_refused() {
    let recorder = Recorder::start().await;
    let client = recorder.builder().organization_id("org-1").build().expect("a client");
    let (values, mut sent, mut refused) = (hostile(), 0, 0);
    for row in every_operation() {
        for value in &values {
            let inputs = Inputs { organization: Some(value.clone()), ..inputs(&row, "a") };
            let outcome = (row.send)(client.clone(), inputs).await;
            match recorder.take() {
                Some(request) => {
                    outcome.unwrap_or_else(|error| panic!("{value:?}: {error}"));
                    assert_is(&request, row.operation, &[], "a");
                    assert!(!is_no_header(value), "{value:?}");
                    assert_eq!(request.header("organization-id"), Some(value.as_str()), "{}", row.operation);
                    sent += 1;
                }
                None => {
                    assert_refused(&outcome.expect_err("nothing was sent"), ErrorKind::InvalidRequest, value);
                    assert!(is_no_header(value), "{value:?} could be sent");
                    refused += 1;
                }
            }
        }
    }
    println!("organizations of calls, header: inputs tried: {}, sent: {sent}, refused: {refused}", sent + refused);
}

#[tokio::test]
async fn every_organization_of_a_call_is_one_segment_of_the_path_or_is_refused() {
    let recorder = Recorder::start().await;
    let base_url = format!("{}/v2.1", recorder.url);
    let client = recorder.builder().base_url(base_url).organization_in_path("org-1").build().expect("a client");
    let (values, mut sent, mut refused) = (hostile(), 0, 0);
    for row in every_operation() {
        for value in &values {
            let inputs = Inputs { organization: Some(value.clone()), ..inputs(&row, value) };
            let inputs = if is_no_segment(value) { Inputs { path: "a".to_owned(), ..inputs } } else { inputs };
            let outcome = (row.send)(client.clone(), inputs).await;
            match recorder.take() {
                Some(request) => {
                    outcome.unwrap_or_else(|error| panic!("{value:?}: {error}"));
                    assert_is(&request, row.operation, &["v2.1", "organizations", "{organization}"], value);
                    assert_eq!(request.header("organization-id"), None);
                    sent += 1;
                }
                None => {
                    assert_refused(&outcome.expect_err("nothing was sent"), ErrorKind::InvalidRequest, value);
                    assert!(is_no_header(value) || is_no_segment(value), "{value:?} could be sent");
                    refused += 1;
                }
            }
        }
    }
    println!("organizations of calls, path: inputs tried: {}, one segment: {sent}, refused: {refused}", sent + refused);
}

#[tokio::test]
async fn every_organization_of_a_client_is_sent_as_it_was_given_or_is_refused() {
    let recorder = Recorder::start().await;
    let rows = every_operation();
    let (mut sent, mut refused) = (0, 0);
    for (value, row) in hostile().iter().zip(rows.iter().cycle()) {
        for is_in_path in [true, false] {
            let builder = recorder.builder();
            let built = match is_in_path {
                true => builder.organization_in_path(value).build(),
                false => builder.organization_id(value).build(),
            };
            let client = match built {
                Ok(client) => client,
                Err(error) => {
                    assert_refused(&error, ErrorKind::Configuration, value);
                    let has_space = value.contains(' ');
                    let is_none = if is_in_path { is_no_segment(value) } else { is_no_header(value) || has_space };
                    assert!(is_none, "{value:?} could be sent: {error}");
                    refused += 1;
                    continue;
                }
            };
            (row.send)(client, inputs(row, value)).await.map(drop).unwrap_or_else(|error| panic!("{value:?}: {error}"));
            let request = recorder.take().expect("a request");
            let prefix: &[&str] = if is_in_path { &["organizations", "{organization}"] } else { &[] };
            assert_is(&request, row.operation, prefix, value);
            assert_eq!(request.header("organization-id"), (!is_in_path).then_some(value.as_str()));
            sent += 1;
        }
    }
    println!("organizations of clients: inputs tried: {}, sent: {sent}, refused: {refused}", sent + refused);
}

#[tokio::test]
async fn no_other_setting_adds_a_header_or_ends_one() {
    let recorder = Recorder::start().await;
    let rows = every_operation();
    let verify = rows.iter().find(|row| row.operation.security.len() == 3).expect("one that takes all keys");
    let (mut sent, mut refused) = (0, 0);
    let client = || Client::builder().base_url(&recorder.url).configure_http_client(plain);
    for value in hostile().iter().filter(|value| value.len() < 1_000) {
        for (name, prefix, builder) in [
            ("reb-apikey", "", client().secret_api_key(value.as_str())),
            ("authorization", "", client().publishable_api_key(value.as_str())),
            ("authorization", "Bearer ", client().jwt(value.as_str())),
            ("user-agent", "", client().secret_api_key("secret").user_agent(value.as_str())),
        ] {
            match builder.build() {
                Err(error) => {
                    assert_refused(&error, ErrorKind::Configuration, value);
                    refused += 1;
                }
                Ok(client) => {
                    (verify.send)(client, inputs(verify, "a")).await.expect("an answer");
                    let request = recorder.take().expect("a request");
                    assert_is(&request, verify.operation, &[], "a");
                    assert_eq!(request.header(name), Some(format!("{prefix}{value}").as_str()));
                    sent += 1;
                }
            }
        }
    }
    println!("keys and user agents: inputs tried: {}, sent: {sent}, refused: {refused}", sent + refused);
}

#[test]
fn a_base_url_is_what_it_looks_like_or_is_refused() {
    let refused = [
        "",
        " ",
        "host.example",
        "//host.example",
        "https:",
        "https://",
        "https:// host.example",
        "https://host.example /a",
        " https://host.example",
        "https://host.example ",
        "https://host.example\n",
        "https://host.example/\t",
        "https://host.example/\0",
        "https://host.example/\u{1b}[2J",
        "https://host.example/\u{a0}",
        "ht\ntps://host.example",
        "https:\\\\host.example",
        "https://host.example\\@other.example",
        "https://host.example\\..\\x",
        "https://user@host.example",
        "https://user:pass@host.example",
        "https://:pass@host.example",
        "https://host.example:443@other.example",
        "https://host.example?",
        "https://host.example?a=1",
        "https://host.example#",
        "https://host.example#a",
        "https://host.example:99999",
        "https://host.example:port",
        "https://[::1",
        "https://ho|st.example",
        "https://ho%2Fst.example",
        "https://host.example%00.other.example",
        "https://999.999.999.999",
        "ftp://host.example",
        "file:///etc/passwd",
        "data:text/plain,a",
        "javascript:alert(1)",
        "ws://host.example",
        "unix:/run/a.sock",
        "http://host.example",
        "http://api.rebilly.com",
        "http://10.0.0.1",
        "http://169.254.169.254",
        "http://0.0.0.0",
        "http://[::]",
        "http://[::ffff:10.0.0.1]",
        "http://127.0.0.1.host.example",
        "http://localhost.host.example",
        "http://notlocalhost",
        "http://localhost@host.example",
    ];
    for url in refused {
        let error = builder(url).build().err().unwrap_or_else(|| panic!("{url:?} is taken"));
        assert_refused(&error, ErrorKind::Configuration, url);
        assert!(error.to_string().starts_with("base_url: "), "{url:?}: {error}");
    }
    let taken = [
        ("https://HOST.example", "https://host.example"),
        ("https://host.example:443/", "https://host.example"),
        ("https://host.example/a/../b/", "https://host.example/b"),
        ("https://host.example/a/%2e%2e/b", "https://host.example/b"),
        ("https://host.example/a//", "https://host.example/a"),
        ("https://host.example/a;b=c", "https://host.example/a;b=c"),
        ("http://127.0.0.1:1", "http://127.0.0.1:1"),
        ("http://2130706433", "http://127.0.0.1"),
        ("http://[::1]:1", "http://[::1]:1"),
        ("http://localhost", "http://localhost"),
    ];
    for (url, base_url) in taken {
        assert_eq!(builder(url).build().expect(url).base_url(), base_url);
    }
    let tried = refused.len() + taken.len();
    println!("base URLs: inputs tried: {tried}, taken: {}, refused: {}", taken.len(), refused.len());
}

#[tokio::test]
async fn every_operation_stays_below_a_base_url_with_a_path() {
    let recorder = Recorder::start().await;
    for (base_path, prefix) in
        [("/v2.1", &["v2.1"][..]), ("/a/../b//", &["b"]), ("/a%2Fb/{token}/", &["a/b", "%7Btoken}"])]
    {
        let client = builder(&format!("{}{base_path}", recorder.url)).build().expect("a client");
        for row in every_operation() {
            let outcome = (row.send)(client.clone(), inputs(&row, "../x")).await;
            outcome.map(drop).unwrap_or_else(|error| panic!("{base_path}: {error}"));
            let request = recorder.take().expect("a request");
            let target = request.head.split(' ').nth(1).expect("a target");
            assert!(target.starts_with(&client.base_url()[recorder.url.len()..]), "{target}");
            assert_eq!(target.split('/').count(), 1 + prefix.len() + row.operation.path.split('/').count() - 1);
        }
    }
}

#[tokio::test]
async fn no_redirect_takes_a_key_or_a_body_anywhere_whatever_the_http_client_was_told() {
    let elsewhere = Server::start(|_| answer(200, &[], "{}")).await;
    let mut redirects = 0;
    for status in [301, 302, 303, 307, 308] {
        for location in
            [elsewhere.url.clone(), "/credentials".to_owned(), elsewhere.url.replace("http:", ""), ".".to_owned()]
        {
            let target = location.clone();
            let server = Server::start(move |_| answer(status, &[("location", target.as_str())], "")).await;
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
    println!("redirects: answered: {redirects}, followed: 0");
}
