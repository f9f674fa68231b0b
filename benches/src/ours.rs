//! Our client, with a credential, retries and everything else that is enabled by default.

use rebilly_customer_auth::Client;

use crate::requests::{Contender, Request};
use crate::server::ITEMS;

/// Our client.
#[derive(Clone)]
pub struct Ours(Client);

impl Contender for Ours {
    const NAME: &'static str = "ours";

    fn new(url: &str) -> Self {
        Self(Client::builder().base_url(url).secret_api_key("secret").build().expect("a client"))
    }

    async fn send(&self, request: Request) {
        match request {
            Request::Get => {
                let credential = self.0.get_credential().id("cred-1").send().await.expect("a credential");
                assert_eq!(credential.links.len(), 2);
            }
            Request::Login => {
                let login = self.0.post_authentication_token();
                let login = login.body_map(|body| body.password(|it| it.username("jane").password("correct horse")));
                let token = login.send().await.expect("a token").into_inner().token;
                assert!(token.is_some());
            }
            Request::Page => {
                let page = self.0.get_credential_collection().limit(1_000).send().await.expect("a page");
                assert_eq!(page.len(), ITEMS);
            }
        }
    }
}
