//! Turns the OpenAPI document into the client: load, normalize, generate, format.

mod client;
pub mod document;
mod fault;
mod format;
mod load;
mod normalize;
mod place;
mod position;
pub mod reach;
pub mod schema;

pub use client::{client, type_name};
pub use document::Document;
pub use fault::{Fault, Position};
pub use format::format;
pub use load::{load, load_str, parse, parse_str};
pub use normalize::{normalize, request_names};
pub use place::Place;
