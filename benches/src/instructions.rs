//! Requests for a profiler.

use crate::requests::{Contender, Request, Runner};
use crate::server;

/// The number of counted requests: the count of a single request varies.
const COUNT: usize = 100;
/// The number of requests before counting: they open the connection and read the machine's certificates.
const WARM_UP: usize = 100;

/// A client that has sent its first requests.
pub struct Ready {
    runner: Runner,
    request: Request,
}

impl Ready {
    /// Prepares a client. Its server is in this process, on threads that are not counted.
    pub fn of<C: Contender>(request: Request) -> Self {
        let runner = Runner::of::<C>(&server::start_on_threads());
        runner.sequential(request, WARM_UP, &mut Vec::new());
        Self { runner, request }
    }

    /// Sends the counted requests.
    pub fn run(&self) {
        self.runner.sequential(self.request, COUNT, &mut Vec::with_capacity(COUNT));
    }
}

/// Counts the instructions of each request with each client, 100 times, and compares all clients with the first.
#[macro_export]
macro_rules! instructions {
    ($($name:ident: $client:ty),+) => {
        use $crate::requests::Request;
        use $crate::instructions::Ready;

        $(
            #[gungraun::library_benchmark]
            #[bench::get(args = (Request::Get), setup = Ready::of::<$client>)]
            #[bench::login(args = (Request::Login), setup = Ready::of::<$client>)]
            #[bench::page(args = (Request::Page), setup = Ready::of::<$client>)]
            fn $name(ready: Ready) -> Ready {
                ready.run();
                ready
            }
        )+

        // The macro refers to itself by its bare name.
        use gungraun::library_benchmark_group;
        library_benchmark_group!(name = requests, compare_by_id = true, benchmarks = [$($name),+]);
        gungraun::main!(library_benchmark_groups = requests);
    };
}
