//! Emits the typed mocks for the crate httpmock: for each operation the expectations, the response, and a method for
//! each status in the spec.

use http::StatusCode;
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::Type;

use super::docs;
use super::model::{Model, Operation, Parameter, Style};
use super::progenitor::Inputs;
use super::rust_types::{argument_of, scalar};
use crate::format::Source;
use crate::names::{Namespace, ident, snake};

/// Emits the typed mocks, for the module `mock`.
pub(super) fn mocks(model: &Model, inputs: &[Inputs], source: &mut Source) {
    let docs = docs::comment(
        "The expectations and the response of each operation's mock. `into_inner()` returns httpmock's own type, for \
         everything that the spec does not define.",
    );
    source.block(quote!(#docs #[allow(missing_docs, clippy::all, rustdoc::all)] pub mod operations), |source| {
        source.items(quote!(
            use crate::types;
        ));
        for (operation, inputs) in model.operations.iter().zip(inputs) {
            source.items(when(operation, inputs, model.organization_path.is_some()));
            source.items(then(operation, inputs));
        }
    });
    let methods = model.operations.iter().map(|Operation { id, method, path, method_name, type_name, .. }| {
        let (when, then) = (format_ident!("{type_name}When"), format_ident!("{type_name}Then"));
        let docs = docs::comment(&format!("Mocks `{id}`: `{method} {path}`."));
        quote!(#docs #method_name(#when, #then))
    });
    source.items(quote!(server_ext!(#(#methods)*);));
}

fn when(operation: &Operation, inputs: &Inputs, has_organization_path: bool) -> TokenStream {
    let Operation { id, path, type_name, .. } = operation;
    let name = format_ident!("{type_name}When");
    let method = ident(&operation.method);
    let docs = docs::comment(&format!("The expectations of a mock of `{id}`."));
    let parameters = operation.parameters.iter().zip(&inputs.parameters);
    let parameters = parameters.map(|(parameter, type_)| expected(path, parameter, type_));
    let body = inputs.body.as_ref().map(|type_| {
        quote! {
            #[doc = " Expects exactly this body."]
            pub fn body(self, value: &#type_) -> Self {
                Self(self.0.json_body_obj(value))
            }
        }
    });
    let organization = has_organization_path.then(|| {
        let docs = docs::comment(
            "Expects this organization in the path.\n\n# Panics\nIf a path cannot contain the value, because it is empty \
             or a dot segment.",
        );
        quote! {
            #docs
            pub fn organization_in_path(self, id: &str) -> Self {
                Self(crate::mock::expect_organization(self.0, id))
            }
        }
    });
    quote! {
        crate::mock::when!(#docs #name #method #path);

        impl #name {
            #organization
            #(#parameters)*
            #body
        }
    }
}

/// Emits the method that expects a parameter. For a value that is not a plain scalar, use httpmock's own methods.
fn expected(path: &str, parameter: &Parameter, type_: &Type) -> Option<TokenStream> {
    let Parameter { name, rust_name, style, is_required, .. } = parameter;
    let scalar = scalar(type_)?;
    let location = match style {
        Style::Path => "in the path",
        Style::Header => "as a header",
        Style::Query => "in the query",
        _ => return None,
    };
    if *style == Style::Path {
        let docs = docs::comment(&format!(
            "Expects this `{name}` {location}.\n\n# Panics\nIf a path cannot contain the value, because it is empty or a dot segment."
        ));
        let (given, value) = match scalar {
            "Secret" => (quote!(impl Into<crate::Secret>), quote!(&Into::<crate::Secret>::into(value))),
            "String" => (quote!(&str), quote!(&value)),
            _ => (quote!(#type_), quote!(&value)),
        };
        return Some(quote! {
            #docs
            pub fn #rust_name(self, value: #given) -> Self {
                Self(crate::mock::expect_path_value(self.0, #path, #name, #value))
            }
        });
    }
    let (given, lifetime) = match scalar {
        "Secret" => (quote!(&'a crate::Secret), Some(quote!(<'a>))),
        "String" => (quote!(&'a str), Some(quote!(<'a>))),
        _ => (quote!(#type_), None),
    };
    let expect = ident(if *style == Style::Header { "expect_header" } else { "expect_query" });
    let (accepted, value, absent) = match is_required {
        true => (given, quote!(Some(value)), ""),
        false => (quote!(impl Into<Option<#given>>), quote!(value.into()), ", or with `None` that it is absent"),
    };
    let docs = docs::comment(&format!("Expects this `{name}` {location}{absent}."));
    Some(quote! {
        #docs
        pub fn #rust_name #lifetime(self, value: #accepted) -> Self {
            Self(crate::mock::#expect(self.0, #name, #value))
        }
    })
}

fn then(operation: &Operation, inputs: &Inputs) -> TokenStream {
    let Operation { id, type_name, .. } = operation;
    let name = format_ident!("{type_name}Then");
    let success = operation.response.as_ref().map(|response| {
        let (media_type, type_) = (&response.media_type, &inputs.response);
        let type_ = argument_of("Vec", type_).map_or_else(|| quote!(&#type_), |item| quote!(&[#item]));
        quote!(#media_type #type_)
    });
    let problem = Some(quote!("application/problem+json" & types::Problem));
    let ranges = [
        ("success", 2, &success, &operation.success_statuses),
        ("client_error", 4, &problem, &operation.error_statuses),
        ("server_error", 5, &problem, &operation.error_statuses),
    ];
    let mut names = Namespace::with_reserved(&["new", "into_inner", "success", "client_error", "server_error"]);
    let ranges = ranges.into_iter().map(|(range, class, value, statuses)| {
        let named = statuses.iter().filter(|status| **status / 100 == class).filter_map(|status| {
            let reason = StatusCode::from_u16(*status).ok()?.canonical_reason()?;
            let method = names.reserve(&snake(&reason.replace('\'', "")));
            let status = Literal::u16_unsuffixed(*status);
            Some(quote!(#method #status #reason))
        });
        let named: Vec<_> = named.collect();
        let (range, class) = (ident(range), Literal::u16_unsuffixed(class));
        quote!(#range #class (#value) { #(#named)* })
    });
    let ranges: Vec<_> = ranges.collect();
    let docs = docs::comment(&format!("The response of a mock of `{id}`."));
    quote!(crate::mock::then!(#docs #name { #(#ranges)* });)
}
