//! Checks that each collection documents headers with its total, limit and offset.

use rebilly_customer_auth_codegen::document::{OperationRef, resolve_refs, schema_name};
use rebilly_customer_auth_codegen::{Diagnostic, Document, json_media, pagination_headers};
use serde_json::Value;

const RULE: &str = "missing-pagination-header";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let tree = document.tree();
    for operation in document.operations() {
        let Some((status, response)) = operation.success(tree).filter(|(_, it)| is_collection(tree, &operation, it))
        else {
            continue;
        };
        if !matches!(pagination_headers(response), Some((_, Some(_)))) {
            diagnostics.push(Diagnostic::new(
                RULE,
                operation.location.join("responses").join(status),
                "the response of this collection lacks headers such as `Pagination-Total`, `Pagination-Limit` and \
                 `Pagination-Offset`",
                "add the headers: without them a list is read until a page is not full",
            ));
        }
    }
}

/// Returns whether an operation accepts `limit` and `offset` and returns a list of a named schema.
fn is_collection<'t>(tree: &'t Value, operation: &OperationRef<'t>, response: &Value) -> bool {
    let body = response["content"].as_object().and_then(json_media);
    let is_list = body.is_some_and(|(_, body)| schema_name(&resolve_refs(tree, &body["schema"])["items"]).is_some());
    let parameters = operation.parameters(tree);
    let takes =
        |name: &str| parameters.iter().any(|(_, parameter)| parameter["in"] == "query" && parameter["name"] == name);
    is_list && takes("limit") && takes("offset")
}
