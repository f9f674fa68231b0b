//! Checks the credential of a client.

use reqwest::Request;
use serde::de::IgnoredAny;

use crate::error::Error;
use crate::request::instrument::instrument;
use crate::{Client, ErrorKind, ResponseValue, SecurityScheme};

impl Client {
    /// Checks that the API accepts the client's credential, with the cheapest suitable read operation.
    ///
    /// The API returns 401 for a wrong API key and also for a wrong password. Call this method once when your program
    /// starts: if it succeeds, the customer's credentials are the likely cause of a 401 for a login.
    ///
    /// # Errors
    /// [`ErrorKind::Unauthorized`](crate::ErrorKind::Unauthorized) if the API does not accept the credential,
    /// [`Forbidden`](crate::ErrorKind::Forbidden) if the credential does not allow the read,
    /// [`MissingCredentials`](crate::ErrorKind::MissingCredentials) if no read operation accepts a configured
    /// credential, [`InvalidRequest`](crate::ErrorKind::InvalidRequest) if the client
    /// [requires an organization](crate::ClientBuilder::require_organization_in_path): call it on the client of one
    /// organization; [`Decode`](crate::ErrorKind::Decode) or [`NotFound`](crate::ErrorKind::NotFound) if the base URL is
    /// not that of the API; and any other [`Error`] of a request.
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
        let has_parameter = operation.path.contains('{');
        let request = || {
            let url = operation.path.split('/').skip(1).fold(self.request_url(), |url, segment| {
                url.literal("/").literal(if segment.contains('{') { "0" } else { segment })
            });
            Ok(Request::new(operation.method.clone(), url.into_url()))
        };
        let sent = instrument(self.request_span(operation), operation, async {
            // A page of another server, such as that of a proxy, is not the API's response.
            self.execute(operation, &request, None).await.and_then(ResponseValue::<IgnoredAny>::json)
        });
        match sent.await {
            Ok(_) => Ok(()),
            // No resource has the ID `0`: the API accepts the credential before it reports that.
            Err(error) if error.kind() == ErrorKind::NotFound && has_parameter && error.problem().is_some() => Ok(()),
            Err(error) => Err(error),
        }
    }
}
