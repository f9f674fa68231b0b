//! Generates the client from a normalized document: progenitor's output, put on our runtime, and what the document
//! says besides, as tables and impls.

mod builders;
mod calls;
mod docs;
mod mocks;
mod names;
mod nullables;
mod open_enums;
mod operations;
mod pagination;
mod parse;
mod progenitor;
mod setters;
mod tagged_unions;
mod types;

use quote::quote;
use syn::{File, Item, ItemImpl, ItemMod};

use crate::diagnostic::Diagnostic;
use crate::document::Document;

pub use mocks::mocks;
pub use names::type_name;

const RULE: &str = "unsupported";

/// Generates the client.
///
/// # Errors
/// What progenitor cannot express, and what the tables cannot: an operation that takes several keys at once.
pub fn client(document: &Document) -> Result<File, Diagnostic> {
    let operations = operations::read(document)?;
    let mut types = None;
    let mut builder = None;
    let mut methods = None;
    // Of the rest, nothing is wanted: progenitor's `Client` could be made with a URL that was not checked.
    for item in progenitor::client(document)? {
        match item {
            Item::Mod(module) if module.ident == "types" => types = Some(module),
            Item::Mod(module) if module.ident == "builder" => builder = Some(module),
            Item::Impl(block) if is_inherent_of(&block, "Client") && has_calls(&block) => methods = Some(block),
            _ => {}
        }
    }
    let (Some(mut types), Some(mut builder), Some(mut methods)) = (types, builder, methods) else {
        return Err(document.diagnostic(
            RULE,
            crate::Location::root(),
            "progenitor's output has no types, no builders or no methods",
            "use the progenitor version that Cargo.lock names",
        ));
    };

    nullables::express(&mut types, document);
    types::adapt(&mut types, document);
    builders::rewrite(&mut types);
    if let Some(inner) = types::builders(&mut types) {
        extend(inner, tagged_unions::builders(document));
    }
    extend(&mut types, open_enums::items(document));
    extend(&mut types, tagged_unions::enums(document));
    let takeable = builders::takeable(&mut types);
    extend(&mut types, takeable);
    calls::adapt(&mut builder, &operations);
    extend(&mut builder, pagination::items(&operations));
    docs::of_methods(&mut methods, &operations);
    let tables = operations::tables(document, &operations)?;

    // Put together and not quoted: to print and parse all of it again takes as long as all passes over it.
    let mut items = parse_items(quote! {
        use crate::Client;

        #tables
    });
    items.extend([Item::Mod(types), Item::Impl(methods), Item::Mod(builder)]);
    Ok(file(items))
}

fn file(items: Vec<Item>) -> File {
    File { shebang: None, frontmatter: None, attrs: Vec::new(), items }
}

fn is_inherent_of(block: &ItemImpl, name: &str) -> bool {
    let self_type = match &*block.self_ty {
        syn::Type::Path(path) => path.path.is_ident(name),
        _ => false,
    };
    self_type && block.trait_.is_none()
}

/// Tells the block of calls from the one of constructors.
fn has_calls(block: &ItemImpl) -> bool {
    block.items.iter().all(|item| matches!(item, syn::ImplItem::Fn(method) if method.sig.receiver().is_some()))
}

fn extend(module: &mut ItemMod, items: impl IntoIterator<Item = Item>) {
    if let Some((_, content)) = &mut module.content {
        content.extend(items);
    }
}

/// Parses quoted items.
fn parse_items(tokens: proc_macro2::TokenStream) -> Vec<Item> {
    parse::items(tokens).expect("quoted items are items")
}
