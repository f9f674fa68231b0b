//! Derives `Eq` and `Hash` for the types that contain no float and no free-form value.

use std::collections::HashSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Fields, Ident, Item, Path, Token, parse_quote, punctuated::Punctuated};

/// The identifiers that a comparable field type may contain, besides types of the module.
const COMPARABLE: [&str; 28] = [
    "std", "option", "Option", "vec", "Vec", "boxed", "Box", "string", "String", "bool", "i8", "u8", "i16", "u16",
    "i32", "u32", "i64", "u64", "chrono", "DateTime", "offset", "Utc", "naive", "NaiveDate", "crate", "types",
    "Secret", "uuid",
];

/// Adds the derives. `open_enums` are types of the module that already have them.
pub(super) fn add(items: &mut [Item], open_enums: impl Iterator<Item = Ident>) {
    let mut comparable: HashSet<String> = COMPARABLE.iter().map(|name| (*name).to_owned()).collect();
    comparable.extend(open_enums.map(|name| name.to_string()));
    comparable.extend(
        items
            .iter()
            .filter_map(parts)
            .filter(|(_, attributes, _)| derives(attributes, "Eq"))
            .map(|it| it.0.to_string()),
    );
    // Starts with all types and removes those with an incomparable part, because types may be recursive.
    let mut candidates: Vec<(String, HashSet<String>)> = items
        .iter()
        .filter_map(parts)
        .filter(|(_, attributes, _)| derives(attributes, "PartialEq") && !derives(attributes, "Eq"))
        .map(|(name, _, fields)| (name.to_string(), idents(fields)))
        .collect();
    loop {
        let names: HashSet<String> = candidates.iter().map(|(name, _)| name.clone()).collect();
        let count = candidates.len();
        candidates.retain(|(_, parts)| parts.iter().all(|part| comparable.contains(part) || names.contains(part)));
        if candidates.len() == count {
            break;
        }
    }
    let names: HashSet<String> = candidates.into_iter().map(|(name, _)| name).collect();
    for item in items {
        let (name, attributes) = match item {
            Item::Struct(item) => (&item.ident, &mut item.attrs),
            Item::Enum(item) => (&item.ident, &mut item.attrs),
            _ => continue,
        };
        if names.contains(&name.to_string()) {
            attributes.push(parse_quote!(#[derive(Eq, Hash)]));
        }
    }
}

/// Returns the name, the attributes and the fields of a type.
fn parts(item: &Item) -> Option<(&Ident, &[Attribute], Vec<&Fields>)> {
    match item {
        Item::Struct(item) => Some((&item.ident, &item.attrs, vec![&item.fields])),
        Item::Enum(item) => Some((&item.ident, &item.attrs, item.variants.iter().map(|it| &it.fields).collect())),
        _ => None,
    }
}

fn derives(attributes: &[Attribute], name: &str) -> bool {
    let derived = attributes.iter().filter(|attribute| attribute.path().is_ident("derive"));
    let paths = derived.filter_map(|it| it.parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated).ok());
    paths.flatten().any(|path| path.is_ident(name))
}

fn idents(fields: Vec<&Fields>) -> HashSet<String> {
    let mut found = HashSet::new();
    let types = fields.into_iter().flatten().map(|field| field.ty.to_token_stream());
    types.for_each(|tokens| collect(tokens, &mut found));
    found
}

fn collect(tokens: TokenStream, found: &mut HashSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                found.insert(ident.to_string());
            }
            TokenTree::Group(group) => collect(group.stream(), found),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::format_ident;
    use syn::{Item, parse_quote};

    use super::{add, derives, parts};

    #[test]
    fn eq_and_hash_are_derived_unless_a_part_has_a_float_or_any_json() {
        let mut items: Vec<Item> = vec![
            parse_quote!(
                #[derive(PartialEq)]
                struct Plain {
                    kind: Option<crate::types::Kind>,
                    parts: Vec<Plain>,
                }
            ),
            parse_quote!(
                #[derive(PartialEq)]
                struct Float {
                    size: f64,
                }
            ),
            parse_quote!(
                #[derive(PartialEq)]
                struct Holder {
                    float: Box<Float>,
                }
            ),
            parse_quote!(
                #[derive(PartialEq)]
                struct Free {
                    json: ::serde_json::Value,
                }
            ),
        ];
        add(&mut items, [format_ident!("Kind")].into_iter());
        let found: Vec<String> = items
            .iter()
            .filter_map(parts)
            .filter(|(_, attributes, _)| derives(attributes, "Eq") && derives(attributes, "Hash"))
            .map(|(name, ..)| name.to_string())
            .collect();
        assert_eq!(found, ["Plain"]);
    }
}
