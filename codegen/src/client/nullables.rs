//! Lets a request say `null` where that is not the same as leaving a property out.
//!
//! The field of such a property is an `Option` of an `Option`, and its builder has a method that sets `null`: a setter
//! that is given `None` leaves the property out, as any other does.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use quote::{ToTokens, format_ident};
use serde_json::Value;
use syn::{Field, Ident, Item, ItemImpl, ItemMod, ItemStruct, parse_quote};

use super::names::{ident, snake, type_name};
use super::{setters, types};
use crate::document::{Document, schemas};
use crate::schema::{is_set, strings};
use crate::schema_usage::SchemaUsage;

/// Gives the types of requests, and their builders, a `null`.
pub(super) fn express(types: &mut ItemMod, document: &Document) {
    let nullables = of(document, types);
    for item in types.content.iter_mut().flat_map(|(_, items)| items) {
        if let Item::Struct(item) = item {
            widen(item, &nullables);
        }
    }
    let builders = types::builders(types).and_then(|builders| builders.content.as_mut());
    for item in builders.into_iter().flat_map(|(_, items)| items) {
        match item {
            Item::Struct(item) => widen_builder(item, &nullables),
            Item::Impl(block) if block.trait_.is_none() => add_setters(block, &nullables),
            _ => {}
        }
    }
}

/// The types of requests alone, and their fields that may be left out and may be `null`. In an answer, both say the same.
type Nullables = BTreeMap<String, BTreeSet<Ident>>;

fn of(document: &Document, types: &ItemMod) -> Nullables {
    let usage = SchemaUsage::of(&document.tree);
    let is_of_requests = |name: &String| usage.requests.contains(name) && !usage.responses.contains(name);
    let named = schemas(&document.tree).filter(|(name, _)| is_of_requests(name));
    let options = options(types);
    let mut nullables = Nullables::new();
    for (name, node) in named {
        let owner = ident(&type_name(name));
        let fields = nullable(node).map(|property| (owner.clone(), ident(&snake(property))));
        let fields = fields.filter(|field| options.contains(field)).map(|(_, field)| field);
        nullables.entry(owner.to_string()).or_default().extend(fields);
    }
    nullables
}

/// The properties of a schema that may be left out and may be `null`.
fn nullable(schema: &Value) -> impl Iterator<Item = &String> {
    let is_required =
        |property: &String| schema.as_object().is_some_and(|map| strings(map, "required").any(|name| name == property));
    let is_nullable = |schema: &Value| schema.as_object().is_some_and(|schema| is_set(schema, "nullable"));
    let properties = schema["properties"].as_object().into_iter().flatten();
    properties.filter(move |(name, property)| is_nullable(property) && !is_required(name)).map(|(name, _)| name)
}

/// The fields of which progenitor has made an `Option`: a list or a map is empty instead.
fn options(types: &ItemMod) -> HashSet<(Ident, Ident)> {
    let structs = types.content.iter().flat_map(|(_, items)| items).filter_map(|item| match item {
        Item::Struct(item) => Some(item),
        _ => None,
    });
    let fields = structs.flat_map(|item| item.fields.iter().map(|field| (&item.ident, field)));
    let options = fields.filter(|(_, field)| setters::optional(&field.ty).is_some());
    options.filter_map(|(type_, field)| Some((type_.clone(), field.ident.clone()?))).collect()
}

/// The fields of a struct that are of such properties, and the `Option` that each holds.
fn of_struct<'i>(item: &'i mut ItemStruct, nullables: &Nullables) -> impl Iterator<Item = &'i mut Field> {
    let nullables = nullables.get(&item.ident.to_string());
    let is_nullable = move |name: &Ident| nullables.is_some_and(|fields| fields.contains(name));
    item.fields.iter_mut().filter(move |field| field.ident.as_ref().is_some_and(is_nullable))
}

fn widen(item: &mut ItemStruct, nullables: &Nullables) {
    for field in of_struct(item, nullables) {
        let once = &field.ty;
        field.ty = parse_quote!(::std::option::Option<#once>);
        field.attrs.push(parse_quote!(#[doc = ""]));
        field.attrs.push(parse_quote!(#[doc = " `Some(None)` is sent as `null`, and `None` is left out."]));
        field.attrs.push(parse_quote!(#[serde(default, deserialize_with = "crate::runtime::nullable")]));
    }
}

fn widen_builder(item: &mut ItemStruct, nullables: &Nullables) {
    for field in of_struct(item, nullables) {
        if let Some(once) = setters::held(&field.ty) {
            field.ty = parse_quote!(::std::result::Result<::std::option::Option<#once>, ::std::string::String>);
        }
    }
}

fn add_setters(block: &mut ItemImpl, nullables: &Nullables) {
    let owner = block.self_ty.to_token_stream().to_string();
    for field in nullables.get(&owner).into_iter().flatten() {
        let name = format_ident!("{field}_null");
        let docs = format!(" Sets [`{field}`](super::{owner}::{field}) to `null`, which is not to leave it out.");
        block.items.push(parse_quote! {
            #[doc = #docs]
            pub fn #name(mut self) -> Self {
                self.#field = Ok(Some(None));
                self
            }
        });
    }
}
