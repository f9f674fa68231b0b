//! Names in Rust, as progenitor gives them.

use heck::{ToPascalCase, ToSnakeCase};
use proc_macro2::{Ident, Span};

/// The name of the type that progenitor makes of a schema.
pub fn type_name(schema: &str) -> String {
    valid(schema.to_pascal_case())
}

/// The name of the type that builds a call of an operation.
pub(crate) fn call_type(operation_id: &str) -> String {
    valid(operation_id.to_pascal_case())
}

/// The name of a method or a field.
pub(crate) fn snake(name: &str) -> String {
    valid(name.to_snake_case())
}

pub(crate) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// A name that is no identifier, such as `Self` or `2fa`, gets an underscore.
fn valid(name: String) -> String {
    let starts_well = name.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_');
    let name = if starts_well { name } else { format!("_{name}") };
    match syn::parse_str::<Ident>(&name) {
        Ok(_) => name,
        Err(_) => format!("{name}_"),
    }
}
