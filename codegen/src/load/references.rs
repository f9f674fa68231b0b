//! Each reference leads to a definition in the document.

use serde_json::Value;

use crate::breach::Breach;
use crate::document::{Document, follow, reference, resolve};
use crate::place::Place;

const RULE: &str = "unknown-ref";

pub(super) fn check(document: &Document, breaches: &mut Vec<Breach>) {
    below(&document.tree, &mut Place::root(), &document.tree, breaches);
}

fn below(tree: &Value, place: &mut Place, node: &Value, breaches: &mut Vec<Breach>) {
    match node {
        Value::Object(map) => {
            if let Some(target) = reference(node) {
                check_reference(tree, place.at("$ref"), target, breaches);
                return;
            }
            if let Some(mapping) = node.pointer("/discriminator/mapping") {
                check_mapping(tree, &place.at("discriminator").at("mapping"), mapping, breaches);
            }
            for (key, child) in map {
                place.below(key, |place| below_key(tree, place, key, child, breaches));
            }
        }
        Value::Array(list) => {
            for (index, child) in list.iter().enumerate() {
                place.below(index, |place| below(tree, place, child, breaches));
            }
        }
        _ => {}
    }
}

fn below_key(tree: &Value, place: &mut Place, key: &str, child: &Value, breaches: &mut Vec<Breach>) {
    match (key, child) {
        // Their keys are names, which may be those of keywords.
        ("properties", Value::Object(properties)) => {
            for (name, property) in properties {
                place.below(name, |place| below(tree, place, property, breaches));
            }
        }
        // Only what is a reference itself: the rest is values.
        ("examples", Value::Object(examples)) => {
            for (name, target) in examples.iter().filter_map(|(name, example)| Some((name, reference(example)?))) {
                check_reference(tree, place.at(name).at("$ref"), target, breaches);
            }
        }
        ("example" | "examples" | "default", _) => {}
        _ => below(tree, place, child, breaches),
    }
}

/// The values of a discriminator's mapping are references too, though no `$ref` says so. One without a `#` may be the
/// bare name of a schema (OpenAPI 3.0.3, section 4.7.25).
fn check_mapping(tree: &Value, place: &Place, mapping: &Value, breaches: &mut Vec<Breach>) {
    for (tag, target) in mapping.as_object().into_iter().flatten() {
        if let Some(target) = target.as_str().filter(|target| target.contains('#')) {
            check_reference(tree, place.at(tag), target, breaches);
        }
    }
}

fn check_reference(tree: &Value, place: Place, target: &str, breaches: &mut Vec<Breach>) {
    let (what, mend) = if !target.starts_with("#/") {
        ("is outside this document", "bundle the document into one file with `cargo xtask import`")
    } else {
        match resolve(tree, target) {
            None => ("is not defined", "define it under `components` or correct the name"),
            Some(node) if reference(follow(tree, node)).is_some() => {
                ("leads back to itself", "let one of the references in the circle be a definition")
            }
            Some(_) => return,
        }
    };
    breaches.push(Breach::new(RULE, place, format!("`{target}` {what}"), mend));
}
