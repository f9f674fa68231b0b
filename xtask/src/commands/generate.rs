//! Generates the client of any spec.

use std::path::Path;

use rebilly_customer_auth_codegen::parse;

use super::import::print_repairs;
use crate::generate::{Generated, generate, one_line};
use crate::import::{STDIN, Selection};

/// Writes the client of the selected operations to `out`, or to standard output without it or for `-`. Prints one line
/// on standard error for each repair and for each operation that is left out. Fails if all are.
pub fn run(spec: &Path, selection: &Selection, out: Option<&Path>) -> Result<(), String> {
    let out = out.filter(|out| *out != Path::new(STDIN));
    let parent = out.and_then(Path::parent).filter(|parent| !parent.as_os_str().is_empty());
    if let Some(missing) = parent.filter(|parent| !parent.is_dir()) {
        return Err(format!("{} is not a folder; create it first", missing.display()));
    }
    let generated = parse(spec).and_then(|upstream| generate(upstream, selection));
    let Generated { code, repairs, ignored, left_out, count } =
        generated.map_err(|diagnostic| diagnostic.to_string())?;
    print_repairs(&repairs);
    for diagnostic in &ignored {
        eprintln!("{}", one_line(diagnostic));
    }
    for (id, diagnostic) in &left_out {
        eprintln!("left out: {}: {}", one_line(id), one_line(diagnostic));
    }
    eprintln!("generated {}, left out {} of {count} operations", count - left_out.len(), left_out.len());
    if code.is_empty() {
        return Err("no operation can be generated".to_owned());
    }
    let Some(out) = out else {
        print!("{code}");
        return Ok(());
    };
    std::fs::write(out, code).map_err(|error| format!("{} cannot be written: {error}", out.display()))
}
