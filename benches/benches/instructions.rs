//! The instructions of requests, measured with gungraun. Compares each client with the first.

#![expect(missing_docs, reason = "gungraun makes items without")]

use rebilly_customer_auth_benches::baseline::Baseline;
use rebilly_customer_auth_benches::instructions;
use rebilly_customer_auth_benches::ours::Ours;

instructions!(reqwest_by_hand: Baseline, ours: Ours);
