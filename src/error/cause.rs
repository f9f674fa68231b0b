//! Names why a request failed by the kind of the innermost cause, never by its message: that may quote the server.
//!
//! A GOAWAY carries up to 64 KiB of the server's choice, and the error of a rejected certificate the names in it.

use std::error::Error as StdError;
use std::{fmt, io};

/// The kind of the innermost cause of an error of the HTTP client. It is the whole source chain of an
/// [`Error`](crate::Error).
#[derive(Clone, Debug)]
pub(crate) struct Cause {
    kind: String,
    is_unprocessed: bool,
}

/// Messages of the HTTP library's private errors, by which alone they can be told. They are shown as they are here.
const FIXED_MESSAGES: [(&str, &str); 6] = [
    ("dns error", "the host name cannot be resolved"),
    ("tunnel error: proxy authorization required", "the proxy asks for a username and a password"),
    ("tunnel error: proxy response headers too long", "the proxy's response is too long"),
    ("tunnel error: unexpected end of file", "the proxy closed the connection"),
    ("tunnel error: unsuccessful", "the proxy refused to connect"),
    ("tunnel error: missing destination host", "the proxy was given no host"),
];

impl Cause {
    pub(crate) fn of(error: &reqwest::Error) -> Self {
        let mut cause = Self::named("the HTTP library failed, or the response is not HTTP");
        let mut next: Option<&(dyn StdError + 'static)> = Some(error);
        while let Some(error) = next {
            if let Some(fixed) = fixed_message(error) {
                return fixed;
            }
            cause = Self::known(error).unwrap_or(cause);
            // The source of a custom io::Error is that of the error within it.
            let within = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
            next = within.map(|within| within as _).or_else(|| error.source());
        }
        cause
    }

    /// Whether an HTTP/2 server said that it did not process the request: it refused the stream, or left the connection
    /// with an earlier one as the last (RFC 9113, section 8.7).
    pub(crate) fn is_unprocessed(&self) -> bool {
        self.is_unprocessed
    }

    fn named(kind: impl Into<String>) -> Self {
        Self { kind: kind.into(), is_unprocessed: false }
    }

    fn known(error: &(dyn StdError + 'static)) -> Option<Self> {
        if let Some(error) = error.downcast_ref::<h2::Error>() {
            return Some(Self::http2(error));
        }
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return Some(Self::named(error.kind().to_string()));
        }
        if is_platform_tls(error) {
            return Some(Self::named("TLS failed: the certificate or the protocol was not accepted"));
        }
        tls(error).map(Self::named)
    }

    fn http2(error: &h2::Error) -> Self {
        let kind = match (error.reason(), error.get_io()) {
            (Some(reason), _) if error.is_go_away() => format!("HTTP/2 GOAWAY: {}", reason.description()),
            (Some(reason), _) if error.is_reset() => format!("HTTP/2 RST_STREAM: {}", reason.description()),
            (Some(reason), _) => format!("HTTP/2: {}", reason.description()),
            (None, Some(error)) => error.kind().to_string(),
            (None, None) => "HTTP/2 failed".to_owned(),
        };
        let is_refused = error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
        let is_left = error.is_go_away() && error.reason() == Some(h2::Reason::NO_ERROR);
        Self { kind, is_unprocessed: error.is_remote() && (is_refused || is_left) }
    }
}

fn fixed_message(error: &(dyn StdError + 'static)) -> Option<Cause> {
    let message = error.to_string();
    FIXED_MESSAGES.iter().find(|(fixed, _)| *fixed == message).map(|(_, shown)| Cause::named(*shown))
}

#[cfg(not(feature = "native-tls"))]
fn is_platform_tls(_: &(dyn StdError + 'static)) -> bool {
    false
}

/// Its kinds differ between platforms, and it names them in its message only.
#[cfg(feature = "native-tls")]
fn is_platform_tls(error: &(dyn StdError + 'static)) -> bool {
    error.is::<native_tls::Error>()
}

#[cfg(not(any(feature = "rustls", feature = "rustls-ring")))]
fn tls(_: &(dyn StdError + 'static)) -> Option<String> {
    None
}

#[cfg(any(feature = "rustls", feature = "rustls-ring"))]
fn tls(error: &(dyn StdError + 'static)) -> Option<String> {
    use rustls::{CertificateError as Certificate, Error};
    let kind = match error.downcast_ref::<Error>()? {
        Error::AlertReceived(alert) => return Some(format!("TLS alert {alert:?}")),
        Error::InvalidCertificate(error) => match error {
            Certificate::Expired | Certificate::ExpiredContext { .. } => "the certificate has expired",
            Certificate::NotValidYet | Certificate::NotValidYetContext { .. } => "the certificate is not valid yet",
            Certificate::Revoked => "the certificate is revoked",
            Certificate::UnknownIssuer => "the certificate's issuer is not trusted",
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. } => {
                "the certificate is for another host"
            }
            Certificate::BadSignature => "the certificate's signature is wrong",
            Certificate::BadEncoding => "the certificate cannot be read",
            _ => "the certificate was rejected",
        },
        _ => "TLS failed",
    };
    Some(kind.to_owned())
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.kind)
    }
}

impl StdError for Cause {}
