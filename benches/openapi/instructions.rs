//! The instructions of requests with all three clients, measured with gungraun.

#![expect(missing_docs, reason = "gungraun makes items without")]

use compare::OpenApi;
use rebilly_customer_auth_benches::baseline::Baseline;
use rebilly_customer_auth_benches::instructions;
use rebilly_customer_auth_benches::ours::Ours;

instructions!(reqwest_by_hand: Baseline, ours: Ours, openapi_generator: OpenApi);
