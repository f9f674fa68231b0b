//! The responses of the sandbox over a real socket.

mod authentication;
mod authentication_options;
mod authentication_tokens;
mod caller;
mod credentials;
mod drift;
mod exchange;
mod handle;
mod organizations;
mod pagination;
mod password_tokens;
mod rate_limit;
mod requests;
