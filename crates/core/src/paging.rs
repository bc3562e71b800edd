//! Paging that stays stable while contacts are created and deleted.
//!
//! Contacts come newest first. A page continues from the last contact seen: it asks for what was created before
//! that contact's date plus one millisecond, and drops what was already seen at that date. An offset is used
//! only inside that window, where a date is shared by more contacts than one answer holds.

#[cfg(test)]
mod tests;
mod trail;
mod window;

pub use trail::{Seen, Trail};
pub use window::Window;

/// The most contacts in one answer (`spec/contacts-v4.md` section 3.5).
pub const MAX_LIMIT: usize = 1000;
/// After so many empty answers there is nothing more, whatever total a server tells.
const MOST_EMPTY: usize = 100;

/// What is in an order, wherever it is kept.
pub trait Sequence: Default {
    fn len(&self) -> usize;

    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A copy of what is between two places.
    fn part(&self, from: usize, to: usize) -> Self;
    fn concat(&self, other: &Self) -> Self;
}

/// Contacts, newest first.
pub trait Entries: Sequence {
    type Ids: Sequence;

    fn ids(&self) -> Self::Ids;
    /// When one was created, in milliseconds since the epoch; NaN if unknown.
    fn created(&self, index: usize) -> f64;
    /// Those that have none of these ids.
    fn without(&self, ids: &Self::Ids) -> Self;
    /// Those that were created at `since` or later and before `before`, or at an unknown time.
    fn between(&self, since: f64, before: f64) -> Self;

    /// Those that have one of these ids.
    fn with(&self, ids: &Self::Ids) -> Self {
        self.without(&self.without(ids).ids())
    }
}

pub struct Answer<E> {
    pub entries: E,
    /// How many are in the window; None where the server won't count so many.
    pub total: Option<usize>,
}

/// Where contacts come from.
#[allow(async_fn_in_trait, reason = "nothing here is sent to another thread")]
pub trait Source {
    type Entries: Entries;
    /// Why there is no answer, or none of use.
    type Error: From<InvalidAnswer>;

    async fn query(&self, window: Window) -> Result<Answer<Self::Entries>, Self::Error>;
}

/// An answer by which paging would never end, or lose contacts: what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidAnswer(pub &'static str);

/// The way to a page of a source.
pub type TrailOf<S> = Trail<<<S as Source>::Entries as Entries>::Ids>;

/// A page, and whether the server has more beyond it.
pub struct Page<E> {
    pub entries: E,
    pub more: bool,
    /// How many contacts were in the first answer's window.
    pub total: Option<usize>,
}

/// The first page of all. An empty one is the end.
pub async fn first_page<S: Source>(source: &S, size: usize) -> Result<Page<S::Entries>, S::Error> {
    collect(source, Window::default(), size, size, &|entries| entries).await
}

/// The page behind a trail. An empty one is the end.
pub async fn next_page<S: Source>(
    source: &S,
    trail: &TrailOf<S>,
    size: usize,
) -> Result<Page<S::Entries>, S::Error> {
    let seen = trail.seen();
    let window = trail.window(seen.as_ref());
    let Some(seen) = seen else {
        return collect(source, window, size, size, &|entries| entries).await;
    };
    let seen_count = seen.ids.len();
    if seen_count + size > MAX_LIMIT {
        // Deep inside one date: go on at the offset, if the last contact seen still stands right before it.
        let offset = seen_count - 1;
        let probe = Window { offset, limit: (size + 1).min(MAX_LIMIT), ..window };
        let Answer { entries, total } = ask(source, probe).await?;
        if seen.ends_with_first_of(&entries) {
            let more = has_more(offset, entries.len(), probe.limit, total);
            let entries = window.own(entries).without(&seen.ids);
            if !entries.is_empty() || !more {
                dated(&entries)?;
                return Ok(Page { entries, more, total });
            }
        }
    }
    let limit = (size + seen_count).min(MAX_LIMIT);
    collect(source, window, limit, size, &|entries| entries.without(&seen.ids)).await
}

/// What is left of the last page of `trail`, and the trail to it. None if nothing is left there.
pub async fn previous_page<S: Source>(
    source: &S,
    trail: &TrailOf<S>,
) -> Result<Option<(Page<S::Entries>, TrailOf<S>)>, S::Error> {
    let mut trail = trail.clone();
    while let Some(page) = trail.pop() {
        let of_page = |entries: S::Entries| entries.with(&page.ids);
        let count = page.ids.len();
        let seen = trail.seen();
        let seen_count = seen.as_ref().map_or(0, |seen| seen.ids.len());
        let mut entries = S::Entries::default();
        if seen_count + count > MAX_LIMIT && seen.as_ref().is_some_and(|seen| seen.date == page.date) {
            entries = of_page(next_page(source, &trail, count).await?.entries);
        }
        if entries.len() < count {
            let window = Window { since: Some(page.date), ..trail.window(seen.as_ref()) };
            let limit = (count + seen_count).min(MAX_LIMIT);
            entries = collect(source, window, limit, count, &of_page).await?.entries;
        }
        if !entries.is_empty() {
            return Ok(Some((Page { entries, more: true, total: None }, trail)));
        }
    }
    Ok(None)
}

/// The answer for a window. Paging on by one for another window would never end, or lose contacts.
pub async fn ask<S: Source>(source: &S, window: Window) -> Result<Answer<S::Entries>, S::Error> {
    let answer = source.query(window).await?;
    if window.fits(&answer.entries) { Ok(answer) } else { Err(NOT_ASKED_FOR.into()) }
}

const NOT_ASKED_FOR: InvalidAnswer = InvalidAnswer(
    "it holds contacts outside of what was asked for, so something on the way, such as a proxy, drops or ignores the \
     body of the request. Have it passed on",
);

/// Reads a window until `size` wanted entries are there, or its end.
async fn collect<S: Source>(
    source: &S,
    window: Window,
    limit: usize,
    size: usize,
    wanted: &dyn Fn(S::Entries) -> S::Entries,
) -> Result<Page<S::Entries>, S::Error> {
    let mut page = Page { entries: S::Entries::default(), more: true, total: None };
    let mut had = <S::Entries as Entries>::Ids::default();
    let (mut offset, mut empty) = (0, 0);
    while page.more && page.entries.len() < size {
        let Answer { entries, total } = ask(source, Window { offset, limit, ..window }).await?;
        let count = entries.len();
        let new = entries.without(&had);
        empty = if count == 0 { empty + 1 } else { 0 };
        if count > 0 && new.is_empty() {
            return Err(NOT_ASKED_FOR.into());
        }
        had = had.concat(&new.ids());
        page.total = page.total.or(total);
        page.more = has_more(offset, count, limit, total) && empty < MOST_EMPTY;
        page.entries = page.entries.concat(&wanted(window.own(new)));
        offset += step(count, limit);
    }
    page.more |= page.entries.len() > size;
    page.entries = page.entries.part(0, size);
    dated(&page.entries)?;
    Ok(page)
}

/// Refuses what ends with a contact without a date: behind it, paging would begin anew, for ever.
pub fn dated(entries: &impl Entries) -> Result<(), InvalidAnswer> {
    match entries.len().checked_sub(1) {
        Some(last) if entries.created(last).is_nan() => Err(InvalidAnswer("a contact has no createdDate")),
        _ => Ok(()),
    }
}

/// Whether a window goes on behind an answer. Without a total, a full answer may have more behind it.
fn has_more(offset: usize, count: usize, limit: usize, total: Option<usize>) -> bool {
    total.map_or(count == limit, |total| offset + step(count, limit) < total)
}

/// How far an answer reaches. An empty one is passed as a whole, lest it be asked for again.
fn step(count: usize, limit: usize) -> usize {
    if count == 0 { limit } else { count }
}
