//! An in-process fake server of Rebilly's customer-authentication API.
//!
//! A [`Sandbox`] is a small HTTP server on a loopback port that keeps everything in memory. It serves all operations of
//! `spec/customer-authentication.yaml`, in both forms of naming an organization (the `Organization-Id` header and
//! `/organizations/{organizationId}/...`), and it is the same on every run: IDs, tokens and the time follow from what
//! it was asked, never from chance or from the machine's clock.
//!
//! Every response is checked against the spec before it is sent. A response that violates the spec is replaced
//! by a `500` that says what is wrong with it, so the sandbox cannot drift from the contract unnoticed.
//!
//! It is for tests, examples and trying things out. It is **not** for production: keys are fixed, passwords are kept as
//! they came, and secrets are compared without care for timing.
//!
//! # Example
//!
//! ```no_run
//! use std::time::Duration;
//!
//! use rebilly_customer_auth_sandbox::Sandbox;
//! use serde_json::json;
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), reqwest::Error> {
//! let sandbox = Sandbox::start().await;
//! let created = reqwest::Client::new()
//!     .post(format!("{}/credentials", sandbox.url()))
//!     .header("REB-APIKEY", sandbox.secret_api_key())
//!     .json(&json!({
//!         "username": "jane@example.com",
//!         "password": "correct horse battery staple",
//!         "customerId": "cus-1",
//!     }))
//!     .send()
//!     .await?;
//! assert_eq!(created.status(), 201);
//!
//! // Nothing expires until the clock is told to move.
//! sandbox.clock().advance(Duration::from_secs(60));
//! # Ok(())
//! # }
//! ```

mod auth;
mod authentication_options;
mod authentication_tokens;
mod call;
mod clock;
mod contract;
mod credentials;
mod drift;
mod exchange;
mod expiry;
mod issue;
pub mod json_schema;
mod jwt;
mod pagination;
mod password_pattern;
mod password_tokens;
mod problem;
mod rate_limit;
mod recorded_request;
mod sandbox;
mod server;
mod state;

pub use authentication_options::OptionsShape;
pub use clock::Clock;
pub use drift::Drift;
pub use recorded_request::RecordedRequest;
pub use sandbox::Sandbox;
pub use state::DEFAULT_ORGANIZATION;
