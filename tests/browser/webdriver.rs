//! A browser that is controlled through chromedriver (<https://www.w3.org/TR/webdriver2/>).

use std::{
    io::{BufRead as _, BufReader, Lines},
    process::{Child, ChildStdout, Command, Stdio},
};

use reqwest::{Client, Method};
use serde_json::{Value, json};

/// The key of an element reference in WebDriver.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Presses Control and A, and releases all keys.
const SELECT_ALL: &str = "\u{E009}a\u{E000}";

/// A running program. Dropping it stops the program.
pub(crate) struct Running {
    child: Child,
    /// Kept open: a program may end when its output is closed.
    _output: Lines<BufReader<ChildStdout>>,
    /// The rest of its first line with the marker.
    pub(crate) ready: String,
}

impl Running {
    /// Starts a program and waits for a line with this marker. `None` if there is no such program.
    pub(crate) fn start(command: &mut Command, marker: &str) -> Option<Self> {
        let mut child = command.stdout(Stdio::piped()).spawn().ok()?;
        let mut output = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let mut marked = output.by_ref().map_while(Result::ok);
        let ready = marked.find_map(|line| Some(line.split_once(marker)?.1.trim().to_owned()));
        let ready = ready.unwrap_or_else(|| panic!("{command:?} ended and never printed `{marker}`"));
        Some(Self { child, _output: output, ready })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A browser window.
#[derive(Clone)]
pub(crate) struct Browser {
    http: Client,
    session: String,
}

impl Browser {
    /// Opens a window through the chromedriver at this port.
    pub(crate) async fn open(port: &str) -> Result<Self, String> {
        let capabilities = json!({
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            "goog:chromeOptions": {"args": [
                "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--window-size=1000,1780",
                // Chromium's own sandbox does not work in a container. It only opens our page.
                "--no-sandbox", "--disable-dev-shm-usage",
            ]},
            "timeouts": {"implicit": 10_000},
        });
        let http = Client::builder().no_proxy().build().expect("an HTTP client");
        let mut browser = Self { http, session: format!("http://127.0.0.1:{port}/session") };
        let opened = browser.send(Method::POST, "", json!({"capabilities": {"alwaysMatch": capabilities}})).await?;
        browser.session = format!("{}/{}", browser.session, opened["sessionId"].as_str().expect("an ID"));
        Ok(browser)
    }

    pub(crate) async fn close(&self) {
        let _ = self.send(Method::DELETE, "", Value::Null).await;
    }

    pub(crate) async fn go_to(&self, url: &str) {
        self.command("/url", json!({"url": url})).await;
    }

    pub(crate) async fn click(&self, selector: &str) {
        self.on_element(selector, "click", json!({})).await;
    }

    /// Replaces the contents of a field.
    pub(crate) async fn fill(&self, selector: &str, value: &str) {
        self.on_element(selector, "value", json!({"text": format!("{SELECT_ALL}{value}")})).await;
    }

    /// Waits for an element. Returns its content.
    pub(crate) async fn content(&self, selector: &str) -> String {
        self.element(selector).await;
        let script = "return document.querySelector(arguments[0]).textContent";
        self.run(script, json!([selector])).await.as_str().expect("a string").to_owned()
    }

    /// Runs the body of a function. Returns its result.
    pub(crate) async fn run(&self, script: &str, arguments: Value) -> Value {
        self.command("/execute/sync", json!({"script": script, "args": arguments})).await
    }

    /// The log entries since the last call.
    pub(crate) async fn log(&self, kind: &str) -> Vec<Value> {
        let entries = self.command("/se/log", json!({"type": kind})).await;
        entries.as_array().expect("entries").clone()
    }

    /// The window as a PNG, in base64.
    pub(crate) async fn screenshot(&self) -> String {
        let png = self.send(Method::GET, "/screenshot", Value::Null).await.expect("a screenshot");
        png.as_str().expect("base64").to_owned()
    }

    async fn on_element(&self, selector: &str, action: &str, body: Value) {
        let element = self.element(selector).await;
        self.command(&format!("/element/{element}/{action}"), body).await;
    }

    async fn element(&self, selector: &str) -> String {
        let found = self.command("/element", json!({"using": "css selector", "value": selector})).await;
        found[ELEMENT].as_str().expect("an element").to_owned()
    }

    async fn command(&self, path: &str, body: Value) -> Value {
        let result = self.send(Method::POST, path, body.clone()).await;
        result.unwrap_or_else(|error| panic!("{path} {body}: {error}"))
    }

    async fn send(&self, method: Method, path: &str, body: Value) -> Result<Value, String> {
        let mut request = self.http.request(method, format!("{}{path}", self.session));
        if !body.is_null() {
            request = request.json(&body);
        }
        let response = request.send().await.map_err(|error| error.to_string())?;
        let is_success = response.status().is_success();
        let mut body: Value = response.json().await.map_err(|error| error.to_string())?;
        let value = body["value"].take();
        is_success.then_some(value.clone()).ok_or_else(|| value["message"].as_str().unwrap_or_default().to_owned())
    }
}
