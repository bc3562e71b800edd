//! Reads all contacts in order, several pages ahead.
//!
//! It requests pages by offset, in a window that starts after the last contact returned, so that newer contacts
//! don't shift it. If the window's total changes, the offsets are invalid: it drops the pages read ahead, and
//! starts a new window after the last contact returned by then.

use std::{collections::VecDeque, future::Future, pin::Pin};

use crate::paging::{PageHistory, Response, Seen, Source, Window, check_last_date, next_page, query_checked};

pub struct ReadAhead<S: Source> {
    source: S,
    size: usize,
    concurrency: usize,
    /// Starts a request; dropping the future that it returns cancels the request.
    start: fn(Pending<S>) -> Pending<S>,
    /// Ends with the last contact returned.
    history: PageHistory,
    prefetched: Option<PrefetchedWindow<S>>,
    total: Option<usize>,
    has_ended: bool,
}

/// A request in flight.
pub type Pending<S> =
    Pin<Box<dyn Future<Output = Result<Response<<S as Source>::Entry>, <S as Source>::Error>>>>;

/// A window whose pages are requested ahead.
struct PrefetchedWindow<S: Source> {
    window: Window,
    /// The contacts of the window that were returned before.
    seen: Seen,
    total: usize,
    /// The offset up to which pages were requested.
    requested: usize,
    /// The offset up to which pages were read.
    read: usize,
    requests: VecDeque<Pending<S>>,
}

impl<S: Source + Clone + 'static> ReadAhead<S> {
    pub fn new(
        source: S,
        history: PageHistory,
        size: usize,
        concurrency: usize,
        start: fn(Pending<S>) -> Pending<S>,
    ) -> Self {
        Self { source, size, concurrency, start, history, prefetched: None, total: None, has_ended: false }
    }

    /// How many contacts there were at the first page, if the server counted them.
    pub fn total(&self) -> Option<usize> {
        self.total
    }

    /// The next page; None at the end.
    pub async fn next(&mut self) -> Result<Option<Vec<S::Entry>>, S::Error> {
        while !self.has_ended {
            let page = match self.prefetched.take() {
                Some(prefetched) => self.next_prefetched(prefetched).await?,
                None => self.next_single().await?,
            };
            if !page.is_empty() {
                return Ok(Some(page));
            }
        }
        Ok(None)
    }

    /// Requests a single page after the last contact returned. Its total says how many contacts follow.
    async fn next_single(&mut self) -> Result<Vec<S::Entry>, S::Error> {
        let page = next_page(&self.source, &self.history, self.size).await?;
        self.total = self.total.or(page.total);
        self.has_ended = !page.more;
        let before = self.history.seen();
        self.history = self.history.after(&page.entries).forward_only();
        if let (true, Some(total), Some(seen)) = (page.more, page.total, self.history.seen()) {
            let newer = page.entries.iter().filter(|entry| !seen.has(*entry)).count()
                + before.filter(|before| before.date > seen.date).map_or(0, |before| before.ids.len());
            let window = self.history.window(Some(&seen));
            // Too few if some of `before` were deleted in the meantime. The first response shows that, so there must be one.
            let total = total.saturating_sub(newer).max(1);
            self.prefetched = Some(PrefetchedWindow {
                window,
                seen,
                total,
                requested: 0,
                read: 0,
                requests: VecDeque::new(),
            });
        }
        Ok(page.entries)
    }

    /// Whether all of these come after the last contact returned: if a server ignores the offset, they don't.
    fn continues(&self, entries: &[S::Entry]) -> bool {
        self.history.seen().is_none_or(|seen| {
            let window = self.history.window(Some(&seen));
            entries.iter().all(|entry| window.has(entry) && !seen.has(entry))
        })
    }

    /// The next page of a window; empty if the window has ended or is invalid.
    async fn next_prefetched(
        &mut self,
        mut prefetched: PrefetchedWindow<S>,
    ) -> Result<Vec<S::Entry>, S::Error> {
        while prefetched.requests.len() < self.concurrency && prefetched.requested < prefetched.total {
            let window = Window { offset: prefetched.requested, limit: self.size, ..prefetched.window };
            let source = self.source.clone();
            let request = async move { query_checked(&source, window).await };
            prefetched.requests.push_back((self.start)(Box::pin(request)));
            prefetched.requested += self.size;
        }
        let Some(request) = prefetched.requests.pop_front() else {
            self.has_ended = true;
            return Ok(Vec::new());
        };
        let Response { mut entries, total } = request.await?;
        let count = entries.len();
        entries.retain(|entry| !prefetched.seen.has(entry));
        // The contacts seen before are the first of the window.
        let is_again = count - entries.len() > prefetched.seen.ids.len().saturating_sub(prefetched.read);
        if total != Some(prefetched.total) || is_again || !self.continues(&entries) {
            return Ok(Vec::new());
        }
        prefetched.read += self.size;
        check_last_date(&entries)?;
        self.history = self.history.after(&entries).forward_only();
        self.prefetched = Some(prefetched);
        Ok(entries)
    }
}

#[cfg(test)]
mod tests {
    use std::{future::ready, rc::Rc};

    use pollster::block_on;
    use proptest::prelude::*;

    use super::*;
    use crate::paging::testing::{Failure, Numbered, Site, change, order, site};

    impl Source for Rc<Site> {
        type Entry = Numbered;
        type Error = Failure;

        async fn query(&self, window: Window) -> Result<Response<Numbered>, Failure> {
            self.as_ref().query(window).await
        }
    }

    /// Responses are from the time of the request, however late they are used.
    fn start(request: Pending<Rc<Site>>) -> Pending<Rc<Site>> {
        Box::pin(ready(block_on(request)))
    }

    proptest! {
        #[test]
        fn contacts_that_stay_are_given_once_whatever_comes_and_goes(
            dates in prop::collection::vec(1..8_u32, 0..40),
            size in 1..6_usize,
            concurrency in 1..5_usize,
            counts: bool,
            changes in prop::collection::vec(change(), 0..60),
        ) {
            let site = Rc::new(site(dates, counts));
            let mut staying = site.contacts.borrow().clone();
            let mut pages = ReadAhead::new(site.clone(), PageHistory::default(), size, concurrency, start);
            let mut given: Vec<Numbered> = Vec::new();
            let mut changes = (1000..).zip(changes);
            loop {
                match block_on(pages.next()) {
                    Ok(Some(page)) => given.extend(page),
                    Ok(None) => break,
                    Err(error) => prop_assert!(matches!(error, Failure::Lost), "{error:?}"),
                }
                if let Some((number, change)) = changes.next() {
                    site.change(change, number);
                }
            }
            staying.retain(|it| site.contacts.borrow().contains(it));
            prop_assert!(given.is_sorted_by(|a, b| order(a, b).is_lt()), "{given:?}");
            prop_assert!(staying.iter().all(|it| given.contains(it)), "{given:?}");
        }
    }
    #[test]
    fn contacts_may_be_deleted_once_they_are_given() {
        let site = Rc::new(site(vec![9, 9, 9, 8, 7, 7, 7], true));
        let mut pages = ReadAhead::new(site.clone(), PageHistory::default(), 3, 1, start);
        while let Some(page) = block_on(pages.next()).unwrap() {
            site.contacts.borrow_mut().retain(|it| !page.contains(it));
        }
        assert_eq!(*site.contacts.borrow(), []);
    }
}
