//! The refresh of a credential, which all callers share.

use std::future::Future;
use std::pin::Pin;

use futures_util::future::{FutureExt, Shared};
use tokio::time::Instant;
use tracing::Instrument;

/// A refresh in flight. `None` if the runtime of its task was shut down.
pub(crate) type Refresh<T> = Shared<Pin<Box<dyn Future<Output = Option<T>> + Send>>>;

/// The latest refresh.
pub(crate) struct Latest<T> {
    /// The refresh, while it is in flight, and when it began.
    in_flight: Option<(Refresh<T>, Instant)>,
    /// The number of refreshes that have begun. One that was abandoned may still end.
    number: u64,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { in_flight: None, number: 0 }
    }
}

impl<T: Clone + Send + Sync + 'static> Latest<T> {
    /// Returns the refresh in flight and when it began. If there is none, begins one.
    ///
    /// It runs in a task of its own, because a cancelled caller must not stop it: the source may issue the credential
    /// only once. The task runs in the span of the request that began it.
    pub(crate) fn join_or_begin<F>(&mut self, begin: impl FnOnce(u64) -> F) -> (Refresh<T>, Instant)
    where
        F: Future<Output = T> + Send + 'static,
    {
        if let Some(in_flight) = &self.in_flight {
            return in_flight.clone();
        }
        self.number += 1;
        let task = tokio::spawn(begin(self.number).in_current_span());
        let refresh = async move { task.await.ok() }.boxed().shared();
        self.in_flight.insert((refresh, Instant::now())).clone()
    }

    /// Ends a refresh. Returns whether no later one has begun.
    pub(crate) fn end(&mut self, number: u64) -> bool {
        let is_latest = self.number == number;
        self.in_flight.take_if(|_| is_latest);
        is_latest
    }

    /// Gives up a refresh that may never end, so that the next caller begins another one.
    pub(crate) fn abandon(&mut self, refresh: &Refresh<T>) {
        self.in_flight.take_if(|(latest, _)| latest.ptr_eq(refresh));
    }
}
