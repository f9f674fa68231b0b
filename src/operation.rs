//! What the spec says of each operation, as a running program can read it.

use reqwest::Method;

use crate::SecurityScheme;

/// An operation of the API. [`OPERATIONS`](crate::OPERATIONS) lists all.
///
/// # Examples
/// ```
/// use rebilly_customer_auth::{OPERATIONS, SecurityScheme};
///
/// let public = OPERATIONS.iter().filter(|operation| operation.security.iter().any(|scheme| scheme.is_public()));
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
    /// What it does, in a few words.
    pub summary: &'static str,
    /// The accepted security schemes, in order of preference.
    pub security: &'static [SecurityScheme],
    /// Whether it may be called without a credential.
    pub is_anonymous: bool,
    /// The error statuses that the spec lists. Others happen.
    pub error_statuses: &'static [u16],
    /// Whether repeating it does no more than sending it once (RFC 9110, section 9.2.2).
    pub is_idempotent: bool,
    /// Whether it takes credentials of the customer, so that a 401 may be about these and not about the caller.
    pub sends_customer_credentials: bool,
    /// How it is paginated, if its response is a page of a collection.
    pub pagination: Option<Pagination>,
}

impl std::fmt::Display for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({} {})", self.id, self.method, self.path)
    }
}

/// How an operation is paginated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pagination {
    /// The highest `offset` that the API accepts, if the spec says so.
    pub max_offset: Option<u64>,
    /// The highest `limit` that the API accepts, if the spec says so.
    pub max_limit: Option<u64>,
    /// The response headers that say where in the collection a page is, if the spec names them.
    pub headers: Option<PaginationHeaderNames>,
}

/// The names of the response headers of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PaginationHeaderNames {
    /// How many items all pages have together.
    pub total: &'static str,
    /// The most items that the page may contain.
    pub limit: &'static str,
    /// How many items come before the page.
    pub offset: &'static str,
}

/// A server of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Server {
    /// Its URL, without a slash at the end.
    pub url: &'static str,
    /// What it is.
    pub description: &'static str,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// An operation that accepts these schemes, whatever the spec has.
    pub(crate) fn operation(security: &'static [SecurityScheme]) -> &'static Operation {
        Box::leak(Box::new(Operation {
            id: "GetItem",
            method: Method::GET,
            path: "/items/{token}",
            summary: "",
            security,
            is_anonymous: false,
            error_statuses: &[],
            is_idempotent: true,
            sends_customer_credentials: false,
            pagination: None,
        }))
    }
}
