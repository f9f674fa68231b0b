#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod auth;
mod build_error;
mod cause;
mod client;
mod client_builder;
mod environment;
mod error;
mod generated;
mod jwt_provider;
#[cfg(feature = "httpmock")]
#[cfg_attr(docsrs, doc(cfg(feature = "httpmock")))]
pub mod mock;
mod operation;
mod organization;
mod pagination;
mod public_client;
mod rate_limit;
mod request_options;
mod response;
mod retry;
// The spec decides which of these functions the generated code uses.
#[allow(dead_code, unused_imports)]
mod runtime;
mod secret;
mod setter;
mod trace;

#[cfg(feature = "sessions")]
#[cfg_attr(docsrs, doc(cfg(feature = "sessions")))]
pub use auth::session::{CustomerSession, CustomerSessionBuilder, Login, LoginBuilder, PendingLogin};
pub use build_error::BuildError;
pub use client::Client;
pub use client_builder::ClientBuilder;
pub use error::{Error, ErrorKind};
pub use generated::known_values::*;
pub use generated::{API_VERSION, Environment, OPERATIONS, SERVERS, SPEC_SHA256, SecurityScheme, builder, types};
pub use operation::{Operation, Pagination, PaginationHeaderNames, Server};
pub use pagination::{Items, Page, Pages, Paginate};
pub use public_client::PublicClient;
pub use rate_limit::RateLimit;
pub use request_options::RequestOptions;
pub use response::ResponseValue;
pub use retry::RetryPolicy;
pub use secret::Secret;
pub use setter::IntoValue;
