//! What a call costs: times, or with `instructions CLIENT CALL COUNT` calls for callgrind to count.

use rebilly_customer_auth_benches::baseline::Baseline;
use rebilly_customer_auth_benches::calls::Runner;
use rebilly_customer_auth_benches::ours::Ours;
use rebilly_customer_auth_benches::report;
use rebilly_customer_auth_benches::server::Server;

fn main() {
    Server::serve_if_asked();
    let server = Server::start();
    report::run(&[Runner::of::<Baseline>(&server.url), Runner::of::<Ours>(&server.url)]);
}
