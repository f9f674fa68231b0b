//! The stages of a request.
//!
//! Authentication, rate limit, parameters, body, handler; then drift, headers and the contract check. Routes come from
//! the spec, so a missing handler is a panic when the sandbox starts.

use std::{
    pin::pin,
    sync::Arc,
    time::{Duration, SystemTime},
};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{FromRequestParts as _, RawPathParams, Request},
    http::{Method, StatusCode, header, request::Parts},
    middleware::{self, Next},
    response::Response,
    routing::{MethodFilter, on},
    serve::Listener,
};
use chrono::{DateTime, Utc};
use hyper::server::conn::http1;
use hyper_util::{rt::TokioIo, service::TowerToHyperService};
use serde_json::Value;
use tokio::{net::TcpListener, sync::watch, task::spawn_blocking};

use crate::{
    auth, authentication_options, authentication_tokens,
    contract::{CONTRACT, Operation},
    credentials,
    drift::{self, Drift},
    exchange,
    password_pattern::{self, PasswordPattern},
    password_tokens,
    problem::{self, Problem},
    recorded_request::RecordedRequest,
    request::{Handler, Reply, ValidatedRequest, segment},
    state::{DEFAULT_ORGANIZATION, Shared, State},
    timer::MachineTimer,
};

const LARGEST_BODY: usize = 1024 * 1024;

/// The most bytes of a request's head, give or take one read. Recorded requests keep their heads.
const MAX_HEAD: usize = 64 * 1024;

/// The path prefix that names an organization.
const ORGANIZATION_PREFIX: &str = "/organizations/{organizationId}";

const ORGANIZATION_HEADER: &str = "Organization-Id";

/// Returns the handler of each operation.
fn handler(operation_id: &str) -> Option<Handler> {
    Some(match operation_id {
        "GetAuthenticationOption" => authentication_options::get,
        "PutAuthenticationOption" => authentication_options::put,
        "GetAuthenticationTokenCollection" => authentication_tokens::list,
        "PostAuthenticationToken" => authentication_tokens::log_in,
        "GetAuthenticationTokenVerification" => authentication_tokens::verify,
        "DeleteAuthenticationToken" => authentication_tokens::log_out,
        "PostAuthenticationTokenExchange" => exchange::exchange,
        "GetCredentialCollection" => credentials::list,
        "PostCredential" => credentials::create,
        "GetCredential" => credentials::get,
        "PutCredential" => credentials::put,
        "DeleteCredential" => credentials::delete,
        "GetPasswordTokenCollection" => password_tokens::list,
        "PostPasswordToken" => password_tokens::create,
        "GetPasswordToken" => password_tokens::get,
        "DeletePasswordToken" => password_tokens::delete,
        _ => return None,
    })
}

/// Serves HTTP/1.1 until `stop` changes, which lets the requests in flight end.
pub(crate) async fn run(
    mut listener: TcpListener,
    router: Router,
    header_timeout: Duration,
    mut stop: watch::Receiver<()>,
) {
    let mut http = http1::Builder::new();
    http.timer(MachineTimer::start()).header_read_timeout(header_timeout).max_buf_size(MAX_HEAD);
    loop {
        // axum's `accept` retries after an error.
        let (stream, _) = tokio::select! {
            accepted = Listener::accept(&mut listener) => accepted,
            _ = stop.changed() => return,
        };
        let connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
        let mut stop = stop.clone();
        tokio::spawn(async move {
            let mut connection = pin!(connection.with_upgrades());
            tokio::select! {
                _ = connection.as_mut() => return,
                _ = stop.changed() => connection.as_mut().graceful_shutdown(),
            }
            let _ = connection.await;
        });
    }
}

/// Returns the routes of all operations of the spec, for both ways to name an organization, and other ones.
pub(crate) fn router(shared: &Arc<Shared>, others: Router) -> Router {
    let mut router = Router::new();
    for operation in &CONTRACT.operations {
        let Some(handler) = handler(&operation.id) else {
            panic!("the sandbox has no handler for {}", operation.id);
        };
        let method = MethodFilter::try_from(operation.method.clone()).expect("a method that axum knows");
        let shared = Arc::clone(shared);
        let route = on(method, move |request| serve(Arc::clone(&shared), operation, handler, request));
        for prefix in ["", ORGANIZATION_PREFIX] {
            // The vendor's JavaScript SDK creates credentials at `/credentials/`.
            for slash in ["", "/"] {
                router = router.route(&format!("{prefix}{}{slash}", operation.path), route.clone());
            }
        }
    }
    let (elsewhere, otherwise, shared) = (Arc::clone(shared), Arc::clone(shared), Arc::clone(shared));
    let no_such_operation = problem::no_such_operation;
    router
        .fallback(move |request| refuse(Arc::clone(&elsewhere), no_such_operation(StatusCode::NOT_FOUND), request))
        .method_not_allowed_fallback(move |request| {
            refuse(Arc::clone(&otherwise), no_such_operation(StatusCode::METHOD_NOT_ALLOWED), request)
        })
        .merge(others)
        .layer(middleware::from_fn(move |request: Request, next: Next| {
            let shared = Arc::clone(&shared);
            async move {
                if is_for(&shared.hosts, &request) {
                    next.run(request).await
                } else {
                    refuse(shared, problem::misdirected(), request).await
                }
            }
        }))
}

/// Returns whether the target, if it has an authority, and the header `Host` name one of these hosts, with any port.
fn is_for<B>(hosts: &[String], request: &axum::http::Request<B>) -> bool {
    let headers = request.headers().get_all(header::HOST).iter().map(|host| host.as_bytes());
    let target = request.uri().authority().map(|authority| authority.as_str().as_bytes());
    let mut authorities = headers.chain(target).peekable();
    authorities.peek().is_some()
        && authorities.all(|authority| {
            let host = host_of(authority);
            hosts.iter().any(|own| own.as_bytes().eq_ignore_ascii_case(host))
        })
}

/// An authority without its port. One with a username is not a host.
fn host_of(authority: &[u8]) -> &[u8] {
    let port = authority
        .iter()
        .rposition(|byte| *byte == b':')
        .filter(|at| authority[at + 1..].iter().all(u8::is_ascii_digit));
    &authority[..port.unwrap_or(authority.len())]
}

/// Handles a request for an operation.
async fn serve(shared: Arc<Shared>, operation: &'static Operation, handler: Handler, request: Request) -> Response {
    let incoming = Incoming::read(request).await;
    let body = incoming.body(operation).await;
    let now = shared.clock.now();
    let mut state = shared.state();
    state.record(incoming.record());

    let reply = match process(&shared, &mut state, operation, handler, &incoming, body, now) {
        Ok(reply) => succeed(&state, operation, reply),
        Err(problem) => problem.into_reply(operation),
    };
    respond(checked(operation, reply, state.drift), now)
}

/// Handles a request that is not for an operation of the spec.
async fn refuse(shared: Arc<Shared>, reply: Reply, request: Request) -> Response {
    let incoming = Incoming::read(request).await;
    shared.state().record(incoming.record());
    respond(reply, shared.clock.now())
}

fn process(
    shared: &Shared,
    state: &mut State,
    operation: &Operation,
    handler: Handler,
    incoming: &Incoming,
    body: Result<JsonBody, Problem>,
    now: DateTime<Utc>,
) -> Result<Reply, Problem> {
    let organization = incoming.organization(operation);
    let scheme = auth::authorize(operation, &incoming.parts.headers, |jwt| {
        let is_customer = || organization.is_some_and(|id| state.has_session(id, jwt, now));
        jwt == shared.session_jwt || is_customer()
    })?;
    if operation.method != Method::GET {
        state.rate_limit.count(now)?;
    }
    if incoming.parameters.is_none() {
        return Err(Problem::unreadable_path());
    }
    let organization = organization.ok_or_else(Problem::bad_organization)?;
    let item = incoming.item(operation).ok_or_else(Problem::not_found)?;
    let JsonBody { json: body, password_pattern } = body?;
    let fields = operation.invalid_fields(&body);
    if !fields.is_empty() {
        return Err(Problem::invalid(fields));
    }
    let request = ValidatedRequest {
        scheme,
        item,
        query: incoming.parts.uri.query().unwrap_or_default(),
        body,
        password_pattern,
        now,
        base: incoming.base(&shared.url),
        options_shape: state.options_shape,
        drift: state.drift,
        mailer: &shared.mailer,
    };
    handler(state.organization(organization), &request)
}

/// Adds the headers of every successful response.
fn succeed(state: &State, operation: &Operation, mut reply: Reply) -> Reply {
    if state.drift == Drift::Today
        && let Some(body) = &mut reply.body
    {
        drift::apply(body);
    }
    if operation.method == Method::GET {
        return reply;
    }
    state.rate_limit.describe(reply)
}

/// Returns the response, or a 500 that describes its violation of the spec.
fn checked(operation: &Operation, reply: Reply, drift: Drift) -> Reply {
    let Err(violation) = operation.check(&reply, drift) else {
        return reply;
    };
    let (id, status) = (&operation.id, reply.status);
    let violation = format!("The sandbox violates the contract: {id} returned {status}, {violation}.");
    // A client may hide the response, so the violation is also printed.
    eprintln!("{violation}");
    problem::sandbox_error(&violation)
}

fn respond(reply: Reply, now: DateTime<Utc>) -> Response {
    let mut response =
        Response::builder().status(reply.status).header(header::DATE, httpdate::fmt_http_date(SystemTime::from(now)));
    for (name, value) in &reply.headers {
        response = response.header(*name, value);
    }
    let body = match reply.body {
        Some(body) => {
            response = response.header(header::CONTENT_TYPE, "application/json");
            Body::from(body.to_string())
        }
        None => Body::empty(),
    };
    response.body(body).expect("headers are ASCII")
}

/// A body that was parsed.
struct JsonBody {
    json: Value,
    password_pattern: Option<Result<PasswordPattern, &'static str>>,
}

/// A request that was read completely.
struct Incoming {
    parts: Parts,
    /// `None` if it was too large or incomplete.
    body: Option<Bytes>,
    /// The decoded values of the route's parameters; `None` if they are not UTF-8.
    parameters: Option<RawPathParams>,
}

impl Incoming {
    async fn read(request: Request) -> Self {
        let (mut parts, body) = request.into_parts();
        let parameters = RawPathParams::from_request_parts(&mut parts, &()).await.ok();
        let body = to_bytes(body, LARGEST_BODY).await.ok();
        Self { parts, body, parameters }
    }

    fn record(&self) -> RecordedRequest {
        RecordedRequest::new(&self.parts, self.body.as_deref().unwrap_or_default())
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        let mut parameters = self.parameters.as_ref()?.iter();
        parameters.find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// Returns the organization in the path or, without one, in the header; `None` if the ID is impossible.
    fn organization(&self, operation: &Operation) -> Option<&str> {
        // A path that is not UTF-8 must not count as one without an organization.
        self.parameters.as_ref()?;
        let id = match (self.parameter("organizationId"), self.parts.headers.get(ORGANIZATION_HEADER)) {
            (Some(id), _) => id,
            (None, Some(header)) => header.to_str().ok()?,
            (None, None) => DEFAULT_ORGANIZATION,
        };
        let is_id = !id.is_empty() && operation.accepts_parameter(ORGANIZATION_HEADER, id);
        is_id.then_some(id)
    }

    /// Returns the start of the URLs in the response.
    fn base(&self, url: &str) -> String {
        match self.parameter("organizationId") {
            Some(organization) => format!("{url}/organizations/{}", segment(organization)),
            None => url.to_owned(),
        }
    }

    /// Returns the ID or the token in the path, empty if the operation has none; `None` if it is impossible.
    fn item(&self, operation: &Operation) -> Option<&str> {
        let Some(name) = operation.path_parameter() else {
            return Some("");
        };
        let value = self.parameter(name)?;
        operation.accepts_parameter(name, value).then_some(value)
    }

    /// Returns the body and its compiled pattern. Other requests are handled meanwhile.
    async fn body(&self, operation: &Operation) -> Result<JsonBody, Problem> {
        let json = self.json(operation)?;
        let password_pattern = match json["passwordPattern"].as_str().map(str::to_owned) {
            Some(pattern) => Some(spawn_blocking(move || password_pattern::read(&pattern)).await.expect("no panic")),
            None => None,
        };
        Ok(JsonBody { json, password_pattern })
    }

    /// Returns the body, `null` if the operation has none.
    fn json(&self, operation: &Operation) -> Result<Value, Problem> {
        if !operation.takes_body() {
            return Ok(Value::Null);
        }
        if !self.is_json() {
            return Err(Problem::malformed("The content type is not application/json."));
        }
        let bytes = self.body.as_deref().unwrap_or_default();
        serde_json::from_slice(bytes)
            .ok()
            .filter(Value::is_object)
            .ok_or_else(|| Problem::malformed("The body is not a JSON object."))
    }

    fn is_json(&self) -> bool {
        let header = self.parts.headers.get(header::CONTENT_TYPE);
        let value = header.and_then(|value| value.to_str().ok()).unwrap_or_default();
        let media_type = value.split(';').next().unwrap_or_default().trim();
        media_type.eq_ignore_ascii_case("application/json")
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[tokio::test]
    async fn other_requests_are_handled_while_a_large_pattern_is_compiled() {
        let request = Request::put("/").header(header::CONTENT_TYPE, "application/json");
        let body = json!({"passwordPattern": r"/(\w{50}){50}/"}).to_string();
        let incoming = Incoming::read(request.body(Body::from(body)).unwrap()).await;
        let operation = CONTRACT.operation("PutAuthenticationOption");
        tokio::select! {
            biased;
            _ = incoming.body(operation) => panic!("the thread was blocked"),
            () = std::future::ready(()) => {}
        }
    }

    #[test]
    fn the_authority_of_a_target_is_checked_as_the_host_header_is() {
        let own = ["127.0.0.1".to_owned()];
        for (target, host, expected) in [
            ("/", Some("127.0.0.1:1"), true),
            ("http://127.0.0.1:1/", None, true),
            ("http://127.0.0.1/", Some("127.0.0.1"), true),
            ("http://127.0.0.1/", Some("rebound.example"), false),
            ("http://rebound.example/", Some("127.0.0.1"), false),
            ("http://rebound.example/", None, false),
            ("/", None, false),
            ("/", Some("127.0.0.1:rebound.example"), false),
            ("/", Some("rebound.example@127.0.0.1"), false),
            ("http://rebound.example@127.0.0.1/", Some("127.0.0.1"), false),
        ] {
            let mut request = Request::get(target).body(()).unwrap();
            request.headers_mut().extend(host.map(|host| (header::HOST, host.parse().unwrap())));
            assert_eq!(is_for(&own, &request), expected, "{target} {host:?}");
        }
    }

    #[test]
    fn every_operation_of_the_spec_has_a_handler() {
        assert_eq!(CONTRACT.operations.len(), 16);
        for operation in &CONTRACT.operations {
            assert!(handler(&operation.id).is_some(), "{}", operation.id);
        }
    }

    #[test]
    fn a_response_that_violates_the_contract_is_not_sent() {
        let operation = CONTRACT.operation("GetCredential");
        let leak = json!({"username": "jane", "customerId": "cus-1", "password": "secret"});
        let reply = checked(operation, Reply::ok(leak), Drift::None);
        assert_eq!(reply.status, StatusCode::INTERNAL_SERVER_ERROR);
        let body = reply.body.unwrap().to_string();
        assert!(body.contains("GetCredential returned 200"), "{body}");
        assert!(body.contains("password"), "{body}");
    }
}
