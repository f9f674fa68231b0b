//! Turns unquoted numbers and booleans into strings where OpenAPI requires a string: `version: 1.0`.

use rebilly_customer_auth_codegen::object_kind::{ObjectKind, walk};
use rebilly_customer_auth_codegen::{Document, Location};
use serde_json::Value;

use crate::lint::positions::Positions;

/// A repaired location, and its line.
pub(super) type Quoted = Vec<(Location, String)>;

/// Quotes the scalars of an upstream spec as they are written.
pub(super) fn quote_all(upstream: &Document, tree: &mut Value) -> Quoted {
    let found = find(tree);
    if found.is_empty() {
        return Quoted::new();
    }
    let positions = Positions::of(upstream.text(), found.iter());
    quote(tree, found, |location, _| positions.scalar(location).map(str::to_owned))
}

/// Quotes the scalars of a bundled spec, which may come from other files. The tree does not contain how a decimal number is
/// written.
pub(super) fn quote_plain(tree: &mut Value) -> Quoted {
    let found = find(tree);
    quote(tree, found, |_, value| (!value.is_f64()).then(|| value.to_string()))
}

fn find(tree: &Value) -> Vec<Location> {
    let mut found = Vec::new();
    walk(tree, &mut |kind, location, node| {
        for path in strings(kind) {
            let steps: Vec<&str> = path.split('/').collect();
            unquoted(node, location, &steps, &mut found);
        }
    });
    found
}

fn quote(tree: &mut Value, found: Vec<Location>, scalar: impl Fn(&Location, &Value) -> Option<String>) -> Quoted {
    let mut quoted = Quoted::new();
    for location in found {
        let Some(node) = tree.pointer_mut(&location.pointer()) else { continue };
        if let Some(scalar) = scalar(&location, node) {
            let line = format!("{location}: `{scalar}` is not a string; it is now '{scalar}'");
            *node = scalar.into();
            quoted.push((location, line));
        }
    }
    quoted
}

/// Collects the locations of the scalars at the end of these steps that are no strings.
fn unquoted(node: &Value, location: &Location, steps: &[&str], found: &mut Vec<Location>) {
    let Some((step, rest)) = steps.split_first() else {
        if node.is_number() || node.is_boolean() {
            found.push(location.clone());
        }
        return;
    };
    match node {
        Value::Object(map) if *step == "*" => {
            map.iter().for_each(|(key, child)| unquoted(child, &location.join(key), rest, found));
        }
        Value::Array(list) if *step == "*" => {
            list.iter().enumerate().for_each(|(index, child)| unquoted(child, &location.join(index), rest, found));
        }
        _ => {
            if let Some(child) = node.get(*step) {
                unquoted(child, &location.join(step), rest, found);
            }
        }
    }
}

/// The strings of an object. `*` is any key or index.
fn strings(kind: ObjectKind) -> &'static [&'static str] {
    match kind {
        ObjectKind::Document => &[
            "info/title", "info/version", "info/summary", "info/description", "info/termsOfService", "info/contact/*",
            "info/license/*", "servers/*/url", "servers/*/description", "servers/*/variables/*/*",
            "servers/*/variables/*/enum/*", "tags/*/name", "tags/*/description", "tags/*/externalDocs/*",
            "externalDocs/*",
        ],
        ObjectKind::PathItem | ObjectKind::Operation => &[
            "operationId", "summary", "description", "tags/*", "servers/*/url", "servers/*/description",
            "servers/*/variables/*/*", "servers/*/variables/*/enum/*", "externalDocs/*",
        ],
        ObjectKind::Parameter => &["name", "description"],
        ObjectKind::RequestBody | ObjectKind::Response | ObjectKind::Header => &["description"],
        ObjectKind::Example => &["summary", "description"],
        ObjectKind::SecurityScheme => &["name", "description", "bearerFormat", "flows/*/scopes/*"],
        ObjectKind::Schema => &[
            "title", "description", "format", "pattern", "required/*", "discriminator/propertyName",
            "discriminator/mapping/*", "externalDocs/*",
        ],
        _ => &[],
    }
}
