//! A client for Rebilly's customer-authentication API. It logs a merchant's customers in, with or without a
//! password, and manages their credentials and tokens.
//!
//! # Examples
//! A server opens a session for a customer whom it has identified, and sends its JWT to the browser:
//! ```no_run
//! use rebilly_customer_auth::{Client, permissions};
//!
//! # async fn example() -> Result<(), rebilly_customer_auth::Error> {
//! let client = Client::builder().secret_api_key("sk_sandbox_1234").organization_in_path("org-1").build()?;
//! let session = client.customer_session("cus-1").permissions(permissions::PAYMENT_FORM).open().await?;
//! let jwt = session.jwt().await?;
//! # Ok(())
//! # }
//! ```
//!
//! # Overview
//! | task | see |
//! |---|---|
//! | configure credentials, organizations, timeouts, TLS and proxies | [`ClientBuilder`] |
//! | send an operation | the methods of [`Client`], the request builders in [`builder`] and the types in [`types`] |
//! | log a customer in and keep the session | `Client::customer_session`, `Client::log_in` and `CustomerSession`, with the feature `sessions` |
//! | read a collection | [`Paginate`] |
//! | classify an error | [`Error`], [`ErrorKind`] |
//! | choose which requests are retried | [`RetryPolicy`] |
//! | change a single request | [`RequestOptions`] |
//! | serve many organizations, or replace a credential | [derived clients](Client#derived-clients) |
//! | call the API from a program that is not your server | [`PublicClient`] |
//! | test your program | the module `mock` of the feature `httpmock`, and the crate `rebilly-customer-auth-sandbox` |
//!
//! The [README](https://crates.io/crates/rebilly-customer-auth) has recipes, the features of the crate and the names of
//! its spans and events.

// Names of the spec may have any characters. These lints apply to a whole crate only.
#![allow(uncommon_codepoints, confusable_idents, mixed_script_confusables)]
#![cfg_attr(docsrs, feature(doc_cfg))]
// To check a chain of types for `Send`, rustc needs a step for each. The default limit is 128.
#![recursion_limit = "1024"]

/// Compiles the examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod auth;
mod client;
mod error;
mod generated;
mod memory_limit;
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
pub use {chrono, futures_core, reqwest, serde_json};

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
pub use pagination::{Items, Page, Pages, Paginate, PaginatedRequest};
pub use request::into_value::IntoValue;
pub use request::options::RequestOptions;
pub use response::ResponseValue;
// Many specs have no enum.
#[allow(unused_imports, unreachable_pub)]
pub use response::open_enum::UnknownValue;
pub use response::rate_limit::RateLimit;
pub use retry::RetryPolicy;
