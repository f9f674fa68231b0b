//! Checks that the spec is OpenAPI 3.0.

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::location::Location;

const RULE: &str = "not-openapi-3.0";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    if is_supported(document) {
        return;
    }
    let location = Location::from(["openapi"]);
    let (location, message, help) = match document.tree.get("openapi") {
        Some(Value::String(version)) => {
            let help = match version.starts_with("3.") {
                true if version == "3.0" => "write all three numbers: '3.0.3'",
                true => "convert it to 3.0 with `cargo xtask import`",
                false => "convert it to OpenAPI 3.0.3",
            };
            (location, format!("OpenAPI {version} is not supported, only 3.0"), help.to_owned())
        }
        Some(version) => {
            let help = format!("quote it: '{}'", whole_version(version));
            (location, "the version of OpenAPI is not a string".to_owned(), help)
        }
        None => {
            let message = "this is not an OpenAPI spec: it has no `openapi`".to_owned();
            (Location::root(), message, "start it with `openapi: 3.0.3`".to_owned())
        }
    };
    diagnostics.push(Diagnostic::new(RULE, location, message, help));
}

pub(super) fn is_supported(document: &Document) -> bool {
    document.tree.get("openapi").and_then(Value::as_str).is_some_and(|version| version.starts_with("3.0."))
}

/// Returns the full OpenAPI version of a value: `3.1` without quotes is a number in YAML.
pub fn whole_version(version: &Value) -> String {
    let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
    match version.as_str() {
        "3.1" | "3.2" => format!("{version}.0"),
        _ => "3.0.3".to_owned(),
    }
}
