//! Generates a client from an OpenAPI spec: parse, apply the overlay, validate, normalize, generate, format.

mod client;
mod diagnostic;
pub mod document;
pub mod extensions;
mod format;
mod load;
mod location;
mod names;
mod normalize;
pub mod object_kind;
mod overlay;
mod position;
pub mod schema;
pub mod schema_usage;
mod validate;

pub use client::{
    Names, client, credential_header, default_environment, environments, ignored, inert, is_certificate, is_json,
    is_reserved_header, is_set_by_http, json_media, mocks, names, normalized_url, other_than_json, pagination_headers,
    unsupported, variant_names,
};
pub use diagnostic::{Diagnostic, Position, is_deceptive};
pub use document::{Document, is_annotation};
pub use load::{Limits, MAX_BYTES, load, load_str, parse, parse_reader, parse_str, parse_within};
pub use location::{Location, for_each_value};
pub use names::{field_names, numbered, setter_names, type_name};
pub use normalize::{
    allows_only_null, bases, drop_never, expand_inheritance, is_problem_member, keep_usable_discriminators,
    lists_only_null, normalize, normalize_in_place, parts, push_all_of, says, unlisted_tags, unwrap_members,
    without_null,
};
pub use overlay::{apply_overlay, apply_overlay_and_validate, apply_overlay_str, skipped_actions, suggestion};
pub use position::Positions;
pub use validate::{
    check_compositions, check_required_properties, diagnostics, diagnostics_of_first_rule, format_range,
    is_extension_of, is_of_type, is_status, remove_invalid_values, template_parameters, validate, whole_version,
};
