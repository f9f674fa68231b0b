//! The headers and the body of a request.

use reqwest::Request;
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use serde::Serialize;

use crate::error::Error;
use crate::request::url::{PathValue, scalars};

/// Sets a header parameter. Rejects values that a server could read differently: it drops spaces at both ends (RFC
/// 9110, section 5.5), and the encoding of non-ASCII characters is ambiguous.
pub(crate) fn set_header(request: &mut Request, name: &'static str, value: &impl PathValue) -> Result<(), Error> {
    let mut string = String::new();
    value.write(&mut string).map_err(|_| Error::invalid_request(format!("{name}: it cannot be formatted")))?;
    let is_visible = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    if string.is_empty() {
        return Err(Error::invalid_request(format!("{name}: it is empty")));
    }
    if string.trim_matches(' ') != string || !string.bytes().all(is_visible) {
        let reason = "it begins or ends with a space, or contains a character other than visible ASCII";
        return Err(Error::invalid_request(format!("{name}: {reason}")));
    }
    let mut header = HeaderValue::try_from(string)?;
    header.set_sensitive(value.is_secret());
    request.headers_mut().insert(name, header);
    Ok(())
}

/// Sets a header parameter to a list, joined with commas (style `simple`, OpenAPI 3.0.3, section 4.7.12.2). An empty
/// list sets no header.
pub(crate) fn set_header_list(request: &mut Request, name: &'static str, values: &impl Serialize) -> Result<(), Error> {
    let values = scalars(name, values)?;
    match values.is_empty() {
        true => Ok(()),
        false => set_header(request, name, &values.join(",")),
    }
}

/// Sets the body of a request to JSON.
pub(crate) fn set_json(request: &mut Request, value: &impl Serialize) -> Result<(), Error> {
    let body = serde_json::to_vec(value)
        .map_err(|_| Error::invalid_request("body: it cannot be serialized as JSON".to_owned()))?;
    request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    *request.body_mut() = Some(body.into());
    Ok(())
}

#[cfg(test)]
mod tests {
    use reqwest::Url;

    use super::*;
    use crate::Secret;

    #[test]
    fn an_ambiguous_header_parameter_is_rejected_without_an_echo() {
        let header = |value: &str| {
            let mut request = Request::new(reqwest::Method::GET, Url::parse("https://host").expect("a URL"));
            set_header(&mut request, "id", &value).map(|()| request.headers()["id"].clone())
        };
        for value in ["org-1", "..", "a b", "a/b?c#d", "\"a\""] {
            assert_eq!(header(value).expect(value), value);
        }
        for value in ["", " ", " canary", "canary ", "canary\t", "can\nary", "canary\0", "canäry", "canary\u{7f}"] {
            let error = header(value).expect_err("it cannot be sent as it is");
            assert_eq!(error.kind(), crate::ErrorKind::InvalidRequest);
            assert!(!format!("{error} {error:?}").contains("can"), "{error:?}");
        }
    }

    #[test]
    fn a_secret_in_a_header_is_sensitive() {
        let mut request = Request::new(reqwest::Method::GET, Url::parse("https://host").expect("a URL"));
        set_header(&mut request, "x-token", &Secret::from("canary")).expect("a header");
        set_header_list(&mut request, "x-list", &["a", "b"]).expect("a header");
        assert!(request.headers()["x-token"].is_sensitive());
        assert_eq!(request.headers()["x-list"], "a,b");
    }
}
