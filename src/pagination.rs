//! Reads a list page by page, or item by item.

use std::collections::VecDeque;
use std::future::Future;
use std::hash::{DefaultHasher, Hasher};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use reqwest::header::HeaderMap;
use serde::Serialize;

use crate::error::Error;
use crate::{Operation, ResponseValue};

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The items of the page.
    pub items: Vec<T>,
    /// How many items there are on all pages together, if the response says so.
    pub total: Option<u64>,
    /// The most items that the page may hold, if the response says so.
    pub limit: Option<u64>,
    /// How many items come before the page: what the response says, or else what was asked for.
    pub offset: u64,
}

/// A request that returns a collection, and can be repeated for all of it.
///
/// The first page begins at the call's own `offset`, and each has at most its own `limit` of items, where they are set.
/// No page is asked for before it is wanted, unless [`Pages::prefetch`] says so. The stream ends when the total is reached, on an empty page, or, if the
/// responses name no total, on a page with fewer items than it may hold. An error ends it too: nothing is left out
/// unsaid.
///
/// # Errors
/// Besides those of a single call, [`ErrorKind::Pagination`](crate::ErrorKind::Pagination): the next page begins beyond the
/// highest `offset` that the API takes, or the API ignores `offset` and would return the same page for ever.
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
    /// All pages, as a stream.
    fn pages(self) -> Pages<Self::Item> {
        Pages(Box::new(Paginator::new(self)))
    }

    /// All items of all pages, as a stream.
    fn items(self) -> Items<Self::Item> {
        self.pages().items()
    }
}

impl<C: PaginatedRequest> Paginate for C {}

/// A future of one page.
pub(crate) type PageFuture<T> = Pin<Box<dyn Future<Output = PageResult<T>> + Send>>;

/// Requests the page in a window. What the window leaves out is that of the request itself.
pub(crate) type PageAt<T> = Box<dyn Fn(Window) -> PageFuture<T> + Send + Sync>;

/// What [`Paginate`] needs of a call. Implemented by generated code.
pub trait PaginatedRequest: Sized {
    /// What the list holds.
    type Item: Serialize + Send + 'static;

    #[doc(hidden)]
    fn operation(&self) -> &'static Operation;

    #[doc(hidden)]
    fn window(&self) -> Window;

    /// The call with a client of its own, so that a stream borrows nothing.
    #[doc(hidden)]
    fn page_at(self) -> PageAt<Self::Item>;
}

/// The `limit` and the `offset` that a call was given. One that was refused counts as not given: the call that asks for
/// the first page says so.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Window {
    pub(crate) limit: Option<u64>,
    pub(crate) offset: Option<u64>,
}

/// All pages of a list. Made by [`Paginate::pages`]. It borrows nothing and can be sent to another task.
pub struct Pages<T>(Box<Paginator<T>>);

/// All items of a list. Made by [`Paginate::items`] and [`Pages::items`]. It borrows nothing and can be sent to another
/// task.
pub struct Items<T>(Pin<Box<dyn Stream<Item = Result<T, Error>> + Send>>);

/// The most pages that are read ahead, whatever a program asks for and a server says of its total.
const MAX_PREFETCH: usize = 100;

impl<T: Serialize> Pages<T> {
    /// Reads up to so many pages ahead of the one that was last given, all at the same time; 100 at most.
    ///
    /// The pages come in the same order, and an error comes in its place, after the pages before it. No more than this
    /// number of pages is held, nothing beyond the total is asked for, and what is not yet read is cancelled when the
    /// stream is dropped. The first page is read alone, for its total and its size say where the others begin. Where
    /// a response names no total or pages differ in size, one page is read ahead.
    ///
    /// Pages are read while the stream is waited for. A program that takes longer over a page than the client's
    /// [`attempt_timeout`](crate::ClientBuilder::attempt_timeout) should not read ahead: the time of what is under way goes on.
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
    #[must_use]
    pub fn prefetch(mut self, pages: usize) -> Self {
        self.0.ahead = pages.min(MAX_PREFETCH);
        self
    }

    /// All items of the pages, as a stream.
    pub fn items(self) -> Items<T>
    where
        T: Send + 'static,
    {
        Items(Box::pin(self.map_ok(|page| stream::iter(page.items.into_iter().map(Ok))).try_flatten()))
    }

    /// The next page. This is that of `StreamExt`, here without an import.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        StreamExt::next(self).await
    }
}

impl<T> Items<T> {
    /// The next item. This is that of `StreamExt`, here without an import.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        self.0.next().await
    }
}

impl<T: Serialize> Stream for Pages<T> {
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

/// How far the reading of a list has come.
struct Paginator<T> {
    operation: &'static Operation,
    window: Window,
    page_at: PageAt<T>,
    /// Where the next page that is to be given begins.
    position: Position,
    /// What the page before held, where its headers do not say where it began.
    fingerprint: Option<u64>,
    /// The total of the pages so far.
    total: Option<u64>,
    /// How many pages are read ahead.
    ahead: usize,
    /// How many items each page has and how many there are in all, as far as that is known and holds.
    layout: Option<PageLayout>,
    /// The pages that were asked for and not yet given, in their order. The first begins at the position.
    asked: VecDeque<PendingPage<T>>,
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

/// A page that was asked for.
struct PendingPage<T> {
    offset: u64,
    response: PageState<T>,
}

type PageResult<T> = Result<ResponseValue<Vec<T>>, Error>;

enum PageState<T> {
    InFlight(PageFuture<T>),
    Ready(PageResult<T>),
}

impl<T> PendingPage<T> {
    fn poll(&mut self, context: &mut Context<'_>) {
        if let PageState::InFlight(response) = &mut self.response
            && let Poll::Ready(came) = response.as_mut().poll(context)
        {
            self.response = PageState::Ready(came);
        }
    }
}

impl<T: Serialize> Paginator<T> {
    fn new(call: impl PaginatedRequest<Item = T>) -> Self {
        Self {
            operation: call.operation(),
            window: call.window(),
            page_at: call.page_at(),
            position: Position::First,
            fingerprint: None,
            total: None,
            ahead: 0,
            layout: None,
            asked: VecDeque::new(),
        }
    }

    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Page<T>, Error>>> {
        if self.asked.is_empty()
            && let Err(error) = self.ask()
        {
            return Poll::Ready(self.failed(error));
        }
        self.ask_ahead(context);
        if let Some(first) = self.asked.front_mut() {
            first.poll(context);
        }
        let came = match self.asked.pop_front() {
            None => return Poll::Ready(None),
            Some(PendingPage { offset, response: PageState::Ready(came) }) => {
                came.and_then(|response| self.arrived(offset, response))
            }
            Some(awaited) => {
                self.poll_asked(context);
                self.asked.push_front(awaited);
                return Poll::Pending;
            }
        };
        match came {
            Err(error) => Poll::Ready(self.failed(error)),
            Ok(page) => {
                // Before the page is given: the next ones are under way while the program is busy with it, and the time of
                // those that have come stops.
                self.ask_ahead(context);
                self.poll_asked(context);
                Poll::Ready(Some(Ok(page)))
            }
        }
    }

    /// Asks for the page at the position, if there is one.
    fn ask(&mut self) -> Result<(), Error> {
        let (asked, offset) = match self.position {
            Position::End => return Ok(()),
            Position::First => (None, self.window.offset.unwrap_or(0)),
            Position::At(offset) => (Some(offset), offset),
        };
        if asked.is_some() {
            self.check_ceiling(offset)?;
        }
        let window = Window { limit: self.last_limit(offset), offset: asked };
        self.asked.push_back(PendingPage { offset, response: PageState::InFlight((self.page_at)(window)) });
        Ok(())
    }

    /// Asks for pages as far ahead as is wanted, and as it is known where they begin.
    fn ask_ahead(&mut self, context: &mut Context<'_>) {
        while self.asked.len() < self.ahead
            && let Some(offset) = self.next_offset()
            && self.check_ceiling(offset).is_ok()
        {
            let window = Window { limit: self.last_limit(offset), offset: Some(offset) };
            let mut asked = PendingPage { offset, response: PageState::InFlight((self.page_at)(window)) };
            // The request goes out before the pages that have come are decoded.
            asked.poll(context);
            self.asked.push_back(asked);
        }
    }

    /// Where the page begins that is to be asked for next.
    fn next_offset(&self) -> Option<u64> {
        match (self.asked.back(), self.position) {
            (Some(last), _) => {
                let PageLayout { size, total } = self.layout?;
                last.offset.checked_add(size).filter(|offset| *offset < total)
            }
            (None, Position::At(offset)) => Some(offset),
            (None, _) => None,
        }
    }

    fn poll_asked(&mut self, context: &mut Context<'_>) {
        for asked in &mut self.asked {
            asked.poll(context);
        }
    }

    /// Ends the stream with an error.
    fn failed(&mut self, error: Error) -> Option<Result<Page<T>, Error>> {
        self.position = Position::End;
        self.asked.clear();
        Some(Err(error.of_operation(self.operation)))
    }

    /// The page of the response, after which the one after it is in its place.
    fn arrived(&mut self, offset: u64, response: ResponseValue<Vec<T>>) -> Result<Page<T>, Error> {
        let headers = self.read_headers(response.headers());
        self.check_progress(&response, headers.offset, offset)?;
        let page = Page {
            total: headers.total,
            limit: headers.limit,
            offset: headers.offset.unwrap_or(offset),
            items: response.into_inner(),
        };
        self.check_total(&page)?;
        let is_first = self.position == Position::First;
        self.position = after(&page, self.window.limit);
        self.plan(&page, is_first);
        Ok(page)
    }

    /// Learns where the other pages begin, and forgets those that were asked for where there is none.
    fn plan(&mut self, page: &Page<T>, is_first: bool) {
        let size = page.items.len() as u64;
        let holds = is_first || self.layout.is_some_and(|layout| layout.size == size);
        self.layout = page.total.filter(|_| holds).map(|total| PageLayout { size, total });
        let is_next = |asked: &PendingPage<T>| self.position == Position::At(asked.offset);
        if !self.asked.front().is_some_and(is_next) {
            self.asked.clear();
        }
    }

    /// Whether items were passed over: they move to the front when others before them are deleted.
    fn check_total(&mut self, page: &Page<T>) -> Result<(), Error> {
        let before = self.total;
        self.total = page.total.or(before);
        let advice = "items may have been left out; collect the collection before deleting from it";
        match (before, self.total) {
            (Some(before), Some(total)) if total < before => {
                Err(Error::pagination(format!("the total fell from {before} to {total} between two pages: {advice}")))
            }
            (_, Some(total)) if page.items.is_empty() && page.offset < total && self.window.limit != Some(0) => {
                Err(Error::pagination(format!("the page at offset {} is empty, but the total is {total}", page.offset)))
            }
            _ => Ok(()),
        }
    }

    fn check_ceiling(&self, offset: u64) -> Result<(), Error> {
        let maximum = self.operation.pagination.and_then(|pagination| pagination.max_offset);
        match maximum {
            Some(maximum) if offset > maximum => {
                let left = self.total.map_or("more".to_owned(), |total| total.saturating_sub(offset).to_string());
                Err(Error::pagination(format!(
                    "{left} items are left, but the API accepts no offset above {maximum}; {offset} items were in reach"
                )))
            }
            _ => Ok(()),
        }
    }

    /// The limit of the last page in reach, where it is higher than that of the others: as many as possible of the items
    /// that would begin beyond the highest offset.
    fn last_limit(&self, offset: u64) -> Option<u64> {
        let pagination = self.operation.pagination?;
        let (max_offset, max_limit) = (pagination.max_offset?, pagination.max_limit?);
        let size = self.window.limit.or(self.layout.map(|layout| layout.size))?;
        let left = self.total?.checked_sub(offset)?;
        let is_last = offset.saturating_add(size) > max_offset;
        (is_last && left > size && max_limit > size).then(|| left.min(max_limit))
    }

    /// Whether the page is another one than before.
    fn check_progress(&mut self, response: &ResponseValue<Vec<T>>, said: Option<u64>, asked: u64) -> Result<(), Error> {
        let stands =
            |message: String| Error::pagination(message).with_response(response.status(), response.headers().clone());
        match said {
            Some(said) if said == asked => Ok(()),
            Some(said) => Err(stands(format!("the page at offset {asked} was asked for and the one at {said} came"))),
            None if response.is_empty() => Ok(()),
            None => {
                let fingerprint = fingerprint(response);
                let before = self.fingerprint.replace(fingerprint);
                match before == Some(fingerprint) {
                    true => Err(stands("the API ignores offset: the same page came twice".to_owned())),
                    false => Ok(()),
                }
            }
        }
    }

    fn read_headers(&self, headers: &HeaderMap) -> PageHeaders {
        let names = self.operation.pagination.and_then(|pagination| pagination.headers);
        let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse().ok();
        names.map_or_else(PageHeaders::default, |names| PageHeaders {
            total: number(names.total),
            limit: number(names.limit),
            offset: number(names.offset),
        })
    }
}

#[derive(Default)]
struct PageHeaders {
    total: Option<u64>,
    limit: Option<u64>,
    offset: Option<u64>,
}

/// Where the page after this one begins, if there is one.
fn after<T>(page: &Page<T>, asked_limit: Option<u64>) -> Position {
    let count = page.items.len() as u64;
    let next = page.offset.saturating_add(count);
    let is_last = match (page.total, page.limit.or(asked_limit)) {
        _ if count == 0 => true,
        // A page may be short for other reasons; while the total is not reached there is more.
        (Some(total), _) => next >= total,
        (None, Some(limit)) => count < limit,
        (None, None) => false,
    };
    if is_last { Position::End } else { Position::At(next) }
}

/// Tells one page from another without keeping it.
fn fingerprint<T: Serialize>(items: &[T]) -> u64 {
    struct Hash(DefaultHasher);
    impl std::io::Write for Hash {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.write(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut hash = Hash(DefaultHasher::new());
    // Writing to a hash cannot fail, and what was read from JSON can be written as JSON.
    let _ = serde_json::to_writer(&mut hash, items);
    hash.0.finish()
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use reqwest::{Method, StatusCode};

    use super::*;
    use crate::{ErrorKind, Pagination, PaginationHeaderNames};

    static LIST: Operation = Operation {
        id: "List",
        method: Method::GET,
        path: "/list",
        summary: "",
        security: &[],
        is_anonymous: true,
        error_statuses: &[],
        is_idempotent: true,
        sends_customer_credentials: false,
        pagination: Some(Pagination {
            max_offset: Some(6),
            max_limit: Some(5),
            headers: Some(PaginationHeaderNames { total: "total", limit: "limit", offset: "offset" }),
        }),
    };

    /// Responses when it is polled a second time. The items of a page are their own offsets.
    #[derive(Clone)]
    struct Fake {
        total: fn(u64) -> Option<u64>,
        size: fn(u64) -> u64,
        asked: Arc<Mutex<Vec<u64>>>,
        responded: Arc<Mutex<Vec<u64>>>,
    }

    impl PaginatedRequest for Fake {
        type Item = u64;

        fn operation(&self) -> &'static Operation {
            &LIST
        }

        fn window(&self) -> Window {
            Window { limit: Some(2), offset: None }
        }

        fn page_at(self) -> PageAt<u64> {
            Box::new(move |Window { limit, offset }| {
                let Self { total, size, asked, responded } = self.clone();
                Box::pin(async move {
                    let offset = offset.unwrap_or(0);
                    asked.lock().expect("the log").push(offset);
                    tokio::task::yield_now().await;
                    responded.lock().expect("the log").push(offset);
                    let total = total(offset);
                    let header = |name, value: u64| (reqwest::header::HeaderName::from_static(name), value.into());
                    let total = total.map(|total| header("total", total));
                    let items = (offset..offset + limit.unwrap_or_else(|| size(offset))).collect();
                    let headers = [header("offset", offset)].into_iter().chain(total);
                    Ok(ResponseValue::new(items, StatusCode::OK, headers.collect()))
                })
            })
        }
    }

    const EVEN: fn(u64) -> u64 = |_| 2;

    fn list(total: fn(u64) -> Option<u64>, size: fn(u64) -> u64) -> Fake {
        Fake { total, size, asked: Arc::default(), responded: Arc::default() }
    }

    /// What is read, the kind of the error that ends it, and the offsets that were asked for.
    async fn read(fake: Fake, ahead: usize) -> (Vec<u64>, Option<ErrorKind>, Vec<u64>) {
        let mut items = fake.clone().pages().prefetch(ahead).items();
        let (mut read, mut kind) = (Vec::new(), None);
        while let Some(item) = items.next().await {
            match item {
                Ok(item) => read.push(item),
                Err(error) => kind = Some(error.kind()),
            }
        }
        let asked = fake.asked.lock().expect("the log").clone();
        (read, kind, asked)
    }

    #[tokio::test]
    async fn as_many_pages_are_under_way_as_are_read_ahead_before_a_page_is_given() {
        for (ahead, expected) in [(0, vec![0]), (1, vec![0, 2]), (2, vec![0, 2, 4]), (50, vec![0, 2, 4, 6])] {
            let fake = list(|_| Some(1_000), EVEN);
            let mut pages = fake.clone().pages().prefetch(ahead);
            pages.next().await.expect("a page").expect("no error");
            assert_eq!(*fake.asked.lock().expect("the log"), expected, "{ahead}");
        }
    }

    /// What lies there too long runs into the time limit of its request.
    #[tokio::test]
    async fn a_page_that_has_come_is_taken_though_others_have_their_turn_before_it() {
        let fake = list(|_| Some(1_000), EVEN);
        let mut pages = fake.clone().pages().prefetch(3);
        for _ in 0..2 {
            pages.next().await.expect("a page").expect("no error");
        }
        let mut responded = fake.responded.lock().expect("the log").clone();
        responded.sort_unstable();
        assert_eq!(responded, [0, 2, 4, 6]);
    }

    #[tokio::test]
    async fn nothing_beyond_the_total_is_asked_for() {
        for ahead in [0, 1, 2, 3, 50] {
            assert_eq!(
                read(list(|_| Some(5), |offset| 2.min(5 - offset)), ahead).await,
                ((0..5).collect(), None, vec![0, 2, 4])
            );
        }
    }

    #[tokio::test]
    async fn a_page_beyond_the_highest_offset_is_an_error_in_its_place_and_is_not_asked_for() {
        for ahead in [0, 1, 2, 50] {
            let (items, kind, asked) = read(list(|_| Some(100), EVEN), ahead).await;
            assert_eq!(
                (items, kind, asked),
                ((0..11).collect(), Some(ErrorKind::Pagination), vec![0, 2, 4, 6]),
                "{ahead}"
            );
        }
    }

    #[tokio::test]
    async fn the_last_page_in_reach_is_as_large_as_the_rest_of_the_collection() {
        for ahead in [0, 1, 2, 50] {
            for total in [8, 9, 11] {
                let totals: fn(u64) -> Option<u64> = match total {
                    8 => |_| Some(8),
                    9 => |_| Some(9),
                    _ => |_| Some(11),
                };
                let (items, kind, asked) = read(list(totals, EVEN), ahead).await;
                assert_eq!((items, kind, asked), ((0..total).collect(), None, vec![0, 2, 4, 6]), "{total}, {ahead}");
            }
        }
    }

    #[tokio::test]
    async fn the_error_at_the_highest_offset_says_how_many_items_are_left() {
        let mut pages = list(|_| Some(100), EVEN).pages();
        let error = loop {
            if let Err(error) = pages.next().await.expect("an error") {
                break error.to_string();
            }
        };
        assert!(error.contains("89 items are left, but the API accepts no offset above 6"), "{error}");
    }

    #[tokio::test]
    async fn pages_of_different_sizes_are_read_without_a_gap_or_a_repetition() {
        for ahead in [0, 1, 2, 50] {
            let (items, kind, _) = read(list(|_| Some(6), |offset| if offset == 2 { 1 } else { 2 }), ahead).await;
            assert_eq!((items, kind), ((0..7).collect(), None), "{ahead}");
        }
    }

    #[tokio::test]
    async fn without_a_total_one_page_is_read_ahead_and_the_same_pages_are_asked_for() {
        let size: fn(u64) -> u64 = |offset| if offset == 4 { 1 } else { 2 };
        for ahead in [0, 1, 2, 50] {
            assert_eq!(read(list(|_| None, size), ahead).await, ((0..5).collect(), None, vec![0, 2, 4]), "{ahead}");
        }
    }

    #[tokio::test]
    async fn a_total_that_falls_and_an_empty_page_before_it_are_errors_and_one_that_grows_is_followed() {
        for ahead in [0, 1, 2, 50] {
            let (shrunk, kind, _) = read(list(|offset| Some(if offset == 0 { 7 } else { 4 }), EVEN), ahead).await;
            assert_eq!((shrunk, kind), ((0..2).collect(), Some(ErrorKind::Pagination)), "{ahead}");
            let (empty, kind, _) = read(list(|_| Some(6), |offset| if offset == 2 { 0 } else { 2 }), ahead).await;
            assert_eq!((empty, kind), ((0..2).collect(), Some(ErrorKind::Pagination)), "{ahead}");
            let (grown, kind, _) = read(list(|offset| Some(if offset == 0 { 3 } else { 6 }), EVEN), ahead).await;
            assert_eq!((grown, kind), ((0..6).collect(), None), "{ahead}");
        }
    }
}
