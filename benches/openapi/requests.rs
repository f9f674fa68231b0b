//! The wall-clock time of requests with all three clients, measured with criterion.

use criterion::Criterion;
use rebilly_customer_auth_benches::report;
use rebilly_customer_auth_benches::server::Server;

fn main() {
    Server::serve_if_asked();
    let server = Server::start();
    report::wall(Criterion::default().configure_from_args(), &compare::runners(&server.url));
}
