//! The client, and how it sends a request.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderValue, USER_AGENT};
use reqwest::{Request, Response, Url};

use crate::auth::Credentials;
use crate::error::Error;
use crate::organization::Organization;
use crate::{ClientBuilder, Operation};

/// A client of the API. It has a method for each operation.
///
/// Cloning it is cheap, and all clones share their connections. It can be used from any task and thread.
///
/// # Examples
/// ```
/// use rebilly_customer_auth::{Client, Environment};
///
/// # fn main() -> Result<(), rebilly_customer_auth::Error> {
/// let client = Client::builder().environment(Environment::Live).secret_api_key("sk_live_1234").build()?;
/// assert_eq!(client.base_url(), "https://api.rebilly.com");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    // The generated calls read these two by progenitor's names for them.
    pub(crate) baseurl: Arc<str>,
    pub(crate) client: reqwest::Client,
    pub(crate) settings: Arc<Settings>,
}

/// What holds for every request of a client.
#[derive(Clone)]
pub(crate) struct Settings {
    /// The path of the base URL, without a slash at the end.
    pub(crate) base_path: String,
    pub(crate) credentials: Credentials,
    pub(crate) organization: Organization,
    pub(crate) user_agent: HeaderValue,
    pub(crate) timeout: Option<Duration>,
}

impl Client {
    /// Begins a client: with no key, for the sandbox.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// The URL that all paths are appended to.
    pub fn base_url(&self) -> &str {
        &self.baseurl
    }

    /// Sends a request that generated code has made.
    pub(crate) async fn execute(&self, operation: &Operation, mut request: Request) -> Result<Response, Error> {
        let settings = &self.settings;
        check_path(operation, &settings.base_path, request.url())?;
        settings.organization.apply(&mut request)?;
        settings.credentials.authorize(operation, request.headers_mut())?;
        request.headers_mut().entry(USER_AGENT).or_insert_with(|| settings.user_agent.clone());
        if let Some(timeout) = settings.timeout {
            request.timeout_mut().get_or_insert(timeout);
        }
        Ok(self.client.execute(request).await?)
    }
}

/// The second line of defence: whatever a path value holds, the URL is one of this operation.
fn check_path(operation: &Operation, base_path: &str, url: &Url) -> Result<(), Error> {
    let segments = url.path().strip_prefix(base_path).map(|path| path.split('/'));
    let template = operation.path.split('/');
    let is_of_operation = segments.is_some_and(|segments| {
        segments.clone().count() == template.clone().count()
            && segments.zip(template).all(|(segment, expected)| match expected.starts_with('{') {
                true => !segment.is_empty(),
                false => segment == expected,
            })
    });
    match is_of_operation {
        true => Ok(()),
        false => Err(Error::invalid_request("a path parameter would change which endpoint is called".to_owned())),
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.base_url())
            .field("keys", &self.settings.credentials.schemes().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OPERATIONS;

    #[test]
    fn the_url_of_another_endpoint_is_refused() {
        let verify = OPERATIONS.iter().find(|operation| operation.path.ends_with("{token}")).expect("verify");
        let constant = verify.path.trim_end_matches("{token}");
        let check = |path: &str| {
            let url = Url::parse(&format!("https://host/base{path}")).expect("a URL");
            check_path(verify, "/base", &url)
        };
        assert!(check(&format!("{constant}a%2Fb")).is_ok());
        for path in [constant.to_owned(), format!("{constant}../x"), format!("{constant}a/b"), "/other/a".to_owned()] {
            assert_eq!(check(&path).expect_err(&path).kind(), crate::Kind::InvalidRequest);
        }
        let url = Url::parse(&format!("https://host{constant}a")).expect("a URL");
        assert!(check_path(verify, "/base", &url).is_err(), "a URL outside the base path");
    }
}
