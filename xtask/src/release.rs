//! The changes of a release: every version, and the unreleased changes in the changelog.

use std::path::Path;

use semver::Version;

use crate::changelog::{self, CHANGELOG};
use crate::edit::Edit;
use crate::versions::{MANIFEST, current, manifest_with};

/// Returns the changes of a release in the workspace at `root`.
///
/// # Errors
/// Returns an error if the version does not follow the present one, if the changelog has no unreleased changes, or if a
/// manifest lacks a version.
pub(crate) fn edits(root: &Path, version: &Version, date: &str) -> Result<Vec<Edit>, String> {
    let read = |path: &str| {
        std::fs::read_to_string(root.join(path)).map_err(|error| format!("{path} cannot be read: {error}"))
    };
    let (manifest, changelog) = (read(MANIFEST)?, read(CHANGELOG)?);
    let current = current(&manifest)?;
    if !version.build.is_empty() {
        return Err("leave the build metadata out: it is the API's version".to_owned());
    }
    if *version < current {
        return Err(format!("{version} is below the present version, {current}"));
    }
    if !follows(version, &current) {
        let next: Vec<String> =
            next(&current).iter().map(|(major, minor, patch)| format!("{major}.{minor}.{patch}")).collect();
        return Err(format!(
            "{version} does not follow the present version, {current}; release {}, or a pre-release of it",
            next.join(" or ")
        ));
    }
    let edits = [
        Edit { path: MANIFEST, after: manifest_with(&manifest, version)?, before: manifest },
        Edit { path: CHANGELOG, after: changelog::with_release(&changelog, version, date)?, before: changelog },
    ];
    Ok(edits.into_iter().filter(Edit::has_effect).collect())
}

/// Returns whether a version, or the one that it is a pre-release of, may be the next one.
fn follows(version: &Version, current: &Version) -> bool {
    next(current).contains(&(version.major, version.minor, version.patch))
}

/// Returns the versions that may be next: the present one, which may not be released yet, and unless it is a
/// pre-release, the next patch, minor and major version.
fn next(current: &Version) -> Vec<(u64, u64, u64)> {
    let Version { major, minor, patch, .. } = *current;
    let all = [(major, minor, patch), (major, minor, patch + 1), (major, minor + 1, 0), (major + 1, 0, 0)];
    all.into_iter().take(if current.pre.is_empty() { all.len() } else { 1 }).collect()
}

#[cfg(test)]
mod tests {
    use super::follows;

    #[test]
    fn a_version_follows_if_it_skips_no_other() {
        let follows = |version: &str, current: &str| {
            follows(&version.parse().expect("a version"), &current.parse().expect("a version"))
        };
        for version in ["1.2.3", "1.2.4", "1.3.0", "2.0.0", "1.2.4-rc.1", "2.0.0-rc.1"] {
            assert!(follows(version, "1.2.3"), "{version}");
        }
        for version in ["1.2.5", "1.3.1", "1.4.0", "2.0.1", "2.1.0", "3.0.0", "3.0.0-rc.1"] {
            assert!(!follows(version, "1.2.3"), "{version}");
        }
        for version in ["0.2.0-rc.2", "0.2.0"] {
            assert!(follows(version, "0.2.0-rc.1"), "{version}");
        }
        for version in ["0.2.1", "0.3.0", "1.0.0"] {
            assert!(!follows(version, "0.2.0-rc.1"), "{version}");
        }
    }
}
