//! Customer sessions, which combine a login and the exchange of its token.
//!
//! These flows are hand-written on top of generated operations, because a spec cannot express that one operation
//! follows another. Without the feature `sessions` they are left out, for a client of another part of the API.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use futures_util::future::{self, FutureExt};
use serde::Serialize;
use serde_json::{Map, Value, json};
use tokio::time::Instant;
use tracing::Instrument;

use crate::auth::jwt;
use crate::error::Error;
use crate::error::build_error::InputError;
use crate::request::into_value;
use crate::types::CustomerJwtRequest;
use crate::{Client, IntoValue, RequestOptions, Secret};

/// How often a JWT is refreshed that is already expired on arrival.
const REFRESH_INTERVAL: Duration = Duration::from_secs(60);

/// The time after a refresh that failed for a transient reason in which the JWT is used without another refresh.
const REFRESH_PAUSE: Duration = Duration::from_secs(10);

/// How much longer than its requests a refresh may take.
const REFRESH_MARGIN: Duration = Duration::from_secs(5);

/// The future of a flow.
type Flow<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

/// Logs customers in and opens their sessions.
impl Client {
    /// Returns a builder for the session of a customer whom your server has already identified. It logs the customer in
    /// without a password and exchanges the token for a JWT. It needs a secret API key, and, if the organization requires
    /// one-time passwords, [`without_one_time_password`](CustomerSessionBuilder::without_one_time_password).
    ///
    /// # Examples
    /// ```no_run
    /// use rebilly_customer_auth::permissions;
    /// use serde_json::json;
    ///
    /// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
    /// let session = client
    ///     .customer_session("cus-1")
    ///     .permissions(permissions::PAYMENT_FORM)
    ///     .custom_claims(json!({"websiteId": "site-1"}))
    ///     .open()
    ///     .await?;
    /// let jwt = session.jwt().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn customer_session(&self, customer_id: impl Into<String>) -> CustomerSessionBuilder {
        CustomerSessionBuilder {
            client: self.clone(),
            customer_id: customer_id.into(),
            min_validity: Duration::ZERO,
            skips_one_time_password: false,
            settings: SessionSettings::default(),
        }
    }

    /// Logs a customer in with a username and a password. Await the returned builder to send the login.
    ///
    /// # Errors
    /// [`ErrorKind::LoginRefused`](crate::ErrorKind::LoginRefused) if the API does not accept the username and the
    /// password, and any other [`Error`] of a request.
    ///
    /// # Examples
    /// ```no_run
    /// use rebilly_customer_auth::{CustomerSession, Error, Login};
    ///
    /// # async fn ask_for_the_code() -> String { String::new() }
    /// # async fn example(client: rebilly_customer_auth::Client) -> Result<CustomerSession, Error> {
    /// match client.log_in("jane", "correct horse").await? {
    ///     Login::Complete(session) => Ok(session),
    ///     Login::OneTimePasswordRequired(pending) => pending.submit(ask_for_the_code().await).await,
    /// }
    /// # }
    /// ```
    pub fn log_in(&self, username: impl Into<String>, password: impl Into<Secret>) -> LoginBuilder {
        LoginBuilder {
            client: self.clone(),
            username: username.into(),
            password: password.into(),
            requires_one_time_password: false,
            settings: SessionSettings::default(),
        }
    }

    /// Resumes a login from its token: that of a [`PendingLogin`] of another process, or that of a link by email. It
    /// sends nothing.
    ///
    /// The token contains no settings: set the permissions, the claims and an organization other than the client's
    /// again.
    ///
    /// # Examples
    /// ```no_run
    /// use rebilly_customer_auth::{Client, CustomerSession, Error, permissions};
    ///
    /// # async fn example(client: Client, stored_token: String) -> Result<CustomerSession, Error> {
    /// client.resume_login(stored_token).permissions(permissions::ACCOUNT_PORTAL).submit("123456").await
    /// # }
    /// ```
    pub fn resume_login(&self, token: impl Into<Secret>) -> PendingLogin {
        PendingLogin { client: self.clone(), token: token.into(), expires_at: None, settings: Box::default() }
    }
}

/// The permissions, the claims and the lifetime of a session, and the options of its requests.
#[derive(Clone, Debug)]
struct SessionSettings {
    permissions: Result<Option<Vec<String>>, InputError>,
    organization: Option<String>,
    custom_claims: Result<Map<String, Value>, InputError>,
    expires_in: Option<Duration>,
    request_options: RequestOptions,
}

impl Default for SessionSettings {
    fn default() -> Self {
        Self {
            permissions: Ok(None),
            organization: None,
            custom_claims: Ok(Map::new()),
            expires_in: None,
            request_options: RequestOptions::new(),
        }
    }
}

macro_rules! session_setters {
    () => {
        /// Sets the operations that the JWT allows: a set from [`permissions`](crate::permissions), constants from its
        /// groups, or the ID of any other operation. `[SET_A, SET_B].concat()` combines sets. If you set none, the JWT allows what the API allows by default,
        /// which the spec does not list.
        pub fn permissions(mut self, permissions: impl IntoValue<Vec<String>>) -> Self {
            self.settings.permissions = into_value::optional(permissions);
            self
        }

        /// Sets the organization of the requests and the permissions. The default is the client's organization.
        pub fn organization(mut self, id: impl Into<String>) -> Self {
            self.settings.organization = Some(id.into());
            self
        }

        /// Sets the custom claims of the JWT: any value that serializes to a JSON object. Everyone who has the JWT can
        /// read them.
        pub fn custom_claims(mut self, claims: impl Serialize) -> Self {
            self.settings.custom_claims = into_value::members(claims);
            self
        }

        /// Sets how long the JWT is valid. The default is that of the API, one hour.
        ///
        /// The API accepts a point in time. It is computed with the clock of this machine when the JWT is requested, so
        /// a clock that is wrong by a minute changes the lifetime by a minute.
        pub fn expires_in(mut self, lifetime: Duration) -> Self {
            self.settings.expires_in = Some(lifetime);
            self
        }

        /// Sets options of every request that the flow sends, refreshes included: headers, query parameters, a timeout
        /// and a retry policy.
        pub fn options(mut self, options: RequestOptions) -> Self {
            self.settings.request_options = options;
            self
        }
    };
}

impl SessionSettings {
    /// Returns the client that sends the requests.
    fn client(&self, client: &Client) -> Result<Client, Error> {
        match &self.organization {
            Some(id) => {
                client.for_organization(id).map_err(|reason| Error::invalid_request(format!("organization: {reason}")))
            }
            None => Ok(client.clone()),
        }
    }

    /// Builds the body of the exchange.
    fn body(&self, client: &Client) -> Result<CustomerJwtRequest, Error> {
        let invalid = Error::inputs([
            ("permissions", self.permissions.clone().err()),
            ("custom_claims", self.custom_claims.clone().err()),
        ]);
        let (Ok(permissions), Ok(custom_claims)) = (&self.permissions, &self.custom_claims) else {
            return Err(invalid);
        };
        let mut body = Map::new();
        if let Some(permissions) = permissions {
            let organizations: Vec<&str> = client.organization_id().into_iter().collect();
            let scope = if organizations.is_empty() { json!({}) } else { json!({"organizationId": organizations}) };
            body.insert("acl".to_owned(), json!([{"scope": scope, "permissions": permissions}]));
        }
        if !custom_claims.is_empty() {
            body.insert("customClaims".to_owned(), json!(custom_claims));
        }
        if let Some(lifetime) = self.expires_in {
            if lifetime.is_zero() {
                return Err(Error::invalid_request("expires_in: must not be zero".to_owned()));
            }
            let expiry = chrono::TimeDelta::from_std(lifetime).ok().and_then(|it| Utc::now().checked_add_signed(it));
            let expiry = expiry.ok_or_else(|| Error::invalid_request("expires_in: too long".to_owned()))?;
            body.insert("expiredTime".to_owned(), json!(expiry));
        }
        serde_json::from_value(Value::Object(body))
            .map_err(|_| Error::invalid_request("the session options do not match the spec".to_owned()))
    }

    async fn exchange(
        &self,
        client: &Client,
        token: &Secret,
        body: CustomerJwtRequest,
        one_time_password: Option<&Secret>,
    ) -> Result<Issued, Error> {
        let exchange = client.post_authentication_token_exchange().options(self.request_options.clone());
        let exchange = exchange.token(token).body(body).body_map(|body| match one_time_password {
            Some(code) => body.one_time_password(code),
            None => body,
        });
        let issued = exchange.send().await?.into_inner();
        let jwt = read_token(&issued.token)?;
        let expires_at = into_value::optional::<DateTime<Utc>>(issued.expired_time).unwrap_or_default();
        let expires_at = expires_at.or_else(|| jwt::expiry(jwt.expose_secret()));
        let lifetime = expires_at.map(|end| (end - Utc::now()).to_std().unwrap_or_default());
        let ends_at = lifetime.filter(|lifetime| !lifetime.is_zero()).and_then(|it| Instant::now().checked_add(it));
        let refresh_at = lifetime.and_then(|lifetime| match lifetime.is_zero() {
            true => Instant::now().checked_add(REFRESH_INTERVAL),
            false => jwt::refresh_at(lifetime),
        });
        Ok(Issued {
            jwt,
            customer_id: into_value::optional(issued.customer_id).unwrap_or_default(),
            expires_at,
            ends_at,
            refresh_at,
        })
    }
}

/// A builder for a [`CustomerSession`] without a password. [`Client::customer_session`] returns it.
#[derive(Clone, Debug)]
#[must_use]
pub struct CustomerSessionBuilder {
    client: Client,
    customer_id: String,
    min_validity: Duration,
    skips_one_time_password: bool,
    settings: SessionSettings,
}

impl CustomerSessionBuilder {
    session_setters!();

    /// Sets how long before its expiry [`CustomerSession::jwt`] refreshes the JWT, so that it outlasts the page that
    /// receives it. The default is 30 seconds, or a tenth of a lifetime below five minutes.
    ///
    /// If a refresh fails for a transient reason, `jwt` may return a JWT that expires sooner. Set less than the
    /// lifetime: otherwise each call of `jwt` opens a new session.
    pub fn min_validity(mut self, validity: Duration) -> Self {
        self.min_validity = validity;
        self
    }

    /// Opens the session without a one-time password, even if the organization requires one. Call it only if your
    /// server has verified a second factor, or needs none: the customer cannot enter the code of a session that your
    /// server opens.
    pub fn without_one_time_password(mut self) -> Self {
        self.skips_one_time_password = true;
        self
    }

    /// Logs the customer in and exchanges the token: two requests. `.await` on the builder does the same.
    ///
    /// # Errors
    /// [`ErrorKind::Forbidden`](crate::ErrorKind::Forbidden) if the API key may not do this, or if the organization
    /// requires a one-time password: see [`without_one_time_password`](Self::without_one_time_password). And any other
    /// [`Error`] of a request.
    pub async fn open(self) -> Result<CustomerSession, Error> {
        let issued = self.issue().await?;
        Ok(CustomerSession::new(issued, Some(self)))
    }

    /// Returns the total timeout of each of its requests.
    fn total_timeout(&self) -> Duration {
        self.settings.request_options.retry_policy.unwrap_or(self.client.retry).total_timeout
    }

    async fn issue(&self) -> Result<Issued, Error> {
        // Without a credential of the customer, a 401 means that the API key is wrong, and a rotated one is read again.
        let client = self.settings.client(&self.client)?.with_own_credential_only();
        if self.customer_id.is_empty() {
            return Err(Error::invalid_request("customer_session: the ID of the customer is empty".to_owned()));
        }
        let body = self.settings.body(&client)?;
        let login = client.post_authentication_token().options(self.settings.request_options.clone());
        let login = login.body_map(|body| {
            let otp_required = self.skips_one_time_password.then_some(false);
            body.passwordless(|login| login.customer_id(&self.customer_id).otp_required(otp_required))
        });
        let login = login.send().await?;
        let mut issued = self.settings.exchange(&client, &read_token(&login.token)?, body, None).await?;
        if let (Some(refresh_at), Some(end)) = (&mut issued.refresh_at, issued.ends_at) {
            *refresh_at = end.checked_sub(self.min_validity).unwrap_or_else(Instant::now).min(*refresh_at);
        }
        Ok(issued)
    }
}

impl IntoFuture for CustomerSessionBuilder {
    type Output = Result<CustomerSession, Error>;
    type IntoFuture = Flow<CustomerSession>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.open())
    }
}

/// Logs a customer in with a password. [`Client::log_in`] returns it; await it.
#[derive(Clone, Debug)]
#[must_use = "a login does nothing unless it is awaited"]
pub struct LoginBuilder {
    client: Client,
    username: String,
    password: Secret,
    requires_one_time_password: bool,
    settings: SessionSettings,
}

impl LoginBuilder {
    session_setters!();

    /// Requires a one-time password for this login, even if the organization does not. The result is always
    /// [`Login::OneTimePasswordRequired`].
    pub fn require_one_time_password(mut self) -> Self {
        self.requires_one_time_password = true;
        self
    }

    /// Sends the login and, if no one-time password is required, the exchange.
    ///
    /// # Errors
    /// Those of [`Client::log_in`].
    pub async fn send(self) -> Result<Login, Error> {
        let client = self.settings.client(&self.client)?;
        // Checked before the login, because a login may count as an attempt of the customer.
        let body = self.settings.body(&client)?;
        let login = client.post_authentication_token().options(self.settings.request_options.clone());
        let requires_otp = self.requires_one_time_password.then_some(true);
        let login = login.body_map(|body| {
            body.password(|it| it.username(&self.username).password(&self.password).otp_required(requires_otp))
        });
        let login = login.send().await?;
        let token = read_token(&login.token)?;
        // Where the caller requires the second factor, the response cannot waive it.
        if self.requires_one_time_password || into_value::optional(login.otp_required) == Ok(Some(true)) {
            let expires_at = into_value::optional(login.expired_time).unwrap_or_default();
            let pending = PendingLogin { client: self.client, token, expires_at, settings: Box::new(self.settings) };
            return Ok(Login::OneTimePasswordRequired(pending));
        }
        let issued = self.settings.exchange(&client, &token, body, None).await?;
        Ok(Login::Complete(CustomerSession::new(issued, None)))
    }
}

impl IntoFuture for LoginBuilder {
    type Output = Result<Login, Error>;
    type IntoFuture = Flow<Login>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// The state of a login with a password. There is a session only after all required factors are verified.
#[derive(Clone, Debug)]
pub enum Login {
    /// The customer is logged in.
    Complete(CustomerSession),
    /// The password is correct, and the API has sent the customer a one-time password.
    OneTimePasswordRequired(PendingLogin),
}

/// A login that is not complete: it waits for its one-time password, or was [resumed](Client::resume_login).
///
/// To complete it in another process, store [`token`](Self::token) in the session of the customer on your server, and
/// pass it to [`Client::resume_login`]. To cancel it, send
/// [`delete_authentication_token`](Client::delete_authentication_token) with the token.
///
/// # Examples
/// ```no_run
/// use rebilly_customer_auth::{Client, Error, Login};
///
/// # fn store(token: &str) {}
/// # async fn example(client: Client) -> Result<(), Error> {
/// if let Login::OneTimePasswordRequired(pending) = client.log_in("jane", "correct horse").await? {
///     store(pending.token().expose_secret());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a login is complete after `submit` or `open`"]
pub struct PendingLogin {
    client: Client,
    token: Secret,
    expires_at: Option<DateTime<Utc>>,
    /// Boxed, because [`Login`] would be large.
    settings: Box<SessionSettings>,
}

impl PendingLogin {
    session_setters!();

    /// Completes the login with the one-time password that the customer entered. After a wrong one, you can call this
    /// method again.
    ///
    /// # Errors
    /// [`ErrorKind::LoginRefused`](crate::ErrorKind::LoginRefused) or
    /// [`ErrorKind::Forbidden`](crate::ErrorKind::Forbidden) if the API does not accept the one-time password,
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) if the login has expired, and any other [`Error`] of a
    /// request.
    pub async fn submit(&self, one_time_password: impl Into<Secret>) -> Result<CustomerSession, Error> {
        self.complete(Some(&one_time_password.into())).await
    }

    /// Completes a login that requires no one-time password, such as that of a link by email: resume it with the token
    /// in the link. This uses up the token.
    ///
    /// # Errors
    /// [`ErrorKind::Forbidden`](crate::ErrorKind::Forbidden) if the login requires a one-time password,
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) if the token does not exist, was used or has expired,
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) if it cannot be one, and any other [`Error`] of a
    /// request.
    ///
    /// # Examples
    /// ```no_run
    /// use rebilly_customer_auth::{Client, CustomerSession, Error, ErrorKind};
    ///
    /// # async fn example(client: Client, token: String) -> Result<Option<CustomerSession>, Error> {
    /// match client.resume_login(token).open().await {
    ///     Ok(session) => Ok(Some(session)),
    ///     // The link was used, has expired, or is not one of ours.
    ///     Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::InvalidRequest) => Ok(None),
    ///     Err(error) => Err(error),
    /// }
    /// # }
    /// ```
    pub async fn open(&self) -> Result<CustomerSession, Error> {
        self.complete(None).await
    }

    async fn complete(&self, one_time_password: Option<&Secret>) -> Result<CustomerSession, Error> {
        let client = self.settings.client(&self.client)?;
        let client = match one_time_password {
            Some(_) => client,
            // The token is no credential of the customer: a 401 means that the API key is wrong.
            None => client.with_own_credential_only(),
        };
        let body = self.settings.body(&client)?;
        let issued = self.settings.exchange(&client, &self.token, body, one_time_password).await?;
        Ok(CustomerSession::new(issued, None))
    }

    /// Returns the token of the login. It does not prove the second factor: a verification accepts the token before and
    /// after the one-time password. Store it where the customer cannot read it.
    pub fn token(&self) -> &Secret {
        &self.token
    }

    /// Returns when the login expires. `None` if the API did not report it, and for a
    /// [resumed](Client::resume_login) login.
    pub fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.expires_at
    }
}

/// A JWT that the API issued.
#[derive(Clone)]
struct Issued {
    jwt: Secret,
    customer_id: Option<String>,
    expires_at: Option<DateTime<Utc>>,
    /// `None` if it has no expiry, or if it is already expired on arrival, because the clock of the API differs.
    ends_at: Option<Instant>,
    /// `None` if it has no expiry.
    refresh_at: Option<Instant>,
}

impl Issued {
    fn is_fresh(&self) -> bool {
        self.refresh_at.is_none_or(|refresh_at| Instant::now() < refresh_at) && !self.has_expired()
    }

    fn has_expired(&self) -> bool {
        self.ends_at.is_some_and(|end| Instant::now() >= end)
    }
}

/// Returns the token of a response, whether or not the spec requires the property.
fn read_token(value: impl IntoValue<Secret>) -> Result<Secret, Error> {
    into_value::required(value).map_err(|_| Error::missing_property("token"))
}

/// A customer session, which provides a JWT for the browser and refreshes it.
///
/// Cloning it is cheap, and all clones share the JWT. Opening a session sends two requests, so keep one session for
/// each customer instead of opening one for each page.
///
/// A session of [`Client::customer_session`] refreshes its JWT when you use it shortly before the expiry. A session of
/// [`Client::log_in`] or of a resumed login ends with its JWT, because only the customer can log in again.
///
/// # Logout
/// The JWT is valid until it expires, and no operation of this client revokes it. To log the customer out, drop the
/// session and all clones, and delete the JWT in the browser. A short `expires_in` limits how long a copy of the JWT
/// stays valid. [`delete_authentication_token`](Client::delete_authentication_token) ends a login before its exchange,
/// not a session: the exchange has already invalidated the authentication token.
///
/// # Examples
/// A session can authenticate a client that acts for the customer:
/// ```no_run
/// use rebilly_customer_auth::{Client, Error};
///
/// # async fn example(server: Client) -> Result<(), Error> {
/// let session = server.customer_session("cus-1").open().await?;
/// let customer = Client::builder().jwt_provider(move || session.jwt()).build()?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct CustomerSession(Arc<Shared>);

struct Shared {
    current: Mutex<Arc<Issued>>,
    /// Opens the session again. `None` if the session ends with its JWT.
    source: Option<CustomerSessionBuilder>,
    refresh: Mutex<Option<Refresh>>,
}

/// A refresh in flight, which all callers share. It runs in a separate task, so that a cancelled caller does not stop
/// it. `None` if the runtime of the task was shut down.
type Refresh = future::Shared<Pin<Box<dyn Future<Output = Option<Result<Arc<Issued>, Error>>> + Send>>>;

impl CustomerSession {
    fn new(issued: Issued, source: Option<CustomerSessionBuilder>) -> Self {
        Self(Arc::new(Shared { current: Mutex::new(Arc::new(issued)), source, refresh: Mutex::new(None) }))
    }

    /// Returns a JWT that has not expired. The session refreshes it 30 seconds before it expires; if the lifetime is
    /// below five minutes, when a tenth of it is left. `min_validity` of the builder changes this. Concurrent callers
    /// share one refresh. If a refresh fails for a transient reason, the JWT is returned until it expires, and the
    /// refresh is tried again after ten seconds, or after the wait that the API asks for.
    ///
    /// The lifetime is the time from the response to the expiry in it, by the clock of this machine. A JWT that is already
    /// expired on arrival, because the clocks differ, is refreshed after a minute.
    ///
    /// # Errors
    /// [`ErrorKind::SessionExpired`](crate::ErrorKind::SessionExpired) if the JWT has expired and the session cannot
    /// refresh it, and any [`Error`] of the refresh requests.
    pub fn jwt(&self) -> impl Future<Output = Result<Secret, Error>> + Send + use<> {
        let session = self.clone();
        async move {
            let current = session.current();
            let Some(source) = &session.0.source else {
                return match current.has_expired() {
                    true => Err(Error::session_expired()),
                    false => Ok(current.jwt.clone()),
                };
            };
            if current.is_fresh() {
                return Ok(current.jwt.clone());
            }
            match session.refreshed(source).await {
                Ok(issued) => Ok(issued.jwt.clone()),
                // The JWT expires soon, but is still valid.
                Err(error) if error.is_transient() && !current.has_expired() => Ok(current.jwt.clone()),
                Err(error) => Err(error),
            }
        }
    }

    async fn refreshed(&self, source: &CustomerSessionBuilder) -> Result<Arc<Issued>, Error> {
        // The two requests of a refresh end within their total timeouts, unless the runtime of its task does not run.
        let longest = source.total_timeout().saturating_mul(2).saturating_add(REFRESH_MARGIN);
        // A session may outlive the runtime that began a refresh.
        for _ in 0..2 {
            let refresh = lock(&self.0.refresh).get_or_insert_with(|| self.begin_refresh(source.clone())).clone();
            let outcome = tokio::time::timeout(longest, refresh.clone()).await;
            if let Ok(Some(outcome)) = outcome {
                return outcome;
            }
            lock(&self.0.refresh).take_if(|latest| latest.ptr_eq(&refresh));
        }
        Err(Error::out_of_time())
    }

    fn begin_refresh(&self, source: CustomerSessionBuilder) -> Refresh {
        let session = self.clone();
        let work = async move {
            let outcome = source.issue().await.map(Arc::new);
            match &outcome {
                Ok(issued) => *lock(&session.0.current) = Arc::clone(issued),
                Err(error) if error.is_transient() => {
                    // Otherwise each caller would wait for the next failure, although the JWT is still valid.
                    let pause = error.retry_after().unwrap_or_default().max(REFRESH_PAUSE);
                    let refresh_at = Instant::now().checked_add(pause);
                    let kept = Issued { refresh_at, ..(*session.current()).clone() };
                    *lock(&session.0.current) = Arc::new(kept);
                }
                Err(_) => {}
            }
            *lock(&session.0.refresh) = None;
            outcome
        };
        let task = tokio::spawn(work.in_current_span());
        async move { task.await.ok() }.boxed().shared()
    }

    /// Returns the ID of the customer, as the API reported it.
    pub fn customer_id(&self) -> Option<String> {
        self.current().customer_id.clone()
    }

    /// Returns when the current JWT expires, if the expiry is known.
    pub fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.current().expires_at
    }

    fn current(&self) -> Arc<Issued> {
        Arc::clone(&lock(&self.0.current))
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for CustomerSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let current = self.current();
        f.debug_struct("CustomerSession")
            .field("customer_id", &current.customer_id)
            .field("expires_at", &current.expires_at)
            .finish_non_exhaustive()
    }
}
