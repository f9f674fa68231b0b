//! The operations of the spec, readable at run time.

use reqwest::Method;

use crate::SecurityScheme;

/// An operation of the API. [`OPERATIONS`](crate::OPERATIONS) lists all.
///
/// # Examples
/// ```
/// use rebilly_customer_auth::{OPERATIONS, SecurityScheme};
///
/// let public = OPERATIONS.iter().filter(|operation| operation.security.iter().any(|all| all.iter().all(|scheme| scheme.is_public())));
/// for operation in public {
///     println!("{operation}");
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The operation's ID in the spec, such as `GetCredential`.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path with its parameters in braces, such as `/credentials/{id}`.
    pub path: &'static str,
    /// A short summary.
    pub summary: &'static str,
    /// The accepted alternatives, in order of preference. A request sends the credentials of all schemes of one.
    pub security: &'static [&'static [SecurityScheme]],
    /// Whether it needs no credential.
    pub is_anonymous: bool,
    /// The error statuses that the spec lists. The API may return others.
    pub error_statuses: &'static [u16],
    /// Whether repeated requests have the same effect as one (RFC 9110, section 9.2.2).
    pub is_idempotent: bool,
    /// Whether it may send credentials of the customer, so that a 401 may mean these and not the client's credential.
    pub sends_customer_credentials: bool,
    /// Its pagination, if it returns a page of a collection.
    pub pagination: Option<Pagination>,
}

impl std::fmt::Display for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({} {})", self.id, self.method, self.path)
    }
}

/// The pagination of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pagination {
    /// The highest `offset` that the API accepts, if the spec sets a maximum.
    pub max_offset: Option<u64>,
    /// The highest `limit` that the API accepts, if the spec sets a maximum.
    pub max_limit: Option<u64>,
    /// The response headers that locate a page in the collection, if the spec defines them.
    pub headers: Option<PaginationHeaderNames>,
}

/// The names of the response headers of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PaginationHeaderNames {
    /// The header for the number of items on all pages.
    pub total: &'static str,
    /// The header for the maximum number of items on the page, if the spec defines one.
    pub limit: Option<&'static str>,
    /// The header for the number of items before the page, if the spec defines one.
    pub offset: Option<&'static str>,
}

/// A server of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Server {
    /// The URL, without a trailing slash.
    pub url: &'static str,
    /// The description.
    pub description: &'static str,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// An operation that is independent of the spec.
    pub(crate) const OPERATION: Operation = Operation {
        id: "GetItem",
        method: Method::GET,
        path: "/items/{token}",
        summary: "",
        security: &[],
        is_anonymous: false,
        error_statuses: &[],
        is_idempotent: true,
        sends_customer_credentials: false,
        pagination: None,
    };

    /// An operation that accepts these alternatives.
    pub(crate) fn operation(security: &'static [&'static [SecurityScheme]]) -> &'static Operation {
        Box::leak(Box::new(Operation { security, ..OPERATION }))
    }
}
