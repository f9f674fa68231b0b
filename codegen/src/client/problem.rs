//! Emits what an error reads of a problem: the names of the rejected fields, and which properties are secret.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_types::{argument_of, innermost, outermost};
use super::setters::Input;
use super::types::Types;

/// The names of the property of an item that names a rejected field, in the order of preference.
const FIELD: [&str; 4] = ["field", "pointer", "parameter", "name"];
/// The names of the property that says why it was rejected.
const MESSAGE: [&str; 3] = ["message", "detail", "description"];

/// A list of a problem whose items name rejected fields.
struct FieldList<'t> {
    list: &'t Input,
    field: &'t Input,
    message: Option<&'t Input>,
}

impl<'t> FieldList<'t> {
    fn new(list: &'t Input, types: &'t Types) -> Option<Self> {
        let type_ = argument_of("Option", &list.type_).unwrap_or(&list.type_);
        let item = types.has_builder(argument_of("Vec", type_)?)?;
        let member = |names: &[&str]| names.iter().find_map(|name| item.fields.iter().find(|it| it.api_name == *name));
        Some(Self { list, field: member(&FIELD)?, message: member(&MESSAGE) })
    }

    /// Emits the names for reading an object of messages as such a list.
    fn row(&self) -> Option<TokenStream> {
        let (list, field, message) = (&self.list.api_name, &self.field.api_name, &self.message?.api_name);
        Some(quote!(crate::error::FieldList { list: #list, field: #field, message: #message }))
    }

    /// Emits the statement that collects the names.
    fn names(&self) -> Option<TokenStream> {
        let (list, name) = (&self.list.name, &self.field.name);
        let flatten = argument_of("Option", &self.list.type_).map(|_| quote!(.flatten()));
        let items = quote!(self.#list.iter() #flatten);
        match argument_of("Option", &self.field.type_) {
            Some(inner) if is_named(inner, "String") => {
                Some(quote!(names.extend(#items.filter_map(|item| item.#name.as_deref()));))
            }
            None if is_named(&self.field.type_, "String") => {
                Some(quote!(names.extend(#items.map(|item| item.#name.as_str()));))
            }
            _ => None,
        }
    }
}

fn is_named(type_: &syn::Type, name: &str) -> bool {
    outermost(type_).is_some_and(|last| last == name)
}

/// Emits the condition that a property is present.
fn is_present(Input { name, type_, .. }: &Input) -> Option<TokenStream> {
    let is_list = argument_of("Vec", type_).is_some();
    let is_optional = argument_of("Option", type_).is_some();
    is_list.then(|| quote!(!self.#name.is_empty())).or_else(|| is_optional.then(|| quote!(self.#name.is_some())))
}

pub(super) fn problem(types: &Types) -> TokenStream {
    let fields = || types.structs.get("Problem").into_iter().flat_map(|problem| &problem.fields);
    let lists: Vec<FieldList<'_>> = fields().filter_map(|list| FieldList::new(list, types)).collect();
    let rows = lists.iter().filter_map(FieldList::row);
    let names = lists.iter().filter_map(FieldList::names);
    let present = fields().filter_map(is_present);
    let is_status = |input: &&Input| {
        input.api_name == "status" && argument_of("Option", &input.type_).is_some_and(|it| is_named(it, "i64"))
    };
    let status = fields()
        .find(is_status)
        .map(|Input { name, .. }| quote!(&& self.#name.is_none_or(|it| it == i64::from(status))));
    let is_secret = |input: &&Input| innermost(&input.type_).is_some_and(|it| it == "Secret");
    let secrets = fields().filter(is_secret).map(|Input { api_name, .. }| api_name);
    // After all properties.
    let extra = fields().last().map(|Input { name, .. }| name);
    quote! {
        impl crate::error::ProblemDetails for types::Problem {
            const FIELD_LISTS: &'static [crate::error::FieldList] = &[#(#rows),*];
            const SECRETS: &'static [&'static str] = &[#(#secrets),*];

            fn extra(&self) -> &::serde_json::Map<String, ::serde_json::Value> {
                &self.#extra
            }

            fn extra_mut(&mut self) -> &mut ::serde_json::Map<String, ::serde_json::Value> {
                &mut self.#extra
            }

            fn invalid_field_names(&self) -> Vec<&str> {
                #[allow(unused_mut)]
                let mut names = Vec::new();
                #(#names)*
                names
            }

            #[allow(unused_variables)]
            fn describes(&self, status: u16) -> bool {
                let present: &[bool] = &[#(#present),*];
                present.contains(&true) #status
            }
        }
    }
}
