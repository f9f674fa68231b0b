//! Rewrites a sound document until progenitor can express all of it.
//!
//! One pass for each type of thing that progenitor cannot express as it is written. A pass knows nothing of the
//! others; where the order matters, the reason stands beside it in [`PASSES`].

mod expand_inheritance;
mod inline_scalars;
mod join_query_lists;
mod mark_secrets;
mod name_inline_schemas;
mod open_enums;
mod prune_schemas;
mod rename_schemas;
mod resolve_server_urls;
mod rewrite_unions;
mod split_read_write;
mod strip_constraints;
mod unify_errors;
mod unify_successes;

use std::collections::BTreeMap;

pub(crate) use mark_secrets::SECRET_SCHEMA;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, schemas};

type Pass = fn(&mut Document) -> Result<(), Diagnostic>;

const PASSES: [Pass; 14] = [
    // First: the other passes name what they add after what they find.
    rename_schemas::run,
    // Early, so that later passes find a scalar where it is used and not behind a name.
    inline_scalars::run,
    // Before the split: which properties a schema hides depends on those of its base.
    expand_inheritance::run,
    // Before all passes that treat requests and responses differently.
    split_read_write::run,
    // After the split: the same union is an enum in a request and one struct in a response.
    rewrite_unions::run,
    // After the unions, which compare the properties of their members as they were written.
    strip_constraints::run,
    open_enums::run,
    // After the two passes that mark the types that the generator emits itself.
    name_inline_schemas::run,
    mark_secrets::run,
    unify_errors::run,
    unify_successes::run,
    resolve_server_urls::run,
    join_query_lists::run,
    // Last: the passes above leave schemas behind that nothing refers to any more.
    prune_schemas::run,
];

/// Rewrites a document until progenitor can express all of it.
///
/// # Errors
/// The first thing found that no pass can bring into a form that progenitor takes, with its location.
pub fn normalize(mut document: Document) -> Result<Document, Diagnostic> {
    for pass in PASSES {
        pass(&mut document)?;
    }
    Ok(document)
}

/// The names of the types that a schema becomes, before they are in the case that Rust has them in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeNames {
    /// What a request holds.
    pub request: String,
    /// What a response holds.
    pub response: String,
}

/// The names of the types that each schema of a document as written becomes.
///
/// # Errors
/// As for [`normalize`].
pub fn type_names(mut document: Document) -> Result<BTreeMap<String, TypeNames>, Diagnostic> {
    let given = rename_schemas::given(&document)?;
    let schemas: Vec<String> = schemas(&document.tree).map(|(name, _)| name.clone()).collect();
    rename_schemas::run(&mut document)?;
    inline_scalars::run(&mut document)?;
    expand_inheritance::run(&mut document)?;
    let requests = split_read_write::request_names(&document.tree);
    let name = |schema: String| {
        let response = given.get(&schema).unwrap_or(&schema).clone();
        let request = requests.get(&response).unwrap_or(&response).clone();
        (schema, TypeNames { request, response })
    };
    Ok(schemas.into_iter().map(name).collect())
}

/// Runs one pass over a small document and compares what comes out, both as YAML.
#[cfg(test)]
pub(crate) fn golden(pass: Pass, before: &str, after: &str) {
    let tree = |text: &str| -> serde_json::Value { serde_yaml::from_str(text).expect("the test's YAML") };
    let mut document = Document::new("test.yaml", before, crate::document::Syntax::Yaml, tree(before));
    pass(&mut document).expect("the pass");
    let yaml = |tree: &serde_json::Value| serde_yaml::to_string(tree).expect("YAML");
    assert_eq!(yaml(&document.tree), yaml(&tree(after)));
}
