//! Compares the limits of what a caller sends.
//!
//! The client does not enforce limits, the server does: a value that it took is refused once a limit is narrower. What
//! the server returns may be of any length, so that a limit of a response says nothing to a caller.

use std::collections::BTreeSet;

use serde_json::Value;

use super::change::Finding;
use super::schema::Node;

/// A key of a schema, whether it bounds from above, and how it is said.
const BOUNDS: [(&str, bool, &str, &str); 8] = [
    ("minimum", false, "be at least", ""),
    ("maximum", true, "be at most", ""),
    ("minLength", false, "have at least", " characters"),
    ("maxLength", true, "have at most", " characters"),
    ("minItems", false, "have at least", " items"),
    ("maxItems", true, "have at most", " items"),
    ("minProperties", false, "have at least", " members"),
    ("maxProperties", true, "have at most", " members"),
];

/// A key of a schema that only another of the same value is as wide as.
const RULES: [(&str, &str); 5] = [
    ("pattern", "match"),
    ("multipleOf", "be a multiple of"),
    ("uniqueItems", "have no item twice:"),
    ("exclusiveMinimum", "be more than its minimum:"),
    ("exclusiveMaximum", "be less than its maximum:"),
];

/// What changed in the limits of a value; `subject` is what a sentence calls it.
pub(super) fn compare(subject: &str, old: &Node<'_>, new: &Node<'_>) -> Vec<Finding> {
    let bounds = BOUNDS.iter().filter_map(|(key, is_upper, must, unit)| {
        let (old, new) = (bound(old, key, *is_upper), bound(new, key, *is_upper));
        let is_narrower = |old: f64, new: f64| if *is_upper { new < old } else { new > old };
        match (old, new) {
            (None, Some(new)) => Some(Finding::breaking(format!("{subject} must now {must} {new}{unit}"))),
            (Some(old), None) => Some(Finding::additive(format!("{subject} need no longer {must} {old}{unit}"))),
            (Some(old), Some(new)) if is_narrower(old, new) => {
                Some(Finding::breaking(format!("{subject} must now {must} {new}{unit}, it was {old}")))
            }
            (Some(old), Some(new)) if is_narrower(new, old) => {
                Some(Finding::additive(format!("{subject} must only {must} {new}{unit} now, it was {old}")))
            }
            _ => None,
        }
    });
    let rules = RULES.iter().filter_map(|(key, must)| {
        let (old, new) = (rules(old, key), rules(new, key));
        let (added, removed) = (list(new.difference(&old)), list(old.difference(&new)));
        match (added.is_empty(), removed.is_empty()) {
            (true, true) => None,
            (true, false) => Some(Finding::additive(format!("{subject} need no longer {must} {removed}"))),
            (false, true) => Some(Finding::breaking(format!("{subject} must now {must} {added}"))),
            (false, false) => {
                Some(Finding::breaking(format!("{subject} must now {must} {added}, no longer {removed}")))
            }
        }
    });
    bounds.chain(rules).collect()
}

/// The narrowest bound. One that every value keeps is none.
fn bound(node: &Node<'_>, key: &str, is_upper: bool) -> Option<f64> {
    let bounds = node.all(key).filter_map(Value::as_f64);
    let narrowest = match is_upper {
        true => bounds.reduce(f64::min),
        false => bounds.reduce(f64::max),
    };
    narrowest.filter(|bound| key == "minimum" || is_upper || *bound > 0.0)
}

fn rules(node: &Node<'_>, key: &str) -> BTreeSet<String> {
    let rules = node.all(key).filter(|rule| **rule != Value::Bool(false));
    rules.map(|rule| rule.as_str().map_or_else(|| rule.to_string(), str::to_owned)).collect()
}

fn list<'r>(rules: impl Iterator<Item = &'r String>) -> String {
    rules.map(|rule| format!("`{rule}`")).collect::<Vec<_>>().join(" and ")
}
