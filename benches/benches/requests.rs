//! The wall-clock time of requests, measured with criterion.

use criterion::Criterion;
use rebilly_customer_auth_benches::baseline::Baseline;
use rebilly_customer_auth_benches::ours::Ours;
use rebilly_customer_auth_benches::report;
use rebilly_customer_auth_benches::requests::Runner;
use rebilly_customer_auth_benches::server::Server;

fn main() {
    Server::serve_if_asked();
    let server = Server::start();
    let runners = [Runner::of::<Baseline>(&server.url), Runner::of::<Ours>(&server.url)];
    report::wall(Criterion::default().configure_from_args(), &runners);
}
