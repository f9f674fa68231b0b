//! The facts in README.md and SECURITY.md that no doctest checks.

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
    let security = include_str!("../../SECURITY.md");
    // A test is `name` or `module::name`, a sentence with underscores.
    let names = security.split('`').skip(1).step_by(2).filter_map(|it| it.rsplit("::").next());
    let tests: Vec<&str> = names.filter(|name| name.matches('_').count() > 3 && !name.contains(['.', '/'])).collect();
    assert!(tests.len() > 30, "{tests:?}");
    for name in tests {
        assert!(code.contains(&format!("fn {name}(")), "there is no test `{name}`");
    }
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
