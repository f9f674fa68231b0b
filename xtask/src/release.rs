//! The changes of a release: every version, and the unreleased changes in the changelog.

use std::path::Path;

use semver::Version;
use similar::TextDiff;

use crate::versions::{CHANGELOG, MANIFEST, README, UNRELEASED, current, manifest_with, readme_with};

/// A change of a file by a release.
#[derive(Debug)]
pub(crate) struct Edit {
    /// The file, relative to the root of the workspace.
    pub(crate) path: &'static str,
    before: String,
    pub(crate) after: String,
}

impl Edit {
    /// The change as a unified diff.
    pub(crate) fn difference(&self) -> String {
        let diff = TextDiff::from_lines(&self.before, &self.after);
        diff.unified_diff().context_radius(1).header(self.path, self.path).to_string()
    }
}

/// The changes of a release in the workspace at `root`.
///
/// # Errors
/// Returns an error if the version is not above the released version, if the changelog has no unreleased changes, or if
/// a manifest lacks a version.
pub(crate) fn edits(root: &Path, version: &Version, date: &str) -> Result<Vec<Edit>, String> {
    let read = |path: &str| {
        std::fs::read_to_string(root.join(path)).map_err(|error| format!("{path} cannot be read: {error}"))
    };
    let (manifest, readme, changelog) = (read(MANIFEST)?, read(README)?, read(CHANGELOG)?);
    let current = current(&manifest)?;
    if !version.build.is_empty() {
        return Err("leave the build metadata out: it is the API's version".to_owned());
    }
    if *version < current {
        return Err(format!("{version} is below the present version, {current}"));
    }
    let edits = [
        Edit { path: MANIFEST, after: manifest_with(&manifest, version)?, before: manifest },
        Edit { path: README, after: readme_with(&readme, version), before: readme },
        Edit { path: CHANGELOG, after: changelog_with(&changelog, version, date)?, before: changelog },
    ];
    Ok(edits.into_iter().filter(|edit| edit.before != edit.after).collect())
}

/// The changelog with the unreleased changes under a version.
fn changelog_with(changelog: &str, version: &Version, date: &str) -> Result<String, String> {
    let (before, rest) = changelog
        .split_once(UNRELEASED)
        .ok_or_else(|| format!("{CHANGELOG}: the section `## Unreleased` is missing"))?;
    let unreleased = rest.split("\n## ").next().unwrap_or_default();
    if unreleased.trim().is_empty() {
        return Err(format!("{CHANGELOG}: `## Unreleased` is empty; describe the changes"));
    }
    if format!("\n{rest}").contains(&format!("\n## {version} ")) {
        return Err(format!("{CHANGELOG}: {version} is already released"));
    }
    Ok(format!("{before}{UNRELEASED}\n## {version} - {date}\n{rest}"))
}
