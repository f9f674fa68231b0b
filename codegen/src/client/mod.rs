//! Generates the client from a normalized spec: a model, progenitor for the types, and templates for the functions.

pub(crate) mod docs;
mod known_values;
mod mocks;
mod model;
mod open_enums;
mod problem;
mod progenitor;
mod request_builders;
mod rust_types;
mod setters;
mod tables;
mod tagged_unions;
mod type_builders;
mod types;

use std::collections::HashMap;

use quote::quote;

use self::model::Model;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, schemas};
use crate::format::Source;
use crate::location::Location;
use crate::names::type_name;

pub use docs::inert;
pub use model::{
    credential_header, default_environment, environments, is_certificate, is_json, is_reserved_header, is_set_by_http,
    json_media, normalized_url, other_than_json, pagination_headers, unsupported,
};
pub(crate) use model::{encoded, ignored_json, json_schema, sent};
pub use open_enums::variant_names;

/// Generates the formatted client.
///
/// # Errors
/// A diagnostic for a construct that progenitor cannot express or that the runtime does not support.
pub fn client(document: &Document) -> Result<String, Diagnostic> {
    let model = Model::read(document)?;
    if model.operations.is_empty() {
        let help = "add an operation, or generate the client of another spec";
        return Err(document.diagnostic("no-operation", Location::from(["paths"]), "the spec has no operation", help));
    }
    one_schema_per_type(document)?;
    let output = progenitor::run(document, &model)?;
    let mut types = types::adapt(output.types, document)?;
    let (union_enums, union_builders) = tagged_unions::enums(document, &mut types);
    types.items.extend(syn::parse2::<syn::File>(union_enums).expect("items").items);
    // The lints of the crate are meant for hand-written code.
    let allow = quote!(#[allow(deprecated, missing_docs, non_camel_case_types, unreachable_pub, unused, irrefutable_let_patterns, clippy::all, rustdoc::all)]);

    let mut source = Source::default();
    source.items(quote!(
        use crate::Client;
    ));
    source.items(tables::tables(document, &model, &output.operations, &types));
    source.docs(&docs::lines("The known values of open strings."));
    source.block(quote!(#allow pub mod known_values), |source| known_values::modules(document, source))?;
    source.docs(&docs::lines("The types of requests and responses."));
    source.block(quote!(#allow pub mod types), |source| {
        std::mem::take(&mut types.items).into_iter().for_each(|item| source.item(item));
        source.items(open_enums::enums(document));
        source.items(type_builders::impls(&types));
        source.docs(&docs::lines("Builders of the types."));
        source.block(quote!(pub mod builder), |source| {
            source.items(quote!(
                use crate::{IntoValue, runtime};
            ));
            type_builders::builders(&types, source);
            source.items(union_builders);
        });
        let docs = docs::comment("The error of conversions, under the name that progenitor uses.");
        source.items(quote!(#docs pub(crate) mod error { pub(crate) use crate::BuildError as ConversionError; }));
    });
    source.block(quote!(#allow impl Client), |source| {
        request_builders::client_methods(&model, &output.operations, &types, source);
    });
    source.docs(&docs::lines("The request builders, one for each operation."));
    source.block(quote!(#allow pub mod builder), |source| {
        source.items(quote!(
            use super::types;
            use crate::{IntoValue, runtime};
        ));
        request_builders::builders(&model, &output.operations, &types, source);
    });
    Ok(source.into_string())
}

/// Generates the formatted typed mocks for the module `mock` of the client's crate.
///
/// # Errors
/// Those of [`client`].
pub fn mocks(document: &Document) -> Result<String, Diagnostic> {
    let model = Model::read(document)?;
    let output = progenitor::run(document, &model)?;
    let mut source = Source::default();
    mocks::mocks(&model, &output.operations, &mut source);
    Ok(source.into_string())
}

/// Returns a diagnostic, without a position, for each part of an operation that the client ignores.
///
/// # Errors
/// Those of [`client`].
pub fn ignored(document: &Document) -> Result<Vec<Diagnostic>, Diagnostic> {
    Ok(Model::read(document)?.ignored)
}

/// Rejects two schemas that have the same name in Rust.
fn one_schema_per_type(document: &Document) -> Result<(), Diagnostic> {
    let location = |name: &str| Location::from(["components", "schemas", name]);
    let mut types: HashMap<String, &str> = HashMap::new();
    for (name, _) in schemas(&document.tree) {
        let type_name = type_name(name);
        if let Some(other) = types.insert(type_name.clone(), name) {
            let message = format!("this schema and {} have the same type name `{type_name}`", location(other));
            let help = "rename one of them, or add `x-rust-name` to it";
            return Err(document.diagnostic("name-collision", location(name), message, help));
        }
    }
    Ok(())
}

/// The names of security schemes and operations in the generated code, for documentation.
pub struct Names {
    /// The name, the setter, the header and the header prefix of each security scheme.
    pub schemes: Vec<[String; 4]>,
    /// The ID and the `Client` method of each operation.
    pub methods: Vec<[String; 2]>,
}

/// Returns the names in the generated code of a normalized spec.
///
/// # Errors
/// Those of [`client`].
pub fn names(document: &Document) -> Result<Names, Diagnostic> {
    let Model { schemes, operations, .. } = Model::read(document)?;
    let schemes = schemes.into_iter().map(|it| [it.name, it.setter.to_string(), it.header, it.prefix.to_owned()]);
    let methods = operations.into_iter().map(|it| [it.id, it.method_name.to_string()]);
    Ok(Names { schemes: schemes.collect(), methods: methods.collect() })
}
