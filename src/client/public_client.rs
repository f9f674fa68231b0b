//! The client for a program whose code is public.

use crate::Client;

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
