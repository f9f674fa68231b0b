//! Calls all operations of the spec in a browser, on the page that `cargo xtask sandbox` serves.
//!
//! Needs chromedriver and Chromium; without them, the test is skipped with a message.

mod webdriver;

use std::{collections::BTreeMap, process::Command};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use rebilly_customer_auth_codegen::{self as codegen, Document};
use serde_json::{Value, json};

use webdriver::{Browser, Running};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/customer-authentication.yaml");
const SCREENSHOT: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/explorer.png");

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let Some(driver) = Running::start(Command::new("chromedriver").arg("--port=0"), "started successfully on port")
    else {
        println!("skipped: the explorer was not tested in a browser, because chromedriver is missing");
        return;
    };
    let browser = match Browser::open(driver.ready.trim_end_matches('.')).await {
        Ok(browser) => browser,
        Err(error) if error.contains("cannot find Chrome binary") => {
            println!("skipped: the explorer was not tested in a browser, because Chromium is missing");
            return;
        }
        Err(error) => panic!("the browser does not start: {error}"),
    };
    // An open window would outlive a panic.
    let tested = tokio::spawn(test_the_explorer(browser.clone())).await;
    browser.close().await;
    if let Err(error) = tested {
        std::panic::resume_unwind(error.into_panic());
    }
    println!("the explorer works; {SCREENSHOT} shows it");
}

async fn test_the_explorer(browser: Browser) {
    let mut sandbox = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let sandbox = Running::start(sandbox.arg("sandbox"), "explorer ").expect("a sandbox");
    let document = codegen::load(DOCUMENT).expect("a spec");
    browser.go_to(&sandbox.ready).await;
    browser.content(".opblock").await;

    every_operation_is_shown(&browser, &document).await;
    every_operation_succeeds(&browser, &document).await;
    nothing_is_logged(&browser).await;
    any_key_can_be_sent(&browser).await;
    only_the_sandbox_is_requested(&browser, &sandbox.ready).await;
}

async fn every_operation_is_shown(browser: &Browser, document: &Document) {
    let script = "return [...document.querySelectorAll('.opblock-summary-operation-id')].map((id) => id.textContent)";
    let shown = browser.run(script, json!([])).await;
    let operations = document.operations();
    let ids: Vec<_> = operations.iter().map(|at| at.id()).collect();
    assert_eq!(shown, json!(ids));
}

async fn every_operation_succeeds(browser: &Browser, document: &Document) {
    let mut operations = document.operations();
    // A login needs a credential, and other operations need items, so these are created first and deleted last.
    operations.sort_by_key(|at| match (at.id(), at.method) {
        (Some("PostCredential"), _) => 0,
        (Some("PostAuthenticationToken"), _) => 1,
        (_, "post") => 2,
        (_, "delete") => 4,
        _ => 3,
    });
    // The ID or token of the last created item, by the path of its collection.
    let mut items: BTreeMap<&str, String> = BTreeMap::new();
    for at in &operations {
        let operation = Operation { browser, id: at.id().expect("an ID") };
        operation.open().await;
        if let Some((collection, rest)) = at.path.split_once("/{") {
            let (parameter, _) = rest.split_once('}').expect("a template");
            operation.fill_parameter(parameter, &items[collection]).await;
        }
        let status = operation.execute().await;
        let responses = at.operation["responses"].as_object().expect("responses");
        assert!(status.starts_with('2') && responses.contains_key(&status), "{}: {status}", operation.id);
        if at.method == "post" && !at.path.contains('{') {
            items.insert(at.path, own_segment(&operation.response_body().await));
        }
        if operation.id == "PostAuthenticationToken" {
            operation.take_screenshot().await;
        }
        operation.close().await;
    }
}

/// The last segment of the `self` link of a response.
fn own_segment(body: &Value) -> String {
    let mut links = body["_links"].as_array().expect("links").iter();
    let link = links.find(|link| link["rel"] == "self").expect("a link to itself");
    let (_, segment) = link["href"].as_str().and_then(|url| url.rsplit_once('/')).expect("a URL");
    segment.to_owned()
}

/// A publishable key is rejected, and a JWT and a secret key are accepted.
async fn any_key_can_be_sent(browser: &Browser) {
    let operation = Operation { browser, id: "GetCredentialCollection" };
    operation.open().await;
    for (scheme, status) in [("PublishableApiKey", "403"), ("JWT", "200"), ("SecretApiKey", "200")] {
        browser.click(&format!("[value={scheme}]")).await;
        browser.click(&operation.within(".btn-clear")).await;
        assert_eq!(operation.execute().await, status, "{scheme}");
    }
}

async fn nothing_is_logged(browser: &Browser) {
    assert_eq!(browser.log("browser").await, [Value::Null; 0]);
}

/// Asserts that all requests of the page went to the sandbox.
async fn only_the_sandbox_is_requested(browser: &Browser, page: &str) {
    let origin = page.strip_suffix("explorer").expect("the explorer's URL");
    let mut count = 0;
    for entry in browser.log("performance").await {
        let event: Value = serde_json::from_str(entry["message"].as_str().expect("a string")).expect("JSON");
        if event["message"]["method"] != "Network.requestWillBeSent" {
            continue;
        }
        let url = event["message"]["params"]["request"]["url"].as_str().expect("a URL");
        assert!(url.starts_with(origin) || url.starts_with("data:"), "{url}");
        count += 1;
    }
    assert!(count > 16, "{count} requests");
}

/// An operation on the page.
struct Operation<'a> {
    browser: &'a Browser,
    id: &'a str,
}

impl Operation<'_> {
    fn within(&self, selector: &str) -> String {
        format!("[id$='-{}'] {selector}", self.id)
    }

    async fn open(&self) {
        self.browser.click(&self.within(".opblock-summary-control")).await;
    }

    async fn close(&self) {
        self.open().await;
    }

    async fn fill_parameter(&self, name: &str, value: &str) {
        self.browser.fill(&self.within(&format!("[data-param-name={name}] input")), value).await;
    }

    /// Executes the operation. Returns the status that the page shows.
    async fn execute(&self) -> String {
        self.browser.click(&self.within(".execute")).await;
        self.browser.content(&self.within(".live-responses-table .response .response-col_status")).await
    }

    /// The response body that the page shows.
    async fn response_body(&self) -> Value {
        let shown = self.browser.content(&self.within(".live-responses-table code")).await;
        serde_json::from_str(&shown).expect("JSON")
    }

    async fn take_screenshot(&self) {
        let script = "document.querySelector(arguments[0]).parentElement.scrollIntoView()";
        self.browser.run(script, json!([self.within(".opblock-summary")])).await;
        let png = STANDARD.decode(self.browser.screenshot().await).expect("base64");
        std::fs::write(SCREENSHOT, png).expect("a file");
    }
}
