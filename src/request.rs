//! The parts of a request.

pub(crate) mod options;
pub(crate) mod setter;

// Which of these functions generated code calls depends on the spec.
#[allow(dead_code)]
pub(crate) mod headers;
#[allow(dead_code)]
pub(crate) mod url;
