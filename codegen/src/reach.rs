//! Which named schemas a request can hold and which a response can.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::document::{SCHEMAS, operations, resolve};

/// The names of the schemas that the operations reach, by direction.
#[derive(Debug, Default)]
pub struct Reach {
    /// Those that a request can hold.
    pub requests: BTreeSet<String>,
    /// Those that a response can hold.
    pub responses: BTreeSet<String>,
}

impl Reach {
    /// What the operations of a tree reach.
    pub fn of(tree: &Value) -> Self {
        let mut reach = Self::default();
        for operation in operations(tree) {
            for (_, parameter) in operation.parameters(tree) {
                collect(tree, parameter, &mut reach.requests);
            }
            if let Some(body) = operation.operation.get("requestBody") {
                collect(tree, body, &mut reach.requests);
            }
            if let Some(responses) = operation.operation.get("responses") {
                collect(tree, responses, &mut reach.responses);
            }
        }
        reach
    }

    /// Whether any operation reaches the schema with this name.
    pub fn contains(&self, name: &str) -> bool {
        self.requests.contains(name) || self.responses.contains(name)
    }
}

/// Collects every schema that a node leads to, through `$ref` and through a discriminator's mapping.
fn collect(tree: &Value, node: &Value, names: &mut BTreeSet<String>) {
    match node {
        Value::String(target) => {
            let Some(referred) = target.starts_with("#/components/").then(|| resolve(tree, target)).flatten() else {
                return;
            };
            let is_known = target.strip_prefix(SCHEMAS).is_some_and(|name| !names.insert(name.to_owned()));
            if !is_known {
                collect(tree, referred, names);
            }
        }
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| !matches!(key.as_str(), "example" | "examples" | "description"))
            .for_each(|(_, child)| collect(tree, child, names)),
        Value::Array(list) => list.iter().for_each(|child| collect(tree, child, names)),
        _ => {}
    }
}
