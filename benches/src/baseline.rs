//! The shortest hand-written code that does the same: the credential, the timeout, no redirects, an error for a failed
//! status.

use std::time::Duration;

use chrono::{DateTime, Utc};
use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};
use serde::{Deserialize, Serialize};

use crate::requests::{Contender, Request};
use crate::server::ITEMS;

/// Uses reqwest directly.
#[derive(Clone)]
pub struct Baseline {
    client: reqwest::Client,
    url: String,
}

// All have the same members as our types, and decode them.
#[derive(Deserialize)]
#[allow(dead_code)]
struct Credential {
    id: Option<String>,
    username: String,
    #[serde(rename = "customerId")]
    customer_id: String,
    #[serde(rename = "expiredTime")]
    expired_time: Option<DateTime<Utc>>,
    #[serde(rename = "_links", default)]
    links: Vec<Link>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Link {
    href: String,
    rel: Option<String>,
}

#[derive(Deserialize)]
#[allow(dead_code)]
struct Token {
    token: Option<String>,
    username: Option<String>,
    #[serde(rename = "customerId")]
    customer_id: Option<String>,
    #[serde(rename = "credentialId")]
    credential_id: Option<String>,
    #[serde(rename = "otpRequired")]
    otp_required: Option<bool>,
    #[serde(rename = "expiredTime")]
    expired_time: Option<DateTime<Utc>>,
    #[serde(rename = "_links", default)]
    links: Vec<Link>,
}

#[derive(Serialize)]
struct Login {
    mode: &'static str,
    username: String,
    password: String,
}

impl Contender for Baseline {
    const NAME: &'static str = "reqwest by hand";

    fn new(url: &str) -> Self {
        let mut key = HeaderValue::from_static("secret");
        key.set_sensitive(true);
        let json = HeaderValue::from_static("application/json");
        let headers = HeaderMap::from_iter([("reb-apikey".parse().expect("a header"), key), (ACCEPT, json)]);
        let client = reqwest::Client::builder()
            .default_headers(headers)
            .user_agent("baseline/0.1.0")
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(30));
        Self { client: client.build().expect("a client"), url: url.to_owned() }
    }

    async fn send(&self, request: Request) {
        let Self { client, url } = self;
        match request {
            Request::Get => {
                let request = client.get(format!("{url}/credentials/{}", "cred-1"));
                let response = request.send().await.expect("a response").error_for_status().expect("a success");
                let credential: Credential = response.json().await.expect("a credential");
                assert_eq!(credential.links.len(), 2);
            }
            Request::Login => {
                let login =
                    Login { mode: "password", username: "jane".to_owned(), password: "correct horse".to_owned() };
                let request = client.post(format!("{url}/authentication-tokens")).json(&login);
                let response = request.send().await.expect("a response").error_for_status().expect("a success");
                let token: Token = response.json().await.expect("a token");
                assert!(token.token.is_some());
            }
            Request::Page => {
                let request = client.get(format!("{url}/credentials")).query(&[("limit", 1_000)]);
                let response = request.send().await.expect("a response").error_for_status().expect("a success");
                let page: Vec<Credential> = response.json().await.expect("a page");
                assert_eq!(page.len(), ITEMS);
            }
        }
    }
}
