//! A browser that does as it is told, through chromedriver (<https://www.w3.org/TR/webdriver2/>).

use std::{
    io::{BufRead as _, BufReader, Lines},
    process::{Child, ChildStdout, Command, Stdio},
};

use reqwest::{Client, Method};
use serde_json::{Value, json};

/// The name under which WebDriver refers to an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Control and A, and no key.
const SELECT_ALL: &str = "\u{E009}a\u{E000}";

/// A program that is stopped when this is dropped.
pub(crate) struct Running {
    child: Child,
    /// A program whose output nobody can take may end.
    _output: Lines<BufReader<ChildStdout>>,
    /// What its first line with the mark says behind it.
    pub(crate) said: String,
}

impl Running {
    /// Starts a program and waits for a line with this mark. `None` if there is no such program.
    pub(crate) fn start(command: &mut Command, mark: &str) -> Option<Self> {
        let mut child = command.stdout(Stdio::piped()).spawn().ok()?;
        let mut output = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let mut marked = output.by_ref().map_while(Result::ok);
        let said = marked.find_map(|line| Some(line.split_once(mark)?.1.trim().to_owned()));
        let said = said.unwrap_or_else(|| panic!("{command:?} ended and never said `{mark}`"));
        Some(Self { child, _output: output, said })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One window.
#[derive(Clone)]
pub(crate) struct Browser {
    http: Client,
    session: String,
}

impl Browser {
    /// Opens a window through the chromedriver at this port; the error says why there is none.
    pub(crate) async fn open(port: &str) -> Result<Self, String> {
        let capabilities = json!({
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            "goog:chromeOptions": {"args": [
                "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--window-size=1000,1780",
                // In a container Chromium cannot make its own sandbox. It opens no page but ours.
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

    /// Replaces what the field holds.
    pub(crate) async fn fill(&self, selector: &str, text: &str) {
        self.on_element(selector, "value", json!({"text": format!("{SELECT_ALL}{text}")})).await;
    }

    /// The text of the first such element, waited for.
    pub(crate) async fn text(&self, selector: &str) -> String {
        self.element(selector).await;
        let script = "return document.querySelector(arguments[0]).textContent";
        self.run(script, json!([selector])).await.as_str().expect("a text").to_owned()
    }

    /// What the body of a function returns.
    pub(crate) async fn run(&self, script: &str, arguments: Value) -> Value {
        self.command("/execute/sync", json!({"script": script, "args": arguments})).await
    }

    /// What was logged since the last time.
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
        let answer = self.send(Method::POST, path, body.clone()).await;
        answer.unwrap_or_else(|error| panic!("{path} {body}: {error}"))
    }

    async fn send(&self, method: Method, path: &str, body: Value) -> Result<Value, String> {
        let mut request = self.http.request(method, format!("{}{path}", self.session));
        if !body.is_null() {
            request = request.json(&body);
        }
        let response = request.send().await.map_err(|error| error.to_string())?;
        let is_success = response.status().is_success();
        let mut answer: Value = response.json().await.map_err(|error| error.to_string())?;
        let value = answer["value"].take();
        is_success.then_some(value.clone()).ok_or_else(|| value["message"].as_str().unwrap_or_default().to_owned())
    }
}
