//! Chooses the names in the generated Rust that progenitor does not choose.

use std::collections::BTreeSet;

use heck::{ToPascalCase, ToSnakeCase};
use proc_macro2::{Ident, Span};

/// Returns the name of the type that progenitor emits for a schema.
pub fn type_name(schema: &str) -> String {
    valid(schema.replace('\'', "").to_pascal_case())
}

/// Returns the name of a method, a field or a module.
pub(crate) fn snake(name: &str) -> String {
    valid(name.replace('\'', "").to_snake_case())
}

pub(crate) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// Turns a name into a valid identifier. Names such as `Self` and `2fa` get an underscore.
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

/// A namespace, in which each name is unique.
pub(super) struct Namespace(BTreeSet<String>);

impl Namespace {
    /// Returns a namespace with the names that the runtime or the templates use.
    pub(super) fn with_reserved(names: &[&str]) -> Self {
        Self(names.iter().map(|name| (*name).to_owned()).collect())
    }

    /// Reserves the wanted name and returns it, with an underscore for each collision.
    pub(super) fn give(&mut self, wanted: &str) -> Ident {
        let mut name = wanted.to_owned();
        while !self.0.insert(name.clone()) {
            name.push('_');
        }
        ident(&name)
    }
}

/// The methods of `Client` in `src/`, which operations must not use.
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

/// The methods and fields of a request builder, which parameters must not use.
pub(super) const REQUEST_METHODS: [&str; 10] =
    ["body", "body_map", "client", "clone", "into_future", "items", "new", "options", "pages", "send"];

/// The methods of `ClientBuilder` in `src/`, which security schemes must not use.
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
