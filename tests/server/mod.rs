//! A server on a real socket that is told byte by byte what to answer, and when to break off.
//!
//! It takes one request per connection, so that each request that arrives is counted once.

// Each suite uses a part of it.
#![allow(dead_code)]

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

/// What happens after a request was read.
pub(crate) enum Reply {
    /// These bytes, then the connection is closed.
    Bytes(Vec<u8>),
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
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        headers.find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }
}

pub(crate) struct Server {
    pub(crate) url: String,
    requests: Arc<Mutex<Vec<Received>>>,
}

impl Server {
    /// Asks `reply` for each request what to do. The requests so far include it.
    pub(crate) async fn start(reply: impl Fn(&[Received]) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let requests: Arc<Mutex<Vec<Received>>> = Arc::default();
        let (log, reply) = (Arc::clone(&requests), Arc::new(reply));
        tokio::spawn(async move {
            loop {
                let (connection, _) = listener.accept().await.expect("a connection");
                let (log, reply) = (Arc::clone(&log), Arc::clone(&reply));
                tokio::spawn(serve(connection, move |received| {
                    let mut log = log.lock().expect("the log");
                    log.push(received);
                    reply(&log)
                }));
            }
        });
        Self { url, requests }
    }

    /// The requests so far, oldest first.
    pub(crate) fn requests(&self) -> Vec<Received> {
        self.requests.lock().expect("the log").clone()
    }
}

async fn serve(mut connection: TcpStream, reply: impl FnOnce(Received) -> Reply) {
    let Some(received) = receive(&mut connection).await else {
        return;
    };
    match reply(received) {
        Reply::Bytes(bytes) => {
            // The client may have gone.
            let _ = connection.write_all(&bytes).await;
            let _ = connection.shutdown().await;
        }
        Reply::Reset => connection.set_zero_linger().expect("a socket"),
        Reply::Silence => {
            let _ = connection.read(&mut [0]).await;
        }
    }
}

/// Reads a request to its end; `None` if there is none.
async fn receive(connection: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    loop {
        if connection.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let received = Received { head: head.to_owned(), body: body.to_owned() };
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
