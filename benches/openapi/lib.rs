//! The client of openapi-generator, besides the other two. `benches/requests.sh` copies these files into a separate
//! crate.

use openapi_client::apis::configuration::{ApiKey, Configuration};
use openapi_client::apis::customer_authentication_api as api;
use openapi_client::models::AuthenticationToken;
use rebilly_customer_auth_benches::baseline::Baseline;
use rebilly_customer_auth_benches::ours::Ours;
use rebilly_customer_auth_benches::requests::{Contender, Request, Runner};
use rebilly_customer_auth_benches::server::ITEMS;

/// Returns all three clients.
pub fn runners(url: &str) -> [Runner; 3] {
    [Runner::of::<Baseline>(url), Runner::of::<Ours>(url), Runner::of::<OpenApi>(url)]
}

/// The client of openapi-generator.
#[derive(Clone)]
pub struct OpenApi(Configuration);

impl Contender for OpenApi {
    const NAME: &'static str = "openapi-generator";

    fn new(url: &str) -> Self {
        let api_key = Some(ApiKey { prefix: None, key: "secret".to_owned() });
        Self(Configuration { base_path: url.to_owned(), api_key, ..Configuration::new() })
    }

    async fn send(&self, request: Request) {
        match request {
            Request::Get => {
                let credential = api::get_credential(&self.0, "cred-1", None).await.expect("a credential");
                assert_eq!(credential._links.map(|links| links.len()), Some(2));
            }
            Request::Login => {
                // Its models are those of responses, so no request body has a password.
                let body = AuthenticationToken::AuthenticationTokenPasswordMode {
                    username: Some("jane".to_owned()),
                    customer_id: None,
                    token: None,
                    otp_required: None,
                    credential_id: None,
                    expired_time: None,
                    _links: None,
                };
                api::post_authentication_token(&self.0, body, None).await.expect("a token");
            }
            Request::Page => {
                let page = api::get_credential_collection(&self.0, None, Some(1_000), None).await.expect("a page");
                assert_eq!(page.len(), ITEMS);
            }
        }
    }
}
