//! Checks that generated files are up to date: the snapshots of the client and its typed mocks, the README's tables,
//! and the API's version in the crate's version.

use std::path::Path;

use rebilly_customer_auth_codegen::{self as codegen, Diagnostic, Document};
use similar::TextDiff;

use crate::versions::{MANIFEST, README};
use crate::{DOCUMENT, OVERLAY, manifest, readme};

/// The generated client, formatted. Its diff shows reviewers the effects of a spec change.
pub const SNAPSHOT: &str = "src/generated/client.rs";

/// The typed mocks, formatted.
pub const MOCKS: &str = "src/generated/mocks.rs";

/// The maximum number of lines that are shown of a difference.
const MAX_LINES: usize = 400;

/// A committed file that is out of date.
#[derive(Debug)]
pub struct Stale {
    /// The file, relative to the root of the workspace.
    pub path: &'static str,
    committed: String,
    pub(crate) generated: String,
}

impl Stale {
    /// The difference as a unified diff: `-` is committed, `+` is generated.
    pub fn difference(&self) -> String {
        let diff = TextDiff::from_lines(&self.committed, &self.generated);
        let diff = diff.unified_diff().context_radius(3).header(self.path, "generated").to_string();
        let lines = diff.lines().count();
        let mut shown: String = diff.lines().take(MAX_LINES).map(|line| format!("{line}\n")).collect();
        if lines > MAX_LINES {
            shown.push_str(&format!("... and {} more lines\n", lines - MAX_LINES));
        }
        shown
    }
}

/// The committed files that are out of date.
///
/// # Errors
/// Returns a message if the spec or its overlay has a diagnostic, or if the README or the manifest lacks a place for
/// generated content.
pub fn stale(root: &Path) -> Result<Vec<Stale>, String> {
    let document = document(root).map_err(|diagnostic| diagnostic.to_string())?;
    let (client, mocks) = generated(&document).map_err(|diagnostic| diagnostic.to_string())?;
    // A missing file differs in all lines.
    let committed = |path: &str| std::fs::read_to_string(root.join(path)).unwrap_or_default();
    let readme = committed(README);
    let with_tables = readme::with_tables(&readme, &document).map_err(|message| format!("{README}: {message}"))?;
    let manifest = committed(MANIFEST);
    let with_version =
        manifest::with_api_version(&manifest, &document).map_err(|message| format!("{MANIFEST}: {message}"))?;
    let files = [
        Stale { path: SNAPSHOT, committed: committed(SNAPSHOT), generated: client },
        Stale { path: MOCKS, committed: committed(MOCKS), generated: mocks },
        Stale { path: README, committed: readme, generated: with_tables },
        Stale { path: MANIFEST, committed: manifest, generated: with_version },
    ];
    Ok(files.into_iter().filter(|file| file.committed != file.generated).collect())
}

fn document(root: &Path) -> Result<Document, Diagnostic> {
    codegen::apply_overlay_and_validate(codegen::load(root.join(DOCUMENT))?, root.join(OVERLAY))
}

/// Generates the client and its typed mocks like build.rs.
fn generated(document: &Document) -> Result<(String, String), Diagnostic> {
    let document = codegen::normalize(document.clone())?;
    Ok((codegen::client(&document)?, codegen::mocks(&document)?))
}
