//! A server on a real socket that a test scripts byte by byte. It records every request.

pub(crate) mod http2;

use std::future::Future;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::runtime::Runtime;

/// Longer than any test takes.
pub(crate) const LONG: Duration = Duration::from_secs(20);

/// What the server does after it has read a request.
pub(crate) enum Reply {
    /// Sends these bytes.
    Bytes(Vec<u8>, Then),
    /// Sends these pieces until the client hangs up, with a pause after each, and closes the connection.
    Stream(Box<dyn Iterator<Item = Vec<u8>> + Send>, Duration),
}

/// What the server does after it has sent the bytes.
pub(crate) enum Then {
    Close,
    Reset,
    /// Waits for the next request.
    KeepAlive,
    /// Keeps the connection open and sends nothing.
    Hang,
}

pub(crate) fn close_after(bytes: impl Into<Vec<u8>>) -> Reply {
    Reply::Bytes(bytes.into(), Then::Close)
}

pub(crate) fn reset_after(bytes: impl Into<Vec<u8>>) -> Reply {
    Reply::Bytes(bytes.into(), Then::Reset)
}

pub(crate) fn keep_alive_after(bytes: impl Into<Vec<u8>>) -> Reply {
    Reply::Bytes(bytes.into(), Then::KeepAlive)
}

pub(crate) fn hang_after(bytes: impl Into<Vec<u8>>) -> Reply {
    Reply::Bytes(bytes.into(), Then::Hang)
}

/// A response that closes its connection.
pub(crate) fn response(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Reply {
    let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    close_after(persistent(status, &format!("connection: close\r\n{headers}"), body))
}

/// The bytes of a response that does not announce the end of its connection.
pub(crate) fn persistent(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let length = if status == 204 { String::new() } else { format!("content-length: {}\r\n", body.len()) };
    [format!("HTTP/1.1 {status} \r\n{length}{headers}\r\n").as_bytes(), body].concat()
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    /// The request line and the headers.
    pub(crate) head: String,
    pub(crate) body: String,
    /// The number of earlier requests on the same connection.
    pub(crate) before: usize,
}

impl Received {
    pub(crate) fn method(&self) -> &str {
        self.head.split(' ').next().unwrap_or_default()
    }

    /// The path and the query.
    pub(crate) fn target(&self) -> &str {
        self.head.split(' ').nth(1).unwrap_or_default()
    }

    /// The value of a query parameter that is a number.
    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        let mut pairs = self.target().split_once('?')?.1.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name)?.1.parse().ok()
    }

    pub(crate) fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.head.lines().skip(1).filter_map(|line| line.split_once(": "))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

pub(crate) struct Server {
    pub(crate) url: String,
    traffic: Arc<Traffic>,
}

/// What a server has recorded.
#[derive(Default)]
pub(crate) struct Traffic {
    requests: Mutex<Vec<Received>>,
    /// The bytes of streams that were written.
    written: AtomicUsize,
    accepted: AtomicUsize,
    ended: AtomicUsize,
}

impl Traffic {
    /// Passes all requests, this one last, to `reply`.
    fn log<R>(&self, received: Received, reply: impl FnOnce(&[Received]) -> R) -> R {
        let mut requests = self.requests.lock().expect("the log");
        requests.push(received);
        reply(&requests)
    }
}

/// A runtime for servers whose tasks must not be among those of the test.
static ELSEWHERE: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().expect("a runtime"));

/// Starts a server whose tasks are not on the runtime of the test.
pub(crate) async fn elsewhere(server: impl Future<Output = Server> + Send + 'static) -> Server {
    ELSEWHERE.spawn(server).await.expect("a server")
}

impl Server {
    /// Returns the same JSON for each request.
    pub(crate) async fn json(status: u16, json: &str) -> Self {
        let json = json.to_owned();
        Self::start(move |_| response(status, &[("content-type", "application/json")], &json)).await
    }

    /// Calls `reply` for each request with all requests, this one last.
    pub(crate) async fn start(reply: impl Fn(&[Received]) -> Reply + Send + Sync + 'static) -> Self {
        let reply = Arc::new(reply);
        Self::serving(move |connection, traffic| serve(connection, traffic, Arc::clone(&reply))).await
    }

    /// Resets each connection before it reads anything.
    pub(crate) async fn resetting() -> Self {
        Self::serving(|connection, _| async move {
            // The reset comes after the connection is established.
            let _ = connection.peek(&mut [0]).await;
            connection.set_zero_linger().expect("a socket");
        })
        .await
    }

    /// Passes each connection to `serve`.
    async fn serving<F>(serve: impl Fn(TcpStream, Arc<Traffic>) -> F + Send + 'static) -> Self
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let traffic: Arc<Traffic> = Arc::default();
        let accepting = Arc::clone(&traffic);
        tokio::spawn(async move {
            loop {
                let (connection, _) = listener.accept().await.expect("a connection");
                accepting.accepted.fetch_add(1, Ordering::SeqCst);
                let (served, traffic) = (serve(connection, Arc::clone(&accepting)), Arc::clone(&accepting));
                tokio::spawn(async move {
                    served.await;
                    traffic.ended.fetch_add(1, Ordering::SeqCst);
                });
            }
        });
        Self { url, traffic }
    }

    /// All requests, oldest first.
    pub(crate) fn requests(&self) -> Vec<Received> {
        self.traffic.requests.lock().expect("the log").clone()
    }

    /// The number of accepted connections.
    pub(crate) fn connections(&self) -> usize {
        self.traffic.accepted.load(Ordering::SeqCst)
    }

    /// The number of stream bytes that were written.
    pub(crate) fn written(&self) -> usize {
        self.traffic.written.load(Ordering::SeqCst)
    }

    /// The last request.
    pub(crate) fn last(&self) -> Received {
        self.requests().pop().expect("a request")
    }

    /// Removes and returns the last request, if there is one.
    pub(crate) fn take(&self) -> Option<Received> {
        self.traffic.requests.lock().expect("the log").pop()
    }

    /// Waits until this many requests have arrived.
    pub(crate) async fn have_arrived(&self, count: usize) {
        until(|| self.requests().len() >= count).await;
    }

    /// Waits until no connection is left.
    pub(crate) async fn no_connection_is_left(&self) {
        until(|| self.traffic.ended.load(Ordering::SeqCst) >= self.connections()).await;
    }
}

async fn until(condition: impl Fn() -> bool) {
    let is_true = async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(LONG, is_true).await.expect("what the test waits for");
}

async fn serve(mut connection: TcpStream, traffic: Arc<Traffic>, reply: Arc<impl Fn(&[Received]) -> Reply>) {
    let mut before = 0;
    while let Some(received) = receive(&mut connection, before).await {
        before += 1;
        // Write errors are ignored: whether the client hangs up is for the tests to check.
        let then = match traffic.log(received, &*reply) {
            Reply::Bytes(bytes, then) => connection.write_all(&bytes).await.map_or(Then::Close, |()| then),
            Reply::Stream(pieces, pause) => {
                let _ = stream(&mut connection, &traffic, pieces, pause).await;
                Then::Close
            }
        };
        match then {
            Then::KeepAlive => continue,
            Then::Reset => return connection.set_zero_linger().expect("a socket"),
            Then::Hang => drop(connection.read(&mut [0]).await),
            Then::Close => {}
        }
        return close(connection).await;
    }
}

async fn stream(
    connection: &mut TcpStream,
    traffic: &Traffic,
    pieces: impl Iterator<Item = Vec<u8>>,
    pause: Duration,
) -> std::io::Result<()> {
    for piece in pieces {
        connection.write_all(&piece).await?;
        traffic.written.fetch_add(piece.len(), Ordering::SeqCst);
        if !pause.is_zero() {
            tokio::time::sleep(pause).await;
        }
    }
    Ok(())
}

/// Closes a connection and waits until the client has closed it too.
async fn close(mut connection: TcpStream) {
    let _ = connection.shutdown().await;
    while connection.read(&mut [0; 1024]).await.is_ok_and(|count| count > 0) {}
}

/// Reads a request to its end. Returns `None` when the client hangs up.
async fn receive(connection: &mut TcpStream, before: usize) -> Option<Received> {
    let mut bytes = Vec::new();
    loop {
        if connection.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let request = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = request.split_once("\r\n\r\n") else {
            continue;
        };
        let received = Received { head: head.to_owned(), body: body.to_owned(), before };
        let length = received.header("content-length").map_or(0, |length| length.parse().expect("a length"));
        if received.body.len() >= length {
            return Some(received);
        }
    }
}

/// A port that nobody listens on. No other socket gets it while this value lives.
pub(crate) struct Nobody {
    pub(crate) url: String,
    _socket: TcpSocket,
}

impl Nobody {
    pub(crate) fn new() -> Self {
        Self::at(([127, 0, 0, 1], 0).into())
    }

    /// Takes the port of a server that has gone.
    pub(crate) fn at(address: SocketAddr) -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_reuseaddr(true).expect("a socket");
        socket.bind(address).expect("a port");
        Self { url: format!("http://{}", socket.local_addr().expect("an address")), _socket: socket }
    }
}
