//! Emits the typed mocks for the crate httpmock: for each operation the expectations, the response, and a method for
//! each status in the spec.

use http::StatusCode;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Type;

use super::docs;
use super::model::{Model, Operation, Parameter, Style};
use super::progenitor::{Inputs, argument_of};
use super::types::outermost;
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
    let (mut declared, mut defined) = (TokenStream::new(), TokenStream::new());
    for Operation { id, method, path, method_name, type_name, .. } in &model.operations {
        let (when, then) = (format_ident!("{type_name}When"), format_ident!("{type_name}Then"));
        let docs = docs::comment(&format!("Mocks `{id}`: `{method} {path}`."));
        let signature = quote! {
            fn #method_name<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
            where
                F: FnOnce(operations::#when, operations::#then)
        };
        declared.extend(quote!(#docs #signature;));
        defined.extend(quote! {
            #signature {
                self.mock(|when, then| config_fn(operations::#when::new(when), operations::#then::new(then)))
            }
        });
    }
    let docs = docs::comment(
        "Adds a method for each operation to httpmock's [`MockServer`](::httpmock::MockServer). It mocks the operation with \
         the types of the spec.",
    );
    source.items(quote! {
        #docs
        pub trait MockServerExt: crate::mock::sealed::Sealed {
            #declared
        }

        impl MockServerExt for ::httpmock::MockServer {
            #defined
        }
    });
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
        #docs
        pub struct #name(::httpmock::When);

        impl #name {
            pub(super) fn new(inner: ::httpmock::When) -> Self {
                Self(crate::mock::expect_path(inner.method(::httpmock::Method::#method), #path))
            }

            #[doc = " Returns httpmock's own type."]
            pub fn into_inner(self) -> ::httpmock::When {
                self.0
            }

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
    let (given, string) = match scalar {
        "Secret" => (quote!(&'a crate::Secret), quote!(value.expose_secret().to_owned())),
        "String" => (quote!(&'a str), quote!(value.to_string())),
        _ => (quote!(#type_), quote!(value.to_string())),
    };
    let lifetime = matches!(scalar, "Secret" | "String").then(|| quote!('a,));
    let (expects, missing) = match style {
        Style::Header => (quote!(header), quote!(header_missing)),
        _ => (quote!(query_param), quote!(query_param_missing)),
    };
    if *is_required {
        let docs = docs::comment(&format!("Expects this `{name}` {location}."));
        let lifetime = lifetime.map(|_| quote!(<'a>));
        return Some(quote! {
            #docs
            pub fn #rust_name #lifetime(self, value: #given) -> Self {
                Self(self.0.#expects(#name, #string))
            }
        });
    }
    let docs = docs::comment(&format!("Expects this `{name}` {location}, or with `None` that it is absent."));
    Some(quote! {
        #docs
        pub fn #rust_name<#lifetime T>(self, value: T) -> Self
        where
            T: Into<Option<#given>>,
        {
            Self(match value.into() {
                Some(value) => self.0.#expects(#name, #string),
                None => self.0.#missing(#name),
            })
        }
    })
}

/// Returns the name of a scalar type.
fn scalar(type_: &Type) -> Option<&'static str> {
    const SCALARS: [&str; 11] = ["String", "Secret", "bool", "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64"];
    let last = outermost(type_)?;
    SCALARS.into_iter().find(|name| last == name)
}

fn then(operation: &Operation, inputs: &Inputs) -> TokenStream {
    let Operation { id, type_name, .. } = operation;
    let name = format_ident!("{type_name}Then");
    let docs = docs::comment(&format!("The response of a mock of `{id}`."));
    let response = operation.response.as_ref().map(|_| &inputs.response);
    let problem: Type = syn::parse_quote!(types::Problem);
    let success_type = operation.response.as_ref().map_or("application/json", |response| &response.media_type);
    let problem_type = "application/problem+json";
    let ranges = [
        ("success", "Succeeds", 2, response, success_type, &operation.success_statuses),
        ("client_error", "Fails", 4, Some(&problem), problem_type, &operation.error_statuses),
        ("server_error", "Fails", 5, Some(&problem), problem_type, &operation.error_statuses),
    ];
    let mut names = Namespace::with_reserved(&["new", "into_inner", "success", "client_error", "server_error"]);
    let methods = ranges.into_iter().map(|(range, what, class, value, media_type, statuses)| {
        let docs = docs::comment(&format!(
            "{what} with any status of its class.\n\n# Panics\nIf the status is not one of {class}00 to {class}99."
        ));
        let range = ident(range);
        let argument = value.map(|type_| match argument_of("Vec", type_) {
            Some(item) => quote!(value: &[#item]),
            None => quote!(value: &#type_),
        });
        let body = value.map(|_| quote!(.header("content-type", #media_type).json_body_obj(&value)));
        let passed = value.map(|_| quote!(, value));
        let named = statuses.iter().filter(|status| **status / 100 == class).filter_map(|status| {
            let reason = StatusCode::from_u16(*status).ok()?.canonical_reason()?;
            let method = names.reserve(&snake(&reason.replace('\'', "")));
            let docs = docs::comment(&format!("Responds with {status} {reason}."));
            Some(quote! {
                #docs
                pub fn #method(self, #argument) -> Self {
                    self.#range(#status #passed)
                }
            })
        });
        let named: Vec<_> = named.collect();
        quote! {
            #docs
            pub fn #range(self, status: u16, #argument) -> Self {
                assert_eq!(status / 100, #class);
                Self(self.0.status(status)#body)
            }

            #(#named)*
        }
    });
    let methods: Vec<_> = methods.collect();
    quote! {
        #docs
        pub struct #name(::httpmock::Then);

        impl #name {
            pub(super) fn new(inner: ::httpmock::Then) -> Self {
                Self(inner)
            }

            #[doc = " Returns httpmock's own type."]
            pub fn into_inner(self) -> ::httpmock::Then {
                self.0
            }

            #(#methods)*
        }
    }
}
