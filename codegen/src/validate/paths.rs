//! Rejects paths that cannot be requested, operations with the same method and path, and keys of a path item that are
//! no method.
//!
//! Characters that must be escaped in a URL (a space, a non-ASCII letter) are allowed: each request escapes them.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::client::encoded;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, METHODS, is_meant_as_operation, reference};
use crate::location::Location;

const RULE: &str = "path";
const METHOD: &str = "unknown-method";
const DUPLICATE: &str = "duplicate-path";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    check_methods(document, diagnostics);
    let mut seen: BTreeMap<(&str, String), (&str, Location)> = BTreeMap::new();
    let operations = document.operations();
    for operation in &operations {
        let path = operation.path;
        if let Some((message, help)) = problem(path) {
            let diagnostic = Diagnostic::new(RULE, Location::from(["paths", path]), message, help);
            // Report a path with several operations only once.
            if diagnostics.last() != Some(&diagnostic) {
                diagnostics.push(diagnostic);
            }
        }
        let endpoint = (operation.method, encoded(&without_names(path)));
        if let Some((other, location)) = seen.insert(endpoint, (path, operation.location.clone()))
            && other != path
        {
            let message = format!(
                "the path is the same as that of {location}, except for parameter names and escaped characters"
            );
            let help = "merge the operations, or make the paths differ";
            diagnostics.push(Diagnostic::new(DUPLICATE, operation.location.clone(), message, help));
        }
    }
}

/// Rejects operations with another method than those of OpenAPI 3.0: no method would be generated.
fn check_methods(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let paths = document.tree.get("paths").and_then(Value::as_object);
    for (path, path_item) in paths.into_iter().flatten().filter(|(path, _)| !path.starts_with("x-")) {
        if reference(path_item).is_some() {
            let message = "the path item is a reference, and its operations would be ignored";
            let help = "bundle the spec with `cargo xtask import`";
            diagnostics.push(Diagnostic::new(RULE, Location::from(["paths", path, "$ref"]), message, help));
        }
        let entries = path_item.as_object().into_iter().flatten();
        for (key, node) in entries.filter(|(key, node)| is_meant_as_operation(key, node)) {
            let lower = key.to_ascii_lowercase();
            let (message, help) = match METHODS.contains(&lower.as_str()) {
                true if lower != *key => {
                    (format!("the method `{key}` is not in lower case"), format!("write `{lower}`"))
                }
                true if node.is_object() => continue,
                true => ("the operation is not an object".to_owned(), "describe or remove it".to_owned()),
                false => {
                    (format!("`{key}` is not an OpenAPI 3.0 method"), format!("use one of {}", METHODS.join(", ")))
                }
            };
            diagnostics.push(Diagnostic::new(METHOD, Location::from(["paths", path, key]), message, help));
        }
    }
}

/// Why a path can never be requested, and the help. `path_parameters` checks that it is a template.
fn problem(path: &str) -> Option<(&'static str, &'static str)> {
    let mut segments = path.strip_prefix('/')?.split('/').peekable();
    if path.contains(char::is_control) {
        return Some(("the path has a line break or another control character", "remove or escape it"));
    }
    if path.contains('?') {
        return Some(("a path has no query", "declare the part after the `?` as parameters with `in: query`"));
    }
    if path.contains('#') {
        return Some(("a path has no fragment: it is not sent", "remove the part from the `#` on"));
    }
    while let Some(segment) = segments.next() {
        if segment.is_empty() && segments.peek().is_some() {
            return Some(("the path has an empty segment", "remove one of the slashes"));
        }
        if matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..") {
            return Some(("the path has a dot segment, which URL parsers remove", "write the resolved path"));
        }
    }
    None
}

/// A path template without the parameter names.
fn without_names(path: &str) -> String {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |path, part| path + "{}" + part.split_once('}').map_or(part, |(_, rest)| rest))
}

#[cfg(test)]
mod tests {
    use super::{problem, without_names};

    #[test]
    fn a_path_that_can_be_called_is_accepted() {
        for path in ["/", "/a/", "/a b", "/größe", "/a%20b", "/{a}", "/a/{b}.json", "/a.b/..c", "/v1:batch"] {
            assert_eq!(problem(path), None, "{path}");
        }
    }

    #[test]
    fn a_path_that_cannot_be_requested_is_rejected() {
        for path in [
            "/t?mode=a", "/u#f", "//double", "/a//b", "/a/../b", "/.", "/a/%2E%2e/b", "/{a}?b={b}", "/a\n\n```\nrun();",
        ] {
            assert!(problem(path).is_some(), "{path}");
        }
    }

    #[test]
    fn templates_that_differ_in_names_only_are_the_same() {
        assert_eq!(without_names("/a/{b}/c-{d}"), without_names("/a/{x}/c-{y}"));
        assert_ne!(without_names("/a/{b}"), without_names("/a/b"));
    }
}
