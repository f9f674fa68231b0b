//! Checks that each reference leads to a component of the right kind in the spec.

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, SCHEMAS, reference, resolve, resolve_refs};
use crate::location::Location;
use crate::object_kind::{Contained, ObjectKind, walk_while};

const RULE: &str = "unknown-ref";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let tree = &document.tree;
    walk_while(ObjectKind::Document, &mut Location::root(), tree, &mut |kind, location, node| {
        if node.get("$ref").is_some_and(|target| !target.is_string()) {
            let message = "a reference must be a string";
            diagnostics.push(Diagnostic::new(RULE, location.join("$ref"), message, "quote it, or name its target"));
            return false;
        }
        if let Some(target) = reference(node) {
            check_reference(tree, kind, location.join("$ref"), target, diagnostics);
            // Members beside a `$ref` are ignored, except in a path item (OpenAPI 3.0.3, section 4.7.23).
            return kind == ObjectKind::PathItem;
        }
        if kind == ObjectKind::Schema {
            check_mapping(tree, location, node, diagnostics);
        }
        true
    });
}

/// The values of a discriminator's mapping are references too. A value without `#`, `/` and `.` is a bare schema name
/// (OpenAPI 3.0.3, section 4.7.25).
fn check_mapping(tree: &Value, location: &Location, schema: &Value, diagnostics: &mut Vec<Diagnostic>) {
    let mapping = schema.pointer("/discriminator/mapping").and_then(Value::as_object);
    for (tag, target) in mapping.into_iter().flatten() {
        let Some(target) = target.as_str() else {
            continue;
        };
        let bare = (!target.contains(['#', '/', '.'])).then(|| format!("{SCHEMAS}{target}"));
        let location = location.join("discriminator").join("mapping").join(tag);
        check_reference(tree, ObjectKind::Schema, location, bare.as_deref().unwrap_or(target), diagnostics);
    }
}

fn check_reference(
    tree: &Value,
    kind: ObjectKind,
    location: Location,
    target: &str,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (problem, help) = if !target.starts_with("#/") {
        ("is outside this spec", "bundle the spec into one file with `cargo xtask import`")
    } else {
        match resolve(tree, target) {
            None => ("is not defined", "define it under `components` or correct the name"),
            Some(node) if reference(resolve_refs(tree, node)).is_some() => {
                ("leads back to itself", "replace one of the references in the cycle with the object itself")
            }
            Some(_) if is_of_another_kind(kind, target) => {
                ("is the wrong kind of object here", "reference a component in the right section")
            }
            Some(_) => return,
        }
    };
    diagnostics.push(Diagnostic::new(RULE, location, format!("`{target}` {problem}"), help));
}

/// Returns whether a reference leads to an object of another kind than expected, or to a list or a map of objects.
fn is_of_another_kind(kind: ObjectKind, target: &str) -> bool {
    match Contained::at(&Location::from_reference(target)) {
        Some(Contained::One(found)) => found != kind,
        Some(_) => true,
        // A location that OpenAPI does not define, such as `#/definitions/A`.
        None => false,
    }
}
