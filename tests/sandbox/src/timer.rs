//! A timer for hyper that uses the machine's clock, because a test may pause or advance Tokio's.

use std::{
    pin::Pin,
    sync::mpsc,
    task::{Context, Poll},
    thread,
    time::{Duration, Instant},
};

use hyper::rt::{Sleep, Timer};
use tokio::sync::oneshot;

/// Waits in one thread, in the order of the calls: all waits must be of the same length.
pub(crate) struct MachineTimer(mpsc::Sender<(Instant, oneshot::Sender<()>)>);

impl MachineTimer {
    pub(crate) fn start() -> Self {
        let (sender, waits) = mpsc::channel::<(Instant, oneshot::Sender<()>)>();
        thread::spawn(move || {
            // Dropping `wake` ends the wait. One that is closed is not needed any more.
            for (deadline, wake) in waits {
                if !wake.is_closed() {
                    thread::sleep(deadline.saturating_duration_since(Instant::now()));
                }
            }
        });
        Self(sender)
    }
}

impl Timer for MachineTimer {
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Sleep>> {
        self.sleep_until(Instant::now() + duration)
    }

    fn sleep_until(&self, deadline: Instant) -> Pin<Box<dyn Sleep>> {
        let (wake, waiting) = oneshot::channel();
        let _ = self.0.send((deadline, wake));
        Box::pin(Wait(waiting))
    }
}

struct Wait(oneshot::Receiver<()>);

impl Future for Wait {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut self.0).poll(context).map(drop)
    }
}

impl Sleep for Wait {}
