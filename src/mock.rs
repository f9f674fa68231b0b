//! Typed mocks of the API, for the tests of your own program, on the crate [`httpmock`].
//!
//! [`MockServerExt`] gives httpmock's server a method for each operation. What a mock expects and what it returns is
//! made of the same types as the client's own, so that a mock cannot say what the API could not. The paths are those of
//! the spec, below [`organization_in_path`](crate::ClientBuilder::organization_in_path) or not.
//!
//! A request that no mock matches is [`ErrorKind::UnexpectedStatus`](crate::ErrorKind::UnexpectedStatus), and not the
//! `NotFound` of a mock's own 404.
//!
//! A mock has no state. Where a test needs one, such as a login that is valid until the logout, there is the sandbox in
//! the repository's `tests/sandbox`.
//!
//! # Examples
//! ```
//! use httpmock::MockServer;
//! use rebilly_customer_auth::mock::MockServerExt;
//! use rebilly_customer_auth::types::{Credential, Problem};
//! use rebilly_customer_auth::{Client, ErrorKind};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let server = MockServer::start_async().await;
//! let credential: Credential = Credential::builder().username("jane").customer_id("cus-1").try_into()?;
//! let found = server.get_credential(|when, then| {
//!     when.id("cred-1");
//!     then.ok(&credential);
//! });
//! let problem: Problem = Problem::builder().title("Gone").try_into()?;
//! server.get_credential(|when, then| {
//!     when.id("cred-2");
//!     then.not_found(&problem);
//! });
//!
//! let client = Client::builder().base_url(server.base_url()).secret_api_key("sk_test").build()?;
//! assert_eq!(client.get_credential().id("cred-1").send().await?.username, "jane");
//! assert_eq!(client.get_credential().id("cred-2").send().await.unwrap_err().kind(), ErrorKind::NotFound);
//! assert_eq!(client.get_credential().id("cred-3").send().await.unwrap_err().kind(), ErrorKind::UnexpectedStatus);
//! found.assert();
//! # Ok(())
//! # }
//! ```

use httpmock::When;

use crate::generated::ORGANIZATION_PATH;
use crate::runtime::{PathValue, push_segment};

#[cfg(feature = "generate")]
include!(concat!(env!("OUT_DIR"), "/mocks.rs"));
#[cfg(not(feature = "generate"))]
include!("generated/mocks.rs");

/// Keeps the extension to this crate, so that a new operation breaks nobody.
mod sealed {
    pub trait Sealed {}

    impl Sealed for httpmock::MockServer {}
}

/// Expects the path of an operation, whatever its parameters are.
fn expect_path(when: When, path: &str) -> When {
    when.path_matches(pattern(path, None))
}

/// Expects a value in the path of an operation.
fn expect_path_value(when: When, path: &str, name: &str, value: &impl PathValue) -> When {
    let mut encoded = String::new();
    push_segment(&mut encoded, name, value).unwrap_or_else(|error| panic!("{error}"));
    when.path_matches(pattern(path, Some((name, &encoded))))
}

/// A regular expression for the paths of an operation: of all, or of those with one parameter as it is sent.
fn pattern(path: &str, given: Option<(&str, &str)>) -> String {
    let organization = ORGANIZATION_PATH.map(|prefix| format!("(?:{}[^/]+)?", literal(prefix)));
    let mut pattern = format!("^{}", organization.unwrap_or_default());
    let mut rest = path;
    while let Some((constant, (name, after))) =
        rest.split_once('{').and_then(|(constant, after)| Some((constant, after.split_once('}')?)))
    {
        pattern.push_str(&literal(constant));
        match given {
            Some((given, value)) if given == name => pattern.push_str(&literal(value)),
            _ => pattern.push_str("[^/]+"),
        }
        rest = after;
    }
    format!("{pattern}{}$", literal(rest))
}

/// What stands for itself in a regular expression.
fn literal(string: &str) -> String {
    string.chars().flat_map(|char| char.is_ascii_punctuation().then_some('\\').into_iter().chain([char])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_takes_each_value_and_one_that_is_given_alone() {
        let organization = pattern("", None).trim_matches(['^', '$']).to_owned();
        assert_eq!(pattern("/a-b/{id}/c", None), format!(r"^{organization}\/a\-b\/[^/]+\/c$"));
        assert_eq!(pattern("/{a}/{b}", Some(("b", "x.%2F"))), format!(r"^{organization}\/[^/]+\/x\.\%2F$"));
    }
}
