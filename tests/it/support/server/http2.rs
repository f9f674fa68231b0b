//! The part of HTTP/2 (RFC 9113) that the network faults need.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Received, Server, Traffic, close};

/// What the server sends after it has read a request. Then it closes the connection, unless the last frame ended or
/// reset the stream.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Frame {
    /// The headers of a 200.
    Headers,
    /// The headers of another status.
    Status(u16),
    /// The headers of a 200 with this `Content-Length`.
    Length(u16),
    /// A part of the body.
    Data(&'static str),
    /// The end of the body.
    End,
    /// Resets the stream of the request.
    Reset(ErrorCode),
    /// Sends nothing more on this connection but replies to PING, or not even these. The connection stays open.
    Silence { replies_to_ping: bool },
    /// Sends a PING, and another one after each reply.
    PingFlood,
    /// Asks the client to leave the connection. The request counts as processed or not.
    GoAway { processed: bool, code: ErrorCode },
}

/// The error codes that the tests use (RFC 9113, section 7).
#[derive(Clone, Copy, Debug)]
pub(crate) enum ErrorCode {
    NoError = 0,
    InternalError = 2,
    RefusedStream = 7,
    Cancel = 8,
}

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

mod kind {
    pub(super) const DATA: u8 = 0;
    pub(super) const HEADERS: u8 = 1;
    pub(super) const RESET: u8 = 3;
    pub(super) const SETTINGS: u8 = 4;
    pub(super) const PING: u8 = 6;
    pub(super) const GO_AWAY: u8 = 7;
}

/// The flag of the last frame of a message.
const END_STREAM: u8 = 1;
/// The flag of a frame that contains all headers.
const END_HEADERS: u8 = 4;
/// The flag of settings that acknowledge the client's settings.
const ACK: u8 = 1;
/// What a server may say when it leaves a connection. No error shows it.
pub(crate) const DEBUG_DATA: &str = "canary-5e1d";
/// `:status: 200` in HPACK (RFC 7541, appendix A).
const STATUS_200: u8 = 0x88;

impl Server {
    /// Calls `reply` for each request with all requests, this one last.
    pub(crate) async fn http2(reply: impl Fn(&[Received]) -> Vec<Frame> + Send + Sync + 'static) -> Self {
        let reply = Arc::new(reply);
        Self::serving(move |connection, traffic| {
            let reply = Arc::clone(&reply);
            async move {
                let mut connection = connection;
                // Whether the client hangs up is for the tests to check.
                let _ = serve(&mut connection, &traffic, &*reply).await;
                close(connection).await;
            }
        })
        .await
    }
}

async fn serve(
    connection: &mut TcpStream,
    traffic: &Traffic,
    reply: &impl Fn(&[Received]) -> Vec<Frame>,
) -> std::io::Result<()> {
    let mut preface = [0; PREFACE.len()];
    connection.read_exact(&mut preface).await?;
    assert_eq!(preface.as_slice(), PREFACE);
    write(connection, kind::SETTINGS, 0, 0, &[]).await?;
    let (mut before, mut is_silent, mut replies_to_ping) = (0, false, true);
    loop {
        let mut head = [0; 9];
        connection.read_exact(&mut head).await?;
        let [a, b, c, kind, flags, stream @ ..] = head;
        let (length, stream) = (u32::from_be_bytes([0, a, b, c]), u32::from_be_bytes(stream));
        let mut payload = vec![0; length as usize];
        connection.read_exact(&mut payload).await?;
        match kind {
            kind::SETTINGS if flags & ACK == 0 => write(connection, kind::SETTINGS, ACK, 0, &[]).await?,
            kind::HEADERS | kind::DATA if flags & END_STREAM != 0 => {
                let received = Received { head: String::new(), body: String::new(), before };
                before += 1;
                let frames = traffic.log(received, reply);
                let is_over = !matches!(
                    frames.last(),
                    Some(Frame::End | Frame::Reset(_) | Frame::Silence { .. } | Frame::PingFlood)
                );
                for frame in frames {
                    if let Frame::Silence { replies_to_ping: replies } = frame {
                        (is_silent, replies_to_ping) = (true, replies);
                    }
                    if is_silent {
                        break;
                    }
                    write_frame(connection, stream, frame).await?;
                }
                if is_over {
                    return Ok(());
                }
            }
            kind::PING if flags & ACK == 0 && replies_to_ping => {
                write(connection, kind::PING, ACK, 0, &payload).await?;
            }
            // The server sends a PING only in a flood.
            kind::PING if flags & ACK != 0 => {
                traffic.written.fetch_add(payload.len(), Ordering::SeqCst);
                write(connection, kind::PING, 0, 0, &payload).await?;
            }
            _ => {}
        }
    }
}

async fn write_frame(connection: &mut TcpStream, stream: u32, frame: Frame) -> std::io::Result<()> {
    match frame {
        Frame::Headers => write(connection, kind::HEADERS, END_HEADERS, stream, &[STATUS_200]).await,
        Frame::Status(status) => {
            // A literal value of `:status`, which is not indexed (RFC 7541, section 6.2.2).
            let header = [&[0x08, 3], status.to_string().as_bytes()].concat();
            write(connection, kind::HEADERS, END_HEADERS, stream, &header).await
        }
        Frame::Length(length) => {
            // The same with the name `content-length`.
            let length = format!("{length:03}");
            let header = [&[STATUS_200, 0x0f, 0x0d, 3], length.as_bytes()].concat();
            write(connection, kind::HEADERS, END_HEADERS, stream, &header).await
        }
        Frame::Data(data) => write(connection, kind::DATA, 0, stream, data.as_bytes()).await,
        Frame::End => write(connection, kind::DATA, END_STREAM, stream, &[]).await,
        Frame::Reset(code) => write(connection, kind::RESET, 0, stream, &(code as u32).to_be_bytes()).await,
        Frame::Silence { .. } => Ok(()),
        Frame::PingFlood => write(connection, kind::PING, 0, 0, &[0; 8]).await,
        Frame::GoAway { processed, code } => {
            let last = if processed { stream } else { 0 };
            let payload = [&last.to_be_bytes()[..], &(code as u32).to_be_bytes(), DEBUG_DATA.as_bytes()].concat();
            write(connection, kind::GO_AWAY, 0, 0, &payload).await
        }
    }
}

async fn write(connection: &mut TcpStream, kind: u8, flags: u8, stream: u32, payload: &[u8]) -> std::io::Result<()> {
    let [_, a, b, c] = u32::try_from(payload.len()).expect("a short frame").to_be_bytes();
    let [d, e, f, g] = stream.to_be_bytes();
    connection.write_all(&[&[a, b, c, kind, flags, d, e, f, g], payload].concat()).await
}
