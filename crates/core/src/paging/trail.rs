//! Where a page is: what was seen before it.

use std::rc::Rc;

use super::{Entries, Sequence, Window};

/// What a page had, and how far it reached.
#[derive(Debug)]
pub(super) struct Mark<I> {
    pub(super) ids: I,
    /// Its last date.
    pub(super) date: f64,
    /// How many of its contacts, the last ones, share that date.
    at_date: usize,
}

impl<I: Sequence> Mark<I> {
    /// None for a page of nothing.
    fn of<E: Entries<Ids = I>>(entries: &E) -> Option<Self> {
        let date = entries.created(entries.len().checked_sub(1)?);
        let at_date = (0..entries.len()).rev().take_while(|&index| entries.created(index) == date).count();
        Some(Self { ids: entries.ids(), date, at_date })
    }

    fn ids_at_date(&self) -> I {
        let count = self.ids.len();
        self.ids.part(count - self.at_date, count)
    }
}

/// The way to a page: where each page before it ended.
#[derive(Debug)]
pub struct Trail<I> {
    /// Above the first page: nothing newer than its newest contact belongs to this trail.
    newest: Option<f64>,
    marks: Vec<Rc<Mark<I>>>,
}

/// The contacts seen last: those at the date where a trail ends.
pub struct Seen<I> {
    pub date: f64,
    pub ids: I,
}

impl<I: Sequence> Seen<I> {
    /// Whether an answer begins with the last of them.
    pub(super) fn ends_with_first_of<E: Entries<Ids = I>>(&self, entries: &E) -> bool {
        let count = self.ids.len();
        entries.part(0, 1).with(&self.ids.part(count - 1, count)).len() == 1
    }
}

/// The way to the first page.
impl<I> Default for Trail<I> {
    fn default() -> Self {
        Self { newest: None, marks: Vec::new() }
    }
}

impl<I> Clone for Trail<I> {
    fn clone(&self) -> Self {
        Self { newest: self.newest, marks: self.marks.clone() }
    }
}

impl<I: Sequence> Trail<I> {
    /// The trail that goes on behind a page.
    pub fn beyond<E: Entries<Ids = I>>(&self, page: &E) -> Self {
        let mut trail = self.clone();
        if let Some(mark) = Mark::of(page) {
            trail.newest = trail.newest.or_else(|| Some(page.created(0)));
            trail.marks.push(Rc::new(mark));
        }
        trail
    }

    /// The same place, with no way back.
    pub fn forget(mut self) -> Self {
        let date = self.marks.last().map(|mark| mark.date);
        self.marks.retain(|mark| Some(mark.date) == date);
        self
    }

    /// How many contacts its pages had.
    pub fn contacts(&self) -> usize {
        self.marks.iter().map(|mark| mark.ids.len()).sum()
    }

    /// Takes its last page off.
    pub(super) fn pop(&mut self) -> Option<Rc<Mark<I>>> {
        self.marks.pop()
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

    pub fn seen(&self) -> Option<Seen<I>> {
        let date = self.marks.last()?.date;
        let at_date = self.marks.iter().filter(|mark| mark.date == date);
        let ids = at_date.fold(I::default(), |ids, mark| ids.concat(&mark.ids_at_date()));
        Some(Seen { date, ids })
    }

    /// The window that continues this trail.
    pub fn window(&self, seen: Option<&Seen<I>>) -> Window {
        let before = seen.map(|seen| seen.date).or(self.newest).map(|date| date + 1.0);
        Window { before, ..Window::default() }
    }
}
