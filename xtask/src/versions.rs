//! The version of the crates in every file that states it.

use std::ops::Range;
use std::path::Path;

use rebilly_customer_auth_codegen::Document;
use semver::Version;
use serde_json::Value;

use crate::changelog::{self, CHANGELOG};

/// The manifest of the workspace and of the client.
pub(crate) const MANIFEST: &str = "Cargo.toml";

pub(crate) const README: &str = "README.md";

/// The lock files.
pub(crate) const LOCKS: [&str; 2] = ["Cargo.lock", "fuzz/Cargo.lock"];

const CLIENT: &str = "rebilly-customer-auth";

/// The published packages, each after those that it depends on.
pub(crate) const PACKAGES: [&str; 3] = ["rebilly-customer-auth-codegen", "rebilly-customer-auth-sandbox", CLIENT];

/// A version in a file.
struct Occurrence {
    /// The name of the version's owner in messages.
    what: &'static str,
    /// The lines before the version. The version follows the last of them or is on it.
    after: &'static [&'static str],
    /// What precedes the number: `=` in a requirement.
    operator: &'static str,
}

const WORKSPACE: Occurrence =
    Occurrence { what: "the workspace", after: &["\n[workspace.package]\n", "\nversion = \""], operator: "" };

const PACKAGE: Occurrence =
    Occurrence { what: "the package", after: &["\n[package]\n", "\nversion = \""], operator: "" };

const IN_MANIFEST: [Occurrence; 4] = [
    WORKSPACE,
    PACKAGE,
    Occurrence {
        what: "the requirement of the generator",
        after: &["\n[workspace.dependencies]\n", "\nrebilly-customer-auth-codegen = ", "version = \""],
        operator: "=",
    },
    Occurrence {
        what: "the requirement of the sandbox",
        after: &["\n[workspace.dependencies]\n", "\nrebilly-customer-auth-sandbox = ", "version = \""],
        operator: "=",
    },
];

impl Occurrence {
    fn write(&self, version: &Version) -> String {
        format!("{}{version}", self.operator)
    }

    /// Returns the range of the version in a file, without the build metadata, which is the API's version.
    fn find(&self, source: &str) -> Option<Range<usize>> {
        // A line starts with the line break before it, which may belong to the preceding marker.
        let start = self.after.iter().try_fold(0, |from: usize, marker| {
            let from = from.saturating_sub(1);
            Some(from + source[from..].find(marker)? + marker.len())
        })?;
        let end = start + source[start..].find(['"', '+'])?;
        Some(start..end)
    }
}

/// Returns the version of the workspace.
///
/// # Errors
/// Returns an error if the manifest has no version.
pub(crate) fn current(manifest: &str) -> Result<Version, String> {
    let stated = WORKSPACE.find(manifest).map(|range| &manifest[range]);
    stated.and_then(|stated| stated.parse().ok()).ok_or(format!("{MANIFEST}: [workspace.package] has no version"))
}

/// Returns the manifest with another version.
pub(crate) fn manifest_with(manifest: &str, version: &Version) -> Result<String, String> {
    let mut manifest = manifest.to_owned();
    for occurrence in &IN_MANIFEST {
        let range =
            occurrence.find(&manifest).ok_or_else(|| format!("{MANIFEST}: {} has no version", occurrence.what))?;
        manifest.replace_range(range, &occurrence.write(version));
    }
    Ok(manifest)
}

/// Sets the build metadata of the package's version to the API's version (Semantic Versioning 2.0.0, section 10):
/// `0.1.0+api.2.1`.
///
/// # Errors
/// Returns an error if the manifest has no package version with build metadata.
pub(crate) fn with_api_version(manifest: &str, document: &Document) -> Result<String, String> {
    let api_version = document.tree().pointer("/info/version").and_then(Value::as_str).unwrap_or_default();
    let metadata: String =
        api_version.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
    let version = PACKAGE.find(manifest).filter(|range| manifest[range.end..].starts_with('+'));
    let plus = version.ok_or("the package has no version with build metadata, such as `0.1.0+api.1`")?.end;
    let end = manifest[plus..].find('"').map_or(manifest.len(), |length| plus + length);
    Ok(format!("{}+api.{metadata}{}", &manifest[..plus], &manifest[end..]))
}

/// Returns a line for each version in the workspace at `root` that differs from `[workspace.package]`. Missing files
/// are skipped.
///
/// # Errors
/// Returns an error if the manifest has no version.
pub fn disagreements(root: &Path) -> Result<Vec<String>, String> {
    let read = |file: &str| std::fs::read_to_string(root.join(file)).ok();
    let manifest = read(MANIFEST).unwrap_or_default();
    let version = current(&manifest)?;
    let mut lines = Vec::new();
    let mut compare = |file: &str, what: &str, stated: Option<&str>, expected: &str| {
        if stated != Some(expected) {
            let stated = stated.map_or_else(|| "has no version".to_owned(), |stated| format!("has `{stated}`"));
            lines.push(format!("{file}: {what} {stated}, and the workspace `{version}`; it should be `{expected}`"));
        }
    };
    for occurrence in &IN_MANIFEST {
        let stated = occurrence.find(&manifest).map(|range| &manifest[range]);
        compare(MANIFEST, occurrence.what, stated, &occurrence.write(&version));
    }
    if let Some(changelog) = read(CHANGELOG) {
        // Before the first release, the changelog has no section for the version.
        if let Some(released) = changelog::last_release(&changelog) {
            compare(CHANGELOG, "the last release", Some(&released.to_string()), &version.to_string());
        }
        lines.extend(changelog::check(&changelog).err());
    }
    lines.extend(stale_locks(root)?);
    Ok(lines)
}

/// Returns a line for each published package whose version in a lock file is not that of its manifest.
///
/// # Errors
/// Returns an error if the manifest has no version.
pub(crate) fn stale_locks(root: &Path) -> Result<Vec<String>, String> {
    let read = |file: &str| std::fs::read_to_string(root.join(file)).ok();
    let manifest = read(MANIFEST).unwrap_or_default();
    let version = current(&manifest)?.to_string();
    // cargo compares the build metadata too.
    let metadata = PACKAGE.find(&manifest).and_then(|range| manifest[range.end..].split('"').next());
    let package = format!("{version}{}", metadata.unwrap_or_default());
    let mut lines = Vec::new();
    for (file, lock) in LOCKS.into_iter().filter_map(|file| Some((file, read(file)?))) {
        for name in PACKAGES {
            let expected = if name == CLIENT { &package } else { &version };
            let stated = locked(&lock, name).unwrap_or("no version");
            if stated != expected {
                let help = "run `cargo xtask check --bless`";
                lines.push(format!("{file}: `{name}` has `{stated}`, and {MANIFEST} `{expected}`; {help}"));
            }
        }
    }
    Ok(lines)
}

/// Returns the version of a package in a lock file.
fn locked<'l>(lock: &'l str, package: &str) -> Option<&'l str> {
    let marker = format!("\nname = \"{package}\"\nversion = \"");
    lock[lock.find(&marker)? + marker.len()..].split('"').next()
}
