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
use futures_util::future::{BoxFuture, FutureExt};
use serde::Serialize;
use serde_json::{Map, Value, json};
use tokio::time::Instant;

use crate::auth::header_value::MAX_BYTES;
use crate::auth::jwt::{self, REFRESH_PAUSE, REFRESH_WAIT};
use crate::auth::provider::{Issuance, Provided, Validity};
use crate::auth::refresh::Latest;
use crate::error::build_error::InputError;
use crate::error::{Error, ProviderError};
use crate::request::into_value;
use crate::request::request_builder::inputs;
use crate::types::CustomerJwtRequest;
use crate::{Client, ErrorKind, IntoValue, RequestOptions, Secret, SecurityScheme};

/// How often a JWT of unknown lifetime is refreshed: it is already expired on arrival, because the clocks differ.
const REFRESH_INTERVAL: Duration = Duration::from_secs(60);

/// The longest wait between refreshes that the API can ask for.
const MAX_REFRESH_PAUSE: Duration = Duration::from_secs(60);

/// The future of a flow.
type Flow<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

/// Logs customers in and opens their sessions.
impl Client {
    /// Returns a builder for the session of a customer whom your server has already identified. It logs the customer in
    /// without a password and exchanges the token for a JWT. It needs a secret API key, and, if the organization
    /// requires one-time passwords, [`without_one_time_password`](CustomerSessionBuilder::without_one_time_password).
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
    /// [`ErrorKind::LoginRefused`](crate::ErrorKind::LoginRefused) if the API does not accept the username, the
    /// password or the API key: it does not say which. That is a 400, a 401 or a 422 of the login. Any other
    /// [`Error`] of its two requests.
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

    /// Returns a client that acts for the customer of a session. It sends only the session's JWT, which the session
    /// refreshes, and uses the session's organization. A session from [`CustomerSession::from_jwt`] has none: the
    /// client then keeps its own. After the end of the session, its requests fail with
    /// [`ErrorKind::SessionExpired`](crate::ErrorKind::SessionExpired); the first one after the machine was suspended
    /// may be refused by the API instead. If the API rejects the JWT of a session of
    /// [`customer_session`](Self::customer_session), the session opens again.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the organization cannot be set.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(server: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
    /// let session = server.customer_session("cus-1").organization_id("org-9").open().await?;
    /// let customer = server.with_session(&session)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn with_session(&self, session: &CustomerSession) -> Result<Self, Error> {
        let client = match &session.current().organization_id {
            Some(id) => self.with_organization(id)?,
            None => self.clone(),
        };
        let session = session.clone();
        let provide = move || {
            let session = session.clone();
            let jwt = async move {
                let issued = session.issued().await?;
                let is_refreshable = session.0.source.is_some();
                Ok(Provided {
                    credential: issued.jwt.clone(),
                    validity: Some(issued.validity()),
                    is_refreshable,
                    // A session that cannot open again sends its JWT until it expires.
                    issuance: if is_refreshable { Arc::clone(&issued.issuance) } else { Arc::default() },
                })
            };
            jwt.boxed() as BoxFuture<'static, Result<Provided, Box<ProviderError>>>
        };
        Ok(client.with_provider(SecurityScheme::Jwt, Arc::new(provide)))
    }

    /// Resumes a login from its token: that of a [`PendingLogin`] of another process, or that of a link by email. It
    /// sends nothing.
    ///
    /// The token contains no settings: set the permissions and the claims again, and the organization if it is not the
    /// client's.
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
        PendingLogin {
            client: self.clone(),
            token: token.into(),
            customer_id: None,
            expires_at: None,
            settings: Box::default(),
        }
    }
}

/// The permissions, the claims and the lifetime of a session, and the options of its requests.
#[derive(Clone, Debug, Default)]
struct SessionSettings {
    permissions: Option<Result<Vec<String>, InputError>>,
    organization_id: Option<String>,
    custom_claims: Option<Result<Map<String, Value>, InputError>>,
    expires_in: Option<Duration>,
    request_options: RequestOptions,
}

macro_rules! session_setters {
    () => {
        /// Sets the operations that the JWT allows: a set from [`permissions`](crate::permissions), constants from its
        /// groups, or the ID of any other operation. `[SET_A, SET_B].concat()` combines sets. If you set none, the JWT
        /// allows what the API allows by default, which the spec does not list.
        pub fn permissions(mut self, permissions: impl IntoValue<Vec<String>>) -> Self {
            self.settings.permissions = into_value::optional(permissions).transpose();
            self
        }

        /// Sets the organization that all requests of the session use, and that the permissions apply to. The default
        /// is the client's organization.
        pub fn organization_id(mut self, id: impl Into<String>) -> Self {
            self.settings.organization_id = Some(id.into());
            self
        }

        /// Sets the custom claims of the JWT: any value that serializes to a JSON object. Everyone who has the JWT can
        /// read them.
        pub fn custom_claims(mut self, claims: impl Serialize) -> Self {
            self.settings.custom_claims = into_value::members(claims).transpose();
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

        /// Sets options of every request that the flow sends, refreshes included: headers, query parameters, timeouts
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
        match &self.organization_id {
            Some(id) => client
                .for_organization(id)
                .map_err(|reason| Error::invalid_request(format!("organization_id: {reason}"))),
            None => Ok(client.clone()),
        }
    }

    /// Builds the body of the exchange.
    fn body(&self, client: &Client) -> Result<CustomerJwtRequest, Error> {
        let permissions = self.permissions.clone().transpose();
        let custom_claims = self.custom_claims.clone().transpose();
        inputs!(permissions = "permissions", custom_claims = "custom_claims");
        let mut body = Map::new();
        if let Some(permissions) = permissions {
            let organizations: Vec<&str> = client.organization_id().into_iter().collect();
            let scope = if organizations.is_empty() { json!({}) } else { json!({"organizationId": organizations}) };
            body.insert("acl".to_owned(), json!([{"scope": scope, "permissions": permissions}]));
        }
        if let Some(claims) = custom_claims.filter(|claims| !claims.is_empty()) {
            body.insert("customClaims".to_owned(), Value::Object(claims));
        }
        // Fails before the login.
        self.expiry()?;
        serde_json::from_value(Value::Object(body))
            .map_err(|_| Error::invalid_request("the session options do not match the spec".to_owned()))
    }

    /// Returns the expiry of a JWT that is requested now.
    fn expiry(&self) -> Result<Option<DateTime<Utc>>, Error> {
        let Some(lifetime) = self.expires_in else {
            return Ok(None);
        };
        if lifetime.is_zero() {
            return Err(Error::invalid_request("expires_in: must not be zero".to_owned()));
        }
        let expiry = chrono::TimeDelta::from_std(lifetime).ok().and_then(|it| Utc::now().checked_add_signed(it));
        expiry.map(Some).ok_or_else(|| Error::invalid_request("expires_in: too long".to_owned()))
    }

    /// Exchanges the token of a login. `customer_id` is that of the login, if it is known.
    async fn exchange(
        &self,
        client: &Client,
        token: &Secret,
        customer_id: Option<&str>,
        body: CustomerJwtRequest,
        one_time_password: Option<&Secret>,
    ) -> Result<Issued, Error> {
        let exchange = client.post_authentication_token_exchange().options(self.request_options.clone());
        // Computed after the login, which may have taken a while.
        let expiry = self.expiry()?;
        let exchange = exchange.token(token).body(body);
        let exchange = exchange.body_map(|body| body.expired_time(expiry).one_time_password(one_time_password));
        let (issued, response) = exchange.send().await?.take();
        let jwt = read_token(&issued.token, is_bearer_token).map_err(|error| response.error(error))?;
        let stated = into_value::optional::<DateTime<Utc>>(issued.expired_time).unwrap_or_default();
        // The response states the expiry where the claim cannot be read.
        let claimed = jwt::expiry(jwt.expose_secret()).filter(|end| *end > DateTime::UNIX_EPOCH);
        let expires_at = stated.into_iter().chain(claimed).min();
        let lifetime = expires_at.map(|end| jwt::lifetime(jwt.expose_secret(), end));
        let ends_at = lifetime.flatten().and_then(End::after);
        let refresh_at = lifetime.and_then(|lifetime| match lifetime {
            Some(lifetime) => jwt::refresh_after(lifetime).and_then(End::after),
            None => End::after(REFRESH_INTERVAL),
        });
        let customer_id = same_customer(customer_id, issued.customer_id).map_err(|error| response.error(error))?;
        let organization_id = client.organization_id().map(str::to_owned);
        Ok(Issued { jwt, customer_id, organization_id, expires_at, ends_at, refresh_at, issuance: Arc::default() })
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
    /// receives it. The default is 30 seconds; if the lifetime is below five minutes, a tenth of it. A smaller value
    /// has no effect.
    ///
    /// If a refresh takes longer than a second or fails, `jwt` may return a JWT that expires sooner. Set less than the
    /// lifetime: otherwise each call of `jwt`, and each request of a client of [`Client::with_session`], opens a new
    /// session.
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
        let (login, response) = login.send().await?.take();
        let customer_id = Some(self.customer_id.as_str());
        same_customer(customer_id, &login.customer_id).map_err(|error| response.error(error))?;
        let token = read_token(&login.token, is_short).map_err(|error| response.error(error))?;
        let issued = self.settings.exchange(&client, &token, customer_id, body, None).await;
        let mut issued = issued.map_err(|error| {
            let error = error.after_a_request();
            let cause = "the organization may require a one-time password: see without_one_time_password()";
            if self.skips_one_time_password { error } else { error.with_cause(ErrorKind::Forbidden, cause) }
        })?;
        if let (Some(refresh_at), Some(end)) = (&mut issued.refresh_at, issued.ends_at) {
            let longest = end.time_left().saturating_sub(self.min_validity).min(refresh_at.time_left());
            *refresh_at = End::after(longest).unwrap_or(*refresh_at);
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
        let (login, response) = login.send().await.map_err(Error::of_login)?.take();
        let token = read_token(&login.token, is_short).map_err(|error| response.error(error))?;
        let customer_id = customer_of(&login.customer_id);
        // Where the caller requires the second factor, the response cannot waive it.
        if self.requires_one_time_password || into_value::optional(login.otp_required) == Ok(Some(true)) {
            let expires_at = into_value::optional(login.expired_time).unwrap_or_default();
            let settings = Box::new(self.settings);
            let pending = PendingLogin { client: self.client, token, customer_id, expires_at, settings };
            return Ok(Login::OneTimePasswordRequired(pending));
        }
        // The password was accepted: a 401 means that the API key is wrong.
        let client = client.with_own_credential_only();
        let issued = self.settings.exchange(&client, &token, customer_id.as_deref(), body, None).await;
        let issued = issued.map_err(Error::after_a_request)?;
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

/// The state of a login with a password. There is a session only after all required factors are verified. The enum is
/// exhaustive, so that a program handles both.
#[derive(Clone, Debug)]
#[must_use = "the login may still require its one-time password"]
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
    /// `None` if the API did not report it, and for a resumed login.
    customer_id: Option<String>,
    expires_at: Option<DateTime<Utc>>,
    /// Boxed, because [`Login`] would be large.
    settings: Box<SessionSettings>,
}

impl PendingLogin {
    session_setters!();

    /// Completes the login with the one-time password that the customer entered. After a wrong one, you can call this
    /// method again. The string is not checked: validate that it has six digits first, so that a typing mistake does
    /// not count as a failed attempt.
    ///
    /// # Errors
    /// [`ErrorKind::LoginRefused`](crate::ErrorKind::LoginRefused) if the API does not accept the one-time password,
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
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) if it cannot be sent in a path, and any other
    /// [`Error`] of a request.
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
            // The token is not one of the customer's credentials: a 401 means that the API key is wrong.
            None => client.with_own_credential_only(),
        };
        let body = self.settings.body(&client)?;
        let issued = self.settings.exchange(&client, &self.token, self.customer_id.as_deref(), body, one_time_password);
        let issued = issued.await.map_err(|error| match one_time_password {
            Some(_) => error.of_one_time_password(),
            None => error.with_cause(ErrorKind::Forbidden, "the login may require a one-time password"),
        });
        Ok(CustomerSession::new(issued?, None))
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
    /// The organization of the requests that issued it, if one is set.
    organization_id: Option<String>,
    expires_at: Option<DateTime<Utc>>,
    /// `None` if it has no expiry, or if it is already expired on arrival, because the clock of the API differs.
    ends_at: Option<End>,
    /// `None` if it has no expiry, or if the session cannot open again.
    refresh_at: Option<End>,
    issuance: Arc<Issuance>,
}

impl Issued {
    fn is_fresh(&self) -> bool {
        self.refresh_at.is_none_or(|refresh_at| !refresh_at.time_left().is_zero()) && !self.has_expired()
    }

    /// Returns whether it has expired, or the API has rejected it.
    fn has_expired(&self) -> bool {
        self.issuance.was_rejected() || self.time_left().is_some_and(|left| left.is_zero())
    }

    fn time_left(&self) -> Option<Duration> {
        self.ends_at.map(End::time_left)
    }

    fn validity(&self) -> Validity {
        Validity { until_refresh: self.refresh_at.map(End::time_left), until_end: self.time_left() }
    }
}

/// The end of a time span, by the clock of the machine that is ahead: an [`Instant`] stands still while the machine is
/// suspended, and the time of day may be set.
#[derive(Clone, Copy)]
struct End {
    instant: Instant,
    time: DateTime<Utc>,
}

impl End {
    fn after(lifetime: Duration) -> Option<Self> {
        let time = Utc::now().checked_add_signed(chrono::TimeDelta::from_std(lifetime).ok()?)?;
        Some(Self { instant: Instant::now().checked_add(lifetime)?, time })
    }

    fn time_left(self) -> Duration {
        let by_time = (self.time - Utc::now()).to_std().unwrap_or_default();
        self.instant.saturating_duration_since(Instant::now()).min(by_time)
    }
}

/// Returns the token of a response, whether or not the spec requires the property.
fn read_token(value: impl IntoValue<Secret>, is_valid: fn(&str) -> bool) -> Result<Secret, Error> {
    let token = into_value::required(value).map_err(|_| Error::missing_property("token"))?;
    // The path of a request cannot contain these strings.
    match !matches!(token.expose_secret(), "" | "." | "..") && is_valid(token.expose_secret()) {
        true => Ok(token),
        false => Err(Error::new(ErrorKind::Decode, "response has an invalid `token`")),
    }
}

fn is_short(string: &str) -> bool {
    string.len() <= MAX_BYTES
}

/// Returns the customer of a response, whether or not the spec requires the property.
fn customer_of(value: impl IntoValue<String>) -> Option<String> {
    into_value::optional(value).unwrap_or_default()
}

/// Returns the customer of a response, which need not repeat that of its flow. Fails if they differ in more than case.
fn same_customer(expected: Option<&str>, found: impl IntoValue<String>) -> Result<Option<String>, Error> {
    let found = customer_of(found);
    match expected.zip(found.as_deref()) {
        Some((expected, found)) if !expected.eq_ignore_ascii_case(found) => {
            Err(Error::new(ErrorKind::Decode, "response is about another customer than the request"))
        }
        _ => Ok(found.or_else(|| expected.map(str::to_owned))),
    }
}

/// Returns whether a string has only the characters of a token (RFC 6750, section 2.1), which are safe in a header and
/// in a script of a page.
fn is_bearer_token(string: &str) -> bool {
    (1..=MAX_BYTES).contains(&string.len())
        && string.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte))
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
/// let customer = server.with_session(&session)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct CustomerSession(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    /// Opens the session again. `None` if the session ends with its JWT.
    source: Option<CustomerSessionBuilder>,
}

struct State {
    current: Arc<Issued>,
    refresh: Latest<Result<Arc<Issued>, Error>>,
    /// The error of the last refresh, without its content, and the end of the wait that the API asked for.
    failure: Option<(Error, Instant)>,
}

impl CustomerSession {
    fn new(mut issued: Issued, source: Option<CustomerSessionBuilder>) -> Self {
        // Otherwise each late request of a client of `with_session` would ask for another JWT, which there is not.
        issued.refresh_at = issued.refresh_at.filter(|_| source.is_some());
        let state = State { current: Arc::new(issued), refresh: Latest::default(), failure: None };
        Self(Arc::new(Shared { state: Mutex::new(state), source }))
    }

    /// Resumes a session from its [`jwt`](Self::jwt), which another process stored, such as in a shared cache. It sends
    /// nothing, and does not verify the signature. The session ends with its JWT, by the `exp` claim and the clock of
    /// this machine. If the claim is not a number, or the claims cannot be read, the session has ended. Without the
    /// claim, it never ends: store [`expires_at`](Self::expires_at) too, and check it.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`](crate::ErrorKind::InvalidRequest) if the string is empty or has a character that
    /// no token has.
    ///
    /// # Examples
    /// ```
    /// use rebilly_customer_auth::{CustomerSession, Error};
    ///
    /// # async fn example(stored: String) -> Result<(), Error> {
    /// let session = CustomerSession::from_jwt(stored)?;
    /// println!("<script>const jwt = '{}'</script>", session.jwt().await?.expose_secret());
    /// # Ok(())
    /// # }
    /// ```
    pub fn from_jwt(jwt: impl Into<Secret>) -> Result<Self, Error> {
        let jwt = jwt.into();
        if !is_bearer_token(jwt.expose_secret()) {
            return Err(Error::invalid_request("from_jwt: the string is not a token".to_owned()));
        }
        let expires_at = jwt::expiry(jwt.expose_secret());
        let left = expires_at.map(|end| (end - Utc::now()).to_std().unwrap_or_default());
        let ends_at = left.and_then(End::after);
        let issued = Issued {
            jwt,
            customer_id: None,
            organization_id: None,
            expires_at,
            ends_at,
            refresh_at: None,
            issuance: Arc::default(),
        };
        Ok(Self::new(issued, None))
    }

    /// Returns a JWT that has not expired. The session refreshes it 30 seconds before it expires; if the lifetime is
    /// below five minutes, when a tenth of it is left. `min_validity` of the builder changes this. Concurrent callers
    /// share one refresh.
    ///
    /// While the JWT is valid, callers wait for its refresh no longer than a second after it began, or half of the time
    /// left, whichever is shorter. If the refresh takes longer, or fails for another reason than a refusal of the API,
    /// `jwt` returns the JWT until it expires. It tries again after ten seconds or, if that is longer, after the
    /// `Retry-After` of the API, at most a minute. After the expiry, it returns the last error only until that
    /// `Retry-After` is over.
    ///
    /// The lifetime is the time from the `iat` of the JWT to its expiry, counted from its arrival, so a wrong local
    /// clock does not matter. Without `iat`, the local clock decides: a JWT that seems expired on arrival is refreshed
    /// after a minute. Time while the machine is suspended counts toward the lifetime; setting its clock
    /// forward shortens it.
    ///
    /// # Errors
    /// [`ErrorKind::SessionExpired`](crate::ErrorKind::SessionExpired) if the JWT has expired and the session cannot
    /// refresh it, [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) outside a tokio runtime, and any
    /// [`Error`] of the refresh requests. If the API refuses the refresh within that second, such as for a wrong API
    /// key, that error is returned even while the JWT is valid.
    pub fn jwt(&self) -> impl Future<Output = Result<Secret, Error>> + Send + use<> {
        let session = self.clone();
        async move { Ok(session.issued().await?.jwt.clone()) }
    }

    async fn issued(&self) -> Result<Arc<Issued>, Error> {
        let Some(source) = &self.0.source else {
            let current = self.current();
            return if current.has_expired() { Err(Error::session_expired()) } else { Ok(current) };
        };
        // A session may outlive the runtime that began a refresh, and expire during the wait for it.
        for _ in 0..3 {
            if let Some(issued) = self.current_or_refreshed(source).await? {
                return Ok(issued);
            }
        }
        Err(Error::new(ErrorKind::Timeout, "the refresh of the session did not end in time"))
    }

    /// Returns `None` if the JWT has expired and the refresh did not end. The caller then tries again.
    async fn current_or_refreshed(&self, source: &CustomerSessionBuilder) -> Result<Option<Arc<Issued>>, Error> {
        let (current, refresh) = {
            let mut state = self.lock();
            if state.current.is_fresh() {
                return Ok(Some(Arc::clone(&state.current)));
            }
            if let Some((error, until)) = &state.failure
                && state.current.has_expired()
                && Instant::now() < *until
            {
                return Err(error.clone());
            }
            tokio::runtime::Handle::try_current().map_err(|_| Error::outside_runtime())?;
            let refresh = |number| self.clone().refresh(source.clone(), number);
            (Arc::clone(&state.current), state.refresh.join_or_begin(refresh))
        };
        let has_expired = current.has_expired();
        let wait = REFRESH_WAIT.saturating_sub(refresh.started.elapsed());
        let wait = current.time_left().map_or(wait, |left| wait.min(left / 2));
        let outcome = refresh.outcome((!has_expired).then(|| Instant::now() + wait)).await;
        match &outcome {
            // Even if the API has rejected it meanwhile: the rejection of a new JWT would recur.
            Ok(Some(Ok(issued))) => return Ok(Some(Arc::clone(issued))),
            Ok(Some(Err(error))) if error.would_recur() || has_expired => return Err(error.clone()),
            _ => {}
        }
        let mut state = self.lock();
        if outcome.is_err() {
            state.refresh.abandon(&refresh);
        }
        if state.current.has_expired() {
            return Ok(None);
        }
        if Arc::ptr_eq(&state.current, &current) {
            state.pause(REFRESH_PAUSE);
        }
        Ok(Some(Arc::clone(&state.current)))
    }

    async fn refresh(self, source: CustomerSessionBuilder, number: u64) -> Result<Arc<Issued>, Error> {
        let outcome = source.issue().await.map(Arc::new);
        let mut state = self.lock();
        let is_latest = state.refresh.end(number);
        state.failure.take_if(|_| is_latest);
        match &outcome {
            Ok(issued) if is_latest || state.current.has_expired() => state.current = Arc::clone(issued),
            Err(error) if is_latest && !error.would_recur() => {
                // Otherwise each caller would wait for the next failure, although the JWT is still valid.
                let asked = error.retry_after().unwrap_or_default().min(MAX_REFRESH_PAUSE);
                state.pause(asked.max(REFRESH_PAUSE));
                // It stays until the next refresh, which may be the last thing that anybody asks of the session.
                let short = || error.clone().without_content();
                state.failure = (!asked.is_zero()).then(|| (short(), Instant::now() + asked));
            }
            _ => {}
        }
        outcome
    }

    /// Returns the ID of the customer, as the API reported it, or else that of
    /// [`customer_session`](Client::customer_session). `None` after [`from_jwt`](Self::from_jwt).
    pub fn customer_id(&self) -> Option<String> {
        self.current().customer_id.clone()
    }

    /// Returns when the current JWT expires by the clock of the API, if the expiry is known. To get a valid JWT, call
    /// [`jwt`](Self::jwt): it counts the lifetime from the arrival of the JWT.
    pub fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.current().expires_at
    }

    fn current(&self) -> Arc<Issued> {
        Arc::clone(&self.lock().current)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Uses the JWT without a refresh for some time, unless it expires.
    fn pause(&mut self, time: Duration) {
        self.current = Arc::new(Issued { refresh_at: End::after(time), ..(*self.current).clone() });
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn issued(ends_at: End, refresh_at: End) -> Issued {
        Issued {
            jwt: "jwt-1".into(),
            customer_id: None,
            organization_id: None,
            expires_at: None,
            ends_at: Some(ends_at),
            refresh_at: Some(refresh_at),
            issuance: Arc::default(),
        }
    }

    #[test]
    fn a_lifetime_ends_by_the_clock_that_is_ahead() {
        let hour = Duration::from_secs(3_600);
        let end = End::after(hour).expect("an end");
        assert!(end.time_left() > hour / 2);
        // The machine was suspended for the hour.
        assert_eq!(End { time: Utc::now(), ..end }.time_left(), Duration::ZERO);
        // The time of day was set back by an hour.
        assert_eq!(End { instant: Instant::now(), ..end }.time_left(), Duration::ZERO);
    }

    #[tokio::test]
    async fn the_wait_after_a_failed_refresh_hides_no_valid_jwt() {
        let client = Client::builder().base_url("http://localhost:1").secret_api_key("sk_1").build().expect("a client");
        let hour = Duration::from_secs(3_600);
        let end = End::after(hour).expect("an end");
        // The machine was suspended, so that it is time to refresh, although the wait is not over by its `Instant`.
        let issued = issued(end, End { time: Utc::now(), ..end });
        let without_retries = client.with_retry_policy(crate::RetryPolicy::none());
        let session = CustomerSession::new(issued, Some(without_retries.customer_session("cus-1")));
        session.lock().failure = Some((Error::outside_runtime(), Instant::now() + hour));
        assert_eq!(session.jwt().await.expect("a JWT").expose_secret(), "jwt-1");
        // Its refresh failed, and nothing asked for a wait.
        assert!(session.lock().failure.is_none());
    }

    #[test]
    fn a_jwt_that_the_session_cannot_refresh_is_used_until_it_expires() {
        let end = End::after(Duration::from_secs(9)).expect("an end");
        let validity = CustomerSession::new(issued(end, end), None).current().validity();
        assert!(validity.until_refresh.is_none() && validity.until_end.is_some());
    }

    #[test]
    fn the_customer_of_a_flow_is_kept_if_a_response_does_not_name_it() {
        let same = |expected, found: Option<&str>| same_customer(expected, found).map_err(|error| error.kind());
        let id = |id: &str| Ok::<_, ErrorKind>(Some(id.to_owned()));
        assert_eq!(same(Some("cus-1"), None), id("cus-1"));
        assert_eq!(same(Some("cus-1"), Some("CUS-1")), id("CUS-1"));
        assert_eq!((same(None, Some("cus-1")), same(None, None)), (id("cus-1"), Ok(None)));
        assert_eq!(same(Some("cus-1"), Some("cus-2")), Err(ErrorKind::Decode));
    }
}
