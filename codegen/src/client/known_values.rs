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
use crate::format::Source;
use crate::location::Location;
use crate::names::{Namespace, ROOT_NAMES, snake, valid};
use crate::schema;

const RULE: &str = "known-values";

/// Emits a module of constants for each property with `x-known-values`, named after the property.
pub(super) fn modules(document: &Document, source: &mut Source) -> Result<(), Diagnostic> {
    let mut listed: BTreeMap<String, (Location, &Map<String, Value>)> = BTreeMap::new();
    let mut repeated = None;
    schema::for_each(&document.tree, &mut |location, node| {
        if let (true, Some(name)) = (node.contains_key(KNOWN_VALUES), location.segments().last()) {
            let (_, first) = listed.entry(snake(name)).or_insert_with(|| (location.clone(), node));
            if [KNOWN_VALUES, VALUE_SETS].iter().any(|key| first.get(*key) != node.get(*key)) {
                repeated.get_or_insert_with(|| location.join(KNOWN_VALUES));
            }
        }
    });
    if let Some(location) = repeated {
        let message = "another property with this name in Rust lists other values or sets";
        return Err(document.diagnostic(RULE, location, message, "list the same values and sets at both"));
    }
    let mut names = Namespace::with_reserved(&ROOT_NAMES);
    for (name, (location, node)) in listed {
        let description = node.get("description").and_then(Value::as_str).unwrap_or("Values that the API accepts.");
        source.docs(&docs::lines(description));
        let name = names.reserve(&name);
        source.block(quote!(pub mod #name), |source| module(document, &location, node, source))?;
    }
    Ok(())
}

fn module(
    document: &Document,
    location: &Location,
    node: &Map<String, Value>,
    source: &mut Source,
) -> Result<(), Diagnostic> {
    let groups = node[KNOWN_VALUES].as_object().into_iter().flatten();
    let mut paths = HashMap::new();
    let mut names = Namespace::with_reserved(&[]);
    for (group, values) in groups {
        source.docs(&docs::lines(&format!("The values of the group `{group}`.")));
        let module = names.reserve(&snake(group));
        source.block(quote!(pub mod #module), |source| constants(&module, values, &mut paths, source));
    }
    for (set, node) in node.get(VALUE_SETS).and_then(Value::as_object).into_iter().flatten() {
        let (mut members, mut docs) = (Vec::new(), node["description"].as_str().unwrap_or(set).trim().to_owned());
        docs.push_str("\n\n");
        for value in node["values"].as_array().into_iter().flatten() {
            let Some(path) = value.as_str().and_then(|value| paths.get(value)) else {
                let message = format!("{set}: {value} is not among the known values");
                return Err(document.diagnostic(RULE, location.join(VALUE_SETS), message, "add it to a group"));
            };
            members.push(path);
            docs.push_str(&format!("- `{}`\n", value.as_str().unwrap_or_default()));
        }
        let name = names.reserve(&constant_name(set));
        source.docs(&docs::lines(&docs));
        source.items(quote!(pub const #name: &[&str] = &[#(#members),*];));
    }
    Ok(())
}

/// Emits the constants of one group. Adds the path of each to `paths`, by its value.
fn constants<'v>(module: &Ident, values: &'v Value, paths: &mut HashMap<&'v str, TokenStream>, source: &mut Source) {
    let mut names = Namespace::with_reserved(&["ALL"]);
    let values = values.as_array().into_iter().flatten().filter_map(Value::as_str);
    let constants: Vec<(Ident, &str)> = values.map(|value| (names.reserve(&constant_name(value)), value)).collect();
    paths.extend(constants.iter().map(|(name, value)| (*value, quote!(#module::#name))));
    let (names, values): (Vec<_>, Vec<_>) = constants.into_iter().unzip();
    source.items(quote!(crate::runtime::known_values!(#(#names = #values),*);));
}

fn constant_name(value: &str) -> String {
    match value {
        "" => "EMPTY".to_owned(),
        value => valid(value.to_shouty_snake_case()).to_uppercase(),
    }
}
