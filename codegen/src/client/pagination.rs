//! Makes the pagination impls of the calls that answer a list page by page.

use quote::quote;
use syn::Item;

use super::names::ident;
use super::operations::Operation;
use super::parse_items;

/// The impls, for the module of builders: only there are the fields of a call in reach.
pub(super) fn items(operations: &[Operation]) -> Vec<Item> {
    operations
        .iter()
        .filter_map(|operation| Some((operation, operation.collection.as_ref()?)))
        .flat_map(|(operation, collection)| {
            let call = ident(&operation.call_type);
            let item = ident(&collection.item);
            let index = operation.index;
            parse_items(quote! {
                impl<'a> crate::pagination::Call<'a> for #call<'a> {
                    type Item = types::#item;

                    fn operation(&self) -> &'static crate::Operation {
                        &super::OPERATIONS[#index]
                    }

                    fn window(&self) -> crate::pagination::Window {
                        crate::pagination::Window {
                            limit: self.limit.clone().unwrap_or_default(),
                            offset: self.offset.clone().unwrap_or_default(),
                        }
                    }

                    fn page_at(&self, offset: Option<u64>) -> crate::pagination::PageFuture<'a, Self::Item> {
                        let call = self.clone();
                        ::std::boxed::Box::pin(match offset {
                            Some(offset) => call.offset(offset).send(),
                            None => call.send(),
                        })
                    }
                }
            })
        })
        .collect()
}
