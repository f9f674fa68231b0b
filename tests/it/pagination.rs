//! Reading a list to its end, whatever the headers say.

use crate::support::stub::{Recorded, Stub, respond};
use std::time::Duration;

use rebilly_customer_auth::{Client, Error, ErrorKind, Paginate};
use serde_json::json;

/// How the server pages.
#[derive(Clone, Copy)]
struct Server {
    total: u64,
    default_limit: u64,
    has_headers: bool,
    ignores_offset: bool,
    highest_offset: u64,
}

const SERVER: Server =
    Server { total: 5, default_limit: 100, has_headers: true, ignores_offset: false, highest_offset: u64::MAX };

impl Server {
    fn answer(self, request: &Recorded) -> axum::http::Response<axum::body::Body> {
        let query = request.uri.query().unwrap_or_default();
        let number = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(key, _)| *key == name).and_then(|(_, value)| value.parse::<u64>().ok())
        };
        let asked = number("offset").unwrap_or(0);
        if asked > self.highest_offset {
            return respond(422, &[], "{}");
        }
        let offset = if self.ignores_offset { 0 } else { asked };
        let limit = number("limit").unwrap_or(self.default_limit);
        let items: Vec<_> = (offset..self.total.min(offset + limit))
            .map(|index| json!({"username": format!("user-{index}"), "customerId": "c"}))
            .collect();
        let values = [self.total.to_string(), limit.to_string(), offset.to_string()];
        let names = ["pagination-total", "pagination-limit", "pagination-offset"];
        let headers: Vec<(&str, &str)> = names.into_iter().zip(values.iter().map(String::as_str)).collect();
        respond(200, if self.has_headers { &headers } else { &[] }, json!(items).to_string())
    }
}

async fn start(server: Server) -> (Stub, Client) {
    let stub = Stub::answering(move |request| server.answer(request)).await;
    let client = Client::builder().base_url(&stub.url).secret_api_key("secret").build().expect("a client");
    (stub, client)
}

/// The items up to the end or the first error.
async fn read(client: &Client, limit: Option<u64>, offset: Option<u64>) -> (Vec<String>, Option<Error>) {
    let mut items = client.get_credential_collection().limit(limit).offset(offset).items();
    let mut names = Vec::new();
    // More than any of these servers has: a stream that does not end fails the test instead of hanging it.
    for _ in 0..100 {
        let next = tokio::time::timeout(Duration::from_secs(10), items.next()).await;
        match next.expect("the stream gives an item or ends") {
            Some(Ok(item)) => names.push(item.username),
            Some(Err(error)) => return (names, Some(error)),
            None => return (names, None),
        }
    }
    panic!("the stream does not end");
}

fn users(range: std::ops::Range<u64>) -> Vec<String> {
    range.map(|index| format!("user-{index}")).collect()
}

#[tokio::test]
async fn the_total_ends_the_list_and_no_page_is_asked_for_beyond_it() {
    for (limit, pages) in [(Some(2), 3), (Some(5), 1), (Some(1), 5), (None, 1)] {
        let (stub, client) = start(SERVER).await;
        let (names, error) = read(&client, limit, None).await;
        assert_eq!((names, error.is_none(), stub.requests().len()), (users(0..5), true, pages));
    }
}

#[tokio::test]
async fn the_calls_own_offset_and_limit_begin_and_size_the_pages() {
    let (stub, client) = start(SERVER).await;
    let (names, _) = read(&client, Some(2), Some(1)).await;
    assert_eq!(names, users(1..5));
    let queries: Vec<_> = stub.requests().iter().map(|request| request.uri.query().map(str::to_owned)).collect();
    assert_eq!(queries, [Some("limit=2&offset=1".to_owned()), Some("limit=2&offset=3".to_owned())]);
}

#[tokio::test]
async fn a_page_says_where_it_is() {
    let (_stub, client) = start(SERVER).await;
    let mut pages = client.get_credential_collection().limit(2).pages();
    pages.next().await;
    let page = pages.next().await.expect("a page").expect("no error");
    assert_eq!((page.total, page.limit, page.offset, page.items.len()), (Some(5), Some(2), 2, 2));
}

#[tokio::test]
async fn without_headers_a_short_or_an_empty_page_ends_the_list() {
    for (limit, requests) in [(Some(2), 3), (Some(5), 2), (None, 2)] {
        let (stub, client) = start(Server { has_headers: false, ..SERVER }).await;
        let (names, error) = read(&client, limit, None).await;
        assert_eq!((names, error.is_none(), stub.requests().len()), (users(0..5), true, requests));
    }
}

#[tokio::test]
async fn an_empty_list_has_one_empty_page_and_no_items() {
    let (stub, client) = start(Server { total: 0, ..SERVER }).await;
    assert_eq!(read(&client, None, None).await.0, Vec::<String>::new());
    assert_eq!(stub.requests().len(), 1);
}

#[tokio::test]
async fn a_server_that_ignores_the_offset_is_an_error_and_no_endless_list() {
    for has_headers in [true, false] {
        let (_stub, client) = start(Server { ignores_offset: true, has_headers, ..SERVER }).await;
        let (names, error) = read(&client, Some(2), None).await;
        assert_eq!(names, users(0..2));
        let error = error.expect("an error");
        assert_eq!((error.kind(), error.operation_id()), (ErrorKind::Pagination, Some("GetCredentialCollection")));
    }
}

#[tokio::test]
async fn the_servers_ceiling_of_the_offset_is_an_error_and_no_silent_cut() {
    let (_stub, client) = start(Server { highest_offset: 2, ..SERVER }).await;
    let (names, error) = read(&client, Some(2), None).await;
    assert_eq!((names, error.map(|error| error.kind())), (users(0..4), Some(ErrorKind::Validation)));
}

#[tokio::test]
async fn the_items_are_a_stream_that_can_be_sent_to_another_task() {
    fn is_stream<'a, T: futures_core::Stream + Send + Unpin + 'a>(_: &T) {}
    let (_stub, client) = start(SERVER).await;
    is_stream(&client.get_credential_collection().items());
    is_stream(&client.get_authentication_token_collection().pages());
    is_stream(&client.get_password_token_collection().pages());
}

#[tokio::test]
async fn a_stream_outlives_the_client_that_it_was_made_of() {
    let (_stub, client) = start(SERVER).await;
    let mut items = client.get_credential_collection().limit(2).items();
    drop(client);
    let reading = tokio::spawn(async move {
        let mut count = 0;
        while let Some(item) = items.next().await {
            item.expect("a credential");
            count += 1;
        }
        count
    });
    assert_eq!(reading.await.expect("no panic"), SERVER.total);
}
