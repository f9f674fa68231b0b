//! A server that responds at once, in a separate process, so that its work is not measured.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

/// The argument that turns a measuring program into the server.
const SERVE: &str = "serve";

/// The number of items per page.
pub const ITEMS: usize = 1_000;

/// The server. Dropping it stops the process.
pub struct Server {
    process: Child,
    /// Its base URL.
    pub url: String,
}

impl Server {
    /// Starts this program again as the server.
    pub fn start() -> Self {
        let program = std::env::current_exe().expect("this program");
        let mut process = Command::new(program).arg(SERVE).stdout(Stdio::piped()).spawn().expect("a process");
        let mut url = String::new();
        BufReader::new(process.stdout.take().expect("its output")).read_line(&mut url).expect("its URL");
        Self { process, url: url.trim().to_owned() }
    }

    /// Serves without end if the program was started as the server.
    pub fn serve_if_asked() {
        if std::env::args().nth(1).as_deref() != Some(SERVE) {
            return;
        }
        let (listener, url) = listen();
        println!("{url}");
        serve(&listener);
    }
}

/// Starts a server on threads of this process, for tools that count a single thread. Returns its base URL.
pub fn start_on_threads() -> String {
    let (listener, url) = listen();
    std::thread::spawn(move || serve(&listener));
    url
}

fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    (listener, url)
}

fn serve(listener: &TcpListener) {
    let responses = Arc::new(Responses::new());
    for connection in listener.incoming() {
        let responses = Arc::clone(&responses);
        std::thread::spawn(move || responses.serve(connection.expect("a connection")));
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

struct Responses {
    credential: Vec<u8>,
    page: Vec<u8>,
    token: Vec<u8>,
}

impl Responses {
    fn new() -> Self {
        let items: Vec<String> = (0..ITEMS).map(credential).collect();
        let token = r#"{"mode":"password","token":"4f6cf35x","username":"jane@example.com","customerId":"cus-1","credentialId":"cred-1","otpRequired":false,"expiredTime":"2030-01-01T00:00:00Z","_links":[{"href":"https://api.example.com/authentication-tokens/4f6cf35x","rel":"self"}]}"#;
        Self {
            credential: response("200 OK", &credential(1)),
            page: response("200 OK", &format!("[{}]", items.join(","))),
            token: response("201 Created", token),
        }
    }

    fn serve(&self, mut connection: TcpStream) {
        connection.set_nodelay(true).expect("a socket");
        let (mut buffer, mut filled) = (vec![0; 64 * 1024], 0);
        loop {
            match connection.read(&mut buffer[filled..]) {
                Ok(0) | Err(_) => return,
                Ok(count) => filled += count,
            }
            let Some(end) = buffer[..filled].windows(4).position(|bytes| bytes == b"\r\n\r\n") else {
                continue;
            };
            let head = String::from_utf8_lossy(&buffer[..end]).to_ascii_lowercase();
            let length = head.split_once("content-length: ").map_or(0, |(_, rest)| {
                rest.lines().next().and_then(|length| length.trim().parse::<usize>().ok()).unwrap_or_default()
            });
            if filled < end + 4 + length {
                continue;
            }
            filled = 0;
            let response = match () {
                () if head.starts_with("post") => &self.token,
                () if head.contains("/credentials?") => &self.page,
                () => &self.credential,
            };
            if connection.write_all(response).is_err() {
                return;
            }
        }
    }
}

/// Has the password that the API never returns: openapi-generator's client decodes no credential without a password,
/// and no token without a mode.
fn credential(index: usize) -> String {
    let mut json = String::new();
    let _ = write!(
        json,
        r#"{{"id":"cred-{index}","username":"jane-{index}@example.com","password":"","customerId":"cus-{index}","expiredTime":"2030-01-01T00:00:00Z","_links":[{{"href":"https://api.example.com/credentials/cred-{index}","rel":"self"}},{{"href":"https://api.example.com/customers/cus-{index}","rel":"customer"}}]}}"#
    );
    json
}

fn response(status: &str, body: &str) -> Vec<u8> {
    let headers = "date: Mon, 15 Apr 2024 12:00:00 GMT\r\ncontent-type: application/json\r\nx-ratelimit-limit: 3000\r\n\
                   x-ratelimit-remaining: 2987\r\npagination-total: 1000\r\npagination-limit: 1000\r\npagination-offset: 0";
    format!("HTTP/1.1 {status}\r\n{headers}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
}
