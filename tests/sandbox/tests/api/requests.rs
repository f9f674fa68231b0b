//! Invalid requests, and the record of all requests.

use axum::{Router, routing::get};
use rebilly_customer_auth_sandbox::Sandbox;
use reqwest::{
    Method,
    header::{CONTENT_TYPE, HOST},
};
use serde_json::json;

use crate::caller::{Caller, GET, POST, credential, operations};

#[tokio::test]
async fn a_body_that_is_not_json_is_a_422() {
    let caller = Caller::start().await;
    let wrong_type = Some("text/plain");
    let json = Some("application/json; charset=utf-8");
    for (content_type, body) in [
        (json, b"{".to_vec()),
        (json, b"".to_vec()),
        (json, b"[]".to_vec()),
        (json, b"null".to_vec()),
        (json, vec![0xFF]),
        (json, b"[".repeat(100_000)),
        (json, vec![b' '; 2 * 1024 * 1024]),
        (wrong_type, credential("jane").to_string().into_bytes()),
        (None, credential("jane").to_string().into_bytes()),
    ] {
        let mut request = caller.authorized(POST, "/credentials").body(body);
        if let Some(content_type) = content_type {
            request = request.header(CONTENT_TYPE, content_type);
        }
        caller.send(request).await.expect(422);
    }
    assert_eq!(caller.get("/credentials").await.body, json!([]));
    let request = caller.authorized(POST, "/credentials").header(CONTENT_TYPE, "Application/JSON; charset=utf-8");
    caller.send(request.body(credential("jane").to_string())).await.expect(201);
}

#[tokio::test]
async fn an_unknown_operation_is_a_404_or_a_405() {
    let caller = Caller::start().await;
    for path in ["/", "/customers", "/credentials//", "/credentials/a/b", "/organizations/org-1"] {
        let reply = caller.get(path).await.expect(404);
        assert_eq!(reply.string("title"), "Not Found");
    }
    caller.call(Method::PATCH, "/credentials", None).await.expect(405);
    caller.delete("/authentication-options").await.expect(405);
}

#[tokio::test]
async fn a_path_with_one_trailing_slash_is_the_path_without() {
    let caller = Caller::start().await;
    for prefix in ["", "/organizations/org-1"] {
        for (method, path, body, _) in operations() {
            let path = format!("{prefix}{path}");
            let without = caller.call(method.clone(), &path, body.clone()).await;
            let with = caller.call(method, &format!("{path}/"), body).await;
            assert_eq!((with.status, with.body), (without.status, without.body), "{path}");
        }
    }
    let created = caller.post("/credentials/", credential("jane")).await.expect(201);
    caller.get(&format!("{}/", created.link("self"))).await.expect(200);
}

#[tokio::test]
async fn every_response_has_the_sandbox_date() {
    let caller = Caller::start().await;
    let start = "Thu, 01 Jan 2026 00:00:00 GMT";
    for (method, path, body, _) in operations() {
        assert_eq!(caller.call(method, path, body).await.header("Date"), start);
    }
    assert_eq!(caller.get("/nowhere").await.header("Date"), start);
    caller.sandbox.clock().advance(std::time::Duration::from_secs(86_400));
    let reply = caller.get("/credentials").await;
    assert_eq!(reply.header("Date"), "Fri, 02 Jan 2026 00:00:00 GMT");
}

#[tokio::test]
async fn every_problem_has_the_same_members() {
    let caller = Caller::start().await;
    let reply = caller.get("/credentials/unknown").await.expect(404);
    assert_eq!(reply.header("Content-Type"), "application/json");
    assert_eq!(reply.string("type"), "about:blank");
    assert_eq!(reply.string("title"), "Not Found");
    assert_eq!(reply.body["status"], 404);
    assert!(!reply.string("detail").is_empty());
}

#[tokio::test]
async fn all_requests_are_recorded() {
    let caller = Caller::start().await;
    assert!(caller.sandbox.requests().is_empty());
    caller.post("/credentials", credential("jane")).await.expect(201);
    caller.get("/credentials/a%20b?limit=1").await.expect(404);
    caller.send(caller.request(GET, "/nowhere")).await.expect(404);

    let requests = caller.sandbox.requests();
    let lines: Vec<_> = requests
        .iter()
        .map(|request| (request.method.as_str(), request.path.as_str(), request.query.as_deref()))
        .collect();
    assert_eq!(
        lines,
        [("POST", "/credentials", None), ("GET", "/credentials/a%20b", Some("limit=1")), ("GET", "/nowhere", None),]
    );
    assert_eq!(requests[0].json(), Some(credential("jane")));
    assert_eq!(requests[0].header("reb-apikey"), Some(caller.sandbox.secret_api_key()));
    assert_eq!(requests[2].header("reb-apikey"), None);
    assert!(requests[1].body.is_empty());
}

#[tokio::test]
async fn a_body_of_more_than_64_kib_is_recorded_in_part() {
    let caller = Caller::start().await;
    let body = format!("{}{}", " ".repeat(64 * 1024), credential("jane"));
    let request = caller.authorized(POST, "/credentials");
    caller.send(request.header(CONTENT_TYPE, "application/json").body(body.clone())).await.expect(201);
    let recorded = caller.sandbox.requests().pop().unwrap();
    assert_eq!(recorded.body, body.as_bytes()[..64 * 1024]);
    assert_eq!(recorded.header("Content-Length"), Some(&*body.len().to_string()));
    assert_eq!(recorded.json(), None);
}

#[tokio::test]
async fn a_request_for_another_host_is_a_421() {
    let routes = Router::new().route("/page", get("null"));
    let sandbox = Sandbox::builder().routes(routes).host("api.corp.example").start().await.unwrap();
    let caller = Caller::new(sandbox);
    let own = caller.sandbox.url().trim_start_matches("http://").to_owned();
    for host in [&own, "127.0.0.1", "LocalHost", "localhost:4010", "[::1]", "[::1]:4010", "api.corp.example:443"] {
        caller.send(caller.request(GET, "/page").header(HOST, host)).await.expect(200);
        caller.send(caller.request(GET, "/credentials").header(HOST, host)).await.expect(401);
    }
    for host in
        ["", "rebound.example", "127.0.0.1.rebound.example", "localhost.rebound.example:4010", "10.0.0.1", "::1"]
    {
        for (method, path) in
            [(GET, "/page"), (GET, "/credentials"), (GET, "/nowhere"), (Method::PATCH, "/credentials")]
        {
            let request = caller.authorized(method, path).header(HOST, host);
            let reply = caller.send(request).await.expect(421);
            assert_eq!(reply.string("title"), "Misdirected Request");
            assert_eq!(caller.sandbox.requests().pop().unwrap().path, path);
        }
    }
}
