//! Checks that each component is used outside the components.

use rebilly_customer_auth_codegen::{Diagnostic, Document};

use super::named;
use crate::component_usage::reached;

const RULE: &str = "unused-component";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let tree = document.tree();
    let reached = reached(tree);
    let sections = tree["components"].as_object().into_iter().flatten();
    for (section, _) in sections.filter(|(section, _)| !section.starts_with("x-")) {
        for (location, _) in named(tree, section).into_iter().filter(|(location, _)| !reached.contains(location)) {
            let message = "no operation uses this component";
            diagnostics.push(Diagnostic::new(RULE, location, message, "use it or remove it"));
        }
    }
}
