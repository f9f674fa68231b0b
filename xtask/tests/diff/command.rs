//! The command: what it prints last and its exit codes.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn file(name: &str, text: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).expect("a file to compare");
    path
}

fn xtask(arguments: &[&Path]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    command.arg("diff").args(arguments).output().expect("xtask runs")
}

fn document(id: &str, status: &str) -> String {
    format!(
        "openapi: 3.0.3
info: {{ title: T, version: '1' }}
paths:
  /a:
    get: {{ operationId: {id}, tags: [Customer Authentication], responses: {{ 204: {{ description: Done. }}{status} }} }}
"
    )
}

#[test]
fn the_exit_code_and_the_last_line_say_whether_anything_breaks() {
    let old = file("diff-old.yaml", &document("GetA", ""));
    let more = file("diff-more.yaml", &document("GetA", ", 429: { description: Wait. }"));
    let other = file("diff-other.yaml", &document("GetB", ""));
    let cases = [
        (&old, 0, "no change that a caller notices; semver: none"),
        (&more, 1, "0 breaking, 1 additive; semver: minor"),
        (&other, 2, "1 breaking, 0 additive; semver: major"),
    ];
    for (new, code, last) in cases {
        let output = xtask(&[&old, new]);
        let text = String::from_utf8(output.stdout).expect("text");
        assert_eq!(output.status.code(), Some(code), "{text}");
        assert!(text.lines().last().is_some_and(|line| line.starts_with(last)), "{text}");
    }
}

#[test]
fn a_definition_is_imported_first() {
    let old = file("diff-3.0.yaml", &document("GetA", ""));
    let new = document("GetA", "").replace("3.0.3", "3.1.0");
    let new =
        new + "  /b: { get: { operationId: GetB, tags: [Others], responses: { 204: { description: Done. } } } }\n";
    let new = file("diff-3.1.yaml", &new);
    assert_eq!(xtask(&[&old, &new]).status.code(), Some(0));
}

#[test]
fn a_document_that_cannot_be_read_is_no_breaking_change() {
    let sound = file("diff-sound.yaml", &document("GetA", ""));
    let unsound = file("diff-unsound.yaml", "openapi: 2.0.0\n");
    for arguments in [[&unsound, &sound], [&sound, &unsound]] {
        let output = xtask(&arguments.map(PathBuf::as_path));
        let text = String::from_utf8(output.stderr).expect("text");
        assert_eq!(output.status.code(), Some(3), "{text}");
        assert!(text.contains("diff-unsound.yaml:"), "{text}");
    }
}

#[test]
fn a_wrong_command_line_is_no_breaking_change() {
    assert_eq!(xtask(&[Path::new("only-one.yaml")]).status.code(), Some(64));
    assert_eq!(xtask(&[Path::new("--help")]).status.code(), Some(0));
}
