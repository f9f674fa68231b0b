#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod auth;
mod client;
mod error;
mod generated;
#[cfg(feature = "httpmock")]
#[cfg_attr(docsrs, doc(cfg(feature = "httpmock")))]
pub mod mock;
mod observability;
mod operation;
mod pagination;
mod request;
mod response;
mod retry;

use generated::runtime;

// The public API contains types of these crates.
#[cfg(feature = "httpmock")]
#[doc(no_inline)]
pub use httpmock;
#[doc(no_inline)]
pub use {chrono, reqwest};

pub use auth::secret::Secret;
#[cfg(feature = "sessions")]
#[cfg_attr(docsrs, doc(cfg(feature = "sessions")))]
pub use auth::session::{CustomerSession, CustomerSessionBuilder, Login, LoginBuilder, PendingLogin};
pub use client::Client;
pub use client::builder::ClientBuilder;
pub use client::public_client::PublicClient;
pub use error::build_error::BuildError;
pub use error::{Error, ErrorKind};
// Many specs have no `x-known-values`.
#[allow(unused_imports, unreachable_pub)]
pub use generated::known_values::*;
pub use generated::{API_VERSION, Environment, OPERATIONS, SERVERS, SPEC_SHA256, SecurityScheme, builder, types};
pub use operation::{Operation, Pagination, PaginationHeaderNames, Server};
pub use pagination::{Items, Page, Pages, Paginate};
pub use request::into_value::IntoValue;
pub use request::options::RequestOptions;
pub use response::ResponseValue;
pub use response::rate_limit::RateLimit;
pub use retry::RetryPolicy;
