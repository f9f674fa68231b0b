//! Releases a version: sets every version, moves the unreleased changes in the changelog, runs the gates, commits and
//! tags.

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use semver::Version;

use super::{ci, exit_code};
use crate::release::edits;
use crate::versions::{LOCKS, PACKAGES, disagreements};

/// Releases the workspace at `root` as a version, on a date such as `2026-08-31`. With `dry_run`, only prints the
/// changes and the commands.
pub fn run(root: &Path, version: &Version, date: &str, dry_run: bool) -> ExitCode {
    exit_code(release(root, version, date, dry_run))
}

fn release(root: &Path, version: &Version, date: &str, dry_run: bool) -> Result<(), String> {
    let changed = output(root, &["status", "--porcelain"])?;
    if !dry_run && !changed.is_empty() {
        return Err(format!("commit or stash these changes first:\n{}", changed.trim_end()));
    }
    let tag = format!("v{version}");
    if !output(root, &["tag", "--list", &tag])?.is_empty() {
        return Err(format!("the tag {tag} already exists; release another version"));
    }
    let edits = edits(root, version, date)?;
    if dry_run {
        edits.iter().for_each(|edit| print!("{}", edit.difference()));
        println!("would run the gates, commit `Release {version}` and tag it {tag}");
        if !changed.is_empty() {
            println!("would refuse until these changes are committed:\n{}", changed.trim_end());
        }
        return Ok(());
    }
    for edit in &edits {
        std::fs::write(root.join(edit.path), &edit.after)
            .map_err(|error| format!("{} cannot be written: {error}", edit.path))?;
    }
    lock(root)?;
    let lines = disagreements(root)?;
    if !lines.is_empty() {
        return Err(lines.join("\n"));
    }
    if ci::run(root) != ExitCode::SUCCESS {
        return Err(
            "the gates have failed; nothing is committed, and `git checkout .` takes the release back".to_owned()
        );
    }
    git(root, &["commit", "--quiet", "--all", "--message", &format!("Release {version}")])?;
    git(root, &["tag", "--annotate", "--message", &format!("Release {version}"), &tag])?;
    println!("committed and tagged {tag}; next:");
    println!("git push --follow-tags");
    PACKAGES.iter().for_each(|package| println!("cargo publish -p {package}"));
    Ok(())
}

/// Updates the lock files to the new version. cargo does so whenever it reads a manifest.
fn lock(root: &Path) -> Result<(), String> {
    for lock in LOCKS.into_iter().filter(|lock| root.join(lock).exists()) {
        let manifest = root.join(lock).with_file_name("Cargo.toml");
        let arguments = ["metadata", "--format-version", "1", "--quiet", "--manifest-path"];
        let mut cargo = Command::new(env!("CARGO"));
        succeed(cargo.args(arguments).arg(manifest).stdout(Stdio::null()), "cargo metadata")?;
    }
    Ok(())
}

fn git(root: &Path, arguments: &[&str]) -> Result<(), String> {
    succeed(Command::new("git").args(arguments).current_dir(root), &format!("git {}", arguments[0]))
}

fn succeed(command: &mut Command, name: &str) -> Result<(), String> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{name}` has failed: {status}")),
        Err(error) => Err(format!("`{name}` cannot be run: {error}")),
    }
}

fn output(root: &Path, arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("git").args(arguments).current_dir(root).output();
    let output = output.map_err(|error| format!("`git {}` cannot be run: {error}", arguments[0]))?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(String::from_utf8_lossy(&output.stderr).trim_end().to_owned()),
    }
}
