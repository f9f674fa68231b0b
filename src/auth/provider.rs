//! Requests credentials of any scheme from the program, once for all requests that wait for one.

use std::fmt;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::Utc;
use futures_util::future::{BoxFuture, FutureExt};
use reqwest::header::HeaderValue;
use tokio::time::Instant;

use crate::auth::header_value::header_value;
use crate::auth::jwt::{self, REFRESH_PAUSE, REFRESH_WAIT};
use crate::auth::refresh::Latest;
use crate::error::{Error, ErrorKind, ProviderError};
use crate::{Secret, SecurityScheme, observability};

/// The provider function that the program passes to the builder.
pub(crate) type ProviderFn = dyn Fn() -> BoxFuture<'static, Result<Provided, Box<ProviderError>>> + Send + Sync;

/// The result of a provider function.
pub(crate) struct Provided {
    pub(crate) credential: Secret,
    /// `None` if it is read from the credential's claims.
    pub(crate) validity: Option<Validity>,
    /// Whether the provider can return another one.
    pub(crate) is_refreshable: bool,
    pub(crate) issuance: Arc<Issuance>,
}

impl Provided {
    pub(crate) fn new(credential: Secret) -> Self {
        Self { credential, validity: None, is_refreshable: true, issuance: Arc::default() }
    }
}

/// The issuance of a credential. The clients of one session share it.
pub(crate) struct Issuance {
    time: Instant,
    was_rejected: AtomicBool,
}

impl Default for Issuance {
    fn default() -> Self {
        Self { time: Instant::now(), was_rejected: AtomicBool::new(false) }
    }
}

impl Issuance {
    pub(crate) fn was_rejected(&self) -> bool {
        self.was_rejected.load(Ordering::Relaxed)
    }
}

/// How long a credential is valid. A duration of `None` means without end.
#[derive(Clone, Copy)]
pub(crate) struct Validity {
    pub(crate) until_refresh: Option<Duration>,
    pub(crate) until_end: Option<Duration>,
}

impl Validity {
    /// Reads the claims of a JWT. A JWT without `iat` that was expired on arrival is used until the API rejects it.
    fn of(token: &str) -> Self {
        let left = jwt::expiry(token).and_then(|end| {
            // If the clock of this machine is slow, more seems to be left than the whole lifetime. If it is fast, a new
            // JWT may seem to have ended.
            (end - Utc::now()).to_std().ok().into_iter().chain(jwt::lifetime(token, end)).min()
        });
        Self { until_refresh: left.and_then(jwt::refresh_after), until_end: left }
    }
}

/// Returns a provider function of any async function.
#[allow(dead_code)] // A spec may have no security scheme.
pub(crate) fn provider<P, F, S, E>(provide: P) -> Arc<ProviderFn>
where
    P: Fn() -> F + Send + Sync + 'static,
    F: Future<Output = Result<S, E>> + Send + 'static,
    S: Into<Secret>,
    E: Into<Box<ProviderError>>,
{
    Arc::new(move || {
        let credential = provide();
        async move { Ok(Provided::new(credential.await.map_err(Into::into)?.into())) }.boxed()
    })
}

/// Caches and refreshes the credentials of a provider function.
#[derive(Clone)]
pub(crate) struct CredentialProvider(Arc<Inner>);

struct Inner {
    /// The builder method that sets the provider.
    name: String,
    /// The word before the credential in the header.
    prefix: String,
    provide: Arc<ProviderFn>,
    /// The timeout of the provider function.
    timeout: Duration,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    current: Option<Arc<ProvidedCredential>>,
    refresh: Latest<Outcome>,
    /// Until when a valid credential is used without another refresh, because the last one failed or takes long.
    paused_until: Option<Instant>,
}

type Outcome = Result<Arc<ProvidedCredential>, RefreshError>;

/// The error of a refresh.
#[derive(Clone)]
enum RefreshError {
    Provider(Arc<ProviderError>),
    InvalidCredential(&'static str),
    Panicked,
    TimedOut,
    /// The runtime of the task was shut down, or does not run.
    Stopped,
}

/// Shows nothing of the provider's own error.
impl fmt::Display for RefreshError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Provider(_) => f.write_str("the provider failed; see provider_error()"),
            Self::InvalidCredential(reason) => f.write_str(reason),
            Self::Panicked => f.write_str("the provider panicked"),
            Self::TimedOut => f.write_str("the provider took longer than the attempt or the total timeout"),
            Self::Stopped => f.write_str("the runtime of the refresh does not run"),
        }
    }
}

impl CredentialProvider {
    pub(crate) fn new(scheme: SecurityScheme, prefix: &str, provide: Arc<ProviderFn>, timeout: Duration) -> Self {
        let (name, prefix) = (format!("{}_provider", scheme.setter()), prefix.to_owned());
        Self(Arc::new(Inner { name, prefix, provide, timeout, state: Mutex::default() }))
    }

    /// Sets the initial credential.
    pub(crate) fn with_initial(self, first: &Secret) -> Result<Self, &'static str> {
        let provided = Provided::new(first.clone());
        self.0.lock().current = Some(Arc::new(ProvidedCredential::new(&self.0.prefix, provided)?));
        Ok(self)
    }

    /// Returns a credential that is not known to be expired or rejected.
    pub(crate) async fn credential(&self, deadline: Instant) -> Result<Arc<ProvidedCredential>, Error> {
        // A client may outlive the runtime that started the refresh, and a credential may be rejected while it is due.
        let mut outcome = Ok(None);
        for _ in 0..3 {
            outcome = self.current_or_refreshed(deadline).await;
            if !matches!(outcome, Ok(None)) {
                break;
            }
        }
        outcome.and_then(|credential| credential.ok_or(RefreshError::Stopped)).map_err(|failure| {
            let source = match &failure {
                RefreshError::Provider(error) => Some(Arc::clone(error)),
                _ => None,
            };
            // A session is a provider of the client that acts for its customer.
            match source.as_deref().and_then(|source| source.downcast_ref::<Error>()) {
                Some(error) if error.kind() == ErrorKind::SessionExpired => error.clone(),
                _ => Error::provider(&self.0.name, &failure.to_string(), source),
            }
        })
    }

    /// Returns `None` if the caller should try again: nothing drives the refresh, or the credential was rejected while
    /// it was due.
    async fn current_or_refreshed(&self, deadline: Instant) -> Result<Option<Arc<ProvidedCredential>>, RefreshError> {
        let (refresh, valid) = {
            let mut state = self.0.lock();
            // A refresh begins while the credential is still valid.
            let valid = state.current.clone().filter(|current| current.is_valid());
            if let Some(current) = &valid
                && (current.is_fresh() || state.paused_until.is_some_and(|until| Instant::now() < until))
            {
                return Ok(Some(Arc::clone(current)));
            }
            (state.refresh.join_or_begin(|number| self.clone().refresh(number)), valid)
        };
        let until = match &valid {
            Some(current) => {
                (refresh.started + REFRESH_WAIT).min(halfway(deadline)).min(current.ends_at.map_or(deadline, halfway))
            }
            None => deadline,
        };
        let outcome = refresh.outcome(Some(until)).await;
        if let Ok(Some(Ok(credential))) = outcome {
            return Ok(Some(credential));
        }
        let mut state = self.0.lock();
        // The timeout of the task starts a little later than that of the caller that started it.
        let is_over = refresh.started.elapsed() >= self.0.timeout.mul_f32(0.9);
        if outcome.is_err() || is_over {
            state.refresh.abandon(&refresh);
        }
        match (valid, outcome) {
            (Some(current), _) if current.is_valid() => {
                state.pause(REFRESH_PAUSE);
                Ok(Some(current))
            }
            (_, Ok(Some(Err(failure)))) => Err(failure),
            (None, Ok(_)) => Err(RefreshError::TimedOut),
            _ => Ok(None),
        }
    }

    async fn refresh(self, number: u64) -> Outcome {
        let name = &self.0.name;
        observability::provider_called(name);
        let outcome = self.0.request().await.inspect_err(|error| observability::provider_failed(name, error));
        let mut state = self.0.lock();
        let is_latest = state.refresh.end(number);
        if let Ok(credential) = &outcome
            && (is_latest || !state.current.as_ref().is_some_and(|current| current.is_fresh()))
        {
            state.current = Some(Arc::clone(credential));
            // The pause was that of the former credential.
            state.paused_until = None;
        }
        if outcome.is_err() && is_latest {
            // Callers that gave up do not see the failure.
            let pause = state.failure_pause();
            state.pause(pause);
        }
        outcome
    }
}

impl State {
    /// Uses a valid credential for at least this time without another refresh.
    fn pause(&mut self, time: Duration) {
        self.paused_until = self.paused_until.max(Instant::now().checked_add(time));
    }

    /// A credential that is only in doubt is used for longer, at most until it is due: each wrong password of a
    /// customer would call a provider that fails.
    fn failure_pause(&self) -> Duration {
        let current = self.current.as_ref().filter(|current| current.is_valid());
        let until_due = current.map_or(Duration::ZERO, |current| {
            current.refresh_at.map_or(Duration::MAX, |due| due.saturating_duration_since(Instant::now()))
        });
        until_due.clamp(REFRESH_PAUSE, MIN_AGE_TO_DOUBT)
    }
}

impl Inner {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn request(&self) -> Outcome {
        // Both the closure and its future can panic.
        let provided = AssertUnwindSafe(async { (self.provide)().await }).catch_unwind();
        match tokio::time::timeout(self.timeout, provided).await {
            Ok(Ok(Ok(provided))) => {
                ProvidedCredential::new(&self.prefix, provided).map(Arc::new).map_err(RefreshError::InvalidCredential)
            }
            Ok(Ok(Err(error))) => Err(RefreshError::Provider(error.into())),
            Ok(Err(_panic)) => Err(RefreshError::Panicked),
            Err(_elapsed) => Err(RefreshError::TimedOut),
        }
    }
}

/// Returns when half of the time until an end is over.
fn halfway(end: Instant) -> Instant {
    let now = Instant::now();
    now + end.saturating_duration_since(now) / 2
}

/// A 401 that may be about the customer's password causes a refresh only if the credential is at least this old, and if
/// no refresh has failed within this time. A credential that is due is refreshed sooner.
const MIN_AGE_TO_DOUBT: Duration = Duration::from_secs(60);

/// A credential of a provider, as a header value.
pub(crate) struct ProvidedCredential {
    pub(crate) header: HeaderValue,
    /// When to refresh it. `None` if it has no expiry, such as an API key.
    refresh_at: Option<Instant>,
    /// When it expires. `None` if it has no expiry, or was expired on arrival.
    ends_at: Option<Instant>,
    /// Whether the provider can return another one.
    pub(crate) is_refreshable: bool,
    is_doubtful: AtomicBool,
    issuance: Arc<Issuance>,
}

impl ProvidedCredential {
    pub(crate) fn new(prefix: &str, provided: Provided) -> Result<Self, &'static str> {
        let Provided { credential, validity, is_refreshable, issuance } = provided;
        let header = header_value(prefix, &credential)?;
        let Validity { until_refresh, until_end } =
            validity.unwrap_or_else(|| Validity::of(credential.expose_secret()));
        let after = |time| Instant::now().checked_add(time);
        Ok(Self {
            header,
            refresh_at: until_refresh.and_then(after),
            ends_at: until_end.and_then(after),
            is_refreshable,
            is_doubtful: AtomicBool::new(false),
            issuance,
        })
    }

    /// Marks the credential as rejected: no attempt that begins later sends it.
    pub(crate) fn reject(&self) {
        self.issuance.was_rejected.store(true, Ordering::Relaxed);
    }

    /// Lets the next request refresh the credential, which stays valid if the refresh fails. A credential that the
    /// provider returned within the last minute is not refreshed: otherwise each wrong password of a customer would
    /// call the provider.
    pub(crate) fn doubt_if_old(&self) {
        if self.is_old() {
            self.is_doubtful.store(true, Ordering::Relaxed);
        }
    }

    /// Returns whether the credential was issued more than a minute ago.
    pub(crate) fn is_old(&self) -> bool {
        self.issuance.time.elapsed() >= MIN_AGE_TO_DOUBT
    }

    pub(crate) fn was_rejected(&self) -> bool {
        self.issuance.was_rejected()
    }

    /// Returns whether the API may accept it, although it is time to refresh it.
    pub(crate) fn is_valid(&self) -> bool {
        !self.was_rejected() && self.ends_at.is_none_or(|end| Instant::now() < end)
    }

    pub(crate) fn is_fresh(&self) -> bool {
        !self.was_rejected()
            && !self.is_doubtful.load(Ordering::Relaxed)
            && self.refresh_at.is_none_or(|refresh_at| Instant::now() < refresh_at)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    /// Counts the calls of a provider that returns this each time.
    fn counting<F, S>(provide: impl Fn() -> F + Send + Sync + 'static) -> (Arc<AtomicUsize>, Arc<ProviderFn>)
    where
        F: Future<Output = Result<S, &'static str>> + Send + 'static,
        S: Into<Secret>,
    {
        let calls = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&calls);
        let provide = provider(move || {
            counter.fetch_add(1, Ordering::Relaxed);
            provide()
        });
        (calls, provide)
    }

    #[tokio::test(start_paused = true)]
    async fn a_provider_that_fails_is_called_once_a_minute_while_its_credential_is_only_in_doubt() {
        let Some(scheme) = SecurityScheme::ALL.first().copied() else { return };
        let (calls, provide) = counting(|| std::future::ready(Err::<Secret, _>("the vault is down")));
        let provider = CredentialProvider::new(scheme, "", provide, Duration::from_secs(9));
        let provider = provider.with_initial(&Secret::from("first")).expect("a credential");
        tokio::time::advance(MIN_AGE_TO_DOUBT).await;
        // The customers have a wrong password every five seconds, for two minutes.
        for _ in 0..24 {
            let deadline = Instant::now() + Duration::from_secs(9);
            let credential = provider.credential(deadline).await.expect("the first credential");
            credential.doubt_if_old();
            tokio::time::advance(Duration::from_secs(5)).await;
        }
        assert_eq!(calls.load(Ordering::Relaxed), 2);
    }

    #[tokio::test(start_paused = true)]
    async fn a_credential_that_is_rejected_while_it_is_due_has_its_refresh_awaited() {
        let Some(scheme) = SecurityScheme::ALL.first().copied() else { return };
        let (_, provide) = counting(|| async {
            tokio::time::sleep(Duration::from_secs(5)).await;
            Ok("second")
        });
        let provider = CredentialProvider::new(scheme, "", provide, Duration::from_secs(9));
        let provider = provider.with_initial(&Secret::from("first")).expect("a credential");
        tokio::time::advance(MIN_AGE_TO_DOUBT).await;
        let deadline = Instant::now() + Duration::from_secs(9);
        let first = provider.credential(deadline).await.expect("the first credential");
        first.doubt_if_old();
        let rejected = async {
            tokio::time::sleep(Duration::from_millis(400)).await;
            first.reject();
        };
        let (next, ()) = tokio::join!(provider.credential(deadline), rejected);
        assert_eq!(next.expect("the next credential").header, "second");
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_refresh_is_not_begun_again_while_it_runs() {
        let Some(scheme) = SecurityScheme::ALL.first().copied() else { return };
        let (calls, provide) = counting(std::future::pending::<Result<Secret, _>>);
        let provider = CredentialProvider::new(scheme, "", provide, Duration::from_secs(60));
        let provider = provider.with_initial(&Secret::from("first")).expect("a credential");
        tokio::time::advance(MIN_AGE_TO_DOUBT).await;
        for _ in 0..3 {
            let deadline = Instant::now() + Duration::from_secs(9);
            provider.credential(deadline).await.expect("the first credential").doubt_if_old();
            tokio::time::advance(REFRESH_PAUSE).await;
        }
        assert_eq!(calls.load(Ordering::Relaxed), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn a_request_waits_for_a_refresh_for_half_of_its_time_while_the_credential_is_valid() {
        let Some(scheme) = SecurityScheme::ALL.first().copied() else { return };
        let (_, provide) = counting(std::future::pending::<Result<Secret, _>>);
        let provider = CredentialProvider::new(scheme, "", provide, Duration::from_secs(60));
        let provider = provider.with_initial(&Secret::from("first")).expect("a credential");
        tokio::time::advance(MIN_AGE_TO_DOUBT).await;
        let now = Instant::now();
        provider.credential(now).await.expect("the first credential").doubt_if_old();
        let deadline = now + Duration::from_millis(800);
        provider.credential(deadline).await.expect("the first credential");
        assert_eq!(now.elapsed().as_millis(), 400);
    }

    #[tokio::test(start_paused = true)]
    async fn a_refresh_that_was_given_up_replaces_no_fresh_credential() {
        let Some(scheme) = SecurityScheme::ALL.first().copied() else { return };
        let (calls, provide) = counting(|| std::future::ready(Ok("later")));
        let provider = CredentialProvider::new(scheme, "", provide, Duration::from_secs(60));
        let deadline = Instant::now() + Duration::from_secs(9);
        let first = provider.credential(deadline).await.expect("a credential");
        // The number of a refresh that is not the latest one.
        provider.clone().refresh(0).await.ok().expect("another credential");
        assert!(Arc::ptr_eq(&first, &provider.credential(deadline).await.expect("a credential")));
        first.reject();
        let second = provider.clone().refresh(0).await.ok().expect("another credential");
        assert!(Arc::ptr_eq(&second, &provider.credential(deadline).await.expect("a credential")));
        assert_eq!(calls.load(Ordering::Relaxed), 3);
    }

    #[tokio::test(start_paused = true)]
    async fn a_refresh_that_succeeds_does_not_delay_the_next_one() {
        let Some(scheme) = SecurityScheme::ALL.first().copied() else { return };
        let (calls, provide) = counting(|| std::future::ready(Ok(jwt::tests::jwt(r#"{"iat":0,"exp":5}"#))));
        let provider = CredentialProvider::new(scheme, "", provide, Duration::from_secs(9));
        for count in [1, 2] {
            provider.credential(Instant::now() + Duration::from_secs(9)).await.expect("a JWT");
            assert_eq!(calls.load(Ordering::Relaxed), count);
            tokio::time::advance(Duration::from_millis(4_600)).await;
        }
    }

    #[test]
    fn a_jwt_that_seems_expired_on_arrival_lasts_for_the_time_from_its_iat() {
        let validity = |claims| {
            let Validity { until_refresh, until_end } = Validity::of(&jwt::tests::jwt(claims));
            (until_refresh, until_end)
        };
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(validity(r#"{"iat":30,"exp":90}"#), (seconds(54), seconds(60)));
        assert_eq!(validity(r#"{"exp":90}"#), (None, None));
    }
}
