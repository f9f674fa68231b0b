//! Processor time of each stage of the generator: of our document, and of growing fifths of a definition if one is given.

use std::collections::BTreeMap;
use std::path::Path;

use rebilly_customer_auth_benches::cpu;
use rebilly_customer_auth_benches::generator::{Case, STAGES};

const ROUNDS: usize = 5;

fn main() {
    let mut cases = vec![Case::own()];
    if let Some(definition) = std::env::args().nth(1) {
        cases.extend(Case::fifths(Path::new(&definition)).unwrap_or_else(|fault| panic!("{fault}")));
    }
    println!("operations\tlines in\tlines out\t{}\ttotal, CPU ms (median of {ROUNDS})", STAGES.join("\t"));
    for case in &cases {
        let mut times: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        let mut lines = 0;
        for _ in 0..ROUNDS {
            let mut total = 0.0;
            let code = case.run(&mut |name, work| {
                let began = cpu::of_thread();
                work();
                let time = (cpu::of_thread() - began).as_secs_f64() * 1_000.0;
                total += time;
                times.entry(name).or_default().push(time);
            });
            lines = code.unwrap_or_else(|fault| panic!("{fault}")).lines().count();
            times.entry("total").or_default().push(total);
        }
        let median = |name: &str| times.get(name).map_or(0.0, |times| median(times));
        let stages: Vec<String> = STAGES.iter().map(|name| format!("{:.1}", median(name))).collect();
        println!("{}\t{}\t{lines}\t{}\t{:.1}", case.operations, case.lines(), stages.join("\t"), median("total"));
    }
}

fn median(times: &[f64]) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
