//! Releases a version: sets every version, moves the unreleased changes in the changelog, runs the gates, commits and
//! tags.

use std::path::Path;
use std::process::{Command, ExitCode};

use rebilly_customer_auth_codegen::{Diagnostic, Document, parse, parse_str};
use semver::Version;

use super::{ci, diff, lock, succeed};
use crate::SPEC;
use crate::diff::required;
use crate::edit::Edit;
use crate::import::{Selection, import_document};
use crate::release::edits;
use crate::versions::{PACKAGES, disagreements};

/// Releases the workspace at `root` as a version, on a date such as `2026-08-31`. With `dry_run`, only prints the
/// changes and the commands.
pub fn run(root: &Path, version: &Version, date: &str, dry_run: bool) -> Result<(), String> {
    let changed = output(root, &["status", "--porcelain"])?;
    if !dry_run && !changed.is_empty() {
        return Err(format!("commit or stash these changes first:\n{}", changed.trim_end()));
    }
    if output(root, &["branch", "--show-current"])?.is_empty() {
        return Err("no branch is checked out, so the release could not be pushed; run `git switch` first".to_owned());
    }
    let tag = format!("v{version}");
    if !output(root, &["tag", "--list", &tag])?.is_empty() {
        return Err(format!("the tag {tag} already exists; release another version"));
    }
    let edits = edits(root, version, date)?;
    check_against_spec(root, version)?;
    if dry_run {
        edits.iter().for_each(|edit| print!("{}", edit.difference()));
        println!("would run the gates, commit `Release {version}` and tag it {tag}; next:");
        print_next();
        return match changed.is_empty() {
            true => Ok(()),
            false => Err(format!("would refuse until these changes are committed:\n{}", changed.trim_end())),
        };
    }
    let message = format!("Release {version}");
    commit(root, &edits, &message)
        .map_err(|error| format!("{error}\nnothing is committed; `git checkout .` takes the release back"))?;
    git(root, &["tag", "--annotate", "--message", &message, &tag])
        .map_err(|error| format!("{error}\nthe release is committed; `git reset --keep HEAD~` takes it back"))?;
    println!("committed and tagged {tag}; next:");
    print_next();
    Ok(())
}

fn print_next() {
    println!("git push --follow-tags");
    PACKAGES.iter().for_each(|package| println!("cargo publish -p {package}"));
}

/// Prints the changes of the spec since the last release that is not a pre-release, and rejects a version below the one
/// that they require.
fn check_against_spec(root: &Path, version: &Version) -> Result<(), String> {
    let last = output(root, &["describe", "--tags", "--abbrev=0", "--match", "v*", "--exclude", "*-*"]);
    let tag = last.unwrap_or_default().trim_end().to_owned();
    let Ok(last) = Version::parse(tag.trim_start_matches('v')) else {
        println!("no tag of an earlier release is here, so the changes of the spec are not checked");
        return Ok(());
    };
    let released = output(root, &["show", &format!("{tag}:{SPEC}")])?;
    let import = |document: Result<Document, Diagnostic>| {
        let imported = document.and_then(|document| import_document(document, &Selection::default()));
        imported.map(|imported| imported.document).map_err(|diagnostic| diagnostic.to_string())
    };
    let (old, new) = (import(parse_str(&tag, &released))?, import(parse(root.join(SPEC)))?);
    let Some(required) = diff::print(&old, &new, &new).map(|level| required(&last, level)) else { return Ok(()) };
    match Version::new(version.major, version.minor, version.patch) < required {
        true => Err(format!("{version} is too low for these changes since {tag}; release {required}")),
        false => Ok(()),
    }
}

/// Applies the changes, runs the gates and commits.
fn commit(root: &Path, edits: &[Edit], message: &str) -> Result<(), String> {
    edits.iter().try_for_each(|edit| edit.write(root))?;
    lock(root)?;
    let lines = disagreements(root)?;
    if !lines.is_empty() {
        return Err(lines.join("\n"));
    }
    if ci::run(root) != ExitCode::SUCCESS {
        return Err("the gates have failed".to_owned());
    }
    git(root, &["commit", "--quiet", "--all", "--message", message])
}

fn git(root: &Path, arguments: &[&str]) -> Result<(), String> {
    succeed(Command::new("git").args(arguments).current_dir(root), &format!("git {}", arguments[0]))
}

fn output(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git").args(arguments).current_dir(root).output();
    let output = output.map_err(|error| format!("`git {}` cannot be run: {error}", arguments[0]))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(String::from_utf8_lossy(&output.stderr).trim_end().to_owned()),
    }
}
