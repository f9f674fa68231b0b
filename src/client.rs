//! The client, and how it sends a request.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderValue, USER_AGENT};
use reqwest::{Request, Url};

use crate::auth::Credentials;
use crate::error::Error;
use crate::organization::Organization;
use crate::response::Answer;
use crate::retry::{Budget, Course};
use crate::{ClientBuilder, Operation, RetryPolicy};

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
    /// Outside of the settings, so that `with` copies none of them.
    pub(crate) retry: RetryPolicy,
}

/// What holds for every request of a client.
pub(crate) struct Settings {
    /// The path of the base URL, without a slash at the end.
    pub(crate) base_path: String,
    pub(crate) credentials: Credentials,
    pub(crate) organization: Organization,
    pub(crate) user_agent: HeaderValue,
    /// The time limit of an attempt, where the HTTP client is not ours and may have another.
    pub(crate) timeout: Option<Duration>,
    /// The longest body that is read, in bytes.
    pub(crate) response_limit: usize,
    pub(crate) budget: Budget,
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

    /// The same client with another retry policy, for the calls that need one. This is as cheap as a clone, and shares
    /// all that a clone shares.
    ///
    /// # Examples
    /// ```no_run
    /// use rebilly_customer_auth::RetryPolicy;
    ///
    /// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
    /// client.with(RetryPolicy::none()).delete_credential().id("cred-1").send().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn with(&self, retry: RetryPolicy) -> Self {
        Self { retry, ..self.clone() }
    }

    /// Sends the request of a generated call, again if need be, and gives its successful answer.
    pub(crate) async fn execute(&self, operation: &'static Operation, make: &Make<'_>) -> Result<Answer, Error> {
        let mut course = Course::new(self.retry, &self.settings.budget, operation);
        loop {
            let outcome = match course.time_left() {
                None => self.attempt(operation, make, &mut course).await,
                // In a box, so that a call that needs one attempt is no larger for the others.
                Some(time) => {
                    let attempt = Box::pin(self.attempt(operation, make, &mut course));
                    tokio::time::timeout(time, attempt).await.unwrap_or_else(|_| Err(Error::out_of_time()))
                }
            };
            match outcome {
                Ok(answer) => {
                    course.succeeded();
                    return Ok(Answer { attempts: course.attempts, ..answer });
                }
                Err(error) => tokio::time::sleep(course.failed(error)?).await,
            }
        }
    }

    async fn attempt(
        &self,
        operation: &'static Operation,
        make: &Make<'_>,
        course: &mut Course<'_>,
    ) -> Result<Answer, Error> {
        let settings = &self.settings;
        let mut request = make()?;
        check_path(operation, &settings.base_path, request.url())?;
        settings.organization.apply(&mut request)?;
        course.jwt = settings.credentials.authorize(operation, request.headers_mut()).await?;
        request.headers_mut().entry(USER_AGENT).or_insert_with(|| settings.user_agent.clone());
        if let Some(timeout) = settings.timeout {
            request.timeout_mut().get_or_insert(timeout);
        }
        course.attempts += 1;
        let response = self.client.execute(request).await?;
        match course.is_success(response.status()) {
            true => Answer::read(response, settings.response_limit).await,
            false => Err(Error::from_response(response, settings.response_limit).await),
        }
    }
}

/// Makes the request of a call, anew for each attempt: a copy would cost all calls what few need.
pub(crate) type Make<'m> = dyn Fn() -> Result<Request, Error> + Sync + 'm;

/// The second line of defence: whatever a path value holds, the URL is one of this operation.
fn check_path(operation: &Operation, base_path: &str, url: &Url) -> Result<(), Error> {
    let is_of_operation = url.path().strip_prefix(base_path).is_some_and(|path| fits(path, operation.path));
    match is_of_operation {
        true => Ok(()),
        false => Err(Error::invalid_request("a path parameter would change which endpoint is called".to_owned())),
    }
}

/// Whether a path is the template with a segment that is not empty in the place of each parameter.
fn fits(mut path: &str, mut template: &str) -> bool {
    while let Some((constant, rest)) = template.split_once('{') {
        let Some(value) = path.strip_prefix(constant) else {
            return false;
        };
        let end = value.find('/').unwrap_or(value.len());
        if end == 0 {
            return false;
        }
        path = &value[end..];
        template = &rest[rest.find('/').unwrap_or(rest.len())..];
    }
    path == template
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
