//! Checks the credential of a client.

use crate::error::{Error, ProblemDetails};
use crate::request::instrument::instrument;
use crate::response::RawResponse;
use crate::{Client, ErrorKind, Operation, ResponseValue, SecurityScheme};

/// A request that checks a credential. Generated code chooses it.
pub(crate) struct Probe {
    pub(crate) operation: &'static Operation,
    pub(crate) accept: &'static str,
    /// Reads the response as the type of the operation.
    pub(crate) read: fn(RawResponse) -> Result<ResponseValue<()>, Error>,
}

impl Client {
    /// Checks that the API accepts each credential of the client. Sends one cheap read request for each.
    ///
    /// The API returns 401 for a wrong API key and also for a wrong password. Call this method once when your program
    /// starts: if it succeeds, the customer's credentials are the likely cause of a 401 for a login. A credential that
    /// no read operation accepts is not checked, and neither is the second credential that a derived client keeps.
    ///
    /// # Errors
    /// Any [`Error`] of a request, of these kinds among others:
    ///
    /// - [`Unauthorized`](crate::ErrorKind::Unauthorized): the API does not accept the credential.
    /// - [`Forbidden`](crate::ErrorKind::Forbidden): the credential does not allow the read.
    /// - [`MissingCredentials`](crate::ErrorKind::MissingCredentials): no read operation accepts any configured
    ///   credential.
    /// - [`InvalidRequest`](crate::ErrorKind::InvalidRequest): the client
    ///   [requires an organization](crate::ClientBuilder::require_organization_in_path). Call this method on the client
    ///   of one organization.
    /// - [`Decode`](crate::ErrorKind::Decode) or [`NotFound`](crate::ErrorKind::NotFound): the server at the base URL
    ///   does not respond like the API.
    ///
    /// # Examples
    /// ```no_run
    /// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
    /// client.check_credentials().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn check_credentials(&self) -> Result<(), Error> {
        let probes = self.settings.credentials.own_schemes().filter_map(|scheme| Some((scheme, scheme.row().probe?)));
        let probes: Vec<_> = probes.collect();
        if probes.is_empty() {
            let each: Vec<&[SecurityScheme]> = SecurityScheme::ALL.chunks(1).collect();
            return Err(Error::missing_credentials(&each));
        }
        for (scheme, probe) in probes {
            let checked = check(&self.with_credentials(self.settings.credentials.only(scheme)), probe).await;
            checked.map_err(|error| error.about(scheme.setter()))?;
        }
        Ok(())
    }
}

async fn check(client: &Client, Probe { operation, accept, read }: Probe) -> Result<(), Error> {
    let has_parameter = operation.path.contains('{');
    let request = || {
        let (mut parts, mut rest) = (client.request_parts(), operation.path);
        while let Some((constant, parameter)) = rest.split_once('{') {
            parts = parts.literal(constant).literal("0");
            rest = parameter.split_once('}').map_or("", |(_, rest)| rest);
        }
        parts.literal(rest).accept(accept).request(operation)
    };
    let sent = instrument(client.request_span(operation), operation, async {
        // A page of another server, such as that of a proxy, is not the API's response.
        client.execute(operation, &request, None).await.and_then(read)
    });
    let Err(error) = sent.await else {
        return Ok(());
    };
    // No resource has the ID `0`: the API accepts the credential before it reports that.
    let is_of_api = error.problem().zip(error.status()).is_some_and(|(it, status)| it.describes(status.as_u16()));
    if has_parameter && error.kind() == ErrorKind::NotFound && is_of_api { Ok(()) } else { Err(error) }
}
