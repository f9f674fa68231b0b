//! Rewrites a valid spec until progenitor can express all of it.
//!
//! Each pass handles one kind of construct that progenitor cannot express. The passes are independent; where their
//! order matters, [`PASSES`] says why.

mod complete_mappings;
mod compose;
mod expand_inheritance;
mod infer_types;
mod inline_components;
mod inline_scalars;
mod mark_open_enums;
mod mark_secrets;
mod merge_all_of;
mod name_alternatives;
mod name_inline_schemas;
pub(crate) mod name_targets;
mod prune_schemas;
mod rename_schemas;
mod resolve_server_urls;
mod rewrite_unions;
mod simplify_unions;
mod split_read_write;
mod strip_constraints;
mod unify_errors;
mod unify_successes;
mod unwrap_members;

pub use self::complete_mappings::{keep_usable_discriminators, unlisted_tags};
pub use self::compose::{allows_only_null, lists_only_null, push_all_of};
pub use self::expand_inheritance::{bases, expand_inheritance};
pub use self::infer_types::drop_never;
pub(crate) use self::resolve_server_urls::placeholder;
pub use self::simplify_unions::without_null;
pub use self::split_read_write::{parts, says};
pub use self::unify_errors::is_problem_member;
pub use self::unwrap_members::unwrap_members;
use crate::diagnostic::Diagnostic;
use crate::document::Document;

type Pass = fn(&mut Document) -> Result<(), Diagnostic>;

const PASSES: [Pass; 22] = [
    // First: the other passes look for references to named schemas only.
    name_targets::run,
    // Early: the other passes do not look for parameters, bodies, responses and headers in `components`.
    inline_components::run,
    // Before the mappings, which have names only.
    name_alternatives::run,
    // Before schemas are renamed: their names in the spec select them.
    complete_mappings::run,
    // Early: other passes derive names from those of existing schemas.
    rename_schemas::run,
    // Early, so that later passes find a type in each schema, and scalars inline.
    infer_types::run,
    // Before a `nullable` moves from a schema to its references, which splits it from that of an alternative.
    simplify_unions::run,
    inline_scalars::run,
    // Before `allOf` is merged: only `allOf` shows which schemas extend a base.
    expand_inheritance::run,
    // A schema that extends a base needs none of its siblings.
    prune_schemas::run,
    // Before the split: the hidden properties of a schema depend on those of its base.
    merge_all_of::run,
    // Before all passes that treat requests and responses differently.
    split_read_write::run,
    // Before the unions, which count the references to their alternatives.
    prune_schemas::run,
    // After the split: the same union is an enum in a request and one struct in a response.
    rewrite_unions::run,
    // Before the errors: a `default` response is an error unless it is the success.
    unify_successes::run,
    unify_errors::run,
    // After all passes that compare properties as they were written.
    strip_constraints::run,
    mark_secrets::run,
    // The passes above leave unused schemas, whose names the next passes may need.
    prune_schemas::run,
    // After all passes that add or remove types.
    name_inline_schemas::run,
    // After the enums have names.
    mark_open_enums::run,
    resolve_server_urls::run,
];

/// Rewrites a spec until progenitor can express all of it.
///
/// # Errors
/// Returns the first construct that no pass can rewrite for progenitor, with its location.
pub fn normalize(mut document: Document) -> Result<Document, Diagnostic> {
    normalize_in_place(&mut document)?;
    Ok(document)
}

/// Rewrites a spec like [`normalize`]. After an error, the tree is as before the failed pass, so that it contains the
/// schemas that the diagnostic names.
///
/// # Errors
/// As for [`normalize`].
pub fn normalize_in_place(document: &mut Document) -> Result<(), Diagnostic> {
    PASSES.iter().try_for_each(|pass| pass(document))
}

/// Runs a pass on a small spec.
#[cfg(test)]
pub(crate) fn pass_on(pass: Pass, string: &str) -> Result<serde_json::Value, Diagnostic> {
    let tree = serde_yaml::from_str(string).expect("the test's YAML");
    let mut document = Document::new("test.yaml", string, tree);
    pass(&mut document).map(|()| document.tree)
}

/// Runs a pass on a small spec and compares the result as YAML.
#[cfg(test)]
pub(crate) fn golden(pass: Pass, before: &str, after: &str) {
    let after: serde_json::Value = serde_yaml::from_str(after).expect("the test's YAML");
    let yaml = |tree: &serde_json::Value| serde_yaml::to_string(tree).expect("YAML");
    assert_eq!(yaml(&pass_on(pass, before).expect("the pass")), yaml(&after));
}
