//! Requests credentials of any scheme from the program, once for all requests that wait for one. An API key is a JWT
//! without an expiry here.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use futures_util::future::{FutureExt, Shared};
use reqwest::header::HeaderValue;
use serde::Deserialize;
use tokio::time::Instant;
use tracing::Instrument;

use crate::auth::{header_value, reason};
use crate::error::Error;
use crate::{Secret, SecurityScheme, observability};

/// How long before its expiry a JWT is refreshed, unless its lifetime is short.
const REFRESH_MARGIN: Duration = Duration::from_secs(30);

/// The error type of the program's provider.
pub(crate) type ProviderError = dyn StdError + Send + Sync;

/// The provider function that the program passes to the builder.
pub(crate) type ProviderFn =
    dyn Fn() -> Pin<Box<dyn Future<Output = Result<Secret, Box<ProviderError>>> + Send>> + Send + Sync;

/// Displays the builder method that sets the provider of a scheme.
#[derive(Clone, Copy)]
pub(crate) struct ProviderName(SecurityScheme);

impl fmt::Display for ProviderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_provider", self.0.setter())
    }
}

/// Caches and refreshes the JWTs of a provider function.
#[derive(Clone)]
pub(crate) struct JwtProvider(Arc<Inner>);

struct Inner {
    scheme: SecurityScheme,
    provide: Arc<ProviderFn>,
    /// The timeout of the provider function.
    timeout: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    current: Option<Arc<Jwt>>,
    refresh: Option<(Refresh, Instant)>,
}

type Outcome = Result<Arc<Jwt>, RefreshError>;

/// A refresh in flight. It runs in a separate task, so that a cancelled caller does not stop it: the source of the JWT
/// may issue it only once.
type Refresh = Shared<Pin<Box<dyn Future<Output = Outcome> + Send>>>;

/// The error of a refresh.
#[derive(Clone)]
enum RefreshError {
    Provider(Arc<ProviderError>),
    InvalidJwt(&'static str),
    Panicked,
    TimedOut,
    /// The runtime of the task was shut down.
    RuntimeShutdown,
}

/// Shows nothing of the provider's own error.
impl fmt::Display for RefreshError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Provider(_) => f.write_str("the provider failed; see provider_error()"),
            Self::InvalidJwt(reason) => f.write_str(reason),
            Self::Panicked => f.write_str("the provider panicked"),
            Self::TimedOut => f.write_str("the provider took longer than the attempt timeout"),
            Self::RuntimeShutdown => f.write_str("the runtime was shut down"),
        }
    }
}

impl JwtProvider {
    /// `first` is the initial JWT, if there is one.
    pub(crate) fn new(scheme: SecurityScheme, provide: Arc<ProviderFn>, timeout: Duration, first: Option<Jwt>) -> Self {
        let state = State { current: first.map(Arc::new), refresh: None };
        Self(Arc::new(Inner { scheme, provide, timeout, state: Mutex::new(state) }))
    }

    /// Returns a JWT that is not known to be expired or rejected.
    pub(crate) async fn jwt(&self, deadline: Instant) -> Result<Arc<Jwt>, Error> {
        let outcome = match self.current_or_refreshed(deadline).await {
            // A client may outlive the runtime that started the refresh.
            Err(RefreshError::RuntimeShutdown) => self.current_or_refreshed(deadline).await,
            outcome => outcome,
        };
        outcome.map_err(|failure| {
            let source = match &failure {
                RefreshError::Provider(error) => Some(Arc::clone(error)),
                _ => None,
            };
            Error::provider(ProviderName(self.0.scheme), &failure.to_string(), source)
        })
    }

    /// Each caller has its own timeout, because the runtime of the refresh task may no longer run.
    async fn current_or_refreshed(&self, deadline: Instant) -> Outcome {
        let (refresh, started) = {
            let mut state = self.0.lock();
            match &state.current {
                Some(jwt) if jwt.is_fresh() => return Ok(Arc::clone(jwt)),
                _ => state.refresh.get_or_insert_with(|| (self.refresh(), Instant::now())).clone(),
            }
        };
        let outcome = match tokio::time::timeout_at(deadline, refresh.clone()).await {
            Ok(outcome) => outcome,
            Err(_elapsed) => Err(RefreshError::TimedOut),
        };
        // The timeout of the task starts a little later than that of the caller that started it.
        let is_over = started.elapsed() >= self.0.timeout.mul_f32(0.9);
        let is_stuck = matches!(outcome, Err(RefreshError::TimedOut)) && is_over;
        if is_stuck || matches!(outcome, Err(RefreshError::RuntimeShutdown)) {
            let mut state = self.0.lock();
            state.refresh.take_if(|(latest, _)| latest.ptr_eq(&refresh));
        }
        outcome
    }

    fn refresh(&self) -> Refresh {
        let name = ProviderName(self.0.scheme);
        observability::provider_called(name);
        let inner = Arc::clone(&self.0);
        let work = async move {
            let outcome = inner.request_jwt().await.inspect_err(|error| observability::provider_failed(name, error));
            let mut state = inner.lock();
            state.refresh = None;
            if let Ok(jwt) = &outcome {
                state.current = Some(Arc::clone(jwt));
            }
            outcome
        };
        // Runs in the span of the request that started it, so that the provider's spans belong to that request.
        let task = tokio::spawn(work.in_current_span());
        async move { task.await.unwrap_or(Err(RefreshError::RuntimeShutdown)) }.boxed().shared()
    }
}

impl Inner {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn request_jwt(&self) -> Outcome {
        // Both the closure and its future can panic.
        let provided = AssertUnwindSafe(async { (self.provide)().await }).catch_unwind();
        match tokio::time::timeout(self.timeout, provided).await {
            Ok(Ok(Ok(jwt))) => Jwt::new(self.scheme, &jwt).map(Arc::new).map_err(RefreshError::InvalidJwt),
            Ok(Ok(Err(error))) => Err(RefreshError::Provider(error.into())),
            Ok(Err(_panic)) => Err(RefreshError::Panicked),
            Err(_elapsed) => Err(RefreshError::TimedOut),
        }
    }
}

/// The minimum age at which a JWT counts as rejected by a 401 that may be about the customer.
const MIN_AGE_TO_REJECT: Duration = Duration::from_secs(60);

/// A JWT as a header value.
pub(crate) struct Jwt {
    pub(crate) header: HeaderValue,
    /// When to refresh it. `None` if the JWT has no expiry.
    refresh_at: Option<Instant>,
    was_rejected: AtomicBool,
    obtained_at: Instant,
}

impl Jwt {
    pub(crate) fn new(scheme: SecurityScheme, jwt: &Secret) -> Result<Self, &'static str> {
        if let Some(reason) = reason(jwt.expose_secret()) {
            return Err(reason);
        }
        let header = header_value(scheme.prefix(), jwt)?;
        let lifetime = expiry(jwt.expose_secret()).and_then(|expiry| expiry.duration_since(SystemTime::now()).ok());
        Ok(Self {
            header,
            refresh_at: lifetime.and_then(refresh_at),
            was_rejected: AtomicBool::new(false),
            obtained_at: Instant::now(),
        })
    }

    /// Marks the JWT as rejected, so that the next request refreshes it.
    pub(crate) fn reject(&self) {
        self.was_rejected.store(true, Ordering::Relaxed);
    }

    /// Marks the JWT as rejected unless the provider has returned it within the last minute: wrong passwords of customers
    /// must not run the provider once each.
    pub(crate) fn reject_if_old(&self) {
        if self.obtained_at.elapsed() >= MIN_AGE_TO_REJECT {
            self.reject();
        }
    }

    pub(crate) fn was_rejected(&self) -> bool {
        self.was_rejected.load(Ordering::Relaxed)
    }

    fn is_fresh(&self) -> bool {
        !self.was_rejected.load(Ordering::Relaxed)
            && self.refresh_at.is_none_or(|refresh_at| Instant::now() < refresh_at)
    }
}

/// Returns the `exp` claim of a JWT (RFC 7519, section 4.1.4). Only the server verifies the JWT.
pub(crate) fn expiry(jwt: &str) -> Option<SystemTime> {
    #[derive(Deserialize)]
    struct Claims {
        exp: f64,
    }
    let claims = BASE64_URL_SAFE_NO_PAD.decode(jwt.split('.').nth(1)?).ok()?;
    let Claims { exp } = serde_json::from_slice(&claims).ok()?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::try_from_secs_f64(exp).ok()?)
}

/// Returns when to refresh a JWT with this remaining lifetime. A JWT that is already expired on arrival was issued by a
/// different clock, and is used until the server rejects it.
pub(crate) fn refresh_at(lifetime: Duration) -> Option<Instant> {
    let margin = REFRESH_MARGIN.min(lifetime / 10);
    (!lifetime.is_zero()).then(|| Instant::now().checked_add(lifetime - margin))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jwt(claims: &str) -> String {
        format!("e30.{}.c2ln", BASE64_URL_SAFE_NO_PAD.encode(claims))
    }

    #[test]
    fn the_expiry_is_read_from_the_jwt_itself() {
        let at = |seconds: f64| Some(SystemTime::UNIX_EPOCH + Duration::from_secs_f64(seconds));
        assert_eq!(expiry(&jwt(r#"{"exp":1300819380,"iss":"joe"}"#)), at(1_300_819_380.0));
        assert_eq!(expiry(&jwt(r#"{"exp":1300819380.5}"#)), at(1_300_819_380.5));
    }

    #[test]
    fn a_jwt_without_a_readable_expiry_has_none() {
        for claims in ["{}", "[]", r#"{"exp":"soon"}"#, r#"{"exp":-1}"#, r#"{"exp":1e300}"#, r#"{"exp":null}"#, "\u{1}"]
        {
            assert_eq!(expiry(&jwt(claims)), None, "{claims}");
        }
        for string in ["", ".", "..", "opaque", "a.!!!.c", "a.e30=.c"] {
            assert_eq!(expiry(string), None, "{string}");
        }
    }

    #[test]
    fn a_jwt_is_refreshed_half_a_minute_early_or_after_nine_tenths_of_a_short_life() {
        for (life, before) in [(3_600, 30), (300, 30), (100, 10), (10, 1)] {
            let earliest = Instant::now() + Duration::from_secs(life - before);
            let found = refresh_at(Duration::from_secs(life)).expect("a time");
            assert!(found >= earliest && found < earliest + Duration::from_secs(1), "{life}");
        }
        assert_eq!(refresh_at(Duration::ZERO), None);
        assert_eq!(refresh_at(Duration::MAX), None);
    }
}
