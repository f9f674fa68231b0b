//! Checks that each server has a usable URL: every variable needs a default.

use serde_json::Value;

use super::template_variables;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::location::Location;
use crate::normalize::placeholder;
use crate::object_kind::{ObjectKind, walk};

const RULE: &str = "server";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let mut first: Option<String> = None;
    walk(&document.tree, &mut |kind, location, node| {
        if matches!(kind, ObjectKind::Document | ObjectKind::PathItem | ObjectKind::Operation) {
            let list = location.join("servers");
            let servers = node.get("servers").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            for (index, server) in servers.iter().enumerate() {
                let location = list.join(index);
                check_server(&location, server, diagnostics);
                let mut add = |message: String, help: &str| {
                    diagnostics.push(Diagnostic::new(RULE, location.join("url"), message, help));
                };
                let is_same = |other: &Value| ["url", "variables"].iter().all(|key| other.get(key) == server.get(key));
                if let Some(same) = servers[..index].iter().position(is_same) {
                    add(format!("this server duplicates {}", list.join(same)), "remove one of them");
                }
                let url = server.get("url").and_then(Value::as_str).unwrap_or_default();
                let Some((_, path)) = placeholder(url, &server["variables"]) else {
                    continue;
                };
                let first = first.get_or_insert_with(|| path.clone());
                let prefix = |path: &str| path.split_once('{').map(|(prefix, _)| prefix.to_owned());
                if prefix(first) != prefix(&path) {
                    let message = format!(
                        "the client has one setting for the organization in the path, but this server has `{path}` and \
                         another one `{first}`"
                    );
                    add(message, "give one variable a real value as its default");
                }
            }
        }
    });
}

fn check_server(location: &Location, server: &Value, diagnostics: &mut Vec<Diagnostic>) {
    let url = server.get("url").and_then(Value::as_str).unwrap_or_default();
    let mut add = |location: Location, message: String, help: &str| {
        diagnostics.push(Diagnostic::new(RULE, location, message, help));
    };
    let Some(names) = template_variables(url) else {
        add(location.join("url"), "the braces of the URL do not match".into(), "write a variable like `{version}`");
        return;
    };
    let variables = server.get("variables");
    for name in names {
        let Some(variable) = variables.and_then(|variables| variables.get(name)) else {
            let message = format!("the URL variable `{{{name}}}` is not defined");
            add(location.join("url"), message, "define it with a default under `variables`");
            continue;
        };
        let location = location.join("variables").join(name);
        let default = variable.get("default").and_then(Value::as_str);
        let values = variable.get("enum").and_then(Value::as_array);
        match (default, values) {
            (None, _) => add(location, format!("the variable `{name}` has no default"), "add `default`, a string"),
            (Some(default), Some(values)) if !values.iter().any(|value| value == default) => {
                let message = format!("the default of the variable `{name}` is not in its enum");
                add(location.join("default"), message, "correct the default or the enum");
            }
            _ => {}
        }
    }
}
