//! Describes a failed request by the kind of its innermost cause, and never by the cause's message, which may quote the
//! server.
//!
//! A GOAWAY frame contains up to 64 KiB of data that the server chooses, and a certificate error quotes the names in
//! the certificate.

use std::error::Error as StdError;
use std::io;

/// The kind of the innermost cause of an HTTP client error.
pub(super) struct Cause {
    pub(super) kind: String,
    /// Whether an HTTP/2 server refused the stream (RFC 9113, section 8.7).
    is_refused: bool,
    /// Whether an HTTP/2 server closes the connection. Most often, an earlier stream is the last one that it processes.
    /// But hyper reports it too if the server names the request's own stream before hyper sends the body.
    is_closed: bool,
}

/// The message for a cause without a kind. Without TLS, that is most often an `https` URL.
const UNKNOWN: &str = match cfg!(any(feature = "rustls", feature = "rustls-ring", feature = "native-tls")) {
    true => "the HTTP library failed, or the response is not HTTP",
    false => "the HTTP library failed; `https` requires a TLS feature of this crate, such as `rustls`",
};

/// Messages of the HTTP library's private error types, which only their messages identify, and the messages shown for
/// them.
const FIXED_MESSAGES: [(&str, &str); 8] = [
    ("runtime dropped the dispatch task", "the connection ended before the response"),
    ("connection closed before message completed", "the server closed the connection without a complete response"),
    ("dns error", "the host name cannot be resolved"),
    ("tunnel error: proxy authorization required", "the proxy requires a username and a password"),
    ("tunnel error: proxy response headers too long", "the proxy's response is too long"),
    ("tunnel error: unexpected end of file", "the proxy closed the connection"),
    ("tunnel error: unsuccessful", "the proxy refused to connect"),
    ("tunnel error: missing destination host", "the request to the proxy has no host"),
];

impl Cause {
    /// Returns whether the server did not process the request.
    pub(super) fn is_unprocessed(&self, trusts_goaway: bool) -> bool {
        self.is_refused || self.is_closed && trusts_goaway
    }

    pub(super) fn of(error: &reqwest::Error) -> Self {
        let mut cause = Self::named(UNKNOWN);
        let mut next: Option<&(dyn StdError + 'static)> = Some(error);
        while let Some(error) = next {
            if let Some(fixed) = fixed_message(error) {
                return fixed;
            }
            cause = Self::known(error).unwrap_or(cause);
            // `io::Error::source` skips the inner error and returns the source of that error.
            let within = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
            next = within.map(|within| within as _).or_else(|| error.source());
        }
        cause
    }

    fn named(kind: impl Into<String>) -> Self {
        Self { kind: kind.into(), is_refused: false, is_closed: false }
    }

    fn known(error: &(dyn StdError + 'static)) -> Option<Self> {
        if let Some(error) = error.downcast_ref::<h2::Error>() {
            return Some(Self::http2(error));
        }
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return Some(Self::named(error.kind().to_string()));
        }
        // The kinds of errors differ between platforms and appear only in the messages.
        #[cfg(feature = "native-tls")]
        if error.is::<native_tls::Error>() {
            return Some(Self::named("TLS failed: the certificate or the protocol was not accepted"));
        }
        #[cfg(any(feature = "rustls", feature = "rustls-ring"))]
        if let Some(kind) = tls(error) {
            return Some(Self::named(kind));
        }
        None
    }

    fn http2(error: &h2::Error) -> Self {
        let kind = match (error.reason(), error.get_io()) {
            (Some(reason), _) if error.is_go_away() => format!("HTTP/2 GOAWAY: {}", reason.description()),
            (Some(reason), _) if error.is_reset() => format!("HTTP/2 RST_STREAM: {}", reason.description()),
            (Some(reason), _) => format!("HTTP/2: {}", reason.description()),
            (None, Some(error)) => error.kind().to_string(),
            (None, None) => "HTTP/2 error".to_owned(),
        };
        let is = |reason| error.is_remote() && error.reason() == Some(reason);
        let is_refused = error.is_reset() && is(h2::Reason::REFUSED_STREAM);
        let is_closed = error.is_go_away() && is(h2::Reason::NO_ERROR);
        Self { kind, is_refused, is_closed }
    }
}

fn fixed_message(error: &(dyn StdError + 'static)) -> Option<Cause> {
    let message = error.to_string();
    FIXED_MESSAGES.iter().find(|(fixed, _)| *fixed == message).map(|(_, shown)| Cause::named(*shown))
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

#[cfg(all(test, any(feature = "rustls", feature = "rustls-ring")))]
mod tests {
    use rustls::{AlertDescription, CertificateError, Error};

    use super::*;

    #[test]
    fn a_cause_shows_its_kind() {
        let rejected = |error| tls(&Error::InvalidCertificate(error)).expect("a kind");
        for (kind, expected) in [
            (
                tls(&Error::AlertReceived(AlertDescription::HandshakeFailure)).expect("a kind"),
                "TLS alert HandshakeFailure",
            ),
            (rejected(CertificateError::NotValidYet), "the certificate is not valid yet"),
            (rejected(CertificateError::Revoked), "the certificate is revoked"),
            (rejected(CertificateError::BadSignature), "the certificate's signature is wrong"),
            (rejected(CertificateError::BadEncoding), "the certificate cannot be read"),
            (rejected(CertificateError::UnhandledCriticalExtension), "the certificate was rejected"),
            (Cause::http2(&h2::Reason::PROTOCOL_ERROR.into()).kind, "HTTP/2: unspecific protocol error detected"),
        ] {
            assert_eq!(kind, expected);
        }
    }
}
