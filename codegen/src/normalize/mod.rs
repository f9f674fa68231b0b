//! Rewrites a sound document until progenitor can express all of it.
//!
//! One pass for each type of thing that progenitor cannot express as it is written. A pass knows nothing of the
//! others; where the order matters, the reason stands beside it in [`PASSES`].

mod bases;
mod constraints;
mod directions;
mod enums;
mod problems;
mod scalars;
mod secrets;
mod successes;
mod unions;
mod unreached;

pub(crate) use enums::OPEN_ENUM;
pub(crate) use problems::ERROR_STATUSES;
pub(crate) use secrets::SECRET;
pub(crate) use unions::TAGGED_UNION;

use std::collections::BTreeMap;

use crate::document::Document;
use crate::fault::Fault;

type Pass = fn(&mut Document) -> Result<(), Fault>;

const PASSES: [Pass; 10] = [
    // First, so that the later passes meet a scalar where it is used and not behind a name.
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
    secrets::mark,
    problems::unite,
    successes::unite,
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

/// The name that the request form of a schema gets, for each schema of a document as written that becomes two types.
///
/// # Errors
/// As for [`normalize`].
pub fn request_names(mut document: Document) -> Result<BTreeMap<String, String>, Fault> {
    scalars::inline(&mut document)?;
    bases::expand(&mut document)?;
    Ok(directions::request_names(document.tree()))
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
