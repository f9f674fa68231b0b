//! An HTTP client for servers without TLS on this machine: what it would need for TLS is made once for all tests, and not
//! anew for each client, which takes longer than a call.

use std::sync::LazyLock;

use tokio_rustls::rustls::{ClientConfig, RootCertStore};

static TRUSTS_NOBODY: LazyLock<ClientConfig> =
    LazyLock::new(|| ClientConfig::builder().with_root_certificates(RootCertStore::empty()).with_no_client_auth());

pub(crate) fn plain(http: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    http.no_proxy().tls_backend_preconfigured(TRUSTS_NOBODY.clone())
}
