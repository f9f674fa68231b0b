//! What `build.rs` generates from `spec/customer-authentication.yaml`, or the committed copy of it.

#[cfg(feature = "generate")]
include!(concat!(env!("OUT_DIR"), "/client.rs"));
#[cfg(not(feature = "generate"))]
include!("client.rs");

/// What the generated code calls, instead of progenitor's runtime, which sends a value such as `..\other\1` as another
/// path and shows tokens, headers and raw bodies in its errors.
// The spec decides which of these functions the generated code calls.
#[allow(unused_imports)]
pub(crate) mod runtime {
    pub(crate) use crate::auth::provider::provider;
    pub(crate) use crate::auth::security_scheme::SchemeRow;
    pub(crate) use crate::client::check_credentials::Probe;
    pub(crate) use crate::error::Error;
    pub(crate) use crate::error::build_error::InputError;
    pub(crate) use crate::request::instrument::instrument;
    pub(crate) use crate::request::into_value::{
        BuilderValue, Input, empty, members, missing, not_none, optional, or_default, required, undeclared,
    };
    pub(crate) use crate::request::known_values::known_values;
    pub(crate) use crate::request::request_builder::{inputs, paginated_request, request_builder};
    pub(crate) use crate::request::type_builder::{builder_of, type_builder};
    pub(crate) use crate::request::url::{PathValue, push_segment};
    pub(crate) use crate::response::ResponseValue;
    pub(crate) use crate::response::decode::{
        AsObject, Lenient, extra, from_string, lenient, lenient_extra, lenient_or_default, map, map_or_default,
        null_as_default, nullable, object, optional_map,
    };
    pub(crate) use crate::response::open_enum::open_enum;
}
