//! Typed mocks of the API for the tests of your program, based on the crate [`httpmock`].
//!
//! [`MockServerExt`] adds a method for each operation to httpmock's server. A mock uses the same types as the client
//! for requests and responses, so its bodies always match the spec. It matches with and without an
//! [organization in the path](crate::ClientBuilder::organization_in_path); `when.organization_in_path("org-1")`
//! requires one.
//!
//! A request that no mock matches returns [`ErrorKind::UnexpectedStatus`](crate::ErrorKind::UnexpectedStatus), so that
//! it differs from the `NotFound` of a mock's own 404.
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

/// Defines the expectations of an operation's mock.
macro_rules! when {
    ($(#[$docs:meta])* $name:ident $method:ident $path:literal) => {
        $(#[$docs])*
        pub struct $name(::httpmock::When);

        impl $name {
            pub(super) fn new(inner: ::httpmock::When) -> Self {
                Self($crate::mock::expect_path(inner.method(::httpmock::Method::$method), $path))
            }

            /// Returns httpmock's own type.
            pub fn into_inner(self) -> ::httpmock::When {
                self.0
            }
        }
    };
}
use when;

/// Defines the response of an operation's mock. Of each class of statuses: its method, its first digit, the media type
/// and the type of its value (or nothing), and the statuses that the spec names.
macro_rules! then {
    ($(#[$docs:meta])* $name:ident { $($range:ident $class:literal $value:tt { $($method:ident $status:literal $reason:literal)* })* }) => {
        $(#[$docs])*
        pub struct $name(::httpmock::Then);

        impl $name {
            pub(super) fn new(inner: ::httpmock::Then) -> Self {
                Self(inner)
            }

            /// Returns httpmock's own type.
            pub fn into_inner(self) -> ::httpmock::Then {
                self.0
            }

            $(
                $crate::mock::then!(@range $range $class $value);
                $($crate::mock::then!(@status $method $status $reason $range $value);)*
            )*
        }
    };
    (@range $range:ident $class:literal ($($media_type:literal $type:ty)?)) => {
        #[doc = concat!("Responds with any status from ", $class, "00 to ", $class, "99.")]
        ///
        /// # Panics
        /// If the status is another one.
        pub fn $range(self, status: u16 $(, value: $type)?) -> Self {
            assert_eq!(status / 100, $class, "a status of another class");
            Self(self.0.status(status) $(.header("content-type", $media_type).json_body_obj::<$type>(&value))?)
        }
    };
    (@status $method:ident $status:literal $reason:literal $range:ident ($($media_type:literal $type:ty)?)) => {
        #[doc = concat!("Responds with ", $status, " ", $reason, ".")]
        pub fn $method(self $(, value: $type)?) -> Self {
            self.$range($status $(, value as $type)?)
        }
    };
}
use then;

/// Defines the trait with a method for each operation.
macro_rules! server_ext {
    ($($(#[$docs:meta])* $method:ident($when:ident, $then:ident))*) => {
        /// Adds a method for each operation to httpmock's [`MockServer`](::httpmock::MockServer). It mocks the
        /// operation with the types of the spec.
        pub trait MockServerExt: $crate::mock::sealed::Sealed {
            $(
                $(#[$docs])*
                fn $method<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
                where
                    F: FnOnce(operations::$when, operations::$then);
            )*
        }

        impl MockServerExt for ::httpmock::MockServer {
            $(
                fn $method<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
                where
                    F: FnOnce(operations::$when, operations::$then),
                {
                    self.mock(|when, then| config_fn(operations::$when::new(when), operations::$then::new(then)))
                }
            )*
        }
    };
}
use server_ext;

/// Expects the path of an operation with any parameter values.
fn expect_path(when: When, path: &str) -> When {
    when.path_matches(pattern(path, None))
}

/// Expects the path of an operation with this parameter value.
#[allow(dead_code)] // Some specs have none.
fn expect_path_value(when: When, path: &str, name: &str, value: &impl PathValue) -> When {
    let mut encoded = String::new();
    push_segment(&mut encoded, name, value).unwrap_or_else(|error| panic!("{error}"));
    when.path_matches(pattern(path, Some((name, &encoded))))
}

/// Expects a header, or that it is absent.
#[allow(dead_code)] // Some specs have none.
fn expect_header(when: When, name: &'static str, value: Option<impl PathValue>) -> When {
    match value {
        Some(value) => when.header(name, unencoded(&value)),
        None => when.header_missing(name),
    }
}

/// Expects a query parameter, or that it is absent.
#[allow(dead_code)] // Some specs have none.
fn expect_query(when: When, name: &'static str, value: Option<impl PathValue>) -> When {
    match value {
        Some(value) => when.query_param(name, unencoded(&value)),
        None => when.query_param_missing(name),
    }
}

/// Formats a value as the client sends it, without encoding.
#[allow(dead_code)] // Some specs have none.
fn unencoded(value: &impl PathValue) -> String {
    let mut string = String::new();
    value.write(&mut string).unwrap_or_else(|error| panic!("{error}"));
    string
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
