//! A client behind a corporate proxy that inspects TLS: requests go through the proxy, and a private certificate
//! authority has signed the certificate of the API.
//!
//! Runs against a fake server, a TLS server and a proxy in this process.

use rebilly_customer_auth::Client;
use reqwest::{Certificate, Proxy};

type Result<T, E = Box<dyn std::error::Error + Send + Sync>> = std::result::Result<T, E>;

/// `ca` is the certificate of the authority as PEM. It is trusted in addition to the system's certificates.
fn client(base_url: &str, secret_api_key: &str, proxy: &str, ca: &[u8]) -> Result<Client> {
    let (proxy, ca) = (Proxy::all(proxy)?, Certificate::from_pem(ca)?);
    let builder = Client::builder().base_url(base_url).secret_api_key(secret_api_key);
    Ok(builder.configure_http_client(move |http| http.proxy(proxy.clone()).tls_certs_merge([ca.clone()])).build()?)
}

// The rest is setup: a host that only the proxy can resolve, with a certificate that only the private authority signed.

use rebilly_customer_auth::{ErrorKind, RetryPolicy};
use rebilly_customer_auth_sandbox::Sandbox;

const HOST: &str = "api.corp.example";

#[tokio::main]
async fn main() -> Result<()> {
    let sandbox = Sandbox::builder().host(HOST).start().await?;
    let authority = stage::Authority::new()?;
    let tls = stage::tls_server(&authority, HOST, sandbox.url().trim_start_matches("http://")).await?;
    let proxy = stage::proxy(HOST, tls).await?;
    let url = format!("https://{HOST}");

    let client = client(&url, sandbox.secret_api_key(), &proxy.url, authority.pem().as_bytes())?;
    let jane = client.post_credential();
    jane.body_map(|body| body.username("jane").password("correct horse").customer_id("cus-1")).send().await?;
    let login = client.post_authentication_token();
    let login = login.body_map(|body| body.password(|login| login.username("jane").password("correct horse")));
    println!("logged in {:?} through the proxy", login.send().await?.customer_id);
    assert!(proxy.tunnels() > 0);

    let stranger = stage::Authority::new()?;
    let wary = self::client(&url, sandbox.secret_api_key(), &proxy.url, stranger.pem().as_bytes())?;
    let error = wary
        .with_retry_policy(RetryPolicy::none())
        .get_credential()
        .id("cred-1")
        .send()
        .await
        .expect_err("another authority");
    println!("rejected  {error}");
    assert_eq!((error.kind(), error.may_have_been_sent()), (ErrorKind::Connect, false));
    Ok(())
}

/// The parts of a real network.
mod stage {
    use std::net::SocketAddr;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
    use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, copy_bidirectional};
    use tokio::net::{TcpListener, TcpStream};
    use tokio_rustls::TlsAcceptor;
    use tokio_rustls::rustls::ServerConfig;
    use tokio_rustls::rustls::crypto::aws_lc_rs;
    use tokio_rustls::rustls::pki_types::PrivateKeyDer;

    use super::Result;

    /// A private certificate authority.
    pub(super) struct Authority(CertifiedIssuer<'static, KeyPair>);

    impl Authority {
        pub(super) fn new() -> Result<Self> {
            let mut params = CertificateParams::default();
            params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
            Ok(Self(CertifiedIssuer::self_signed(params, KeyPair::generate()?)?))
        }

        pub(super) fn pem(&self) -> String {
            self.0.pem()
        }

        fn server_config(&self, host: &str) -> Result<ServerConfig> {
            let key = KeyPair::generate()?;
            let certificate = CertificateParams::new([host.to_owned()])?.signed_by(&key, &self.0)?;
            let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
            let config = config.with_safe_default_protocol_versions()?.with_no_client_auth();
            let key = PrivateKeyDer::try_from(key.serialize_der())?;
            Ok(config.with_single_cert(vec![certificate.der().clone()], key)?)
        }
    }

    /// Serves another address with TLS.
    pub(super) async fn tls_server(authority: &Authority, host: &str, behind: &str) -> Result<SocketAddr> {
        let acceptor = TlsAcceptor::from(Arc::new(authority.server_config(host)?));
        let behind: SocketAddr = behind.parse()?;
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let address = listener.local_addr()?;
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                let acceptor = acceptor.clone();
                tokio::spawn(async move {
                    // A client that does not trust the certificate disconnects.
                    let mut client = acceptor.accept(connection).await?;
                    let mut server = TcpStream::connect(behind).await?;
                    copy_bidirectional(&mut client, &mut server).await
                });
            }
        });
        Ok(address)
    }

    /// A proxy for HTTPS (RFC 9110, section 9.3.6).
    pub(super) struct Proxy {
        pub(super) url: String,
        tunnels: Arc<AtomicUsize>,
    }

    impl Proxy {
        pub(super) fn tunnels(&self) -> usize {
            self.tunnels.load(Ordering::SeqCst)
        }
    }

    /// Resolves a single host.
    pub(super) async fn proxy(host: &'static str, address: SocketAddr) -> Result<Proxy> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let tunnels = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&tunnels);
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                tokio::spawn(tunnel(connection, host, address, Arc::clone(&counter)));
            }
        });
        Ok(Proxy { url, tunnels })
    }

    async fn tunnel(client: TcpStream, host: &str, address: SocketAddr, tunnels: Arc<AtomicUsize>) -> Result<()> {
        let mut client = BufReader::new(client);
        let mut first = String::new();
        client.read_line(&mut first).await?;
        let mut header = String::new();
        while client.read_line(&mut header).await? > 2 {
            header.clear();
        }
        if !first.starts_with(&format!("CONNECT {host}:443 ")) {
            client.write_all(b"HTTP/1.1 502 Bad Gateway\r\n\r\n").await?;
            return Ok(());
        }
        tunnels.fetch_add(1, Ordering::SeqCst);
        client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
        let mut server = TcpStream::connect(address).await?;
        copy_bidirectional(&mut client, &mut server).await?;
        Ok(())
    }
}
