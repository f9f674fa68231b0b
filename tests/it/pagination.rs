//! Pagination ends where the collection ends, with and without the headers of a page.

use rebilly_customer_auth::{Client, Error, ErrorKind, Paginate, RequestOptions};
use serde_json::json;

use crate::support::client::{LONG, client};
use crate::support::server::{self, Received, Reply, persistent};

/// A server of a collection.
#[derive(Clone, Copy)]
struct Collection {
    has_headers: bool,
    ignores_offset: bool,
}

const COLLECTION: Collection = Collection { has_headers: true, ignores_offset: false };
const TOTAL: u64 = 5;

/// The headers and the body of a page whose items are their own numbers.
fn page(offset: u64, limit: u64) -> (String, String) {
    let item = |index: u64| json!({"username": index.to_string(), "customerId": "c"});
    let items: Vec<_> = (offset..TOTAL.min(offset + limit)).map(item).collect();
    let headers = [("total", TOTAL), ("limit", limit), ("offset", offset)];
    let headers = headers.map(|(name, value)| format!("pagination-{name}: {value}\r\n")).concat();
    (headers, json!(items).to_string())
}

impl Collection {
    fn reply(self, request: &Received) -> Reply {
        let offset = request.number("offset").filter(|_| !self.ignores_offset).unwrap_or(0);
        let (headers, body) = page(offset, request.number("limit").unwrap_or(100));
        server::keep_alive_after(persistent(200, if self.has_headers { &headers } else { "" }, body))
    }

    async fn start(self) -> (server::Server, Client) {
        let reply = move |requests: &[Received]| self.reply(requests.last().expect("a request"));
        let server = server::Server::start(reply).await;
        let client = client(&server.url);
        (server, client)
    }
}

/// Reads the items up to the end or the first error.
async fn read(client: Client, limit: Option<u64>, offset: Option<u64>) -> (Vec<u64>, Option<Error>) {
    let mut items = client.get_credential_collection().limit(limit).offset(offset).items();
    // The stream continues without it.
    drop(client);
    let mut numbers = Vec::new();
    // No server here has so many items: an endless stream fails the test.
    for _ in 0..100 {
        let next = tokio::time::timeout(LONG, items.next()).await;
        match next.expect("an item or the end") {
            Some(Ok(item)) => numbers.push(item.username.parse().expect("a number")),
            Some(Err(error)) => return (numbers, Some(error)),
            None => return (numbers, None),
        }
    }
    panic!("the stream does not end");
}

#[tokio::test]
async fn pagination_starts_at_the_requests_offset_with_its_limit() {
    let (server, client) = COLLECTION.start().await;
    let (numbers, _) = read(client, Some(2), Some(1)).await;
    assert_eq!(numbers, [1, 2, 3, 4]);
    let targets: Vec<_> = server.requests().iter().map(|request| request.target().to_owned()).collect();
    assert_eq!(targets, ["/credentials?limit=2&offset=1", "/credentials?limit=2&offset=3"]);
}

#[tokio::test]
async fn a_page_has_its_total_limit_and_offset() {
    let (_server, client) = COLLECTION.start().await;
    let mut pages = client.get_credential_collection().limit(2).pages();
    pages.next().await;
    let page = pages.next().await.expect("a page").expect("no error");
    assert_eq!((page.total, page.limit, page.offset, page.items.len()), (Some(5), Some(2), 2, 2));
}

#[tokio::test]
async fn a_short_or_empty_page_ends_pagination_without_headers() {
    for (limit, requests) in [(Some(2), 3), (Some(5), 2), (Some(9), 1), (None, 2)] {
        let (server, client) = Collection { has_headers: false, ..COLLECTION }.start().await;
        let (numbers, error) = read(client, limit, None).await;
        assert_eq!((numbers, error.is_none(), server.requests().len()), (vec![0, 1, 2, 3, 4], true, requests));
    }
}

#[tokio::test]
async fn pagination_fails_when_the_server_ignores_the_offset() {
    for has_headers in [true, false] {
        let (_server, client) = Collection { ignores_offset: true, has_headers }.start().await;
        let (numbers, error) = read(client, Some(2), None).await;
        assert_eq!(numbers, [0, 1]);
        let error = error.expect("an error");
        assert_eq!((error.kind(), error.operation_id()), (ErrorKind::Pagination, Some("GetCredentialCollection")));
    }
}

#[tokio::test]
async fn an_offset_among_the_options_is_rejected_before_the_first_page() {
    let (server, client) = COLLECTION.start().await;
    let request = client.get_credential_collection().options(RequestOptions::new().query("offset", "3"));
    let error = request.items().try_collect::<Vec<_>>().await.expect_err("two offsets");
    assert_eq!((error.kind(), server.requests().len()), (ErrorKind::InvalidRequest, 0), "{error}");
}
