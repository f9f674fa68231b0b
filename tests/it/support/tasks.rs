//! The tasks that a client leaves on the runtime of a test.

use std::time::Duration;

/// Waits until every task of the test's runtime has ended. The HTTP client started them.
pub(crate) async fn no_task_is_left() {
    let metrics = tokio::runtime::Handle::current().metrics();
    let all_have_ended = async {
        while metrics.num_alive_tasks() > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), all_have_ended).await.expect("all tasks end");
}
