//! Rewrites the builders of types: what they take, what they begin with, and how they name what is missing.

use std::collections::HashMap;

use quote::quote;
use syn::{Expr, Field, Fields, Ident, ImplItem, Item, ItemImpl, ItemMod, Lit, Meta, Stmt, Type, parse_quote};

use super::setters::{self, Slot};
use super::{parse_items, types};

/// Rewrites progenitor's builders.
pub(super) fn rewrite(types: &mut ItemMod) {
    let names = property_names(types);
    let Some((_, builders)) = types::builders(types).and_then(|builders| builders.content.as_mut()) else {
        return;
    };
    let mut slots: HashMap<Ident, Vec<Slot>> = HashMap::new();
    for item in builders {
        match item {
            Item::Struct(item) => {
                if let Fields::Named(fields) = &mut item.fields {
                    slots.insert(item.ident.clone(), setters::slots(fields));
                }
            }
            Item::Impl(block) => {
                if let Some(name) = of_slots(block, &slots) {
                    rewrite_impl(block, &name, slots.entry(name.clone()).or_default(), &names);
                }
            }
            _ => {}
        }
    }
}

/// The builder that an impl is of, or makes something of.
fn of_slots(block: &ItemImpl, slots: &HashMap<Ident, Vec<Slot>>) -> Option<Ident> {
    let name = type_name(&block.self_ty)?;
    slots.contains_key(name).then(|| name.clone())
}

fn rewrite_impl(block: &mut ItemImpl, name: &Ident, slots: &mut [Slot], names: &Names) {
    let trait_name = block.trait_.as_ref().and_then(|(path, _)| path.segments.last());
    match trait_name.map(|segment| segment.ident.to_string()).as_deref() {
        None => setters::adapt(block, slots),
        Some("Default") => setters::begin(block, slots),
        Some("TryFrom") if !slots.is_empty() => name_all_faults(block, name, slots, names),
        _ => {}
    }
}

/// progenitor's conversion stops at the first value that is missing.
fn name_all_faults(block: &mut ItemImpl, name: &Ident, slots: &[Slot], names: &Names) {
    let fields: Vec<&Ident> = slots.iter().map(|slot| &slot.name).collect();
    let of_document = |field: &Ident| {
        let name = names.get(&(name.clone(), field.clone()));
        name.cloned().unwrap_or_else(|| field.to_string())
    };
    let of_document = fields.iter().map(|field| of_document(field));
    // A macro of ours, since all of what it becomes would have to be parsed here.
    let built: Expr = parse_quote!(crate::runtime::build!(value, #name { #(#fields: #of_document),* }));
    for item in &mut block.items {
        if let ImplItem::Fn(method) = item {
            method.block.stmts = vec![Stmt::Expr(built.clone(), None)];
        }
    }
}

/// The document's names of the properties, by type and field.
type Names = HashMap<(Ident, Ident), String>;

fn property_names(types: &ItemMod) -> Names {
    let structs = types.content.iter().flat_map(|(_, items)| items).filter_map(|item| match item {
        Item::Struct(item) => Some(item),
        _ => None,
    });
    let fields = structs.flat_map(|item| item.fields.iter().map(|field| (&item.ident, field)));
    fields.filter_map(|(type_, field)| Some(((type_.clone(), field.ident.clone()?), renamed(field)?))).collect()
}

/// `customerId` of `#[serde(rename = "customerId")]`.
fn renamed(field: &Field) -> Option<String> {
    let mut name = None;
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let Meta::List(list) = &attribute.meta else {
            continue;
        };
        let read = list.parse_nested_meta(|meta| {
            let is_rename = meta.path.is_ident("rename");
            if let Ok(value) = meta.value() {
                match value.parse()? {
                    Lit::Str(value) if is_rename => name = Some(value.value()),
                    _ => {}
                }
            }
            Ok(())
        });
        read.ok()?;
    }
    name
}

fn type_name(type_: &Type) -> Option<&Ident> {
    match type_ {
        Type::Path(path) => path.path.segments.last().map(|segment| &segment.ident),
        _ => None,
    }
}

/// Lets setters take the types of the module and their builders.
pub(super) fn takeable(types: &mut ItemMod) -> Vec<Item> {
    let targets = names(types);
    let built = types::builders(types).map_or_else(Vec::new, |builders| names(builders));
    parse_items(quote! {
        #(impl crate::runtime::BuilderValue for #targets {})*

        #(
            impl crate::IntoValue<#built> for builder::#built {
                fn into_value(self) -> ::std::result::Result<::std::option::Option<#built>, crate::runtime::InputError> {
                    Ok(Some(#built::try_from(self)?))
                }
            }
        )*
    })
}

fn names(module: &ItemMod) -> Vec<Ident> {
    let items = module.content.iter().flat_map(|(_, items)| items);
    let names = items.filter_map(|item| match item {
        Item::Struct(item) => Some(&item.ident),
        Item::Enum(item) => Some(&item.ident),
        _ => None,
    });
    names.cloned().collect()
}
