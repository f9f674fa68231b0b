//! Resource limits: the memory cost of a response, measured with a counting allocator. A separate binary with one
//! measuring test, because the count is that of the whole process.

#[path = "../it/support/mod.rs"]
mod support;

use std::io::{Read, Write};
use std::net::TcpListener;
use std::sync::Arc;

use peak_alloc::PeakAlloc;
use rebilly_customer_auth::{Client, Error, RetryPolicy};

use crate::support::client::plain;
use crate::support::operations::every_operation;

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

/// Long enough that the fixed cost of a response is small beside it.
const LENGTH: usize = 1024 * 1024;
/// The fixed cost of a response: the allowance of the client, and its buffers.
const ALLOWANCE: usize = 5 * 1024 * 1024;

/// Responds to each request with these bytes without copying them.
fn serve(response: Vec<u8>) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let response = Arc::new(response);
    std::thread::spawn(move || {
        let (mut connection, _) = listener.accept().expect("a connection");
        let _ = connection.read(&mut [0; 4096]);
        let _ = connection.write_all(&response);
    });
    url
}

fn response(status: u16, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status} \r\nconnection: close\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

/// Small values in different surroundings.
const ITEMS: [&str; 7] = [
    "{}", r#"{"":0}"#, "[0]", "0", r#""a""#, r#"{"username":"","customerId":""}"#, r#"{"acl":[{"scope":{"a":[""]}}]}"#,
];

/// Items up to the total length, each padded to this length.
fn items(item: &str, padding: usize) -> String {
    let item = format!("{item:padding$}");
    vec![item.as_str(); LENGTH / (item.len() + 1)].join(",")
}

fn members() -> String {
    (0..LENGTH / 10).map(|number| format!("\"{number:x}\":0")).collect::<Vec<_>>().join(",")
}

/// The bodies: lists, and objects with free-form members.
fn bodies() -> Vec<(String, String)> {
    // Item lengths near the limit, and items without surroundings.
    let lists = ITEMS.iter().flat_map(|item| [0, 48, 150].map(|padding| (*item, padding)));
    let lists =
        lists.map(|(item, padding)| (format!("{item} padded to {padding}"), format!("[{}]", items(item, padding))));
    let maps = [("members".to_owned(), format!("{{{}}}", members()))];
    let values = lists.chain(maps).collect::<Vec<_>>();
    let within = values.iter().map(|(name, value)| {
        let object = format!(r#"{{"username":"a","customerId":"c","customClaims":{{"a":{value}}},"other":{value}}}"#);
        (format!("an object with {name}"), object)
    });
    within.chain(values.clone()).collect()
}

/// Objects with a member of the wrong type, which is left out: that takes a tree of the whole body.
fn wrong_member() -> impl Iterator<Item = (String, String)> {
    // One-member objects need no comma. Their names are so long that the body is just not too costly to decode.
    let nested = |length: usize| {
        let levels = format!(r#"{{"{}":"#, "k".repeat(length)).repeat(100);
        format!("{levels}0{}", "}".repeat(100))
    };
    let shapes = [113, 200, 400].map(|length| (format!("names of {length} bytes"), nested(length)));
    let shapes = shapes.into_iter().chain(ITEMS.map(|item| (item.to_owned(), format!("{item:150}"))));
    let beside = shapes.map(|(name, item)| {
        let claims = vec![items(&item, 0); 4].join(",");
        let body = format!(r#"{{"token":"t","username":"a","customerId":7,"customClaims":{{"a":[{claims}]}}}}"#);
        (format!("a wrong member beside {name}"), body)
    });
    // Each of them is left out, with the long name on its path.
    let below = [(61_000, 256), (500_000, 32)].map(|(length, count)| {
        let members = (0..count).map(|number| format!("\"{number}\":1e999")).collect::<Vec<_>>().join(",");
        let name = "k".repeat(length);
        let body = format!(r#"{{"token":"t","customClaims":{{"{name}":{{{members}}}}}}}"#);
        (format!("{count} wrong members below a name of {length} bytes"), body)
    });
    beside.chain(below)
}

/// Error bodies: maps of messages by field, as before 2019, with long names, many messages or many fields, a member of
/// the wrong type beside a list, and lists in lists.
fn problems() -> impl Iterator<Item = (String, String)> {
    let items = vec![r#"{"field":5}"#; 5_300].join(",");
    let wrong = ["x", "invalidFields"]
        .map(|list| (format!("a wrong title beside `{list}`"), format!(r#"{{"title":5,"{list}":[{items}]}}"#)));
    let maps = [(1, 16), (4, 4), (500, 20_000), (2_000, 20_000), (32_000, 9_000)].map(|(length, count)| {
        let messages = vec![r#""""#; count.min((60_000 - length) / 3)].join(",");
        let field = |number: usize| format!(r#""{number:a>length$}":[{messages}]"#);
        let fields = 60_000 / (length + messages.len() + 6);
        let body = (0..fields.max(1)).map(field).collect::<Vec<_>>().join(",");
        (format!("{count} messages of fields of {length} bytes"), format!(r#"{{"invalidFields":{{{body}}}}}"#))
    });
    let nested = [("[[[[", "]]]]"), ("[[[[[[[[", "]]]]]]]]"), (r#"{"":[{"":[{"":["#, "]}]}]}")].map(|(open, close)| {
        let item = format!("{}{}", open.repeat(12), close.repeat(12));
        let items = vec![item.as_str(); 65_000 / item.len()].join(",");
        (format!("lists in {open}"), format!(r#"{{"x":[{items}]}}"#))
    });
    maps.into_iter().chain(wrong).chain(nested)
}

/// Tokens whose claims or whose escapes are many times as large as they are.
#[cfg(feature = "sessions")]
fn tokens() -> impl Iterator<Item = String> {
    use base64::Engine as _;
    let jwt = |items: &str| {
        let claims = format!(r#"{{"exp":2,"iat":1,"x":[{items}]}}"#);
        format!("e30.{}.c2ln", base64::prelude::BASE64_URL_SAFE_NO_PAD.encode(claims))
    };
    ITEMS
        .iter()
        .flat_map(move |item| [jwt(&items(item, 0)), jwt(&vec![*item; 2_000].join(","))])
        .chain(["%".repeat(LENGTH)])
}

fn client(status: u16, body: &str) -> Client {
    let url = serve(response(status, body));
    let builder = Client::builder().base_url(&url).secret_api_key("k").retry_policy(RetryPolicy::none());
    builder.configure_http_client(plain).build().expect("a client")
}

/// Checks the memory that a request allocates at once beyond the allowance. Returns it as a multiple of the body.
async fn checked_cost<T>(request: impl Future<Output = Result<T, Error>>, what: &str, body: &str) -> f64 {
    ALLOCATOR.reset_peak_usage();
    let before = ALLOCATOR.current_usage();
    let outcome = request.await;
    let cost = ALLOCATOR.peak_usage().saturating_sub(before);
    let times = cost.saturating_sub(ALLOWANCE) as f64 / body.len() as f64;
    assert!(times <= 8.0, "{what}: {cost} bytes for {} ({times}); {:?}", body.len(), outcome.err());
    times
}

#[tokio::test]
async fn no_response_costs_more_than_eight_times_its_bytes() {
    let mut highest = 0.0_f64;
    for (name, body) in bodies() {
        for row in every_operation() {
            let what = format!("{}: {name}", row.operation.id);
            highest = highest.max(checked_cost(row.send_valid(client(200, &body)), &what, &body).await);
        }
    }
    for (name, body) in problems() {
        for status in [422, 503] {
            let request = client(status, &body).get_credential().id("a");
            highest = highest.max(checked_cost(request.send(), &name, &body).await);
        }
    }
    for (name, body) in wrong_member() {
        let exchange = client(200, &body).post_authentication_token_exchange().token("t").body_map(|body| body);
        highest = highest.max(checked_cost(exchange.send(), &name, &body).await);
    }
    #[cfg(feature = "sessions")]
    for token in tokens() {
        let body = format!(r#"{{"token":"{token}"}}"#);
        let pending = client(201, &body).resume_login("t");
        highest = highest.max(checked_cost(pending.submit("1"), "a JWT", &body).await);
        let login = client(201, &body).customer_session("c").open();
        highest = highest.max(checked_cost(login, "a token of a login", &body).await);
    }
    println!("at most {highest:.1} times the bytes of a response");
}
