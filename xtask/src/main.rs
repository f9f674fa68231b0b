//! The maintainers' commands of rebilly-customer-auth.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use xtask::commands::{
    at_root, check, ci, corpus, diff, drift, exit_code, generate, import, lint, overlay, release, sandbox,
};
use xtask::import::Selection;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    /// The generated files are the snapshots of the client and of its typed mocks, the tables of the README, and the
    /// API's version in the crate's version. Exits with 0, or with 1 and the differences. Run it at the root of the
    /// workspace.
    Check {
        /// Rewrite the files that are out of date, also the lock files.
        #[arg(long)]
        bless: bool,
    },
    /// Run the same gates as CI, in the same order.
    ///
    /// Runs `.ci/run`, which installs missing tools, and exits with its exit code. Run it at the root of the workspace.
    Ci,
    /// Build and test a client of each spec in a directory.
    ///
    /// Generates all operations of each spec and builds the client with the runtime; a Rust file with the same name is
    /// its test. Exits with 0, or with 1 if a build or a test fails. Run it at the root of the workspace.
    Corpus {
        /// The directory.
        #[arg(default_value = "tests/corpus")]
        folder: PathBuf,
    },
    /// Report what a caller notices of a spec change, and which release it requires.
    ///
    /// Accepts the same specs and selection as `import`. Each line is one change, `breaking` or `additive`; the last
    /// line is the release. xtask/README.md has the rules. Exits with 0 if nothing changed, 1 for additive changes
    /// only, 2 for breaking changes, and 3 if a spec cannot be imported.
    Diff {
        /// The old spec.
        old: PathBuf,
        /// The new spec.
        new: PathBuf,
        #[command(flatten)]
        selection: Selection,
    },
    /// Check whether the upstream spec has changed since the last import.
    ///
    /// Accepts the same specs and selection as `import`. Compares the upstream spec with
    /// spec/customer-authentication.yaml like `diff`, unless it has the hash in `x-imported-from`. Exits with 0 if it
    /// is the same or a caller notices nothing, 1 for additive changes only, 2 for breaking changes, and 3 if one of
    /// the two cannot be read.
    Drift {
        /// The upstream spec: a file, an https URL, or `-` for standard input.
        file: PathBuf,
        #[command(flatten)]
        selection: Selection,
    },
    /// Import an upstream API definition.
    ///
    /// Accepts YAML or JSON, OpenAPI 3.0 or 3.1, one file or many, the whole API or a part. Keeps the selected
    /// operations and exactly the components that they use, and records the origin in `info`. Prints each repair, and
    /// each operation that cannot be generated, as a line on standard error. Prints what a caller notices, and which
    /// release it requires, on standard output. Exits with 0, or with 1 if the upstream spec cannot be imported or if
    /// the overlay no longer applies to the written spec.
    Import {
        /// The upstream spec: a file, an https URL, or `-` for standard input.
        file: PathBuf,
        #[command(flatten)]
        selection: Selection,
        /// The date of the upstream spec, such as 2026-08-31. Default: its version, if that is a date.
        #[arg(long, value_parser = xtask::import::date)]
        date: Option<String>,
        /// The file to write; `-` for standard output.
        #[arg(long, default_value = xtask::SPEC)]
        out: PathBuf,
    },
    /// Generate the formatted client of any spec.
    ///
    /// Imports the spec first and applies no overlay. Prints each repair, and each operation that is left out with the
    /// reason, as a line on standard error. Exits with 0, or with 1 if nothing can be generated.
    Generate {
        /// The spec.
        #[arg(long)]
        spec: PathBuf,
        /// The file to write. Default: standard output, as for `-`.
        #[arg(long)]
        out: Option<PathBuf>,
        /// Generate all operations, not only those of customer authentication.
        #[arg(long, conflicts_with_all = ["tags", "operations"])]
        all: bool,
        #[command(flatten)]
        selection: Selection,
    },
    /// Report every problem of a spec before it is built.
    ///
    /// Prints each finding as `file:line:column: rule: location: message; help`, also for each operation that a build
    /// rejects. xtask/README.md lists the rules.
    ///
    /// Exits with 0 without findings, 1 with findings, and 2 if the spec cannot be read or its overlay does not apply.
    Lint {
        /// The spec, as YAML or JSON.
        #[arg(default_value = xtask::SPEC)]
        file: PathBuf,
        /// The format of the findings.
        #[arg(long, value_enum, default_value_t)]
        format: lint::Format,
    },
    /// Print the spec with its overlay applied, as builds use it.
    ///
    /// For tools that do not support overlays. Exits with 0, or with 1 and the location of the error.
    Overlay {
        /// The spec.
        #[arg(default_value = xtask::SPEC)]
        file: PathBuf,
        /// The overlay.
        #[arg(long, default_value = xtask::OVERLAY)]
        overlay: PathBuf,
    },
    /// Release a version: set it everywhere, move the unreleased changes in the changelog, run the gates, commit and
    /// tag.
    ///
    /// Pushes and publishes nothing; the last lines are the commands for that. Exits with 0, or with 1 if there are
    /// uncommitted changes, no branch is checked out, the version does not follow the present one, or a gate fails. Run
    /// it at the root of the workspace.
    Release {
        /// The version, such as 0.2.0.
        version: semver::Version,
        /// The date of the release. Default: today.
        #[arg(long, value_parser = xtask::import::date)]
        date: Option<String>,
        /// Print the changes and the commands without executing them.
        #[arg(long)]
        dry_run: bool,
    },
    /// Run the fake server by itself, until interrupted.
    ///
    /// Serves a page at `/explorer` that can call every operation. Prints the one-time password of each login that
    /// requires one.
    Sandbox {
        /// The port on 127.0.0.1; 0 chooses a free port.
        #[arg(long, default_value_t = 0)]
        port: u16,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::try_parse().unwrap_or_else(|error| {
        let _ = error.print();
        // clap's exit code for a wrong command line is 2, which `diff` uses for breaking changes.
        std::process::exit(if error.use_stderr() { 64 } else { 0 })
    });
    match arguments.command {
        Command::Check { bless } => at_root(|root| check::run(root, bless)),
        Command::Ci => at_root(|root| Ok(ci::run(root))),
        Command::Corpus { folder } => at_root(|root| corpus::run(root, &folder)),
        Command::Diff { old, new, selection } => diff::run(&old, &new, &selection.or_own()),
        Command::Drift { file, selection } => drift::run(Path::new(xtask::SPEC), &file, &selection.or_own()),
        Command::Generate { spec, out, all, selection } => {
            let selection = if all { selection } else { selection.or_own() };
            exit_code(generate::run(&spec, &selection, out.as_deref()))
        }
        Command::Import { file, selection, date, out } => {
            exit_code(import::run(&file, &selection.or_own(), date.as_deref(), &out))
        }
        Command::Lint { file, format } => lint::run(&file, format),
        Command::Overlay { file, overlay } => exit_code(overlay::run(&file, &overlay)),
        Command::Release { version, date, dry_run } => {
            let date = date.unwrap_or_else(|| chrono::Utc::now().date_naive().to_string());
            at_root(|root| release::run(root, &version, &date, dry_run))
        }
        Command::Sandbox { port } => exit_code(sandbox::run(port).await),
    }
}
