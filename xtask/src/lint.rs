//! Reports every problem of a spec before it is built. A rule that a build must enforce goes into
//! `codegen/src/validate/`.

mod descriptions;
mod directions;
mod examples;
mod pagination;
mod secrets;
mod unused_components;

use rebilly_customer_auth_codegen::{self as codegen, Diagnostic, Document, Location};
use serde_json::Value;

use crate::generate;

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
pub fn findings(document: &Document) -> Vec<Diagnostic> {
    let mut diagnostics = diagnostics(document);
    diagnostics.extend(refused(document));
    located(document, diagnostics)
}

/// Returns the findings of the rules, in the order of the lines.
pub fn lint(document: &Document) -> Vec<Diagnostic> {
    located(document, diagnostics(document))
}

fn diagnostics(document: &Document) -> Vec<Diagnostic> {
    let mut diagnostics = codegen::diagnostics(document);
    for rule in RULES {
        rule(document, &mut diagnostics);
    }
    diagnostics
}

fn located(document: &Document, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut findings = document.locate_all(diagnostics);
    findings.sort_by_cached_key(|it| {
        (it.file.clone(), it.position, it.rule, it.location.to_string(), it.message.clone(), it.help.clone())
    });
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

/// Returns the components of a section.
fn named<'t>(tree: &'t Value, section: &str) -> Vec<(Location, &'t Value)> {
    let components = tree["components"][section].as_object().into_iter().flatten();
    components.map(|(name, node)| (Location::from(["components", section, name]), node)).collect()
}
