//! Pages of the three collections.

use serde_json::json;

use crate::caller::{Caller, Reply, credential, login};

fn figures(reply: &Reply) -> (&str, &str, &str) {
    (reply.header("Pagination-Total"), reply.header("Pagination-Limit"), reply.header("Pagination-Offset"))
}

fn count(reply: &Reply) -> usize {
    reply.body.as_array().unwrap().len()
}

#[tokio::test]
async fn all_three_collections_have_pages() {
    let caller = Caller::start().await;
    for username in ["jane", "jim", "john"] {
        caller.post("/credentials", credential(username)).await.expect(201);
        caller.post("/authentication-tokens", login(username)).await.expect(201);
        caller.post("/password-tokens", json!({"username": username})).await.expect(201);
    }
    for path in ["/credentials", "/authentication-tokens", "/password-tokens"] {
        let all = caller.get(path).await.expect(200);
        assert_eq!(figures(&all), ("3", "100", "0"));
        assert_eq!(count(&all), 3);
        let middle = caller.get(&format!("{path}?limit=1&offset=1")).await.expect(200);
        assert_eq!(figures(&middle), ("3", "1", "1"));
        assert_eq!(middle.body[0]["username"], "jim");
        let beyond = caller.get(&format!("{path}?offset=3")).await.expect(200);
        assert_eq!(figures(&beyond), ("3", "100", "3"));
        assert_eq!(count(&beyond), 0);
    }
}

#[tokio::test]
async fn a_limit_out_of_range_is_replaced_by_the_nearest_or_the_default() {
    let caller = Caller::start().await;
    for (query, limit, offset) in [
        ("limit=0", "0", "0"),
        ("limit=1000", "1000", "0"),
        ("limit=1001", "1000", "0"),
        ("limit=-1", "0", "0"),
        ("limit=5&limit=6", "5", "0"),
        ("limit=ten&offset=ten", "100", "0"),
        ("offset=-1", "100", "0"),
        ("limit=&offset", "100", "0"),
        ("offset=9223372036854775807", "100", "9223372036854775807"),
        ("offset=9223372036854775808", "100", "0"),
    ] {
        let reply = caller.get(&format!("/credentials?{query}")).await.expect(200);
        assert_eq!(figures(&reply), ("0", limit, offset), "{query}");
    }
}

#[tokio::test]
async fn a_filter_keeps_the_items_that_it_names() {
    let caller = Caller::start().await;
    for username in ["jane", "jim", "john", "jane doe"] {
        caller.post("/credentials", credential(username)).await.expect(201);
    }
    for (filter, names) in [
        ("username%3Ajim", vec!["jim"]),
        ("username:jane,john&limit=1", vec!["jane"]),
        ("username:jane,jim;username:jim", vec!["jim"]),
        ("username:nobody", vec![]),
        ("username:jane+doe", vec!["jane doe"]),
        ("nonsense", vec!["jane", "jim", "john", "jane doe"]),
    ] {
        let reply = caller.get(&format!("/credentials?filter={filter}")).await.expect(200);
        let found: Vec<&str> =
            reply.body.as_array().unwrap().iter().map(|it| it["username"].as_str().unwrap()).collect();
        assert_eq!(found, names, "{filter}");
    }
    assert_eq!(figures(&caller.get("/credentials?filter=username:jane,john&limit=1").await).0, "2");
}
