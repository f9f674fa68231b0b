//! Reading ahead over real connections, from a server that answers each page when the test says so.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Response, Uri};
use rebilly_customer_auth::{Client, ErrorKind, Paginate, RetryPolicy};
use serde_json::json;
use tokio::sync::{mpsc, watch};

/// Longer than any test takes.
const LONG: Duration = Duration::from_secs(20);

/// A list of items that are their own numbers. Each page waits for its gate.
struct Server {
    client: Client,
    asked: mpsc::UnboundedReceiver<u64>,
    left: mpsc::UnboundedReceiver<u64>,
    gates: watch::Sender<BTreeSet<u64>>,
    most_at_once: Arc<AtomicUsize>,
}

/// Says when the server is done with a page, answered or not.
struct Waiting {
    offset: u64,
    left: mpsc::UnboundedSender<u64>,
    at_once: Arc<AtomicUsize>,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.at_once.fetch_sub(1, Ordering::SeqCst);
        let _ = self.left.send(self.offset);
    }
}

impl Server {
    /// Has so many items; the page at `broken` is none.
    async fn start(total: u64, broken: Option<u64>) -> Self {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let (asked_sender, asked) = mpsc::unbounded_channel();
        let (left_sender, left) = mpsc::unbounded_channel();
        let (gates, gate) = watch::channel(BTreeSet::new());
        let (at_once, most_at_once) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let most = Arc::clone(&most_at_once);
        let handler = move |uri: Uri| {
            let (offset, limit) = (number(&uri, "offset").unwrap_or(0), number(&uri, "limit").expect("a limit"));
            most.fetch_max(at_once.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            let waiting = Waiting { offset, left: left_sender.clone(), at_once: Arc::clone(&at_once) };
            let _ = asked_sender.send(offset);
            let mut gate = gate.clone();
            async move {
                let _ = gate.wait_for(|gates| gates.contains(&offset)).await;
                drop(waiting);
                match broken == Some(offset) {
                    true => Response::builder().status(500).body(Body::empty()).expect("a response"),
                    false => page(offset, limit, total),
                }
            }
        };
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(handler)).await });
        let builder = Client::builder().base_url(url).secret_api_key("secret").retry_policy(RetryPolicy::none());
        Self { client: builder.build().expect("a client"), asked, left, gates, most_at_once }
    }

    fn open(&self, offset: u64) {
        self.gates.send_modify(|gates| {
            gates.insert(offset);
        });
    }
}

fn number(uri: &Uri, name: &str) -> Option<u64> {
    let mut pairs = uri.query()?.split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(key, _)| *key == name)?.1.parse().ok()
}

fn page(offset: u64, limit: u64, total: u64) -> Response<Body> {
    let item = |index: u64| json!({"username": index.to_string(), "customerId": "c"});
    let items: Vec<_> = (offset..total.min(offset + limit)).map(item).collect();
    Response::builder()
        .header("pagination-total", total)
        .header("pagination-limit", limit)
        .header("pagination-offset", offset)
        .body(Body::from(json!(items).to_string()))
        .expect("a response")
}

/// The next so many, in ascending order.
async fn take(receiver: &mut mpsc::UnboundedReceiver<u64>, count: usize) -> Vec<u64> {
    let mut taken = Vec::new();
    while taken.len() < count {
        taken.push(tokio::time::timeout(LONG, receiver.recv()).await.expect("it comes").expect("a number"));
    }
    taken.sort_unstable();
    taken
}

/// What is read, and the kind of the error that ends it.
async fn read(client: &Client, ahead: usize) -> (Vec<u64>, Option<ErrorKind>) {
    let mut items = client.get_credential_collection().limit(2).pages().prefetch(ahead).items();
    let mut read = Vec::new();
    while let Some(item) = tokio::time::timeout(LONG, items.next()).await.expect("the stream goes on") {
        match item {
            Ok(item) => read.push(item.username.parse().expect("a number")),
            Err(error) => {
                assert!(items.next().await.is_none(), "an error ends the stream");
                return (read, Some(error.kind()));
            }
        }
    }
    (read, None)
}

#[tokio::test]
async fn pages_are_read_at_the_same_time_and_given_in_order() {
    let Server { client, mut asked, gates, .. } = Server::start(11, None).await;
    let script = async {
        let open = |offset| {
            gates.send_modify(|gates: &mut BTreeSet<u64>| {
                gates.insert(offset);
            });
        };
        assert_eq!(take(&mut asked, 1).await, [0]);
        open(0);
        assert_eq!(take(&mut asked, 3).await, [2, 4, 6]);
        [6, 4, 2].into_iter().for_each(open);
        assert_eq!(take(&mut asked, 2).await, [8, 10]);
        [10, 8].into_iter().for_each(open);
    };
    let (read, ()) = tokio::join!(read(&client, 3), script);
    assert_eq!(read, ((0..11).collect(), None));
    assert!(asked.try_recv().is_err(), "nothing beyond the total is asked for");
}

#[tokio::test]
async fn no_more_pages_are_under_way_than_are_read_ahead() {
    for ahead in [1, 2, 5] {
        let server = Server::start(40, None).await;
        (0..40).for_each(|offset| server.open(offset));
        assert_eq!(read(&server.client, ahead).await, ((0..40).collect(), None));
        assert!(server.most_at_once.load(Ordering::SeqCst) <= ahead, "{ahead}");
    }
}

#[tokio::test]
async fn an_error_comes_in_its_place_and_ends_the_list() {
    let Server { client, mut asked, gates, .. } = Server::start(20, Some(6)).await;
    let script = async {
        gates.send_replace(BTreeSet::from([0]));
        assert_eq!(take(&mut asked, 5).await, [0, 2, 4, 6, 8]);
        // The page that fails and the one behind it come before the two that are first in order.
        gates.send_replace(BTreeSet::from([6, 8]));
        gates.send_replace(BTreeSet::from([2, 4, 6, 8]));
    };
    let (read, ()) = tokio::join!(read(&client, 4), script);
    assert_eq!(read, ((0..6).collect(), Some(ErrorKind::Server)));
}

#[tokio::test]
async fn what_is_under_way_is_cancelled_when_the_stream_is_dropped() {
    let mut server = Server::start(20, None).await;
    server.open(0);
    {
        let mut pages = server.client.get_credential_collection().limit(2).pages().prefetch(4);
        pages.next().await.expect("a page").expect("no error");
        // The page at 2 does not come: the stream is waited for only so that the requests go out.
        let under_way = async { assert_eq!(take(&mut server.asked, 5).await, [0, 2, 4, 6, 8]) };
        tokio::select! {
            _ = pages.next() => panic!("no gate is open"),
            () = under_way => {}
        }
    }
    assert_eq!(take(&mut server.left, 5).await, [0, 2, 4, 6, 8]);
}
