//! Checks of generated files.

use std::fs;
use std::path::Path;

use tempfile::TempDir;
use xtask::check::{MOCKS, SNAPSHOT, stale};
use xtask::edit::Edit;
use xtask::{OVERLAY, SPEC};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A copy of the checked files.
fn workspace() -> TempDir {
    let copy = TempDir::new().expect("a directory");
    for file in [SPEC, OVERLAY, SNAPSHOT, MOCKS, "README.md", "Cargo.toml"] {
        let to = copy.path().join(file);
        fs::create_dir_all(to.parent().expect("a directory")).expect("a directory");
        fs::copy(Path::new(ROOT).join(file), to).expect("a copy");
    }
    copy
}

fn change(copy: &TempDir, file: &str, before: &str, after: &str) {
    let path = copy.path().join(file);
    let source = fs::read_to_string(&path).expect("a file");
    assert!(source.contains(before), "{file} has no `{before}`");
    fs::write(path, source.replacen(before, after, 1)).expect("a file");
}

#[test]
fn the_snapshots_and_the_readme_are_up_to_date() {
    let differences: Vec<String> = stale(Path::new(ROOT)).expect("a client").iter().map(Edit::difference).collect();
    assert_eq!(differences, [""; 0], "run `cargo xtask check --bless` and commit the changes");
}

#[test]
fn a_spec_change_is_shown_as_a_difference() {
    let copy = workspace();
    change(&copy, SPEC, "summary: Read a credential\n", "summary: Look at a credential\n");
    let stale = stale(copy.path()).expect("a client");
    let paths: Vec<&str> = stale.iter().map(|file| file.path).collect();
    assert_eq!(paths, [SNAPSHOT, "README.md"]);
    let difference = stale[1].difference();
    let changed = |sign: char, summary: &str| {
        difference
            .lines()
            .any(|line| line.starts_with(sign) && line.contains("`get_credential`") && line.ends_with(summary))
    };
    assert!(changed('-', "| Read a credential |") && changed('+', "| Look at a credential |"), "{difference}");
}

#[test]
fn a_change_of_a_generated_file_is_shown_as_a_difference() {
    for (file, declaration) in [(SNAPSHOT, "pub const API_VERSION"), (MOCKS, "pub mod operations")] {
        let copy = workspace();
        let other = format!("{declaration}_2");
        change(&copy, file, declaration, &other);
        let stale = stale(copy.path()).expect("a client");
        assert_eq!(stale[0].path, file);
        assert!(stale[0].difference().contains(&format!("-{other}")), "{}", stale[0].difference());
    }
}

#[test]
fn the_api_version_is_the_build_metadata_of_the_crate() {
    let copy = workspace();
    change(&copy, SPEC, "version: '2.1'", "version: 2.2 beta");
    let stale = stale(copy.path()).expect("a client");
    let difference = stale.last().expect("the manifest").difference();
    assert!(difference.contains("+api.2.1\"\n"), "{difference}");
    assert!(difference.contains("+api.2.2-beta\"\n"), "{difference}");
}

#[test]
fn a_readme_without_table_markers_is_an_error() {
    let copy = workspace();
    change(&copy, "README.md", "<!-- keys -->", "");
    let what = stale(copy.path()).expect_err("a diagnostic");
    assert_eq!(what, "README.md: the markers of a table are missing; add `<!-- keys -->` and `<!-- /keys -->`");
}
