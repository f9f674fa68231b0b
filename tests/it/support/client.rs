//! Clients of a test's server.

use std::time::Duration;

use rebilly_customer_auth::{Client, ClientBuilder, RetryPolicy};

/// Longer than any test takes.
pub(crate) const LONG: Duration = Duration::from_secs(20);

/// Configures an HTTP client for servers without TLS on this machine. It loads no certificates, which would take longer
/// than a request.
pub(crate) fn plain(http: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    http.no_proxy().tls_certs_only([])
}

/// A client builder without credentials and retries.
pub(crate) fn bare(url: &str) -> ClientBuilder {
    Client::builder().base_url(url).configure_http_client(plain).attempt_timeout(LONG).retry_policy(RetryPolicy::none())
}

/// A client builder with a secret API key and without retries.
pub(crate) fn builder(url: &str) -> ClientBuilder {
    bare(url).secret_api_key("secret")
}

pub(crate) fn client(url: &str) -> Client {
    builder(url).build().expect("a client")
}

/// The default retry policy without waits between attempts.
pub(crate) fn without_waits() -> RetryPolicy {
    RetryPolicy::default().max_backoff(Duration::ZERO)
}
