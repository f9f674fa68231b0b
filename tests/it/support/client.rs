//! Clients of a test's server.

use std::error::Error as _;
#[cfg(feature = "rustls")]
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use rebilly_customer_auth::{Client, ClientBuilder, Error, RetryPolicy};
use tokio::runtime::Runtime;
#[cfg(feature = "rustls")]
use tokio_rustls::rustls::crypto::aws_lc_rs;
#[cfg(feature = "rustls")]
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

pub(crate) use super::server::LONG;

// One configuration for all tests: to load certificates for each client takes longer than a request.
#[cfg(feature = "rustls")]
static TRUSTS_NOBODY: LazyLock<ClientConfig> = LazyLock::new(|| {
    // With all features, rustls has two providers and chooses none.
    let config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
    let config = config.with_safe_default_protocol_versions().expect("versions");
    config.with_root_certificates(RootCertStore::empty()).with_no_client_auth()
});

/// Configures an HTTP client for servers without TLS on this machine.
pub(crate) fn plain(http: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    let http = http.no_proxy();
    #[cfg(feature = "rustls")]
    let http = http.tls_backend_preconfigured(TRUSTS_NOBODY.clone());
    #[cfg(not(feature = "rustls"))]
    let http = http.tls_certs_only([]);
    http
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

/// Reads a credential and returns its username.
pub(crate) async fn get(client: &Client) -> Result<String, Error> {
    client.get_credential().id("a").send().await.map(|credential| credential.into_inner().username)
}

/// All that an error shows.
pub(crate) fn shown(error: &Error) -> String {
    assert!(error.source().is_none(), "reporters show sources");
    format!("{error} {error:#} {error:?} {error:#?}")
}

/// A runtime besides that of a test.
pub(crate) fn runtime() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// The default retry policy without waits between attempts.
pub(crate) fn without_waits() -> RetryPolicy {
    RetryPolicy::default().max_backoff(Duration::ZERO)
}
