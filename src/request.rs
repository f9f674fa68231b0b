//! The parts of a request.

pub(crate) mod instrument;
pub(crate) mod into_value;
pub(crate) mod options;

// Which of these functions generated code calls depends on the spec.
#[allow(unused_imports, unused_macros)]
pub(crate) mod known_values;
#[allow(dead_code)]
pub(crate) mod parts;
#[allow(unused_imports, unused_macros)]
pub(crate) mod request_builder;
#[allow(unused_imports, unused_macros)]
pub(crate) mod type_builder;
#[allow(dead_code)]
pub(crate) mod url;
