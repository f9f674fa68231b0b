//! The generator, stage by stage, for specs of any size.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::hint::black_box;
use std::path::Path;

use rebilly_customer_auth_codegen::document::for_each_operation;
use rebilly_customer_auth_codegen::{
    self as codegen, Diagnostic, Document, apply_overlay_str, load_str, parse, parse_str, validate,
};
use xtask::import::Selection;
use xtask::{generate, import};

/// Our own spec, with its overlay.
const DOCUMENT: &str = include_str!("../../spec/customer-authentication.yaml");
const OVERLAY: &str = include_str!("../../spec/overlay.yaml");

/// A spec for which to generate a client.
pub struct Case {
    /// The spec.
    pub source: String,
    overlay: Option<&'static str>,
}

/// The stages in order.
pub const STAGES: [&str; 4] = ["parse", "overlay and validate", "normalize", "client"];

impl Case {
    /// Our own spec, with its overlay.
    pub fn own() -> Self {
        Self { source: DOCUMENT.to_owned(), overlay: Some(OVERLAY) }
    }

    /// A spec without an overlay.
    pub fn of_source(source: String) -> Self {
        Self { source, overlay: None }
    }

    /// Growing fifths of a whole upstream spec, without the operations that the generator does not support.
    ///
    /// # Errors
    /// Returns the diagnostic that stops the import.
    pub fn fifths(upstream: &Path) -> Result<Vec<Self>, Diagnostic> {
        let upstream = parse(upstream)?;
        let whole = import::import_document(upstream.clone(), &Selection::default())?;
        let left_out: BTreeSet<String> = generate::generate(whole.document.clone(), &Selection::default())?
            .left_out
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        let ids: Vec<String> =
            whole.document.operations().iter().filter_map(|operation| operation.id().map(str::to_owned)).collect();
        let ids: Vec<String> = ids.into_iter().filter(|id| !left_out.contains(id)).collect();
        (1..=5).map(|fifth| Self::of(&upstream, &ids[..ids.len() * fifth / 5])).collect()
    }

    /// Imports the operations with these IDs.
    fn of(upstream: &Document, ids: &[String]) -> Result<Self, Diagnostic> {
        let ids: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
        let mut tree = upstream.tree().clone();
        for_each_operation(&mut tree, |operation| {
            let id = operation.get("operationId").and_then(|id| id.as_str());
            let tag = if id.is_some_and(|id| ids.contains(id)) { "kept" } else { "left out" };
            operation.insert("tags".to_owned(), serde_json::json!([tag]));
        });
        let imported = import::import_document(upstream.with_tree(tree), &Selection::of_tag("kept"))?;
        Ok(Self::of_source(imported.source))
    }

    /// Returns the number of operations.
    ///
    /// # Errors
    /// Returns a diagnostic of the spec.
    pub fn operations(&self) -> Result<usize, Diagnostic> {
        Ok(load_str("document.yaml", &self.source)?.operations().len())
    }

    /// Generates the client. Passes each stage to `measure`, which must run it once. Returns the code.
    ///
    /// # Errors
    /// Returns a diagnostic of the spec.
    pub fn run(&self, measure: &mut dyn FnMut(&'static str, &mut dyn FnMut())) -> Result<String, Diagnostic> {
        let document = stage(measure, STAGES[0], || parse_str("document.yaml", &self.source))?;
        let document = stage(measure, STAGES[1], move || match self.overlay {
            Some(overlay) => apply_overlay_str(document, "overlay.yaml", overlay),
            None => validate(document),
        })?;
        let document = stage(measure, STAGES[2], move || codegen::normalize(document))?;
        stage(measure, STAGES[3], || codegen::client(&document))
    }
}

/// Generates the client of the spec in a file, or of our own, once, and prints the result of `measure` for each stage.
/// `measure` must run its argument.
///
/// # Errors
/// Returns an error if the file cannot be read, or a diagnostic of the spec.
pub fn print_run(path: Option<&str>, measure: impl Fn(&mut dyn FnMut()) -> f64) -> Result<(), Box<dyn Error>> {
    let case = path.map_or_else(|| Ok(Case::own()), |path| std::fs::read_to_string(path).map(Case::of_source))?;
    let mut values: BTreeMap<&str, f64> = BTreeMap::new();
    case.run(&mut |stage, work| {
        values.insert(stage, measure(work));
    })?;
    println!("{}", STAGES.map(|stage| values.get(stage).map_or_else(|| "0".to_owned(), f64::to_string)).join(" "));
    Ok(())
}

fn stage<T>(
    measure: &mut dyn FnMut(&'static str, &mut dyn FnMut()),
    name: &'static str,
    work: impl FnOnce() -> Result<T, Diagnostic>,
) -> Result<T, Diagnostic> {
    let (mut work, mut result) = (Some(work), None);
    measure(name, &mut || result = work.take().map(|work| black_box(work())));
    result.expect("a stage is run once")
}
