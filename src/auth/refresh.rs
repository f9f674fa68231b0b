//! The refresh of a credential, which all callers share.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::future::{FutureExt, Shared};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout_at};
use tracing::Instrument;

/// How often a task beside a refresh shows that their runtime runs.
const HEARTBEAT: Duration = Duration::from_millis(500);

/// After this time without a heartbeat, the runtime may have stopped.
const MAX_SILENCE: Duration = Duration::from_secs(2);

/// A refresh in flight.
#[derive(Clone)]
pub(crate) struct Refresh<T> {
    /// `None` if the runtime of the task was shut down.
    outcome: Shared<Pin<Box<dyn Future<Output = Option<T>> + Send>>>,
    pub(crate) started: Instant,
    /// The milliseconds from the start to the last heartbeat.
    heartbeat: Arc<AtomicU64>,
    /// The last heartbeat before a silence, and when a caller noticed the silence.
    suspicion: Arc<Mutex<Option<(u64, Instant)>>>,
}

/// The runtime of a refresh was shut down, or does not run.
pub(crate) struct Stopped;

impl<T: Clone> Refresh<T> {
    /// Waits for the outcome until a deadline, after which it is `None`. Each caller has its own clock, because the
    /// runtime of the task may never run again.
    pub(crate) async fn outcome(&self, deadline: Option<Instant>) -> Result<Option<T>, Stopped> {
        loop {
            let now = Instant::now();
            let next = now + HEARTBEAT;
            let has_stopped = self.has_stopped();
            let until = if has_stopped { now } else { deadline.unwrap_or(next).min(next) };
            match timeout_at(until, self.outcome.clone()).await {
                Ok(outcome) => return outcome.map(Some).ok_or(Stopped),
                Err(_) if has_stopped => return Err(Stopped),
                Err(_) if until < next => return Ok(None),
                Err(_) => {}
            }
        }
    }

    /// Returns whether the silence goes on a while after a caller noticed it. If the whole process stood still, or the
    /// thread that both share, the next heartbeat follows.
    fn has_stopped(&self) -> bool {
        let heartbeat = self.heartbeat.load(Ordering::Relaxed);
        let mut suspicion = self.suspicion.lock().unwrap_or_else(PoisonError::into_inner);
        suspicion.take_if(|(before, _)| *before != heartbeat);
        let is_silent = self.started.elapsed() > Duration::from_millis(heartbeat) + MAX_SILENCE;
        is_silent && suspicion.get_or_insert_with(|| (heartbeat, Instant::now())).1.elapsed() >= HEARTBEAT
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
        let (started, heartbeat) = (Instant::now(), Arc::<AtomicU64>::default());
        // A task of its own: the refresh may block its thread. It ends with the refresh.
        let mut beside = JoinSet::new();
        beside.spawn(beat(started, Arc::clone(&heartbeat)));
        let refresh = begin(self.number);
        let refresh = async move {
            let _beside = beside;
            refresh.await
        };
        let task = tokio::spawn(refresh.in_current_span());
        let outcome = async move { task.await.ok() }.boxed().shared();
        self.in_flight.insert(Refresh { outcome, started, heartbeat, suspicion: Arc::default() }).clone()
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

async fn beat(started: Instant, heartbeat: Arc<AtomicU64>) {
    loop {
        sleep(HEARTBEAT).await;
        heartbeat.store(started.elapsed().as_millis() as u64, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::timeout;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_process_that_stood_still_waits_for_its_refresh() {
        let refresh = Latest::default().join_or_begin(|_| sleep(Duration::from_secs(30)));
        let waiting = tokio::spawn({
            let refresh = refresh.clone();
            async move { refresh.outcome(None).await }
        });
        tokio::task::yield_now().await;
        tokio::time::advance(Duration::from_secs(9)).await;
        assert!(matches!(waiting.await, Ok(Ok(Some(())))));
    }

    #[tokio::test(start_paused = true)]
    async fn a_silence_counts_only_if_it_goes_on() {
        let outcome = std::future::pending::<Option<()>>().boxed().shared();
        let started = Instant::now();
        let refresh = Refresh { outcome, started, heartbeat: Arc::default(), suspicion: Arc::default() };
        tokio::time::advance(Duration::from_secs(9)).await;
        assert!(!refresh.has_stopped());
        tokio::time::advance(HEARTBEAT).await;
        assert!(refresh.has_stopped());
        refresh.heartbeat.store(1, Ordering::Relaxed);
        assert!(!refresh.has_stopped());
    }

    #[test]
    fn short_waits_notice_that_a_runtime_does_not_run() {
        let runtime = || tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let (stopped, driven) = (runtime(), runtime());
        let refresh = stopped.block_on(async { Latest::default().join_or_begin(|_| std::future::ready(())) });
        driven.block_on(async {
            tokio::time::pause();
            let start = Instant::now();
            while !matches!(timeout(Duration::from_millis(200), refresh.outcome(None)).await, Ok(Err(Stopped))) {
                assert!(start.elapsed() < Duration::from_secs(4), "it never notices");
            }
            assert!(start.elapsed() > MAX_SILENCE);
        });
    }
}
