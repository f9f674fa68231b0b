//! The facts in README.md and SECURITY.md that no doctest checks.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[test]
fn the_versions_of_the_re_exported_crates_are_those_of_the_manifest() {
    let (readme, manifest) = (include_str!("../../README.md"), include_str!("../../Cargo.toml"));
    for name in ["chrono", "httpmock", "reqwest"] {
        let required = manifest.split_once(&format!("\n{name} = {{ version = \"")).expect(name).1;
        let minor: Vec<&str> = required.split(['.', '"']).take(2).collect();
        assert!(readme.contains(&format!("`{name}` {}", minor.join("."))), "{name} {}", minor.join("."));
    }
}

#[test]
fn each_test_that_security_md_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut code = String::new();
    for directory in ["src", "tests", "codegen", "xtask"] {
        read_rust(&root.join(directory), &mut code);
    }
    let tests = tests(&code);
    let (_, table) = include_str!("../../SECURITY.md").split_once("| guarantee | test |\n").expect("the table");
    let rows = table.lines().take_while(|line| line.starts_with('|'));
    let names = rows.filter_map(|row| row.rsplit(" | ").next()).flat_map(|cell| cell.split('`').skip(1).step_by(2));
    // With a space, it is a command or a row of a table of network faults.
    let names: Vec<&str> = names.filter(|name| !name.contains(' ')).collect();
    assert!(names.len() > 50, "{names:?}");
    for name in names {
        let is_module = |name: &str| root.join(format!("tests/it/{name}.rs")).is_file();
        let exists = match name.split_once("::") {
            Some((module, test)) => is_module(module) && tests.contains(test),
            None if name.contains(['/', '.']) => root.join(name).exists(),
            None => is_module(name) || tests.contains(name),
        };
        assert!(exists, "there is no `{name}`");
    }
}

/// The names of the functions with the attribute of a test.
fn tests(code: &str) -> BTreeSet<&str> {
    let (mut names, mut is_test) = (BTreeSet::new(), false);
    for line in code.lines().map(str::trim_start) {
        is_test |= line.starts_with("#[test]") || line.starts_with("#[tokio::test");
        if let Some((name, _)) = line.split_once("fn ").and_then(|(_, rest)| rest.split_once('('))
            && std::mem::take(&mut is_test)
        {
            names.insert(name);
        }
    }
    names
}

/// Reads all Rust code below a directory.
fn read_rust(directory: &Path, code: &mut String) {
    for entry in fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read_rust(&path, code);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            code.push_str(&fs::read_to_string(&path).expect("a file"));
        }
    }
}
