//! The cost of a request: processor time, and the latency of the slowest requests.

use rebilly_customer_auth_benches::baseline::Baseline;
use rebilly_customer_auth_benches::ours::Ours;
use rebilly_customer_auth_benches::report;
use rebilly_customer_auth_benches::requests::Runner;
use rebilly_customer_auth_benches::server::Server;

fn main() {
    Server::serve_if_asked();
    let server = Server::start();
    report::times(&[Runner::of::<Baseline>(&server.url), Runner::of::<Ours>(&server.url)]);
}
