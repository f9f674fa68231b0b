//! Finds what contradicts itself in a spec, one rule per file.

mod compositions;
mod operation_ids;
mod path_parameters;
mod references;
mod required_properties;
mod security;
mod structure;
mod version;

pub use self::path_parameters::template_parameters;

use crate::diagnostic::Diagnostic;
use crate::document::Document;

/// Adds the diagnostics of a rule, in the order of the spec.
type Rule = fn(&Document, &mut Vec<Diagnostic>);

/// A rule may rely on those before it.
const RULES: [Rule; 8] = [
    version::check,
    references::check,
    structure::check,
    compositions::check,
    operation_ids::check,
    path_parameters::check,
    security::check,
    required_properties::check,
];

/// Returns the document if no rule finds anything.
///
/// # Errors
/// The first diagnostic of the first rule that finds something.
pub fn validate(document: Document) -> Result<Document, Diagnostic> {
    let mut diagnostics = Vec::new();
    for rule in RULES {
        rule(&document, &mut diagnostics);
        if let Some(diagnostic) = diagnostics.drain(..).next() {
            return Err(document.locate(diagnostic));
        }
    }
    Ok(document)
}

/// All diagnostics of a document, without positions.
pub fn diagnostics(document: &Document) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for rule in RULES {
        rule(document, &mut diagnostics);
    }
    diagnostics
}
