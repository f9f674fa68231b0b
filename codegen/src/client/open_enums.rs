//! Emits the open enums: string enums that keep unknown values.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use super::docs;
use crate::document::{Document, schemas};
use crate::extensions::OPEN_ENUM;
use crate::names::{Namespace, ident, type_name, variant_name};
use crate::schema::{is_set, strings};

pub(super) fn enums(document: &Document) -> TokenStream {
    let open = schemas(&document.tree).filter(|(_, node)| node.as_object().is_some_and(|map| is_set(map, OPEN_ENUM)));
    open.map(|(name, node)| open_enum(name, node)).collect()
}

fn open_enum(schema: &str, node: &Value) -> TokenStream {
    let name = ident(&type_name(schema));
    let description = node["description"].as_str().unwrap_or_default();
    let docs = docs::comment(&format!(
        "{description}\n\nThe API may add values. `Unknown` keeps a value that is not listed here; `as_str` returns it."
    ));
    let values: Vec<&str> = node.as_object().into_iter().flat_map(|map| strings(map, "enum")).collect();
    let variants: Vec<Ident> = variant_names(&values).iter().map(|name| ident(name)).collect();
    let variant_docs = values.iter().map(|value| docs::comment(&format!("`{value}`")));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #variants,)*
            #[doc = " A value that the spec does not list, as received."]
            Unknown(crate::UnknownValue),
        }

        crate::runtime::open_enum!(#name { #(#variants = #values),* });
    }
}

/// Returns the variant name of each enum value.
pub fn variant_names(values: &[&str]) -> Vec<String> {
    let mut names = Namespace::with_reserved(&["Unknown"]);
    values.iter().map(|value| names.reserve(&variant_name(value)).to_string()).collect()
}
