//! Paging that stays stable while contacts are created and deleted.
//!
//! Contacts come newest first. A page continues from the last contact seen: it asks for what was created before
//! that contact's date plus one millisecond, and drops what was already seen at that date. An offset is used
//! only inside that window, where a date is shared by more contacts than one answer holds.

use std::rc::Rc;

/// The most contacts in one answer (`spec/contacts-v4.md` section 3.5).
pub const MAX_LIMIT: usize = 1000;
/// How coarse the times may be by which a server looks for contacts, in milliseconds.
const RESOLUTION: f64 = 1000.0;
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

impl Window {
    /// What of an answer is in this window. A server that looks by coarser times gives a little more.
    fn own<E: Entries>(&self, entries: E) -> E {
        match self.before {
            Some(before) => entries.between(f64::NEG_INFINITY, before),
            None => entries,
        }
    }

    /// Whether an answer can be that for this window.
    fn fits<E: Entries>(&self, entries: &E) -> bool {
        let since = self.since.map_or(f64::NEG_INFINITY, |since| since - RESOLUTION);
        let before = self.before.map_or(f64::INFINITY, |before| before + RESOLUTION);
        let is_dated = self.since.or(self.before).is_some();
        let count = entries.len();
        count <= self.limit
            && (!is_dated || entries.between(since, before).len() == count && is_newest_first(entries))
    }
}

fn is_newest_first(entries: &impl Entries) -> bool {
    let Some(last) = entries.len().checked_sub(1) else { return true };
    let is_turned = entries.created(0) + RESOLUTION < entries.created(last);
    !is_turned
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

/// What a page had, and how far it reached.
#[derive(Debug)]
struct Mark<I> {
    ids: I,
    /// Its last date.
    date: f64,
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
    fn ends_with_first_of<E: Entries<Ids = I>>(&self, entries: &E) -> bool {
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
    while let Some(page) = trail.marks.pop() {
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

#[cfg(test)]
mod tests {
    use std::cell::{Cell, RefCell};

    use proptest::prelude::*;

    use super::*;

    /// Why a site gave no answer, or none of use.
    #[derive(Debug)]
    enum Failure {
        Lost,
        Invalid(&'static str),
    }

    impl From<InvalidAnswer> for Failure {
        fn from(InvalidAnswer(what): InvalidAnswer) -> Self {
            Self::Invalid(what)
        }
    }

    /// A contact by its number: its id, and what it is ordered by where dates are equal.
    #[derive(Clone, Copy, Debug, PartialEq)]
    struct Numbered {
        date: u32,
        number: u32,
    }

    impl<T: Clone> Sequence for Vec<T> {
        fn len(&self) -> usize {
            self.len()
        }
        fn part(&self, from: usize, to: usize) -> Self {
            self[from..to.min(self.len())].to_vec()
        }
        fn concat(&self, other: &Self) -> Self {
            [&self[..], other].concat()
        }
    }

    impl Entries for Vec<Numbered> {
        type Ids = Vec<u32>;

        fn ids(&self) -> Vec<u32> {
            self.iter().map(|it| it.number).collect()
        }
        fn created(&self, index: usize) -> f64 {
            self[index].created()
        }
        fn without(&self, ids: &Vec<u32>) -> Self {
            self.iter().filter(|it| !ids.contains(&it.number)).copied().collect()
        }
        fn between(&self, since: f64, before: f64) -> Self {
            self.iter().filter(|it| !(it.created() < since || it.created() >= before)).copied().collect()
        }
    }

    impl Numbered {
        fn created(self) -> f64 {
            self.date.into()
        }
    }

    /// A site whose contacts come and go, and that answers few at a time.
    #[derive(Default)]
    struct Site {
        contacts: RefCell<Vec<Numbered>>,
        fails: Cell<bool>,
        counts: bool,
    }

    impl Source for Site {
        type Entries = Vec<Numbered>;
        type Error = Failure;

        async fn query(&self, window: Window) -> Result<Answer<Vec<Numbered>>, Failure> {
            assert!(window.limit <= MAX_LIMIT);
            if self.fails.take() {
                return Err(Failure::Lost);
            }
            let mut within: Vec<_> = self.contacts.borrow().clone();
            within.retain(|it| {
                window.before.is_none_or(|before| it.created() < before)
                    && window.since.is_none_or(|since| it.created() >= since)
            });
            within.sort_by_key(|it| (std::cmp::Reverse(it.date), it.number));
            let total = self.counts.then_some(within.len());
            let entries = within.into_iter().skip(window.offset).take(window.limit).collect();
            Ok(Answer { entries, total })
        }
    }

    #[derive(Clone, Debug)]
    enum Step {
        Next,
        Previous,
        /// The next request fails.
        Fail,
        /// A contact is created, newer than all.
        Insert,
        Delete(prop::sample::Index),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            4 => Just(Step::Next),
            3 => Just(Step::Previous),
            1 => Just(Step::Fail),
            1 => Just(Step::Insert),
            2 => any::<prop::sample::Index>().prop_map(Step::Delete),
        ]
    }

    /// A cursor as the rules see it, beside what it has shown so far.
    struct Pages<'a> {
        site: &'a Site,
        size: usize,
        trail: Trail<Vec<u32>>,
        page: Vec<Numbered>,
        shown: Vec<Vec<Numbered>>,
    }

    impl Pages<'_> {
        fn next(&mut self) -> Result<(), Failure> {
            let trail = self.trail.beyond(&self.page);
            let page = pollster::block_on(next_page(self.site, &trail, self.size))?.entries;
            assert_eq!(page, self.behind());
            if !page.is_empty() {
                self.shown.push(std::mem::replace(&mut self.page, page));
                self.trail = trail;
            }
            Ok(())
        }

        /// The contacts that follow the current page now.
        fn behind(&self) -> Vec<Numbered> {
            let key = |it: &Numbered| (std::cmp::Reverse(it.date), it.number);
            let mut behind = self.site.contacts.borrow().clone();
            behind.retain(|it| self.page.last().is_none_or(|last| key(it) > key(last)));
            behind.sort_by_key(key);
            behind.truncate(self.size);
            behind
        }

        fn previous(&mut self) -> Result<(), Failure> {
            let Some((page, trail)) = pollster::block_on(previous_page(self.site, &self.trail))? else {
                assert!(self.shown.iter().all(|page| self.left_of(page).is_empty()));
                return Ok(());
            };
            let mut left = Vec::new();
            while left.is_empty() {
                let page = self.shown.pop().unwrap();
                left = self.left_of(&page);
            }
            assert_eq!(page.entries, left);
            (self.page, self.trail) = (page.entries, trail);
            Ok(())
        }

        fn left_of(&self, page: &[Numbered]) -> Vec<Numbered> {
            let contacts = self.site.contacts.borrow();
            page.iter().filter(|it| contacts.contains(it)).copied().collect()
        }
    }

    fn site(dates: Vec<u32>, counts: bool) -> Site {
        let contacts = (0..).zip(dates).map(|(number, date)| Numbered { date, number }).collect();
        Site { contacts: RefCell::new(contacts), counts, ..Site::default() }
    }

    proptest! {
        /// Nothing appears twice and nothing is passed over, whatever comes and goes; a failed move changes nothing.
        #[test]
        fn pages_follow_the_list_while_it_changes(
            dates in prop::collection::vec(1..8_u32, 0..40),
            size in 1..6_usize,
            counts: bool,
            steps in prop::collection::vec(step(), 0..60),
        ) {
            let site = site(dates, counts);
            let first = pollster::block_on(first_page(&site, size)).unwrap().entries;
            prop_assume!(!first.is_empty());
            let mut pages = Pages { site: &site, size, trail: Trail::default(), page: first, shown: Vec::new() };
            for (number, step) in (1000..).zip(steps) {
                let before = (pages.page.clone(), pages.shown.clone());
                let moved = match step {
                    Step::Next => pages.next(),
                    Step::Previous => pages.previous(),
                    Step::Fail => {
                        site.fails.set(true);
                        Ok(())
                    }
                    Step::Insert => {
                        site.contacts.borrow_mut().push(Numbered { date: number, number });
                        Ok(())
                    }
                    Step::Delete(index) => {
                        let mut contacts = site.contacts.borrow_mut();
                        if !contacts.is_empty() {
                            let index = index.index(contacts.len());
                            contacts.remove(index);
                        }
                        Ok(())
                    }
                };
                if moved.is_err() {
                    prop_assert_eq!(before, (pages.page.clone(), pages.shown.clone()));
                }
            }
        }
    }

    #[test]
    fn a_page_may_be_as_large_as_an_answer() {
        for dates in [vec![5; 2500], (0..2500).collect()] {
            let site = site(dates, true);
            let (mut trail, mut seen, mut more) = (Trail::default(), Vec::new(), true);
            while more {
                let page = pollster::block_on(next_page(&site, &trail, MAX_LIMIT)).unwrap();
                trail = trail.beyond(&page.entries).forget();
                seen.extend(page.entries.iter().map(|entry| entry.number));
                more = page.more;
            }
            seen.sort();
            assert_eq!(seen, (0..2500).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_date_that_more_contacts_share_than_one_answer_holds_is_read_by_offset() {
        let site = site(vec![5; 2500], true);
        let mut pages =
            Pages { site: &site, size: 500, trail: Trail::default(), page: Vec::new(), shown: Vec::new() };
        for _ in 0..5 {
            pages.next().unwrap();
        }
        assert_eq!(pages.page.last().unwrap().number, 2499);
        site.contacts.borrow_mut().retain(|it| it.number != 1999 && it.number != 7);
        pages.previous().unwrap();
        assert_eq!(pages.page.len(), 499);
        pages.next().unwrap();
        assert_eq!(pages.page.first().unwrap().number, 2000);
    }

    /// A server that takes less notice of what it is asked for than it should.
    #[derive(Clone, Debug, Default)]
    struct Careless {
        contacts: Vec<Numbered>,
        ignores_filter: bool,
        ignores_offset: bool,
        ignores_limit: bool,
        ignores_sort: bool,
        /// How many milliseconds its clock can't tell apart.
        resolution: f64,
        /// How many contacts it tells of; none if it does not count.
        total: Option<fn(usize) -> usize>,
        asked: Cell<usize>,
    }

    impl Source for Careless {
        type Entries = Vec<Numbered>;
        type Error = Failure;

        async fn query(&self, window: Window) -> Result<Answer<Vec<Numbered>>, Failure> {
            self.asked.set(self.asked.get() + 1);
            assert!(self.asked.get() < 5_000, "it never ends");
            let coarse = |time: f64| (time / self.resolution).floor();
            let mut found = self.contacts.clone();
            if !self.ignores_filter {
                found.retain(|it| {
                    // What was created in the same moment is taken for earlier.
                    window.before.is_none_or(|before| coarse(it.created()) <= coarse(before - 1.0))
                        && window.since.is_none_or(|since| coarse(it.created()) >= coarse(since))
                });
            }
            found.sort_by_key(|it| (std::cmp::Reverse(it.date), it.number));
            if self.ignores_sort {
                found.reverse();
            }
            let total = self.total.map(|total| total(found.len()));
            let offset = if self.ignores_offset { 0 } else { window.offset };
            let limit = if self.ignores_limit { 50 } else { window.limit };
            Ok(Answer { entries: found.into_iter().skip(offset).take(limit).collect(), total })
        }
    }

    prop_compose! {
        fn careless()(
            dates in prop::collection::vec(prop_oneof![1..8_u32, 1..20_000_u32], 0..120),
            ignores_filter: bool, ignores_offset: bool, ignores_limit: bool, ignores_sort: bool,
            resolution in prop::sample::select(vec![1.0, 10.0, 1000.0]),
            total in prop::option::of(prop::sample::select(vec![
                (|count| count) as fn(usize) -> usize, |count| count + 30, |count| count / 2, |_| 1 << 40,
            ])),
        ) -> Careless {
            let contacts = (0..).zip(dates).map(|(number, date)| Numbered { date, number }).collect();
            let asked = Cell::default();
            Careless {
                contacts, ignores_filter, ignores_offset, ignores_limit, ignores_sort, resolution, total, asked,
            }
        }
    }

    /// All that paging gives, page by page, until its end.
    fn read(source: &Careless, size: usize) -> Result<Vec<u32>, Failure> {
        let (mut trail, mut seen, mut more) = (Trail::default(), Vec::new(), true);
        while more {
            let page = pollster::block_on(next_page(source, &trail, size))?;
            trail = trail.beyond(&page.entries);
            seen.extend(page.entries.ids());
            more = page.more;
        }
        Ok(seen)
    }

    proptest! {
        #[test]
        fn paging_ends_whatever_a_server_ignores(source in careless(), size in 1..60_usize) {
            let _ = read(&source, size);
        }

        #[test]
        fn a_server_with_coarser_times_is_read_whole(source in careless(), size in 1..60_usize) {
            let source = Careless {
                ignores_filter: false, ignores_offset: false, ignores_limit: false, ignores_sort: false,
                total: source.total.map(|_| (|count| count) as fn(usize) -> usize),
                ..source
            };
            let seen = read(&source, size).unwrap();
            let mut expected = source.contacts.clone();
            expected.sort_by_key(|it| (std::cmp::Reverse(it.date), it.number));
            prop_assert_eq!(seen, expected.ids());
        }
    }

    #[test]
    fn a_total_that_promises_too_much_ends_where_nothing_more_comes() {
        let contacts = (0..60).map(|number| Numbered { date: 5000 * number, number }).collect();
        let source = Careless { contacts, resolution: 1.0, total: Some(|_| 1 << 40), ..Careless::default() };
        assert_eq!(read(&source, 7).unwrap().len(), 60);
    }

    #[test]
    fn a_page_of_what_was_not_asked_for_is_refused() {
        let contacts: Vec<_> = (0..60).map(|number| Numbered { date: 5000 * number, number }).collect();
        let honest =
            Careless { contacts, resolution: 1.0, total: Some(|count| count), ..Careless::default() };
        assert_eq!(read(&honest, 7).unwrap().len(), 60);
        for source in [
            Careless { ignores_filter: true, ..honest.clone() },
            Careless { ignores_limit: true, ..honest.clone() },
            Careless { ignores_sort: true, ..honest.clone() },
            Careless { ignores_filter: true, ignores_offset: true, ignores_limit: true, ..honest.clone() },
            Careless { ignores_filter: true, ignores_sort: true, ..honest.clone() },
        ] {
            let error = read(&source, 7).unwrap_err();
            assert!(matches!(error, Failure::Invalid(what) if what.contains("proxy")), "{error:?}");
        }
    }
}
