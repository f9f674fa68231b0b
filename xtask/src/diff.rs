//! Reports what a caller notices of a spec change, and which release it requires.
//!
//! Operations are compared by ID, and their types by meaning, separately for requests and responses: references,
//! compositions and schema names do not matter. What matters is what the generated Rust code shows, and what the server
//! accepts and returns; `xtask/README.md` has the rules.

mod api;
mod change;
mod constraints;
mod media_types;
mod operations;
mod schema;
mod security;
mod serialization;
mod servers;
mod types;

use std::collections::{BTreeMap, BTreeSet};

use rebilly_customer_auth_codegen::{Diagnostic, Document, drop_never, expand_inheritance, keep_usable_discriminators};

use crate::generate::{generate_document, without};
use crate::import::{LeftOut, tags};

pub use change::{Change, Level};
pub(crate) use change::{required, summary};

/// Compares two specs, without the operations that the generator leaves out, and their clients, which are generated
/// from `named`. `upstream` is the spec that the new one is a part of. Also returns the lines of code that differ, and
/// the operations that the old client leaves out.
pub fn compare(
    [old, new]: [&Document; 2],
    named: [&Document; 2],
    upstream: &Document,
) -> (Vec<Change>, BTreeSet<String>, LeftOut) {
    let [(old_code, not_in_old), (new_code, not_in_new)] = named.map(generate_document);
    let (old, new) = (without(old, &not_in_old), without(new, &not_in_new));
    let mut absent = not_selected(upstream);
    absent.extend(not_in_new.iter().map(|(id, reason)| {
        let Diagnostic { message, .. } = reason;
        (id.clone(), format!("the operation is gone, because the generator leaves it out: {message}"))
    }));
    let mut changes = diff(&old, &new, &absent);
    changes.extend(api::changes(&old_code, &new_code));
    (changes, api::other_lines(&old_code, &new_code), not_in_old)
}

/// What to say of the operations of an upstream spec if its part lacks them.
fn not_selected(upstream: &Document) -> BTreeMap<String, String> {
    let operations = upstream.operations().into_iter();
    let entries = operations.filter_map(|operation| {
        let tags: Vec<String> = tags(operation.operation.get("tags")).map(|tag| format!("`{tag}`")).collect();
        let tags = if tags.is_empty() { "no tag".to_owned() } else { format!("the tag {}", tags.join(" and ")) };
        let message = format!("the operation has {tags} now and is not selected; select it with --tag or --operation");
        Some((operation.id()?.to_owned(), message))
    });
    entries.collect()
}

/// Compares two specs. The order of the changes does not depend on that of the specs: changes of the whole spec first,
/// then operations, those with the most locations first, then types. `absent` says of some operations that the new spec
/// lacks why it does.
pub fn diff(old: &Document, new: &Document, absent: &BTreeMap<String, String>) -> Vec<Change> {
    let [old, new] = [old, new].map(with_unions);
    let (old, new) = (&old, &new);
    let (old_tree, new_tree) = (old.tree(), new.tree());
    let renamed = security::renamed(old_tree, new_tree);
    let old_operations = operations::read(old, &renamed);
    let new_operations = operations::read(new, &security::Renamed::new());
    let [old_headers, new_headers] = operations::headers(&old_operations, &new_operations);
    let organization = servers::organization([old_tree, new_tree], [&old_headers, &new_headers]);
    let (headers, organization) = organization.unzip();
    let headers = headers.unwrap_or_default();
    let mut comparison = operations::Comparison::new(headers, [old_tree, new_tree].map(servers::root_urls));
    comparison.operations(&old_operations, &new_operations, absent);

    let mut changes = servers::changes(old_tree, new_tree);
    changes.extend(organization);
    changes.extend(security::changes(&renamed, old_tree, new_tree));
    let methods = new_operations.iter().map(|operation| (operation.id.clone(), operation.method.clone()));
    let all = change::AllOperations(methods.collect());
    changes.extend(comparison.changes(&all));
    changes.extend(comparison.types.changes(&comparison.roots, &all));
    changes
}

/// Returns the spec without what allows nothing, with the implicit values of its discriminators, with each base as the
/// union of its variants, and with one union in each schema.
fn with_unions(document: &Document) -> Document {
    let mut tree = document.tree().clone();
    drop_never(&mut tree);
    keep_usable_discriminators(&mut tree, &BTreeMap::new());
    expand_inheritance(&mut tree);
    schema::separate_unions(&mut tree);
    document.with_tree(tree)
}
