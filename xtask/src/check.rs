//! Tells whether what is committed is what the document makes: the snapshots of the client and
//! its typed mocks, the README's tables, and the API's version in that of the crate.

use std::path::Path;
use std::process::ExitCode;

use rebilly_customer_auth_codegen::{self as codegen, Diagnostic, Document};
use similar::TextDiff;

use crate::versions::{self, MANIFEST, README};
use crate::{DOCUMENT, OVERLAY, manifest, readme};

/// The generated client, formatted. Reviewers see in it what a change of the document does.
pub const SNAPSHOT: &str = "src/generated/client.rs";

/// The typed mocks, formatted.
pub const MOCKS: &str = "src/generated/mocks.rs";

/// How many lines of a difference are shown.
const SHOWN: usize = 400;

/// Compares in the workspace at `root`, and prints each difference. With `bless`, writes what differs in its location.
pub fn run(root: &Path, bless: bool) -> ExitCode {
    let stale = match stale(root) {
        Ok(stale) => stale,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::FAILURE;
        }
    };
    for file in &stale {
        if !bless {
            println!("{}", file.difference());
            continue;
        }
        if let Err(error) = std::fs::write(root.join(file.path), &file.made) {
            eprintln!("{} cannot be written: {error}", file.path);
            return ExitCode::FAILURE;
        }
        println!("{} is written anew", file.path);
    }
    if !stale.is_empty() && !bless {
        eprintln!("run `cargo xtask check --bless` and commit what it writes");
    }
    let disagreements = versions::disagreements(root).unwrap_or_else(|message| vec![message]);
    disagreements.iter().for_each(|line| println!("{line}"));
    match (stale.is_empty() || bless) && disagreements.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// A committed file that is not what the document makes.
#[derive(Debug)]
pub struct Stale {
    /// The file, seen from the root of the workspace.
    pub path: &'static str,
    committed: String,
    made: String,
}

impl Stale {
    /// What differs, as a unified diff: `-` is committed, `+` is what the document makes.
    pub fn difference(&self) -> String {
        let diff = TextDiff::from_lines(&self.committed, &self.made);
        let diff = diff.unified_diff().context_radius(3).header(self.path, "what the document makes").to_string();
        let lines = diff.lines().count();
        let mut shown: String = diff.lines().take(SHOWN).map(|line| format!("{line}\n")).collect();
        if lines > SHOWN {
            shown.push_str(&format!("... and {} more lines\n", lines - SHOWN));
        }
        shown
    }
}

/// The committed files that are not what the document makes.
///
/// # Errors
/// A diagnostic of the spec or of its overlay, or a README or a manifest without the location for what is made, in words for
/// a person.
pub fn stale(root: &Path) -> Result<Vec<Stale>, String> {
    let document = document(root).map_err(|diagnostic| diagnostic.to_string())?;
    let (client, mocks) = generated(&document).map_err(|diagnostic| diagnostic.to_string())?;
    // A file that is not there yet differs in all its lines.
    let committed = |path: &str| std::fs::read_to_string(root.join(path)).unwrap_or_default();
    let readme = committed(README);
    let with_tables = readme::with_tables(&readme, &document).map_err(|what| format!("{README}: {what}"))?;
    let manifest = committed(MANIFEST);
    let with_version =
        manifest::with_api_version(&manifest, &document).map_err(|what| format!("{MANIFEST}: {what}"))?;
    let files = [
        Stale { path: SNAPSHOT, committed: committed(SNAPSHOT), made: client },
        Stale { path: MOCKS, committed: committed(MOCKS), made: mocks },
        Stale { path: README, committed: readme, made: with_tables },
        Stale { path: MANIFEST, committed: manifest, made: with_version },
    ];
    Ok(files.into_iter().filter(|file| file.committed != file.made).collect())
}

fn document(root: &Path) -> Result<Document, Diagnostic> {
    codegen::apply_overlay_and_validate(codegen::load(root.join(DOCUMENT))?, root.join(OVERLAY))
}

/// The client and its typed mocks, as build.rs makes them.
fn generated(document: &Document) -> Result<(String, String), Diagnostic> {
    let document = codegen::normalize(document.clone())?;
    Ok((codegen::client(&document)?, codegen::mocks(&document)?))
}
