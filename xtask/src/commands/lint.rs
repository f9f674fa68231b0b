//! Reports every problem of a spec before it is built.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::ValueEnum;
use rebilly_customer_auth_codegen::{self as codegen, Diagnostic, Document};
use serde_json::{Value, json};

use super::fail;
use crate::OVERLAY_FILE;
use crate::generate::one_line;
use crate::lint::findings;

/// The output format of the findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One line per finding.
    #[default]
    Text,
    /// A JSON array of objects.
    Json,
}

/// The exit code if the spec cannot be read.
const UNREADABLE: u8 = 2;

/// Prints the findings of the spec in a file.
pub fn run(file: &Path, format: Format) -> ExitCode {
    let document = match document(file) {
        Ok(document) => document,
        Err(diagnostic) => return fail(diagnostic, ExitCode::from(UNREADABLE)),
    };
    let findings = findings(&document);
    let output = match format {
        Format::Text => findings.iter().map(|finding| one_line(finding) + "\n").collect(),
        Format::Json => json(&findings),
    };
    // The reader may stop early, as `head` does.
    let _ = std::io::stdout().write_all(output.as_bytes());
    match findings.len() {
        0 => return ExitCode::SUCCESS,
        1 => eprintln!("1 finding"),
        count => eprintln!("{count} findings"),
    }
    ExitCode::FAILURE
}

/// Returns the spec as builds use it: with the overlay in its directory, if there is one.
fn document(file: &Path) -> Result<Document, Diagnostic> {
    let document = codegen::parse(file)?;
    let overlay = file.with_file_name(OVERLAY_FILE);
    if overlay.exists() { codegen::apply_overlay(document, &codegen::parse(overlay)?) } else { Ok(document) }
}

fn json(findings: &[Diagnostic]) -> String {
    let object = |Diagnostic { rule, location, message, help, file, position }: &Diagnostic| {
        let (line, column) = position.map(|at| (at.line, at.column)).unzip();
        json!({
            "file": file, "line": line, "column": column, "rule": rule, "location": location.to_string(),
            "message": message, "help": help,
        })
    };
    format!("{:#}\n", findings.iter().map(object).collect::<Value>())
}
