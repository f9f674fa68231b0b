//! A server on a real socket that is told byte by byte what to answer, and when to break off.
//!
//! Each request that arrives is counted once.

pub(crate) mod http2;

use std::future::Future;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

/// What happens after a request was read.
pub(crate) enum Reply {
    /// These bytes, then the connection is closed.
    Bytes(Vec<u8>),
    /// These bytes, and the connection waits for the next request.
    Keep(Vec<u8>),
    /// These bytes, then the connection is reset.
    BytesThenReset(Vec<u8>),
    /// These bytes for as long as somebody listens, with a pause after each, then the connection is closed.
    Stream(Box<dyn Iterator<Item = Vec<u8>> + Send>, Duration),
    /// The connection is reset.
    Reset,
    /// Nothing; the connection stays open.
    Silence,
}

/// An answer with this status, these headers and this body.
pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Reply {
    let mut head = format!("HTTP/1.1 {status} \r\nconnection: close\r\n");
    if status != 204 {
        head.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    Reply::Bytes(format!("{head}\r\n{body}").into_bytes())
}

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    /// The request line and the headers.
    pub(crate) head: String,
    pub(crate) body: String,
    /// How many requests came before it on the same connection.
    pub(crate) before: usize,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        headers.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

pub(crate) struct Server {
    pub(crate) url: String,
    traffic: Arc<Traffic>,
}

/// What a server has seen.
#[derive(Default)]
pub(crate) struct Traffic {
    requests: Mutex<Vec<Received>>,
    /// How many bytes were written, as far as they are many.
    written: AtomicUsize,
    accepted: AtomicUsize,
    ended: AtomicUsize,
}

impl Traffic {
    /// Gives the requests so far, this one included, to `reply`.
    fn log<R>(&self, received: Received, reply: impl FnOnce(&[Received]) -> R) -> R {
        let mut requests = self.requests.lock().expect("the log");
        requests.push(received);
        reply(&requests)
    }
}

impl Server {
    /// Asks `reply` for each request what to do. The requests so far include it.
    pub(crate) async fn start(reply: impl Fn(&[Received]) -> Reply + Send + Sync + 'static) -> Self {
        let reply = Arc::new(reply);
        Self::serving(move |connection, traffic| serve(connection, traffic, Arc::clone(&reply))).await
    }

    /// Resets each connection before anything is read from it.
    pub(crate) async fn resetting() -> Self {
        Self::serving(|connection, _| async move {
            // So that it is a connection by then.
            let _ = connection.peek(&mut [0]).await;
            connection.set_zero_linger().expect("a socket");
        })
        .await
    }

    /// Hands each connection to `serve`.
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

    /// The requests so far, oldest first.
    pub(crate) fn requests(&self) -> Vec<Received> {
        self.traffic.requests.lock().expect("the log").clone()
    }

    /// How many connections there were.
    pub(crate) fn connections(&self) -> usize {
        self.traffic.accepted.load(Ordering::SeqCst)
    }

    /// How many bytes of streams were written.
    pub(crate) fn written(&self) -> usize {
        self.traffic.written.load(Ordering::SeqCst)
    }

    /// Waits until no connection is left.
    pub(crate) async fn no_connection_is_left(&self) {
        let all_have_ended = async {
            while self.traffic.ended.load(Ordering::SeqCst) < self.connections() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), all_have_ended).await.expect("all connections end");
    }
}

async fn serve(mut connection: TcpStream, traffic: Arc<Traffic>, reply: Arc<impl Fn(&[Received]) -> Reply>) {
    let mut before = 0;
    while let Some(received) = receive(&mut connection, before).await {
        before += 1;
        // That the client has gone is for the client to be tested for.
        let _ = match traffic.log(received, &*reply) {
            Reply::Keep(bytes) => match connection.write_all(&bytes).await {
                Ok(()) => continue,
                Err(error) => Err(error),
            },
            Reply::Bytes(bytes) => connection.write_all(&bytes).await,
            Reply::BytesThenReset(bytes) => {
                let _ = connection.write_all(&bytes).await;
                return connection.set_zero_linger().expect("a socket");
            }
            Reply::Stream(pieces, pause) => stream(&mut connection, &traffic, pieces, pause).await,
            Reply::Reset => return connection.set_zero_linger().expect("a socket"),
            Reply::Silence => connection.read(&mut [0]).await.map(|_| ()),
        };
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

/// Reads a request to its end; `None` if there is none.
async fn receive(connection: &mut TcpStream, before: usize) -> Option<Received> {
    let mut bytes = Vec::new();
    loop {
        if connection.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let received = Received { head: head.to_owned(), body: body.to_owned(), before };
        let length = received.header("content-length").map_or(0, |length| length.parse().expect("a length"));
        if received.body.len() >= length {
            return Some(received);
        }
    }
}

/// A port that nobody listens on, and that nobody else gets while this is held.
pub(crate) struct Nobody {
    pub(crate) url: String,
    _socket: TcpSocket,
}

impl Nobody {
    pub(crate) fn new() -> Self {
        Self::at(([127, 0, 0, 1], 0).into())
    }

    /// In the place of a server that has gone.
    pub(crate) fn at(address: SocketAddr) -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_reuseaddr(true).expect("a socket");
        socket.bind(address).expect("a port");
        Self { url: format!("http://{}", socket.local_addr().expect("an address")), _socket: socket }
    }
}
