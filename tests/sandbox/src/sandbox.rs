//! The handle for tests.

use std::{fmt, io, sync::Arc, time::Duration};

use axum::Router;
use chrono::{DateTime, Utc};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::{
    auth::{self, Scheme},
    authentication_options::OptionsShape,
    clock::Clock,
    drift::Drift,
    issue,
    rate_limit::RateLimit,
    recorded_request::RecordedRequest,
    server,
    state::{Mailer, Shared},
};

/// A running fake server of the API. It stops when it is dropped.
///
/// # Example
///
/// ```no_run
/// # async fn example() {
/// use rebilly_customer_auth_sandbox::Sandbox;
///
/// let sandbox = Sandbox::start().await;
/// println!("{} takes the key {}", sandbox.url(), sandbox.secret_api_key());
/// # }
/// ```
pub struct Sandbox {
    shared: Arc<Shared>,
    server: JoinHandle<()>,
    /// Dropping this stops the server.
    _stop: watch::Sender<()>,
}

impl Sandbox {
    /// Starts a sandbox with the default settings, on a free loopback port. Its clock stands at the beginning of 2026.
    /// A client counts the lifetime of a JWT with its own clock: to test sessions that expire, begin with
    /// `Sandbox::builder().now(Utc::now()).running_clock()`.
    ///
    /// # Panics
    ///
    /// Panics if no loopback port can be bound, or outside of a Tokio runtime.
    pub async fn start() -> Self {
        Self::builder().start().await.expect("a loopback port can be bound")
    }

    /// Builds a sandbox with other settings.
    pub fn builder() -> SandboxBuilder {
        let clock = Clock::default();
        SandboxBuilder {
            port: 0,
            hosts: ["127.0.0.1", "localhost", "[::1]"].map(str::to_owned).into(),
            header_timeout: Duration::from_secs(10),
            clock,
            is_running: false,
            routes: Router::new(),
            mailer: Box::new(|_, _| {}),
        }
    }

    /// Returns the credential that every sandbox accepts for the security scheme with this name: an API key, or the JWT
    /// of [`session_jwt`](Self::session_jwt).
    #[must_use]
    pub fn key(scheme: &str) -> Option<String> {
        Scheme::named(scheme).map(auth::key)
    }

    /// Returns the base URL without a trailing slash: `http://127.0.0.1:49152`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.shared.url
    }

    /// Returns the key for the `REB-APIKEY` header, which every operation accepts.
    #[must_use]
    pub fn secret_api_key(&self) -> &str {
        auth::SECRET_API_KEY
    }

    /// Returns the key for the `Authorization` header, which only public operations accept.
    #[must_use]
    pub fn publishable_api_key(&self) -> &str {
        auth::PUBLISHABLE_API_KEY
    }

    /// Returns the JWT of a merchant's session, for `Authorization: Bearer`. It does not expire.
    ///
    /// The JWTs of the exchange are also accepted, in their organization and until they expire.
    #[must_use]
    pub fn session_jwt(&self) -> &str {
        &self.shared.session_jwt
    }

    /// Returns the clock of this sandbox.
    #[must_use]
    pub fn clock(&self) -> Clock {
        self.shared.clock.clone()
    }

    /// Sets the shape of the authentication options in a response: a list with one object (the default) or the object
    /// itself.
    pub fn set_options_shape(&self, shape: OptionsShape) {
        self.shared.state().options_shape = shape;
    }

    /// Sets whether responses follow the spec (the default) or have the additions of today's API.
    pub fn set_drift(&self, drift: Drift) {
        self.shared.state().drift = drift;
    }

    /// Sets the number of requests other than `GET` per 60 seconds; `None` (the default) means no limit.
    ///
    /// The next such request starts a new period.
    pub fn set_rate_limit(&self, limit: Option<u32>) {
        self.shared.state().rate_limit = RateLimit::new(limit);
    }

    /// Returns the one-time password that the customer received for this authentication token.
    ///
    /// `None` if the token is unknown, has expired or needs no one-time password.
    #[must_use]
    pub fn one_time_password(&self, token: &str) -> Option<String> {
        let now = self.shared.clock.now();
        let state = self.shared.state();
        let asked_for = state
            .organizations
            .values()
            .filter_map(|organization| organization.authentication_token(token, now))
            .any(|found| found.otp_required);
        asked_for.then(|| issue::one_time_password(token))
    }

    /// Returns the last 1,000 requests, oldest first, with the first 64 KiB of each body.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.shared.state().requests.iter().cloned().collect()
    }

    /// Serves until the program ends, for a standalone sandbox.
    pub async fn wait_forever(mut self) {
        // The server only ends when `self` is dropped, which this borrow prevents.
        let _ = (&mut self.server).await;
    }
}

/// The settings of a sandbox.
///
/// # Example
///
/// ```no_run
/// # async fn example() -> std::io::Result<()> {
/// use rebilly_customer_auth_sandbox::Sandbox;
///
/// let now = "2030-06-01T12:00:00Z".parse().expect("a time");
/// let sandbox = Sandbox::builder().port(8080).now(now).start().await?;
/// assert_eq!(sandbox.clock().now(), now);
/// # Ok(())
/// # }
/// ```
#[must_use]
pub struct SandboxBuilder {
    port: u16,
    hosts: Vec<String>,
    header_timeout: Duration,
    clock: Clock,
    is_running: bool,
    routes: Router,
    mailer: Mailer,
}

impl SandboxBuilder {
    /// Sets the loopback port; `0` (the default) chooses a free port.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Adds a host that requests may name, without a port, for a sandbox behind a TLS server or a proxy.
    ///
    /// A request for another host than `127.0.0.1`, `localhost`, `[::1]` and these is a `421`, so a web page whose
    /// domain resolves to the loopback address (DNS rebinding) cannot read anything.
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.hosts.push(host.into());
        self
    }

    /// Sets the time at which the clock starts; the default is `2026-01-01T00:00:00Z`.
    ///
    /// # Panics
    ///
    /// Panics if the time is not between the years 1970 and 9999, which an HTTP date and RFC 3339 can both represent.
    pub fn now(mut self, now: DateTime<Utc>) -> Self {
        self.clock = Clock::new(now);
        self
    }

    /// Lets the clock run, for a client that waits until a JWT expires.
    pub fn running_clock(mut self) -> Self {
        self.is_running = true;
        self
    }

    /// Adds routes beside those of the API.
    ///
    /// They need no credential, and [`Sandbox::requests`] does not contain their requests.
    pub fn routes(mut self, routes: Router) -> Self {
        self.routes = routes;
        self
    }

    /// Sets a function that receives the customer's ID and the one-time password of each login that requires one, like
    /// the mail that the real API sends.
    ///
    /// It must not call the sandbox, which handles the login meanwhile.
    pub fn on_one_time_password(mut self, mailer: impl Fn(&str, &str) + Send + Sync + 'static) -> Self {
        self.mailer = Box::new(mailer);
        self
    }

    /// Starts the sandbox. A connection that sends no complete request header for 10 seconds ends, by the machine's
    /// clock and not by the sandbox's or Tokio's.
    ///
    /// # Errors
    ///
    /// Returns an error if the port cannot be bound, for example because it is in use.
    ///
    /// # Panics
    ///
    /// Panics if a route conflicts with the API, or outside of a Tokio runtime.
    pub async fn start(self) -> io::Result<Sandbox> {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let clock = if self.is_running { self.clock.running() } else { self.clock };
        let shared = Arc::new(Shared::new(url, self.hosts, clock, self.mailer));
        let router = server::router(&shared, self.routes);
        let (stop, stopped) = watch::channel(());
        let server = tokio::spawn(server::run(listener, router, self.header_timeout, stopped));
        Ok(Sandbox { shared, server, _stop: stop })
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SandboxBuilder").field("port", &self.port).finish_non_exhaustive()
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Sandbox").field("url", &self.shared.url).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read as _, Write as _},
        net::TcpStream,
    };

    use super::*;

    #[tokio::test]
    async fn a_connection_whose_header_stays_incomplete_ends() {
        assert_eq!(Sandbox::builder().header_timeout, Duration::from_secs(10));
        let builder = SandboxBuilder { header_timeout: Duration::from_millis(20), ..Sandbox::builder() };
        let sandbox = builder.start().await.unwrap();
        for start in ["", "P", "GET / HTTP/1.1\r\n"] {
            let mut stream = TcpStream::connect(sandbox.url().trim_start_matches("http://")).unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
            stream.write_all(start.as_bytes()).unwrap();
            let ended = tokio::task::spawn_blocking(move || stream.read_to_end(&mut Vec::new()));
            ended.await.unwrap().unwrap_or_else(|error| panic!("{start:?}: {error}"));
        }
    }

    #[tokio::test]
    async fn a_large_head_is_refused() {
        let sandbox = Sandbox::start().await;
        let mut stream = TcpStream::connect(sandbox.url().trim_start_matches("http://")).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
        let head = format!("GET / HTTP/1.1\r\nx: {}\r\n\r\n", "a".repeat(128 * 1024));
        let reply = tokio::task::spawn_blocking(move || {
            let (mut status, _) = ([0; 12], stream.write_all(head.as_bytes()));
            stream.read_exact(&mut status).map(|()| status)
        });
        assert_eq!(String::from_utf8_lossy(&reply.await.unwrap().unwrap()), "HTTP/1.1 431");
        assert!(sandbox.requests().is_empty());
    }
}
