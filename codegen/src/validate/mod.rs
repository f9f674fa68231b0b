//! Finds contradictions in a spec, one topic per file.

mod compositions;
mod defaults;
mod duplicate_parameters;
mod enum_values;
mod extensions;
mod operation_ids;
mod path_parameters;
mod paths;
mod references;
mod required_properties;
mod security;
mod servers;
mod structure;
mod types;
mod values;
mod version;

use serde_json::Value;

pub use self::compositions::check as check_compositions;
pub(crate) use self::extensions::misplaced;
pub use self::extensions::{is_extension_of, is_of_type};
pub use self::path_parameters::template_parameters;
pub use self::required_properties::check as check_required_properties;
pub use self::values::format_range;
pub use self::version::whole_version;

use self::path_parameters::template_variables;
pub use self::structure::is_status;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, remove};
use crate::location::Location;

/// Adds the diagnostics of a rule, in the order of the spec.
type Rule = fn(&Document, &mut Vec<Diagnostic>);

/// A rule may rely on those before it.
const RULES: [Rule; 15] = [
    version::check,
    references::check,
    structure::check,
    extensions::check,
    types::check,
    compositions::check,
    operation_ids::check,
    path_parameters::check,
    duplicate_parameters::check,
    paths::check,
    servers::check,
    security::check,
    required_properties::check,
    |document, diagnostics| diagnostics.extend(enum_values::invalid(&document.tree)),
    |document, diagnostics| diagnostics.extend(defaults::invalid(&document.tree)),
];

/// Returns the spec if it has no diagnostics.
///
/// # Errors
/// Returns the first diagnostic of the first rule that has one.
pub fn validate(document: Document) -> Result<Document, Diagnostic> {
    match diagnostics_of_first_rule(&document).into_iter().next() {
        Some(diagnostic) => Err(document.locate(diagnostic)),
        None => Ok(document),
    }
}

/// Returns the diagnostics of the first rule that has any, without positions.
pub fn diagnostics_of_first_rule(document: &Document) -> Vec<Diagnostic> {
    diagnostics_by_rule(document).find(|diagnostics| !diagnostics.is_empty()).unwrap_or_default()
}

/// Returns all diagnostics of a spec, without positions.
pub fn diagnostics(document: &Document) -> Vec<Diagnostic> {
    diagnostics_by_rule(document).flatten().collect()
}

/// Returns the diagnostics of each rule, which runs when it is asked for.
fn diagnostics_by_rule(document: &Document) -> impl Iterator<Item = Vec<Diagnostic>> {
    RULES.into_iter().map(move |rule| {
        let mut diagnostics = Vec::new();
        rule(document, &mut diagnostics);
        diagnostics
    })
}

/// Removes defaults that their schemas do not allow, and enum values of the wrong type. The result allows more values,
/// never other ones. Returns a diagnostic for each removal.
pub fn remove_invalid_values(tree: &mut Value) -> Vec<Diagnostic> {
    let mut removed = enum_values::invalid(tree);
    for diagnostic in removed.iter().rev() {
        remove_value(tree, &diagnostic.location);
    }
    // A value that was removed from its enum may be the default.
    let defaults = defaults::invalid(tree);
    // Inner defaults come last and must go first: they disappear with an outer one.
    for diagnostic in defaults.iter().rev() {
        remove_value(tree, &diagnostic.location);
    }
    removed.extend(defaults);
    removed
}

/// Removes the value at a location, and its list if that then has no value except `null`.
fn remove_value(tree: &mut Value, location: &Location) {
    remove(tree, location);
    let holder = location.parent();
    let list = tree.pointer(&holder.pointer()).and_then(Value::as_array);
    if list.is_some_and(|list| list.iter().all(Value::is_null)) {
        remove(tree, &holder);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::remove_invalid_values;

    #[test]
    fn an_invalid_value_is_removed_and_its_surroundings_stay() {
        let schemas = |a, b, c| json!({ "components": { "schemas": { "A": a, "B": b, "C": c } } });
        let mut tree = schemas(
            json!({ "type": "string", "enum": ["a", 1, "b", true], "default": "c" }),
            json!({ "type": "string", "enum": [1, 2] }),
            json!({ "type": "integer", "format": "uint8", "default": 300 }),
        );
        let removed = remove_invalid_values(&mut tree);
        assert_eq!(removed.len(), 6, "{removed:#?}");
        assert_eq!(
            tree,
            schemas(
                json!({ "type": "string", "enum": ["a", "b"] }),
                json!({ "type": "string" }),
                json!({ "type": "integer", "format": "uint8" }),
            )
        );
        assert_eq!(remove_invalid_values(&mut tree), []);
    }
}
