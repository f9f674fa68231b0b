//! Reads a list page by page, or item by item.

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
    /// How many items there are on all pages together, if the answer says so.
    pub total: Option<u64>,
    /// The most items that the page may hold, if the answer says so.
    pub limit: Option<u64>,
    /// How many items come before the page: what the answer says, or else what was asked for.
    pub offset: u64,
}

/// A call that answers a list, and can be repeated for all of it.
///
/// The first page begins at the call's own `offset`, and each has at most its own `limit` of items, where they are set.
/// No page is asked for before it is wanted. The stream ends when the total is reached, on an empty page, or, if the
/// answers name no total, on a page with fewer items than it may hold. An error ends it too: nothing is left out
/// unsaid.
///
/// # Errors
/// Besides those of a single call, [`Kind::Pagination`](crate::Kind::Pagination): the next page begins beyond the
/// highest `offset` that the API takes, or the API ignores `offset` and would answer the same page for ever.
///
/// # Examples
/// ```no_run
/// use rebilly_customer_auth::Paginate;
///
/// # async fn example(client: rebilly_customer_auth::Client) -> Result<(), rebilly_customer_auth::Error> {
/// let mut credentials = client.get_credential_collection().limit(100_u64).items();
/// while let Some(credential) = credentials.next().await.transpose()? {
///     println!("{}", credential.username);
/// }
/// # Ok(())
/// # }
/// ```
pub trait Paginate<'a>: Call<'a> {
    /// All pages, as a stream.
    fn pages(self) -> Pages<'a, Self::Item> {
        Pages(Box::pin(stream::try_unfold(Walk::new(self), Walk::step)))
    }

    /// All items of all pages, as a stream.
    fn items(self) -> Items<'a, Self::Item> {
        let pages = self.pages().map_ok(|page| stream::iter(page.items.into_iter().map(Ok)));
        Items(Box::pin(pages.try_flatten()))
    }
}

impl<'a, C: Call<'a>> Paginate<'a> for C {}

/// A future of one page.
pub(crate) type PageFuture<'a, T> = Pin<Box<dyn Future<Output = Result<ResponseValue<Vec<T>>, Error>> + Send + 'a>>;

/// What [`Paginate`] needs of a call. Implemented by generated code.
pub trait Call<'a>: Clone + Send + Sync + 'a {
    /// What the list holds.
    type Item: Serialize + Send + 'a;

    #[doc(hidden)]
    fn operation(&self) -> &'static Operation;

    #[doc(hidden)]
    fn window(&self) -> Result<Window, String>;

    /// The page at an offset, or at that of the call itself.
    #[doc(hidden)]
    fn page_at(&self, offset: Option<u64>) -> PageFuture<'a, Self::Item>;
}

/// The `limit` and the `offset` that a call was given.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Window {
    pub(crate) limit: Option<u64>,
    pub(crate) offset: Option<u64>,
}

type BoxStream<'a, T> = Pin<Box<dyn Stream<Item = Result<T, Error>> + Send + 'a>>;

/// All pages of a list. Made by [`Paginate::pages`].
pub struct Pages<'a, T>(BoxStream<'a, Page<T>>);

/// All items of a list. Made by [`Paginate::items`].
pub struct Items<'a, T>(BoxStream<'a, T>);

impl<T> Pages<'_, T> {
    /// The next page. This is that of `StreamExt`, here without an import.
    pub async fn next(&mut self) -> Option<Result<Page<T>, Error>> {
        self.0.next().await
    }
}

impl<T> Items<'_, T> {
    /// The next item. This is that of `StreamExt`, here without an import.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        self.0.next().await
    }
}

impl<T> Stream for Pages<'_, T> {
    type Item = Result<Page<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl<T> Stream for Items<'_, T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl<T> std::fmt::Debug for Pages<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pages").finish_non_exhaustive()
    }
}

impl<T> std::fmt::Debug for Items<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Items").finish_non_exhaustive()
    }
}

/// How far the reading of a list has come.
struct Walk<C> {
    call: C,
    position: Position,
    /// What the page before held, where its headers do not say where it began.
    fingerprint: Option<u64>,
}

#[derive(Clone, Copy)]
enum Position {
    First,
    At(u64),
    End,
}

impl<'a, C: Call<'a>> Walk<C> {
    fn new(call: C) -> Self {
        Self { call, position: Position::First, fingerprint: None }
    }

    async fn step(mut self) -> Result<Option<(Page<C::Item>, Self)>, Error> {
        let operation = self.call.operation();
        let step = self.next_page().await.map_err(|error| error.of_operation(operation))?;
        Ok(step.map(|page| (page, self)))
    }

    async fn next_page(&mut self) -> Result<Option<Page<C::Item>>, Error> {
        let window = self.call.window().map_err(Error::invalid_request)?;
        let (asked, offset) = match self.position {
            Position::End => return Ok(None),
            Position::First => (None, window.offset.unwrap_or(0)),
            Position::At(offset) => (Some(offset), offset),
        };
        if asked.is_some() {
            self.check_ceiling(offset)?;
        }
        let answer = self.call.page_at(asked).await?;
        let headers = self.read_headers(answer.headers());
        self.check_progress(&answer, headers.offset, offset)?;
        let page = Page {
            total: headers.total,
            limit: headers.limit,
            offset: headers.offset.unwrap_or(offset),
            items: answer.into_inner(),
        };
        self.position = after(&page, window.limit);
        Ok(Some(page))
    }

    fn check_ceiling(&self, offset: u64) -> Result<(), Error> {
        let maximum = self.call.operation().collection.and_then(|collection| collection.offset_maximum);
        match maximum {
            Some(maximum) if offset > maximum => Err(Error::pagination(format!(
                "there are more items, but the API takes no offset above {maximum}; ask for larger pages with limit"
            ))),
            _ => Ok(()),
        }
    }

    /// Whether the page is another one than before.
    fn check_progress(
        &mut self,
        answer: &ResponseValue<Vec<C::Item>>,
        said: Option<u64>,
        asked: u64,
    ) -> Result<(), Error> {
        let stands =
            |message: String| Error::pagination(message).with_answer(answer.status(), answer.headers().clone());
        match said {
            Some(said) if said == asked => Ok(()),
            Some(said) => Err(stands(format!("the page at offset {asked} was asked for and the one at {said} came"))),
            None if answer.is_empty() => Ok(()),
            None => {
                let fingerprint = fingerprint(answer);
                let before = self.fingerprint.replace(fingerprint);
                match before == Some(fingerprint) {
                    true => Err(stands("the API ignores offset: the same page came twice".to_owned())),
                    false => Ok(()),
                }
            }
        }
    }

    fn read_headers(&self, headers: &HeaderMap) -> PageHeaders {
        let names = self.call.operation().collection.and_then(|collection| collection.headers);
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
