//! A reader of all contacts, for JavaScript: iterateContacts, and a cursor's async iterator.

use std::{cell::RefCell, rc::Rc};

use contacts_core::{
    paging::{MAX_LIMIT, Trail},
    read_ahead::ReadAhead,
};
use contacts_js::{
    arguments::PageOptions,
    callbacks::{Callbacks, run},
    error::Error,
    page::objects_of,
    task::Task,
};
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use crate::{
    api::Api,
    contacts::{Access, ContactSet, ContactSource},
    site::Site,
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
        site: Rc<Site>,
        api: Api,
        options: PageOptions,
        concurrency: usize,
    },
    /// A page that is at hand, and what comes behind it.
    AtHand(Array, Box<Stage>),
    Reading(Box<ReadAhead<ContactSource>>),
    Ended,
}

impl Stage {
    fn reading(set: ContactSet, api: Api, trail: Trail, concurrency: usize) -> Self {
        let size = set.page_size;
        let source = ContactSource { set, access: Access::Each(api) };
        Self::Reading(Box::new(ReadAhead::new(source, trail, size, concurrency, |answer| {
            Box::pin(Task::start(answer).take())
        })))
    }

    /// The next page, or undefined at the end, and the stage after it.
    async fn next(self) -> Result<(JsValue, Self), Error> {
        let mut stage = self;
        loop {
            match stage {
                Self::Unopened { site, api, options, concurrency } => {
                    let PageOptions { page_size, labels } = options;
                    let labels = match labels {
                        Some(names) => Some(Rc::new(site.labels.keys(&api.anew(), &names).await?)),
                        None => None,
                    };
                    // No such label is known.
                    let is_empty = labels.as_ref().is_some_and(|keys| keys.is_empty());
                    stage = if is_empty {
                        Self::Ended
                    } else {
                        let set = ContactSet { labels, page_size };
                        Self::reading(set, api, Trail::default(), concurrency)
                    };
                }
                Self::AtHand(page, behind) => return Ok((page.into(), *behind)),
                Self::Reading(mut pages) => match pages.next().await? {
                    Some(page) => return Ok((objects_of(&page).into(), Self::Reading(pages))),
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
        site: Rc<Site>,
        api: Api,
        options: PageOptions,
        concurrency: usize,
        signal: Option<AbortSignal>,
    ) -> Self {
        Self::at(Stage::Unopened { site, api, options, concurrency }, signal)
    }

    /// A reader that begins with a page at hand; `beyond` is the way to what comes behind it.
    pub fn behind(page: Array, set: ContactSet, api: Api, beyond: Option<Trail>) -> Self {
        let behind = beyond.map_or(Stage::Ended, |beyond| Stage::reading(set, api, beyond.forget(), 1));
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
