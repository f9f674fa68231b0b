//! The lines that `cargo xtask sandbox` prints.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use reqwest::Client;
use serde_json::json;

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn a_login_that_requires_a_one_time_password_prints_it() {
    let command = Command::new(env!("CARGO_BIN_EXE_xtask")).arg("sandbox").stdout(Stdio::piped()).spawn();
    let mut sandbox = Running(command.expect("xtask"));
    let mut lines = BufReader::new(sandbox.0.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
    let mut line = |start: &str| -> String {
        let mut rests = lines.by_ref().filter_map(|line| Some(line.strip_prefix(start)?.trim().to_owned()));
        rests.next().unwrap_or_else(|| panic!("no line starts with `{start}`"))
    };
    let tokens = format!("{}/authentication-tokens", line("url"));
    let key = line("secret key");
    let post = |url: String, body| Client::new().post(url).header("REB-APIKEY", &key).json(&body).send();

    let login = json!({"mode": "passwordless", "customerId": "cus-1", "otpRequired": true});
    let login: serde_json::Value = post(tokens.clone(), login).await.expect("a response").json().await.expect("JSON");
    let password = line("one-time password of \"cus-1\":");
    let exchange = format!("{tokens}/{}/exchange", login["token"].as_str().expect("a token"));
    let exchanged = post(exchange, json!({"oneTimePassword": password})).await.expect("a response");
    assert_eq!(exchanged.status(), 201);
}
