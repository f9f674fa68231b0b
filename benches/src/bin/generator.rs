//! The processor time and peak memory of each stage of the generator: for our own spec and, if an upstream spec is
//! given, for growing fifths of it, so that the growth shows.
//!
//! Each run is a separate process, like a build script. In one process, a small spec would reuse memory from the run
//! before, and a large spec would not.

use std::error::Error;
use std::path::Path;
use std::process::Command;

use rebilly_customer_auth_benches::cpu;
use rebilly_customer_auth_benches::generator::{Case, STAGES, print_run};

const ROUNDS: usize = 9;
/// The argument for a single run.
const RUN: &str = "run";
/// The program for a single run that counts memory, which takes time.
const MEMORY: &str = "generator-memory";

/// The optimised program is measured with the allocator of xtask, the debug build with that of a build script.
#[cfg(not(debug_assertions))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Stages = [f64; STAGES.len()];

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [RUN, ref path @ ..] => print_run(path.first().copied(), |work| {
            let began = cpu::of_thread();
            work();
            (cpu::of_thread() - began).as_secs_f64() * 1_000.0
        }),
        [] => compare(&[]),
        [upstream, ..] => compare(&Case::fifths(Path::new(upstream))?),
    }
}

/// Measures our own spec and these cases.
fn compare(fifths: &[Case]) -> Result<(), Box<dyn Error>> {
    println!("operations\tlines in\tlines out\tof\t{}\tall\tlowest\thighest", STAGES.join("\t"));
    measure(&Case::own(), None)?;
    for case in fifths {
        let path = std::env::temp_dir().join(format!("generator-{}.yaml", std::process::id()));
        std::fs::write(&path, &case.source)?;
        let measured = measure(case, path.to_str());
        std::fs::remove_file(&path)?;
        measured?;
    }
    Ok(())
}

/// Prints the cost of a case, whose spec is this file or our own.
fn measure(case: &Case, path: Option<&str>) -> Result<(), Box<dyn Error>> {
    let program = std::env::current_exe()?;
    let rounds: Vec<Stages> =
        (0..ROUNDS).map(|_| run(Command::new(&program).arg(RUN).args(path))).collect::<Result<_, _>>()?;
    let times: Stages = std::array::from_fn(|stage| median(rounds.iter().map(|times| times[stage]).collect()));
    let peaks = run(Command::new(program.with_file_name(MEMORY)).args(path))?;
    let (operations, lines) = (case.operations()?, case.source.lines().count());
    let code_lines = case.run(&mut |_, work| work())?.lines().count();
    let print = |of: &str, values: Stages, summary: &str| {
        let values = values.map(|value| format!("{value:.1}")).join("\t");
        println!("{operations}\t{lines}\t{code_lines}\t{of}\t{values}\t{summary}");
    };
    let mut all: Vec<f64> = rounds.iter().map(|times| times.iter().sum()).collect();
    all.sort_by(f64::total_cmp);
    print("CPU ms", times, &format!("{:.1}\t{:.1}\t{:.1}", all[ROUNDS / 2], all[0], all[ROUNDS - 1]));
    print("peak MiB of its own", peaks, &format!("{:.1}", peaks.into_iter().fold(0.0, f64::max)));
    Ok(())
}

/// Runs a process and parses its output for each stage.
fn run(command: &mut Command) -> Result<Stages, Box<dyn Error>> {
    let output = command.output()?;
    let printed = String::from_utf8(output.stdout)?;
    let values: Vec<f64> = printed.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    values.try_into().map_err(|_| String::from_utf8_lossy(&output.stderr).into())
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
