//! The position of a page: what was seen before it.

use std::rc::Rc;

use super::{Entry, Window};

/// The history to a page: where each page before it ended. The default is the history to the first page.
#[derive(Clone, Debug, Default)]
pub struct PageHistory {
    /// The top of the first page: contacts newer than its newest one do not belong to this history.
    newest: Option<f64>,
    pages: Vec<Rc<SeenPage>>,
}

impl PageHistory {
    /// The history that continues after a page.
    pub fn after(&self, page: &[impl Entry]) -> Self {
        let mut history = self.clone();
        if let (Some(first), Some(last)) = (page.first(), page.last()) {
            history.newest = history.newest.or(Some(first.created()));
            history.pages.push(Rc::new(SeenPage::of(page, last.created())));
        }
        history
    }

    /// Removes the last page.
    pub(super) fn pop(&mut self) -> Option<Rc<SeenPage>> {
        self.pages.pop()
    }

    /// The same position, without a way back.
    pub fn forward_only(mut self) -> Self {
        let date = self.pages.last().map(|page| page.date);
        self.pages.retain(|page| Some(page.date) == date);
        self
    }

    /// How many contacts its pages had.
    pub fn contacts(&self) -> usize {
        self.pages.iter().map(|page| page.ids.len()).sum()
    }

    /// Whether both end with the same page.
    pub fn ends_with_same_page(&self, other: &Self) -> bool {
        match (self.pages.last(), other.pages.last()) {
            (Some(page), Some(other)) => Rc::ptr_eq(page, other),
            (None, None) => true,
            _ => false,
        }
    }

    /// Whether there were pages before.
    pub fn has_previous(&self) -> bool {
        !self.pages.is_empty()
    }

    pub fn seen(&self) -> Option<Seen> {
        let date = self.pages.last()?.date;
        let mut ids = Vec::new();
        for page in self.pages.iter().filter(|page| page.date == date) {
            ids.extend_from_slice(page.ids_at_date());
        }
        Some(Seen { date, ids })
    }

    /// The window that continues this history.
    pub fn window(&self, seen: Option<&Seen>) -> Window {
        let before = seen.map(|seen| seen.date).or(self.newest).map(|date| date + 1.0);
        Window { before, ..Window::default() }
    }
}

/// The contacts seen last, at the date where a history ends.
pub struct Seen {
    pub date: f64,
    pub ids: Vec<String>,
}

impl Seen {
    pub fn has(&self, entry: &impl Entry) -> bool {
        self.ids.iter().any(|id| id == entry.id())
    }

    /// Whether a response starts with the last of them.
    pub(super) fn ends_with_first_of(&self, entries: &[impl Entry]) -> bool {
        entries.first().is_some_and(|first| self.ids.last().is_some_and(|id| id == first.id()))
    }
}

/// The contacts of a page, and how far it reached.
#[derive(Debug)]
pub(super) struct SeenPage {
    pub ids: Vec<String>,
    /// Its last date.
    pub date: f64,
    /// How many of its contacts, from the first, are newer than that.
    newer: usize,
}

impl SeenPage {
    fn of(page: &[impl Entry], date: f64) -> Self {
        let ids = page.iter().map(|entry| entry.id().to_owned()).collect();
        let newer = page.iter().rposition(|entry| entry.created() != date).map_or(0, |index| index + 1);
        Self { ids, date, newer }
    }

    fn ids_at_date(&self) -> &[String] {
        self.ids.get(self.newer..).unwrap_or_default()
    }

    /// Tests whether the page had an entry. It searches from the last one found, since most come in the page's order.
    pub fn finder<E: Entry>(&self) -> impl FnMut(&E) -> bool {
        let mut round = self.ids.iter().cycle();
        move |entry| (0..self.ids.len()).any(|_| round.next().is_some_and(|id| id == entry.id()))
    }
}
