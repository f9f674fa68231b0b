//! Emits the field, the initial value and the setter of a builder's input. Request builders and type builders share
//! this module.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Type;

use super::docs;
use super::rust_types::{argument_of, scalar};
use super::types::Types;
use crate::names::ident;

/// The path to the types from a module of builders.
pub(super) struct Scope<'t> {
    pub(super) types: &'t Types,
    /// `super` or `super::types`.
    pub(super) path: TokenStream,
}

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
    /// The method that returns it, if a client expects it in responses, although the spec does not require it.
    pub(super) accessor: Option<Ident>,
    /// The names that its members cannot have: those of other properties and of the tag. Only for a field with the
    /// members that are not in the spec.
    pub(super) declared: Vec<String>,
    pub(super) description: String,
}

impl Input {
    pub(super) fn field(&self, scope: &Scope<'_>) -> TokenStream {
        let (name, type_) = (&self.name, scope.types.scoped(&self.type_, &scope.path));
        quote!(#name: runtime::Input<#type_>)
    }

    /// Returns the function of the runtime that gives the initial value.
    pub(super) fn initial(&self) -> Ident {
        ident(if self.is_required { "missing" } else { "empty" })
    }

    pub(super) fn initial_field(&self) -> TokenStream {
        let (name, initial) = (&self.name, self.initial());
        quote!(#name: runtime::#initial())
    }

    pub(super) fn setter_docs(&self) -> String {
        let required = if self.is_required { "\n\nRequired." } else { "" };
        let note = docs::note_of_name(&self.name, &self.api_name);
        format!("{}{note}{required}", self.description).trim_start_matches('\n').to_owned()
    }

    /// Emits the setter, with the name `method` and without documentation.
    pub(super) fn setter(&self, method: &Ident, scope: &Scope<'_>) -> TokenStream {
        let (accepted, mut converted) = self.conversion(scope);
        let Self { name, declared, .. } = self;
        if !declared.is_empty() {
            converted = quote!(#converted.and_then(|members| runtime::undeclared(members, &[#(#declared),*])));
        }
        quote! {
            pub fn #method(mut self, value: #accepted) -> Self {
                self.#name = #converted;
                self
            }
        }
    }

    /// Returns the argument type of the setter and the expression that converts it.
    fn conversion(&self, scope: &Scope<'_>) -> (TokenStream, TokenStream) {
        let scoped = |type_: &Type| scope.types.scoped(type_, &scope.path);
        let Self { type_, .. } = self;
        let optional = argument_of("Option", type_);
        let value = optional.filter(|_| self.is_nullable).and_then(|inner| argument_of("Option", inner)).or(optional);
        if is_free_form(value.unwrap_or(type_)) {
            let converted = match value {
                Some(_) if self.is_nullable => quote!(.map(|members| members.map(Some))),
                Some(_) => quote!(),
                None if self.is_required => quote!(.and_then(runtime::not_none)),
                None => quote!(.map(Option::unwrap_or_default)),
            };
            return (quote!(impl ::serde::Serialize), quote!(runtime::members(value) #converted));
        }
        if !is_value(value.unwrap_or(type_)) {
            let type_ = scoped(type_);
            return (quote!(impl Into<#type_>), quote!(Ok(value.into())));
        }
        let given = value.unwrap_or(type_);
        // A box is a detail of a type that contains itself.
        let content = argument_of("Box", given);
        let accepted = scoped(content.unwrap_or(given));
        let boxed = content.map(|_| quote!(.map(Box::new)));
        let converted = match value {
            Some(_) if self.is_nullable => {
                quote!(runtime::optional(value).map(|value| value #boxed.map(Some)))
            }
            Some(_) if content.is_some() => quote!(runtime::optional(value).map(|value| value #boxed)),
            // A required property that may be `null`.
            Some(_) => quote!(runtime::optional(value)),
            None if self.is_required => quote!(runtime::required(value) #boxed),
            None => quote!(runtime::or_default(value)),
        };
        (quote!(impl IntoValue<#accepted>), converted)
    }
}

/// Returns whether a type is `serde_json::Map`, which stands for any JSON object.
fn is_free_form(type_: &Type) -> bool {
    argument_of("Map", type_).is_some()
}

/// Returns whether the runtime's `IntoValue` supports this type.
fn is_value(type_: &Type) -> bool {
    let inner = |name: &str| argument_of(name, type_);
    match type_ {
        _ if inner("Map").is_some() || inner("BTreeMap").is_some() => true,
        _ if inner("Vec").or(inner("Box")).is_some_and(is_value) => true,
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            let is_ours = path.path.segments.len() == 1 || path.path.segments.iter().any(|it| it.ident == "types");
            let is_value = scalar(type_).is_some() || last.ident == "DateTime" || last.ident == "Value";
            is_value || (is_ours && last.arguments.is_none())
        }),
        _ => false,
    }
}
