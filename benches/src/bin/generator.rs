//! Processor time and peak memory of each stage of the generator: of our document, and of growing fifths of a
//! definition if one is given, which are plotted too.

use std::collections::BTreeMap;
use std::path::Path;

use rebilly_customer_auth_benches::cpu;
use rebilly_customer_auth_benches::generator::{Case, STAGES};
use rebilly_customer_auth_benches::plot::{Line, draw};

const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let definition = std::env::args().nth(1);
    let fifths = definition.map(|definition| Case::fifths(Path::new(&definition))).transpose()?.unwrap_or_default();
    println!("operations\tlines in\tlines out\tof\t{}\tall", STAGES.join("\t"));
    measure(&Case::own())?;
    let mut lines = STAGES.map(|stage| Line { name: stage.to_owned(), points: Vec::new() });
    for case in &fifths {
        let times = measure(case)?;
        for (line, time) in lines.iter_mut().zip(times) {
            line.points.push((case.operations as f64, time));
        }
    }
    if fifths.is_empty() {
        return Ok(());
    }
    let lines: Vec<Line> = lines.into_iter().filter(|line| line.points.iter().any(|point| point.1 > 0.0)).collect();
    draw("generator.svg", "Generating the client of a definition", ["operations", "CPU ms"], &lines)
}

/// Prints what a case takes. Returns the median time of each stage.
fn measure(case: &Case) -> Result<[f64; STAGES.len()], Box<dyn std::error::Error>> {
    let mut times: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for _ in 0..ROUNDS {
        case.run(&mut |stage, work| {
            let began = cpu::of_thread();
            work();
            times.entry(stage).or_default().push((cpu::of_thread() - began).as_secs_f64() * 1_000.0);
        })?;
    }
    let mut peaks: BTreeMap<&str, f64> = BTreeMap::new();
    let code = case.run(&mut |stage, work| {
        let counted = allocation_counter::measure(work);
        peaks.insert(stage, counted.bytes_max as f64 / (1024.0 * 1024.0));
    })?;
    let times = STAGES.map(|stage| times.get(stage).map_or(0.0, |times| median(times)));
    let peaks = STAGES.map(|stage| peaks.get(stage).copied().unwrap_or_default());
    let print = |of: &str, values: [f64; STAGES.len()], all: f64| {
        let values = values.map(|value| format!("{value:.1}")).join("\t");
        println!("{}\t{}\t{}\t{of}\t{values}\t{all:.1}", case.operations, case.lines(), code.lines().count());
    };
    print("CPU ms", times, times.iter().sum());
    print("peak MiB of its own", peaks, peaks.into_iter().fold(0.0, f64::max));
    Ok(times)
}

fn median(times: &[f64]) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
