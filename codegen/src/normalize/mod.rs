//! Rewrites a sound document until progenitor can express all of it.
//!
//! One pass for each type of thing that progenitor cannot express as it is written. A pass knows nothing of the
//! others; where the order matters, the reason stands beside it in [`PASSES`].

mod bases;
mod constraints;
mod directions;
mod enums;
mod inlines;
mod names;
mod problems;
mod queries;
mod scalars;
mod secrets;
mod servers;
mod successes;
mod unions;
mod unreached;

use std::collections::BTreeMap;

pub(crate) use enums::OPEN_ENUM;
pub(crate) use problems::ERROR_STATUSES;
pub(crate) use secrets::SECRET;
pub(crate) use successes::SUCCESS_STATUSES;
pub(crate) use unions::TAGGED_UNION;

use crate::document::{Document, schemas};
use crate::fault::Fault;

/// What a document may say to this generator and to no other tool. Each is described by what reads it.
pub const MARKERS: [&str; 6] = [names::MARKER, secrets::MARKER, secrets::PARAMETERS, OPEN_ENUM, ONE_OR_MANY, DOC_ALIAS];

/// Marks a list that an answer may give as its one item alone.
pub(crate) const ONE_OR_MANY: &str = "x-one-or-many";

/// Lists words by which the documentation of an operation is found, besides its ID.
pub(crate) const DOC_ALIAS: &str = "x-doc-alias";

type Pass = fn(&mut Document) -> Result<(), Fault>;

const PASSES: [Pass; 14] = [
    // Before all others, which name what they make after what they find.
    names::give,
    // Early, so that the later passes meet a scalar where it is used and not behind a name.
    scalars::inline,
    // Before the split: which properties a form hides depends on what it has of its own and what of its base.
    bases::expand,
    // Before all that treats requests and responses differently.
    directions::split,
    // After the split: the same union is an enum in a request and one struct in a response.
    unions::express,
    // After the unions, which compare the properties of their members as they were written.
    constraints::drop,
    enums::open,
    // After the two passes that mark what the generator makes itself.
    inlines::name,
    secrets::mark,
    problems::unite,
    successes::unite,
    servers::fix,
    queries::join,
    // Last: the passes above leave schemas behind that nothing refers to any more.
    unreached::remove,
];

/// Rewrites a document until progenitor can express all of it.
///
/// # Errors
/// The first thing found that no pass can bring into a form that progenitor takes, with its place.
pub fn normalize(mut document: Document) -> Result<Document, Fault> {
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
pub fn type_names(mut document: Document) -> Result<BTreeMap<String, TypeNames>, Fault> {
    let given = names::given(&document)?;
    let schemas: Vec<String> = schemas(&document.tree).map(|(name, _)| name.clone()).collect();
    names::give(&mut document)?;
    scalars::inline(&mut document)?;
    bases::expand(&mut document)?;
    let requests = directions::request_names(&document.tree);
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
    let mut document = Document::new("test.yaml", before, tree(before));
    pass(&mut document).expect("the pass");
    let yaml = |tree: &serde_json::Value| serde_yaml::to_string(tree).expect("YAML");
    assert_eq!(yaml(&document.tree), yaml(&tree(after)));
}
