//! Paging that stays stable while contacts are created and deleted.
//!
//! Contacts come newest first. A page continues from the last contact seen: it asks for what was created before
//! that contact's date plus one millisecond, and drops what was already seen at that date. An offset is used
//! only inside that window, where a date is shared by more contacts than one answer holds.

use std::rc::Rc;

use crate::error::Error;

/// The most contacts in one answer (`spec/contacts-v4.md` section 3.5).
pub const MAX_LIMIT: usize = 1000;

/// What paging needs to know of a contact.
pub trait Entry {
    fn id(&self) -> String;
    /// In milliseconds since the epoch.
    fn created(&self) -> f64;
}

/// Contacts by date, newest first.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Window {
    /// Only those created before this time.
    pub before: Option<f64>,
    /// Only those created at this time or later.
    pub since: Option<f64>,
    pub offset: usize,
    pub limit: usize,
}

pub struct Answer<E> {
    pub entries: Vec<E>,
    /// How many are in the window; None where the server won't count so many.
    pub total: Option<usize>,
}

/// Where contacts come from.
pub trait Source {
    type Entry: Entry;

    async fn query(&self, window: Window) -> Result<Answer<Self::Entry>, Error>;
}

/// A page, and whether the server has more beyond it.
pub struct Page<E> {
    pub entries: Vec<E>,
    pub more: bool,
    /// How many contacts were in the first answer's window.
    pub total: Option<usize>,
}

/// What a page had, and how far it reached.
#[derive(Clone, Debug)]
struct Mark {
    ids: Rc<[String]>,
    /// Its last date.
    date: f64,
    /// How many of its contacts, the last ones, share that date.
    at_date: usize,
}

impl Mark {
    fn of<E: Entry>(entries: &[E]) -> Option<Self> {
        let date = entries.last()?.created();
        let at_date = entries.iter().rev().take_while(|entry| entry.created() == date).count();
        Some(Self { ids: entries.iter().map(Entry::id).collect(), date, at_date })
    }

    fn ids_at_date(&self) -> impl Iterator<Item = &String> {
        self.ids.iter().rev().take(self.at_date)
    }
}

/// The way to a page: where each page before it ended.
#[derive(Clone, Debug, Default)]
pub struct Trail {
    /// Above the first page: nothing newer than its newest contact belongs to this trail.
    newest: Option<f64>,
    marks: Vec<Mark>,
}

/// The contacts seen last: those at the date where a trail ends.
pub struct Seen {
    pub date: f64,
    pub ids: Vec<String>,
    last: String,
}

impl Seen {
    pub fn holds(&self, entry: &impl Entry) -> bool {
        entry.created() == self.date && self.ids.contains(&entry.id())
    }
}

impl Trail {
    /// The trail that goes on behind a page.
    pub fn beyond<E: Entry>(&self, page: &[E]) -> Self {
        let newest = self.newest.or_else(|| page.first().map(Entry::created));
        let mut marks = self.marks.clone();
        marks.extend(Mark::of(page));
        Self { newest, marks }
    }

    /// The same place, with no way back.
    pub fn forget(mut self) -> Self {
        let date = self.marks.last().map(|mark| mark.date);
        let kept = self.marks.iter().rev().take_while(|mark| Some(mark.date) == date).count();
        self.marks.drain(..self.marks.len() - kept);
        self
    }

    /// How many contacts its pages had.
    pub fn contacts(&self) -> usize {
        self.marks.iter().map(|mark| mark.ids.len()).sum()
    }

    /// Whether both end at the same contact.
    pub fn ends_where(&self, other: &Self) -> bool {
        let end = |trail: &Self| trail.marks.last().map(|mark| (mark.date, mark.ids.clone()));
        end(self) == end(other)
    }

    /// Whether there were pages before.
    pub fn has_way_back(&self) -> bool {
        !self.marks.is_empty()
    }

    pub fn seen(&self) -> Option<Seen> {
        let end = self.marks.last()?;
        let ids = self.marks.iter().rev().take_while(|mark| mark.date == end.date);
        let ids = ids.flat_map(|mark| mark.ids_at_date().cloned()).collect();
        Some(Seen { date: end.date, ids, last: end.ids.last()?.clone() })
    }

    /// The window that continues this trail.
    pub fn window(&self, seen: Option<&Seen>) -> Window {
        let before = seen.map(|seen| seen.date).or(self.newest).map(|date| date + 1.0);
        Window { before, ..Window::default() }
    }
}

/// The page behind a trail. An empty one is the end.
pub async fn next_page<S: Source>(source: &S, trail: &Trail, size: usize) -> Result<Page<S::Entry>, Error> {
    let seen = trail.seen();
    let window = trail.window(seen.as_ref());
    let Some(seen) = seen else {
        return collect(source, window, size, size, |_| true).await;
    };
    let unseen = |entry: &S::Entry| !seen.holds(entry);
    if seen.ids.len() + size > MAX_LIMIT {
        // Deep inside one date: go on at the offset, if the last contact seen still stands right before it.
        let offset = seen.ids.len() - 1;
        let probe = Window { offset, limit: size + 1, ..window };
        let Answer { mut entries, total } = source.query(probe).await?;
        if entries.first().is_some_and(|entry| entry.id() == seen.last) {
            let more = has_more(offset, entries.len(), probe.limit, total);
            entries.retain(unseen);
            if !entries.is_empty() || !more {
                return Ok(Page { entries, more, total });
            }
        }
    }
    let limit = (size + seen.ids.len()).min(MAX_LIMIT);
    collect(source, window, limit, size, unseen).await
}

/// What is left of the last page of `trail`, and the trail to it. None if nothing is left there.
pub async fn previous_page<S: Source>(
    source: &S,
    trail: &Trail,
) -> Result<Option<(Page<S::Entry>, Trail)>, Error> {
    let mut trail = trail.clone();
    while let Some(Mark { ids, date, .. }) = trail.marks.pop() {
        let of_page = |entry: &S::Entry| ids.contains(&entry.id());
        let seen = trail.seen();
        let seen_count = seen.as_ref().map_or(0, |seen| seen.ids.len());
        let mut entries = Vec::new();
        if seen_count + ids.len() > MAX_LIMIT && seen.as_ref().is_some_and(|seen| seen.date == date) {
            entries = next_page(source, &trail, ids.len()).await?.entries;
            entries.retain(of_page);
        }
        if entries.len() < ids.len() {
            let window = Window { since: Some(date), ..trail.window(seen.as_ref()) };
            let limit = (ids.len() + seen_count).min(MAX_LIMIT);
            entries = collect(source, window, limit, ids.len(), of_page).await?.entries;
        }
        if !entries.is_empty() {
            return Ok(Some((Page { entries, more: true, total: None }, trail)));
        }
    }
    Ok(None)
}

/// Reads a window until `size` wanted entries are there, or its end.
async fn collect<S: Source>(
    source: &S,
    window: Window,
    limit: usize,
    size: usize,
    wanted: impl Fn(&S::Entry) -> bool,
) -> Result<Page<S::Entry>, Error> {
    let mut page = Page { entries: Vec::new(), more: true, total: None };
    let mut offset = 0;
    while page.more && page.entries.len() < size {
        let answer = source.query(Window { offset, limit, ..window }).await?;
        let count = answer.entries.len();
        page.total = page.total.or(answer.total);
        page.more = has_more(offset, count, limit, answer.total);
        page.entries.extend(answer.entries.into_iter().filter(&wanted));
        offset += step(count, limit);
    }
    page.more |= page.entries.len() > size;
    page.entries.truncate(size);
    Ok(page)
}

/// Whether a window goes on behind an answer. Without a total, a full answer may have more behind it.
fn has_more(offset: usize, count: usize, limit: usize, total: Option<usize>) -> bool {
    total.map_or(count == limit, |total| offset + step(count, limit) < total)
}

/// How far an answer reaches. An empty one is passed as a whole, lest it be asked for again.
fn step(count: usize, limit: usize) -> usize {
    if count == 0 { limit } else { count }
}
