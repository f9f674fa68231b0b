//! Generates the client of any definition, and says what it had to leave out.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use rebilly_customer_auth_codegen::document::{METHODS, resolve};
use rebilly_customer_auth_codegen::{self as codegen, Diagnostic, Document};
use serde_json::{Map, Value};

use crate::import;

/// Writes the client of a definition to `out`, or to the standard output if there is none: of the operations with a tag,
/// or of all if there is none. Each repair, and each operation that is left out, is a line on the standard error.
pub fn run(spec: &Path, tag: Option<&str>, out: Option<&Path>) -> ExitCode {
    match write(spec, tag, out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn write(spec: &Path, tag: Option<&str>, out: Option<&Path>) -> Result<(), String> {
    let imported = import::import(spec, tag).map_err(|fault| fault.to_string())?;
    for line in &imported.repairs {
        eprintln!("repaired: {line}");
    }
    let generated = generate(&imported.document).map_err(|fault| fault.to_string())?;
    for (id, why) in &generated.left_out {
        eprintln!("left out: {id}: {why}");
    }
    let total = imported.document.operations().len();
    let covered = total - generated.left_out.len();
    eprintln!("{covered} of {total} operations ({:.1} %)", 100.0 * covered as f64 / total as f64);
    let Some(out) = out else {
        print!("{}", generated.code);
        return Ok(());
    };
    std::fs::write(out, generated.code).map_err(|error| format!("{} cannot be written: {error}", out.display()))
}

/// The client of a definition.
#[derive(Debug)]
pub struct Generated {
    /// The formatted code.
    pub code: String,
    /// The ID of each operation that is not in it, and why.
    pub left_out: Vec<(String, String)>,
}

/// Generates the client of as many operations as can be expressed together.
///
/// # Errors
/// The fault of the document when not one operation can be.
pub fn generate(document: &Document) -> Result<Generated, Diagnostic> {
    let ids: Vec<String> =
        document.operations().iter().filter_map(|operation| Some(operation.id()?.to_owned())).collect();
    let mut kept = Vec::new();
    let mut left_out = Vec::new();
    let code = extend(document, &mut kept, &ids, &mut left_out);
    match code {
        Some(code) => Ok(Generated { code, left_out }),
        None => client(document, &ids).map(|code| Generated { code, left_out }),
    }
}

/// Adds to the operations that are kept as many of these as can be expressed together with them. Returns the client of
/// all that are kept, unless none was added.
///
/// A fault seldom says which operations it is of, so halves are tried: few are at fault, and most halves are sound.
fn extend(
    document: &Document,
    kept: &mut Vec<String>,
    more: &[String],
    left_out: &mut Vec<(String, String)>,
) -> Option<String> {
    let together: Vec<String> = kept.iter().chain(more).cloned().collect();
    match (client(document, &together), more) {
        (Ok(code), _) => {
            *kept = together;
            Some(code)
        }
        (Err(fault), [id]) => {
            left_out.push((id.clone(), fault.message));
            None
        }
        (Err(_), _) => {
            let (first, second) = more.split_at(more.len() / 2);
            let code = extend(document, kept, first, left_out);
            extend(document, kept, second, left_out).or(code)
        }
    }
}

fn client(document: &Document, ids: &[String]) -> Result<String, Diagnostic> {
    let document = slice(document, ids);
    let document = codegen::normalize(document)?;
    let client = codegen::client(&document)?;
    Ok(codegen::format(&client))
}

/// The document with these operations alone, and what they usage.
fn slice(document: &Document, ids: &[String]) -> Document {
    let ids: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    let is_kept = |node: &Value| node.get("operationId").and_then(Value::as_str).is_some_and(|id| ids.contains(id));
    let mut tree = document.tree().clone();
    let components = tree.get_mut("components").map(Value::take).unwrap_or_default();
    if let Some(paths) = tree.get_mut("paths").and_then(Value::as_object_mut) {
        for path_item in paths.values_mut().filter_map(Value::as_object_mut) {
            path_item.retain(|key, node| !METHODS.contains(&key.as_str()) || is_kept(node));
        }
        paths.retain(|_, path_item| METHODS.iter().any(|method| path_item.get(method).is_some()));
    }
    let reached = reached(document, &tree["paths"]);
    let mut kept = Map::new();
    for (section, named) in components.as_object().into_iter().flatten() {
        let mut named = named.as_object().cloned().unwrap_or_default();
        let is_reached = |name: &str| reached.contains(&format!("#/components/{section}/{name}"));
        named.retain(|name, _| section == "securitySchemes" || is_reached(name));
        kept.insert(section.clone(), Value::Object(named));
    }
    tree["components"] = Value::Object(kept);
    document.with_tree(tree)
}

/// The references that lead from a node to all that it reaches.
fn reached(document: &Document, node: &Value) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut waiting = Vec::new();
    references(node, &mut waiting);
    while let Some(reference) = waiting.pop() {
        if reached.contains(reference) {
            continue;
        }
        if let Some(node) = resolve(document.tree(), reference) {
            references(node, &mut waiting);
        }
        reached.insert(reference.to_owned());
    }
    reached
}

fn references<'v>(node: &'v Value, found: &mut Vec<&'v str>) {
    match node {
        Value::String(text) if text.starts_with("#/components/") => found.push(text),
        Value::Object(map) => map.values().for_each(|child| references(child, found)),
        Value::Array(list) => list.iter().for_each(|child| references(child, found)),
        _ => {}
    }
}
