//! Paging that stays stable while contacts are created and deleted.
//!
//! Contacts come newest first. A page continues from the last contact seen: it requests contacts created before that
//! contact's date plus one millisecond, and drops those already seen at that date. It uses an offset only inside that
//! window, if more contacts share a date than one response holds.

mod history;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
mod window;

pub use history::{PageHistory, Seen};
pub use window::Window;

/// The most contacts in one response (`spec/contacts-v4.md` section 3.5).
pub const MAX_LIMIT: usize = 1000;
/// After this many empty responses there is nothing more, whatever total a server gives.
const MAX_EMPTY: usize = 100;

/// What paging needs of a contact.
pub trait Entry {
    fn id(&self) -> &str;

    /// When it was created, in milliseconds since the epoch; NaN if unknown.
    fn created(&self) -> f64;

    /// Whether it was created at `since` or later and before `before`, or at an unknown time.
    fn is_between(&self, since: f64, before: f64) -> bool {
        !(self.created() < since || self.created() >= before)
    }
}

/// Entries of a window, newest first.
pub struct Response<E> {
    pub entries: Vec<E>,
    /// How many are in the window; None if the server does not count so many.
    pub total: Option<usize>,
}

/// A source of contacts.
#[allow(async_fn_in_trait, reason = "nothing here is sent to another thread")]
pub trait Source {
    type Entry: Entry;
    /// Why a query failed.
    type Error: From<InvalidResponse>;

    async fn query(&self, window: Window) -> Result<Response<Self::Entry>, Self::Error>;
}

/// What is wrong with a response after which paging would never end, or would lose contacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidResponse(pub &'static str);

/// A page, and whether the server has more beyond it.
pub struct Page<E> {
    pub entries: Vec<E>,
    pub more: bool,
    /// How many contacts the window of the first response had.
    pub total: Option<usize>,
}

/// The first page. An empty one is the end.
pub async fn first_page<S: Source>(source: &S, size: usize) -> Result<Page<S::Entry>, S::Error> {
    collect(source, Window::default(), size, size, &mut |_| true).await
}

/// The page after a history. An empty one is the end.
pub async fn next_page<S: Source>(
    source: &S,
    history: &PageHistory,
    size: usize,
) -> Result<Page<S::Entry>, S::Error> {
    let seen = history.seen();
    let window = history.window(seen.as_ref());
    let Some(seen) = seen else {
        return collect(source, window, size, size, &mut |_| true).await;
    };
    let seen_count = seen.ids.len();
    if seen_count + size > MAX_LIMIT {
        // Many contacts share this date: use the offset, if the last contact seen is still right before it.
        let offset = seen_count - 1;
        let probe = Window { offset, limit: (size + 1).min(MAX_LIMIT), ..window };
        let Response { mut entries, total } = query_checked(source, probe).await?;
        if seen.ends_with_first_of(&entries) {
            let more = has_more(offset, entries.len(), probe.limit, total);
            entries.retain(|entry| window.has(entry) && !seen.has(entry));
            if !entries.is_empty() || !more {
                check_last_date(&entries)?;
                return Ok(Page { entries, more, total });
            }
        }
    }
    let limit = (size + seen_count).min(MAX_LIMIT);
    collect(source, window, limit, size, &mut |entry| !seen.has(entry)).await
}

/// What is left of the last page of `history`, and the history to it. None if nothing is left of it.
pub async fn previous_page<S: Source>(
    source: &S,
    history: &PageHistory,
) -> Result<Option<(Page<S::Entry>, PageHistory)>, S::Error> {
    let mut history = history.clone();
    while let Some(page) = history.pop() {
        let mut is_of_page = page.finder();
        let count = page.ids.len();
        let seen = history.seen();
        let seen_count = seen.as_ref().map_or(0, |seen| seen.ids.len());
        let mut entries = Vec::new();
        if seen_count + count > MAX_LIMIT && seen.as_ref().is_some_and(|seen| seen.date == page.date) {
            entries = next_page(source, &history, count).await?.entries;
            entries.retain(&mut is_of_page);
        }
        if entries.len() < count {
            let window = Window { since: Some(page.date), ..history.window(seen.as_ref()) };
            let limit = (count + seen_count).min(MAX_LIMIT);
            entries = collect(source, window, limit, count, &mut is_of_page).await?.entries;
        }
        if !entries.is_empty() {
            return Ok(Some((Page { entries, more: true, total: None }, history)));
        }
    }
    Ok(None)
}

/// Queries a window. It rejects contacts outside of it: with them, paging would never end, or would lose contacts.
pub async fn query_checked<S: Source>(source: &S, window: Window) -> Result<Response<S::Entry>, S::Error> {
    let response = source.query(window).await?;
    if window.fits(&response.entries) { Ok(response) } else { Err(NOT_REQUESTED.into()) }
}

const NOT_REQUESTED: InvalidResponse = InvalidResponse(
    "it holds contacts outside of what was asked for, so something on the way, such as a proxy, drops or ignores the \
     body of the request. Have it passed on",
);

/// Reads a window until it has `size` wanted entries, or to its end.
async fn collect<S: Source>(
    source: &S,
    window: Window,
    limit: usize,
    size: usize,
    is_wanted: &mut dyn FnMut(&S::Entry) -> bool,
) -> Result<Page<S::Entry>, S::Error> {
    let mut page = Page { entries: Vec::new(), more: true, total: None };
    let mut unwanted = Vec::new();
    let (mut offset, mut empty) = (0, 0);
    while page.more && page.entries.len() < size {
        let Response { mut entries, total } =
            query_checked(source, Window { offset, limit, ..window }).await?;
        let count = entries.len();
        entries.retain(|entry| !has(&page.entries, entry) && !has(&unwanted, entry));
        empty = if count == 0 { empty + 1 } else { 0 };
        if count > 0 && entries.is_empty() {
            return Err(NOT_REQUESTED.into());
        }
        page.total = page.total.or(total);
        page.more = has_more(offset, count, limit, total) && empty < MAX_EMPTY;
        for entry in entries {
            let is_own = window.has(&entry) && is_wanted(&entry);
            if is_own { page.entries.push(entry) } else { unwanted.push(entry) }
        }
        offset += step(count, limit);
    }
    page.more |= page.entries.len() > size;
    page.entries.truncate(size);
    check_last_date(&page.entries)?;
    Ok(page)
}

fn has<E: Entry>(entries: &[E], wanted: &E) -> bool {
    entries.iter().any(|entry| entry.id() == wanted.id())
}

/// Rejects entries that end with a contact without a date: after it, paging would start over, forever.
pub fn check_last_date(entries: &[impl Entry]) -> Result<(), InvalidResponse> {
    match entries.last() {
        Some(last) if last.created().is_nan() => Err(InvalidResponse("a contact has no createdDate")),
        _ => Ok(()),
    }
}

/// Whether a window continues after a response. Without a total, a full response may have more after it.
fn has_more(offset: usize, count: usize, limit: usize, total: Option<usize>) -> bool {
    total.map_or(count == limit, |total| offset + step(count, limit) < total)
}

/// How far a response reaches. An empty one counts as full, so that it is not requested again.
fn step(count: usize, limit: usize) -> usize {
    if count == 0 { limit } else { count }
}
