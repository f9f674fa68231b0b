//! Makes the enums of requests whose forms are told apart by a discriminator, and their builders.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;
use syn::Item;

use super::names::{ident, snake, type_name};
use super::parse_items;
use crate::document::{Document, SCHEMAS, resolve, schemas};
use crate::extensions::TAGGED_UNION;

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
    /// The type of what stands beside the tag, if anything does: progenitor makes no type of an object without
    /// properties.
    type_: Option<Ident>,
}

fn unions(document: &Document) -> Vec<Union> {
    schemas(&document.tree)
        .filter_map(|(name, node)| {
            let union = node.get(TAGGED_UNION)?;
            Some(Union {
                name: ident(&type_name(name)),
                description: node["description"].as_str().unwrap_or_default().to_owned(),
                property: union["property"].as_str()?.to_owned(),
                variants: union["variants"]
                    .as_array()?
                    .iter()
                    .filter_map(|node| Variant::read(document, node))
                    .collect(),
            })
        })
        .collect()
}

impl Variant {
    fn read(document: &Document, node: &Value) -> Option<Self> {
        let tag = node["tag"].as_str()?;
        let reference = node["schema"].as_str()?;
        let schema = reference.strip_prefix(SCHEMAS)?;
        let has_members = !is_empty(resolve(&document.tree, reference)?);
        let type_ = has_members.then(|| ident(&type_name(schema)));
        Some(Self { tag: tag.to_owned(), name: ident(&type_name(tag)), type_ })
    }
}

/// Whether an object has nothing that could be filled in.
fn is_empty(schema: &Value) -> bool {
    let has_properties = schema["properties"].as_object().is_some_and(|properties| !properties.is_empty());
    let is_composed = ["allOf", "anyOf", "oneOf", "$ref"].iter().any(|key| schema.get(key).is_some());
    !has_properties && !is_composed && schema.get(TAGGED_UNION).is_none()
}

impl Union {
    fn to_enum(&self) -> Vec<Item> {
        let Self { name, description, property, variants } = self;
        let docs = format!(" {description}\n\n The member `{property}` is written by the variant.");
        let tags = variants.iter().map(|variant| &variant.tag);
        let names = variants.iter().map(|variant| &variant.name);
        let contents = variants.iter().map(|variant| variant.type_.as_ref().map(|type_| quote!((#type_))));
        let variant_docs = variants.iter().map(|variant| format!(" `{property}` is `{}`.", variant.tag));
        let filled = variants.iter().filter_map(|variant| Some((&variant.name, variant.type_.as_ref()?)));
        let (filled_names, types): (Vec<_>, Vec<_>) = filled.unzip();
        parse_items(quote! {
            #[doc = #docs]
            #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
            #[serde(tag = #property)]
            #[non_exhaustive]
            pub enum #name {
                #(#[doc = #variant_docs] #[serde(rename = #tags)] #names #contents,)*
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
                        Self::#filled_names(value)
                    }
                }

                impl crate::IntoValue<#name> for #types {
                    fn into_value(self) -> ::std::result::Result<::std::option::Option<#name>, crate::runtime::InputError> {
                        Ok(Some(self.into()))
                    }
                }

                impl crate::IntoValue<#name> for builder::#types {
                    fn into_value(self) -> ::std::result::Result<::std::option::Option<#name>, crate::runtime::InputError> {
                        Ok(Some(#types::try_from(self)?.into()))
                    }
                }
            )*
        })
    }

    fn to_builder(&self) -> Vec<Item> {
        let Self { name, property, variants, .. } = self;
        let choices: Vec<String> = variants.iter().map(|variant| format!("`{}`", snake(&variant.tag))).collect();
        let methods = variants.iter().map(|variant| variant.builder_method(name, property));
        let docs = format!(" Builder for [`{name}`](super::{name}).");
        let type_name = name.to_string();
        let advice = format!("it is not set; call one of {}", choices.join(", "));
        parse_items(quote! {
            #[doc = #docs]
            #[derive(Clone, Debug)]
            pub struct #name {
                value: ::std::result::Result<super::#name, crate::runtime::InputError>,
            }

            impl ::std::default::Default for #name {
                fn default() -> Self {
                    Self { value: Err(crate::runtime::InputError::Missing) }
                }
            }

            impl #name {
                #(#methods)*
            }

            impl ::std::convert::TryFrom<#name> for super::#name {
                type Error = crate::BuildError;

                fn try_from(value: #name) -> ::std::result::Result<Self, Self::Error> {
                    value.value.map_err(|fault| {
                        crate::BuildError::of_union(#type_name, #property, #advice, fault)
                    })
                }
            }
        })
    }
}

impl Variant {
    fn builder_method(&self, union: &Ident, property: &str) -> TokenStream {
        let Self { tag, name, type_ } = self;
        let method = ident(&snake(tag));
        let Some(type_) = type_ else {
            let docs = format!(" Chooses `{property}: {tag}`.");
            return quote! {
                #[doc = #docs]
                pub fn #method(self) -> Self {
                    Self { value: Ok(super::#union::#name) }
                }
            };
        };
        let docs = format!(" Chooses `{property}: {tag}` and fills in the rest.");
        quote! {
            #[doc = #docs]
            pub fn #method<F>(self, fill: F) -> Self
            where
                F: ::std::ops::FnOnce(#type_) -> #type_,
            {
                let filled = fill(::std::default::Default::default());
                let value = super::#type_::try_from(filled).map(super::#union::#name);
                Self { value: value.map_err(::std::convert::From::from) }
            }
        }
    }
}
