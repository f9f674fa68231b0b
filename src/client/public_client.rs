//! The client for a program whose code is public.

use std::time::Duration;

use crate::{Client, Error, RetryPolicy};

/// A client that has only the operations that need no secret credential.
///
/// [`ClientBuilder::build_public`](crate::ClientBuilder::build_public) builds it. It cannot contain a secret API key or
/// a JWT, so a program that ships it cannot leak one.
///
/// # Examples
/// ```no_run
/// use rebilly_customer_auth::Client;
///
/// # async fn example(token: &str) -> Result<(), rebilly_customer_auth::Error> {
/// let client = Client::builder().publishable_api_key("pk_sandbox_1234").build_public()?;
/// client.delete_authentication_token().token(token).send().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct PublicClient(pub(crate) Client);

impl PublicClient {
    /// Returns a copy of this client for another organization, as [`Client::with_organization`] does.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the ID cannot be sent.
    pub fn with_organization(&self, id: impl AsRef<str>) -> Result<Self, Error> {
        self.0.with_organization(id).map(Self)
    }

    /// Returns a copy of this client with another retry policy, as [`Client::with_retry_policy`] does.
    #[must_use = "the client itself keeps its retry policy"]
    pub fn with_retry_policy(&self, retry: RetryPolicy) -> Self {
        Self(self.0.with_retry_policy(retry))
    }

    /// Returns a copy of this client with another attempt timeout, as [`Client::with_attempt_timeout`] does.
    #[must_use = "the client itself keeps its attempt timeout"]
    pub fn with_attempt_timeout(&self, timeout: Duration) -> Self {
        Self(self.0.with_attempt_timeout(timeout))
    }
}
