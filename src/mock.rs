//! Typed mocks of the API for the tests of your program, based on the crate [`httpmock`].
//!
//! [`MockServerExt`] adds a method for each operation to httpmock's server. A mock uses the same types as the client
//! for requests and responses, so its bodies always match the spec. It expects the paths of the spec, with
//! and without [`organization_in_path`](crate::ClientBuilder::organization_in_path), unless
//! `when.organization_in_path("org-1")` expects an organization.
//!
//! A request that no mock matches returns [`ErrorKind::UnexpectedStatus`](crate::ErrorKind::UnexpectedStatus), so that it
//! differs from the `NotFound` of a mock's own 404.
//!
//! Two pages of a collection must differ: a stream of pages that gets the same page twice ends with an error.
//!
//! A mock is stateless. For a test that needs state, such as a login that is valid until the logout, use the fake
//! server of the crate `rebilly-customer-auth-sandbox`.
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
//! let credential = Credential::builder().username("jane").customer_id("cus-1").build()?;
//! let found = server.get_credential(|when, then| {
//!     when.id("cred-1");
//!     then.ok(&credential);
//! });
//! let problem = Problem::builder().title("Gone").build()?;
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
use crate::request::url::{PathValue, push_segment};

#[cfg(feature = "generate")]
include!(concat!(env!("OUT_DIR"), "/mocks.rs"));
#[cfg(not(feature = "generate"))]
include!("generated/mocks.rs");

/// Seals the extension trait, so that a new operation is not a breaking change.
mod sealed {
    pub trait Sealed {}

    impl Sealed for httpmock::MockServer {}
}

/// Expects the path of an operation with any parameter values.
fn expect_path(when: When, path: &str) -> When {
    when.path_matches(pattern(path, None))
}

/// Expects the path of an operation with this parameter value.
fn expect_path_value(when: When, path: &str, name: &str, value: &impl PathValue) -> When {
    let mut encoded = String::new();
    push_segment(&mut encoded, name, value).unwrap_or_else(|error| panic!("{error}"));
    when.path_matches(pattern(path, Some((name, &encoded))))
}

/// Expects this organization before the path of an operation.
#[allow(dead_code)] // Some specs have none.
fn expect_organization(when: When, id: &str) -> When {
    let mut prefix = ORGANIZATION_PATH.unwrap_or_default().to_owned();
    push_segment(&mut prefix, "organization_in_path", &id).unwrap_or_else(|error| panic!("{error}"));
    when.path_matches(format!("^{}/", literal(&prefix)))
}

/// Returns a regular expression for the paths of an operation. `expected` fixes the encoded value of one parameter.
fn pattern(path: &str, expected: Option<(&str, &str)>) -> String {
    let organization = ORGANIZATION_PATH.map(|prefix| format!("(?:{}[^/]+)?", literal(prefix)));
    let mut pattern = format!("^{}", organization.unwrap_or_default());
    let mut rest = path;
    while let Some((constant, (name, after))) =
        rest.split_once('{').and_then(|(constant, after)| Some((constant, after.split_once('}')?)))
    {
        pattern.push_str(&literal(constant));
        match expected {
            Some((expected, value)) if expected == name => pattern.push_str(&literal(value)),
            _ => pattern.push_str("[^/]+"),
        }
        rest = after;
    }
    format!("{pattern}{}$", literal(rest))
}

/// Escapes a string for a regular expression.
fn literal(string: &str) -> String {
    string.chars().flat_map(|char| char.is_ascii_punctuation().then_some('\\').into_iter().chain([char])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_any_value_or_only_the_expected_one() {
        let organization = pattern("", None).trim_matches(['^', '$']).to_owned();
        assert_eq!(pattern("/a-b/{id}/c", None), format!(r"^{organization}\/a\-b\/[^/]+\/c$"));
        assert_eq!(pattern("/{a}/{b}", Some(("b", "x.%2F"))), format!(r"^{organization}\/[^/]+\/x\.\%2F$"));
    }
}
