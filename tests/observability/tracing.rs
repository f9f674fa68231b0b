//! The span and the events of a request: the names of OpenTelemetry and none of the inputs.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use rebilly_customer_auth::{Client, ClientBuilder, Error, RetryPolicy};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Instrument, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::{Context, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

use crate::support::client::{self, without_waits};
use crate::support::operations::{Inputs, every_operation};
use crate::support::server::{Nobody, Server, reset_after, response};

type Fields = BTreeMap<&'static str, String>;

/// The spans and events of the threads with a guard.
#[derive(Clone, Default)]
struct Trace(Arc<Mutex<Seen>>);

#[derive(Default)]
struct Seen {
    spans: Vec<(Id, Fields)>,
    /// With the level, and the operation ID of the span.
    events: Vec<Fields>,
}

impl Trace {
    /// Traces this thread, which runs all tasks of a test's runtime.
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
    client::bare(url).secret_api_key("canary-key").retry_policy(without_waits())
}

fn client(url: &str) -> Client {
    builder(url).build().expect("a client")
}

fn port(url: &str) -> String {
    url.rsplit_once(':').expect("a port").1.to_owned()
}

const CREDENTIAL: &str = r#"{"id": "canary-id", "username": "canary-username", "customerId": "canary-customer"}"#;

#[tokio::test]
async fn a_success_has_opentelemetry_names() {
    let server = Server::start(|_| response(200, &[("x-request-id", "canary-header")], CREDENTIAL)).await;
    let (trace, _guard) = Trace::start();
    client(&server.url).get_credential().id("canary-id").organization_id("canary-org").send().await.expect("a success");
    let expected = fields([
        ("name", "request"),
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
async fn a_retried_request_reports_its_resend_count_and_each_cause() {
    let server = Server::start(|requests| match requests.len() {
        1 => response(503, &[], "canary-body"),
        2 => response(429, &[], "{}"),
        _ => response(200, &[], CREDENTIAL),
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
            ("message", "the attempt failed; the request will be retried"),
            ("attempt", attempt),
            ("error.type", error),
            ("wait_ms", "0"),
            ("of", "GetCredential"),
        ])
    };
    assert_eq!(trace.events(), [sent("1"), retry("1", "503"), sent("2"), retry("2", "429"), sent("3")]);
}

#[tokio::test]
async fn an_error_type_is_the_status_or_the_kind() {
    let nobody = Nobody::new();
    for (reply, status, error) in [
        (Some((404, r#"{"title": "canary-title"}"#)), Some("404"), "404"),
        (Some((302, "")), Some("302"), "302"),
        (Some((500, "<html>canary-body")), Some("500"), "500"),
        (Some((200, r#"{"username": 5}"#)), Some("200"), "Decode"),
        (None, None, "Connect"),
    ] {
        let url = match reply {
            Some((status, body)) => Server::start(move |_| response(status, &[], body)).await.url,
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
async fn an_invalid_request_has_a_span() {
    let (trace, _guard) = Trace::start();
    client("https://api.example").get_credential().id("..").send().await.expect_err("an error");
    assert_eq!(trace.span()["error.type"], "InvalidRequest");
    assert_eq!((&*trace.span()["server.address"], &*trace.span()["server.port"]), ("api.example", "443"));
    assert!(!trace.span().contains_key("http.response.status_code"));
    assert!(trace.events().is_empty(), "nothing was sent");
}

#[tokio::test]
async fn a_span_names_the_host_and_hides_the_organization() {
    let (trace, _guard) = Trace::start();
    let client = builder("http://[::1]:9").organization_in_path("canary-org").retry_policy(RetryPolicy::none()).build();
    client.expect("a client").get_credential().id("a").send().await.expect_err("an error");
    assert_eq!((&*trace.span()["server.address"], &*trace.span()["server.port"]), ("::1", "9"));
    assert!(!format!("{:?}", trace.span()).contains("canary"));
}

#[tokio::test]
async fn a_refresh_is_logged_in_the_span_of_the_request_that_began_it() {
    let (trace, _guard) = Trace::start();
    let server = Server::start(|_| response(200, &[], CREDENTIAL)).await;
    let builder = || client::bare(&server.url);
    let refresh = fields([
        ("level", "DEBUG"),
        ("message", "requesting a credential from the provider"),
        ("provider", "jwt_provider"),
        ("of", "GetCredential"),
    ]);

    let good = builder().jwt_provider(|| async { Ok::<_, Error>("canary-jwt") }).build().expect("a client");
    good.get_credential().id("a").send().await.expect("a success");
    assert_eq!(trace.events().first(), Some(&refresh));

    let bad = builder().jwt_provider(|| async { Err::<&str, _>("canary-error") }).build().expect("a client");
    bad.get_credential().id("a").send().await.expect_err("an error");
    let failure = fields([
        ("level", "WARN"),
        ("message", "the provider returned no valid credential"),
        ("provider", "jwt_provider"),
        ("reason", "the provider failed; see provider_error()"),
        ("of", "GetCredential"),
    ]);
    assert_eq!(trace.events().split_off(2), [refresh, failure]);
    assert_eq!(trace.spans()[1]["error.type"], "CredentialProvider");
    assert!(!format!("{:?} {:?}", trace.spans(), trace.events()).contains("canary"));
}

#[tokio::test]
async fn a_member_of_the_wrong_type_is_logged_with_its_location() {
    let body = r#"[{"username":"a","customerId":"b"},{"username":"a","customerId":"b","expiredTime":"canary"}]"#;
    let server = Server::start(move |_| response(200, &[], body)).await;
    let (trace, _guard) = Trace::start();
    let page = client(&server.url).get_credential_collection().send().await.expect("a page");
    assert_eq!((page.len(), page[1].expired_time), (2, None));
    let dropped = fields([
        ("level", "WARN"),
        ("message", "a member of the response does not match the schema and is ignored"),
        ("location", "$[1].expiredTime"),
        ("items", "1"),
        ("of", "GetCredentialCollection"),
    ]);
    assert_eq!(trace.events().last(), Some(&dropped));
}

#[tokio::test]
async fn a_span_of_the_program_keeps_its_own_fields() {
    let server = Server::start(|_| response(200, &[], CREDENTIAL)).await;
    let trace = Trace::default();
    let request_spans_are_off = filter_fn(|metadata| metadata.name() != "request");
    let subscriber = tracing_subscriber::registry().with(trace.clone()).with(request_spans_are_off);
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

#[tokio::test]
async fn every_operation_is_named_without_its_inputs() {
    let server = Server::start(|_| reset_after("")).await;
    for row in every_operation() {
        let (trace, _guard) = Trace::start();
        let inputs = Inputs { organization: Some("canary".to_owned()), ..Inputs::with(row.operation, "canary") };
        (row.send)(client(&server.url), inputs).await.expect_err("an error");
        let span = trace.span();
        assert_eq!(span["operation_id"], row.operation.id);
        assert_eq!(span["otel.name"], format!("{} {}", row.method, row.path));
        assert_eq!(span["http.request.method"], row.method);
        assert_eq!(span["url.template"], row.path);
        assert_eq!(span["error.type"], "Transport");
        let resend_count = span.get("http.request.resend_count").map(String::as_str);
        assert_eq!(resend_count, row.operation.is_idempotent.then_some("2"), "{}", row.operation);
        assert!(!trace.events().is_empty(), "{}", row.operation);
        assert!(!format!("{span:?} {:?}", trace.events()).contains("canary"), "{}", row.operation);
    }
}
