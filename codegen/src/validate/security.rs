//! Checks that each `security` is a list of defined schemes.

use serde_json::{Map, Value};

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::location::Location;

const RULE: &str = "undefined-security-scheme";
const NO_LIST: &str = "security";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(list) = document.tree.get("security") {
        check_list(document, &Location::from(["security"]), list, diagnostics);
    }
    for operation in document.operations() {
        if let Some(list) = operation.operation.get("security") {
            check_list(document, &operation.location.join("security"), list, diagnostics);
        }
    }
}

fn check_list(document: &Document, location: &Location, list: &Value, diagnostics: &mut Vec<Diagnostic>) {
    // Read as no list, it would remove each credential. `structure` rejects other values.
    if list.is_null() {
        let message = "`security` has no value";
        let help = "list the accepted schemes, or remove it to accept those of the spec";
        diagnostics.push(Diagnostic::new(NO_LIST, location.clone(), message, help));
    }
    let schemes = document.tree.pointer("/components/securitySchemes");
    for (index, alternative) in list.as_array().into_iter().flatten().enumerate() {
        for name in alternative.as_object().into_iter().flat_map(Map::keys) {
            if schemes.and_then(|schemes| schemes.get(name)).is_none() {
                let message = format!("the security scheme `{name}` is not defined");
                let help = "define it under `components.securitySchemes` or correct the name";
                diagnostics.push(Diagnostic::new(RULE, location.join(index).join(name), message, help));
            }
        }
    }
}
