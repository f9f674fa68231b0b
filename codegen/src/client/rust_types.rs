//! Reads the Rust types that progenitor chose.

use std::collections::HashSet;

use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::{GenericArgument, Ident, PathArguments, PathSegment, Type};

/// Returns `Name<T, …>` of `path::Name<T, …>`.
pub(super) fn last_segment(type_: &Type) -> Option<&PathSegment> {
    match type_ {
        Type::Path(path) => path.path.segments.last(),
        _ => None,
    }
}

/// Returns `T` of `Name<T, …>`.
pub(super) fn argument_of<'t>(name: &str, type_: &'t Type) -> Option<&'t Type> {
    match &last_segment(type_).filter(|segment| segment.ident == name)?.arguments {
        PathArguments::AngleBracketed(arguments) => arguments.args.iter().find_map(|argument| match argument {
            GenericArgument::Type(type_) => Some(type_),
            _ => None,
        }),
        _ => None,
    }
}

/// Returns whether the runtime reads a type leniently: an integer, a time, one of these structs, or what contains only
/// them.
pub(super) fn is_lenient(type_: &Type, structs: &HashSet<String>) -> bool {
    let Some(PathSegment { ident, arguments }) = last_segment(type_) else {
        return false;
    };
    match (ident.to_string().as_str(), arguments) {
        ("Option" | "Box" | "Vec" | "BTreeMap", PathArguments::AngleBracketed(arguments)) => {
            matches!(arguments.args.last(), Some(GenericArgument::Type(content)) if is_lenient(content, structs))
        }
        ("i8" | "u8" | "i16" | "u16" | "i32" | "u32" | "i64" | "u64", _) => true,
        // A schema may be called `DateTime`.
        ("DateTime", PathArguments::AngleBracketed(_)) => true,
        // A schema may be called `Value`.
        (name, PathArguments::None) => {
            structs.contains(name) && matches!(type_, Type::Path(path) if path.path.leading_colon.is_none())
        }
        _ => false,
    }
}

/// Returns the name of a scalar type, whose values are formatted without serializing them as JSON.
pub(super) fn scalar(type_: &Type) -> Option<&'static str> {
    const SCALARS: [&str; 12] =
        ["String", "Secret", "bool", "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "f64"];
    let last = &last_segment(type_)?.ident;
    SCALARS.into_iter().find(|name| last == name)
}

/// Returns the outermost type name, such as `Vec` in `Vec<Link>`.
pub(super) fn outermost(type_: &Type) -> Option<&Ident> {
    last_segment(type_).map(|segment| &segment.ident)
}

/// Returns the innermost type name, such as `Link` in `Vec<Link>`.
pub(super) fn innermost(type_: &Type) -> Option<String> {
    let idents = type_.to_token_stream().into_iter().filter_map(|token| match token {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    });
    idents.last()
}
