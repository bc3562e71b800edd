//! Reads all contacts in order, several pages ahead.
//!
//! Pages are asked for by offset, inside a window that begins behind the last contact given, so that newer
//! contacts don't shift it. When its total turns out to be another than expected, offsets are worth nothing:
//! what was read ahead is dropped, and a new window begins behind the last contact given by then.

use std::collections::VecDeque;

use super::paging::{Answer, Entry, Seen, Source, TrailOf, Window, dated, next_page};
use crate::{error::Error, task::Boxed};

pub struct ReadAhead<S: Source> {
    source: S,
    size: usize,
    concurrency: usize,
    /// Starts an answer under way; dropping what it gives cancels it.
    start: fn(Pending<S::Entry>) -> Pending<S::Entry>,
    /// Behind the last contact given.
    trail: TrailOf<S>,
    stretch: Option<Stretch<S::Entry>>,
    total: Option<usize>,
    ended: bool,
}

type Pending<E> = Boxed<Result<Answer<E>, Error>>;

/// A window whose pages are asked for ahead of their use.
struct Stretch<E: Entry> {
    window: Window,
    /// Those of the window's contacts that were given before.
    seen: Option<Seen<E::Id>>,
    total: usize,
    /// Up to where pages were asked for.
    asked: usize,
    answers: VecDeque<Pending<E>>,
}

impl<S> ReadAhead<S>
where
    S: Source + Clone + 'static,
    S::Entry: 'static,
{
    pub fn new(
        source: S,
        trail: TrailOf<S>,
        size: usize,
        concurrency: usize,
        start: fn(Pending<S::Entry>) -> Pending<S::Entry>,
    ) -> Self {
        Self { source, size, concurrency, start, trail, stretch: None, total: None, ended: false }
    }

    /// How many contacts there were at the first page, if the server counted them.
    pub fn total(&self) -> Option<usize> {
        self.total
    }

    /// The next page; None at the end.
    pub async fn next(&mut self) -> Result<Option<Vec<S::Entry>>, Error> {
        while !self.ended {
            let page = match self.stretch.take() {
                Some(stretch) => self.go_on(stretch).await?,
                None => self.begin().await?,
            };
            if !page.is_empty() {
                return Ok(Some(page));
            }
        }
        Ok(None)
    }

    /// A page behind the last contact given, asked for alone. It tells how many are behind it.
    async fn begin(&mut self) -> Result<Vec<S::Entry>, Error> {
        let page = next_page(&self.source, &self.trail, self.size).await?;
        self.total = self.total.or(page.total);
        self.ended = !page.more;
        let before = self.trail.seen();
        self.trail = self.trail.beyond(&page.entries).forget();
        let seen = self.trail.seen();
        if let (true, Some(total), Some(end)) = (page.more, page.total, &seen) {
            let newer = page.entries.iter().filter(|entry| entry.created() > end.date).count()
                + before.filter(|before| before.date > end.date).map_or(0, |before| before.ids.len());
            let window = self.trail.window(seen.as_ref());
            let total = total.saturating_sub(newer);
            self.stretch = Some(Stretch { window, seen, total, asked: 0, answers: VecDeque::new() });
        }
        Ok(page.entries)
    }

    /// The next page of a stretch; empty if it has ended, or is worth nothing.
    async fn go_on(&mut self, mut stretch: Stretch<S::Entry>) -> Result<Vec<S::Entry>, Error> {
        while stretch.answers.len() < self.concurrency && stretch.asked < stretch.total {
            let window = Window { offset: stretch.asked, limit: self.size, ..stretch.window };
            let source = self.source.clone();
            let answer = async move { source.query(window).await };
            stretch.answers.push_back((self.start)(Box::pin(answer)));
            stretch.asked += self.size;
        }
        let Some(answer) = stretch.answers.pop_front() else {
            self.ended = true;
            return Ok(Vec::new());
        };
        let Answer { mut entries, total } = answer.await?;
        if total != Some(stretch.total) {
            return Ok(Vec::new());
        }
        entries.retain(|entry| stretch.seen.as_ref().is_none_or(|seen| !seen.holds(entry)));
        dated(&entries)?;
        self.trail = self.trail.beyond(&entries).forget();
        self.stretch = Some(stretch);
        Ok(entries)
    }
}
