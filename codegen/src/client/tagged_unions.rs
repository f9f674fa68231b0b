//! Makes the enums of requests whose forms are told apart by a discriminator, and their builders.

use proc_macro2::Ident;
use quote::quote;
use serde_json::Value;
use syn::Item;

use super::names::{ident, snake, type_name};
use super::parse_items;
use crate::document::{Document, SCHEMAS, schemas};
use crate::normalize::TAGGED_UNION;

/// The enums, for the module of types.
pub(super) fn enums(document: &Document) -> Vec<Item> {
    unions(document).iter().flat_map(Union::to_enum).collect()
}

/// Their builders, for the module of builders of types.
pub(super) fn builders(document: &Document) -> Vec<Item> {
    unions(document).iter().flat_map(Union::to_builder).collect()
}

struct Union {
    name: Ident,
    description: String,
    property: String,
    variants: Vec<Variant>,
}

struct Variant {
    tag: String,
    name: Ident,
    type_: Ident,
}

fn unions(document: &Document) -> Vec<Union> {
    schemas(&document.tree)
        .filter_map(|(name, node)| {
            let union = node.get(TAGGED_UNION)?;
            Some(Union {
                name: ident(&type_name(name)),
                description: node["description"].as_str().unwrap_or_default().to_owned(),
                property: union["property"].as_str()?.to_owned(),
                variants: union["variants"].as_array()?.iter().filter_map(Variant::read).collect(),
            })
        })
        .collect()
}

impl Variant {
    fn read(node: &Value) -> Option<Self> {
        let tag = node["tag"].as_str()?;
        let schema = node["schema"].as_str()?.strip_prefix(SCHEMAS)?;
        Some(Self { tag: tag.to_owned(), name: ident(&type_name(tag)), type_: ident(&type_name(schema)) })
    }
}

impl Union {
    fn to_enum(&self) -> Vec<Item> {
        let Self { name, description, property, variants } = self;
        let docs = format!(" {description}\n\n The member `{property}` is written by the variant.");
        let tags = variants.iter().map(|variant| &variant.tag);
        let names: Vec<_> = variants.iter().map(|variant| &variant.name).collect();
        let types: Vec<_> = variants.iter().map(|variant| &variant.type_).collect();
        let variant_docs = variants.iter().map(|variant| format!(" `{property}` is `{}`.", variant.tag));
        parse_items(quote! {
            #[doc = #docs]
            #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
            #[serde(tag = #property)]
            #[non_exhaustive]
            pub enum #name {
                #(#[doc = #variant_docs] #[serde(rename = #tags)] #names(#types),)*
            }

            impl #name {
                #[doc = " Begins a value by choosing a variant."]
                pub fn builder() -> builder::#name {
                    ::std::default::Default::default()
                }
            }

            #(
                impl ::std::convert::From<#types> for #name {
                    fn from(value: #types) -> Self {
                        Self::#names(value)
                    }
                }

                impl ::std::convert::TryFrom<builder::#types> for #name {
                    type Error = error::ConversionError;

                    fn try_from(value: builder::#types) -> ::std::result::Result<Self, Self::Error> {
                        #types::try_from(value).map(Self::#names)
                    }
                }
            )*
        })
    }

    fn to_builder(&self) -> Vec<Item> {
        let Self { name, property, variants, .. } = self;
        let tags: Vec<_> = variants.iter().map(|variant| variant.tag.as_str()).collect();
        let names = variants.iter().map(|variant| &variant.name);
        let types = variants.iter().map(|variant| &variant.type_);
        let methods = tags.iter().map(|tag| ident(&snake(tag)));
        let method_docs = tags.iter().map(|tag| format!(" Chooses `{property}: {tag}` and fills in the rest."));
        let docs = format!(" Builder for [`{name}`](super::{name}).");
        let missing = format!("no value supplied for {property}: call one of {}", tags.join(", "));
        parse_items(quote! {
            #[doc = #docs]
            #[derive(Clone, Debug)]
            pub struct #name {
                value: ::std::result::Result<super::#name, ::std::string::String>,
            }

            impl ::std::default::Default for #name {
                fn default() -> Self {
                    Self { value: Err(#missing.to_owned()) }
                }
            }

            impl #name {
                #(
                    #[doc = #method_docs]
                    pub fn #methods<F>(self, fill: F) -> Self
                    where
                        F: ::std::ops::FnOnce(#types) -> #types,
                    {
                        let filled = fill(::std::default::Default::default());
                        let value = super::#types::try_from(filled).map(super::#name::#names);
                        Self { value: value.map_err(|e| e.to_string()) }
                    }
                )*
            }

            impl ::std::convert::TryFrom<#name> for super::#name {
                type Error = super::error::ConversionError;

                fn try_from(value: #name) -> ::std::result::Result<Self, Self::Error> {
                    Ok(value.value?)
                }
            }
        })
    }
}
