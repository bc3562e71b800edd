//! Paging that stays stable while contacts are created and deleted.
//!
//! Contacts come newest first. A page continues from the last contact seen: it asks for what was created before
//! that contact's date plus one millisecond, and drops what was already seen at that date. An offset is used
//! only inside that window, where a date is shared by more contacts than one answer holds.

#[cfg(test)]
pub mod testing;
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

/// A contact among others: what paging needs of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<C> {
    pub id: String,
    /// When it was created, in milliseconds since the epoch; NaN if unknown.
    pub created: f64,
    /// The contact itself, or where it is.
    pub contact: C,
}

impl<C> Entry<C> {
    /// Whether it was created at `since` or later and before `before`, or at an unknown time.
    fn is_between(&self, since: f64, before: f64) -> bool {
        !(self.created < since || self.created >= before)
    }
}

/// Entries of a window, newest first.
pub struct Answer<C> {
    pub entries: Vec<Entry<C>>,
    /// How many are in the window; None where the server won't count so many.
    pub total: Option<usize>,
}

/// Where contacts come from.
#[allow(async_fn_in_trait, reason = "nothing here is sent to another thread")]
pub trait Source {
    type Contact;
    /// Why there is no answer, or none of use.
    type Error: From<InvalidAnswer>;

    async fn query(&self, window: Window) -> Result<Answer<Self::Contact>, Self::Error>;
}

/// An answer by which paging would never end, or lose contacts: what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidAnswer(pub &'static str);

/// A page, and whether the server has more beyond it.
pub struct Page<C> {
    pub entries: Vec<Entry<C>>,
    pub more: bool,
    /// How many contacts were in the first answer's window.
    pub total: Option<usize>,
}

/// The first page of all. An empty one is the end.
pub async fn first_page<S: Source>(source: &S, size: usize) -> Result<Page<S::Contact>, S::Error> {
    collect(source, Window::default(), size, size, &mut |_| true).await
}

/// The page behind a trail. An empty one is the end.
pub async fn next_page<S: Source>(
    source: &S,
    trail: &Trail,
    size: usize,
) -> Result<Page<S::Contact>, S::Error> {
    let seen = trail.seen();
    let window = trail.window(seen.as_ref());
    let Some(seen) = seen else {
        return collect(source, window, size, size, &mut |_| true).await;
    };
    let seen_count = seen.ids.len();
    if seen_count + size > MAX_LIMIT {
        // Deep inside one date: go on at the offset, if the last contact seen still stands right before it.
        let offset = seen_count - 1;
        let probe = Window { offset, limit: (size + 1).min(MAX_LIMIT), ..window };
        let Answer { mut entries, total } = ask(source, probe).await?;
        if seen.ends_with_first_of(&entries) {
            let more = has_more(offset, entries.len(), probe.limit, total);
            entries.retain(|entry| window.has(entry) && !seen.has(entry));
            if !entries.is_empty() || !more {
                dated(&entries)?;
                return Ok(Page { entries, more, total });
            }
        }
    }
    let limit = (size + seen_count).min(MAX_LIMIT);
    collect(source, window, limit, size, &mut |entry| !seen.has(entry)).await
}

/// What is left of the last page of `trail`, and the trail to it. None if nothing is left there.
pub async fn previous_page<S: Source>(
    source: &S,
    trail: &Trail,
) -> Result<Option<(Page<S::Contact>, Trail)>, S::Error> {
    let mut trail = trail.clone();
    while let Some(page) = trail.pop() {
        let mut is_of_page = page.finder();
        let count = page.ids.len();
        let seen = trail.seen();
        let seen_count = seen.as_ref().map_or(0, |seen| seen.ids.len());
        let mut entries = Vec::new();
        if seen_count + count > MAX_LIMIT && seen.as_ref().is_some_and(|seen| seen.date == page.date) {
            entries = next_page(source, &trail, count).await?.entries;
            entries.retain(&mut is_of_page);
        }
        if entries.len() < count {
            let window = Window { since: Some(page.date), ..trail.window(seen.as_ref()) };
            let limit = (count + seen_count).min(MAX_LIMIT);
            entries = collect(source, window, limit, count, &mut is_of_page).await?.entries;
        }
        if !entries.is_empty() {
            return Ok(Some((Page { entries, more: true, total: None }, trail)));
        }
    }
    Ok(None)
}

/// The answer for a window. Paging on by one for another window would never end, or lose contacts.
pub async fn ask<S: Source>(source: &S, window: Window) -> Result<Answer<S::Contact>, S::Error> {
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
    is_wanted: &mut dyn FnMut(&Entry<S::Contact>) -> bool,
) -> Result<Page<S::Contact>, S::Error> {
    let mut page = Page { entries: Vec::new(), more: true, total: None };
    let mut unwanted = Vec::new();
    let (mut offset, mut empty) = (0, 0);
    while page.more && page.entries.len() < size {
        let Answer { mut entries, total } = ask(source, Window { offset, limit, ..window }).await?;
        let count = entries.len();
        entries.retain(|entry| !has(&page.entries, &entry.id) && !has(&unwanted, &entry.id));
        empty = if count == 0 { empty + 1 } else { 0 };
        if count > 0 && entries.is_empty() {
            return Err(NOT_ASKED_FOR.into());
        }
        page.total = page.total.or(total);
        page.more = has_more(offset, count, limit, total) && empty < MOST_EMPTY;
        for entry in entries {
            let is_own = window.has(&entry) && is_wanted(&entry);
            if is_own { page.entries.push(entry) } else { unwanted.push(entry) }
        }
        offset += step(count, limit);
    }
    page.more |= page.entries.len() > size;
    page.entries.truncate(size);
    dated(&page.entries)?;
    Ok(page)
}

fn has<C>(entries: &[Entry<C>], id: &str) -> bool {
    entries.iter().any(|entry| entry.id == id)
}

/// Refuses what ends with a contact without a date: behind it, paging would begin anew, for ever.
pub fn dated<C>(entries: &[Entry<C>]) -> Result<(), InvalidAnswer> {
    match entries.last() {
        Some(last) if last.created.is_nan() => Err(InvalidAnswer("a contact has no createdDate")),
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
