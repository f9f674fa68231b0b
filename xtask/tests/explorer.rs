//! The explorer's page loads everything from the sandbox. `tests/browser/` tests it in a browser.

use std::collections::BTreeSet;

use rebilly_customer_auth_codegen::{self as codegen, Document};
use rebilly_customer_auth_sandbox::Sandbox;
use reqwest::{Client, Response};
use serde_json::Value;
use xtask::explorer;

const SPEC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/customer-authentication.yaml");

fn document() -> Document {
    codegen::load(SPEC).expect("a spec")
}

async fn sandbox() -> Sandbox {
    Sandbox::builder().routes(explorer::routes().expect("routes")).start().await.expect("a port")
}

async fn get(sandbox: &Sandbox, path: &str) -> Response {
    let response = Client::new().get(format!("{}/{path}", sandbox.url())).send().await.expect("a response");
    assert_eq!(response.status(), 200, "{path}");
    response
}

async fn page(sandbox: &Sandbox, path: &str) -> String {
    get(sandbox, path).await.text().await.expect("a string")
}

fn header<'r>(response: &'r Response, name: &str) -> &'r str {
    response.headers()[name].to_str().expect("a string")
}

/// The page, and all files that it and its script load.
async fn files(sandbox: &Sandbox) -> BTreeSet<String> {
    let mut files = BTreeSet::from(["explorer".to_owned()]);
    for source in ["explorer", "explorer/explorer.js"] {
        let string = page(sandbox, source).await;
        let quoted = string.split('"').filter(|quoted| quoted.starts_with("explorer/"));
        files.extend(quoted.map(str::to_owned));
    }
    files
}

#[tokio::test]
async fn every_file_of_the_page_is_served_with_its_content_type() {
    let sandbox = sandbox().await;
    let mut types = Vec::new();
    for file in files(&sandbox).await {
        let response = get(&sandbox, &file).await;
        assert_eq!(header(&response, "x-content-type-options"), "nosniff", "{file}");
        types.push((file, header(&response, "content-type").to_owned()));
    }
    let types: Vec<_> = types.iter().map(|(file, content_type)| (file.as_str(), content_type.as_str())).collect();
    assert_eq!(
        types,
        [
            ("explorer", "text/html; charset=utf-8"),
            ("explorer/explorer.css", "text/css; charset=utf-8"),
            ("explorer/explorer.js", "text/javascript; charset=utf-8"),
            ("explorer/keys.json", "application/json"),
            ("explorer/openapi.json", "application/json"),
            ("explorer/swagger-ui-bundle.js", "text/javascript; charset=utf-8"),
            ("explorer/swagger-ui.css", "text/css; charset=utf-8"),
        ]
    );
}

#[tokio::test]
async fn the_page_may_load_nothing_from_another_host() {
    let sandbox = sandbox().await;
    for file in files(&sandbox).await {
        let response = get(&sandbox, &file).await;
        let policy = header(&response, "content-security-policy");
        let mut directives = policy.split("; ").filter_map(|directive| directive.split_once(' '));
        assert_eq!(directives.next(), Some(("default-src", "'none'")), "{file}");
        for (directive, sources) in directives {
            assert!(["'none'", "'self'", "data:"].contains(&sources), "{file}: {directive} {sources}");
        }
    }
}

#[tokio::test]
async fn the_page_shows_the_spec_with_the_sandbox_as_its_server() {
    let served: Value = get(&sandbox().await, "explorer/openapi.json").await.json().await.expect("JSON");
    let mut expected: Value = serde_yaml::from_str(&std::fs::read_to_string(SPEC).expect("a spec")).expect("YAML");
    // Relative to the URL of the served spec.
    expected["servers"] = serde_json::json!([{"url": "/", "description": "This sandbox."}]);
    assert_eq!(served, expected);
}

#[tokio::test]
async fn the_page_has_a_credential_for_each_security_scheme() {
    let served: Value = get(&sandbox().await, "explorer/keys.json").await.json().await.expect("JSON");
    let document = document();
    let schemes = document.tree()["components"]["securitySchemes"].as_object().expect("schemes");
    let keys = served.as_object().expect("keys");
    assert!(keys.keys().eq(schemes.keys()), "{served}");
    for (scheme, key) in keys {
        assert_eq!(key.as_str().map(str::to_owned), Sandbox::key(scheme), "{scheme}");
        assert!(key.is_string(), "{scheme}");
    }
}

#[test]
fn no_api_path_conflicts_with_the_explorer() {
    for at in document().operations() {
        assert!(!at.path.starts_with(explorer::PATH), "{}", at.path);
    }
}
