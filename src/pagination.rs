//! Reads a collection page by page or item by item.

use std::collections::VecDeque;
use std::future::Future;
use std::hash::{DefaultHasher, Hasher};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use reqwest::header::HeaderMap;
use tokio::runtime::Handle;
use tokio::task::JoinSet;
use tracing::Instrument;

use crate::client::IS_UNNEEDED;
use crate::error::Error;
use crate::{Operation, Pagination, RequestOptions, ResponseValue};

/// A page of a collection.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items of the page.
    pub items: Vec<T>,
    /// The number of items on all pages, if the response reports it.
    pub total: Option<u64>,
    /// The maximum number of items on the page, if the response reports it.
    pub limit: Option<u64>,
    /// The number of items before the page, from the response or else from the request.
    pub offset: u64,
    /// The response without its value: the headers, the rate limit and the body.
    pub response: ResponseValue<()>,
}

/// Reads all pages of a request that returns a collection.
///
/// The first page begins at the `offset` of the request, and each page has at most `limit` items, if you set them. The
/// last page that the highest `offset` allows may be larger. Pages are requested lazily, unless you call
/// [`Pages::prefetch`]. The stream ends when it has read the total, or gets an empty page. Without a total, it ends
/// after a page with fewer items than its limit or, if the spec sets no maximum `limit`, than an earlier page. It also
/// ends after an error.
///
/// # Errors
/// Those of a single request, and [`ErrorKind::Pagination`](crate::ErrorKind::Pagination) if
///
/// - the next page begins beyond the highest `offset` that the API accepts,
/// - the API ignores `offset`: it reports another one, or returns the same bytes again without reporting any, or
/// - a page reports a lower total than was known when it was requested, a page before the total is empty, or the total
///   is not a number, so that items may be missing.
///
/// The stream cannot notice changes that do not lower the total. It may then repeat or skip items.
///
/// # Examples
/// ```no_run
/// use rebilly_customer_auth::Paginate;
///
/// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
/// let mut credentials = client.get_credential_collection().limit(100).items();
/// while let Some(credential) = credentials.next().await.transpose()? {
///     println!("{}", credential.username);
/// }
/// # Ok(())
/// # }
/// ```
pub trait Paginate: PaginatedRequest {
    /// Returns a stream of all pages. Without [`prefetch`](Pages::prefetch), a page is only read while the stream is
    /// polled: a stream that is not polled while its request is in flight, such as beside another branch of a
    /// `select!`, keeps one of the [slots](crate::ClientBuilder::max_requests_in_flight).
    fn pages(self) -> Pages<Self::Item> {
        Pages(Box::new(Paginator::new(self)))
    }

    /// Returns a stream of all items of all pages.
    fn items(self) -> Items<Self::Item> {
        self.pages().items()
    }
}

impl<C: PaginatedRequest> Paginate for C {}

/// The future of one page.
pub(crate) type PageFuture<T> = Pin<Box<dyn Future<Output = PageResult<T>> + Send>>;

/// Requests the page in a window. The limit and the offset of the request itself apply where the window has none.
pub(crate) type PageAt<T> = Box<dyn Fn(Window) -> PageFuture<T> + Send + Sync>;

/// A request builder that [`Paginate`] can paginate. Generated code implements it.
pub trait PaginatedRequest: Sized {
    /// The item type of the collection.
    type Item: Send + 'static;

    #[doc(hidden)]
    fn operation(&self) -> &'static Operation;

    #[doc(hidden)]
    fn window(&self) -> Window;

    #[doc(hidden)]
    fn options(&self) -> Option<&RequestOptions>;

    /// Moves the request with its client into a function, so that a stream borrows nothing.
    #[doc(hidden)]
    fn page_at(self) -> PageAt<Self::Item>;
}

/// The `limit` and the `offset` of a request. An invalid value counts as not set: the request for the first page
/// reports the error.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Window {
    pub(crate) limit: Option<u64>,
    pub(crate) offset: Option<u64>,
}

/// A stream of the pages of a collection. [`Paginate::pages`] returns it. It borrows nothing and can be sent to another
/// task.
#[must_use = "streams do nothing unless polled"]
pub struct Pages<T>(Box<Paginator<T>>);

/// A stream of the items of a collection. [`Paginate::items`] and [`Pages::items`] return it. It borrows nothing and
/// can be sent to another task.
#[must_use = "streams do nothing unless polled"]
pub struct Items<T>(Pin<Box<dyn Stream<Item = Result<T, Error>> + Send>>);

/// The maximum number of prefetched pages, whatever the program requests and the server reports as total.
const MAX_PREFETCH: usize = 100;

impl<T: Send + 'static> Pages<T> {
    /// Requests up to `pages` pages concurrently, ahead of the last returned page. The maximum is 100.
    ///
    /// The order of pages does not change, and an error arrives after the pages before it. The stream keeps at most
    /// this number of pages in memory, requests nothing beyond the total, and cancels pending requests when it is
    /// dropped. The first page is requested alone, because its total and its size determine where the other pages
    /// begin. If a response contains no total or pages differ in size, one page is prefetched.
    ///
    /// Each prefetched page is read in a task of its own, also while the program works on the pages before it. The
    /// tasks belong to the runtime that polls the stream first, which must go on running.
    ///
    /// # Examples
    /// ```no_run
    /// use rebilly_customer_auth::Paginate;
    ///
    /// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
    /// let mut credentials = client.get_credential_collection().limit(100).pages().prefetch(8).items();
    /// while let Some(credential) = credentials.next().await.transpose()? {
    ///     println!("{}", credential.username);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn prefetch(mut self, pages: usize) -> Self {
        self.0.ahead = pages.min(MAX_PREFETCH);
        self
    }

    /// Returns a stream of all items of the pages.
    pub fn items(self) -> Items<T> {
        Items(Box::pin(self.map_ok(|page| stream::iter(page.items.into_iter().map(Ok))).try_flatten()))
    }

    /// Returns the next page, like `StreamExt::next`, but without an import. [`Paginate`] documents the errors.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        StreamExt::next(self).await
    }
}

impl<T> Items<T> {
    /// Returns the next item, like `StreamExt::next`, but without an import. [`Paginate`] documents the errors.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        self.0.next().await
    }

    /// Reads all items into a collection, like `TryStreamExt::try_collect`, but without an import.
    ///
    /// # Errors
    /// The first error of the stream. The items before it are dropped: to keep them, call [`next`](Self::next).
    ///
    /// # Examples
    /// ```no_run
    /// use rebilly_customer_auth::Paginate;
    ///
    /// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
    /// let credentials = client.get_credential_collection().items().try_collect::<Vec<_>>().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn try_collect<C: Default + Extend<T>>(self) -> Result<C, Error> {
        TryStreamExt::try_collect(self).await
    }
}

impl<T: Send + 'static> Stream for Pages<T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_page(context)
    }
}

impl<T> Stream for Items<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl<T> std::fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

impl<T> std::fmt::Debug for Items<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}

/// The state of a paginated read.
struct Paginator<T> {
    operation: &'static Operation,
    window: Window,
    page_at: PageAt<T>,
    /// Whether the first page is requested with its offset, so that options with the same parameter are rejected.
    sends_first_offset: bool,
    /// Where the next page to return begins.
    position: Position,
    /// The hash of the body of the previous page, if its headers do not report its offset. The body is not kept.
    body_hash: Option<u64>,
    /// The highest reported total.
    total: Option<u64>,
    /// The largest number of items on a page.
    largest: u64,
    /// Whether the previous page has fewer items than the limit of the request, and no total is known.
    is_short: bool,
    /// How many pages to prefetch.
    ahead: usize,
    /// The page size and the total, if they are known and all pages have the same size.
    layout: Option<PageLayout>,
    /// The pages that were requested and not yet returned, in order. The first begins at `position`.
    pending: VecDeque<PendingPage<T>>,
    /// Whether the program waits for a page.
    is_awaited: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    First,
    At(u64),
    End,
}

#[derive(Clone, Copy)]
struct PageLayout {
    size: u64,
    total: u64,
}

/// A requested page.
struct PendingPage<T> {
    offset: u64,
    /// The total that was known when the page was requested.
    known_total: Option<u64>,
    response: PageFuture<T>,
    /// Set before the page is discarded.
    is_unneeded: Arc<AtomicBool>,
}

type PageResult<T> = Result<ResponseValue<Vec<T>>, Error>;

/// Reads a page in a task, which is cancelled if the future is dropped. A page that is read only while the stream is
/// polled would keep its slot of the requests in flight while the program sends other requests, which wait for one.
fn in_task<T: Send + 'static>(page: PageFuture<T>) -> PageFuture<T> {
    // The request itself reports a missing runtime.
    let Ok(runtime) = Handle::try_current() else { return page };
    let mut tasks = JoinSet::new();
    tasks.spawn_on(page.in_current_span(), &runtime);
    Box::pin(async move {
        match tasks.join_next().await {
            Some(Ok(result)) => result,
            Some(Err(error)) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
            _ => Err(Error::runtime_shut_down()),
        }
    })
}

impl<T> Paginator<T> {
    /// Cancels the pending pages.
    fn discard_pages(&mut self) {
        self.pending.iter().for_each(|page| page.is_unneeded.store(true, Ordering::Relaxed));
        self.pending.clear();
    }
}

/// A program that drops the stream while it waits for a page has given that page up, as after a timeout. Otherwise the
/// pages are no longer needed.
impl<T> Drop for Paginator<T> {
    fn drop(&mut self) {
        if !self.is_awaited {
            self.discard_pages();
        }
    }
}

impl<T: Send + 'static> Paginator<T> {
    fn new(request: impl PaginatedRequest<Item = T>) -> Self {
        let (operation, Window { limit, offset }) = (request.operation(), request.window());
        // The API may lower a limit to its maximum.
        let max_limit = operation.pagination.and_then(|pagination| pagination.max_limit).unwrap_or(u64::MAX);
        Self {
            operation,
            window: Window { limit: limit.map(|limit| limit.min(max_limit)), offset },
            sends_first_offset: request.options().is_some_and(RequestOptions::has_query),
            page_at: request.page_at(),
            position: Position::First,
            body_hash: None,
            total: None,
            largest: 0,
            is_short: false,
            ahead: 0,
            layout: None,
            pending: VecDeque::new(),
            is_awaited: false,
        }
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>, Error>>> {
        if self.pending.is_empty()
            && let Err(error) = self.request_page()
        {
            return Poll::Ready(self.failed(error));
        }
        self.prefetch_pages();
        let Some(first) = self.pending.front_mut() else {
            return Poll::Ready(None);
        };
        let (offset, known_total) = (first.offset, first.known_total);
        let poll = first.response.as_mut().poll(context);
        self.is_awaited = poll.is_pending();
        let result = ready!(poll);
        self.pending.pop_front();
        let page = match result.and_then(|response| self.on_page(offset, known_total, response)) {
            Ok(Some(page)) => page,
            Ok(None) => return Poll::Ready(None),
            Err(error) => return Poll::Ready(self.failed(error)),
        };
        // The next requests run while the program uses the page.
        self.prefetch_pages();
        Poll::Ready(Some(Ok(page)))
    }

    /// Requests the page at the position, unless that is the end.
    fn request_page(&mut self) -> Result<(), Error> {
        let (requested, offset) = match self.position {
            Position::End => return Ok(()),
            Position::First => {
                let first = self.window.offset.unwrap_or(0);
                (self.sends_first_offset.then_some(first), first)
            }
            Position::At(offset) => (Some(offset), offset),
        };
        if requested.is_some() {
            self.check_ceiling(offset)?;
        }
        self.push_page(offset, requested);
        Ok(())
    }

    /// Requests the page at an offset. `requested` is the offset that the request contains.
    fn push_page(&mut self, offset: u64, requested: Option<u64>) {
        let page = (self.page_at)(Window { limit: self.last_limit(offset), offset: requested });
        let is_unneeded = Arc::<AtomicBool>::default();
        let response = match self.ahead {
            0 => page,
            _ => in_task(Box::pin(IS_UNNEEDED.scope(Arc::clone(&is_unneeded), page))),
        };
        self.pending.push_back(PendingPage { offset, known_total: self.total, response, is_unneeded });
    }

    /// Requests pages ahead, as far as configured and as their offsets are known.
    fn prefetch_pages(&mut self) {
        while self.pending.len() < self.ahead
            && let Some(offset) = self.next_offset()
            && self.check_ceiling(offset).is_ok()
        {
            self.push_page(offset, Some(offset));
        }
    }

    /// Returns the offset of the next page to request, if it is known.
    fn next_offset(&self) -> Option<u64> {
        match (self.pending.back(), self.position) {
            (Some(last), _) => {
                let PageLayout { size, total } = self.layout?;
                last.offset.checked_add(size).filter(|offset| *offset < total)
            }
            (None, Position::At(offset)) => Some(offset),
            (None, _) => None,
        }
    }

    /// Ends the stream with an error.
    fn failed(&mut self, error: Error) -> Option<Result<Page<T>, Error>> {
        self.position = Position::End;
        self.discard_pages();
        Some(Err(error.of_operation(self.operation)))
    }

    /// Builds the page of a response and advances the position. `None` if the page repeats a short one: an API that
    /// ignores `limit` and `offset` has returned all items at once.
    fn on_page(
        &mut self,
        offset: u64,
        known_total: Option<u64>,
        response: ResponseValue<Vec<T>>,
    ) -> Result<Option<Page<T>>, Error> {
        let (items, response) = response.take();
        let of_response = |error: Error| error.with_response(response.status(), response.headers().clone());
        let PageHeaders { total, limit, offset: reported } =
            self.read_headers(response.headers()).map_err(of_response)?;
        if self.is_repetition(response.body(), reported, offset).map_err(of_response)? {
            self.position = Position::End;
            self.discard_pages();
            return Ok(None);
        }
        let offset = reported.unwrap_or(offset);
        self.check_total(total, known_total, offset, items.is_empty()).map_err(of_response)?;
        let page = Page { items, total, limit, offset, response };
        let is_first = self.position == Position::First;
        let limit = self.last_limit(page.offset).or(self.window.limit).filter(|_| self.ends_if_short(&page));
        self.position = after(&page, self.total, limit);
        let count = page.items.len() as u64;
        self.largest = self.largest.max(count);
        self.is_short = self.total.is_none() && self.window.limit.is_some_and(|limit| count < limit);
        self.plan(&page, is_first);
        Ok(Some(page))
    }

    /// Returns whether a page shorter than its limit is the last one. If the spec sets no maximum `limit`, the API may
    /// silently lower the limit.
    fn ends_if_short(&self, page: &Page<T>) -> bool {
        let count = page.items.len() as u64;
        let is_in_reach = |pagination: Pagination| {
            pagination.max_offset.is_none_or(|maximum| page.offset.saturating_add(count) <= maximum)
        };
        self.operation.pagination.is_some_and(|it| it.max_limit.is_some() || !is_in_reach(it)) || count < self.largest
    }

    /// Updates the page layout, and discards pending pages whose offsets do not match it.
    fn plan(&mut self, page: &Page<T>, is_first: bool) {
        let size = page.items.len() as u64;
        let is_uniform = is_first || self.layout.is_some_and(|layout| layout.size == size);
        self.layout = page.total.filter(|_| is_uniform).map(|total| PageLayout { size, total });
        let is_next = |page: &PendingPage<T>| self.position == Position::At(page.offset);
        if !self.pending.front().is_some_and(is_next) {
            self.discard_pages();
        }
    }

    /// Checks that no items were skipped. If earlier items are deleted, the remaining items move to lower offsets. The
    /// API may process pages that were requested together in any order, so a total is compared with the one that was
    /// known when its page was requested.
    fn check_total(
        &mut self,
        reported: Option<u64>,
        known_total: Option<u64>,
        offset: u64,
        is_empty: bool,
    ) -> Result<(), Error> {
        if let (Some(before), Some(total)) = (known_total, reported)
            && total < before
        {
            let advice = "items may have been skipped; read the whole collection before you delete from it";
            let message = format!("the total fell from {before} to {total} between two pages: {advice}");
            return Err(Error::pagination(message));
        }
        self.total = self.total.max(reported);
        match self.total {
            Some(total) if self.window.limit == Some(0) && total > 0 => Err(Error::pagination(format!(
                "a page with the limit 0 has no items, but the total is {total}; `send` reads the total alone"
            ))),
            Some(total) if is_empty && offset < total => {
                Err(Error::pagination(format!("the page at offset {offset} is empty, but the total is {total}")))
            }
            _ => Ok(()),
        }
    }

    fn check_ceiling(&self, offset: u64) -> Result<(), Error> {
        let maximum = self.operation.pagination.and_then(|pagination| pagination.max_offset);
        match maximum {
            Some(maximum) if offset > maximum => {
                let left = self.total.and_then(|total| total.checked_sub(offset));
                Err(Error::out_of_reach(left, maximum, offset))
            }
            _ => Ok(()),
        }
    }

    /// Returns the `limit` for the page at or just below the highest offset, if another limit reaches more items. A
    /// shorter page comes first, so that the last page begins exactly at the highest offset.
    fn last_limit(&self, offset: u64) -> Option<u64> {
        let pagination = self.operation.pagination?;
        let (max_offset, max_limit) = (pagination.max_offset?, pagination.max_limit?);
        // Without a total, there may be any number.
        let left = self.total.map_or(Some(u64::MAX), |total| total.checked_sub(offset))?;
        let (size, is_last) = match self.window.limit.or((self.largest > 0).then_some(self.largest)) {
            Some(size) => (size, offset.saturating_add(size) > max_offset),
            // Before the first page, no size is known: it may be the highest one.
            None => (0, offset.saturating_add(max_limit) > max_offset),
        };
        // The size of another page without a limit is only a guess.
        if !is_last || (left <= size && self.window.limit.is_some()) {
            return None;
        }
        match max_offset.saturating_sub(offset) {
            shorter @ 1.. if left > max_limit => Some(shorter.min(max_limit)),
            _ => Some(left.min(max_limit)),
        }
    }

    /// Checks that the page is the requested one. Returns whether it repeats the previous one, which is an error unless
    /// that one is short.
    fn is_repetition(&mut self, body: &[u8], reported: Option<u64>, requested: u64) -> Result<bool, Error> {
        match reported {
            Some(reported) if reported == requested => Ok(false),
            Some(reported) => Err(Error::pagination(format!(
                "requested the page at offset {requested}, but received the one at {reported}"
            ))),
            None => {
                let mut hasher = DefaultHasher::new();
                hasher.write(body);
                let hash = hasher.finish();
                match self.body_hash.replace(hash) == Some(hash) {
                    true if !self.is_short => {
                        Err(Error::pagination("the API ignores offset: it returned the same page twice".to_owned()))
                    }
                    is_same => Ok(is_same),
                }
            }
        }
    }

    /// A total that cannot be read is an error: the collection would seem to end with a short page.
    fn read_headers(&self, headers: &HeaderMap) -> Result<PageHeaders, Error> {
        let Some(names) = self.operation.pagination.and_then(|pagination| pagination.headers) else {
            return Ok(PageHeaders::default());
        };
        let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse().ok();
        // A proxy may repeat headers. The largest total misses no item.
        let totals = headers.get_all(names.total).iter().map(|value| read_totals(value.as_bytes()));
        let totals = totals.collect::<Option<Vec<_>>>();
        let totals =
            totals.ok_or_else(|| Error::pagination(format!("the header `{}` is not a number", names.total)))?;
        Ok(PageHeaders {
            total: totals.into_iter().flatten().max(),
            limit: names.limit.and_then(number),
            offset: names.offset.and_then(number),
        })
    }
}

/// Reads the largest number of a header that a proxy may have joined with others. `None` if one is not a number without
/// a sign: `1,234` is not two of them.
fn read_totals(value: &[u8]) -> Option<Option<u64>> {
    if value.windows(2).any(|pair| pair[0] == b',' && pair[1].is_ascii_digit()) {
        return None;
    }
    let numbers = value.split(|byte| *byte == b',').map(<[u8]>::trim_ascii).filter(|digits| !digits.is_empty());
    let read = |digits: &[u8]| {
        let digits = std::str::from_utf8(digits).ok()?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<u64>().ok())?
    };
    Some(numbers.map(read).collect::<Option<Vec<u64>>>()?.into_iter().max())
}

#[derive(Default)]
struct PageHeaders {
    total: Option<u64>,
    limit: Option<u64>,
    offset: Option<u64>,
}

/// Returns the position after a page. `total` is the highest total that a page has reported.
fn after<T>(page: &Page<T>, total: Option<u64>, requested_limit: Option<u64>) -> Position {
    let count = page.items.len() as u64;
    let next = page.offset.saturating_add(count);
    let is_last = match (total, page.limit.or(requested_limit)) {
        _ if count == 0 => true,
        // A page may be short for other reasons: before the total is reached, there are more items.
        (Some(total), _) if next <= total => next == total,
        // The total is absent or too low.
        (_, Some(limit)) => count < limit,
        (_, None) => false,
    };
    if is_last { Position::End } else { Position::At(next) }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use futures_util::FutureExt as _;
    use reqwest::StatusCode;

    use super::*;
    use crate::{ErrorKind, PaginationHeaderNames};

    static LIST: Operation = OPERATION;

    const OPERATION: Operation = Operation {
        id: "List",
        path: "/list",
        pagination: Some(Pagination {
            max_offset: Some(6),
            max_limit: Some(5),
            headers: Some(PaginationHeaderNames { total: "total", limit: Some("limit"), offset: Some("offset") }),
        }),
        ..crate::operation::tests::OPERATION
    };

    /// Returns a response after a time that depends on the offset. The items of a page are their own offsets.
    #[derive(Clone)]
    struct Fake {
        operation: &'static Operation,
        limit: Option<u64>,
        total: Arc<dyn Fn(u64) -> Option<u64> + Send + Sync>,
        size: Arc<dyn Fn(u64) -> u64 + Send + Sync>,
        /// How many items there are.
        end: u64,
        highest_limit: u64,
        ignores_limit_and_offset: bool,
        latency: fn(u64) -> Duration,
        fails_at: Option<u64>,
        log: Arc<Mutex<Log>>,
    }

    #[derive(Default)]
    struct Log {
        asked: Vec<u64>,
        responded: Vec<u64>,
        cancelled: Vec<u64>,
        /// The cancelled pages that the program had given up.
        given_up: Vec<u64>,
        most_at_once: usize,
    }

    /// Logs a request, and whether it ends or is cancelled.
    struct InFlight {
        offset: u64,
        is_cancelled: bool,
        log: Arc<Mutex<Log>>,
    }

    impl InFlight {
        fn begin(offset: u64, log: Arc<Mutex<Log>>) -> Self {
            let mut entries = log.lock().expect("the log");
            entries.asked.push(offset);
            let ended = entries.responded.len() + entries.cancelled.len();
            entries.most_at_once = entries.most_at_once.max(entries.asked.len() - ended);
            drop(entries);
            Self { offset, is_cancelled: true, log }
        }
    }

    impl Drop for InFlight {
        fn drop(&mut self) {
            let mut log = self.log.lock().expect("the log");
            if !self.is_cancelled {
                return log.responded.push(self.offset);
            }
            log.cancelled.push(self.offset);
            if !IS_UNNEEDED.with(|it| it.load(Ordering::Relaxed)) {
                log.given_up.push(self.offset);
            }
        }
    }

    impl PaginatedRequest for Fake {
        type Item = u64;

        fn operation(&self) -> &'static Operation {
            self.operation
        }

        fn window(&self) -> Window {
            Window { limit: self.limit, offset: None }
        }

        fn options(&self) -> Option<&RequestOptions> {
            None
        }

        fn page_at(self) -> PageAt<u64> {
            Box::new(move |Window { limit, offset }| {
                let fake = self.clone();
                Box::pin(async move {
                    let offset = offset.unwrap_or(0);
                    let mut request = InFlight::begin(offset, fake.log);
                    match (fake.latency)(offset) {
                        Duration::ZERO => tokio::task::yield_now().await,
                        latency => tokio::time::sleep(latency).await,
                    }
                    request.is_cancelled = false;
                    if fake.fails_at == Some(offset) {
                        return Err(Error::runtime_shut_down());
                    }
                    let header = |name, value: u64| (reqwest::header::HeaderName::from_static(name), value.into());
                    let total = (fake.total)(offset).map(|total| header("total", total));
                    if fake.ignores_limit_and_offset {
                        return Ok(ResponseValue::new(vec![0, 1], StatusCode::OK, total.into_iter().collect()));
                    }
                    let size = limit.unwrap_or_else(|| (fake.size)(offset)).min(fake.highest_limit);
                    let items: Vec<u64> = (offset..fake.end.min(offset + size)).collect();
                    let headers = [header("offset", offset)].into_iter().chain(total);
                    let body = format!("{items:?}").into();
                    Ok(ResponseValue { body, ..ResponseValue::new(items, StatusCode::OK, headers.collect()) })
                })
            })
        }
    }

    const EVEN: fn(u64) -> u64 = |_| 2;

    fn list(
        total: impl Fn(u64) -> Option<u64> + Send + Sync + 'static,
        size: impl Fn(u64) -> u64 + Send + Sync + 'static,
    ) -> Fake {
        Fake {
            operation: &LIST,
            limit: Some(2),
            total: Arc::new(total),
            size: Arc::new(size),
            end: u64::MAX,
            highest_limit: u64::MAX,
            ignores_limit_and_offset: false,
            latency: |_| Duration::ZERO,
            fails_at: None,
            log: Arc::default(),
        }
    }

    /// Returns the items, the kind of the error that ends the stream, and the requested offsets.
    async fn read(fake: Fake, ahead: usize) -> (Vec<u64>, Option<ErrorKind>, Vec<u64>) {
        let mut items = fake.clone().pages().prefetch(ahead).items();
        let (mut read, mut kind) = (Vec::new(), None);
        while let Some(item) = items.next().await {
            match item {
                Ok(item) => read.push(item),
                Err(error) => kind = Some(error.kind()),
            }
        }
        let asked = fake.log.lock().expect("the log").asked.clone();
        (read, kind, asked)
    }

    /// Asserts, however many pages are prefetched, the number of items, the kind of the error that ends the stream, and
    /// the requested offsets, if they are the same.
    async fn assert_reads(fake: impl Fn() -> Fake, count: u64, kind: Option<ErrorKind>, asked: Option<&[u64]>) {
        for ahead in [0, 1, 2, 50] {
            let (items, found, offsets) = read(fake(), ahead).await;
            assert_eq!((items, found), ((0..count).collect(), kind), "{ahead}");
            assert!(asked.is_none_or(|asked| offsets == asked), "{ahead}: {offsets:?}");
        }
    }

    #[tokio::test]
    async fn the_prefetched_pages_are_in_flight_when_a_page_is_returned() {
        for (ahead, expected) in [(0, vec![0]), (1, vec![0, 2]), (2, vec![0, 2, 4]), (50, vec![0, 2, 4, 6])] {
            let fake = list(|_| Some(1_000), EVEN);
            let mut pages = fake.clone().pages().prefetch(ahead);
            pages.next().await.expect("a page").expect("no error");
            // The tasks of the pages begin.
            tokio::task::yield_now().await;
            assert_eq!(fake.log.lock().expect("the log").asked, expected, "{ahead}");
        }
    }

    #[test]
    fn the_largest_of_several_totals_counts() {
        let paginator = Paginator::new(list(|_| None, EVEN));
        for (totals, total) in
            [(&["2", "4"][..], Some(4)), (&["2, 4"], Some(4)), (&["", ", 3"], Some(3)), (&[""], None)]
        {
            let name = reqwest::header::HeaderName::from_static("total");
            let headers = totals.iter().map(|total| (name.clone(), total.parse().expect("a header")));
            let headers = paginator.read_headers(&headers.collect()).expect("a total");
            assert_eq!(headers.total, total, "{totals:?}");
        }
    }

    #[test]
    fn a_total_that_cannot_be_read_is_an_error() {
        let paginator = Paginator::new(list(|_| None, EVEN));
        for total in
            ["100.0", "1e2", "+100", "-1", "1 000", "1,000", "1,234", "0x64", "\"100\"", "18446744073709551616", "3, x"]
        {
            let name = reqwest::header::HeaderName::from_static("total");
            let headers = [(name, total.parse().expect("a header"))].into_iter().collect();
            let error = paginator.read_headers(&headers).err().expect(total);
            assert_eq!(error.kind(), crate::ErrorKind::Pagination, "{total}");
        }
    }

    #[tokio::test]
    async fn nothing_beyond_the_total_or_a_short_page_is_requested() {
        assert_reads(|| list(|_| None, |offset| if offset == 4 { 1 } else { 2 }), 5, None, Some(&[0, 2, 4])).await;
        assert_reads(|| list(|_| Some(5), |offset| 2.min(5 - offset)), 5, None, Some(&[0, 2, 4])).await;
        assert_reads(|| list(|_| Some(4), EVEN), 4, None, Some(&[0, 2])).await;
    }

    #[tokio::test]
    async fn the_last_page_in_reach_has_all_items_that_it_may_have_and_a_page_beyond_it_is_an_error() {
        let asked = Some(&[0, 2, 4, 6][..]);
        for total in [8, 9, 11] {
            assert_reads(|| list(move |_| Some(total), EVEN), total, None, asked).await;
        }
        for total in [Some(100), None] {
            assert_reads(|| list(move |_| total, EVEN), 11, Some(ErrorKind::Pagination), asked).await;
        }
        assert_reads(|| Fake { end: 9, ..list(|_| None, EVEN) }, 9, None, asked).await;
    }

    #[tokio::test]
    async fn a_page_without_items_does_not_hide_a_collection() {
        let (items, kind, _) = read(Fake { limit: Some(0), ..list(|_| Some(3), |_| 0) }, 0).await;
        assert_eq!((items, kind), (Vec::new(), Some(ErrorKind::Pagination)));
        let empty = Fake { limit: Some(0), ..list(|_| Some(3), |_| 0) };
        let error = empty.items().try_collect::<Vec<_>>().await.expect_err("no items");
        assert!(error.to_string().contains("a page with the limit 0 has no items"), "{error}");
        assert_eq!((error.status(), error.may_have_been_sent()), (Some(StatusCode::OK), true));
        assert_reads(|| Fake { limit: Some(0), ..list(|_| Some(0), |_| 0) }, 0, None, Some(&[0])).await;
    }

    #[tokio::test]
    async fn the_last_page_begins_at_the_highest_offset_whatever_the_limit() {
        for (size, offsets) in [(4_u64, vec![0, 4, 6]), (5, vec![0, 5, 6]), (3, vec![0, 3, 6])] {
            let of = |total: u64| Fake { limit: None, ..list(move |_| Some(total), move |_| size) };
            assert_reads(|| of(11), 11, None, Some(&offsets)).await;
            assert_reads(|| of(12), 11, Some(ErrorKind::Pagination), Some(&offsets)).await;
        }
        assert_reads(|| Fake { limit: Some(4), end: 9, ..list(|_| Some(9), |_| 4) }, 9, None, Some(&[0, 4])).await;
        // The API lowers the limit, and says nothing of it.
        for (total, end) in [(None, 6), (Some(11), 11)] {
            let fake = || Fake { limit: Some(9), end, ..list(move |_| total, |_| 5) };
            assert_reads(fake, end, None, Some(&[0, 5, 6])).await;
        }
    }

    #[tokio::test]
    async fn the_error_at_the_highest_offset_says_how_many_items_are_left_if_a_total_is_known() {
        let error = list(|_| Some(100), EVEN).items().try_collect::<Vec<_>>().await.expect_err("no end");
        assert_eq!((error.kind(), error.items_left()), (ErrorKind::Pagination, Some(89)));
        assert_eq!((error.may_have_been_sent(), error.attempts()), (false, 0));
        assert!(error.to_string().contains("89 items are left, but the API accepts no offset above 6"), "{error}");
        let error = list(|_| None, EVEN).items().try_collect::<Vec<_>>().await.expect_err("no end");
        assert_eq!((error.kind(), error.items_left()), (ErrorKind::Pagination, None));
    }

    #[tokio::test]
    async fn a_page_without_the_total_does_not_end_the_collection_before_it() {
        let fake = list(|offset| (offset == 0).then_some(8), |offset| if offset == 2 { 1 } else { 2.min(8 - offset) });
        let (items, kind, _) = read(fake, 0).await;
        assert_eq!((items.len(), kind), (8, None));
    }

    #[tokio::test]
    async fn pages_of_different_sizes_are_read_without_a_gap_or_a_repetition_up_to_the_last_one_in_reach() {
        let sizes = |offset: u64| if offset == 2 { 1 } else { 2 };
        assert_reads(|| list(|_| Some(7), sizes), 7, None, None).await;
        let fake = |total: Option<u64>| move || Fake { limit: None, ..list(move |_| total, sizes) };
        assert_reads(fake(Some(8)), 8, None, None).await;
        assert_reads(fake(Some(11)), 11, None, None).await;
        assert_reads(fake(None), 11, Some(ErrorKind::Pagination), None).await;
        // The default size is 2, and from offset 6 on only 1.
        let fake = || Fake { limit: None, end: 8, ..list(|_| Some(8), |offset| if offset < 6 { 2 } else { 1 }) };
        assert_reads(fake, 8, None, None).await;
    }

    #[tokio::test]
    async fn a_total_that_a_page_exceeds_is_ignored() {
        assert_reads(|| list(|_| Some(1), |offset| if offset == 4 { 1 } else { 2 }), 5, None, None).await;
    }

    #[tokio::test]
    async fn a_page_of_a_limit_that_the_api_lowers_without_a_word_is_not_the_last_one() {
        static UNLIMITED: Operation = Operation {
            pagination: Some(Pagination { max_offset: None, max_limit: None, headers: None }),
            ..OPERATION
        };
        let ignored = Fake { operation: &UNLIMITED, limit: Some(9), ..list(|_| None, |_| 2) };
        let (items, kind, _) = read(Fake { ignores_limit_and_offset: true, ..ignored }, 0).await;
        assert_eq!((items, kind), (vec![0, 1], None));
        let total = Fake { limit: Some(9), ignores_limit_and_offset: true, ..list(|_| Some(4), |_| 2) };
        let (items, kind, _) = read(total, 0).await;
        assert_eq!((items, kind), (vec![0, 1], Some(ErrorKind::Pagination)), "two items are missing");
        static WITH_HIGHEST_OFFSET: Operation = Operation {
            pagination: Some(Pagination { max_offset: Some(6), max_limit: None, headers: None }),
            ..OPERATION
        };
        for (operation, ahead) in [(&UNLIMITED, 0), (&UNLIMITED, 1), (&WITH_HIGHEST_OFFSET, 0)] {
            let fake = Fake { operation, limit: Some(9), end: 5, ..list(|_| None, |_| 2) };
            let fake = Fake { highest_limit: 2, ..fake };
            let (items, kind, asked) = read(fake, ahead).await;
            assert_eq!((items, kind, asked), ((0..5).collect(), None, vec![0, 2, 4]), "{ahead}");
        }
    }

    /// A collection whose later pages arrive first.
    fn list_in_reverse() -> Fake {
        static UNLIMITED: Operation = Operation {
            pagination: Some(Pagination { max_offset: None, ..OPERATION.pagination.expect("pagination") }),
            ..OPERATION
        };
        let latency: fn(u64) -> Duration = |offset| Duration::from_secs(100 - offset);
        Fake { operation: &UNLIMITED, latency, end: 11, ..list(|_| Some(11), EVEN) }
    }

    #[tokio::test(start_paused = true)]
    async fn prefetched_pages_are_returned_in_order_and_no_more_than_asked_at_once() {
        for ahead in [1, 2, 3, 50] {
            let fake = list_in_reverse();
            assert_eq!(read(fake.clone(), ahead).await, ((0..11).collect(), None, vec![0, 2, 4, 6, 8, 10]), "{ahead}");
            assert_eq!(fake.log.lock().expect("the log").most_at_once, ahead.min(5));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_prefetched_error_is_returned_after_the_pages_before_it_and_ends_the_stream() {
        let (items, kind, _) = read(Fake { fails_at: Some(6), ..list_in_reverse() }, 4).await;
        assert_eq!((items, kind), ((0..6).collect(), Some(Error::runtime_shut_down().kind())));
    }

    #[tokio::test(start_paused = true)]
    async fn only_a_page_that_the_program_waits_for_is_given_up_when_it_is_cancelled() {
        let slow: fn(u64) -> Duration = |offset| Duration::from_secs(offset.min(4));
        let ended = async |fake: Fake, reads: usize, timeout: u64| {
            let fake = Fake { latency: slow, ..fake };
            let mut pages = fake.clone().pages().prefetch(3);
            for _ in 0..reads {
                let _ = tokio::time::timeout(Duration::from_secs(timeout), pages.next()).await;
            }
            tokio::task::yield_now().await;
            drop(pages);
            tokio::task::yield_now().await;
            let log = fake.log.lock().expect("the log");
            let mut given_up = log.given_up.clone();
            given_up.sort_unstable();
            (log.cancelled.len(), given_up)
        };
        let fake = || list(|_| Some(1_000), EVEN);
        assert_eq!(ended(fake(), 1, 9).await, (3, vec![]), "dropped between two pages");
        assert_eq!(ended(fake(), 2, 1).await, (3, vec![2, 4, 6]), "dropped while it waits");
        assert_eq!(ended(Fake { fails_at: Some(2), ..fake() }, 2, 9).await, (2, vec![]), "after an error");
        let odd = Fake { limit: None, ..list(|_| Some(1_000), |offset| if offset == 2 { 1 } else { 2 }) };
        assert_eq!(ended(odd, 2, 9).await, (3, vec![]), "after a page of another size");
    }

    #[tokio::test]
    async fn a_stream_without_prefetch_starts_no_task() {
        let mut pages = list(|_| Some(4), EVEN).pages();
        assert!(pages.next().now_or_never().is_none(), "the request is in flight");
        assert_eq!(tokio::runtime::Handle::current().metrics().num_alive_tasks(), 0);
        pages.next().await.expect("a page").expect("no error");
    }

    #[tokio::test]
    async fn a_prefetched_page_is_read_while_the_stream_is_not_polled() {
        let fake = list(|_| Some(1_000), EVEN);
        let mut pages = fake.clone().pages().prefetch(3);
        pages.next().await.expect("a page").expect("no error");
        for _ in 0..4 {
            tokio::task::yield_now().await;
        }
        let mut responded = fake.log.lock().expect("the log").responded.clone();
        responded.sort_unstable();
        assert_eq!(responded, [0, 2, 4, 6]);
    }

    #[tokio::test]
    #[should_panic(expected = "while a page is read")]
    async fn a_panic_while_a_page_is_read_ahead_reaches_the_caller() {
        let _: PageResult<u64> = in_task(Box::pin(async { panic!("while a page is read") })).await;
    }

    #[test]
    fn a_page_that_is_read_on_a_runtime_that_shuts_down_is_an_error() {
        let runtime = || tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let first = runtime();
        let entered = first.enter();
        let page: PageFuture<u64> = in_task(Box::pin(std::future::pending()));
        drop(entered);
        drop(first);
        assert_eq!(runtime().block_on(page).expect_err("no page").kind(), Error::runtime_shut_down().kind());
    }

    #[tokio::test]
    async fn a_total_that_falls_and_an_empty_page_before_it_are_errors_and_one_that_grows_is_followed() {
        let error = Some(ErrorKind::Pagination);
        assert_reads(|| list(|offset| Some(if offset == 0 { 7 } else { 4 }), EVEN), 2, error, None).await;
        assert_reads(|| list(|_| Some(6), |offset| if offset == 2 { 0 } else { 2 }), 2, error, None).await;
        assert_reads(|| list(|offset| Some(if offset == 0 { 3 } else { 6 }), EVEN), 6, None, None).await;
    }

    #[tokio::test]
    async fn the_totals_of_pages_that_were_requested_together_may_come_in_any_order() {
        // The API responds to the page at 4 before the one at 2, and two items are created between.
        let together = list(|offset| Some([6, 8, 6, 8][offset as usize / 2]), EVEN);
        assert_eq!(read(Fake { end: 8, ..together }, 3).await, ((0..8).collect(), None, vec![0, 2, 4, 6]));
    }

    #[tokio::test]
    async fn a_page_without_a_limit_ends_at_the_highest_offset() {
        let mut paginator = Paginator::new(Fake { limit: None, ..list(|_| None, EVEN) });
        let limits = |paginator: &Paginator<u64>| [0, 1, 2, 5, 6].map(|offset| paginator.last_limit(offset));
        assert_eq!(limits(&paginator), [None, None, Some(4), Some(1), Some(5)], "before the first page");
        paginator.largest = 2;
        assert_eq!(limits(&paginator), [None, None, None, Some(1), Some(5)]);
    }
}
