//! Compares the path parameters of each operation with its path template.

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, OperationRef};
use crate::location::Location;

const RULE: &str = "path-parameter";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    for operation in document.operations() {
        check_operation(document, &operation, diagnostics);
    }
}

fn check_operation(document: &Document, operation: &OperationRef<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let path = operation.path;
    let mut add = |location: Location, message: String, help: &str| {
        diagnostics.push(Diagnostic::new(RULE, location, message, help));
    };
    let Some(in_path) = template_parameters(path) else {
        let message = "the path is not a template: it must start with `/` and have matching braces".to_owned();
        add(Location::from(["paths", path]), message, "write it like `/credentials/{id}`");
        return;
    };
    let mut declared = BTreeSet::new();
    for (location, parameter) in operation.parameters(&document.tree) {
        if parameter["in"] != "path" {
            continue;
        }
        let name = parameter["name"].as_str().unwrap_or_default();
        declared.insert(name);
        if !in_path.contains(&name) {
            let message = format!("the path `{path}` has no `{{{name}}}` for this path parameter");
            add(location, message, "add it to the path or remove the parameter");
        } else if parameter["required"] != true {
            let message = format!("the path parameter `{name}` is not required");
            add(location, message, "add `required: true`: path parameters are always required");
        }
    }
    for name in in_path.iter().filter(|name| !declared.contains(**name)) {
        let message = format!("`{{{name}}}` in the path `{path}` is not a parameter of this operation");
        add(operation.location.clone(), message, "add a parameter with that name and `in: path`");
    }
}

/// Returns the names in the braces of a path template; `None` if the path is not a template.
pub fn template_parameters(path: &str) -> Option<Vec<&str>> {
    template_variables(path.strip_prefix('/')?)
}

/// Returns the names in the braces of a template; `None` if the braces do not match.
pub(super) fn template_variables(template: &str) -> Option<Vec<&str>> {
    let mut rest = template;
    let mut names = Vec::new();
    while let Some(brace) = rest.find(['{', '}']) {
        let inner = rest[brace..].strip_prefix('{')?;
        let (name, after) = inner.split_once('}')?;
        if name.is_empty() || name.contains(['{', '/']) {
            return None;
        }
        names.push(name);
        rest = after;
    }
    Some(names)
}
