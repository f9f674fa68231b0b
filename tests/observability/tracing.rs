//! What a subscriber sees of a call: the names of OpenTelemetry, and nothing that the call was given.

use std::collections::BTreeMap;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rebilly_customer_auth::{Client, ClientBuilder, Error, OPERATIONS, ResponseValue, RetryPolicy};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Instrument, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

use crate::support::server::{Nobody, Reply, Server, answer};

type Fields = BTreeMap<&'static str, String>;

/// What was traced so far, of all threads that hold the guard.
#[derive(Clone, Default)]
struct Trace(Arc<Mutex<Seen>>);

#[derive(Default)]
struct Seen {
    spans: Vec<(Id, Fields)>,
    /// With the level, and the ID of the operation whose span it is in.
    events: Vec<Fields>,
}

impl Trace {
    /// Traces this thread, and with it all tasks of a test's runtime.
    fn start() -> (Self, DefaultGuard) {
        let trace = Self::default();
        let guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(trace.clone()));
        (trace, guard)
    }

    fn spans(&self) -> Vec<Fields> {
        self.0.lock().expect("the trace").spans.iter().map(|(_, fields)| fields.clone()).collect()
    }

    fn span(&self) -> Fields {
        let mut spans = self.spans();
        assert_eq!(spans.len(), 1, "{spans:?}");
        spans.remove(0)
    }

    fn events(&self) -> Vec<Fields> {
        self.0.lock().expect("the trace").events.clone()
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Trace {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, _: Context<'_, S>) {
        if attributes.metadata().target() != "rebilly_customer_auth" {
            return;
        }
        let mut fields = Read(Fields::from([("name", attributes.metadata().name().to_owned())]));
        attributes.record(&mut fields);
        self.0.lock().expect("the trace").spans.push((id.clone(), fields.0));
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut seen = self.0.lock().expect("the trace");
        if let Some((_, fields)) = seen.spans.iter_mut().rev().find(|(span, _)| span == id) {
            let mut read = Read(std::mem::take(fields));
            values.record(&mut read);
            *fields = read.0;
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if event.metadata().target() != "rebilly_customer_auth" {
            return;
        }
        let mut fields = Read(Fields::from([("level", event.metadata().level().to_string())]));
        event.record(&mut fields);
        let mut seen = self.0.lock().expect("the trace");
        let parent = context.event_span(event).map(|span| span.id());
        if let Some((_, span)) = seen.spans.iter().rev().find(|(id, _)| Some(id) == parent.as_ref()) {
            fields.0.insert("of", span["operation_id"].clone());
        }
        seen.events.push(fields.0);
    }
}

struct Read(Fields);

impl Visit for Read {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }
}

fn fields<const N: usize>(fields: [(&'static str, &str); N]) -> Fields {
    fields.into_iter().map(|(name, value)| (name, value.to_owned())).collect()
}

fn builder(url: &str) -> ClientBuilder {
    let quick = RetryPolicy::default().initial_backoff(Duration::ZERO);
    Client::builder().base_url(url).secret_api_key("canary-key").retry_policy(quick)
}

fn client(url: &str) -> Client {
    builder(url).build().expect("a client")
}

fn port(url: &str) -> String {
    url.rsplit_once(':').expect("a port").1.to_owned()
}

const CREDENTIAL: &str = r#"{"id": "canary-id", "username": "canary-username", "customerId": "canary-customer"}"#;

#[tokio::test]
async fn a_success_has_the_names_of_opentelemetry() {
    let server = Server::start(|_| answer(200, &[("x-request-id", "canary-header")], CREDENTIAL)).await;
    let (trace, _guard) = Trace::start();
    client(&server.url).get_credential().id("canary-id").organization_id("canary-org").send().await.expect("a success");
    let expected = fields([
        ("name", "call"),
        ("otel.name", "GET /credentials/{id}"),
        ("otel.kind", "client"),
        ("operation_id", "GetCredential"),
        ("http.request.method", "GET"),
        ("url.template", "/credentials/{id}"),
        ("server.address", "127.0.0.1"),
        ("server.port", &port(&server.url)),
        ("http.response.status_code", "200"),
    ]);
    assert_eq!(trace.span(), expected);
    let sent =
        fields([("level", "DEBUG"), ("message", "sending the request"), ("attempt", "1"), ("of", "GetCredential")]);
    assert_eq!(trace.events(), [sent]);
}

#[tokio::test]
async fn a_retried_call_says_how_often_and_each_wait_says_why() {
    let server = Server::start(|requests| match requests.len() {
        1 => answer(503, &[], "canary-body"),
        2 => answer(429, &[], "{}"),
        _ => answer(200, &[], CREDENTIAL),
    })
    .await;
    let (trace, _guard) = Trace::start();
    client(&server.url).get_credential().id("canary-id").send().await.expect("a success");
    let span = trace.span();
    assert_eq!(span["http.request.resend_count"], "2");
    assert_eq!(span["http.response.status_code"], "200");
    assert!(!span.contains_key("error.type") && !span.contains_key("otel.status_code"), "{span:?}");
    let sent = |attempt| {
        fields([("level", "DEBUG"), ("message", "sending the request"), ("attempt", attempt), ("of", "GetCredential")])
    };
    let retry = |attempt, error| {
        fields([
            ("level", "WARN"),
            ("message", "the attempt failed; the request will be sent again"),
            ("attempt", attempt),
            ("error.type", error),
            ("wait_ms", "0"),
            ("of", "GetCredential"),
        ])
    };
    assert_eq!(trace.events(), [sent("1"), retry("1", "503"), sent("2"), retry("2", "429"), sent("3")]);
}

#[tokio::test]
async fn an_error_has_its_status_or_its_kind_as_its_type() {
    let nobody = Nobody::new();
    for (reply, status, error) in [
        (Some((404, r#"{"title": "canary-title"}"#)), Some("404"), "404"),
        (Some((302, "")), Some("302"), "302"),
        (Some((500, "<html>canary-body")), Some("500"), "500"),
        (Some((200, r#"{"username": 5}"#)), Some("200"), "Decode"),
        (None, None, "Connect"),
    ] {
        let url = match reply {
            Some((status, body)) => Server::start(move |_| answer(status, &[], body)).await.url,
            None => nobody.url.clone(),
        };
        let (trace, _guard) = Trace::start();
        let client = client(&url).with_retry_policy(RetryPolicy::none());
        client.get_credential().id("canary-id").send().await.expect_err("an error");
        let span = trace.span();
        assert_eq!(span["error.type"], error);
        assert_eq!(span["otel.status_code"], "ERROR");
        assert_eq!(span.get("http.response.status_code").map(String::as_str), status, "{error}");
        assert!(!span.contains_key("http.request.resend_count"), "{error}");
        assert!(!format!("{span:?} {:?}", trace.events()).contains("canary"), "{error}");
    }
}

#[tokio::test]
async fn a_call_that_failed_after_retries_says_how_often_it_was_sent_again() {
    let server = Server::start(|_| answer(502, &[], "")).await;
    let (trace, _guard) = Trace::start();
    client(&server.url).get_credential().id("a").send().await.expect_err("an error");
    assert_eq!(trace.span()["http.request.resend_count"], "2");
    assert_eq!(trace.span()["error.type"], "502");
}

#[tokio::test]
async fn a_call_that_cannot_be_made_has_a_span_too() {
    let (trace, _guard) = Trace::start();
    client("https://api.example").get_credential().id("..").send().await.expect_err("an error");
    assert_eq!(trace.span()["error.type"], "InvalidRequest");
    assert_eq!((&*trace.span()["server.address"], &*trace.span()["server.port"]), ("api.example", "443"));
    assert!(!trace.span().contains_key("http.response.status_code"));
    assert!(trace.events().is_empty(), "nothing was sent");
}

#[tokio::test]
async fn the_host_is_named_and_not_the_organization_in_the_path() {
    let (trace, _guard) = Trace::start();
    let client = builder("http://[::1]:9").organization_in_path("canary-org").retry_policy(RetryPolicy::none()).build();
    client.expect("a client").get_credential().id("a").send().await.expect_err("an error");
    assert_eq!((&*trace.span()["server.address"], &*trace.span()["server.port"]), ("::1", "9"));
    assert!(!format!("{:?}", trace.span()).contains("canary"));
}

#[tokio::test]
async fn a_renewal_is_seen_in_the_call_that_began_it_and_says_nothing_of_the_programs_own() {
    let (trace, _guard) = Trace::start();
    let server = Server::start(|_| answer(200, &[], CREDENTIAL)).await;
    let builder = || Client::builder().base_url(&server.url);
    let renewal =
        fields([("level", "DEBUG"), ("message", "asking the jwt_provider for a JWT"), ("of", "GetCredential")]);

    let good = builder().jwt_provider(|| async { Ok::<_, Error>("canary-jwt") }).build().expect("a client");
    good.get_credential().id("a").send().await.expect("a success");
    assert_eq!(trace.events().first(), Some(&renewal));

    let bad = builder().jwt_provider(|| async { Err::<&str, _>("canary-error") }).build().expect("a client");
    bad.get_credential().id("a").send().await.expect_err("an error");
    let failure = fields([
        ("level", "WARN"),
        ("message", "no JWT from the jwt_provider"),
        ("fault", "it failed; provider_error() says why"),
        ("of", "GetCredential"),
    ]);
    assert_eq!(trace.events().split_off(2), [renewal, failure]);
    assert_eq!(trace.spans()[1]["error.type"], "JwtProvider");
    assert!(!format!("{:?} {:?}", trace.spans(), trace.events()).contains("canary"));
}

#[tokio::test]
async fn a_field_of_the_programs_own_span_with_the_same_name_is_left_alone() {
    #[derive(Clone)]
    struct CallsAreOff(Trace);
    impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for CallsAreOff {
        fn enabled(&self, metadata: &tracing::Metadata<'_>, _: Context<'_, S>) -> bool {
            metadata.name() != "call"
        }
        fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
            self.0.on_new_span(attributes, id, context);
        }
        fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
            self.0.on_record(id, values, context);
        }
    }
    let server = Server::start(|_| answer(200, &[], CREDENTIAL)).await;
    let trace = Trace::default();
    let subscriber = tracing_subscriber::registry().with(CallsAreOff(trace.clone()));
    let _guard = tracing::subscriber::set_default(subscriber);
    let own = tracing::info_span!(
        target: "rebilly_customer_auth",
        "own",
        operation_id = "own",
        http.response.status_code = tracing::field::Empty,
    );
    let client = client(&server.url);
    client.get_credential().id("a").send().instrument(own).await.expect("a success");
    assert_eq!(trace.span(), fields([("name", "own"), ("operation_id", "own")]));
}

type Call = fn(Client) -> Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

fn ended<T>(outcome: Result<ResponseValue<T>, Error>) -> Result<(), Error> {
    outcome.map(|_| ())
}

macro_rules! call {
    ($id:literal, |$client:ident| $call:expr) => {
        ($id, |$client: Client| Box::pin(async move { ended($call.organization_id("canary").send().await) }))
    };
}

const CALLS: [(&str, Call); 16] = [
    call!("GetAuthenticationOption", |client| client.get_authentication_option()),
    call!("PutAuthenticationOption", |client| {
        client.put_authentication_option().body_map(|body| body.password_pattern("canary".to_owned()))
    }),
    call!("GetAuthenticationTokenCollection", |client| client.get_authentication_token_collection()),
    call!("PostAuthenticationToken", |client| {
        client
            .post_authentication_token()
            .body_map(|body| body.password(|login| login.username("canary").password("canary")))
    }),
    call!("GetAuthenticationTokenVerification", |client| {
        client.get_authentication_token_verification().token("canary")
    }),
    call!("DeleteAuthenticationToken", |client| client.delete_authentication_token().token("canary")),
    call!("PostAuthenticationTokenExchange", |client| {
        client.post_authentication_token_exchange().token("canary").body_map(|body| body.invalidate(true))
    }),
    call!("GetCredentialCollection", |client| client.get_credential_collection()),
    call!("PostCredential", |client| {
        client.post_credential().body_map(|body| body.username("canary").password("canary").customer_id("canary"))
    }),
    call!("GetCredential", |client| client.get_credential().id("canary")),
    call!("PutCredential", |client| {
        client
            .put_credential()
            .id("canary")
            .body_map(|body| body.username("canary").password("canary").customer_id("canary"))
    }),
    call!("DeleteCredential", |client| client.delete_credential().id("canary")),
    call!("GetPasswordTokenCollection", |client| client.get_password_token_collection()),
    call!("PostPasswordToken", |client| client.post_password_token().body_map(|body| body.username("canary"))),
    call!("GetPasswordToken", |client| client.get_password_token().id("canary")),
    call!("DeletePasswordToken", |client| client.delete_password_token().id("canary")),
];

#[tokio::test]
async fn each_operation_is_named_and_none_shows_what_it_was_given() {
    assert_eq!(CALLS.map(|(id, _)| id).as_slice(), OPERATIONS.iter().map(|row| row.id).collect::<Vec<_>>());
    let server = Server::start(|_| Reply::Reset).await;
    for ((id, call), operation) in CALLS.iter().zip(OPERATIONS) {
        let (trace, _guard) = Trace::start();
        call(client(&server.url)).await.expect_err("an error");
        let span = trace.span();
        assert_eq!(span["operation_id"], *id);
        assert_eq!(span["otel.name"], format!("{} {}", operation.method, operation.path));
        assert_eq!(span["http.request.method"], operation.method.as_str());
        assert_eq!(span["url.template"], operation.path);
        assert_eq!(span["error.type"], "Transport");
        assert!(!trace.events().is_empty(), "{id}");
        assert!(!format!("{span:?} {:?}", trace.events()).contains("canary"), "{id}");
    }
}
