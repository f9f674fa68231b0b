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
            let servers = node.get("servers").and_then(Value::as_array);
            for (index, server) in servers.into_iter().flatten().enumerate() {
                check_server(&location.join("servers").join(index), server, diagnostics);
            }
            check_duplicates(&location.join("servers"), servers, diagnostics);
            for (index, server) in servers.into_iter().flatten().enumerate() {
                let url = server.get("url").and_then(Value::as_str).unwrap_or_default();
                let Some((_, path)) = placeholder(url, &server["variables"]) else {
                    continue;
                };
                let first = first.get_or_insert_with(|| path.clone());
                if *first != path {
                    let message = format!("`{path}` and `{first}` of another server are both settings of the client");
                    let location = location.join("servers").join(index).join("url");
                    diagnostics.push(Diagnostic::new(RULE, location, message, "give one variable another default"));
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

fn check_duplicates(location: &Location, servers: Option<&Vec<Value>>, diagnostics: &mut Vec<Diagnostic>) {
    let servers = servers.map(Vec::as_slice).unwrap_or_default();
    let parts = |server: &Value| (server.get("url").cloned(), server.get("variables").cloned());
    for (index, server) in servers.iter().enumerate() {
        if let Some(first) = servers[..index].iter().position(|other| parts(other) == parts(server)) {
            let message = format!("this server duplicates {}", location.join(first));
            diagnostics.push(Diagnostic::new(RULE, location.join(index).join("url"), message, "remove one of them"));
        }
    }
}
