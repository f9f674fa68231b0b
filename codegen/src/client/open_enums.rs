//! Emits the open enums: string enums that keep unknown values.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use super::docs;
use crate::document::{Document, schemas};
use crate::extensions::OPEN_ENUM;
use crate::names::{Namespace, ident, type_name, variant_name};
use crate::schema::{is_set, strings};

/// Emits the open enums of a spec.
pub(super) fn enums(document: &Document) -> TokenStream {
    open(document).map(|(name, node)| open_enum(name, node)).collect()
}

/// Returns the type names of the open enums.
pub(super) fn names(document: &Document) -> impl Iterator<Item = Ident> {
    open(document).map(|(name, _)| ident(&type_name(name)))
}

fn open(document: &Document) -> impl Iterator<Item = (&String, &Value)> {
    schemas(&document.tree).filter(|(_, node)| node.as_object().is_some_and(|map| is_set(map, OPEN_ENUM)))
}

fn open_enum(schema: &str, node: &Value) -> TokenStream {
    let name = ident(&type_name(schema));
    let description = node["description"].as_str().unwrap_or_default();
    let docs = docs::comment(&format!(
        "{description}\n\nThe API may add values. `Unknown` keeps a value that is not listed here."
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
            Unknown(String),
        }

        impl crate::runtime::BuilderValue for #name {}

        impl #name {
            #[doc = " Returns the value as sent and received."]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#variants => #values,)*
                    Self::Unknown(value) => value,
                }
            }
        }

        impl From<&str> for #name {
            fn from(value: &str) -> Self {
                match value {
                    #(#values => Self::#variants,)*
                    _ => Self::Unknown(value.to_owned()),
                }
            }
        }

        impl ::std::str::FromStr for #name {
            type Err = ::std::convert::Infallible;

            fn from_str(value: &str) -> Result<Self, ::std::convert::Infallible> {
                Ok(value.into())
            }
        }

        impl ::std::fmt::Display for #name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::serde::Serialize for #name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for #name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::runtime::from_string(deserializer)
            }
        }
    }
}

/// Returns the variant name of each enum value.
pub fn variant_names(values: &[&str]) -> Vec<String> {
    let mut names = Namespace::with_reserved(&["Unknown"]);
    values.iter().map(|value| names.reserve(&variant_name(value)).to_string()).collect()
}
