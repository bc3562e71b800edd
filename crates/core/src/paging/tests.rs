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
    let honest = Careless { contacts, resolution: 1.0, total: Some(|count| count), ..Careless::default() };
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
