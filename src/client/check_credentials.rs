//! Checks the credential of a client.

use reqwest::Request;

use crate::error::Error;
use crate::request::instrument::instrument;
use crate::{Client, ErrorKind, ResponseValue, SecurityScheme};

impl Client {
    /// Checks that the API accepts the client's credential, with the cheapest suitable read operation.
    ///
    /// The API returns 401 for a wrong API key and also for a wrong password. Call this method once when your program
    /// starts: after that, a 401 for a login means that the customer's credentials are wrong.
    ///
    /// # Errors
    /// [`ErrorKind::Unauthorized`](crate::ErrorKind::Unauthorized) if the API does not accept the credential,
    /// [`Forbidden`](crate::ErrorKind::Forbidden) if the credential does not allow the read,
    /// [`MissingCredentials`](crate::ErrorKind::MissingCredentials) if no read operation accepts a configured
    /// credential, [`InvalidRequest`](crate::ErrorKind::InvalidRequest) if the client
    /// [requires an organization](crate::ClientBuilder::require_organization_in_path): call it on the client of one
    /// organization; and any other [`Error`] of a request.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
    /// client.check_credentials().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn check_credentials(&self) -> Result<(), Error> {
        let mut probes = self.settings.credentials.schemes().filter_map(SecurityScheme::probe);
        let Some(operation) = probes.next() else {
            return Err(Error::missing_credentials(&SecurityScheme::ALL));
        };
        let request = || {
            // No resource has the ID `0`, so a 404 also proves that the API accepts the credential.
            let url = operation.path.split('/').skip(1).fold(self.request_url(), |url, segment| {
                url.literal("/").literal(if segment.contains('{') { "0" } else { segment })
            });
            Ok(Request::new(operation.method.clone(), url.into_url()))
        };
        let sent = instrument(self.request_span(operation), operation, async {
            self.execute(operation, &request, None).await.and_then(ResponseValue::empty)
        });
        match sent.await {
            Ok(_) => Ok(()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }
}
