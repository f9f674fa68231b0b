//! Reports what a caller notices of a spec change, and which release it requires.
//!
//! Operations are compared by ID, and their types by meaning, separately for requests and responses: references,
//! compositions and schema names do not matter. What matters is what the generated Rust code shows, and what the server
//! accepts and returns; `xtask/README.md` has the rules.

mod api;
mod change;
mod constraints;
mod media_types;
mod names;
mod operations;
mod schema;
mod security;
mod serialization;
mod servers;
mod types;

use std::collections::BTreeMap;

use rebilly_customer_auth_codegen::{Document, complete_mappings};

use names::Names;

pub(crate) use api::{changes as api_changes, other_lines};
pub(crate) use change::summary;
pub use change::{Change, Level};

/// Compares two specs. The order of the changes does not depend on that of the specs: changes of the whole spec first,
/// then operations, those with the most locations first, then types.
pub fn diff(old: &Document, new: &Document) -> Vec<Change> {
    diff_named([old, new], [old, new], &BTreeMap::new())
}

/// Compares two specs like [`diff`], with the type names of two others. `absent` says of some operations that the new
/// spec lacks why it does.
pub(crate) fn diff_named(
    documents: [&Document; 2],
    named: [&Document; 2],
    absent: &BTreeMap<String, String>,
) -> Vec<Change> {
    let [old_names, new_names] = named.map(Names::of);
    let [old, new] = documents.map(with_mappings);
    let (old, new) = (&old, &new);
    let (old_tree, new_tree) = (old.tree(), new.tree());
    let schemes = security::Schemes::of(old_tree, new_tree);
    let old_operations = operations::read(old, &schemes);
    let new_operations = operations::read(new, &security::Schemes::default());
    let old_organization = servers::Organization::of(old_tree, &operations::headers(&old_operations));
    let new_organization = servers::Organization::of(new_tree, &operations::headers(&new_operations));

    let types = types::Types::new(old_names, new_names);
    let headers = old_organization.headers(&new_organization);
    let mut comparison = operations::Comparison::new(types, headers, [old_tree, new_tree].map(servers::root_urls));
    comparison.operations(&old_operations, &new_operations, absent);

    let mut changes = servers::changes(old_tree, new_tree);
    changes.extend(old_organization.change(&new_organization));
    changes.extend(schemes.changes(old_tree, new_tree));
    let methods = new_operations.iter().map(|operation| (operation.id.clone(), operation.method.clone()));
    let all = change::AllOperations(methods.collect());
    changes.extend(comparison.changes(&all));
    changes.extend(comparison.types.changes(&comparison.roots, &all));
    changes
}

/// The spec with the implicit values of its discriminators.
fn with_mappings(document: &Document) -> Document {
    let mut tree = document.tree().clone();
    complete_mappings(&mut tree, &BTreeMap::new());
    document.with_tree(tree)
}
