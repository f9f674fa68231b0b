//! Adapts the types that progenitor makes: they grow without breaking callers, and `null` is as good as absent.

use std::collections::HashMap;

use quote::ToTokens;
use syn::visit_mut::VisitMut;
use syn::{
    Attribute, Field, FieldValue, Fields, Ident, ImplItem, Item, ItemMod, ItemStruct, Member, Meta, Type, Visibility,
    parse_quote,
};

use super::names::type_name;
use super::{docs, setters};
use crate::document::{Document, schemas};

/// The module of builders of types, inside the module of types.
pub(super) fn builders(types: &mut ItemMod) -> Option<&mut ItemMod> {
    modules(types).find(|module| module.ident == "builder")
}

fn modules(module: &mut ItemMod) -> impl Iterator<Item = &mut ItemMod> {
    module.content.iter_mut().flat_map(|(_, items)| items).filter_map(|item| match item {
        Item::Mod(inner) => Some(inner),
        _ => None,
    })
}

/// Adapts all types.
pub(super) fn adapt(types: &mut ItemMod, document: &Document) {
    let flattened = flattened(types);
    let descriptions = descriptions(document);
    for inner in modules(types) {
        match inner.ident.to_string().as_str() {
            "builder" => {
                adapt_builders(inner);
                default_to_no_members(inner, &flattened);
            }
            "error" => {
                let ours = parse_quote!(
                    pub use crate::BuildError as ConversionError;
                );
                inner.content = Some((Default::default(), vec![ours]));
            }
            // Only serde calls what is in there.
            "defaults" => inner.vis = Visibility::Inherited,
            _ => {}
        }
    }
    for item in types.content.iter_mut().flat_map(|(_, items)| items) {
        match item {
            Item::Struct(item) => adapt_struct(item, &descriptions),
            Item::Impl(block) if block.trait_.is_none() => {
                for method in methods(&mut block.items) {
                    docs::add(&mut method.attrs, "Begins a value with nothing set.");
                }
            }
            _ => {}
        }
    }
}

/// The types with members that the document does not name, and the field that holds them.
fn flattened(types: &ItemMod) -> HashMap<String, Ident> {
    let structs = types.content.iter().flat_map(|(_, items)| items).filter_map(|item| match item {
        Item::Struct(item) => Some(item),
        _ => None,
    });
    let fields = structs.flat_map(|item| item.fields.iter().map(|field| (&item.ident, field)));
    let flattened = fields.filter(|(_, field)| field.attrs.iter().any(|attribute| serde_says(attribute, "flatten")));
    flattened.filter_map(|(name, field)| Some((name.to_string(), field.ident.clone()?))).collect()
}

/// progenitor's builders insist on the members that the document does not name. There need be none.
fn default_to_no_members(builders: &mut ItemMod, flattened: &HashMap<String, Ident>) {
    for item in builders.content.iter_mut().flat_map(|(_, items)| items) {
        let Item::Impl(block) = item else {
            continue;
        };
        let owner = block.self_ty.to_token_stream().to_string();
        if let Some(field) = flattened.get(&owner) {
            NoMembers(field).visit_item_impl_mut(block);
        }
    }
}

/// Replaces what a builder begins a field with.
struct NoMembers<'f>(&'f Ident);

impl VisitMut for NoMembers<'_> {
    fn visit_field_value_mut(&mut self, value: &mut FieldValue) {
        let is_missing = value.expr.to_token_stream().to_string().contains("no value supplied");
        if is_missing && matches!(&value.member, Member::Named(name) if name == self.0) {
            value.expr = parse_quote!(Ok(Default::default()));
        }
    }
}

fn methods(items: &mut [ImplItem]) -> impl Iterator<Item = &mut syn::ImplItemFn> {
    items.iter_mut().filter_map(|item| match item {
        ImplItem::Fn(method) => Some(method),
        _ => None,
    })
}

/// What the document says of each type.
fn descriptions(document: &Document) -> HashMap<String, &str> {
    let described = schemas(&document.tree).filter_map(|(name, node)| Some((name, node["description"].as_str()?)));
    described.map(|(name, description)| (type_name(name), description)).collect()
}

fn adapt_struct(item: &mut ItemStruct, descriptions: &HashMap<String, &str>) {
    // The API adds properties; a struct that can be made by its builder only takes them without a breaking change.
    item.attrs.push(parse_quote!(#[non_exhaustive]));
    docs::add(&mut item.attrs, "No description is given.");
    let Fields::Named(fields) = &mut item.fields else {
        return;
    };
    for field in &mut fields.named {
        accept_null(field);
        accept_float(field);
        let description = describe(field, descriptions);
        docs::add(&mut field.attrs, description);
    }
}

/// A property that refers to a schema has no description of its own (OpenAPI 3.0.3, section 4.7.23).
fn describe<'d>(field: &Field, descriptions: &HashMap<String, &'d str>) -> &'d str {
    if field.attrs.iter().any(|attribute| serde_says(attribute, "flatten")) {
        return "The members that the document does not name.";
    }
    let described = innermost(&field.ty).and_then(|name| descriptions.get(name.to_string().as_str()));
    described.copied().unwrap_or("No description is given.")
}

/// `Link` of `::std::vec::Vec<Link>`.
fn innermost(type_: &Type) -> Option<&Ident> {
    let (name, arguments) = setters::last_arguments(type_)?;
    arguments.last().map_or(Some(name), |inner| innermost(inner))
}

/// A list or a map that is optional is empty when absent. Real answers also have `null` there, which serde refuses.
fn accept_null(field: &mut Field) {
    let is_flattened = field.attrs.iter().any(|attribute| serde_says(attribute, "flatten"));
    let has_default = field.attrs.iter().any(|attribute| serde_says(attribute, "default"));
    let is_list_or_map = is_one_of(&field.ty, &["Vec", "Map", "BTreeMap"]);
    if has_default && is_list_or_map && !is_flattened {
        field.attrs.push(parse_quote!(#[serde(deserialize_with = "crate::runtime::null_as_default")]));
    }
}

/// JSON has one kind of numbers, and a server may write an integer as `5.0`, which serde refuses.
fn accept_float(field: &mut Field) {
    let inner = setters::optional(&field.ty);
    let integers = ["i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64"];
    if !is_one_of(inner.unwrap_or(&field.ty), &integers) {
        return;
    }
    field.attrs.push(match inner {
        None => parse_quote!(#[serde(deserialize_with = "crate::runtime::integer")]),
        Some(_) => parse_quote!(#[serde(default, deserialize_with = "crate::runtime::optional_integer")]),
    });
}

fn is_one_of(type_: &Type, names: &[&str]) -> bool {
    setters::last_arguments(type_).is_some_and(|(found, _)| names.iter().any(|name| found == name))
}

/// Whether a `#[serde(…)]` has this word on its own.
fn serde_says(attribute: &Attribute, word: &str) -> bool {
    let Meta::List(list) = &attribute.meta else {
        return false;
    };
    let words = list.tokens.to_string();
    list.path.is_ident("serde") && words.split(',').any(|part| part.trim() == word)
}

/// The builders have a setter for each field, which says no more than the field.
fn adapt_builders(module: &mut ItemMod) {
    for item in module.content.iter_mut().flat_map(|(_, items)| items) {
        match item {
            Item::Struct(item) => {
                let name = &item.ident;
                let text = format!("Builder for [`{name}`](super::{name}).");
                docs::add(&mut item.attrs, &text);
            }
            Item::Impl(block) if block.trait_.is_none() => {
                let owner = block.self_ty.to_token_stream().to_string();
                for method in methods(&mut block.items) {
                    let field = method.sig.ident.to_string();
                    let text = format!("Sets [`{field}`](super::{owner}::{field}).");
                    docs::add(&mut method.attrs, &text);
                }
            }
            _ => {}
        }
    }
}
