//! The client on a real socket, against a server that answers what a test tells it.

mod faults;
mod operations;
mod pagination;
#[path = "../server/mod.rs"]
mod server;
mod stub;
