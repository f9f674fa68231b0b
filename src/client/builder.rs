//! The configuration of a client.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, HeaderMap, HeaderName, HeaderValue};
use tokio::sync::Semaphore;

use crate::auth::Credentials;
use crate::auth::header_value::visible;
use crate::auth::organization::Organization;
use crate::auth::provider::ProviderFn;
use crate::client::{BaseUrl, Client, Connections, Settings};
use crate::error::Error;
use crate::generated::CONSUMER_HEADER;
use crate::{Environment, PublicClient, RetryPolicy, Secret, SecurityScheme};

const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(30);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// The default of [`ClientBuilder::max_response_bytes`]. A page of 1,000 credentials has about 400,000 bytes.
const MAX_RESPONSE_BYTES: usize = 8 * 1024 * 1024;
/// Name and version in the format of the vendor's SDKs.
const SDK: &str = concat!(env!("CARGO_PKG_NAME"), "@", env!("CARGO_PKG_VERSION"));
/// The streams that a server of HTTP/2 should at least allow (RFC 9113, section 6.5.2). If the server closes a connection
/// while requests wait for a stream, hyper reports these as if they had been sent.
const MAX_REQUESTS_IN_FLIGHT: usize = 100;
const USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// The closure of [`ClientBuilder::configure_http_client`].
type ConfigureHttp = dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync;

/// A builder for [`Client`].
///
/// You can set several credentials. Each request sends only one: the first that its operation accepts, in the order of
/// the spec. Those that the spec requires together count as one.
///
/// # Examples
/// ```
/// use std::time::Duration;
///
/// use rebilly_customer_auth::Client;
///
/// # fn main() -> Result<(), rebilly_customer_auth::Error> {
/// let client = Client::builder()
///     .secret_api_key("sk_sandbox_1234")
///     .organization_in_path("org-1")
///     .attempt_timeout(Duration::from_secs(5))
///     .build()?;
/// assert_eq!(client.base_url(), "https://api-sandbox.rebilly.com/organizations/org-1");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
#[must_use]
pub struct ClientBuilder {
    environment: Option<Environment>,
    base_url: Option<String>,
    /// The generated setters fill this in.
    credentials: BTreeMap<SecurityScheme, Credential>,
    organization_id: Option<String>,
    organization_in_path: Option<String>,
    is_organization_required: bool,
    consumer: Option<String>,
    attempt_timeout: Option<Duration>,
    connect_timeout: Option<Duration>,
    retry_policy: RetryPolicy,
    max_response_bytes: Option<usize>,
    user_agent: Option<String>,
    max_requests_in_flight: Option<usize>,
    configure_http_client: Option<Arc<ConfigureHttp>>,
}

/// The settings of one security scheme.
#[derive(Clone, Default)]
struct Credential {
    value: Option<Secret>,
    prefix: Option<String>,
    provider: Option<Arc<ProviderFn>>,
}

impl Client {
    /// Returns a builder without a credential, for [`Environment::DEFAULT`](crate::Environment::DEFAULT).
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }
}

/// The methods behind the generated setters.
#[allow(dead_code)]
impl ClientBuilder {
    pub(crate) fn credential(mut self, scheme: SecurityScheme, value: Secret) -> Self {
        self.credentials.entry(scheme).or_default().value = Some(value);
        self
    }

    pub(crate) fn prefix(mut self, scheme: SecurityScheme, prefix: String) -> Self {
        self.credentials.entry(scheme).or_default().prefix = Some(prefix);
        self
    }

    pub(crate) fn provider(mut self, scheme: SecurityScheme, provider: Arc<ProviderFn>) -> Self {
        self.credentials.entry(scheme).or_default().provider = Some(provider);
        self
    }
}

impl ClientBuilder {
    /// Sets the organization that requests are sent for, in the location that the spec defines: a header in version
    /// 2.1. By default, no organization is sent, and the API uses the one that the credential belongs to by default.
    /// [`organization_in_path`](Self::organization_in_path) sends it where the current API expects it.
    ///
    /// The setter `organization_id` of a request replaces it for that request, and [`Client::with_organization`]
    /// returns a client for another organization.
    pub fn organization_id(mut self, id: impl Into<String>) -> Self {
        self.organization_id = Some(id.into());
        self
    }

    /// Sets the organization that requests are sent for, in the path, as the current API expects it. Use it in new
    /// programs, instead of [`organization_id`](Self::organization_id).
    ///
    /// The setter `organization_id` of a request replaces it for that request, also in the path, and
    /// [`Client::with_organization`] returns a client for another organization.
    pub fn organization_in_path(mut self, id: impl Into<String>) -> Self {
        self.organization_in_path = Some(id.into());
        self
    }

    /// Rejects every request without an organization, for a client that serves many tenants. Send requests with the
    /// clients that [`Client::with_organization`] returns. The organization is sent in the path, as the current API
    /// expects it.
    ///
    /// # Examples
    /// ```
    /// use rebilly_customer_auth::Client;
    ///
    /// # fn main() -> Result<(), rebilly_customer_auth::Error> {
    /// let tenants = Client::builder().secret_api_key("sk_sandbox_1234").require_organization_in_path().build()?;
    /// let tenant = tenants.with_organization("org-1")?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn require_organization_in_path(mut self) -> Self {
        self.is_organization_required = true;
        self
    }

    /// Sets the name of your program, which the client sends in a header, so that the vendor's support can find your
    /// requests. By default, the header is not sent.
    #[doc(alias = "app_name")]
    pub fn consumer(mut self, name: impl Into<String>) -> Self {
        self.consumer = Some(name.into());
        self
    }

    /// Sets the environment. The default is [`Environment::DEFAULT`].
    pub fn environment(mut self, environment: Environment) -> Self {
        self.environment = Some(environment);
        self
    }

    /// Sets a URL that replaces the URL of the environment. It must be `https`, or `http` to this machine, and may have
    /// a path. If the spec gives an operation a server path of its own, the client uses that path only when the base
    /// URL has a host of the spec.
    #[doc(alias = "endpoint_url")]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// Sets the timeout of one attempt, from its start to the last byte of the response. The default is 30 seconds. The
    /// [`total_timeout`](RetryPolicy::total_timeout) of the retry policy bounds all attempts of a request.
    #[doc(alias = "timeout")]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Sets the timeout for opening a connection. The default is 10 seconds.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = Some(timeout);
        self
    }

    /// Sets how transient failures are retried. The default is [`RetryPolicy::default`].
    /// [`RequestOptions::retry_policy`](crate::RequestOptions::retry_policy) overrides it for a single request.
    #[doc(alias = "max_retries")]
    pub fn retry_policy(mut self, policy: RetryPolicy) -> Self {
        self.retry_policy = policy;
        self
    }

    /// Sets the maximum length of a response body, in bytes. A longer body is an error. The default is 8 MiB.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = Some(bytes);
        self
    }

    /// Sets how many requests the client and its clones may have in flight at the same time. Further requests wait. The
    /// default is 100. With HTTP/1.1, each request uses a connection and thus a file descriptor. With HTTP/2, requests
    /// beyond the limit of the server fail if it then closes the connection; most servers allow 100 or more.
    pub fn max_requests_in_flight(mut self, requests: usize) -> Self {
        self.max_requests_in_flight = Some(requests);
        self
    }

    /// Sets the `User-Agent` of all requests. The default is the name and the version of this crate.
    /// [`configure_http_client`](Self::configure_http_client) can override it.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Configures the HTTP client, for example with a proxy or a private certificate authority.
    ///
    /// The closure receives a preconfigured `reqwest::ClientBuilder`. It can override everything except four settings:
    ///
    /// - Redirects are not followed, because they would send the credential and the body to another server.
    /// - The bytes on a connection are not logged, because they contain credentials.
    /// - The HTTP client does not retry. Only the [`RetryPolicy`] retries, and it counts every attempt.
    /// - [`attempt_timeout`](Self::attempt_timeout) sets the timeout of a request.
    ///
    /// The closure runs again, for new connections, after a timeout and after you drop a request that has been in
    /// flight for a second or longer. By default, the client uses the proxies of the environment, such as
    /// `HTTPS_PROXY`. For an `http` base URL it uses none, because a proxy could read the credentials. This method does
    /// not accept a finished `reqwest::Client`, because its settings cannot be checked.
    ///
    /// # Examples
    /// Behind a corporate proxy that inspects TLS:
    /// ```no_run
    /// use rebilly_customer_auth::Client;
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let proxy = reqwest::Proxy::https("http://proxy.example:3128")?;
    /// let authority = reqwest::Certificate::from_pem(&std::fs::read("corporate-authority.pem")?)?;
    /// let client = Client::builder()
    ///     .secret_api_key("sk_sandbox_1234")
    ///     .configure_http_client(move |http| http.proxy(proxy.clone()).tls_certs_merge([authority.clone()]))
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn configure_http_client<F>(mut self, configure: F) -> Self
    where
        F: Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    {
        self.configure_http_client = Some(Arc::new(configure));
        self
    }

    /// Builds a client that has only the operations that need no secret credential, for a program that is not your
    /// server.
    ///
    /// # Errors
    /// Those of [`build`](Self::build), and [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if a secret
    /// credential is set.
    pub fn build_public(self) -> Result<PublicClient, Error> {
        match self.credentials.keys().find(|scheme| !scheme.is_public()) {
            Some(scheme) => {
                Err(Error::configuration(scheme.setter(), "a public client must not contain a secret credential"))
            }
            None => self.build().map(PublicClient),
        }
    }

    /// Builds the client. It does not open a connection yet.
    ///
    /// With the feature `rustls-ring` alone, this installs ring as the crypto provider of the process, unless one is
    /// installed. A program that installs another one must do it first.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) for an invalid setting, and if the machine has no
    /// CA certificates. The message names the setting and does not show its value.
    pub fn build(self) -> Result<Client, Error> {
        let base_url = self.checked_base_url()?;
        let organization = self.organization(&base_url)?;
        let http = self.http_settings(&base_url)?;
        let attempt_timeout = nonzero("attempt_timeout", self.attempt_timeout, ATTEMPT_TIMEOUT)?;
        nonzero("total_timeout", Some(self.retry_policy.total_timeout), Duration::MAX)?;
        let in_flight = nonzero("max_requests_in_flight", self.max_requests_in_flight, MAX_REQUESTS_IN_FLIGHT)?;
        let first = http.build()?;
        let settings = Settings {
            base: Arc::new(BaseUrl::new(base_url, &organization)),
            credentials: Arc::new(self.credentials(attempt_timeout)?),
            organization: Arc::new(organization),
            max_response_bytes: nonzero("max_response_bytes", self.max_response_bytes, MAX_RESPONSE_BYTES)?,
            budget: Arc::default(),
            attempt_timeout,
            in_flight: Arc::new(Semaphore::new(in_flight.min(Semaphore::MAX_PERMITS))),
            connections: Arc::new(Connections::new(first, move || http.build())),
        };
        Ok(Client { settings: Arc::new(settings), retry: self.retry_policy, sends_own_credential_only: false })
    }

    fn organization(&self, base_url: &Url) -> Result<Organization, Error> {
        let (setting, organization) = match (&self.organization_id, &self.organization_in_path) {
            (None, None) if self.is_organization_required => {
                ("require_organization_in_path", Organization::required_in_path(base_url))
            }
            _ if self.is_organization_required => {
                ("require_organization_in_path", Err("the client has an organization already"))
            }
            (None, None) => return Ok(Organization::Default),
            (Some(id), None) => ("organization_id", Organization::as_documented(base_url, id)),
            (None, Some(id)) => ("organization_in_path", Organization::in_path(base_url, id)),
            (Some(_), Some(_)) => ("organization_in_path", Err("organization_id is set too; set one of them")),
        };
        organization.map_err(|reason| Error::configuration(setting, reason))
    }

    fn checked_base_url(&self) -> Result<Url, Error> {
        match (&self.base_url, self.environment.or(Environment::DEFAULT)) {
            (Some(url), _) => check_base_url("base_url", url),
            // Relative, such as `/v1`.
            (None, Some(environment)) if !environment.server().url.contains("://") => {
                Err(Error::configuration("base_url", "not set, and the spec's server URL is incomplete; set it"))
            }
            (None, Some(environment)) => check_base_url("environment", environment.server().url),
            (None, None) => Err(Error::configuration("base_url", "not set, and the spec has no server")),
        }
    }

    fn credentials(&self, timeout: Duration) -> Result<Credentials, Error> {
        let mut credentials = Credentials::default();
        for (scheme, Credential { value, prefix, provider }) in &self.credentials {
            if let Some(prefix) = prefix {
                credentials.set_prefix(*scheme, prefix)?;
            }
            match (value, provider) {
                (Some(first), Some(provider)) => {
                    credentials.set_provider_with_initial(*scheme, first, Arc::clone(provider), timeout)?;
                }
                (None, Some(provider)) => credentials.set_provider(*scheme, Arc::clone(provider), timeout),
                (Some(value), None) => credentials.set(*scheme, value)?,
                (None, None) => {}
            }
        }
        Ok(credentials)
    }

    fn user_agent_value(&self) -> Result<HeaderValue, Error> {
        let value = visible(self.user_agent.as_deref().unwrap_or(USER_AGENT));
        let reason = "it is empty or contains a character other than visible ASCII";
        value.ok_or_else(|| Error::configuration("user_agent", reason))
    }

    fn consumer_header(&self) -> Result<Option<(HeaderName, HeaderValue)>, Error> {
        let Some(consumer) = &self.consumer else {
            return Ok(None);
        };
        let refused = |reason| Error::configuration("consumer", reason);
        let (name, template) = CONSUMER_HEADER.ok_or_else(|| refused("the spec defines no header for it"))?;
        if consumer.is_empty() || !consumer.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(refused("it is empty or contains a character other than visible ASCII"));
        }
        let value = template.replace("{consumer}", consumer).replace("{sdk}", SDK);
        let header = HeaderName::from_bytes(name.as_bytes()).ok().zip(HeaderValue::try_from(value).ok());
        header.map(Some).ok_or_else(|| refused("the spec's header for it is invalid"))
    }

    fn http_settings(&self, base_url: &Url) -> Result<HttpSettings, Error> {
        Ok(HttpSettings {
            user_agent: self.user_agent_value()?,
            connect_timeout: nonzero("connect_timeout", self.connect_timeout, CONNECT_TIMEOUT)?,
            uses_environment_proxy: base_url.scheme() == "https",
            consumer: self.consumer_header()?,
            configure: self.configure_http_client.clone(),
        })
    }
}

/// The settings of the HTTP client. [`Connections`] builds it more than once.
struct HttpSettings {
    user_agent: HeaderValue,
    consumer: Option<(HeaderName, HeaderValue)>,
    connect_timeout: Duration,
    /// Whether the proxies of the environment are used. Not for an `http` base URL: such a proxy could read the
    /// credentials.
    uses_environment_proxy: bool,
    configure: Option<Arc<ConfigureHttp>>,
}

impl HttpSettings {
    fn build(&self) -> Result<reqwest::Client, Error> {
        let json = HeaderValue::from_static("application/json");
        let identity = HeaderValue::from_static("identity");
        let mut headers = HeaderMap::from_iter([(ACCEPT, json), (ACCEPT_ENCODING, identity)]);
        headers.extend(self.consumer.clone());
        // Without aws-lc, reqwest uses the crypto provider of the process and panics if there is none. A provider that
        // is already installed stays.
        #[cfg(all(feature = "rustls-ring", not(feature = "rustls")))]
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = reqwest::Client::builder();
        // Another crate of the program may enable other TLS libraries of reqwest, which would change its default.
        #[cfg(any(feature = "rustls", feature = "rustls-ring"))]
        let builder = builder.tls_backend_rustls();
        #[cfg(all(feature = "native-tls", not(any(feature = "rustls", feature = "rustls-ring"))))]
        let builder = builder.tls_backend_native();
        let builder = builder
            .user_agent(self.user_agent.clone())
            .default_headers(headers)
            .connect_timeout(self.connect_timeout)
            // An idle connection ends even if the server sends PING without end.
            .pool_idle_timeout(Duration::from_secs(90))
            // Closes a connection to a dead server within 15 seconds.
            .http2_keep_alive_interval(Duration::from_secs(10))
            .http2_keep_alive_timeout(Duration::from_secs(5))
            .http2_keep_alive_while_idle(true);
        let builder = if self.uses_environment_proxy { builder } else { builder.no_proxy() };
        let builder = match &self.configure {
            Some(configure) => configure(builder),
            None => builder,
        };
        // Set last, so that `configure_http_client` cannot override them.
        let builder = builder
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .connection_verbose(false);
        let setting = if self.configure.is_some() { "configure_http_client" } else { "TLS" };
        let reason = "TLS or a proxy cannot be set up; on Linux, rustls needs the CA certificates of the system, which \
                      are in the package ca-certificates";
        builder.build().map_err(|_| Error::configuration(setting, reason))
    }
}

/// Returns the setting, which must not be zero, or else the default.
fn nonzero<T: Default + PartialEq>(setting: &'static str, set: Option<T>, default: T) -> Result<T, Error> {
    match set {
        Some(value) if value == T::default() => Err(Error::configuration(setting, "it must not be zero")),
        value => Ok(value.unwrap_or(default)),
    }
}

/// Parses and checks a base URL.
fn check_base_url(setting: &'static str, string: &str) -> Result<Url, Error> {
    let reason = |string: &str| Error::configuration(setting, string);
    // A URL parser drops these characters or reads them as slashes, so the parsed URL would differ from the string.
    if string.contains(|char: char| char == '\\' || char.is_whitespace() || char.is_control()) {
        return Err(reason("it has a backslash, a space or a control character"));
    }
    // A parser takes the host of `localhost:8080` for a scheme. It accepts any number of slashes after the scheme, and
    // an empty username.
    let Some((_, rest)) = string.split_once("://").filter(|(scheme, _)| !scheme.contains(':')) else {
        return Err(reason("it does not begin with https://"));
    };
    if rest.starts_with('/') {
        return Err(reason("it has no host"));
    }
    if rest.split(['/', '?', '#']).next().is_some_and(|authority| authority.contains('@')) {
        return Err(reason("it has a username or a password"));
    }
    let url = Url::parse(string).map_err(|_| reason("it is not a URL"))?;
    let Some(host) = url.host() else {
        return Err(reason("it has no host"));
    };
    match url.scheme() {
        "https" => {}
        "http" if is_this_machine(&host) => {}
        "http" => return Err(reason("http would expose the credential on the network; use https")),
        _ => return Err(reason("it is neither https nor http")),
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(reason("it has a query or a fragment"));
    }
    Ok(url)
}

fn is_this_machine<S: AsRef<str>>(host: &url::Host<S>) -> bool {
    match host {
        // Names below it may be resolved by DNS, which RFC 6761, section 6.3, forbids but glibc does.
        url::Host::Domain(name) => name.as_ref() == "localhost",
        url::Host::Ipv4(address) => address.is_loopback(),
        url::Host::Ipv6(address) => address.is_loopback(),
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An invalid URL may contain a password.
        let base_url = self.base_url.as_deref().and_then(|url| check_base_url("base_url", url).ok()).map(String::from);
        f.debug_struct("ClientBuilder")
            .field("environment", &self.environment)
            .field("base_url", &base_url)
            .field("credentials", &self.credentials.keys().collect::<Vec<_>>())
            .field("attempt_timeout", &self.attempt_timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("retry_policy", &self.retry_policy)
            .field("max_response_bytes", &self.max_response_bytes)
            .field("user_agent", &self.user_agent)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::{ErrorKind, SERVERS};

    #[test]
    fn an_environment_is_read_by_its_name_in_any_case() {
        for &environment in Environment::ALL {
            for name in [environment.name().to_owned(), environment.name().to_uppercase(), environment.to_string()] {
                assert_eq!(name.parse::<Environment>().expect("an environment"), environment, "{name}");
                assert_eq!(
                    serde_json::from_value::<Environment>(name.clone().into()).ok(),
                    Some(environment),
                    "{name}"
                );
            }
            assert_eq!(environment.server().url, SERVERS[environment as usize].url);
        }
        let error = "elsewhere".parse::<Environment>().expect_err("no environment");
        assert!(error.to_string().starts_with("environment: not one of "), "{error}");
    }

    /// Returns the error message after checking that it does not show the value.
    fn refusal(builder: ClientBuilder, value: &str) -> String {
        let error = builder.build().expect_err("the setting cannot be used");
        assert_eq!((error.kind(), error.may_have_been_sent()), (ErrorKind::Configuration, false));
        if value.len() > 3 {
            assert!(!format!("{error} {error:?}").contains(value), "{error:?}");
        }
        error.to_string()
    }

    #[test]
    fn a_credential_that_cannot_be_sent_is_rejected_by_name_and_not_shown() {
        let builder = Client::builder;
        for (value, reason) in [
            ("", "it is empty"),
            ("canary\n", "it contains a line break"),
            ("canary\r\nX: y", "it contains a line break"),
            ("canäry", "visible ASCII"),
            ("can ary", "visible ASCII"),
            ("canary\0", "visible ASCII"),
        ] {
            for &scheme in SecurityScheme::ALL {
                let message = refusal(builder().base_url("https://host").credential(scheme, value.into()), value);
                assert!(message.starts_with(scheme.setter()) && message.contains(reason), "{message}");
            }
        }
    }

    #[test]
    fn an_unsafe_or_invalid_base_url_is_rejected() {
        for (url, reason) in [
            ("", "begin with https://"),
            ("api.rebilly.com", "begin with https://"),
            ("localhost:8080", "begin with https://"),
            ("https://", "not a URL"),
            ("data:text/plain,canary", "begin with https://"),
            (" https://canary.example", "a space"),
            ("https://canary.example\n", "a control character"),
            ("https://host.example\\@canary.example", "a backslash"),
            ("ht\ttps://canary.example", "a control character"),
            ("ftp://canary.example", "neither https nor http"),
            ("http://canary.example", "use https"),
            ("http://127.0.0.1.canary.example", "use https"),
            ("http://localhost.canary.example", "use https"),
            ("http://canary.localhost", "use https"),
            ("https://canary:pass@host.example", "username or a password"),
            ("https://@canary.example", "username or a password"),
            ("https://host.example:443@canary.example", "username or a password"),
            ("http://localhost@canary.example", "username or a password"),
            ("//canary.example", "begin with https://"),
            ("https:canary.example", "begin with https://"),
            ("https:https://canary.example", "begin with https://"),
            ("https:///canary.example", "no host"),
            ("https:\\\\canary.example", "a backslash"),
            ("https://canary.example\0", "a control character"),
            ("https://canary.example/\u{a0}", "a space"),
            ("https://canary.example:99999", "not a URL"),
            ("https://canary%00.example", "not a URL"),
            ("https://ca|nary.example", "not a URL"),
            ("https://[::1", "not a URL"),
            ("http://0.0.0.0", "use https"),
            ("http://[::ffff:10.0.0.1]", "use https"),
            ("http://notlocalhost", "use https"),
            ("https://host.example/?canary=1", "query or a fragment"),
            ("https://host.example/#canary", "query or a fragment"),
            ("https://host.example?canary=@", "query or a fragment"),
        ] {
            let message = refusal(Client::builder().base_url(url), "canary");
            assert!(message.starts_with("base_url: ") && message.contains(reason), "{url}: {message}");
        }
    }

    #[test]
    fn a_base_url_on_this_machine_or_with_a_path_is_accepted() {
        for (url, base_url) in [
            ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
            ("http://[::1]:8080", "http://[::1]:8080"),
            ("http://localhost", "http://localhost"),
            ("https://api.rebilly.com/v2.1/", "https://api.rebilly.com/v2.1"),
            ("https://HOST.example:443", "https://host.example"),
            ("https://host.example/a/%2e%2e/b//", "https://host.example/b"),
            ("https://host.example/a;b=@", "https://host.example/a;b=@"),
            ("http://2130706433", "http://127.0.0.1"),
        ] {
            let client = Client::builder().base_url(url).build().expect(url);
            assert_eq!(client.base_url(), base_url);
        }
    }

    #[test]
    fn a_client_uses_the_default_environment_unless_another_is_set() {
        for environment in Environment::ALL.iter().copied().filter(|it| it.server().url.contains("://")) {
            let client = Client::builder().environment(environment).build().expect("a client");
            assert_eq!(client.base_url(), environment.server().url);
        }
        let default = Environment::DEFAULT.map(|environment| environment.server().url.to_owned());
        let default = default.filter(|url| url.contains("://"));
        assert_eq!(Client::builder().build().ok().map(|client| client.base_url().to_owned()), default);
    }

    /// A builder that does not depend on the spec's servers.
    fn local() -> ClientBuilder {
        Client::builder().base_url("http://localhost")
    }

    #[test]
    fn contradictory_settings_are_rejected() {
        let both = local().organization_id("a").organization_in_path("b");
        assert!(refusal(both, "").contains("set one of them"));
        let no_time = RetryPolicy::default().total_timeout(Duration::ZERO);
        for builder in [
            local().attempt_timeout(Duration::ZERO),
            local().connect_timeout(Duration::ZERO),
            local().retry_policy(no_time),
        ] {
            assert!(refusal(builder, "").contains("it must not be zero"));
        }
        assert!(refusal(local().user_agent("a\nb"), "").starts_with("user_agent: "));
        assert!(refusal(local().organization_id(""), "").starts_with("organization_id: "));
        assert!(refusal(local().organization_in_path(".."), "").starts_with("organization_in_path: "));
    }

    #[test]
    fn a_public_client_takes_public_credentials_only() {
        for scheme in SecurityScheme::ALL {
            let public = local().credential(*scheme, "key".into()).build_public();
            assert_eq!(public.is_ok(), scheme.is_public(), "{scheme:?}");
        }
    }
}
