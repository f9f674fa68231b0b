//! The clock of tokio.

use std::time::Duration;

/// Advances the clock. It is paused only for that: a real socket needs a running clock.
pub(crate) async fn advance(seconds: u64) {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(seconds)).await;
    tokio::time::resume();
}
