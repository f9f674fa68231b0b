//! The refresh of a credential, which all callers share.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::future::{FutureExt, Shared};
use tokio::time::{Instant, timeout, timeout_at};
use tracing::Instrument;

/// How often the task of a refresh shows that its runtime runs.
const HEARTBEAT: Duration = Duration::from_millis(500);

/// How long callers wait without a heartbeat.
const MAX_SILENCE: Duration = Duration::from_secs(2);

/// A refresh in flight.
#[derive(Clone)]
pub(crate) struct Refresh<T> {
    /// `None` if the runtime of the task was shut down.
    outcome: Shared<Pin<Box<dyn Future<Output = Option<T>> + Send>>>,
    pub(crate) started: Instant,
    /// The milliseconds from the start to the last heartbeat.
    heartbeat: Arc<AtomicU64>,
}

/// The runtime of a refresh was shut down, or does not run.
pub(crate) struct Stopped;

impl<T: Clone> Refresh<T> {
    /// Waits for the outcome until a deadline, after which it is `None`. Each caller has its own clock, because the
    /// runtime of the task may never run again.
    pub(crate) async fn outcome(&self, deadline: Option<Instant>) -> Result<Option<T>, Stopped> {
        loop {
            let next = Instant::now() + HEARTBEAT;
            let until = deadline.unwrap_or(next).min(next);
            let heartbeat = Duration::from_millis(self.heartbeat.load(Ordering::Relaxed));
            match timeout_at(until, self.outcome.clone()).await {
                Ok(outcome) => return outcome.map(Some).ok_or(Stopped),
                Err(_) if self.started.elapsed() > heartbeat + MAX_SILENCE => return Err(Stopped),
                Err(_) if until < next => return Ok(None),
                Err(_) => {}
            }
        }
    }
}

/// The latest refresh.
pub(crate) struct Latest<T> {
    /// The refresh, while it is in flight.
    in_flight: Option<Refresh<T>>,
    /// The number of refreshes that have begun. One that was abandoned may still end.
    number: u64,
}

impl<T> Default for Latest<T> {
    fn default() -> Self {
        Self { in_flight: None, number: 0 }
    }
}

impl<T: Clone + Send + Sync + 'static> Latest<T> {
    /// Returns the refresh in flight. If there is none, begins one.
    ///
    /// It runs in a task of its own, because a cancelled caller must not stop it: the source may issue the credential
    /// only once. The task runs in the span of the request that began it.
    pub(crate) fn join_or_begin<F>(&mut self, begin: impl FnOnce(u64) -> F) -> Refresh<T>
    where
        F: Future<Output = T> + Send + 'static,
    {
        if let Some(in_flight) = &self.in_flight {
            return in_flight.clone();
        }
        self.number += 1;
        let (started, heartbeat) = (Instant::now(), Arc::default());
        let task = with_heartbeat(begin(self.number), started, Arc::clone(&heartbeat));
        let task = tokio::spawn(task.in_current_span());
        let outcome = async move { task.await.ok() }.boxed().shared();
        self.in_flight.insert(Refresh { outcome, started, heartbeat }).clone()
    }

    /// Ends a refresh. Returns whether no later one has begun.
    pub(crate) fn end(&mut self, number: u64) -> bool {
        let is_latest = self.number == number;
        self.in_flight.take_if(|_| is_latest);
        is_latest
    }

    /// Gives up a refresh that may never end, so that the next caller begins another one.
    pub(crate) fn abandon(&mut self, refresh: &Refresh<T>) {
        self.in_flight.take_if(|latest| latest.outcome.ptr_eq(&refresh.outcome));
    }
}

async fn with_heartbeat<F: Future>(refresh: F, started: Instant, heartbeat: Arc<AtomicU64>) -> F::Output {
    let mut refresh = pin!(refresh);
    loop {
        match timeout(HEARTBEAT, &mut refresh).await {
            Ok(outcome) => return outcome,
            Err(_) => heartbeat.store(started.elapsed().as_millis() as u64, Ordering::Relaxed),
        }
    }
}
