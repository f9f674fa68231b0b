//! Measures requests and prints tables, one line per client.

use std::time::{Duration, Instant};

use criterion::Criterion;

use crate::requests::{Request, Runner};

/// The number of rounds. With many short rounds, a disturbance of a second affects a few ratios but not their median.
const ROUNDS: usize = 40;
const TASKS: usize = 64;

/// Measures wall-clock time with criterion.
pub fn wall(mut criterion: Criterion, runners: &[Runner]) {
    for request in Request::ALL {
        let mut group = criterion.benchmark_group(format!("{request:?}"));
        for runner in runners {
            group.bench_function(runner.name, |bencher| {
                bencher.iter_custom(|count| {
                    let began = Instant::now();
                    runner.sequential(request, count as usize, &mut Vec::with_capacity(count as usize));
                    began.elapsed()
                });
            });
        }
    }
    criterion.final_summary();
}

/// Measures processor time and the time of each request. The clients take turns.
pub fn times(runners: &[Runner]) {
    for request in Request::ALL {
        // A page takes about fifty times as long.
        let count = if request == Request::Page { 2_560 } else { 40_960 };
        let mut measured: Vec<Measured> = runners.iter().map(|_| Measured::default()).collect();
        for runner in runners {
            runner.sequential(request, count / 20, &mut Vec::new());
            runner.concurrent(request, count / 20, TASKS);
        }
        for round in 0..ROUNDS {
            for turn in 0..runners.len() {
                // Each round starts with another client, so that no client always follows the same one.
                let index = (round + turn) % runners.len();
                let (runner, measured) = (&runners[index], &mut measured[index]);
                measured.cpu.push(runner.sequential(request, count / ROUNDS, &mut measured.times));
                let (cpu, time) = runner.concurrent(request, count / ROUNDS, TASKS);
                measured.concurrent_cpu.push(cpu);
                measured.concurrent.push(time);
            }
        }
        println!(
            "\n{request:?}: {count} one after the other, {count} by {TASKS} tasks, in {ROUNDS} alternating rounds"
        );
        println!(
            "{:18} {:>8} {:>8} {:>9} {:>10} {:>8}",
            "client", "p50 us", "p99 us", "CPU us", "64: CPU us", "requests/s"
        );
        let per_request = count as f64 / ROUNDS as f64;
        for (runner, one) in runners.iter().zip(&mut measured) {
            one.times.sort_unstable();
            let at = |part: f64| micros(one.times[(one.times.len() as f64 * part) as usize]);
            let (p50, p99) = (at(0.5), at(0.99));
            println!(
                "{:18} {p50:8.1} {p99:8.1} {:9.2} {:10.2} {:8.0}",
                runner.name,
                median(&one.cpu) / per_request,
                median(&one.concurrent_cpu) / per_request,
                per_request / median(&one.concurrent) * 1e6,
            );
        }
        let base = &measured[0];
        for (runner, one) in runners.iter().zip(&measured).skip(1) {
            println!(
                "{:18} to {}: CPU {}, at {TASKS} tasks CPU {}, throughput {}",
                runner.name,
                runners[0].name,
                ratios(&one.cpu, &base.cpu),
                ratios(&one.concurrent_cpu, &base.concurrent_cpu),
                ratios(&base.concurrent, &one.concurrent),
            );
        }
    }
}

#[derive(Default)]
struct Measured {
    times: Vec<Duration>,
    cpu: Vec<Duration>,
    concurrent_cpu: Vec<Duration>,
    concurrent: Vec<Duration>,
}

/// Prints the number of allocations per request; `count` runs its argument and counts.
pub fn allocations(runners: &[Runner], count: impl Fn(&mut dyn FnMut()) -> u64) {
    println!("{:18} {:>8} {:>8} {:>8}", "allocations", "Get", "Login", "Page");
    for runner in runners {
        let of_request = |request| {
            let mut times = Vec::with_capacity(1_000);
            runner.sequential(request, 200, &mut times);
            let counted = count(&mut || {
                runner.sequential(request, 500, &mut times);
            });
            counted as f64 / 500.0
        };
        let [get, login, page] = Request::ALL.map(of_request);
        println!("{:18} {get:8.2} {login:8.2} {page:8.2}", runner.name);
    }
}

/// Returns the median of the ratios of the rounds, and its quartiles.
fn ratios(these: &[Duration], those: &[Duration]) -> String {
    let mut ratios: Vec<f64> = these.iter().zip(those).map(|(a, b)| a.as_secs_f64() / b.as_secs_f64()).collect();
    ratios.sort_by(f64::total_cmp);
    let at = |part: usize| ratios[ratios.len() * part / 4];
    format!("{:.3} ({:.3} to {:.3})", at(2), at(1), at(3))
}

fn median(times: &[Duration]) -> f64 {
    let mut times = times.to_vec();
    times.sort_unstable();
    micros(times[times.len() / 2])
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
