//! Generates the client of any definition, and says what it had to leave out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;

use rebilly_customer_auth_codegen::document::{METHODS, OperationRef};
use rebilly_customer_auth_codegen::{self as codegen, Diagnostic, Document, Location};
use serde_json::Value;

use crate::import::{self, Imported, Selection};
use crate::reach::{operations_to, reached};

/// Writes the client of the selected operations of a definition to `out`, or to the standard output if there is none. Each repair, and each operation that is left out, is a line on the standard error.
pub fn run(spec: &Path, selection: &Selection, out: Option<&Path>) -> ExitCode {
    match write(spec, selection, out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn write(spec: &Path, selection: &Selection, out: Option<&Path>) -> Result<(), String> {
    let generated = codegen::parse(spec).and_then(|definition| generate_selected(definition, selection));
    let Generated { code, repairs, ignored, left_out, count } =
        generated.map_err(|diagnostic| diagnostic.to_string())?;
    for line in &repairs {
        eprintln!("repaired: {line}");
    }
    for diagnostic in &ignored {
        eprintln!("ignored: {}", one_line(diagnostic));
    }
    for (id, diagnostic) in &left_out {
        eprintln!("left out: {id}: {}", one_line(diagnostic));
    }
    eprintln!("generated {}, left out {} of {count} operations", count - left_out.len(), left_out.len());
    let Some(out) = out else {
        print!("{code}");
        return Ok(());
    };
    std::fs::write(out, code).map_err(|error| format!("{} cannot be written: {error}", out.display()))
}

/// Imports the operations that are valid, and returns the others with their diagnostics.
fn import_valid(mut definition: Document, selection: &Selection) -> Result<(Imported, LeftOut), Diagnostic> {
    let (mut selection, mut left_out) = (selection.clone(), LeftOut::new());
    loop {
        let diagnostic = match import::import_document_selected(definition.clone(), &selection) {
            Ok(imported) => return Ok((imported, left_out)),
            Err(diagnostic) => diagnostic,
        };
        // What is left out below is not missing.
        selection.forgive_missing();
        let mut tree = definition.tree().clone();
        let count = left_out.len();
        for operation in named_by(&definition, &diagnostic) {
            let path_item = tree.pointer_mut(&operation.location.parent().pointer()).and_then(Value::as_object_mut);
            if path_item.and_then(|path_item| path_item.shift_remove(operation.method)).is_some() {
                let id =
                    operation.id().map_or_else(|| format!("{} {}", operation.method, operation.path), str::to_owned);
                left_out.push((id, diagnostic.clone()));
            }
        }
        if left_out.len() == count {
            return Err(diagnostic);
        }
        definition = definition.with_tree(tree);
    }
}

/// A message as one line: progenitor's may have several.
pub(crate) fn one_line(message: impl ToString) -> String {
    message.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The ID of each operation that has no method, and why.
type LeftOut = Vec<(String, Diagnostic)>;

/// The client of a spec.
#[derive(Debug)]
pub struct Generated {
    /// The formatted code.
    pub code: String,
    /// A line for each repair of the import.
    pub repairs: Vec<String>,
    /// The parts of operations that are ignored.
    pub ignored: Vec<Diagnostic>,
    /// The ID of each operation that has no method, and why.
    pub left_out: Vec<(String, Diagnostic)>,
    /// How many operations the spec has.
    pub count: usize,
}

/// Imports a spec and generates the client of as many operations as can be expressed together.
///
/// # Errors
/// A diagnostic of the spec when no operation can be expressed.
pub fn generate(definition: Document, tag: Option<&str>) -> Result<Generated, Diagnostic> {
    generate_selected(definition, &Selection::of_tag(tag))
}

/// Generates the client of as many operations of an imported spec as can be expressed together.
///
/// # Errors
/// A diagnostic of the spec when no operation can be expressed.
pub(crate) fn generate_document(document: &Document) -> Result<String, Diagnostic> {
    let ids = document.operations().iter().filter_map(|operation| Some(operation.id()?.to_owned())).collect();
    Ok(together(document, ids)?.0)
}

fn generate_selected(definition: Document, selection: &Selection) -> Result<Generated, Diagnostic> {
    let (Imported { document, repairs, .. }, mut left_out) = import_valid(definition, selection)?;
    let operations = document.operations();
    let count = operations.len() + left_out.len();
    let ids = operations.iter().filter_map(|operation| Some(operation.id()?.to_owned())).collect();
    let (code, ignored, refused) = together(&document, ids)
        .map_err(|diagnostic| left_out.first().map_or(diagnostic, |(_, first)| first.clone()))?;
    left_out.extend(refused);
    Ok(Generated { code, repairs, ignored, left_out, count })
}

/// The client of as many of these operations as can be expressed together, what is ignored of them, and the others.
fn together(document: &Document, ids: Vec<String>) -> Result<(String, Vec<Diagnostic>, LeftOut), Diagnostic> {
    // Generating takes most of the time and refuses least, so the search runs without it first.
    let (mut kept, mut left_out) = sort_out(document, ids, |document, ids| supported(document, ids).map(drop));
    let mut generated = client(document, &kept);
    if generated.is_err() {
        let (sound, refused) = sort_out(document, kept, |document, ids| client(document, ids).map(drop));
        kept = sound;
        left_out.extend(refused);
        generated = client(document, &kept);
    }
    if let (true, Some((_, diagnostic))) = (kept.is_empty(), left_out.first()) {
        return Err(diagnostic.clone());
    }
    let (code, ignored) = generated.map_err(|mut refusals| refusals.remove(0).diagnostic)?;
    Ok((code, ignored, left_out))
}

/// The operations of a spec that a build cannot generate, and why. Those that are not valid are left to validation.
pub(crate) fn refused(document: &Document) -> Vec<(String, Diagnostic)> {
    let operations = document.operations();
    let mut ids: Vec<String> = operations.iter().filter_map(|operation| Some(operation.id()?.to_owned())).collect();
    let invalid = codegen::diagnostics(document);
    for operation in invalid.iter().flat_map(|diagnostic| named_by(document, diagnostic)) {
        ids.retain(|id| operation.id() != Some(id));
    }
    if !invalid.is_empty() {
        ids.retain(|id| codegen::validate(slice(document, std::slice::from_ref(id))).is_ok());
    }
    let (kept, mut refused) = sort_out(document, ids, |document, ids| supported(document, ids).map(drop));
    refused.extend(sort_out(document, kept, |document, ids| client(document, ids).map(drop)).1);
    refused
}

/// Whether operations can be expressed together.
type Attempt = fn(&Document, &[String]) -> Result<(), Vec<Refusal>>;

/// A diagnostic, and the IDs of the operations that it is about, if it tells.
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

/// The operations that pass an attempt together, and the others.
fn sort_out(document: &Document, ids: Vec<String>, attempt: Attempt) -> (Vec<String>, LeftOut) {
    let mut search = Search { document: &document.without_text(), attempt, kept: Vec::new(), left_out: Vec::new() };
    search.extend(ids);
    let mut located: BTreeMap<String, Diagnostic> = BTreeMap::new();
    let left_out = search.left_out.into_iter().map(|(id, diagnostic)| {
        let found = located.entry(diagnostic.to_string()).or_insert_with(|| document.locate(diagnostic));
        (id, found.clone())
    });
    (search.kept, left_out.collect())
}

/// The search for the operations that can be expressed together.
struct Search<'d> {
    document: &'d Document,
    attempt: Attempt,
    kept: Vec<String>,
    left_out: LeftOut,
}

impl Search<'_> {
    /// Adds to the operations that are kept as many of these as can be expressed together with them.
    ///
    /// A diagnostic that is not about one operation is searched for in halves: most halves are sound.
    fn extend(&mut self, mut more: Vec<String>) {
        while !more.is_empty() {
            let together: Vec<String> = self.kept.iter().chain(&more).cloned().collect();
            let Err(refusals) = (self.attempt)(self.document, &together) else {
                self.kept = together;
                return;
            };
            let count = self.left_out.len();
            for Refusal { diagnostic, ids } in &refusals {
                let (out, rest): (Vec<String>, Vec<String>) = more.into_iter().partition(|id| ids.contains(id));
                self.left_out.extend(out.into_iter().map(|id| (id, diagnostic.clone())));
                more = rest;
            }
            if self.left_out.len() > count {
                continue;
            }
            if more.len() == 1 {
                self.left_out.extend(more.into_iter().zip(refusals.into_iter().map(|refusal| refusal.diagnostic)));
                return;
            }
            let second = more.split_off(more.len() / 2);
            self.extend(more);
            more = second;
        }
    }
}

/// The operations that a diagnostic is about: the one at its location, all of its path item, or all that lead to its
/// component. Of two components that share a name in Rust, either may stay.
fn named_by<'d>(document: &'d Document, diagnostic: &Diagnostic) -> Vec<OperationRef<'d>> {
    let at = diagnostic.location.segments();
    if let [components, section, name, within @ ..] = at
        && components == "components"
        && (diagnostic.rule != "name-collision" || !within.is_empty())
    {
        return operations_to(document, &Location::from(["components", section.as_str(), name]));
    }
    let mut operations = document.operations();
    operations.retain(|operation| {
        let own = operation.location.segments();
        at.starts_with(own)
            || (at.len() == 2 && own.starts_with(at))
            || at.get(2).is_some_and(|key| own.starts_with(&at[..2]) && !METHODS.contains(&key.as_str()))
    });
    operations
}

/// The client of these operations and what is ignored of them.
fn client(document: &Document, ids: &[String]) -> Result<(String, Vec<Diagnostic>), Vec<Refusal>> {
    let document = supported(document, ids)?;
    let client = codegen::client(&document).and_then(|code| Ok((code, codegen::ignored(&document)?)));
    client.map_err(|diagnostic| vec![Refusal::new(&document, diagnostic)])
}

/// The normalized document of these operations, or a refusal for each that the runtime does not support, or else the
/// first diagnostic.
fn supported(document: &Document, ids: &[String]) -> Result<Document, Vec<Refusal>> {
    let mut document = slice(document, ids);
    codegen::normalize_in_place(&mut document).map_err(|diagnostic| vec![Refusal::new(&document, diagnostic)])?;
    let unsupported = codegen::unsupported(&document);
    if unsupported.is_empty() {
        return Ok(document);
    }
    Err(unsupported.into_iter().map(|diagnostic| Refusal::new(&document, diagnostic)).collect())
}

/// The document with these operations alone, and what they use.
fn slice(document: &Document, ids: &[String]) -> Document {
    let ids: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    let is_kept = |node: &Value| node.get("operationId").and_then(Value::as_str).is_some_and(|id| ids.contains(id));
    let mut tree = document.tree().clone();
    if let Some(paths) = tree.get_mut("paths").and_then(Value::as_object_mut) {
        for path_item in paths.values_mut().filter_map(Value::as_object_mut) {
            path_item.retain(|key, node| !METHODS.contains(&key.as_str()) || is_kept(node));
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
