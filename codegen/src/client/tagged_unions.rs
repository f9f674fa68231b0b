//! Emits the request enums with a discriminator, and their builders.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::Value;

use super::docs;
use super::type_builders::builder_name;
use super::types::Types;
use crate::document::{Document, SCHEMAS, resolve, schemas};
use crate::extensions::TAGGED_UNION;
use crate::names::{Namespace, ident, snake, type_name};
use crate::schema;

/// Emits the enums for the module of types, and their builders for its module of builders.
pub(super) fn enums(document: &Document, types: &mut Types) -> (TokenStream, TokenStream) {
    let unions = unions(document, types);
    for union in &unions {
        for content in union.variants.iter().filter_map(|variant| variant.content.as_ref()) {
            let content = types.structs.get_mut(&content.to_string());
            for field in content.into_iter().flat_map(|content| &mut content.fields) {
                if !field.declared.is_empty() && !field.declared.contains(&union.property) {
                    field.declared.push(union.property.clone());
                }
            }
        }
    }
    types.unions.extend(unions.iter().map(|union| union.name.clone()));
    (unions.iter().map(Union::to_enum).collect(), unions.iter().map(Union::to_builder).collect())
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
    method: Ident,
    /// The type of the members besides the tag. `None` for an object that has only the tag.
    content: Option<Ident>,
    /// Whether the content has a builder, because it is a struct.
    has_builder: bool,
    /// Whether the content is a map, whose members may have any name.
    is_map: bool,
    /// Whether the content contains the union, so that it must be boxed.
    is_recursive: bool,
}

fn unions(document: &Document, types: &Types) -> Vec<Union> {
    let referred = |from: &&str| resolve(&document.tree, from).map(schema::references_within).unwrap_or_default();
    let marked = schemas(&document.tree).filter_map(|(name, node)| Some((name, node, node.get(TAGGED_UNION)?)));
    let unions = marked.filter_map(|(name, node, union)| {
        let mut names = Namespace::with_reserved(&[]);
        let mut methods = Namespace::with_reserved(&["build", "clone", "default"]);
        let variants = union["mapping"].as_object()?.iter().filter_map(|(tag, target)| {
            let reference = target.as_str()?;
            let content = ident(&type_name(reference.strip_prefix(SCHEMAS)?));
            let has_builder = types.structs.contains_key(&content.to_string());
            // An object that has only the tag.
            let is_empty = !has_builder && resolve(&document.tree, reference).is_some_and(is_empty);
            let has_members = |schema: &Value| schema.get("additionalProperties").is_some();
            Some(Variant {
                is_map: !has_builder && resolve(&document.tree, reference).is_some_and(has_members),
                tag: tag.clone(),
                name: names.reserve(&type_name(tag)),
                method: methods.reserve(&snake(tag)),
                is_recursive: schema::reachable([reference], referred).contains(format!("{SCHEMAS}{name}").as_str()),
                content: Some(content).filter(|content| types.names.contains(content) && !is_empty),
                has_builder,
            })
        });
        Some(Union {
            name: ident(&type_name(name)),
            description: node["description"].as_str().unwrap_or_default().to_owned(),
            property: union["propertyName"].as_str()?.to_owned(),
            variants: variants.collect(),
        })
    });
    unions.collect()
}

fn is_empty(schema: &Value) -> bool {
    let keywords = ["additionalProperties", "allOf", "anyOf", "oneOf", "items", "enum", "$ref"];
    let properties = schema["properties"].as_object().is_some_and(|properties| !properties.is_empty());
    !properties && keywords.iter().all(|key| schema.get(key).is_none())
}

impl Union {
    fn to_enum(&self) -> TokenStream {
        let Self { name, description, property, variants } = self;
        let docs = docs::comment(&format!("{description}\n\nThe variant determines the member `{property}`."));
        let declared = variants.iter().map(|variant| {
            let Variant { tag, name, content, is_recursive, .. } = variant;
            let docs = docs::comment(&format!("`{property}` is `{tag}`."));
            let content = content.as_ref().map(|content| match is_recursive {
                true => quote!((Box<#content>)),
                false => quote!((#content)),
            });
            quote!(#docs #[serde(rename = #tag)] #name #content,)
        });
        let conversions = variants.iter().filter_map(|variant| self.conversions(variant));
        quote! {
            #docs
            #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
            #[serde(tag = #property)]
            #[non_exhaustive]
            pub enum #name {
                #(#declared)*
            }

            #(#conversions)*
        }
    }

    /// Emits the conversions of the content of a variant into the union.
    fn conversions(&self, variant: &Variant) -> Option<TokenStream> {
        let Self { name, variants, .. } = self;
        let (content, variant_name) = (variant.content.as_ref()?, &variant.name);
        // A schema with several tags does not say which one is meant.
        if variants.iter().filter(|other| other.content.as_ref() == Some(content)).count() > 1 {
            return None;
        }
        let builder = builder_name(content);
        let from_builder = variant.has_builder.then(|| {
            quote! {
                impl crate::IntoValue<#name> for builder::#builder {
                    fn into_value(self) -> crate::runtime::Input<Option<#name>> {
                        Ok(Some(self.build()?.into()))
                    }
                }
            }
        });
        Some(quote! {
            #from_builder

            impl From<#content> for #name {
                fn from(value: #content) -> Self {
                    Self::#variant_name(value.into())
                }
            }

            impl crate::IntoValue<#name> for #content {
                fn into_value(self) -> crate::runtime::Input<Option<#name>> {
                    Ok(Some(self.into()))
                }
            }
        })
    }

    fn to_builder(&self) -> TokenStream {
        let Self { name, property, variants, .. } = self;
        let builder = builder_name(name);
        let choices: Vec<String> = variants.iter().map(|variant| format!("`{}`", variant.method)).collect();
        let methods = variants.iter().map(|variant| variant.builder_method(name, property));
        let docs = docs::comment(&format!("Builder for [`{name}`](super::{name}). Each method chooses a variant."));
        let type_name = name.to_string();
        let help = format!("not set; call one of {}", choices.join(", "));
        quote! {
            #docs
            #[derive(Clone, Debug)]
            #[must_use]
            pub struct #builder {
                value: runtime::Input<super::#name>,
            }

            impl Default for #builder {
                fn default() -> Self {
                    Self { value: Err(runtime::InputError::Missing) }
                }
            }

            impl #builder {
                #(#methods)*

                #[doc = " Builds the value."]
                #[doc = ""]
                #[doc = " # Errors"]
                #[doc = " [`BuildError`](crate::BuildError) if no variant is chosen, or if its content is incomplete or invalid."]
                pub fn build(self) -> Result<super::#name, crate::BuildError> {
                    self.value.map_err(|error| crate::BuildError::of_union(#type_name, #property, #help, error))
                }
            }

            runtime::builder_of!(#builder for #name);
        }
    }
}

impl Variant {
    fn builder_method(&self, union: &Ident, property: &str) -> TokenStream {
        let Self { tag, name, method, content, .. } = self;
        let Some(content) = content else {
            let docs = docs::comment(&format!("Chooses `{property}: {tag}`."));
            return quote! {
                #docs
                pub fn #method(self) -> Self {
                    Self { value: Ok(super::#union::#name) }
                }
            };
        };
        if !self.has_builder {
            let docs = docs::comment(&format!("Chooses `{property}: {tag}` and sets its content."));
            let checked = self.is_map.then(|| {
                quote!(.and_then(|value: super::#content| {
                    runtime::undeclared(value.0, &[#property]).map(super::#content)
                }))
            });
            return quote! {
                #docs
                pub fn #method(self, value: impl IntoValue<super::#content>) -> Self {
                    let value = runtime::required(value)#checked.map(|value| super::#union::#name(value.into()));
                    Self { value }
                }
            };
        }
        let builder = builder_name(content);
        let docs = docs::comment(&format!("Chooses `{property}: {tag}` and builds its content with a closure."));
        quote! {
            #docs
            pub fn #method<F>(self, fill: F) -> Self
            where
                F: FnOnce(#builder) -> #builder,
            {
                let filled = fill(Default::default());
                let value = filled.build().map(|value| super::#union::#name(value.into()));
                Self { value: value.map_err(From::from) }
            }
        }
    }
}
