//! The facts in the README that no doctest checks.

#[test]
fn the_versions_of_the_re_exported_crates_are_those_of_the_manifest() {
    let (readme, manifest) = (include_str!("../../README.md"), include_str!("../../Cargo.toml"));
    for name in ["chrono", "httpmock", "reqwest"] {
        let required = manifest.split_once(&format!("\n{name} = {{ version = \"")).expect(name).1;
        let minor: Vec<&str> = required.split(['.', '"']).take(2).collect();
        assert!(readme.contains(&format!("`{name}` {}", minor.join("."))), "{name} {}", minor.join("."));
    }
}
