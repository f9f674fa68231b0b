//! The client and how it sends a request.

pub(crate) mod builder;
pub(crate) mod check_credentials;
pub(crate) mod environment;
pub(crate) mod public_client;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use bytes::Bytes;
use futures_util::future::{FutureExt, Shared};
use reqwest::header::{CONTENT_LENGTH, HeaderValue};
use reqwest::{Method, Request, Url};
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, SemaphorePermit, oneshot};
use tokio::time::Instant;
use tracing::Span;
use url::Position;

use crate::auth::Credentials;
use crate::auth::organization::Organization;
use crate::auth::provider::ProviderFn;
use crate::error::Error;
use crate::generated::SERVERS;
use crate::request::parts::RequestParts;
use crate::response::RawResponse;
use crate::retry::{Budget, RetryState};
use crate::{ErrorKind, Operation, RequestOptions, ResponseValue, RetryPolicy, Secret, SecurityScheme, observability};

/// A client of the API, with a method for each operation.
///
/// Cloning it is cheap, and all clones share connections. You can use it from any task and thread.
///
/// # Derived clients
/// The methods that begin with `with_` return another client and change nothing in this one. Both clients share the
/// connections, the retry budget, the limit of requests in flight, and the providers with the credentials that they
/// returned, so that a refresh by one client applies to both. They differ only in the setting that the method replaces.
/// A method that sets a credential or a provider leaves the new client with that one alone: a
/// client that gets the JWT of a customer never sends the secret API key of the client that it comes from. A second
/// credential stays only for operations that require both.
///
/// # Examples
/// ```
/// use rebilly_customer_auth::{Client, Environment};
///
/// # fn main() -> Result<(), rebilly_customer_auth::Error> {
/// let client = Client::builder().environment(Environment::Live).secret_api_key("sk_live_1234").build()?;
/// assert_eq!(client.base_url(), "https://api.rebilly.com");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) settings: Arc<Settings>,
    /// Not part of `Settings`, so that `with_retry_policy` does not copy them.
    pub(crate) retry: RetryPolicy,
    /// Whether a 401 is about the client's own credential, even where an operation may send one of the customer.
    pub(crate) sends_own_credential_only: bool,
}

/// The settings that apply to every request of a client.
#[derive(Clone)]
pub(crate) struct Settings {
    // Shared, so that a derived client costs no more than a few reference counts.
    pub(crate) base: Arc<BaseUrl>,
    pub(crate) credentials: Arc<Credentials>,
    pub(crate) organization: Arc<Organization>,
    /// The maximum length of a response body, in bytes.
    pub(crate) max_response_bytes: usize,
    /// Derived clients share the retry budget, the slots and the connections.
    pub(crate) budget: Arc<Budget>,
    pub(crate) attempt_timeout: Duration,
    /// One permit for each request in flight.
    pub(crate) in_flight: Arc<Semaphore>,
    pub(crate) connections: Arc<Connections>,
}

impl Client {
    /// Returns the URL that all paths are appended to.
    pub fn base_url(&self) -> &str {
        self.settings.base.url.as_str().trim_end_matches('/')
    }

    /// Returns a copy of this client with another retry policy. This is as cheap as a clone and shares everything that
    /// a clone shares.
    ///
    /// # Examples
    /// ```no_run
    /// use rebilly_customer_auth::RetryPolicy;
    ///
    /// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
    /// client.with_retry_policy(RetryPolicy::none()).delete_credential().id("cred-1").send().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "the client itself keeps its retry policy"]
    pub fn with_retry_policy(&self, retry: RetryPolicy) -> Self {
        Self { retry, ..self.clone() }
    }

    /// Returns a copy of this client for another organization. The ID is sent where this client sends it: in the header
    /// or in the path. A client without an organization sends the ID in the header, if the spec defines one. The
    /// current API expects it in the path. For that, build the client with
    /// [`organization_in_path`](crate::ClientBuilder::organization_in_path) or
    /// [`require_organization_in_path`](crate::ClientBuilder::require_organization_in_path).
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the ID cannot be sent.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
    /// let tenant = client.with_organization("org-2")?;
    /// let credentials = tenant.get_credential_collection().send().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_organization(&self, id: impl AsRef<str>) -> Result<Self, Error> {
        self.for_organization(id.as_ref()).map_err(|reason| Error::configuration("with_organization", reason))
    }

    /// Returns a copy of this client for another organization, or why the ID cannot be sent.
    pub(crate) fn for_organization(&self, id: &str) -> Result<Self, &'static str> {
        let base = self.settings.organization.base().unwrap_or(&self.settings.base.url);
        Ok(self.at(base.clone(), self.settings.organization.with_id(base, id)?))
    }

    /// Returns a copy of this client with another base URL, to which the organization is added if it is in the path.
    fn at(&self, base: Url, organization: Organization) -> Self {
        let base = Arc::new(BaseUrl::new(base, &organization));
        self.with_settings(Settings { base, organization: Arc::new(organization), ..(*self.settings).clone() })
    }

    /// Returns a copy of this client with another attempt timeout. If it is zero, each request without a timeout of its
    /// own fails with [`ErrorKind::Configuration`]. A provider of a credential keeps the timeout of the client that it
    /// was set on.
    #[must_use = "the client itself keeps its attempt timeout"]
    pub fn with_attempt_timeout(&self, timeout: Duration) -> Self {
        self.with_settings(Settings { attempt_timeout: timeout, ..(*self.settings).clone() })
    }

    #[allow(dead_code)] // A spec may have no security scheme.
    pub(crate) fn with_credential(&self, scheme: SecurityScheme, credential: &Secret) -> Result<Self, Error> {
        let mut credentials = self.settings.credentials.only(scheme);
        credentials.set(scheme, credential)?;
        Ok(self.with_credentials(credentials))
    }

    #[allow(dead_code)]
    pub(crate) fn with_provider(&self, scheme: SecurityScheme, provider: Arc<ProviderFn>) -> Self {
        let mut credentials = self.settings.credentials.only(scheme);
        credentials.set_provider(scheme, provider, self.settings.attempt_timeout);
        self.with_credentials(credentials)
    }

    fn with_credentials(&self, credentials: Credentials) -> Self {
        self.with_settings(Settings { credentials: Arc::new(credentials), ..(*self.settings).clone() })
    }

    /// Returns a copy of this client whose base URL has this path, for an operation with servers of its own.
    /// `has_organization` says whether an organization in the path follows it. A base URL with a host that the spec
    /// does not name stays.
    #[allow(dead_code)] // Many specs have no such operation.
    pub(crate) fn at_server(&self, path: &str, has_organization: bool) -> Result<Self, Error> {
        let settings = &self.settings;
        let mut base = settings.organization.base().unwrap_or(&settings.base.url).clone();
        let mut roots = SERVERS.iter().filter_map(|server| Url::parse(server.url).ok());
        if roots.any(|root| root.origin() == base.origin()) {
            base.set_path(path);
        }
        let organization = settings
            .organization
            .below(&base, has_organization)
            .map_err(|reason| Error::configuration("organization_in_path", reason))?;
        Ok(self.at(base, organization))
    }

    /// Returns a client for requests without a credential of the customer.
    #[cfg(feature = "sessions")]
    pub(crate) fn with_own_credential_only(&self) -> Self {
        Self { sends_own_credential_only: true, ..self.clone() }
    }

    /// Returns the span of a request.
    pub(crate) fn request_span(&self, operation: &Operation) -> Span {
        observability::span(&self.settings.base.url, operation)
    }

    /// Returns the parts of a request, before its path.
    pub(crate) fn request_parts(&self) -> RequestParts<'_> {
        RequestParts::after(&self.settings.base.url)
    }

    fn with_settings(&self, settings: Settings) -> Self {
        Self { settings: Arc::new(settings), ..self.clone() }
    }

    /// Returns the ID of the organization that requests are sent for, if the client has one.
    pub fn organization_id(&self) -> Option<&str> {
        self.settings.organization.id()
    }

    /// Sends a generated request, with retries, and returns the successful response.
    pub(crate) async fn execute(
        &self,
        operation: &'static Operation,
        build_request: &RequestFactory<'_>,
        options: Option<&RequestOptions>,
    ) -> Result<RawResponse, Error> {
        Handle::try_current().map_err(|_| Error::outside_runtime())?;
        let policy = options.map_or(self.retry, |options| options.policy(self.retry));
        let mut state = RetryState::new(policy, &self.settings.budget, operation);
        loop {
            match self.attempt(operation, build_request, options, &mut state).await {
                Ok(response) => {
                    state.on_success();
                    return Ok(response);
                }
                Err(error) => tokio::time::sleep(state.on_error(error)?).await,
            }
        }
    }

    async fn attempt(
        &self,
        operation: &'static Operation,
        build_request: &RequestFactory<'_>,
        options: Option<&RequestOptions>,
        state: &mut RetryState<'_>,
    ) -> Result<RawResponse, Error> {
        let settings = &self.settings;
        settings.connections.replaced(state).await;
        let mut request = build_request()?;
        if request.body().is_none() && matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH) {
            // Some servers reply with 411 without it (RFC 9110, section 8.6).
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        if let Some(options) = options {
            options.apply(&mut request)?;
        }
        settings.organization.apply(&mut request)?;
        settings.base.check(operation, request.url())?;
        let own = options.and_then(|options| options.attempt_timeout).unwrap_or(settings.attempt_timeout);
        for (setting, timeout) in [("attempt_timeout", own), ("total_timeout", state.policy.total_timeout)] {
            if timeout.is_zero() {
                return Err(Error::configuration(setting, "it must not be zero"));
            }
        }
        // Without a slot: a provider may send requests of a client that shares the slots.
        let mut timeout = self.authorize(operation, &mut request, own, state).await?;
        let mut slot = self.slot(state).await?;
        // Lets a runtime that did not run notice that the server has closed idle connections meanwhile. Before the checks
        // of times, because other tasks may run now.
        tokio::task::yield_now().await;
        if state.provided.iter().any(|provided| !provided.is_valid()) {
            // It was rejected or has expired during the wait for the slot.
            drop(slot);
            timeout = self.authorize(operation, &mut request, timeout, state).await?;
            slot = self.slot(state).await?;
        }
        let now = Instant::now();
        let timeout = time_for_attempt(timeout, state, now)?;
        *request.timeout_mut() = Some(timeout);
        state.attempts += 1;
        observability::attempt(state.attempts);
        let outcome = self.exchange(operation, request, now, state).await;
        drop(slot);
        outcome
    }

    /// Sets the credential of a request. Returns what is left of the timeout.
    async fn authorize(
        &self,
        operation: &Operation,
        request: &mut Request,
        timeout: Duration,
        state: &mut RetryState<'_>,
    ) -> Result<Duration, Error> {
        let start = Instant::now();
        let timeout = time_for_attempt(timeout, state, start)?;
        let deadline = start + timeout.min(FAR);
        state.provided = self.settings.credentials.authorize(operation, request.headers_mut(), deadline).await?;
        // Without a provider, no time has passed.
        Ok(if state.provided.is_empty() { timeout } else { timeout.saturating_sub(start.elapsed()) })
    }

    /// Waits for a slot of the requests in flight. The wait counts toward the total timeout, but not toward the attempt
    /// timeout.
    async fn slot(&self, state: &RetryState<'_>) -> Result<SemaphorePermit<'_>, Error> {
        if let Ok(slot) = self.settings.in_flight.try_acquire() {
            return Ok(slot);
        }
        let slot = tokio::time::timeout(state.time_left(), self.settings.in_flight.acquire());
        // The semaphore is never closed.
        slot.await.ok().and_then(Result::ok).ok_or_else(Error::out_of_time)
    }

    async fn exchange(
        &self,
        operation: &'static Operation,
        request: Request,
        start: Instant,
        state: &RetryState<'_>,
    ) -> Result<RawResponse, Error> {
        let Settings { connections, max_response_bytes, .. } = &*self.settings;
        let (generation, http) = connections.current();
        let timeout = request.timeout().copied().unwrap_or_default();
        let runtime = Handle::current();
        let waiting = Waiting { connections, generation, start, runtime: &runtime };
        // hyper may report a GOAWAY for a stream that the server processes, but only before it sends the request's body.
        let trusts_goaway = operation.method != Method::POST || request.body().is_some();
        let received = async {
            let mut response = http.execute(request).await.map_err(|error| Error::http(error, trusts_goaway))?;
            let has_body = operation.method != Method::HEAD;
            RawResponse::read(&mut response, has_body, *max_response_bytes, state.attempts).await
        }
        .await;
        std::mem::forget(waiting);
        let may_be_customers = operation.sends_customer_credentials && !self.sends_own_credential_only;
        let mut error = match received {
            Ok(mut raw) if state.is_success(raw.status) => {
                // The body of a 404 or 410 that counts as success is a problem, not a value.
                if !raw.status.is_success() {
                    raw.body.clear();
                }
                return Ok(raw);
            }
            Ok(RawResponse { status, headers, body, .. }) => {
                return Err(Error::from_response(may_be_customers, status, headers, body));
            }
            Err(error) => error,
        };
        if error.kind() == ErrorKind::Timeout {
            // Anything earlier is a timeout of the connection.
            if start.elapsed() >= timeout {
                let is_total = state.time_left().is_zero();
                error = error.by_setting(if is_total { "total_timeout" } else { "attempt_timeout" });
            }
            connections.replace(generation, &runtime);
        }
        let Some(status) = error.status().filter(|status| !status.is_success()) else {
            return Err(error);
        };
        // The status is meaningful without the body that could not be read.
        let headers = error.headers().cloned().unwrap_or_default();
        match state.is_success(status) {
            true => Ok(RawResponse { attempts: state.attempts, ..ResponseValue::new((), status, headers) }),
            false => Err(Error::from_response(may_be_customers, status, headers, Bytes::new())),
        }
    }
}

/// Returns what is left for an attempt. The error names the timeout that ended.
fn time_for_attempt(timeout: Duration, state: &RetryState<'_>, now: Instant) -> Result<Duration, Error> {
    let total = state.time_left_at(now);
    match timeout.min(total) {
        Duration::ZERO if total.is_zero() => Err(Error::out_of_time()),
        Duration::ZERO => Err(Error::out_of_time().by_setting("attempt_timeout")),
        left => Ok(left),
    }
}

/// The longest timeout that is added to an `Instant`.
const FAR: Duration = Duration::from_secs(60 * 60 * 24 * 365);

/// A request that is dropped after waiting at least this long counts as timed out.
const MIN_ABANDONED_WAIT: Duration = Duration::from_secs(1);

tokio::task_local! {
    /// Whether the program no longer needs the request of this task, so that dropping it does not mean that its
    /// connection hangs.
    pub(crate) static IS_UNNEEDED: Arc<AtomicBool>;
}

/// A request that waits for its response. A program may have a timeout of its own: if it drops the request after a
/// second or more, the connections are replaced as after a timeout of the client.
struct Waiting<'c> {
    connections: &'c Arc<Connections>,
    generation: u64,
    start: Instant,
    /// A program may drop the request outside its runtime.
    runtime: &'c Handle,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let is_unneeded = IS_UNNEEDED.try_with(|it| it.load(Ordering::Relaxed)).unwrap_or_default();
        if !is_unneeded && self.start.elapsed() >= MIN_ABANDONED_WAIT {
            self.connections.replace(self.generation, self.runtime);
        }
    }
}

/// How long requests wait for new connections after a timeout.
const MAX_REPLACE_WAIT: Duration = Duration::from_secs(1);

/// A replacement of connections in progress. It goes on if its callers give up.
type Replacement = Shared<Pin<Box<dyn Future<Output = ()> + Send>>>;

/// The connections of a client. A timeout replaces them: a server that hangs on an HTTP/2 connection may still
/// acknowledge PING frames, and every retry would fail on that connection.
pub(crate) struct Connections {
    current: RwLock<(u64, reqwest::Client)>,
    /// The last replacement, with the generation that it replaces and its start. Requests share it.
    replacement: Mutex<Option<(u64, Instant, Replacement)>>,
    build: Box<dyn Fn() -> Result<reqwest::Client, Error> + Send + Sync>,
}

impl Connections {
    pub(crate) fn new(
        first: reqwest::Client,
        build: impl Fn() -> Result<reqwest::Client, Error> + Send + Sync + 'static,
    ) -> Self {
        Self { current: RwLock::new((0, first)), replacement: Mutex::default(), build: Box::new(build) }
    }

    pub(crate) fn current(&self) -> (u64, reqwest::Client) {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits for a replacement in progress, at most a second after it began.
    async fn replaced(&self, state: &RetryState<'_>) {
        let generation = self.current.read().unwrap_or_else(PoisonError::into_inner).0;
        let in_progress = {
            let last = self.replacement.lock().unwrap_or_else(PoisonError::into_inner);
            last.as_ref().filter(|(of, ..)| *of == generation).cloned()
        };
        if let Some((_, start, replaced)) = in_progress {
            let wait = MAX_REPLACE_WAIT.saturating_sub(start.elapsed()).min(state.time_left());
            let _ = tokio::time::timeout(wait, replaced).await;
        }
    }

    /// Begins to replace the connections of a generation, unless another request already did. Requests in flight keep
    /// theirs.
    fn replace(self: &Arc<Self>, generation: u64, runtime: &Handle) {
        let mut last = self.replacement.lock().unwrap_or_else(PoisonError::into_inner);
        // One that ended without a result is tried again.
        let is_in_progress = |(of, _, replaced): &(u64, Instant, Replacement)| {
            *of == generation && replaced.clone().now_or_never().is_none()
        };
        // In this order: a replacement that has just ended is not begun again.
        if !last.as_ref().is_some_and(is_in_progress) && self.current().0 == generation {
            *last = Some((generation, Instant::now(), self.begin_replacement(generation, runtime)));
        }
    }

    fn begin_replacement(self: &Arc<Self>, generation: u64, runtime: &Handle) -> Replacement {
        let (connections, runtime) = (Arc::clone(self), runtime.clone());
        let (done, replaced) = oneshot::channel::<()>();
        let replace = move || {
            let _context = runtime.enter();
            // The same settings have been valid before.
            if let Ok(next) = (connections.build)() {
                *connections.current.write().unwrap_or_else(PoisonError::into_inner) = (generation + 1, next);
            }
            drop(done);
        };
        // Loads certificates, which blocks. The program may have exhausted the blocking pool of its runtime. If the
        // system cannot start a thread, the next timeout tries again.
        let _ = std::thread::Builder::new().spawn(replace);
        async move { drop(replaced.await) }.boxed().shared()
    }
}

/// Builds the HTTP request again for each attempt. Cloning it would cost every request, and few requests are retried.
pub(crate) type RequestFactory<'m> = dyn Fn() -> Result<Request, Error> + Sync + 'm;

/// The prefix of all URLs of a client.
#[derive(Clone)]
pub(crate) struct BaseUrl {
    /// Includes the organization if it is in the path.
    pub(crate) url: Url,
    /// The path template, without a trailing slash.
    pub(crate) path: String,
}

impl BaseUrl {
    pub(crate) fn new(base_url: Url, organization: &Organization) -> Self {
        let path = format!("{}{}", base_url.path().trim_end_matches('/'), organization.path_template());
        let url = match organization {
            Organization::Path { root, .. } => root.clone(),
            _ => base_url,
        };
        Self { url, path }
    }

    /// Checks, as defence in depth, that no parameter value turned the URL into that of another operation.
    fn check(&self, operation: &Operation, url: &Url) -> Result<(), Error> {
        // The parser has normalized both prefixes: one comparison covers scheme, username, password, host and port.
        let is_same_server = url[..Position::BeforePath] == self.url[..Position::BeforePath];
        match is_same_server && self.is_path_of(operation, url.path()) && url.fragment().is_none() {
            true => Ok(()),
            false => Err(Error::invalid_request("a path parameter resolves to a different endpoint".to_owned())),
        }
    }

    fn is_path_of(&self, operation: &Operation, path: &str) -> bool {
        let rest = rest_after(&self.path, path.as_bytes());
        rest.and_then(|rest| rest_after(operation.path, rest)).is_some_and(<[u8]>::is_empty)
    }
}

/// Returns the rest of a path after a template, if the path begins with it. Each parameter matches one non-empty
/// segment.
fn rest_after<'p>(template: &str, path: &'p [u8]) -> Option<&'p [u8]> {
    // For strings this short, a byte loop is faster than the search of the standard library.
    let until = |end: u8, string: &[u8]| string.iter().position(|byte| *byte == end).unwrap_or(string.len());
    let (mut template, mut path) = (template.as_bytes(), path);
    loop {
        let (literal, parameter) = template.split_at(until(b'{', template));
        path = path.strip_prefix(literal)?;
        if parameter.is_empty() {
            return Some(path);
        }
        let (value, rest) = path.split_at(until(b'/', path));
        if value.is_empty() {
            return None;
        }
        (template, path) = (&parameter[until(b'/', parameter)..], rest);
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url())
            .field("credentials", &self.settings.credentials.schemes().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generated::ORGANIZATION_PATH;

    fn verify() -> &'static Operation {
        crate::operation::tests::operation(&[])
    }

    fn refusal(base: &BaseUrl, url: &str) -> Option<crate::ErrorKind> {
        let url = Url::parse(url).expect("a URL");
        base.check(verify(), &url).err().map(|error| error.kind())
    }

    #[test]
    fn the_timeout_that_ended_is_named() {
        let message = |attempt: Duration, total: Duration| {
            let budget = Budget::default();
            let state = RetryState::new(RetryPolicy::default().total_timeout(total), &budget, verify());
            time_for_attempt(attempt, &state, Instant::now()).map_err(|error| error.to_string())
        };
        let (none, second, hour) = (Duration::ZERO, Duration::from_secs(1), Duration::from_secs(3_600));
        assert_eq!(message(second, hour), Ok(second));
        assert!(message(none, hour).expect_err("no time").ends_with("(attempt_timeout)"));
        assert!(message(second, none).expect_err("no time").starts_with("the total timeout ended"));
    }

    #[test]
    fn what_a_client_returns_can_be_sent_to_another_task() {
        fn is_shared<T: Clone + Send + Sync + 'static>() {}
        is_shared::<Client>();
        fn is_sent<T: Send>() {}
        is_sent::<(Error, ResponseValue<()>, crate::Pages<()>, crate::Items<()>)>();
        #[cfg(feature = "sessions")]
        is_sent::<(crate::CustomerSession, crate::PendingLogin)>();
    }

    #[test]
    fn a_server_of_an_operation_replaces_the_path_on_the_hosts_of_the_spec() {
        let Some(host) = SERVERS.first().and_then(|server| Url::parse(server.url).ok()) else { return };
        let host = host[..Position::BeforePath].to_owned();
        let base_url = |base: &str, has_organization: bool| {
            let client = Client::builder().base_url(base).build().expect("a client");
            let client = client.at_server("/v2", has_organization).expect("a client");
            client.base_url().to_owned()
        };
        assert_eq!(base_url(&format!("{host}/v1"), true), format!("{host}/v2"));
        assert_eq!(base_url("https://gateway.example.com/v1", true), "https://gateway.example.com/v1");
        if ORGANIZATION_PATH.is_some() {
            let client = Client::builder().base_url(&host).organization_in_path("org-1").build().expect("a client");
            let organization = format!("{}org-1", ORGANIZATION_PATH.unwrap_or_default());
            let at = |has_organization| client.at_server("/v2", has_organization).expect("a client");
            assert_eq!(at(true).base_url(), format!("{host}/v2{organization}"));
            assert_eq!(at(false).base_url(), format!("{host}/v2"));
        }
    }

    #[test]
    fn a_request_outside_a_tokio_runtime_is_an_error() {
        let client = Client::builder().base_url("http://127.0.0.1:9").build().expect("a client");
        let request = || -> Result<Request, Error> { panic!("nothing is to be sent") };
        let work = std::pin::pin!(client.execute(verify(), &request, None));
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        let std::task::Poll::Ready(Err(error)) = work.poll(&mut context) else { panic!("no error at once") };
        assert_eq!(error.kind(), crate::ErrorKind::Configuration);
        assert!(error.to_string().contains("tokio"), "{error}");
    }

    #[tokio::test]
    async fn a_timeout_of_zero_is_named_and_nothing_is_sent() {
        let client = Client::builder().base_url("http://127.0.0.1:9").build().expect("a client");
        let request =
            || Ok(Request::new(reqwest::Method::GET, Url::parse("http://127.0.0.1:9/items/a").expect("a URL")));
        for (client, setting) in [
            (client.with_attempt_timeout(Duration::ZERO), "attempt_timeout"),
            (client.with_retry_policy(RetryPolicy::default().total_timeout(Duration::ZERO)), "total_timeout"),
        ] {
            let error = client.execute(verify(), &request, None).await.expect_err("a timeout of zero");
            assert_eq!((error.kind(), error.may_have_been_sent()), (crate::ErrorKind::Configuration, false));
            assert!(error.to_string().contains(&format!("{setting}: it must not be zero")), "{error}");
        }
    }

    /// Closes each HTTP/2 connection with a GOAWAY that names no stream, as soon as a request arrives.
    async fn close_each_connection(listener: tokio::net::TcpListener) {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        const SETTINGS: [u8; 9] = [0, 0, 0, 4, 0, 0, 0, 0, 0];
        const GO_AWAY: [u8; 17] = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        loop {
            let (mut connection, _) = listener.accept().await.expect("a connection");
            connection.write_all(&SETTINGS).await.expect("a frame");
            connection.read_exact(&mut [0; 24]).await.expect("the preface");
            let mut head = [0; 9];
            // Until the HEADERS of a request.
            while head[3] != 1 {
                connection.read_exact(&mut head).await.expect("a frame");
                let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
                connection.read_exact(&mut vec![0; length as usize]).await.expect("its payload");
            }
            connection.write_all(&GO_AWAY).await.expect("a frame");
        }
    }

    #[tokio::test]
    async fn only_a_post_with_a_body_is_sent_again_after_a_goaway() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(close_each_connection(listener));
        let client = Client::builder().base_url(&url).configure_http_client(|http| http.http2_prior_knowledge());
        let client = client.retry_policy(RetryPolicy::default().max_backoff(Duration::ZERO)).build().expect("a client");
        let post = Operation {
            method: Method::POST,
            security: &[&[]],
            is_idempotent: false,
            ..crate::operation::tests::OPERATION
        };
        let post: &Operation = Box::leak(Box::new(post));
        for (body, attempts) in [(None, 1), (Some("{}"), 3)] {
            let request = || {
                let mut request = Request::new(Method::POST, Url::parse(&format!("{url}/items/a")).expect("a URL"));
                *request.body_mut() = body.map(Into::into);
                Ok(request)
            };
            let error = client.execute(post, &request, None).await.expect_err("no response");
            assert_eq!((error.kind(), error.attempts()), (crate::ErrorKind::Transport, attempts), "{error}");
        }
    }

    #[test]
    fn a_url_that_left_the_template_the_base_path_or_the_server_is_refused() {
        let constant = verify().path.trim_end_matches("{token}");
        let base = BaseUrl { url: Url::parse("https://host:8443/base").expect("a URL"), path: "/base".to_owned() };
        let server = "https://host:8443";
        for path in
            [format!("/base{constant}a%2Fb"), format!("/base{constant}%2E%2E%2Fx"), format!("/base{constant};?a")]
        {
            assert_eq!(refusal(&base, &format!("{server}{path}")), None, "{path}");
        }
        let tenant = BaseUrl { path: "/base/organizations/{organization}".to_owned(), ..base.clone() };
        for (organization, refused) in [("a%2Fb", false), ("", true), ("a/b", true), ("..", true), (".", true)] {
            let url = format!("{server}/base/organizations/{organization}{constant}a");
            assert_eq!(refusal(&tenant, &url).is_some(), refused, "{url}");
        }
        for path in [
            format!("/base{constant}"),
            format!("/base{constant}../x"),
            format!("/base{constant}..\\x"),
            format!("/base{constant}%2e%2e/x"),
            format!("/base{constant}a/b"),
            format!("/base{constant}a/"),
            format!("/base{constant}a#b"),
            format!("/base/{constant}a"),
            "/base/other/a".to_owned(),
            format!("{constant}a"),
            format!("/other{constant}a"),
            format!("/base/v2{constant}a"),
            String::new(),
        ] {
            assert_eq!(refusal(&base, &format!("{server}{path}")), Some(crate::ErrorKind::InvalidRequest), "{path}");
        }
        for server in
            ["http://host:8443", "https://host", "https://host:8444", "https://other:8443", "https://a@host:8443"]
        {
            let url = format!("{server}/base{constant}a");
            assert_eq!(refusal(&base, &url), Some(crate::ErrorKind::InvalidRequest), "{url}");
        }
    }

    #[tokio::test]
    async fn a_request_to_another_endpoint_is_not_sent() {
        let builder = Client::builder().base_url("http://localhost:1");
        let client = builder.build().expect("a client");
        let other = || Url::parse("http://localhost:1/other/a").expect("a URL");
        let build_request = || Ok(Request::new(reqwest::Method::GET, other()));
        let error = client.execute(verify(), &build_request, None).await.expect_err("another endpoint");
        assert_eq!((error.kind(), error.attempts()), (crate::ErrorKind::InvalidRequest, 0));
    }
}
