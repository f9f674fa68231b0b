//! The client, and how it sends a request.

pub(crate) mod builder;
pub(crate) mod environment;
pub(crate) mod public;

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use reqwest::{Request, Url};
use tokio::sync::Semaphore;
use tokio::time::Instant;
use url::Position;

use crate::auth::Credentials;
use crate::auth::organization::Organization;
use crate::error::Error;
use crate::response::RawResponse;
use crate::retry::{Budget, RetryState};
use crate::{ClientBuilder, ErrorKind, Operation, RequestOptions, RetryPolicy, Secret, SecurityScheme, observability};

/// A client of the API. It has a method for each operation.
///
/// Cloning it is cheap, and all clones share their connections. It can be used from any task and thread.
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
    /// Outside of the settings, so that `with_retry_policy` copies none of them.
    pub(crate) retry: RetryPolicy,
}

/// What holds for every request of a client.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) base: BaseUrl,
    pub(crate) credentials: Credentials,
    pub(crate) organization: Organization,
    /// The longest body that is read, in bytes.
    pub(crate) max_response_bytes: usize,
    /// Shared with the clients that are derived from this one, as are the slots and the connections.
    pub(crate) budget: Arc<Budget>,
    pub(crate) attempt_timeout: Duration,
    /// A slot for each request in flight.
    pub(crate) in_flight: Arc<Semaphore>,
    pub(crate) connections: Arc<Connections>,
}

impl Client {
    /// Begins a client: with no key, for the sandbox.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// The URL that all paths are appended to.
    pub fn base_url(&self) -> &str {
        self.settings.base.url.as_str().trim_end_matches('/')
    }

    /// The same client with another retry policy, for the calls that need one. This is as cheap as a clone, and shares
    /// all that a clone shares.
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
    pub fn with_retry_policy(&self, retry: RetryPolicy) -> Self {
        Self { retry, ..self.clone() }
    }

    /// Returns the same client for another organization, which is sent where this client sends it: in the header or in
    /// the path. It shares the connections and the retry budget.
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
        let organization = self.settings.organization.with_id(&self.settings.base.url, id.as_ref())?;
        let base = self.settings.base.with_organization(&organization);
        Ok(self.with_settings(Settings { organization, base, ..(*self.settings).clone() }))
    }

    /// Returns the same client with another timeout of its attempts. It shares the connections and the retry budget.
    pub fn with_attempt_timeout(&self, timeout: Duration) -> Self {
        self.with_settings(Settings { attempt_timeout: timeout, ..(*self.settings).clone() })
    }

    pub(crate) fn with_credential(&self, scheme: SecurityScheme, credential: &Secret) -> Result<Self, Error> {
        let mut settings = (*self.settings).clone();
        settings.credentials.replace(scheme, credential)?;
        Ok(self.with_settings(settings))
    }

    fn with_settings(&self, settings: Settings) -> Self {
        Self { settings: Arc::new(settings), ..self.clone() }
    }

    /// The organization that requests are for, if the client has one.
    pub fn organization_id(&self) -> Option<&str> {
        self.settings.organization.id()
    }

    /// Asks the API whether it accepts the client's credential, with the cheapest read that does.
    ///
    /// A login with a wrong API key and one with a wrong password both get a 401. Call this once when your program
    /// starts: after it, a 401 of a login is about the customer.
    ///
    /// # Errors
    /// [`ErrorKind::Unauthorized`](crate::ErrorKind::Unauthorized) if the API does not accept the credential,
    /// [`Forbidden`](crate::ErrorKind::Forbidden) if the credential does not allow the read, and any other
    /// [`Error`](crate::Error) of a request.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
    /// client.check_credentials().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn check_credentials(&self) -> Result<(), Error> {
        let mut probes = self.settings.credentials.schemes().filter_map(SecurityScheme::probe);
        let Some(operation) = probes.next() else {
            return Err(Error::missing_credentials(&SecurityScheme::ALL));
        };
        let request = || {
            // No resource has this ID. That it is not found proves the credential as well.
            let url = operation.path.split('/').skip(1).fold(crate::runtime::RequestUrl::of(self), |url, segment| {
                url.literal("/").literal(if segment.contains('{') { "0" } else { segment })
            });
            Ok(Request::new(operation.method.clone(), url.into_url()))
        };
        let sent = crate::runtime::call(crate::runtime::span(self, operation), operation, async {
            self.execute(operation, &request, None).await.and_then(crate::ResponseValue::empty)
        });
        match sent.await {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == crate::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Sends the request of a generated call, with retries, and returns its successful response.
    pub(crate) async fn execute(
        &self,
        operation: &'static Operation,
        make: &RequestFactory<'_>,
        options: Option<&RequestOptions>,
    ) -> Result<RawResponse, Error> {
        // tokio itself would panic.
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(Error::configuration("runtime", "a request must be sent within a tokio runtime"));
        }
        let policy = options.and_then(|options| options.retry_policy).unwrap_or(self.retry);
        let mut state = RetryState::new(policy, &self.settings.budget, operation);
        loop {
            match self.attempt(operation, make, options, &mut state).await {
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
        make: &RequestFactory<'_>,
        options: Option<&RequestOptions>,
        state: &mut RetryState<'_>,
    ) -> Result<RawResponse, Error> {
        let settings = &self.settings;
        let mut request = make()?;
        if let Some(options) = options {
            options.apply(&mut request)?;
        }
        settings.organization.apply(&mut request)?;
        settings.base.check(operation, request.url())?;
        // Waiting for others takes from the total timeout alone.
        let slot = tokio::time::timeout(state.time_left(), settings.in_flight.acquire());
        let _slot = slot.await.map_err(|_| Error::out_of_time())?;
        let own = options.and_then(|options| options.attempt_timeout).unwrap_or(settings.attempt_timeout);
        let timeout = own.min(state.time_left());
        if timeout.is_zero() {
            return Err(Error::out_of_time());
        }
        let start = Instant::now();
        let deadline = start.checked_add(timeout).unwrap_or_else(|| start + FAR);
        state.jwt = settings.credentials.authorize(operation, request.headers_mut(), deadline).await?;
        *request.timeout_mut() = Some(timeout.saturating_sub(start.elapsed()));
        state.attempts += 1;
        observability::attempt(state.attempts);
        let (generation, http) = settings.connections.current();
        let outcome = Self::exchange(operation, http, request, settings.max_response_bytes, state).await;
        if let Err(error) = &outcome
            && error.kind() == ErrorKind::Timeout
        {
            settings.connections.replace(generation);
        }
        outcome
    }

    async fn exchange(
        operation: &'static Operation,
        http: reqwest::Client,
        request: Request,
        limit: usize,
        state: &RetryState<'_>,
    ) -> Result<RawResponse, Error> {
        let mut response = http.execute(request).await?;
        let raw = RawResponse::read(&mut response, limit, state.attempts).await;
        match state.is_success(response.status()) {
            true => raw,
            false => Err(Error::from_response(operation, response.status(), raw)),
        }
    }
}

/// Longer than any program waits.
const FAR: Duration = Duration::from_secs(60 * 60 * 24 * 365);

/// The connections of a client. After a timeout new requests use others: an HTTP/2 connection on which the server hangs,
/// though it may still reply to PING, would take every retry with it.
pub(crate) struct Connections {
    current: RwLock<(u64, reqwest::Client)>,
    build: Box<dyn Fn() -> Result<reqwest::Client, Error> + Send + Sync>,
}

impl Connections {
    pub(crate) fn new(
        first: reqwest::Client,
        build: impl Fn() -> Result<reqwest::Client, Error> + Send + Sync + 'static,
    ) -> Self {
        Self { current: RwLock::new((0, first)), build: Box::new(build) }
    }

    pub(crate) fn current(&self) -> (u64, reqwest::Client) {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Leaves the connections of a generation, unless that has been done. Requests in flight keep theirs.
    fn replace(&self, generation: u64) {
        if self.current().0 != generation {
            return;
        }
        // Before the lock is taken. Settings that could be used once can be used again.
        let Ok(next) = (self.build)() else { return };
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        if current.0 == generation {
            *current = (generation + 1, next);
        }
    }
}

/// Makes the request of a call, anew for each attempt: a copy would cost all calls what few need.
pub(crate) type RequestFactory<'m> = dyn Fn() -> Result<Request, Error> + Sync + 'm;

/// What all URLs of a client begin with.
#[derive(Clone)]
pub(crate) struct BaseUrl {
    /// With the organization, if that is in the path.
    pub(crate) url: Url,
    /// Its path as a template, without a slash at the end.
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

    fn with_organization(&self, organization: &Organization) -> Self {
        match organization {
            Organization::Path { base, .. } => Self::new(base.clone(), organization),
            _ => self.clone(),
        }
    }

    /// The second line of defence: whatever a parameter holds, the URL is one of this operation.
    fn check(&self, operation: &Operation, url: &Url) -> Result<(), Error> {
        // As strings, which parsing has normalized: scheme, username, password, host and port are compared in one go.
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

/// What is left of a path after a template, if it begins with that: with a segment that is not empty in the place of each
/// parameter.
fn rest_after<'p>(template: &str, path: &'p [u8]) -> Option<&'p [u8]> {
    // Strings so short are looked through faster than the search of the standard library is set up.
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
            .field("keys", &self.settings.credentials.schemes().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verify() -> &'static Operation {
        crate::operation::tests::operation(&[])
    }

    fn refusal(base: &BaseUrl, url: &str) -> Option<crate::ErrorKind> {
        let url = Url::parse(url).expect("a URL");
        base.check(verify(), &url).err().map(|error| error.kind())
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
        let make = || Ok(Request::new(reqwest::Method::GET, other()));
        let error = client.execute(verify(), &make, None).await.err().expect("another endpoint");
        assert_eq!((error.kind(), error.attempts()), (crate::ErrorKind::InvalidRequest, 0));
    }

    #[test]
    fn the_organization_in_the_path_is_one_segment() {
        let path = "/base/organizations/{organization}".to_owned();
        let base = BaseUrl { url: Url::parse("https://host/base").expect("a URL"), path };
        let constant = verify().path.trim_end_matches("{token}");
        assert_eq!(refusal(&base, &format!("https://host/base/organizations/a%2Fb{constant}a")), None);
        for organization in ["", "a/b", "..", "."] {
            let url = format!("https://host/base/organizations/{organization}{constant}a");
            assert_eq!(refusal(&base, &url), Some(crate::ErrorKind::InvalidRequest), "{url}");
        }
    }
}
