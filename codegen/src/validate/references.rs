//! Each reference leads to a definition in the document.

use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, reference, resolve, resolve_refs};
use crate::location::Location;

const RULE: &str = "unknown-ref";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    below(&document.tree, &mut Location::root(), &document.tree, diagnostics);
}

fn below(tree: &Value, location: &mut Location, node: &Value, diagnostics: &mut Vec<Diagnostic>) {
    match node {
        Value::Object(map) => {
            if let Some(target) = reference(node) {
                check_reference(tree, location.join("$ref"), target, diagnostics);
                return;
            }
            if let Some(mapping) = node.pointer("/discriminator/mapping") {
                check_mapping(tree, &location.join("discriminator").join("mapping"), mapping, diagnostics);
            }
            for (key, child) in map {
                location.with_segment(key, |location| below_key(tree, location, key, child, diagnostics));
            }
        }
        Value::Array(list) => {
            for (index, child) in list.iter().enumerate() {
                location.with_segment(index, |location| below(tree, location, child, diagnostics));
            }
        }
        _ => {}
    }
}

fn below_key(tree: &Value, location: &mut Location, key: &str, child: &Value, diagnostics: &mut Vec<Diagnostic>) {
    match (key, child) {
        // Their keys are names, which may be those of keywords.
        ("properties", Value::Object(properties)) => {
            for (name, property) in properties {
                location.with_segment(name, |location| below(tree, location, property, diagnostics));
            }
        }
        // Only what is a reference itself: the rest is values.
        ("examples", Value::Object(examples)) => {
            for (name, target) in examples.iter().filter_map(|(name, example)| Some((name, reference(example)?))) {
                check_reference(tree, location.join(name).join("$ref"), target, diagnostics);
            }
        }
        ("example" | "examples" | "default", _) => {}
        _ => below(tree, location, child, diagnostics),
    }
}

/// The values of a discriminator's mapping are references too, though no `$ref` says so. One without a `#` may be the
/// bare name of a schema (OpenAPI 3.0.3, section 4.7.25).
fn check_mapping(tree: &Value, location: &Location, mapping: &Value, diagnostics: &mut Vec<Diagnostic>) {
    for (tag, target) in mapping.as_object().into_iter().flatten() {
        if let Some(target) = target.as_str().filter(|target| target.contains('#')) {
            check_reference(tree, location.join(tag), target, diagnostics);
        }
    }
}

fn check_reference(tree: &Value, location: Location, target: &str, diagnostics: &mut Vec<Diagnostic>) {
    let (what, mend) = if !target.starts_with("#/") {
        ("is outside this document", "bundle the document into one file with `cargo xtask import`")
    } else {
        match resolve(tree, target) {
            None => ("is not defined", "define it under `components` or correct the name"),
            Some(node) if reference(resolve_refs(tree, node)).is_some() => {
                ("leads back to itself", "let one of the references in the circle be a definition")
            }
            Some(_) => return,
        }
    };
    diagnostics.push(Diagnostic::new(RULE, location, format!("`{target}` {what}"), mend));
}
