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
///
/// It goes by a list of what is still to be looked at: a chain of references may be longer than the stack is deep.
fn collect<'t>(tree: &'t Value, node: &'t Value, names: &mut BTreeSet<String>) {
    let mut followed = BTreeSet::new();
    let mut pending = vec![node];
    while let Some(node) = pending.pop() {
        match node {
            Value::String(target) => {
                let referred = target.starts_with("#/components/").then(|| resolve(tree, target)).flatten();
                let is_new = match target.strip_prefix(SCHEMAS) {
                    Some(name) => referred.is_some() && names.insert(name.to_owned()),
                    None => followed.insert(target),
                };
                pending.extend(referred.filter(|_| is_new));
            }
            Value::Object(map) => {
                let is_read = |key: &str| !matches!(key, "example" | "examples" | "description");
                pending.extend(map.iter().filter(|(key, _)| is_read(key)).map(|(_, child)| child));
            }
            Value::Array(list) => pending.extend(list),
            _ => {}
        }
    }
}
