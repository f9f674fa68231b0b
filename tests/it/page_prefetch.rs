//! Prefetching keeps the order of the pages. The test decides when the server sends each page.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rebilly_customer_auth::{Client, ErrorKind, Paginate};
use tokio::sync::{mpsc, watch};

use crate::pagination::page;
use crate::support::client::{LONG, client};
use crate::support::server::{self, Received, Reply, persistent};

/// A server of a collection whose items are their own numbers. Each page waits until its gate opens.
struct Server {
    client: Client,
    requested: mpsc::UnboundedReceiver<u64>,
    ended: mpsc::UnboundedReceiver<u64>,
    gates: watch::Sender<BTreeSet<u64>>,
    most_at_once: Arc<AtomicUsize>,
}

/// Reports when the server has sent a page, or when the client has cancelled it.
struct Pending {
    offset: u64,
    ended: mpsc::UnboundedSender<u64>,
    at_once: Arc<AtomicUsize>,
}

impl Drop for Pending {
    fn drop(&mut self) {
        self.at_once.fetch_sub(1, Ordering::SeqCst);
        let _ = self.ended.send(self.offset);
    }
}

impl Server {
    /// Starts a server with this many items. The page at `failing` is a 500.
    async fn start(total: u64, failing: Option<u64>) -> Self {
        let (requested_sender, requested) = mpsc::unbounded_channel();
        let (ended_sender, ended) = mpsc::unbounded_channel();
        let (gates, gate) = watch::channel(BTreeSet::new());
        let (at_once, most_at_once) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let most = Arc::clone(&most_at_once);
        let reply = move |requests: &[Received]| {
            let request = requests.last().expect("a request");
            let (offset, limit) = (request.number("offset").unwrap_or(0), request.number("limit").expect("a limit"));
            most.fetch_max(at_once.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            let pending = Pending { offset, ended: ended_sender.clone(), at_once: Arc::clone(&at_once) };
            let _ = requested_sender.send(offset);
            let mut gate = gate.clone();
            let opens = async move {
                let _ = gate.wait_for(|gates: &BTreeSet<u64>| gates.contains(&offset)).await;
                drop(pending);
            };
            let (headers, body) = page(offset, limit, total);
            let status = if failing == Some(offset) { 500 } else { 200 };
            Reply::After(Box::pin(opens), persistent(status, &format!("connection: close\r\n{headers}"), body))
        };
        let server = server::Server::start(reply).await;
        Self { client: client(&server.url), requested, ended, gates, most_at_once }
    }
}

fn open(gates: &watch::Sender<BTreeSet<u64>>, offsets: impl IntoIterator<Item = u64>) {
    gates.send_modify(|gates| gates.extend(offsets));
}

/// Receives this many numbers and sorts them.
async fn take(receiver: &mut mpsc::UnboundedReceiver<u64>, count: usize) -> Vec<u64> {
    let mut taken = Vec::new();
    while taken.len() < count {
        taken.push(tokio::time::timeout(LONG, receiver.recv()).await.expect("in time").expect("a number"));
    }
    taken.sort_unstable();
    taken
}

/// Reads the items up to the end or the first error.
async fn read(client: &Client, ahead: usize) -> (Vec<u64>, Option<ErrorKind>) {
    let mut items = client.get_credential_collection().limit(2).pages().prefetch(ahead).items();
    let mut read = Vec::new();
    while let Some(item) = tokio::time::timeout(LONG, items.next()).await.expect("an item or the end") {
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
async fn prefetched_pages_arrive_in_order() {
    let Server { client, mut requested, gates, .. } = Server::start(11, None).await;
    let script = async {
        assert_eq!(take(&mut requested, 1).await, [0]);
        open(&gates, [0]);
        assert_eq!(take(&mut requested, 3).await, [2, 4, 6]);
        open(&gates, [6, 4, 2]);
        assert_eq!(take(&mut requested, 2).await, [8, 10]);
        open(&gates, [10, 8]);
    };
    let (read, ()) = tokio::join!(read(&client, 3), script);
    assert_eq!(read, ((0..11).collect(), None));
    assert!(requested.try_recv().is_err(), "no page beyond the total is requested");
}

#[tokio::test]
async fn prefetch_never_exceeds_its_limit() {
    for ahead in [1, 2, 5] {
        let server = Server::start(40, None).await;
        open(&server.gates, 0..40);
        assert_eq!(read(&server.client, ahead).await, ((0..40).collect(), None));
        assert!(server.most_at_once.load(Ordering::SeqCst) <= ahead, "{ahead}");
    }
}

#[tokio::test]
async fn a_prefetched_error_arrives_in_its_position_and_ends_the_stream() {
    let Server { client, mut requested, gates, .. } = Server::start(20, Some(6)).await;
    let script = async {
        gates.send_replace(BTreeSet::from([0]));
        assert_eq!(take(&mut requested, 5).await, [0, 2, 4, 6, 8]);
        // The failing page and the next page arrive before the two pages that precede them.
        gates.send_replace(BTreeSet::from([6, 8]));
        gates.send_replace(BTreeSet::from([2, 4, 6, 8]));
    };
    let (read, ()) = tokio::join!(read(&client, 4), script);
    assert_eq!(read, ((0..6).collect(), Some(ErrorKind::Server)));
}

#[tokio::test]
async fn pending_pages_are_cancelled_when_the_stream_is_dropped() {
    let mut server = Server::start(20, None).await;
    open(&server.gates, [0]);
    {
        let mut pages = server.client.get_credential_collection().limit(2).pages().prefetch(4);
        pages.next().await.expect("a page").expect("no error");
        // No gate is open: the stream is polled only to send the requests.
        let all_are_pending = async { assert_eq!(take(&mut server.requested, 5).await, [0, 2, 4, 6, 8]) };
        tokio::select! {
            _ = pages.next() => panic!("no gate is open"),
            () = all_are_pending => {}
        }
    }
    assert_eq!(take(&mut server.ended, 5).await, [0, 2, 4, 6, 8]);
}
