//! The calls that are measured, by each of the clients that are compared.

use std::future::Future;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};

use crate::cpu;

/// A call that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// `GET /credentials/{id}`.
    Get,
    /// `POST /authentication-tokens`.
    Login,
    /// A page of 1,000 items.
    Page,
}

impl Call {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Get, Self::Login, Self::Page];
}

/// A client that is compared.
pub trait Contender: Clone + Send + Sync + 'static {
    /// What the tables call it.
    const NAME: &'static str;

    /// A client of the server at this URL.
    fn new(url: &str) -> Self;

    /// Makes a call and decodes the answer.
    fn call(&self, call: Call) -> impl Future<Output = ()> + Send;
}

type Sequential = dyn Fn(Call, usize, &mut Vec<Duration>);
type Concurrent = dyn Fn(Call, usize, usize);

/// Runs calls of one client.
pub struct Runner {
    /// The client's name.
    pub name: &'static str,
    sequential: Box<Sequential>,
    concurrent: Box<Concurrent>,
}

impl Runner {
    /// Runs a contender's calls on one thread, which is then all that the client does.
    pub fn of<C: Contender>(url: &str) -> Self {
        let runtime = std::rc::Rc::new(runtime());
        let contender = runtime.block_on(async { C::new(url) });
        let (other, clone) = (std::rc::Rc::clone(&runtime), contender.clone());
        Self {
            name: C::NAME,
            sequential: Box::new(move |call, count, times| {
                runtime.block_on(async {
                    for _ in 0..count {
                        let began = Instant::now();
                        contender.call(call).await;
                        times.push(began.elapsed());
                    }
                });
            }),
            concurrent: Box::new(move |call, count, tasks| {
                other.block_on(async {
                    let tasks = (0..tasks).map(|_| {
                        let contender = clone.clone();
                        tokio::spawn(async move {
                            for _ in 0..count / tasks {
                                contender.call(call).await;
                            }
                        })
                    });
                    for task in tasks.collect::<Vec<_>>() {
                        task.await.expect("a task");
                    }
                });
            }),
        }
    }

    /// One call after the other. Returns the processor time; adds the time of each call.
    pub fn sequential(&self, call: Call, count: usize, times: &mut Vec<Duration>) -> Duration {
        let began = cpu::of_process();
        (self.sequential)(call, count, times);
        cpu::of_process() - began
    }

    /// So many tasks at once. Returns the processor time and the time of day.
    pub fn concurrent(&self, call: Call, count: usize, tasks: usize) -> (Duration, Duration) {
        let (began, began_cpu) = (Instant::now(), cpu::of_process());
        (self.concurrent)(call, count, tasks);
        (cpu::of_process() - began_cpu, began.elapsed())
    }
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}
