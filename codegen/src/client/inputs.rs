//! The inputs of request builders and type builders.

use proc_macro2::Ident;
use syn::Type;

/// An input of a builder.
pub(super) struct Input {
    /// The name of the field and of its setter.
    pub(super) name: Ident,
    /// The name in the API.
    pub(super) api_name: String,
    pub(super) type_: Type,
    /// Whether it must be set.
    pub(super) is_required: bool,
    /// Whether `null` differs from absent, so that the type is a nested `Option`.
    pub(super) is_nullable: bool,
    /// Whether the API always sends it, although the spec does not require it.
    pub(super) is_expected: bool,
    /// The names that its members cannot have: those of other properties and of the tag. Only for a field with the
    /// members that are not in the spec.
    pub(super) declared: Vec<String>,
    pub(super) description: String,
}
