//! Turns the OpenAPI document into the client: load, overlay, normalize, generate, format.

mod breach;
mod client;
pub mod document;
mod fault;
mod format;
mod load;
mod normalize;
mod overlay;
mod place;
mod position;
pub mod reach;
pub mod schema;

pub use breach::Breach;
pub use client::{client, mocks, type_name};
pub use document::Document;
pub use fault::{Fault, Position};
pub use format::format;
pub use load::{breaches, check, load, load_str, parse, parse_str, template_parameters};
pub use normalize::{MARKERS, TypeNames, normalize, type_names};
pub use overlay::{correct, overlay, overlay_str};
pub use place::Place;
