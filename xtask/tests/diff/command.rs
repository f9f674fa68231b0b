//! The command: its last line and its exit codes.

use std::path::{Path, PathBuf};
use std::process::Command;

const OWN: &str = include_str!("../../../spec/customer-authentication.yaml");

fn file(name: &str, source: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, source).expect("a file to compare");
    path
}

/// Returns the exit code, the output and the error output.
fn xtask(arguments: &[&Path]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let output = command.arg("diff").args(arguments).output().expect("xtask runs");
    let [printed, errors] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
    (output.status.code(), printed, errors)
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
fn the_exit_code_and_the_last_line_report_the_level() {
    let old = file("diff-old.yaml", &document("GetA", ""));
    let more = file("diff-more.yaml", &document("GetA", ", 429: { description: Wait. }"));
    let other = file("diff-other.yaml", &document("GetB", ""));
    let cases = [
        (&old, 0, "no change that a caller notices; semver: none"),
        (&more, 1, "0 breaking, 1 additive; semver: minor"),
        (&other, 2, "3 breaking, 0 additive; semver: major"),
    ];
    for (new, code, last) in cases {
        let (found, source, _) = xtask(&[&old, new]);
        assert_eq!(found, Some(code), "{source}");
        assert!(source.lines().last().is_some_and(|line| line.starts_with(last)), "{source}");
    }
}

#[test]
fn both_specs_are_imported_first() {
    let old = file("diff-3.0.yaml", &document("GetA", ""));
    let new = document("GetA", "").replace("3.0.3", "3.1.0");
    let new =
        new + "  /b: { get: { operationId: GetB, tags: [Others], responses: { 204: { description: Done. } } } }\n";
    let new = file("diff-3.1.yaml", &new);
    assert_eq!(xtask(&[&old, &new]).0, Some(0));
}

#[test]
fn an_unreadable_spec_has_its_own_exit_code() {
    let sound = file("diff-sound.yaml", &document("GetA", ""));
    let unsound = file("diff-invalid.yaml", "openapi: 2.0.0\n");
    for arguments in [[&unsound, &sound], [&sound, &unsound]] {
        let (code, _, source) = xtask(&arguments.map(PathBuf::as_path));
        assert_eq!(code, Some(3), "{source}");
        assert!(source.contains("diff-invalid.yaml:"), "{source}");
    }
}

#[test]
fn what_only_one_spec_has_is_gone_or_new() {
    let both_text = document("GetA", "").replace(
        "paths:",
        "paths:\n  /b: { get: { operationId: GetB, tags: [Others], responses: { 204: { description: Done. } } } }",
    );
    let (both, one) = (file("diff-both.yaml", &both_text), file("diff-one.yaml", &document("GetA", "")));
    let select = |old: &PathBuf, new: &PathBuf, option: &str, value: &str| {
        let (code, source, _) = xtask(&[old, new, Path::new(option), Path::new(value)]);
        (code, source)
    };
    for (option, value) in [("--tag", "Others"), ("--operation", "GetB")] {
        let (code, source) = select(&both, &one, option, value);
        assert_eq!((code, source.lines().next()), (Some(2), Some("breaking  GetB: the operation is gone")));
        let (code, source) = select(&one, &both, option, value);
        assert_eq!((code, source.lines().next()), (Some(1), Some("additive  GetB: the operation is new")));
    }
    let retagged = file("diff-retagged.yaml", &both_text.replace("tags: [Others]", "tags: [Others, New]"));
    let moved = "breaking  GetB: the operation has the tag `Customer Authentication` now and is not selected; select it with --tag or --operation";
    let elsewhere = file("diff-elsewhere.yaml", &both_text.replace("Others", "Customer Authentication"));
    assert_eq!(select(&both, &elsewhere, "--tag", "Others").1.lines().next(), Some(moved));
    assert_eq!(select(&both, &retagged, "--tag", "Others").0, Some(0));
    assert_eq!(select(&both, &one, "--tag", "Neither").0, Some(3));
    let other = file("diff-other-one.yaml", &document("GetB", "").replace("Customer Authentication", "Others"));
    let arguments: Vec<&Path> = ["--operation", "GetA", "--operation", "GetB"].iter().map(Path::new).collect();
    let (code, ..) = xtask(&[[one.as_path(), other.as_path()].as_slice(), &arguments].concat());
    assert_eq!(code, Some(2), "each spec has one of the operations");
    assert_eq!(select(&both, &one, "--leave-out", "GetB").0, Some(0));
}

#[test]
fn an_operation_that_the_generator_leaves_out_is_no_operation() {
    let source = |media_type: &str| {
        let schema = "{ type: object, properties: { id: { type: string, readOnly: true } } }";
        let content = format!("content: {{ {media_type}: {{ schema: {{ $ref: '#/components/schemas/A' }} }} }}");
        let post = format!(
            "operationId: PostA, tags: [Customer Authentication], requestBody: {{ required: true, {content} }}"
        );
        let get = document("GetA", "");
        format!(
            "{get}    post: {{ {post}, responses: {{ 204: {{ description: Done. }} }} }}\ncomponents: {{ schemas: {{ A: {schema} }} }}\n"
        )
    };
    let old = file("diff-line.yaml", &source("application/x-www-form-urlencoded"));
    let parts = file("diff-parts.yaml", &source("multipart/form-data"));
    let json = file("diff-json.yaml", &source("application/json"));
    let first = |old: &PathBuf, new: &PathBuf| {
        let (code, source, _) = xtask(&[old, new]);
        (code, source.lines().next().unwrap_or_default().to_owned())
    };
    assert_eq!(first(&old, &parts).0, Some(0));
    assert_eq!(first(&old, &json), (Some(1), "additive  PostA: the operation is new".to_owned()));
    let (.., note) = xtask(&[&old, &json]);
    assert!(note.starts_with("note: the client of the old spec has no PostA, so that its changes are"), "{note}");
    let gone = "breaking  PostA: the operation is gone, because the generator leaves it out: the content is `multipart/form-data` and not JSON";
    assert_eq!(first(&json, &parts), (Some(2), gone.to_owned()));
    let cookie = "parameters: [{ name: s, in: cookie, required: true, schema: { type: string } }], tags";
    let only = file("diff-only.yaml", &document("GetA", ""));
    let unsupported = file("diff-cookie.yaml", &document("GetA", "").replacen("tags", cookie, 1));
    let gone = "breaking  GetA: the operation is gone, because the generator leaves it out: the required cookie `s` is not supported";
    assert_eq!(first(&only, &unsupported), (Some(2), gone.to_owned()));
    assert_eq!(first(&unsupported, &only), (Some(1), "additive  GetA: the operation is new".to_owned()));
}

#[test]
fn an_action_of_the_overlay_that_does_not_match_changes_no_other_name() {
    let old = file("diff-own.yaml", OWN);
    let new = file("diff-own-new.yaml", &OWN.replace("oneTimePassword:", "oneTimeCode:"));
    let (_, lines, notes) = xtask(&[old.as_path(), new.as_path()]);
    assert!(!notes.contains("types have the names of the specs"), "{notes}");
    assert!(lines.contains("no longer secret, if it took the place of `one_time_password: Option<Secret>`"), "{lines}");
}

#[test]
fn an_action_of_the_overlay_that_refers_to_a_renamed_component_removes_no_operation() {
    let old = file("diff-named.yaml", OWN);
    let new = file(
        "diff-renamed.yaml",
        &OWN.replace("AuthenticationOptions:", "Options:")
            .replace("schemas/AuthenticationOptions'", "schemas/Options'"),
    );
    let (_, lines, _) = xtask(&[old.as_path(), new.as_path()]);
    let expected = "breaking  Rust types::AuthenticationOptions: the type is now called `Options`
breaking  Rust types::AuthenticationOptionsRequest: the type is now called `OptionsRequest`
2 breaking, ";
    assert!(lines.starts_with(expected), "{lines}");
}

#[test]
fn a_wrong_command_line_has_its_own_exit_code() {
    assert_eq!(xtask(&[Path::new("only-one.yaml")]).0, Some(64));
    assert_eq!(xtask(&[Path::new("--help")]).0, Some(0));
}
