use std::cell::Cell;

use proptest::prelude::*;

use super::{
    testing::{Change, Failure, Numbered, Site, change, numbered, numbers, order, site},
    *,
};

#[derive(Clone, Debug)]
enum Step {
    Next,
    Previous,
    Change(Change),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => Just(Step::Next),
        3 => Just(Step::Previous),
        4 => change().prop_map(Step::Change),
    ]
}

/// A cursor, and what it has shown so far.
struct Pages<'a> {
    site: &'a Site,
    size: usize,
    history: PageHistory,
    page: Vec<Numbered>,
    shown: Vec<Vec<Numbered>>,
}

impl Pages<'_> {
    fn next(&mut self) -> Result<(), Failure> {
        let history = self.history.after(&self.page);
        let page = pollster::block_on(next_page(self.site, &history, self.size))?.entries;
        assert_eq!(page, self.behind());
        if !page.is_empty() {
            self.shown.push(std::mem::replace(&mut self.page, page));
            self.history = history;
        }
        Ok(())
    }

    /// The contacts after the current page now.
    fn behind(&self) -> Vec<Numbered> {
        let mut behind = self.site.contacts.borrow().clone();
        behind.retain(|it| self.page.last().is_none_or(|last| order(it, last).is_gt()));
        behind.sort_by(order);
        behind.truncate(self.size);
        behind
    }

    fn previous(&mut self) -> Result<(), Failure> {
        let Some((page, history)) = pollster::block_on(previous_page(self.site, &self.history))? else {
            assert!(self.shown.iter().all(|page| self.left_of(page).is_empty()));
            return Ok(());
        };
        let mut left = Vec::new();
        while left.is_empty() {
            let page = self.shown.pop().unwrap();
            left = self.left_of(&page);
        }
        assert_eq!(page.entries, left);
        (self.page, self.history) = (page.entries, history);
        Ok(())
    }

    fn left_of(&self, page: &[Numbered]) -> Vec<Numbered> {
        let contacts = self.site.contacts.borrow();
        page.iter().filter(|it| contacts.contains(it)).cloned().collect()
    }
}

proptest! {
    /// No contact appears twice or is skipped, whatever is created or deleted; a failed move changes nothing.
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
        let mut pages = Pages { site: &site, size, history: PageHistory::default(), page: first, shown: Vec::new() };
        for (number, step) in (1000..).zip(steps) {
            let before = (pages.page.clone(), pages.shown.clone());
            let moved = match step {
                Step::Next => pages.next(),
                Step::Previous => pages.previous(),
                Step::Change(change) => {
                    site.change(change, number);
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
fn a_page_may_be_as_large_as_a_response() {
    for dates in [vec![5; 2500], (0..2500).collect()] {
        let site = site(dates, true);
        let (mut history, mut seen, mut more) = (PageHistory::default(), Vec::new(), true);
        while more {
            let page = pollster::block_on(next_page(&site, &history, MAX_LIMIT)).unwrap();
            history = history.after(&page.entries).forward_only();
            seen.extend(numbers(&page.entries));
            more = page.more;
        }
        seen.sort();
        assert_eq!(seen, (0..2500).collect::<Vec<_>>());
    }
}

#[test]
fn a_date_that_more_contacts_share_than_one_response_holds_is_read_by_offset() {
    let site = site(vec![5; 2500], true);
    let mut pages = Pages {
        site: &site,
        size: 500,
        history: PageHistory::default(),
        page: Vec::new(),
        shown: Vec::new(),
    };
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

/// A server that ignores parts of a query.
#[derive(Clone, Debug, Default)]
struct Careless {
    contacts: Vec<Numbered>,
    ignores_filter: bool,
    ignores_offset: bool,
    ignores_limit: bool,
    ignores_sort: bool,
    /// The resolution of its clock, in milliseconds.
    resolution: f64,
    /// The total that it gives; None if it does not count.
    total: Option<fn(usize) -> usize>,
    asked: Cell<usize>,
}

impl Source for Careless {
    type Entry = Numbered;
    type Error = Failure;

    async fn query(&self, window: Window) -> Result<Response<Numbered>, Failure> {
        self.asked.set(self.asked.get() + 1);
        assert!(self.asked.get() < 5_000, "it never ends");
        let coarse = |time: f64| (time / self.resolution).floor();
        let mut found = self.contacts.clone();
        if !self.ignores_filter {
            found.retain(|it| {
                // It takes contacts of the same moment for earlier ones.
                window.before.is_none_or(|before| coarse(it.created()) <= coarse(before - 1.0))
                    && window.since.is_none_or(|since| coarse(it.created()) >= coarse(since))
            });
        }
        found.sort_by(order);
        if self.ignores_sort {
            found.reverse();
        }
        let total = self.total.map(|total| total(found.len()));
        let offset = if self.ignores_offset { 0 } else { window.offset };
        let limit = if self.ignores_limit { 50 } else { window.limit };
        Ok(Response { entries: found.into_iter().skip(offset).take(limit).collect(), total })
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
        let contacts = (0..).zip(dates).map(|(number, date)| numbered(number, date)).collect();
        let asked = Cell::default();
        Careless {
            contacts, ignores_filter, ignores_offset, ignores_limit, ignores_sort, resolution, total, asked,
        }
    }
}

/// All pages up to the end.
fn read(source: &Careless, size: usize) -> Result<Vec<u32>, Failure> {
    let (mut history, mut seen, mut more) = (PageHistory::default(), Vec::new(), true);
    while more {
        let page = pollster::block_on(next_page(source, &history, size))?;
        history = history.after(&page.entries);
        seen.extend(numbers(&page.entries));
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
        expected.sort_by(order);
        prop_assert_eq!(seen, numbers(&expected));
    }
}

#[test]
fn a_total_that_promises_too_much_ends_where_nothing_more_comes() {
    let contacts = (0..60).map(|number| numbered(number, 5000 * number)).collect();
    let source = Careless { contacts, resolution: 1.0, total: Some(|_| 1 << 40), ..Careless::default() };
    assert_eq!(read(&source, 7).unwrap().len(), 60);
}

#[test]
fn a_page_of_what_was_not_asked_for_is_rejected() {
    let contacts: Vec<_> = (0..60).map(|number| numbered(number, 5000 * number)).collect();
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
