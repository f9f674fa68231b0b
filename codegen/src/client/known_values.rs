//! Emits constants for the values of open strings that an overlay lists, so that a typo does not compile.

use std::collections::{BTreeMap, HashMap};

use heck::ToShoutySnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::quote;
use serde_json::{Map, Value};

use super::docs;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::extensions::{KNOWN_VALUES, VALUE_SETS};
use crate::location::Location;
use crate::names::{Namespace, ident, snake};
use crate::schema;

/// Emits a module of constants for each property with `x-known-values`, named after the property.
pub(super) fn modules(document: &Document) -> Result<TokenStream, Diagnostic> {
    let mut listed: BTreeMap<String, (Location, &Map<String, Value>)> = BTreeMap::new();
    schema::for_each(&document.tree, &mut |location, node| {
        if let (true, Some(name)) = (node.contains_key(KNOWN_VALUES), location.segments().last()) {
            listed.entry(snake(name)).or_insert_with(|| (location.clone(), node));
        }
    });
    let modules = listed.into_iter().map(|(name, (location, node))| module(document, &ident(&name), &location, node));
    modules.collect()
}

fn module(
    document: &Document,
    name: &Ident,
    location: &Location,
    node: &Map<String, Value>,
) -> Result<TokenStream, Diagnostic> {
    let invalid = |key: &str, message: String, help: &str| {
        Err(document.diagnostic("known-values", location.join(key), message, help))
    };
    let Some(groups) = node[KNOWN_VALUES].as_object() else {
        return invalid(KNOWN_VALUES, "this is not a map of groups".to_owned(), "map the name of each group to a list");
    };
    let mut paths = HashMap::new();
    let mut names = Namespace::with_reserved(&[]);
    let groups: Vec<TokenStream> = groups
        .iter()
        .map(|(group, values)| constants(&names.reserve(&snake(group)), group, values, &mut paths))
        .collect();

    let mut sets = Vec::new();
    for (set, node) in node.get(VALUE_SETS).and_then(Value::as_object).into_iter().flatten() {
        let (mut members, mut string) = (Vec::new(), node["description"].as_str().unwrap_or(set).trim().to_owned());
        string.push_str("\n\n");
        for value in node["values"].as_array().into_iter().flatten() {
            let Some(path) = value.as_str().and_then(|value| paths.get(value)) else {
                return invalid(
                    VALUE_SETS,
                    format!("{set}: {value} is not among the known values"),
                    "add it to a group",
                );
            };
            members.push(path);
            string.push_str(&format!("- `{}`\n", value.as_str().unwrap_or_default()));
        }
        let (docs, name) = (docs::comment(&string), names.reserve(&set.to_shouty_snake_case()));
        sets.push(quote!(#docs pub const #name: &[&str] = &[#(#members),*];));
    }
    let description = node.get("description").and_then(Value::as_str).unwrap_or("Values that the API accepts.");
    let docs = docs::comment(description);
    Ok(quote! {
        #docs
        pub mod #name {
            #(#groups)*
            #(#sets)*
        }
    })
}

/// Emits the module of one group. Adds the path of each constant to `paths`, by its value.
fn constants<'v>(
    module: &Ident,
    group: &str,
    values: &'v Value,
    paths: &mut HashMap<&'v str, TokenStream>,
) -> TokenStream {
    let mut names = Namespace::with_reserved(&["ALL"]);
    let constants: Vec<(Ident, &str)> = values
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(|value| (names.reserve(&crate::names::valid(value.to_shouty_snake_case())), value))
        .collect();
    paths.extend(constants.iter().map(|(name, value)| (*value, quote!(#module::#name))));
    let declared = constants.iter().map(|(name, value)| {
        let docs = docs::comment(&format!("`{value}`"));
        quote!(#docs pub const #name: &str = #value;)
    });
    let (names, docs) =
        (constants.iter().map(|(name, _)| name), docs::comment(&format!("The values of the group `{group}`.")));
    quote! {
        #docs
        pub mod #module {
            #(#declared)*

            #[doc = " All values of this group."]
            pub const ALL: &[&str] = &[#(#names),*];
        }
    }
}
