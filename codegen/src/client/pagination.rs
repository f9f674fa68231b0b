//! Makes the pagination impls of the calls that answer a list page by page.

use quote::quote;
use syn::Item;

use super::names::{ident, snake};
use super::operations::Operation;
use super::parse_items;

/// The impls, for the module of builders: only there are the fields of a call in usage.
pub(super) fn items(operations: &[Operation]) -> Vec<Item> {
    operations
        .iter()
        .filter_map(|operation| Some((operation, operation.collection.as_ref()?)))
        .flat_map(|(operation, collection)| {
            let call = ident(&operation.call_type);
            let item = ident(&collection.item);
            let index = operation.index;
            let parameters = operation.parameters.iter().map(|parameter| ident(&snake(&parameter.name)));
            let inputs: Vec<_> = parameters.chain(operation.body.as_ref().map(|_| ident("body"))).collect();
            parse_items(quote! {
                impl crate::pagination::PaginatedRequest for #call<'_> {
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

                    fn page_at(self) -> crate::pagination::PageAt<Self::Item> {
                        let Self { client, #(#inputs),* } = self;
                        let client = client.clone();
                        ::std::boxed::Box::new(move |at| {
                            let client = client.clone();
                            #(let #inputs = #inputs.clone();)*
                            ::std::boxed::Box::pin(async move {
                                let call = #call { client: &client, #(#inputs),* };
                                match at {
                                    Some(at) => call.offset(at).send().await,
                                    None => call.send().await,
                                }
                            })
                        })
                    }
                }
            })
        })
        .collect()
}
