//! The named schemas that requests and responses can contain.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::document::{SCHEMAS, operations, resolve};
use crate::location::Location;
use crate::object_kind::{ObjectKind, references, walk_while};

/// The names of the schemas that operations use, by direction, and the other components, by reference.
#[derive(Debug, Default)]
pub struct SchemaUsage {
    /// The schemas that a request can contain.
    pub requests: BTreeSet<String>,
    /// The schemas that the request of a PATCH can contain.
    pub patches: BTreeSet<String>,
    /// The schemas that a response can contain.
    pub responses: BTreeSet<String>,
}

impl SchemaUsage {
    /// Collects the schemas that the operations of a spec use.
    pub fn of(tree: &Value) -> Self {
        let mut usage = Self::default();
        for operation in operations(tree) {
            for (_, parameter) in operation.parameters(tree) {
                collect(tree, ObjectKind::Parameter, parameter, &mut usage.requests);
            }
            if let Some(body) = operation.operation.get("requestBody") {
                collect(tree, ObjectKind::RequestBody, body, &mut usage.requests);
                if operation.method == "patch" {
                    collect(tree, ObjectKind::RequestBody, body, &mut usage.patches);
                }
            }
            for (_, response) in operation.responses() {
                collect(tree, ObjectKind::Response, response, &mut usage.responses);
            }
        }
        usage
    }

    /// Returns whether any operation uses the schema with this name.
    pub fn contains(&self, name: &str) -> bool {
        self.requests.contains(name) || self.responses.contains(name)
    }
}

/// Collects every schema that is reachable from an object.
///
/// Uses a work list instead of recursion: a chain of references could overflow the stack.
fn collect<'t>(tree: &'t Value, kind: ObjectKind, node: &'t Value, names: &mut BTreeSet<String>) {
    let mut pending = vec![(kind, node)];
    while let Some((kind, node)) = pending.pop() {
        walk_while(kind, &mut Location::root(), node, &mut |kind, _, node| {
            for target in references(kind, node) {
                // A bare name in a mapping is a schema name.
                let bare = (!target.contains('#')).then(|| format!("{SCHEMAS}{target}"));
                let target = bare.as_deref().unwrap_or(target);
                let name = target.strip_prefix(SCHEMAS).unwrap_or(target);
                pending.extend(
                    resolve(tree, target).filter(|_| names.insert(name.to_owned())).map(|referred| (kind, referred)),
                );
            }
            true
        });
    }
}
