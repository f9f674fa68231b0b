//! The measured requests, with each compared client.

use std::cell::LazyCell;
use std::future::Future;
use std::rc::Rc;
use std::time::{Duration, Instant};

use tokio::runtime::{Builder, Runtime};

use crate::cpu;

/// A measured request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Request {
    /// `GET /credentials/{id}`.
    Get,
    /// `POST /authentication-tokens`.
    Login,
    /// A page of 1,000 items.
    Page,
}

impl Request {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Get, Self::Login, Self::Page];
}

/// A compared client.
pub trait Contender: Clone + Send + Sync + 'static {
    /// The name in tables.
    const NAME: &'static str;

    /// Creates a client of the server at this URL.
    fn new(url: &str) -> Self;

    /// Sends a request and decodes the response.
    fn send(&self, request: Request) -> impl Future<Output = ()> + Send;
}

type Sequential = dyn Fn(Request, usize, &mut Vec<Duration>);
type Concurrent = dyn Fn(Request, usize, usize);

/// Sends the requests of one client.
pub struct Runner {
    /// The client's name.
    pub name: &'static str,
    sequential: Box<Sequential>,
    concurrent: Box<Concurrent>,
}

impl Runner {
    /// Runs a client's requests on one thread, which does nothing else. Builds the client lazily: reading the machine's
    /// certificates costs some thousand times the instructions of a request.
    pub fn of<C: Contender>(url: &str) -> Self {
        let runtime = Rc::new(runtime());
        let (url, maker) = (url.to_owned(), Rc::clone(&runtime));
        let contender = Rc::new(LazyCell::new(move || maker.block_on(async { C::new(&url) })));
        let (other, clone) = (Rc::clone(&runtime), Rc::clone(&contender));
        Self {
            name: C::NAME,
            sequential: Box::new(move |request, count, times| {
                let contender: &C = &contender;
                runtime.block_on(async {
                    for _ in 0..count {
                        let began = Instant::now();
                        contender.send(request).await;
                        times.push(began.elapsed());
                    }
                });
            }),
            concurrent: Box::new(move |request, count, tasks| {
                let contender: &C = &clone;
                other.block_on(async {
                    let tasks = (0..tasks).map(|_| {
                        let contender = contender.clone();
                        tokio::spawn(async move {
                            for _ in 0..count / tasks {
                                contender.send(request).await;
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

    /// Sends requests one after the other. Returns the processor time and records the time of each request.
    pub fn sequential(&self, request: Request, count: usize, times: &mut Vec<Duration>) -> Duration {
        let began = cpu::of_process();
        (self.sequential)(request, count, times);
        cpu::of_process() - began
    }

    /// Sends requests from this many tasks at once. Returns the processor time and the wall-clock time.
    pub fn concurrent(&self, request: Request, count: usize, tasks: usize) -> (Duration, Duration) {
        let (began, began_cpu) = (Instant::now(), cpu::of_process());
        (self.concurrent)(request, count, tasks);
        (cpu::of_process() - began_cpu, began.elapsed())
    }
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}
