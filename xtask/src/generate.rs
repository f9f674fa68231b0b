//! Generates the client of any spec, and reports the operations that it leaves out.

use std::collections::BTreeSet;

use rebilly_customer_auth_codegen::document::{METHODS, is_meant_as_operation};
use rebilly_customer_auth_codegen::{self as codegen, Diagnostic, Document, Location, is_deceptive};
use serde_json::Value;

use crate::component_usage::{named_by, reached};
use crate::import::{self, Imported, LeftOut, Selection};

/// Joins the lines of a message: progenitor's messages may have several.
pub(crate) fn one_line(message: impl ToString) -> String {
    let message = message.to_string();
    let words = message.split(|char: char| char.is_whitespace() || is_deceptive(char)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A generated client.
#[derive(Debug)]
pub struct Generated {
    /// The formatted code.
    pub code: String,
    /// The repairs of the import.
    pub repairs: Vec<Diagnostic>,
    /// The parts of operations that are ignored.
    pub ignored: Vec<Diagnostic>,
    /// The ID of each operation without a method, with the reason.
    pub left_out: Vec<(String, Diagnostic)>,
    /// The number of operations in the spec.
    pub count: usize,
}

/// Generates the client of as many operations of an imported spec as the generator supports together. Returns it with
/// the operations that it leaves out. If it supports none, there is no code.
pub(crate) fn generate_document(document: &Document) -> (String, LeftOut) {
    // It fails only for a spec without operations.
    let (code, _, left_out) = together(document, ids(document)).unwrap_or_default();
    (code, left_out)
}

fn ids(document: &Document) -> Vec<String> {
    document.operations().iter().filter_map(|operation| Some(operation.id()?.to_owned())).collect()
}

/// Imports the selected operations of a spec and generates the client of as many as the generator supports together.
///
/// If it supports none, there is no code.
///
/// # Errors
/// Returns a diagnostic if the file is not a spec or has no operation.
pub fn generate(upstream: Document, selection: &Selection) -> Result<Generated, Diagnostic> {
    let (Imported { document, repairs, .. }, mut left_out) = import::import_valid(upstream, selection)?;
    let count = document.operations().len() + left_out.len();
    let (code, ignored, refused) = match together(&document, ids(&document)) {
        Err(_) if !left_out.is_empty() => Default::default(),
        outcome => outcome?,
    };
    left_out.extend(refused);
    Ok(Generated { code, repairs, ignored, left_out, count })
}

/// Returns the client of as many of these operations as the generator supports together, the ignored parts, and the
/// other operations.
fn together(document: &Document, ids: Vec<String>) -> Result<(String, Vec<Diagnostic>, LeftOut), Diagnostic> {
    // Generating the code is slow and seldom fails, so the first search only normalizes.
    let Sorted { kept, result, mut left_out } = sort_out(document, ids, supported);
    // The search had no positions; the client contains the hash of the source.
    let mut generated = result.and_then(|normalized| client(&document.with_tree(normalized.tree().clone())).ok());
    if generated.is_none() {
        let sorted = sort_out(document, kept, |document, ids| client(&supported(document, ids)?));
        left_out.extend(sorted.left_out);
        generated = sorted.result.and_then(|_| client(&supported(document, &sorted.kept).ok()?).ok());
    }
    if generated.is_none() && left_out.is_empty() {
        let help = "add an operation, or select one that the spec has";
        return Err(document.diagnostic("no-operation", Location::root(), "there is no operation to generate", help));
    }
    let (code, ignored) = generated.unwrap_or_default();
    // Looking up the position of each diagnostic is slower than of all together.
    Ok((code, document.locate_all(ignored), left_out))
}

/// Returns the spec without the operations that a client leaves out.
pub(crate) fn without(document: &Document, left_out: &LeftOut) -> Document {
    let is_kept = |id: &String| !left_out.iter().any(|(other, _)| other == id);
    slice(document, &ids(document).into_iter().filter(is_kept).collect::<Vec<_>>())
}

/// Returns the operations that a build rejects, with the reason. Validation reports invalid operations.
pub(crate) fn refused(document: &Document) -> Vec<(String, Diagnostic)> {
    // The operations are sliced. This moves the discriminator of an inline member to its base, which a slice keeps with
    // the schemas that extend it.
    let mut tree = document.tree().clone();
    codegen::unwrap_members(&mut tree);
    let document = &document.with_tree(tree);
    let mut ids = ids(document);
    let invalid = codegen::diagnostics(document);
    for operation in invalid.iter().flat_map(|diagnostic| named_by(document, diagnostic)) {
        ids.retain(|id| operation.id() != Some(id));
    }
    if !invalid.is_empty() {
        ids.retain(|id| codegen::validate(slice(document, std::slice::from_ref(id))).is_ok());
    }
    let (_, _, refused) = together(&document.without_source(), ids).unwrap_or_default();
    let (ids, diagnostics): (Vec<_>, Vec<_>) = refused.into_iter().unzip();
    ids.into_iter().zip(document.locate_all(diagnostics)).collect()
}

/// A diagnostic, and the IDs of its operations, if it names any.
struct Refusal {
    diagnostic: Diagnostic,
    ids: BTreeSet<String>,
}

impl Refusal {
    fn new(document: &Document, diagnostic: Diagnostic) -> Self {
        let named = named_by(document, &diagnostic);
        let ids = named.iter().filter_map(|operation| Some(operation.id()?.to_owned())).collect();
        Self { diagnostic, ids }
    }
}

/// Operations, sorted by an attempt to support them together.
struct Sorted<T> {
    kept: Vec<String>,
    /// The result of the attempt for the kept operations. `None` if none is kept.
    result: Option<T>,
    left_out: LeftOut,
}

/// Splits operations into those that pass an attempt together, and the others.
///
/// If a diagnostic names no operation, the search bisects: most halves are valid.
fn sort_out<T>(
    document: &Document,
    ids: Vec<String>,
    attempt: impl Fn(&Document, &[String]) -> Result<T, Vec<Refusal>>,
) -> Sorted<T> {
    let without_source = document.without_source();
    let (mut kept, mut result, mut left_out) = (Vec::new(), None, LeftOut::new());
    let mut pending = vec![ids];
    while let Some(mut more) = pending.pop() {
        if more.is_empty() {
            continue;
        }
        let together = [kept.clone(), more.clone()].concat();
        let refusals = match attempt(&without_source, &together) {
            Ok(passed) => {
                (kept, result) = (together, Some(passed));
                continue;
            }
            Err(refusals) => refusals,
        };
        let count = left_out.len();
        for Refusal { diagnostic, ids } in &refusals {
            let (out, rest): (Vec<String>, Vec<String>) = more.into_iter().partition(|id| ids.contains(id));
            left_out.extend(out.into_iter().map(|id| (id, diagnostic.clone())));
            more = rest;
        }
        if left_out.len() > count {
            pending.push(more);
        } else if more.len() == 1 {
            let refused = more.into_iter().zip(refusals);
            left_out.extend(refused.map(|(id, refusal)| at_operation(&without_source, id, refusal.diagnostic)));
        } else {
            let second = more.split_off(more.len() / 2);
            pending.extend([second, more]);
        }
    }
    let (ids, diagnostics): (Vec<_>, Vec<_>) = left_out.into_iter().unzip();
    Sorted { kept, result, left_out: ids.into_iter().zip(document.locate_all(diagnostics)).collect() }
}

/// Gives a diagnostic of progenitor, which has no location, that of the only operation that it is about.
fn at_operation(document: &Document, id: String, mut diagnostic: Diagnostic) -> (String, Diagnostic) {
    let operations = document.operations();
    let operation = operations.iter().find(|operation| operation.id() == Some(&id));
    if let Some(operation) = operation.filter(|_| diagnostic.location.is_root()) {
        diagnostic.location = operation.location.clone();
    }
    (id, diagnostic)
}

/// Generates the client of a normalized spec. Returns the code and the ignored parts.
fn client(document: &Document) -> Result<(String, Vec<Diagnostic>), Vec<Refusal>> {
    let client = codegen::client(document).and_then(|code| Ok((code, codegen::ignored(document)?)));
    client.map_err(|diagnostic| vec![Refusal::new(document, diagnostic)])
}

/// Returns the normalized spec of these operations. Fails with a refusal for each operation that the runtime does not
/// support, or with the first diagnostic of a pass.
fn supported(document: &Document, ids: &[String]) -> Result<Document, Vec<Refusal>> {
    let mut document = slice(document, ids);
    codegen::normalize_in_place(&mut document).map_err(|diagnostic| vec![Refusal::new(&document, diagnostic)])?;
    let unsupported = codegen::unsupported(&document);
    if unsupported.is_empty() {
        return Ok(document);
    }
    Err(unsupported.into_iter().map(|diagnostic| Refusal::new(&document, diagnostic)).collect())
}

/// Returns the spec with only these operations and the components that they use.
fn slice(document: &Document, ids: &[String]) -> Document {
    let ids: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    let is_kept = |node: &Value| node.get("operationId").and_then(Value::as_str).is_some_and(|id| ids.contains(id));
    let mut tree = document.tree().clone();
    if let Some(paths) = tree.get_mut("paths").and_then(Value::as_object_mut) {
        for path_item in paths.values_mut().filter_map(Value::as_object_mut) {
            path_item.retain(|key, node| !is_meant_as_operation(key, node) || is_kept(node));
        }
        paths.retain(|_, path_item| METHODS.iter().any(|method| path_item.get(method).is_some()));
    }
    let reached = reached(&tree);
    for (section, named) in tree.get_mut("components").and_then(Value::as_object_mut).into_iter().flatten() {
        if section != "securitySchemes"
            && let Some(named) = named.as_object_mut()
        {
            named.retain(|name, _| reached.contains(&Location::from(["components", section, name])));
        }
    }
    document.with_tree(tree)
}
