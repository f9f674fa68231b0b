//! Builds and tests a client of each spec in a directory.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rebilly_customer_auth_codegen as codegen;

use crate::generate::{Generated, generate};
use crate::import::Selection;

/// The result for one spec.
#[derive(Debug)]
pub(crate) struct Outcome {
    /// The spec.
    pub(crate) spec: PathBuf,
    /// The numbers of generated operations and of all operations.
    pub(crate) operations: (usize, usize),
    /// The output of the failure, if any.
    pub(crate) failure: Option<String>,
}

/// Generates the client of each spec in a directory, builds it with the runtime of the workspace at `root`, and runs
/// the test with the same name in the directory.
///
/// # Errors
/// Returns an error if a directory cannot be read or written.
pub(crate) fn outcomes(root: &Path, folder: &Path) -> std::io::Result<Vec<Outcome>> {
    let mut specs: Vec<PathBuf> = fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    specs.retain(|path| {
        path.extension().is_some_and(|extension| ["yaml", "yml", "json"].iter().any(|it| extension == *it))
    });
    specs.sort();
    specs.into_iter().map(|spec| one(root, folder, spec)).collect()
}

fn one(root: &Path, folder: &Path, spec: PathBuf) -> std::io::Result<Outcome> {
    let mut outcome = Outcome { spec, operations: (0, 0), failure: None };
    match codegen::parse(&outcome.spec).and_then(|spec| generate(spec, &Selection::default())) {
        Err(diagnostic) => outcome.failure = Some(diagnostic.to_string()),
        Ok(Generated { left_out, count, .. }) if left_out.len() == count => {
            outcome.operations = (0, count);
            outcome.failure = left_out.first().map(|(_, diagnostic)| diagnostic.to_string());
        }
        Ok(Generated { code, left_out, count, .. }) => {
            outcome.operations = (count - left_out.len(), count);
            let package = package(root, folder, &outcome.spec, &code)?;
            outcome.failure = test(root, &package)?;
        }
    }
    Ok(outcome)
}

/// Writes the package: the runtime with another client, without the parts that need the workspace.
fn package(root: &Path, folder: &Path, spec: &Path, code: &str) -> std::io::Result<PathBuf> {
    let package = root.join("target/corpus");
    if package.exists() {
        fs::remove_dir_all(&package)?;
    }
    copy(&root.join("src"), &package.join("src"))?;
    fs::write(package.join("src/generated/client.rs"), code)?;
    // The README's examples use the project's own API.
    fs::write(package.join("README.md"), "A client of the corpus.\n")?;
    fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock"))?;
    fs::write(package.join("Cargo.toml"), manifest(&fs::read_to_string(root.join("Cargo.toml"))?))?;
    let tests = package.join("tests");
    copy(&root.join("tests/it/support/server"), &tests.join("support/server"))?;
    let (test, support) = (spec.with_extension("rs"), folder.join("support.rs"));
    if test.exists() {
        fs::copy(test, tests.join("wire.rs"))?;
        fs::copy(support, tests.join("support/mod.rs"))?;
    }
    Ok(package)
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &to.join(entry.file_name()))?,
            false => fs::copy(entry.path(), to.join(entry.file_name())).map(|_| ())?,
        }
    }
    Ok(())
}

/// Returns the manifest of the client: its dependencies and features, without the generator and the tests.
fn manifest(workspace: &str) -> String {
    let start = workspace.find("\n[package]\n").unwrap_or_default();
    let end = workspace.find("\n[dev-dependencies]\n").unwrap_or(workspace.len());
    let lines = workspace[start..end].lines().map(|line| match line.split_once('=') {
        Some((key, _)) if key.starts_with("edition.workspace") => "edition = \"2024\"".to_owned(),
        Some((key, _)) if key.ends_with(".workspace ") => String::new(),
        Some(("default ", _)) => "default = [\"rustls\"]".to_owned(),
        Some(("generate ", _)) => "generate = []".to_owned(),
        Some(("workspace ", _)) => "rust = { unsafe_code = \"forbid\", missing_docs = \"deny\" }".to_owned(),
        _ => line.to_owned(),
    });
    let lines: Vec<String> = lines.collect();
    let features = r#""io-util", "macros", "net", "rt-multi-thread", "test-util", "time""#;
    let tokio = format!("tokio = {{ version = \"1\", features = [{features}] }}");
    format!("[workspace]\n{}\n[dev-dependencies]\nserde_json = \"1\"\n{tokio}\n", lines.join("\n"))
}

/// Builds and tests a package. Returns cargo's output if that fails.
fn test(root: &Path, package: &Path) -> std::io::Result<Option<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["test", "--quiet", "--lib", "--tests", "--manifest-path"])
        .arg(package.join("Cargo.toml"))
        .arg("--target-dir")
        .arg(root.join("target"))
        .output()?;
    let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok((!output.status.success()).then(|| shown(&output.stderr) + &shown(&output.stdout)))
}
