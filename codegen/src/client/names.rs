//! Gives every name in the generated Rust that progenitor does not give.

use std::collections::BTreeSet;

use heck::{ToPascalCase, ToSnakeCase};
use proc_macro2::{Ident, Span};

/// The name of the type that progenitor emits for a schema.
pub fn type_name(schema: &str) -> String {
    valid(schema.replace('\'', "").to_pascal_case())
}

/// The name of a method, a field or a module.
pub(crate) fn snake(name: &str) -> String {
    valid(name.replace('\'', "").to_snake_case())
}

pub(crate) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// A name that is not an identifier, such as `Self` or `2fa`, gets an underscore.
pub(super) fn valid(name: String) -> String {
    let name: String = name.chars().map(|char| if unicode_ident::is_xid_continue(char) { char } else { '_' }).collect();
    let starts_well = name.chars().next().is_some_and(|first| unicode_ident::is_xid_start(first) || first == '_');
    let name = match name.as_str() {
        "" | "_" => "x".to_owned(),
        _ if starts_well => name,
        _ => format!("_{name}"),
    };
    match syn::parse_str::<Ident>(&name) {
        Ok(_) => name,
        Err(_) => format!("{name}_"),
    }
}

/// The names of one namespace. Each is given once.
pub(super) struct Namespace(BTreeSet<String>);

impl Namespace {
    /// A namespace in which the runtime or the templates have taken these names.
    pub(super) fn with_reserved(names: &[&str]) -> Self {
        Self(names.iter().map(|name| (*name).to_owned()).collect())
    }

    /// Gives the wanted name, with an underscore for each time that it is taken.
    pub(super) fn give(&mut self, wanted: &str) -> Ident {
        let mut name = wanted.to_owned();
        while !self.0.insert(name.clone()) {
            name.push('_');
        }
        ident(&name)
    }
}

/// The methods of `Client` in `src/`, which no operation may take.
pub(super) const CLIENT_METHODS: [&str; 12] = [
    "attempt",
    "base_url",
    "builder",
    "check_credentials",
    "clone",
    "customer_session",
    "execute",
    "log_in",
    "with_attempt_timeout",
    "with_credential",
    "with_organization",
    "with_retry_policy",
];

/// The methods and fields of a request builder, which no parameter may take.
pub(super) const REQUEST_METHODS: [&str; 10] =
    ["body", "body_map", "client", "clone", "into_future", "items", "new", "options", "pages", "send"];

/// The methods of `ClientBuilder` in `src/`, which no security scheme may take.
pub(super) const CLIENT_BUILDER_METHODS: [&str; 21] = [
    "attempt_timeout",
    "base_url",
    "build",
    "build_public",
    "clone",
    "configure_http_client",
    "connect_timeout",
    "consumer",
    "credential",
    "default",
    "environment",
    "max_in_flight",
    "max_requests_in_flight",
    "max_response_bytes",
    "organization_id",
    "organization_in_path",
    "prefix",
    "provider",
    "require_organization_in_path",
    "retry_policy",
    "user_agent",
];
