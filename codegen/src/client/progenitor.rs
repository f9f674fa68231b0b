//! Runs progenitor over a normalized document.

use std::panic::{AssertUnwindSafe, catch_unwind};

use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TypeImpl};
use serde::Deserialize;
use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, schemas};
use crate::extensions::{OPEN_ENUM, TAGGED_UNION};
use crate::location::Location;
use crate::normalize::SECRET_SCHEMA;

const RULE: &str = "unsupported";

/// progenitor's own output: a client on progenitor's runtime.
pub(super) fn client(document: &Document) -> Result<Vec<syn::Item>, Diagnostic> {
    run(document, |generator, openapi| generator.generate_tokens(openapi))
}

/// progenitor's own output: extensions of the crate httpmock.
pub(super) fn mocks(document: &Document) -> Result<Vec<syn::Item>, Diagnostic> {
    run(document, |generator, openapi| generator.httpmock(openapi, "crate"))
}

fn run(
    document: &Document,
    generate: impl FnOnce(&mut Generator, &openapiv3::OpenAPI) -> Result<TokenStream, progenitor::Error>,
) -> Result<Vec<syn::Item>, Diagnostic> {
    let fault = |what: String| {
        document.diagnostic(
            RULE,
            Location::root(),
            format!("progenitor cannot express this document: {what}"),
            "say it in a simpler way, or add a pass to codegen/src/normalize",
        )
    };
    let openapi = openapiv3::OpenAPI::deserialize(&document.tree).map_err(|error| fault(error.to_string()))?;
    let mut generator = Generator::new(&settings(document));
    // progenitor panics on what it has not come to yet. That is a fault of the document here, not a crash of the build.
    let tokens = quietly(|| generate(&mut generator, &openapi)).map_err(&fault)?;
    let tokens = tokens.map_err(|error| fault(error.to_string()))?;
    super::parse::items(tokens).map_err(|error| fault(error.to_string()))
}

fn settings(document: &Document) -> GenerationSettings {
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Builder).with_derive("PartialEq");
    // Sorted, so that what is sent does not depend on the process.
    settings.with_map_type("::std::collections::BTreeMap");
    settings.with_replacement(SECRET_SCHEMA, "crate::Secret", std::iter::empty::<TypeImpl>());
    for (name, node) in schemas(&document.tree) {
        let impls = match marker(node) {
            Some(OPEN_ENUM) => vec![TypeImpl::Display, TypeImpl::FromStr],
            Some(_) => Vec::new(),
            None => continue,
        };
        let name = super::names::type_name(name);
        settings.with_replacement(&name, format!("crate::types::{name}"), impls.into_iter());
    }
    settings
}

/// The marker of a schema that the generator makes a type of itself.
fn marker(node: &Value) -> Option<&'static str> {
    [OPEN_ENUM, TAGGED_UNION].into_iter().find(|marker| node.get(marker).is_some())
}

/// Runs `f`; a panic is silent and becomes its message.
fn quietly<T>(f: impl FnOnce() -> T) -> Result<T, String> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let result = catch_unwind(AssertUnwindSafe(f));
    std::panic::set_hook(hook);
    result.map_err(|payload| {
        let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "it panicked".to_owned())
    })
}
