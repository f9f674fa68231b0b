//! The API explorer: a page for calling the operations of the spec against the sandbox.

use axum::Router;
use axum::body::Bytes;
use axum::http::header::{CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue};
use axum::routing::get;
use rebilly_customer_auth_codegen::{self as codegen, Diagnostic, Document};
use rebilly_customer_auth_sandbox::Sandbox;
use serde_json::{Map, Value, json};

use crate::SPEC;

/// The path of the page and of its files. No path of the API begins with it.
pub const PATH: &str = "/explorer";

/// Allows only the page's own files and the sandbox. Swagger UI's style sheet contains its icons as `data:` URLs.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const JSON: &str = "application/json";

/// Returns the explorer's routes, for a sandbox to serve.
///
/// # Errors
/// Returns an error if the spec is invalid.
pub fn routes() -> Result<Router, Diagnostic> {
    // The spec that the sandbox was built with.
    let source = include_str!("../../spec/customer-authentication.yaml");
    let document = codegen::load_str(SPEC, source)?;
    let files = [
        ("", file(HTML, include_str!("../explorer/explorer.html"))),
        ("/explorer.css", file(CSS, include_str!("../explorer/explorer.css"))),
        ("/explorer.js", file(JAVASCRIPT, include_str!("../explorer/explorer.js"))),
        ("/openapi.json", file(JSON, served(&document).to_string())),
        ("/keys.json", file(JSON, keys(&document).to_string())),
        ("/swagger-ui.css", compressed(CSS, include_bytes!("../explorer/swagger-ui/swagger-ui.css.gz"))),
        (
            "/swagger-ui-bundle.js",
            compressed(JAVASCRIPT, include_bytes!("../explorer/swagger-ui/swagger-ui-bundle.js.gz")),
        ),
    ];
    Ok(files.into_iter().fold(Router::new(), |router, (path, file)| router.route(&format!("{PATH}{path}"), get(file))))
}

/// The response of a route.
type File = (HeaderMap, Bytes);

fn file(content_type: &'static str, bytes: impl Into<Bytes>) -> File {
    let headers =
        [(CONTENT_TYPE, content_type), (CONTENT_SECURITY_POLICY, POLICY), (X_CONTENT_TYPE_OPTIONS, "nosniff")];
    let headers = headers.map(|(name, value)| (name, HeaderValue::from_static(value)));
    (HeaderMap::from_iter(headers), bytes.into())
}

/// A file that is stored compressed. Every browser can decompress it.
fn compressed(content_type: &'static str, bytes: &'static [u8]) -> File {
    let (mut headers, bytes) = file(content_type, bytes);
    headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    (headers, bytes)
}

/// Returns the spec with the sandbox as its only server, at the address that the page was loaded from.
fn served(document: &Document) -> Value {
    let mut tree = document.tree().clone();
    tree["servers"] = json!([{"url": "/", "description": "This sandbox."}]);
    tree
}

/// Returns the credential that the sandbox accepts for each security scheme of the spec, by name.
fn keys(document: &Document) -> Value {
    let schemes = document.tree().pointer("/components/securitySchemes").and_then(Value::as_object);
    let names = schemes.into_iter().flat_map(Map::keys);
    names.map(|name| (name.as_str(), Sandbox::key(name))).collect()
}
