//! The maintainers' commands of rebilly-customer-auth.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::import::Selection;
use xtask::lint;

/// The maintainers' commands of rebilly-customer-auth.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check that generated files are up to date and that all versions agree.
    ///
    /// The generated files are the snapshots of the client and of its typed mocks, the tables of the README, and the API's
    /// version in that of the crate. Exits with 0, or with 1 and what differs. Run it at the root of the workspace.
    Check {
        /// Write what differs in its location.
        #[arg(long)]
        bless: bool,
    },
    /// Run what CI runs, in the same order.
    ///
    /// That is `.ci/run`, which installs the tools that are missing. Exits with what it exits with. To be run at the root
    /// of the workspace.
    Ci,
    /// Build and test a client of each spec in a folder.
    ///
    /// Each spec is generated whole and built with the runtime; a Rust file with the same name beside it is its test. Exits
    /// with 0, or with 1 if one does not build or a test fails. To be run at the root of the workspace.
    Corpus {
        /// The folder.
        #[arg(default_value = "tests/corpus")]
        folder: PathBuf,
    },
    /// Report what a caller notices of a change of the spec, and which release it asks for.
    ///
    /// Takes what `import` takes. Each line is one change, `breaking` or `additive`; the last line is the release.
    /// xtask/README.md has the rules. Exits with 0 if nothing changed, 1 for additive changes alone, 2 for breaking ones,
    /// and 3 if a spec cannot be imported.
    Diff {
        /// The old spec.
        old: PathBuf,
        /// The new spec.
        new: PathBuf,
    },
    /// Check whether the upstream spec has changed since it was imported.
    ///
    /// Takes what `import` takes, with the same selection. Compares it with spec/customer-authentication.yaml as `diff`
    /// does, unless it has the hash that `x-imported-from` keeps there. Exits with 0 if it is the same or a caller notices
    /// nothing, 1 for additive changes alone, 2 for breaking ones, and 3 if one of the two cannot be read.
    Drift {
        /// The upstream spec; `-` for the standard input.
        file: PathBuf,
        #[command(flatten)]
        selection: Selection,
    },
    /// Import an upstream API definition.
    ///
    /// Takes YAML or JSON, OpenAPI 3.0 or 3.1, in one file or split over many, of the whole API or a part. Keeps the
    /// selected operations and exactly what they use, and says in `info` what it was imported from. Each repair, and each
    /// operation that cannot be generated, is a line on the standard error. What a caller notices of the change, and the
    /// release that it asks for, goes to the standard output. Exits with 0; or with 1 when the upstream spec cannot be
    /// imported, and when the overlay beside the written spec no longer fits it.
    Import {
        /// The upstream spec; `-` for the standard input.
        file: PathBuf,
        #[command(flatten)]
        selection: Selection,
        /// The date of the upstream spec, such as 2026-08-31; its version if that is one.
        #[arg(long, value_parser = xtask::import::date)]
        date: Option<String>,
        /// Where to write the spec; `-` for the standard output.
        #[arg(long, default_value = xtask::DOCUMENT)]
        out: PathBuf,
    },
    /// Generate the formatted client of any spec.
    ///
    /// The spec is imported first and the overlay is not applied. Each repair, and each operation that has to be left
    /// out, is a line on the standard error that says why. Exits with 0, or with 1 when nothing can be generated.
    Generate {
        /// The spec.
        #[arg(long)]
        spec: PathBuf,
        /// Where to write the client; the standard output unless it is given.
        #[arg(long)]
        out: Option<PathBuf>,
        /// Take all operations, not just those of customer authentication.
        #[arg(long, conflicts_with_all = ["tags", "operations"])]
        all: bool,
        #[command(flatten)]
        selection: Selection,
    },
    /// Report every problem of a spec before it is built.
    ///
    /// Prints each finding as `file:line:column: rule: location: message; help`, and each operation that a build would
    /// refuse. The rules are listed in xtask/README.md.
    ///
    /// Exit codes: 0 there is no finding, 1 there are findings, 2 the spec cannot be read.
    Lint {
        /// The spec, as YAML or JSON.
        #[arg(default_value = xtask::DOCUMENT)]
        file: PathBuf,
        /// How to print the findings.
        #[arg(long, value_enum, default_value_t)]
        format: lint::Format,
    },
    /// Print the spec with its overlay applied, as it is built from.
    ///
    /// For tools that do not support overlays. Exits with 0, or with 1 and the location of the error.
    Overlay {
        /// The spec.
        #[arg(default_value = xtask::DOCUMENT)]
        file: PathBuf,
        /// The overlay.
        #[arg(long, default_value = xtask::OVERLAY)]
        overlay: PathBuf,
    },
    /// Release a version: set it everywhere, move what is unreleased in the changelog, run the gates, commit and tag.
    ///
    /// Nothing is pushed or published; the last lines are the commands that do so. Exits with 0, or with 1 when there are
    /// uncommitted changes or a gate fails. Run it at the root of the workspace.
    Release {
        /// The version, such as 0.2.0.
        version: semver::Version,
        /// The date of the release; today unless it is given.
        #[arg(long, value_parser = xtask::import::date)]
        date: Option<String>,
        /// Print what would be changed and run, and change nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Run the fake server alone, until it is interrupted.
    ///
    /// At `/explorer` it has a page on which all operations can be tried.
    Sandbox {
        /// The port on 127.0.0.1 to listen on; 0 takes any that is free.
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::try_parse().unwrap_or_else(|error| {
        let _ = error.print();
        // clap's own code for a wrong command line is 2, which `diff` has another use for.
        std::process::exit(if error.use_stderr() { 64 } else { 0 })
    });
    match arguments.command {
        Command::Check { bless } => xtask::check::run(Path::new("."), bless),
        Command::Ci => xtask::ci::run(Path::new(".")),
        Command::Corpus { folder } => corpus(&folder),
        Command::Diff { old, new } => xtask::diff::run(&old, &new),
        Command::Drift { file, selection } => xtask::drift::run(Path::new(xtask::DOCUMENT), &file, &selection.or_own()),
        Command::Generate { spec, out, all, selection } => {
            let selection = if all { selection } else { selection.or_own() };
            xtask::generate::run(&spec, &selection, out.as_deref())
        }
        Command::Import { file, selection, date, out } => {
            xtask::import::run(&file, &selection.or_own(), date.as_deref(), &out)
        }
        Command::Lint { file, format } => lint::run(&file, format),
        Command::Overlay { file, overlay } => xtask::overlay::run(&file, &overlay),
        Command::Release { version, date, dry_run } => {
            let date = date.unwrap_or_else(|| chrono::Utc::now().date_naive().to_string());
            xtask::release::run(Path::new("."), &version, &date, dry_run)
        }
        Command::Sandbox { port } => xtask::sandbox::run(port).await,
    }
}

fn corpus(folder: &Path) -> ExitCode {
    let outcomes = match xtask::corpus::run(Path::new("."), folder) {
        Ok(outcomes) => outcomes,
        Err(error) => {
            eprintln!("{}: {error}", folder.display());
            return ExitCode::FAILURE;
        }
    };
    for outcome in &outcomes {
        let (generated, all) = outcome.operations;
        let result = if outcome.failure.is_some() { "failed" } else { "passed" };
        println!("{}: generated {generated} of {all} operations, {result}", outcome.spec.display());
        outcome.failure.iter().for_each(|failure| println!("{failure}"));
    }
    match outcomes.iter().all(|outcome| outcome.failure.is_none()) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}
