//! Runs a request in its span.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;
use tracing::Span;

use crate::error::Error;
use crate::response::ResponseValue;
use crate::{Operation, observability};

/// Runs a request in its span and adds the operation to its error.
// Not an `async fn`: its future would contain the large `work` twice and move it once more.
#[inline]
pub(crate) fn instrument<T, W>(span: Span, operation: &'static Operation, work: W) -> Instrumented<W>
where
    W: Future<Output = Result<ResponseValue<T>, Error>>,
{
    Instrumented { work, operation, span }
}

pin_project! {
    /// The future of [`instrument`].
    pub(crate) struct Instrumented<W> {
        #[pin]
        work: W,
        operation: &'static Operation,
        span: Span,
    }
}

impl<T, W: Future<Output = Result<ResponseValue<T>, Error>>> Future for Instrumented<W> {
    type Output = W::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let entered = this.span.enter();
        let mut outcome = this.work.poll(context);
        drop(entered);
        match &mut outcome {
            Poll::Ready(Ok(response)) => response.operation = Some(this.operation),
            Poll::Ready(Err(error)) => error.set_operation(this.operation),
            Poll::Pending => {}
        }
        // Saves the work in programs that have no subscriber.
        if !this.span.is_disabled() {
            match &outcome {
                Poll::Ready(Ok(response)) => observability::succeeded(this.span, response.status(), response.attempts),
                Poll::Ready(Err(error)) => observability::failed(this.span, error),
                Poll::Pending => {}
            }
        }
        outcome
    }
}
