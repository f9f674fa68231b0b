//! The cost of requests with all three clients: allocations, or processor time.

use rebilly_customer_auth_benches::report;
use rebilly_customer_auth_benches::server::Server;

fn main() {
    Server::serve_if_asked();
    let server = Server::start();
    let runners = compare::runners(&server.url);
    match std::env::args().nth(1).as_deref() {
        Some("allocations") => {
            report::allocations(&runners, |work| allocation_counter::measure(work).count_total);
        }
        _ => report::times(&runners),
    }
}
