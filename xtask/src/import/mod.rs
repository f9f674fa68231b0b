//! Brings a definition of the API's owner into the form of the project's own document.
//!
//! The definition may be YAML or JSON, OpenAPI 3.0 or 3.1, of the whole API or a part of it, in one file or in many. Out
//! comes one OpenAPI 3.0.3 document in one order: the operations with a tag, and exactly the components they usage.

mod bundle;
mod canonical_order;
mod downgrade_3_1;
mod repair;
mod yaml;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use rebilly_customer_auth_codegen::document::operations;
use rebilly_customer_auth_codegen::extensions::EXTENSIONS;
use rebilly_customer_auth_codegen::object_kind::{ObjectKind, walk_mut};
use rebilly_customer_auth_codegen::{self as codegen, Diagnostic, Document, Location, load, parse};
use serde_json::Value;

use crate::{OVERLAY_FILE, diff};

pub(crate) use yaml::write as to_yaml;

const RULE: &str = "import";

/// The tag of the operations that the project is for.
pub const TAG: &str = "Customer Authentication";

/// Imports from a file and writes the result to `out`, or to the standard output where that is `-`.
///
/// Each repair is a line on the standard error. Where `out` was there before, what a caller notices of the change goes
/// to the standard output; an overlay beside it that no longer fits is a failure, for which the result is written too.
pub fn run(file: &Path, tag: &str, out: &Path) -> ExitCode {
    match write(file, tag, out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn write(file: &Path, tag: &str, out: &Path) -> Result<(), String> {
    let imported = import(file, Some(tag)).map_err(|diagnostic| diagnostic.to_string())?;
    for line in &imported.repairs {
        eprintln!("repaired: {line}");
    }
    if out == Path::new("-") {
        print!("{}", imported.text);
        return Ok(());
    }
    let before = out.exists().then(|| import(out, Some(tag)));
    fs::write(out, &imported.text).map_err(|error| format!("{} cannot be written: {error}", out.display()))?;
    match before {
        None => {}
        Some(Ok(before)) => {
            diff::print(&before.document, &imported.document);
        }
        Some(Err(diagnostic)) => eprintln!("what was there before cannot be compared: {diagnostic}"),
    }
    let overlay = out.with_file_name(OVERLAY_FILE);
    if overlay.exists() {
        let document = load(out).map_err(|diagnostic| diagnostic.to_string())?;
        codegen::apply_overlay_and_validate(document, overlay).map_err(|diagnostic| diagnostic.to_string())?;
    }
    Ok(())
}

/// What an import gave.
#[derive(Debug)]
pub struct Imported {
    /// The document, found sound.
    pub document: Document,
    /// Its text.
    pub text: String,
    /// A line for each thing that was repaired.
    pub repairs: Vec<String>,
}

/// Imports the operations with a tag, letter case aside; all operations if there is no tag to look for.
///
/// # Errors
/// The first fault that nothing repairs, and a tag that no operation has.
pub fn import(file: &Path, tag: Option<&str>) -> Result<Imported, Diagnostic> {
    import_document(parse(file)?, tag)
}

/// Imports from a document that was read already.
///
/// # Errors
/// As for [`import`].
pub fn import_document(definition: Document, tag: Option<&str>) -> Result<Imported, Diagnostic> {
    version(&definition)?;
    let nothing = definition.diagnostic(
        RULE,
        Location::from(["paths"]),
        match tag {
            Some(tag) => format!("no operation has the tag `{tag}`"),
            None => "there is no operation".to_owned(),
        },
        "name another tag with --tag, or import another definition",
    );
    let mut tree = bundle::bundle(&definition, |operation| tag.is_none_or(|tag| has_tag(operation, tag)))?;
    if operations(&tree).is_empty() {
        return Err(nothing);
    }
    prune_tags(&mut tree);
    each(&mut tree, |_, node| drop_extensions(node));
    tree.get_mut("info").into_iter().for_each(drop_extensions);
    each(&mut tree, downgrade_3_1::run);
    let repairs = repair::repair(&definition, &mut tree);
    // A repair may have taken the last way to a component.
    tree = bundle::bundle(&definition.with_tree(tree), |_| true)?;
    each(&mut tree, canonical_order::run);
    let text = yaml::write(&tree);
    // What is at fault is looked up in the definition, where it has to be mended.
    let document = codegen::validate(definition.with_tree(tree))?;
    Ok(Imported { document, text, repairs })
}

fn each(tree: &mut Value, mut f: impl FnMut(ObjectKind, &mut Value)) {
    walk_mut(tree, &mut f);
}

fn version(definition: &Document) -> Result<(), Diagnostic> {
    let version = definition.tree().get("openapi").and_then(Value::as_str).unwrap_or_default();
    if version.starts_with("3.0.") || version.starts_with("3.1.") {
        return Ok(());
    }
    if definition.tree().get("openapi").is_some_and(Value::is_number) {
        let message = "the version of OpenAPI is a number, not a string";
        return Err(definition.diagnostic(RULE, Location::from(["openapi"]), message, "quote it: '3.1.0'"));
    }
    Err(definition.diagnostic(
        RULE,
        Location::from(["openapi"]),
        "only OpenAPI 3.0 and 3.1 can be imported",
        "begin it with `openapi: 3.0.3` or convert it first",
    ))
}

fn has_tag(operation: &Value, tag: &str) -> bool {
    let tags = operation.get("tags").and_then(Value::as_array);
    tags.into_iter().flatten().filter_map(Value::as_str).any(|it| it.to_lowercase() == tag.to_lowercase())
}

/// Keeps of the document's tags those that an operation has.
fn prune_tags(tree: &mut Value) {
    let before = tree.clone();
    let operations = operations(&before);
    let is_used = |tag: &Value| {
        let name = tag.get("name").and_then(Value::as_str).unwrap_or_default();
        operations.iter().any(|at| {
            at.operation.get("tags").and_then(Value::as_array).is_some_and(|tags| tags.iter().any(|tag| tag == name))
        })
    };
    if let Some(tags) = tree.get_mut("tags").and_then(Value::as_array_mut) {
        tags.retain(is_used);
    }
}

/// Drops what a definition says to tools that are not ours.
fn drop_extensions(node: &mut Value) {
    if let Some(map) = node.as_object_mut() {
        map.retain(|key, _| !key.starts_with("x-") || EXTENSIONS.contains(&key.as_str()));
    }
}
