//! Requires unique operation IDs.

use std::collections::BTreeMap;

use heck::ToSnakeCase;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::location::Location;

const MISSING: &str = "missing-operation-id";
const DUPLICATE: &str = "duplicate-operation-id";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, (String, Location)> = BTreeMap::new();
    for operation in document.operations() {
        let Some(id) = operation.id() else {
            let message = "this operation has no operationId";
            let help = "add one: it becomes the name of the method";
            diagnostics.push(Diagnostic::new(MISSING, operation.location, message, help));
            continue;
        };
        let location = operation.location.join("operationId");
        if id.to_snake_case().is_empty() {
            let message = format!("the operationId `{id}` has no letter or digit");
            let help = "give it a name: it becomes the name of the method";
            diagnostics.push(Diagnostic::new(MISSING, location, message, help));
            continue;
        }
        // `getFoo` and `GetFoo` are two IDs but would become the same method.
        let (message, help) = match seen.insert(id.to_snake_case(), (id.to_owned(), operation.location.clone())) {
            None => continue,
            Some((other, at)) if other == id => {
                (format!("{at} also has the operationId `{id}`"), "give each operation a unique ID")
            }
            Some((other, at)) => (
                format!("the operationId `{id}` and `{other}` of {at} would become the same method"),
                "make them differ in more than case and punctuation",
            ),
        };
        diagnostics.push(Diagnostic::new(DUPLICATE, location, message, help));
    }
}
