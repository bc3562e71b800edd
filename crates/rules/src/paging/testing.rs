//! A site for tests of paging.

use std::{
    cell::{Cell, RefCell},
    cmp::Ordering,
};

use proptest::prelude::*;

use super::{Entry, InvalidResponse, MAX_LIMIT, Response, Source, Window};

/// Why a query failed.
#[derive(Debug)]
pub enum Failure {
    Lost,
    Invalid(&'static str),
}

impl From<InvalidResponse> for Failure {
    fn from(InvalidResponse(what): InvalidResponse) -> Self {
        Self::Invalid(what)
    }
}

/// A contact as a number, which orders contacts of the same date.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbered {
    pub number: u32,
    id: String,
    created: f64,
}

impl Entry for Numbered {
    fn id(&self) -> &str {
        &self.id
    }

    fn created(&self) -> f64 {
        self.created
    }
}

pub fn numbered(number: u32, date: u32) -> Numbered {
    Numbered { number, id: format!("id-{number}"), created: date.into() }
}

/// Newest first.
pub fn order(a: &Numbered, b: &Numbered) -> Ordering {
    b.created.total_cmp(&a.created).then(a.number.cmp(&b.number))
}

pub fn numbers(entries: &[Numbered]) -> Vec<u32> {
    entries.iter().map(|it| it.number).collect()
}

/// A site whose contacts change, with few contacts per response.
#[derive(Default)]
pub struct Site {
    pub contacts: RefCell<Vec<Numbered>>,
    pub fails: Cell<bool>,
    pub counts: bool,
}

impl Source for Site {
    type Entry = Numbered;
    type Error = Failure;

    async fn query(&self, window: Window) -> Result<Response<Numbered>, Failure> {
        assert!(window.limit <= MAX_LIMIT);
        if self.fails.take() {
            return Err(Failure::Lost);
        }
        let mut within: Vec<_> = self.contacts.borrow().clone();
        within.retain(|it| {
            window.before.is_none_or(|before| it.created < before)
                && window.since.is_none_or(|since| it.created >= since)
        });
        within.sort_by(order);
        let total = self.counts.then_some(within.len());
        let entries = within.into_iter().skip(window.offset).take(window.limit).collect();
        Ok(Response { entries, total })
    }
}

pub fn site(dates: Vec<u32>, counts: bool) -> Site {
    let contacts = (0..).zip(dates).map(|(number, date)| numbered(number, date)).collect();
    Site { contacts: RefCell::new(contacts), counts, ..Site::default() }
}

/// A change of a site.
#[derive(Clone, Debug)]
pub enum Change {
    /// The next request fails.
    Fail,
    /// A contact is created, newer than all others.
    Insert,
    Delete(prop::sample::Index),
}

pub fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        1 => Just(Change::Fail),
        1 => Just(Change::Insert),
        2 => any::<prop::sample::Index>().prop_map(Change::Delete),
    ]
}

impl Site {
    /// `number` is for a new contact, and higher than all before.
    pub fn change(&self, change: Change, number: u32) {
        let mut contacts = self.contacts.borrow_mut();
        match change {
            Change::Fail => self.fails.set(true),
            Change::Insert => contacts.push(numbered(number, number)),
            Change::Delete(_) if contacts.is_empty() => {}
            Change::Delete(index) => {
                let index = index.index(contacts.len());
                contacts.remove(index);
            }
        }
    }
}
