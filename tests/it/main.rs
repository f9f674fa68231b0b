//! The client over real sockets: one module per promise.

mod builders;
mod connections;
mod forward_compatibility;
mod jwt_refresh;
#[cfg(feature = "httpmock")]
mod mocks;
mod network_faults;
mod operations;
mod organization;
mod pagination;
mod path_confusion;
mod readme;
mod resource_limits;
mod retry;
mod sandbox_flow;
#[cfg(feature = "sessions")]
mod sessions;
mod support;
