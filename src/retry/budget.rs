//! The retry budget of a client.

use std::sync::atomic::{AtomicU32, Ordering};

/// The retry budget of a client. It bounds the number of retries while requests fail.
#[derive(Debug)]
pub(crate) struct Budget(AtomicU32);

impl Budget {
    const FULL: u32 = 500;
    const RETRY: u32 = 5;
    const SUCCESS: u32 = 1;

    /// Withdraws one retry. Returns `false` if the budget is used up.
    pub(super) fn withdraw(&self) -> bool {
        let spent = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |budget| budget.checked_sub(Self::RETRY));
        spent.is_ok()
    }

    /// Deposits the value of one processed request.
    pub(super) fn deposit(&self) {
        let earned = |budget| (budget < Self::FULL).then_some(budget + Self::SUCCESS);
        // A full budget stays as it is.
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, earned);
    }
}

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }
}
