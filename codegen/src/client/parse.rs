//! Parses code item by item. As a whole, the tokens of a large client are held twice beside what is made of them, and it
//! takes longer the more there are.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::{Item, ItemMod};

use super::setters;

/// Parses items, those of modules too. Setters come without the conversion that is replaced.
pub(super) fn items(tokens: TokenStream) -> syn::Result<Vec<Item>> {
    let mut items = Vec::new();
    let mut item = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && begins_with(&item, &["mod"]) => {
                let content = group.stream();
                // What has one owner is moved out of, and what has two is copied.
                drop(group);
                items.push(module(std::mem::take(&mut item), content)?);
            }
            // `#![…]`: all that has one is a module of progenitor's, which is documented anew.
            TokenTree::Group(_) if is_inner(&item) => item.clear(),
            token => {
                let is_end = ends(&item, &token);
                item.push(match token {
                    TokenTree::Group(group) if is_end && begins_with(&item, &["impl"]) => {
                        setters::shorten(&group).into()
                    }
                    token => token,
                });
                if is_end {
                    items.push(syn::parse2(item.drain(..).collect())?);
                }
            }
        }
    }
    match item.is_empty() {
        true => Ok(items),
        false => Err(syn::Error::new(proc_macro2::Span::call_site(), "an item has no end")),
    }
}

fn module(mut head: Vec<TokenTree>, content: TokenStream) -> syn::Result<Item> {
    head.push(Group::new(Delimiter::Brace, TokenStream::new()).into());
    let mut module: ItemMod = syn::parse2(head.into_iter().collect())?;
    module.content = Some((Default::default(), items(content)?));
    Ok(Item::Mod(module))
}

/// Whether an item ends with this token: with its braces, or where these may be in the middle of it, with a semicolon.
fn ends(item: &[TokenTree], token: &TokenTree) -> bool {
    match token {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
            !begins_with(item, &["use", "static", "const", "type"])
        }
        _ => false,
    }
}

fn is_inner(item: &[TokenTree]) -> bool {
    matches!(item, [TokenTree::Punct(hash), TokenTree::Punct(bang)] if (hash.as_char(), bang.as_char()) == ('#', '!'))
}

/// Whether the first word of an item after its visibility is one of these.
fn begins_with(item: &[TokenTree], words: &[&str]) -> bool {
    let mut idents = item.iter().filter_map(|token| match token {
        TokenTree::Ident(ident) => Some(ident),
        _ => None,
    });
    idents.find(|ident| *ident != "pub").is_some_and(|first| words.iter().any(|word| first == word))
}

#[cfg(test)]
mod tests {
    use quote::quote;
    use syn::File;

    use super::*;

    #[test]
    fn items_are_those_of_a_parser_that_reads_all_at_once() {
        let tokens = quote! {
            use a::{b, c};
            #[derive(Clone)]
            pub struct Named { field: [u8; { 1 + 1 }] }
            pub struct Tuple(u8);
            pub(crate) enum Kind { One, Two { inside: u8 } }
            pub mod outer {
                use super::*;
                pub mod inner { impl<T> Named<T> where T: Copy { pub fn call() {} } }
                const TABLE: &[u8] = { &[1] };
            }
            static HOOK: fn() = || { run() };
            trait Call { fn call(&self); }
            made! { anything; at all }
        };
        let at_once: File = syn::parse2(tokens.clone()).expect("items");
        assert_eq!(items(tokens).expect("items"), at_once.items);
    }

    #[test]
    fn what_is_no_item_is_refused() {
        assert!(items(quote!(struct;)).is_err());
        assert!(items(quote!(struct Named)).is_err());
        assert!(items(quote!(mod outer { struct; })).is_err());
    }
}
