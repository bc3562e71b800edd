//! The position of a page: what was seen before it.

use std::rc::Rc;

use super::{Entry, Window};

/// The history to a page: where each page before it ended. The default is the history to the first page.
#[derive(Clone, Debug, Default)]
pub struct PageHistory {
    /// The top of the first page: contacts newer than its newest one do not belong to this history.
    newest: Option<f64>,
    marks: Vec<Rc<Mark>>,
}

impl PageHistory {
    /// The history that continues after a page.
    pub fn beyond<C>(&self, page: &[Entry<C>]) -> Self {
        let mut history = self.clone();
        if let (Some(first), Some(last)) = (page.first(), page.last()) {
            history.newest = history.newest.or(Some(first.created));
            history.marks.push(Rc::new(Mark::of(page, last.created)));
        }
        history
    }

    /// Removes the last page.
    pub(super) fn pop(&mut self) -> Option<Rc<Mark>> {
        self.marks.pop()
    }

    /// The same position, without a way back.
    pub fn forget(mut self) -> Self {
        let date = self.marks.last().map(|mark| mark.date);
        self.marks.retain(|mark| Some(mark.date) == date);
        self
    }

    /// How many contacts its pages had.
    pub fn contacts(&self) -> usize {
        self.marks.iter().map(|mark| mark.ids.len()).sum()
    }

    /// Whether both end with the same page.
    pub fn ends_where(&self, other: &Self) -> bool {
        match (self.marks.last(), other.marks.last()) {
            (Some(mark), Some(other)) => Rc::ptr_eq(mark, other),
            (None, None) => true,
            _ => false,
        }
    }

    /// Whether there were pages before.
    pub fn has_way_back(&self) -> bool {
        !self.marks.is_empty()
    }

    pub fn seen(&self) -> Option<Seen> {
        let date = self.marks.last()?.date;
        let mut ids = Vec::new();
        for mark in self.marks.iter().filter(|mark| mark.date == date) {
            ids.extend_from_slice(mark.ids_at_date());
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
    pub fn has<C>(&self, entry: &Entry<C>) -> bool {
        self.ids.contains(&entry.id)
    }

    /// Whether a response starts with the last of them.
    pub(super) fn ends_with_first_of<C>(&self, entries: &[Entry<C>]) -> bool {
        entries.first().is_some_and(|first| self.ids.last() == Some(&first.id))
    }
}

/// The contacts of a page, and how far it reached.
#[derive(Debug)]
pub(super) struct Mark {
    pub ids: Vec<String>,
    /// Its last date.
    pub date: f64,
    /// How many of its contacts, from the first, are newer than that.
    newer: usize,
}

impl Mark {
    fn of<C>(page: &[Entry<C>], date: f64) -> Self {
        let ids = page.iter().map(|entry| entry.id.clone()).collect();
        let newer = page.iter().rposition(|entry| entry.created != date).map_or(0, |index| index + 1);
        Self { ids, date, newer }
    }

    fn ids_at_date(&self) -> &[String] {
        self.ids.get(self.newer..).unwrap_or_default()
    }

    /// Tests whether the page had an entry. It searches from the last one found, since most come in the page's order.
    pub fn finder<C>(&self) -> impl FnMut(&Entry<C>) -> bool {
        let mut round = self.ids.iter().cycle();
        move |entry| (0..self.ids.len()).any(|_| round.next() == Some(&entry.id))
    }
}
