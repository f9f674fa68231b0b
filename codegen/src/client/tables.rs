//! Emits the tables: operations, security schemes with their setters, servers, and the constants of the runtime.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::docs;
use super::model::{Model, Operation, Pagination, Scheme, Server, default_environment};
use super::problem::problem;
use super::progenitor::Inputs;
use super::types::Types;
use crate::document::Document;
use crate::names::ident;
use crate::schema;

pub(super) fn tables(document: &Document, model: &Model, inputs: &[Inputs], types: &Types) -> TokenStream {
    let Model { version, .. } = model;
    let digest = Sha256::digest(document.source().as_bytes());
    let sha256: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let organization_header = option(model.organization_header.as_ref());
    let organization_path = option(model.organization_path.as_ref());
    let consumer_header = option(model.consumer_header.as_ref().map(|[name, value]| quote!((#name, #value))));
    let properties = property_names(document);
    let rows = model.operations.iter().map(row);
    let docs =
        docs::comment(&format!("The {} operations of the API, in the order of the spec.", model.operations.len()));
    let public_methods = public_methods(model);
    let schemes = schemes(model, inputs, types);
    let servers = servers(&model.servers);
    let problem = problem(types);
    quote! {
        #[doc = " The version of the API that the spec describes."]
        pub const API_VERSION: &str = #version;

        #[doc = " The SHA-256 of the OpenAPI spec that this client was generated from, in hexadecimal, without the"]
        #[doc = " overlay."]
        pub const SPEC_SHA256: &str = #sha256;

        #[doc = " The header for the organization of a request, if the spec defines one."]
        pub(crate) const ORGANIZATION_HEADER: Option<&str> = #organization_header;

        #[doc = " The path prefix before the organization, if the spec defines one."]
        pub(crate) const ORGANIZATION_PATH: Option<&str> = #organization_path;

        #[doc = " The header that identifies the calling program, and the template of its value, if the spec defines one."]
        pub(crate) const CONSUMER_HEADER: Option<(&str, &str)> = #consumer_header;

        #[doc = " The sorted names of all properties. An error shows no other names from a response."]
        pub(crate) static PROPERTIES: &[&str] = &[#(#properties),*];

        #servers
        #schemes

        #docs
        pub static OPERATIONS: &[crate::Operation] = &[#(#rows),*];

        #public_methods
        #problem
    }
}

/// Emits the methods of `PublicClient`: the operations that need no secret credential.
fn public_methods(model: &Model) -> TokenStream {
    let is_public = |accepted: &Ident| model.schemes.iter().any(|it| it.is_public && it.variant == *accepted);
    let is_callable = |it: &&Operation| it.is_anonymous || it.security.iter().any(|all| all.iter().all(is_public));
    let operations = model.operations.iter().filter(is_callable);
    let methods = operations.map(|operation| {
        let Operation { method_name, type_name, method, path, summary, id, .. } = operation;
        let deprecated = operation.deprecated();
        let summary = if summary.is_empty() { id } else { summary };
        let docs = docs::comment(&format!("{summary}: `{method} {path}`\n\nSee [`Client::{method_name}`]."));
        quote! {
            #docs
            #deprecated
            pub fn #method_name(&self) -> builder::#type_name {
                builder::#type_name::new(self.0.clone())
            }
        }
    });
    quote! {
        #[doc = " The operations that need no secret credential."]
        impl crate::PublicClient { #(#methods)* }
    }
}

/// Returns the cheapest read operation that checks the credential of a scheme. It prefers operations that need no other
/// credential, then those without a path parameter, and single resources over collections.
fn probe<'m>(model: &'m Model, scheme: &Scheme) -> Option<&'m Operation> {
    let accepts =
        |operation: &&Operation| operation.security.concat().contains(&scheme.variant) && operation.is_probe();
    let cost = |operation: &&Operation| {
        let needs_others = !operation.security.contains(&vec![scheme.variant.clone()]);
        (needs_others, operation.path.contains('{'), operation.pagination.is_some())
    };
    model.operations.iter().filter(accepts).min_by_key(cost)
}

fn option(value: Option<impl ToTokens>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}

fn property_names(document: &Document) -> BTreeSet<&str> {
    let mut names = BTreeSet::new();
    schema::for_each(&document.tree, &mut |_, schema| {
        let properties = schema.get("properties").and_then(Value::as_object);
        names.extend(properties.into_iter().flat_map(|properties| properties.keys().map(String::as_str)));
    });
    names
}

fn row(operation: &Operation) -> TokenStream {
    let Operation { id, path, summary, error_statuses, is_anonymous, sends_customer_credentials, .. } = operation;
    let security = operation.security.iter().map(|schemes| quote!(&[#(SecurityScheme::#schemes),*]));
    let method = ident(&operation.method);
    // Whether repeated requests have the same effect as one (RFC 9110, section 9.2.2).
    let is_idempotent = !matches!(operation.method.as_str(), "POST" | "PATCH");
    let pagination = option(operation.pagination.as_ref().map(row_of_pagination));
    quote! {
        crate::Operation {
            id: #id,
            method: ::reqwest::Method::#method,
            path: #path,
            summary: #summary,
            security: &[#(#security),*],
            is_anonymous: #is_anonymous,
            error_statuses: &[#(#error_statuses),*],
            is_idempotent: #is_idempotent,
            sends_customer_credentials: #sends_customer_credentials,
            pagination: #pagination,
        }
    }
}

fn row_of_pagination(pagination: &Pagination) -> TokenStream {
    let (max_offset, max_limit) = (option(pagination.max_offset), option(pagination.max_limit));
    let headers = option(pagination.headers.as_ref().map(|(total, beside)| {
        let [limit, offset] = [0, 1].map(|index| option(beside.as_ref().map(|names| &names[index])));
        quote!(crate::PaginationHeaderNames { total: #total, limit: #limit, offset: #offset })
    }));
    quote!(crate::Pagination { max_offset: #max_offset, max_limit: #max_limit, headers: #headers })
}

/// Returns the names of environments. A name that is taken gets a number.
fn environment_names<'v>(variants: impl Iterator<Item = &'v str>) -> Vec<String> {
    let mut counts = BTreeMap::new();
    let names = variants.map(|variant| {
        let name = heck::ToKebabCase::to_kebab_case(variant);
        let count = counts.entry(name.clone()).or_insert(0);
        *count += 1;
        if *count == 1 { name } else { format!("{name}-{count}") }
    });
    names.collect()
}

/// Emits the servers, and the environments as their names.
fn servers(servers: &[Server]) -> TokenStream {
    let rows = servers
        .iter()
        .map(|Server { url, description, .. }| quote!(crate::Server { url: #url, description: #description }));
    let variants: Vec<_> = servers.iter().map(|server| &server.variant).collect();
    let variant_docs =
        servers.iter().map(|Server { url, description, .. }| docs::comment(&format!("`{url}`: {description}")));
    let indices = 0..servers.len();
    let variant_names: Vec<String> = variants.iter().map(ToString::to_string).collect();
    let names = environment_names(variant_names.iter().map(String::as_str));
    let default = default_environment(variant_names.iter().map(String::as_str)).map(|index| variants[index]);
    let default = option(default.map(|variant| quote!(Self::#variant)));
    quote! {
        #[doc = " The servers of the API, in the order of the spec."]
        pub static SERVERS: &[crate::Server] = &[#(#rows),*];

        #[doc = " An environment of the API: a server of the spec."]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Environment {
            #(#variant_docs #variants,)*
        }

        impl Environment {
            #[doc = " All environments, in the order of the spec."]
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            #[doc = " The default environment: the first sandbox, test or staging environment, or else the first environment."]
            pub const DEFAULT: Option<Self> = #default;

            #[doc = " Returns the server of the environment."]
            pub fn server(self) -> &'static crate::Server {
                match self { #(Self::#variants => &SERVERS[#indices],)* }
            }

            #[doc = " Returns the name in lower case, as `FromStr` parses it."]
            pub fn name(self) -> &'static str {
                match self { #(Self::#variants => #names,)* }
            }
        }
    }
}

fn schemes(model: &Model, inputs: &[Inputs], types: &Types) -> TokenStream {
    let schemes = &model.schemes;
    let variants: Vec<_> = schemes.iter().map(|scheme| &scheme.variant).collect();
    let docs = schemes
        .iter()
        .map(|Scheme { name, description, .. }| docs::comment(if description.is_empty() { name } else { description }));
    let rows = schemes.iter().map(|scheme| scheme_row(model, scheme, inputs, types));
    let setters = schemes.iter().map(setters);
    let derived = schemes.iter().map(derived_client);
    quote! {
        #[doc = " A security scheme of the spec."]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum SecurityScheme {
            #(#docs #variants,)*
        }

        impl SecurityScheme {
            #[doc = " All schemes, in the order of the spec."]
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            pub(crate) fn row(self) -> crate::runtime::SchemeRow {
                match self { #(Self::#variants => #rows,)* }
            }
        }

        #[doc = " The setters of credentials."]
        impl crate::ClientBuilder {
            #(#setters)*
        }

        #[doc = " The methods that replace a credential."]
        impl Client {
            #(#derived)*
        }
    }
}

fn scheme_row(model: &Model, scheme: &Scheme, inputs: &[Inputs], types: &Types) -> TokenStream {
    let Scheme { name, header, prefix, is_public, .. } = scheme;
    let setter = scheme.setter.to_string();
    let header_name = header.to_ascii_lowercase();
    let probe = option(probe(model, scheme).map(|operation| {
        let index = operation.index;
        let reader = operation.reader(&inputs[index].response, &types.response_structs);
        let accept = operation.response.as_ref().map_or("application/json", |response| &response.accept);
        let response = operation.value_type(types.scoped(&inputs[index].response, &quote!(types)));
        quote! {
            crate::runtime::Probe {
                operation: &OPERATIONS[#index],
                accept: #accept,
                read: |response| {
                    let response: crate::ResponseValue<#response> = response.#reader()?;
                    Ok(response.map(drop))
                },
            }
        }
    }));
    quote! {
        crate::runtime::SchemeRow {
            name: #name,
            header: #header,
            header_name: const { ::reqwest::header::HeaderName::from_static(#header_name) },
            prefix: #prefix,
            setter: #setter,
            is_public: #is_public,
            probe: #probe,
        }
    }
}

/// Emits the methods of `Client` that replace the credential of a scheme.
fn derived_client(scheme: &Scheme) -> TokenStream {
    let Scheme { name, variant, setter, provider_setter, client_method, client_provider_method, .. } = scheme;
    let bounds = provider_bounds();
    let docs = docs::comment(&format!(
        "Returns a copy of this client whose only credential is this one for `{name}`, with those that an operation \
         requires together with it. See [derived clients](Client#derived-clients) for what both clients share.\n\n# \
         Errors\n[`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the credential is \
         invalid, as for [`ClientBuilder::{setter}`](crate::ClientBuilder::{setter})."
    ));
    let provider_docs = docs::comment(&format!(
        "Returns a copy of this client whose only credential is that of this provider for `{name}`, as set by \
         [`ClientBuilder::{provider_setter}`](crate::ClientBuilder::{provider_setter})."
    ));
    quote! {
        #docs
        pub fn #client_method(&self, credential: impl Into<crate::Secret>) -> Result<Self, crate::Error> {
            self.with_credential(SecurityScheme::#variant, &credential.into())
        }

        #provider_docs
        #[must_use = "the client itself keeps its credentials"]
        pub fn #client_provider_method<P, F, S, E>(&self, provider: P) -> Self
        #bounds
        {
            self.with_provider(SecurityScheme::#variant, crate::runtime::provider(provider))
        }
    }
}

/// Emits the bounds of a provider function and its results.
fn provider_bounds() -> TokenStream {
    quote! {
        where
            P: Fn() -> F + Send + Sync + 'static,
            F: ::std::future::Future<Output = Result<S, E>> + Send + 'static,
            S: Into<crate::Secret>,
            E: Into<Box<dyn ::std::error::Error + Send + Sync>>,
    }
}

/// Emits the methods of `ClientBuilder` for one scheme.
fn setters(scheme: &Scheme) -> TokenStream {
    let Scheme { name, variant, setter, prefix_setter, provider_setter, header, prefix, description, .. } = scheme;
    let bounds = provider_bounds();
    let without = if prefix.is_empty() { String::new() } else { format!(", without `{}`", prefix.trim()) };
    let docs = docs::comment(&format!(
        "Sets the credential for `{name}`, which is sent in `{header}`{without}.\n\n{description}"
    ));
    let prefix_docs = docs::comment(&format!(
        "Sets the prefix before the credential for `{name}` in its header, such as `Token`. By default, there is no prefix."
    ));
    let provider_docs = docs::comment(&format!(
        "Sets an async function that provides the credential for `{name}`{without}.\n\nThe client calls it when it has no \
         credential ([`{setter}`](Self::{setter}) can set the first one), shortly before a JWT expires, and after a 401. A \
         request that gets a 401 is retried once with the new credential, unless the 401 may be about a credential of the \
         customer, such as a password: then the client calls the function before the next request, if the credential is \
         at least a minute old and no call failed within that minute. Concurrent requests share one call of the function, \
         which continues if they are cancelled. Its timeout is the attempt timeout. If it fails, a JWT that the API has \
         not rejected is used until it expires.\n\nReturn a new JWT, not one that is about to expire: if this machine's \
         clock is slow, or so fast that the JWT seems to have expired, it is used for the time from its `iat` to its \
         `exp`, counted from its arrival.\n\nThe function must not use the same client: a request of that client would \
         wait for the function, and the function for the request."
    ));
    let prefix_method = prefix.is_empty().then(|| {
        quote! {
            #prefix_docs
            pub fn #prefix_setter(self, prefix: impl Into<String>) -> Self {
                self.prefix(SecurityScheme::#variant, prefix.into())
            }
        }
    });
    quote! {
        #docs
        pub fn #setter(self, credential: impl Into<crate::Secret>) -> Self {
            self.credential(SecurityScheme::#variant, credential.into())
        }

        #prefix_method

        #provider_docs
        pub fn #provider_setter<P, F, S, E>(self, provider: P) -> Self
        #bounds
        {
            self.provider(SecurityScheme::#variant, crate::runtime::provider(provider))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::environment_names;

    #[test]
    fn environments_have_different_names() {
        let names = environment_names(["Live", "Live_", "LiveEu", "Self_", "Live__"].into_iter());
        assert_eq!(names, ["live", "live-2", "live-eu", "self", "live-3"]);
    }
}
