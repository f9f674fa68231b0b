//! Checks that each collection documents headers with its total, limit and offset.

use rebilly_customer_auth_codegen::{Diagnostic, Document};
use serde_json::{Map, Value};

const RULE: &str = "missing-pagination-header";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let tree = document.tree();
    for operation in document.operations() {
        let Some((status, response)) = operation.success(tree).filter(|_| operation.is_collection(tree)) else {
            continue;
        };
        let missing = missing(&response["headers"]);
        if !missing.is_empty() {
            diagnostics.push(Diagnostic::new(
                RULE,
                operation.location.join("responses").join(status),
                format!("the response of this collection has no {}", missing.join(", ")),
                "add the headers: without them a list is read until a page is not full",
            ));
        }
    }
}

/// Returns the missing headers. Their names may differ from the usual ones, except in the last word.
fn missing(headers: &Value) -> Vec<String> {
    let names = || headers.as_object().into_iter().flat_map(Map::keys);
    let prefix = names().find_map(|name| name.strip_suffix("Total")).unwrap_or("Pagination-");
    let wanted = ["Total", "Limit", "Offset"].map(|word| format!("{prefix}{word}"));
    wanted.iter().filter(|name| headers.get(name.as_str()).is_none()).map(|name| format!("`{name}`")).collect()
}
