//! The number of allocations per request.

use rebilly_customer_auth_benches::baseline::Baseline;
use rebilly_customer_auth_benches::ours::Ours;
use rebilly_customer_auth_benches::report;
use rebilly_customer_auth_benches::requests::Runner;
use rebilly_customer_auth_benches::server::Server;

fn main() {
    Server::serve_if_asked();
    let server = Server::start();
    let runners = [Runner::of::<Baseline>(&server.url), Runner::of::<Ours>(&server.url)];
    report::allocations(&runners, |work| allocation_counter::measure(work).count_total);
}
