//! An in-process fake server of Rebilly's customer-authentication API.
//!
//! A [`Sandbox`] is a small HTTP server on a loopback port that keeps everything in memory. It serves all operations of
//! `spec/customer-authentication.yaml`, for both ways to name an organization (the `Organization-Id` header and
//! `/organizations/{organizationId}/...`). It is deterministic: IDs, tokens and the time depend on its requests, never
//! on chance or on the machine's clock.
//!
//! Every response is validated against the spec before it is sent. A response that violates the spec becomes a `500`
//! that describes the violation, so the sandbox cannot drift from the contract unnoticed.
//!
//! It is for tests, examples and experiments. It is **not** for production: keys are fixed, passwords are stored in
//! plain text, and secrets are not compared in constant time.
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
//! // Nothing expires until the clock is advanced.
//! sandbox.clock().advance(Duration::from_secs(60));
//! # Ok(())
//! # }
//! ```

mod auth;
mod authentication_options;
mod authentication_tokens;
mod clock;
mod contract;
mod credentials;
mod drift;
mod exchange;
mod expiry;
mod issue;
mod request;
// The maintainer commands check the spec's examples with it.
#[doc(hidden)]
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
mod timer;

pub use authentication_options::OptionsShape;
pub use clock::Clock;
pub use drift::Drift;
pub use recorded_request::RecordedRequest;
pub use sandbox::{Sandbox, SandboxBuilder};
pub use state::DEFAULT_ORGANIZATION;
