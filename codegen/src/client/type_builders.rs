//! Emits the builders of types, with their setters and their errors.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::Type;

use super::docs;
use super::rust_types::{argument_of, outermost};
use super::setters::{Input, Scope};
use super::types::{Struct, Types};
use crate::format::Source;
use crate::names::Namespace;

pub(super) fn builder_name(type_name: &Ident) -> Ident {
    format_ident!("{type_name}Builder")
}

/// Emits the builders, for the module `types::builder`.
pub(super) fn builders(types: &Types, source: &mut Source) {
    let scope = Scope { types, path: quote!(super) };
    for found in types.structs.values() {
        builder(found, &scope, source);
        source.items(from_response(found, &scope).unwrap_or_default());
    }
}

/// Emits the conversion from a response type to the builder of its request type, so that a program can read, change and
/// write a resource. Properties that only the request has keep their initial values.
fn from_response(request: &Struct, scope: &Scope<'_>) -> Option<TokenStream> {
    let response = scope.types.structs.get(request.name.to_string().strip_suffix("Request")?)?;
    let mut is_any = false;
    let fields: Vec<TokenStream> = request
        .fields
        .iter()
        .map(|field| {
            let given = response.fields.iter().find(|it| it.api_name == field.api_name);
            let copied = given.and_then(|given| copied(given, field));
            is_any |= copied.is_some();
            copied.unwrap_or_else(|| field.initial_field())
        })
        .collect();
    let (builder, response) = (builder_name(&request.name), &response.name);
    is_any.then(|| {
        quote! {
            #[doc = " Copies the properties that the request and the response have in common. A nullable one that the response lacks, or that cannot be read, is sent as `null`."]
            impl From<&super::#response> for #builder {
                fn from(value: &super::#response) -> Self {
                    Self { #(#fields,)* }
                }
            }

            #[doc = " Copies the properties that the request and the response have in common. A nullable one that the response lacks, or that cannot be read, is sent as `null`."]
            impl From<&crate::ResponseValue<super::#response>> for #builder {
                fn from(value: &crate::ResponseValue<super::#response>) -> Self {
                    // A property may be called `from`.
                    <Self as From<&super::#response>>::from(&**value)
                }
            }
        }
    })
}

/// Copies a response field to the request builder, if both have the same type.
fn copied(source: &Input, field: &Input) -> Option<TokenStream> {
    let (from, name) = (&source.name, &field.name);
    let (given, wanted) = (&source.type_, &field.type_);
    let inner = argument_of("Option", wanted);
    let value = match argument_of("Option", given) {
        _ if given == wanted => quote!(Ok(value.#from.clone())),
        // `null`, or left out, which the response type does not tell apart: the request keeps it empty.
        Some(_) if inner == Some(given) => quote!(Ok(Some(value.#from.clone()))),
        Some(given) if given == wanted => {
            quote!(value.#from.clone().ok_or(runtime::InputError::Missing))
        }
        // Empty, or left out, which the response type does not tell apart.
        None if inner == Some(given) && is_collection(given) && !source.is_required => {
            quote!(Ok(Some(value.#from.clone()).filter(|value| !value.is_empty())))
        }
        None if inner == Some(given) => quote!(Ok(Some(value.#from.clone()))),
        _ => return None,
    };
    Some(quote!(#name: #value))
}

fn builder(Struct { name, fields }: &Struct, scope: &Scope<'_>, source: &mut Source) {
    let builder = builder_name(name);
    let declared = fields.iter().map(|field| field.field(scope));
    let names = fields.iter().map(|field| &field.name);
    let properties = fields.iter().map(|field| &field.api_name);
    let initial = fields.iter().map(Input::initial);
    source.docs(&docs::lines(&format!("Builder for [`{name}`](super::{name}).")));
    source.items(quote! {
        #[derive(Clone, Debug)]
        #[must_use]
        pub struct #builder {
            #(#declared,)*
        }

        runtime::type_builder!(#builder for #name { #(#names = #properties #initial),* });
    });
    source.block(quote!(impl #builder), |source| {
        let mut methods = Namespace::with_reserved(&["build", "clone", "default"]);
        for field in fields {
            source.docs(&docs::lines(&field.setter_docs()));
            source.shared_method(field.setter(&methods.reserve(&field.name.to_string()), scope));
        }
        for Input { name, api_name, .. } in fields.iter().filter(|field| field.is_nullable) {
            let method = methods.reserve(&format!("clear_{}", name.to_string().trim_matches('_')));
            source.docs(&docs::lines(&format!("Sends `{api_name}` as `null`, which differs from leaving it out.")));
            source.shared_method(quote! {
                pub fn #method(mut self) -> Self {
                    self.#name = Ok(Some(None));
                    self
                }
            });
        }
    });
}

/// Emits the implementations that let setters accept the types and their builders.
pub(super) fn impls(types: &Types) -> TokenStream {
    // `type_builder!` implements it for the structs.
    let is_other = |name: &&Ident| !types.structs.contains_key(&name.to_string());
    let mut names: Vec<&Ident> = types.names.iter().filter(is_other).collect();
    names.sort();
    let accessors = types.structs.values().filter_map(|Struct { name, fields }| {
        let accessors: Vec<TokenStream> = fields.iter().filter_map(accessor).collect();
        (!accessors.is_empty()).then(|| quote!(impl #name { #(#accessors)* }))
    });
    quote! {
        #(impl crate::runtime::BuilderValue for #names {})*
        #(#accessors)*
    }
}

/// Emits the method that returns a property that a client expects.
fn accessor(Input { name, api_name, type_, accessor, .. }: &Input) -> Option<TokenStream> {
    let accessor = accessor.as_ref()?;
    let type_ = argument_of("Option", type_).unwrap_or(type_);
    let docs = docs::comment(&format!(
        "Returns `{api_name}`, which the spec does not require.\n\n# Errors\n\
         [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it is absent."
    ));
    let (target, read) = match outermost(type_).is_some_and(|last| last == "String") {
        true => (quote!(str), quote!(as_deref())),
        false => (quote!(#type_), quote!(as_ref())),
    };
    Some(quote! {
        #docs
        pub fn #accessor(&self) -> Result<&#target, crate::Error> {
            self.#name.#read.ok_or_else(|| crate::Error::missing_property(#api_name))
        }
    })
}

/// Returns whether a type is a list or a map.
fn is_collection(type_: &Type) -> bool {
    ["Vec", "BTreeMap", "Map"].iter().any(|name| argument_of(name, type_).is_some())
}
