//! Rejects duplicate parameters: only one of them would be sent.

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, parameter_key, resolve_refs};
use crate::location::Location;
use crate::object_kind::{ObjectKind, walk_while};

const RULE: &str = "duplicate-parameter";

/// A list may contain a parameter once. The list of an operation may contain one of its path item too, and overrides it
/// (OpenAPI 3.0.3, section 4.7.10).
pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    walk_while(ObjectKind::Document, &mut Location::root(), &document.tree, &mut |kind, location, node| {
        if matches!(kind, ObjectKind::PathItem | ObjectKind::Operation) {
            check_list(&document.tree, &location.join("parameters"), &node["parameters"], diagnostics);
        }
        kind != ObjectKind::Callback
    });
}

fn check_list(tree: &Value, location: &Location, list: &Value, diagnostics: &mut Vec<Diagnostic>) {
    let list = list.as_array().into_iter().flatten();
    let keys: Vec<_> = list.map(|node| parameter_key(resolve_refs(tree, node))).collect();
    for (index, key) in keys.iter().enumerate() {
        if let (Some(first), (Some(name), Some(kind))) = (keys[..index].iter().position(|it| it == key), key) {
            let message = format!("{} is also the {kind} parameter `{name}`", location.join(first));
            let help = "remove or rename one of them";
            diagnostics.push(Diagnostic::new(RULE, location.join(index), message, help));
        }
    }
}
