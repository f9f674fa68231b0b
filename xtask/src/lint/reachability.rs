//! Each component is used by what stands outside the components.

use std::collections::BTreeSet;

use rebilly_customer_auth_codegen::document::{SCHEMAS, reference};
use rebilly_customer_auth_codegen::{Diagnostic, Document, Location};
use serde_json::{Map, Value};

use super::named;

const RULE: &str = "unreached-component";

pub(super) fn check(document: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let tree = document.tree();
    let reached = Reach::of(tree);
    let sections = tree["components"].as_object().into_iter().flatten();
    for (section, _) in sections.filter(|(section, _)| !section.starts_with("x-")) {
        for (location, _) in named(tree, section) {
            if !reached.0.contains(&location) {
                diagnostics.push(Diagnostic::new(RULE, location, "no operation reaches this", "use it or remove it"));
            }
        }
    }
}

/// The locations of the components that are reached.
struct Reach(BTreeSet<Location>);

impl Reach {
    fn of(tree: &Value) -> Self {
        let mut reached = BTreeSet::new();
        let mut found = Vec::new();
        let outside = tree.as_object().into_iter().flatten().filter(|(key, _)| *key != "components");
        outside.for_each(|(key, node)| collect_keyword(key, node, &mut found));
        while let Some(location) = found.pop() {
            let node = location.segments().iter().try_fold(tree, |node, step| node.get(step));
            if reached.insert(location) {
                collect(node.unwrap_or(&Value::Null), &mut found);
            }
        }
        Self(reached)
    }
}

/// Collects the components that a node refers to.
fn collect(node: &Value, found: &mut Vec<Location>) {
    match node {
        Value::Object(map) => map.iter().for_each(|(key, child)| collect_keyword(key, child, found)),
        Value::Array(list) => list.iter().for_each(|child| collect(child, found)),
        _ => {}
    }
}

fn collect_keyword(key: &str, child: &Value, found: &mut Vec<Location>) {
    match (key, child) {
        ("$ref", Value::String(target)) => found.extend(component(target)),
        ("mapping", Value::Object(mapping)) => {
            for target in mapping.values().filter_map(Value::as_str) {
                // A bare name is that of a schema (OpenAPI 3.0.3, section 4.7.25).
                found.extend(component(target).or_else(|| component(&format!("{SCHEMAS}{target}"))));
            }
        }
        ("security", Value::Array(alternatives)) => {
            let names = alternatives.iter().filter_map(Value::as_object).flat_map(Map::keys);
            found.extend(names.map(|name| Location::from(["components", "securitySchemes", name])));
        }
        // Their keys are names, which may be those of keywords.
        ("properties", Value::Object(properties)) => properties.values().for_each(|child| collect(child, found)),
        ("examples", Value::Object(examples)) => {
            found.extend(examples.values().filter_map(reference).filter_map(component));
        }
        ("example" | "examples" | "default" | "enum" | "const", _) => {}
        _ => collect(child, found),
    }
}

/// The location of the component that a reference leads to or into.
fn component(reference: &str) -> Option<Location> {
    let location = Location::from_pointer(reference.strip_prefix('#')?);
    match location.segments() {
        [components, section, name, ..] if components == "components" => {
            Some(Location::from([components.as_str(), section, name]))
        }
        _ => None,
    }
}
