#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod auth;
mod build_error;
mod client;
mod client_builder;
mod error;
mod generated;
mod jwt_provider;
#[cfg(feature = "httpmock")]
#[cfg_attr(docsrs, doc(cfg(feature = "httpmock")))]
pub mod mock;
mod operation;
mod organization;
mod pagination;
mod rate_limit;
mod response;
mod retry;
mod runtime;
mod secret;
mod setter;
mod trace;

pub use build_error::BuildError;
pub use client::Client;
pub use client_builder::{ClientBuilder, Environment};
pub use error::{Error, ErrorKind};
pub use generated::{API_VERSION, OPERATIONS, SERVERS, SecurityScheme, builder, spec_sha256, types};
pub use operation::{Operation, Pagination, PaginationHeaderNames, Server};
pub use pagination::{Items, Page, Pages, Paginate};
pub use rate_limit::RateLimit;
pub use response::ResponseValue;
pub use retry::RetryPolicy;
pub use secret::Secret;
pub use setter::IntoValue;
