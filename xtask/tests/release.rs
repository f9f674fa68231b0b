//! A release sets every version, and `check` reports versions that disagree.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;
use xtask::check::{MOCKS, SNAPSHOT};
use xtask::versions::disagreements;
use xtask::{OVERLAY, SPEC};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

const MANIFEST: &str = "[workspace]
members = [\"codegen\", \"tests/sandbox\"]
resolver = \"3\"

[workspace.package]
version = \"0.1.0\"

[workspace.dependencies]
rebilly-customer-auth-codegen = { version = \"=0.1.0\", path = \"codegen\" }
rebilly-customer-auth-sandbox = { version = \"=0.1.0\", path = \"tests/sandbox\" }

[package]
name = \"rebilly-customer-auth\"
version = \"0.1.0+api.2.1\"
edition = \"2024\"

[dev-dependencies]
rebilly-customer-auth-sandbox.workspace = true

[build-dependencies]
rebilly-customer-auth-codegen.workspace = true
";

const CHANGELOG: &str = "# Changelog

## Unreleased

### Added

- A thing.
";

fn git(directory: &Path, arguments: &[&str]) -> String {
    let name = ["-c", "user.name=T", "-c", "user.email=t@example.com"];
    let output = Command::new("git").args(name).args(arguments).current_dir(directory).output().expect("git");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// A committed workspace of three empty crates, with this gate.
fn workspace(gate: &str) -> TempDir {
    let directory = TempDir::new().expect("a directory");
    let write = |file: &str, source: &str| {
        let file = directory.path().join(file);
        fs::create_dir_all(file.parent().expect("a directory")).expect("a directory");
        fs::write(file, source).expect("a file");
    };
    write("Cargo.toml", MANIFEST);
    write("src/lib.rs", "");
    for (folder, name) in
        [("codegen", "rebilly-customer-auth-codegen"), ("tests/sandbox", "rebilly-customer-auth-sandbox")]
    {
        let manifest = format!("[package]\nname = \"{name}\"\nversion.workspace = true\nedition = \"2024\"\n");
        write(&format!("{folder}/Cargo.toml"), &manifest);
        write(&format!("{folder}/src/lib.rs"), "");
    }
    write("CHANGELOG.md", CHANGELOG);
    write(".ci/run", gate);
    let locked = Command::new(env!("CARGO")).args(["generate-lockfile", "--offline"]).current_dir(&directory).output();
    assert!(locked.expect("cargo").status.success());
    git(directory.path(), &["init", "--quiet"]);
    git(directory.path(), &["add", "--all"]);
    git(directory.path(), &["commit", "--quiet", "--message", "Begin"]);
    directory
}

fn release(directory: &TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("release")
        .args(arguments)
        .args(["--date", "2026-08-31"])
        .current_dir(directory)
        .env("CARGO_NET_OFFLINE", "true")
        .envs([("GIT_AUTHOR_NAME", "T"), ("GIT_AUTHOR_EMAIL", "t@example.com")])
        .envs([("GIT_COMMITTER_NAME", "T"), ("GIT_COMMITTER_EMAIL", "t@example.com")])
        .output()
        .expect("xtask")
}

fn utf8(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_dry_run_prints_every_change_and_applies_none() {
    let directory = workspace("exit 1\n");
    let output = release(&directory, &["0.2.0", "--dry-run"]);
    let shown = utf8(&output.stdout);
    assert!(output.status.success(), "{}", utf8(&output.stderr));
    for line in [
        "-version = \"0.1.0\"",
        "+version = \"0.2.0\"",
        "+version = \"0.2.0+api.2.1\"",
        "+rebilly-customer-auth-codegen = { version = \"=0.2.0\", path = \"codegen\" }",
        "+rebilly-customer-auth-sandbox = { version = \"=0.2.0\", path = \"tests/sandbox\" }",
        "+## 0.2.0 - 2026-08-31",
        "would run the gates, commit `Release 0.2.0` and tag it v0.2.0; next:",
        "cargo publish -p rebilly-customer-auth",
    ] {
        assert!(shown.lines().any(|shown| shown == line), "{line} is missing in {shown}");
    }
    assert_eq!(git(directory.path(), &["status", "--porcelain"]), "");
    assert_eq!(git(directory.path(), &["tag"]), "");
}

#[test]
fn a_release_is_a_commit_and_a_tag_in_which_every_version_agrees() {
    let directory = workspace("cargo metadata --format-version 1 --locked --offline >/dev/null\n");
    let output = release(&directory, &["0.2.0"]);
    assert!(output.status.success(), "{}", utf8(&output.stderr));
    let publish = "git push --follow-tags
cargo publish -p rebilly-customer-auth-codegen
cargo publish -p rebilly-customer-auth-sandbox
cargo publish -p rebilly-customer-auth
";
    assert!(utf8(&output.stdout).ends_with(publish), "{}", utf8(&output.stdout));
    assert_eq!(git(directory.path(), &["status", "--porcelain"]), "");
    assert_eq!(git(directory.path(), &["log", "--format=%s"]), "Release 0.2.0\nBegin\n");
    assert_eq!(git(directory.path(), &["tag", "--points-at", "HEAD"]), "v0.2.0\n");
    assert_eq!(disagreements(directory.path()), Ok(Vec::new()));
    let changelog = fs::read_to_string(directory.path().join("CHANGELOG.md")).expect("it");
    assert_eq!(changelog, CHANGELOG.replace("## Unreleased\n", "## Unreleased\n\n## 0.2.0 - 2026-08-31\n"));
    // There are no unreleased changes now.
    let again = release(&directory, &["0.3.0"]);
    assert!(utf8(&again.stderr).contains("`## Unreleased` is empty"), "{}", utf8(&again.stderr));
}

#[test]
fn an_impossible_release_is_rejected_and_leaves_no_commit() {
    let directory = workspace("exit 1\n");
    let refused = |arguments: &[&str], expected: &str| {
        let output = release(&directory, arguments);
        let message = utf8(&output.stderr);
        assert!(!output.status.success() && message.contains(expected), "{arguments:?}: {message}");
        assert_eq!(git(directory.path(), &["log", "--format=%s"]), "Begin\n");
        assert_eq!(git(directory.path(), &["tag"]), if expected.contains("tag") { "v0.2.0\n" } else { "" });
    };
    refused(&["0.0.9"], "0.0.9 is below the present version, 0.1.0");
    refused(&["0.2.2"], "0.2.2 does not follow the present version, 0.1.0; release 0.1.0 or 0.1.1 or 0.2.0 or 1.0.0");
    refused(&["0.2.0+api.3"], "leave the build metadata out");
    refused(&["0.2"], "unexpected end of input");
    refused(&["0.2.0"], "the gates have failed");
    refused(&["0.2.0"], "commit or stash these changes first:\n M CHANGELOG.md");
    git(directory.path(), &["checkout", "--quiet", "."]);
    fs::write(directory.path().join("new"), "").expect("a file");
    refused(&["0.2.0", "--dry-run"], "would refuse until these changes are committed:\n?? new");
    fs::remove_file(directory.path().join("new")).expect("it");
    git(directory.path(), &["tag", "v0.2.0"]);
    refused(&["0.2.0"], "the tag v0.2.0 already exists");
}

#[test]
fn a_version_below_the_one_that_changes_of_the_spec_require_is_rejected() {
    let directory = workspace("exit 0\n");
    let spec = |operation: &str| {
        let responses = "{ responses: { '204': { description: Done. } } }";
        let paths = format!("paths: {{ /a: {{ get: {responses} }}, /{operation}: {{ get: {responses} }} }}\n");
        let spec = format!("openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\n{paths}");
        fs::create_dir_all(directory.path().join("spec")).expect("a directory");
        fs::write(directory.path().join(SPEC), spec).expect("a file");
        git(directory.path(), &["add", "--all"]);
        git(directory.path(), &["commit", "--quiet", "--message", "Change the spec"]);
    };
    spec("b");
    git(directory.path(), &["tag", "v0.1.0"]);
    spec("c");
    let too_low = release(&directory, &["0.1.1"]);
    let message = utf8(&too_low.stderr);
    assert!(message.contains("0.1.1 is too low for these changes since v0.1.0; release 0.2.0"), "{message}");
    assert!(utf8(&too_low.stdout).contains("breaking  get_b: the operation is gone"), "{}", utf8(&too_low.stdout));
    assert_eq!(git(directory.path(), &["status", "--porcelain"]), "");
    for high_enough in ["0.2.0-rc.1", "0.2.0", "1.0.0"] {
        let output = release(&directory, &[high_enough, "--dry-run"]);
        assert!(output.status.success(), "{}", utf8(&output.stderr));
    }
    // A pre-release does not count as the last release.
    assert!(release(&directory, &["0.2.0-rc.1"]).status.success());
    spec("d");
    let output = release(&directory, &["0.2.0", "--dry-run"]);
    assert!(output.status.success(), "{}", utf8(&output.stderr));
}

#[test]
fn a_release_without_a_branch_is_rejected_before_anything_changes() {
    let directory = workspace("exit 0\n");
    git(directory.path(), &["checkout", "--quiet", "--detach"]);
    for arguments in [&["0.2.0"][..], &["0.2.0", "--dry-run"]] {
        let output = release(&directory, arguments);
        let message = utf8(&output.stderr);
        assert!(!output.status.success() && message.contains("no branch is checked out"), "{message}");
        assert_eq!(git(directory.path(), &["status", "--porcelain"]), "");
    }
}

#[test]
fn a_failed_commit_leaves_edits_and_the_command_that_takes_them_back() {
    let directory = workspace("exit 0\n");
    let hook = directory.path().join(".git/hooks/commit-msg");
    fs::create_dir_all(hook.parent().expect("a directory")).expect("a directory");
    fs::copy("/bin/false", &hook).expect("a hook");
    let message = utf8(&release(&directory, &["0.2.0"]).stderr);
    assert!(message.contains("`git commit` has failed") && message.contains("`git checkout .`"), "{message}");
    assert_eq!(git(directory.path(), &["log", "--format=%s"]), "Begin\n");
    git(directory.path(), &["checkout", "--quiet", "."]);
    assert_eq!(git(directory.path(), &["status", "--porcelain"]), "");
}

#[test]
fn a_command_of_the_workspace_names_its_root_in_a_subdirectory() {
    let directory = workspace("exit 0\n");
    for command in [&["check"][..], &["ci"], &["corpus"], &["release", "0.2.0"]] {
        let below = directory.path().join("codegen");
        let output = Command::new(env!("CARGO_BIN_EXE_xtask")).args(command).current_dir(below).output();
        let output = output.expect("xtask");
        let message = utf8(&output.stderr);
        assert!(!output.status.success() && message.contains("run this at the root of the workspace"), "{message}");
    }
}

#[test]
fn blessing_another_version_of_the_api_updates_the_lock_file() {
    let directory = workspace("exit 0\n");
    for file in [SPEC, OVERLAY, SNAPSHOT, MOCKS, "README.md"] {
        let to = directory.path().join(file);
        fs::create_dir_all(to.parent().expect("a directory")).expect("a directory");
        fs::copy(Path::new(ROOT).join(file), to).expect("a copy");
    }
    let spec = fs::read_to_string(directory.path().join(SPEC)).expect("it");
    fs::write(directory.path().join(SPEC), spec.replacen("version: '2.1'", "version: '2.2'", 1)).expect("a file");
    let xtask = |arguments: &[&str]| {
        let mut xtask = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let xtask = xtask.args(arguments).current_dir(&directory).env("CARGO_NET_OFFLINE", "true");
        xtask.output().expect("xtask").status.success()
    };
    assert!(!xtask(&["check"]));
    assert!(xtask(&["check", "--bless"]));
    assert!(xtask(&["check"]));
    let lock = fs::read_to_string(directory.path().join("Cargo.lock")).expect("it");
    assert!(lock.contains("\nversion = \"0.1.0+api.2.2\"\n"), "{lock}");
}

#[test]
fn every_version_of_this_workspace_agrees() {
    assert_eq!(disagreements(Path::new(ROOT)), Ok(Vec::new()));
}

#[test]
fn each_disagreeing_version_is_one_line() {
    let directory = workspace("exit 0\n");
    let lines = |file: &str, before: &str, after: &str| -> Vec<String> {
        let path = directory.path().join(file);
        let whole = fs::read_to_string(&path).expect("it");
        assert!(whole.contains(before), "{file} has no {before}");
        fs::write(&path, whole.replacen(before, after, 1)).expect("a file");
        let lines = disagreements(directory.path()).expect("a version");
        fs::write(&path, whole).expect("a file");
        lines
    };
    let line = |file: &str, what: &str, expected: &str| {
        [format!("{file}: {what}, and the workspace `0.1.0`; it should be `{expected}`")]
    };
    assert_eq!(
        lines("Cargo.toml", "\"0.1.0+api", "\"0.1.1+api"),
        line("Cargo.toml", "the package has `0.1.1`", "0.1.0")
    );
    for (whose, path) in [("the generator", "codegen"), ("the sandbox", "tests/sandbox")] {
        for requirement in ["0.1.0", "=0.1.1", "^0.1.0"] {
            let what = format!("the requirement of {whose} has `{requirement}`");
            let with = |requirement: &str| format!("version = \"{requirement}\", path = \"{path}\"");
            assert_eq!(lines("Cargo.toml", &with("=0.1.0"), &with(requirement)), line("Cargo.toml", &what, "=0.1.0"));
        }
    }
    for other in ["0.0.9+api.2.1", "0.1.0+api.2.0", "0.1.0"] {
        let found = lines("Cargo.lock", "\nversion = \"0.1.0+api.2.1\"", &format!("\nversion = \"{other}\""));
        let expected = format!(
            "Cargo.lock: `rebilly-customer-auth` has `{other}`, and Cargo.toml `0.1.0+api.2.1`; run `cargo xtask check \
             --bless`"
        );
        assert_eq!(found, [expected]);
    }
    assert_eq!(
        lines("CHANGELOG.md", "- A thing.\n", "- A thing.\n\n## 0.1.1 - 2026-01-01\n\n## 0.1.0 - 2025-01-01\n"),
        line("CHANGELOG.md", "the last release has `0.1.1`", "0.1.0")
    );
    assert_eq!(
        lines("CHANGELOG.md", "## Unreleased", "## Next"),
        ["CHANGELOG.md: the section `## Unreleased` is missing; add it above the releases"]
    );
}
