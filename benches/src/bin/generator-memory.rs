//! The peak memory of each stage of the generator, in MiB: one run, for `generator`, which measures the time without
//! counting.

use rebilly_customer_auth_benches::generator::print_run;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1);
    print_run(path.as_deref(), |work| allocation_counter::measure(work).bytes_max as f64 / (1024.0 * 1024.0))
}
