//! A reader of all contacts, for JavaScript: iterateContacts, and a cursor's async iterator.

use std::{cell::RefCell, rc::Rc};

use contacts_core::{paging::MAX_LIMIT, read_ahead::ReadAhead};
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use super::{
    arguments::PageOptions,
    client::Client,
    cursor::ContactSet,
    source::{Access, Contacts, Trail},
};
use crate::{
    callbacks::{Callbacks, run},
    error::Error,
    task::Task,
};

/// Contacts in a page, where the app does not say: a page is only a means here, so it is as large as an answer can be.
pub const PAGE_SIZE: usize = MAX_LIMIT;

/// Gives page after page. Dropping it ends what it has under way.
#[wasm_bindgen]
pub struct ContactReader {
    signal: Option<AbortSignal>,
    /// None while a page is being read, and after a failure.
    stage: Rc<RefCell<Option<Stage>>>,
}

enum Stage {
    /// Its contacts are still to be found.
    Unopened {
        client: Rc<Client>,
        options: PageOptions,
        concurrency: usize,
    },
    /// A page that is at hand, and what comes behind it.
    AtHand(Array, Box<Stage>),
    Reading(Box<ReadAhead<Contacts>>),
    Ended,
}

impl Stage {
    fn reading(set: Rc<ContactSet>, trail: Trail, concurrency: usize) -> Self {
        let size = set.page_size;
        let source = set.source(Access::Each(set.client.clone(), Rc::default()));
        Self::Reading(Box::new(ReadAhead::new(source, trail, size, concurrency, |answer| {
            Box::pin(Task::start(answer).take())
        })))
    }

    /// The next page, or undefined at the end, and the stage after it.
    async fn next(self) -> Result<(JsValue, Self), Error> {
        let mut stage = self;
        loop {
            match stage {
                Self::Unopened { client, options, concurrency } => {
                    let api = client.api(None);
                    let set = ContactSet::find(client, options, &api).await?;
                    stage = set.map_or(Self::Ended, |set| Self::reading(set, Trail::default(), concurrency));
                }
                Self::AtHand(page, behind) => return Ok((page.into(), *behind)),
                Self::Reading(mut pages) => match pages.next().await? {
                    Some(page) => return Ok((page.0.into(), Self::Reading(pages))),
                    None => stage = Self::Ended,
                },
                Self::Ended => return Ok((JsValue::UNDEFINED, Self::Ended)),
            }
        }
    }
}

impl ContactReader {
    /// A reader of all contacts that the options mean.
    pub fn new(
        client: Rc<Client>,
        options: PageOptions,
        concurrency: usize,
        signal: Option<AbortSignal>,
    ) -> Self {
        Self::at(Stage::Unopened { client, options, concurrency }, signal)
    }

    /// A reader that begins with a page at hand.
    pub fn behind(set: Rc<ContactSet>, page: Array, beyond: Trail, has_next: bool) -> Self {
        let behind = if has_next { Stage::reading(set, beyond.forget(), 1) } else { Stage::Ended };
        Self::at(Stage::AtHand(page, Box::new(behind)), None)
    }

    fn at(stage: Stage, signal: Option<AbortSignal>) -> Self {
        Self { signal, stage: Rc::new(RefCell::new(Some(stage))) }
    }
}

#[wasm_bindgen]
impl ContactReader {
    /// onSuccess gets an array of contacts, or undefined at the end.
    pub fn next(&self, on_success: JsValue, on_failure: JsValue) {
        let place = self.stage.clone();
        let stage = place.take();
        let work = async move {
            let (page, stage) = stage.unwrap_or(Stage::Ended).next().await?;
            place.replace(Some(stage));
            Ok(page)
        };
        run(Callbacks { on_success, on_failure }, self.signal.clone(), Box::pin(work));
    }

    /// How many contacts there were at the first page; undefined if the server would not count.
    pub fn total(&self) -> Option<usize> {
        match &*self.stage.borrow() {
            Some(Stage::Reading(pages)) => pages.total(),
            Some(Stage::Ended) => Some(0),
            _ => None,
        }
    }
}
