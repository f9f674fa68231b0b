//! A server for the tests of the corpus: it records each request and returns one response.

#![allow(missing_docs, dead_code, unreachable_pub)]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use rebilly_customer_auth::{Client, ClientBuilder, RetryPolicy};

pub struct Server {
    url: String,
    requests: Arc<Mutex<Vec<String>>>,
}

/// A server that responds with this status, and this body of JSON if there is one.
pub fn serve(status: u16, body: &'static str) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let requests = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&requests);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let log = Arc::clone(&log);
            std::thread::spawn(move || respond(stream, status, body, &log));
        }
    });
    Server { url, requests }
}

fn respond(mut stream: TcpStream, status: u16, body: &str, log: &Mutex<Vec<String>>) {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        match complete(&bytes) {
            Some(end) => {
                let request = String::from_utf8_lossy(&bytes[..end]).into_owned();
                bytes.drain(..end);
                let content = if request.starts_with("HEAD ") { "" } else { body };
                let length = if status == 204 { String::new() } else { format!("content-length: {}\r\n", body.len()) };
                log.lock().expect("the log").push(request);
                let head = format!("HTTP/1.1 {status} Status\r\ncontent-type: application/json\r\n{length}\r\n");
                if stream.write_all(format!("{head}{content}").as_bytes()).is_err() {
                    return;
                }
            }
            None => match stream.read(&mut buffer) {
                Ok(0) | Err(_) => return,
                Ok(count) => bytes.extend_from_slice(&buffer[..count]),
            },
        }
    }
}

/// Where a request ends, if all of it is there.
fn complete(bytes: &[u8]) -> Option<usize> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
    let end = end + length.unwrap_or_default();
    (bytes.len() >= end).then_some(end)
}

impl Server {
    /// A client of this server, without a credential.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder().base_url(&self.url).retry_policy(RetryPolicy::none())
    }

    pub fn client(&self) -> Client {
        self.builder().build().expect("a client")
    }

    /// The last request: its first line, its headers and its body.
    pub fn request(&self) -> Request {
        Request(self.requests.lock().expect("the log").last().expect("a request").clone())
    }
}

pub struct Request(String);

impl Request {
    pub fn line(&self) -> &str {
        self.0.lines().next().expect("a line").trim_end_matches(" HTTP/1.1")
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let (head, _) = self.0.split_once("\r\n\r\n")?;
        head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    pub fn body(&self) -> &str {
        self.0.split_once("\r\n\r\n").map_or("", |(_, body)| body)
    }
}
