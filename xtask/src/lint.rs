//! Reports every problem of a spec before it is built. A rule that a build must enforce goes into
//! `codegen/src/validate/`.

mod descriptions;
mod directions;
mod examples;
mod pagination;
mod secrets;
mod unused_components;

use rebilly_customer_auth_codegen::document::reference;
use rebilly_customer_auth_codegen::{self as codegen, Diagnostic, Document, Location};
use serde::Serialize;
use serde_json::Value;

use crate::generate;
use crate::positions::locate_all;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// The file, as it was given.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted from 1.
    pub column: usize,
    /// The violated rule.
    pub rule: &'static str,
    /// The keys and indices of the location, joined with dots. Empty for the whole spec.
    pub location: String,
    /// The message.
    pub message: String,
    /// How to fix it.
    pub help: String,
}

impl std::fmt::Display for Finding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { file, line, column, rule, location, message, help } = self;
        let location = if location.is_empty() { String::new() } else { format!("{location}: ") };
        // A name in a spec may have several lines.
        f.write_str(&generate::one_line(format!("{file}:{line}:{column}: {rule}: {location}{message}; {help}")))
    }
}

/// Adds the diagnostics of a rule.
type Rule = fn(&Document, &mut Vec<Diagnostic>);

/// The rules that only `lint` checks.
const RULES: [Rule; 6] = [
    examples::check,
    secrets::check,
    unused_components::check,
    pagination::check,
    descriptions::check,
    directions::check,
];

/// Returns all findings of a spec, in the order of the lines: those of the rules, and those of the generator.
pub fn findings(document: &Document) -> Vec<Finding> {
    let mut diagnostics = diagnostics(document);
    diagnostics.extend(refused(document));
    located(document, diagnostics)
}

/// Returns the findings of the rules, in the order of the lines.
pub fn lint(document: &Document) -> Vec<Finding> {
    located(document, diagnostics(document))
}

fn diagnostics(document: &Document) -> Vec<Diagnostic> {
    let mut diagnostics = codegen::diagnostics(document);
    for rule in RULES {
        rule(document, &mut diagnostics);
    }
    diagnostics
}

fn located(document: &Document, diagnostics: Vec<Diagnostic>) -> Vec<Finding> {
    let mut findings: Vec<_> = locate_all(document, diagnostics).into_iter().filter_map(finding).collect();
    findings.sort();
    // A finding in a shared component is reported for every operation that uses it.
    findings.dedup();
    findings
}

/// Returns the diagnostics of the generator, one for each operation that it rejects.
fn refused(document: &Document) -> impl Iterator<Item = Diagnostic> {
    generate::refused(document).into_iter().map(|(id, diagnostic)| {
        let is_here =
            |location: &Location| !location.is_root() && document.tree().pointer(&location.pointer()).is_some();
        let own = || document.operations().into_iter().find(|operation| operation.id() == Some(&id));
        let location = Some(diagnostic.location.clone()).filter(is_here).or_else(|| Some(own()?.location));
        let message = format!("`{id}` cannot be generated: {}", generate::one_line(&diagnostic.message));
        Diagnostic { location: location.unwrap_or_default(), message, ..diagnostic }
    })
}

fn finding(diagnostic: Diagnostic) -> Option<Finding> {
    let position = diagnostic.position?;
    Some(Finding {
        file: diagnostic.file?.into(),
        line: position.line,
        column: position.column,
        rule: diagnostic.rule,
        location: diagnostic.location.to_string(),
        message: diagnostic.message,
        help: diagnostic.help.into(),
    })
}

/// Returns all parameters that are not references: of components, path items and operations.
fn parameters(document: &Document) -> Vec<(Location, &Value)> {
    let tree = document.tree();
    let mut parameters = named(tree, "parameters");
    let path_items = tree["paths"].as_object().into_iter().flatten();
    for (path, item) in path_items {
        parameters.extend(items(Location::from(["paths", path, "parameters"]), &item["parameters"]));
    }
    for operation in document.operations() {
        if let Some(own) = operation.operation.get("parameters") {
            parameters.extend(items(operation.location.join("parameters"), own));
        }
    }
    parameters.retain(|(_, parameter)| reference(parameter).is_none());
    parameters
}

/// Returns the components of a section.
fn named<'t>(tree: &'t Value, section: &str) -> Vec<(Location, &'t Value)> {
    let components = tree["components"][section].as_object().into_iter().flatten();
    components.map(|(name, node)| (Location::from(["components", section, name]), node)).collect()
}

/// Returns the items of a list.
fn items(location: Location, list: &Value) -> impl Iterator<Item = (Location, &Value)> {
    list.as_array().into_iter().flatten().enumerate().map(move |(index, item)| (location.join(index), item))
}
