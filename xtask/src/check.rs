//! Checks that generated files are up to date: the snapshots of the client and its typed mocks, the README's tables,
//! and the API's version in the crate's version.

use std::path::Path;

use rebilly_customer_auth_codegen::{self as codegen, Diagnostic, Document};

use crate::edit::Edit;
use crate::versions::{self, MANIFEST, README};
use crate::{OVERLAY, SPEC, readme};

/// The generated client, formatted. Its diff shows reviewers the effects of a spec change.
pub const SNAPSHOT: &str = "src/generated/client.rs";

/// The typed mocks, formatted.
pub const MOCKS: &str = "src/generated/mocks.rs";

/// Returns the changes of the committed files that are out of date.
///
/// # Errors
/// Returns a message if the spec or its overlay has a diagnostic, or if the README or the manifest lacks a place for
/// generated content.
pub fn stale(root: &Path) -> Result<Vec<Edit>, String> {
    let (document, client, mocks) = generated(root).map_err(|diagnostic| diagnostic.to_string())?;
    // A missing file differs in all lines.
    let committed = |path: &str| std::fs::read_to_string(root.join(path)).unwrap_or_default();
    let readme = committed(README);
    let with_tables = readme::with_tables(&readme, &document).map_err(|message| format!("{README}: {message}"))?;
    let manifest = committed(MANIFEST);
    let with_version =
        versions::with_api_version(&manifest, &document).map_err(|message| format!("{MANIFEST}: {message}"))?;
    let edits = [
        Edit { path: SNAPSHOT, before: committed(SNAPSHOT), after: client },
        Edit { path: MOCKS, before: committed(MOCKS), after: mocks },
        Edit { path: README, before: readme, after: with_tables },
        Edit { path: MANIFEST, before: manifest, after: with_version },
    ];
    Ok(edits.into_iter().filter(Edit::has_effect).collect())
}

/// Reads the spec with its overlay, and generates the client and its typed mocks like build.rs.
fn generated(root: &Path) -> Result<(Document, String, String), Diagnostic> {
    let document = codegen::apply_overlay_and_validate(codegen::parse(root.join(SPEC))?, root.join(OVERLAY))?;
    let normalized = codegen::normalize(document.clone())?;
    Ok((document, codegen::client(&normalized)?, codegen::mocks(&normalized)?))
}
