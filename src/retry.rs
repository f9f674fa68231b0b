//! Decides which failed requests are retried, how often and when.

mod budget;
mod classification;
mod policy;
mod state;

pub(crate) use self::budget::Budget;
pub use self::policy::RetryPolicy;
pub(crate) use self::state::RetryState;
