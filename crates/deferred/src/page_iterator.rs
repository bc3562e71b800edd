//! An iterator over pages of contacts: for iterateContacts, and for a cursor's async iterator.

use std::{cell::RefCell, rc::Rc};

use contacts_js::{
    arguments::PageOptions,
    callbacks::{Callbacks, run},
    error::Error,
    page::objects_of,
    task::Task,
};
use contacts_rules::{
    paging::{MAX_LIMIT, PageHistory},
    read_ahead::ReadAhead,
};
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

use crate::{
    api_client::ApiClient,
    contacts::{ContactSet, ContactSource, DeadlineScope},
    site_state::SiteState,
};

/// Reads page after page. Dropping it aborts its requests in flight.
#[wasm_bindgen]
pub struct PageIterator {
    signal: Option<AbortSignal>,
    /// None while a page is being read, and after a failure.
    stage: Rc<RefCell<Option<Stage>>>,
}

enum Stage {
    /// Nothing was requested yet.
    NotStarted {
        site: Rc<SiteState>,
        client: ApiClient,
        options: PageOptions,
        concurrency: usize,
    },
    /// A page that is loaded already, and the stage after it.
    Loaded(Array, Box<Stage>),
    Reading(Box<ReadAhead<ContactSource>>),
    Ended,
}

impl Stage {
    fn reading(set: ContactSet, client: ApiClient, history: PageHistory, concurrency: usize) -> Self {
        let size = set.page_size;
        let source = ContactSource { set, deadline_scope: DeadlineScope::PerRequest(client) };
        Self::Reading(Box::new(ReadAhead::new(source, history, size, concurrency, |request| {
            Box::pin(Task::start(request).take())
        })))
    }

    /// The next page, or undefined at the end, and the stage after it.
    async fn next(self) -> Result<(JsValue, Self), Error> {
        let mut stage = self;
        loop {
            match stage {
                Self::NotStarted { site, client, options, concurrency } => {
                    let PageOptions { page_size, labels } = options;
                    let labels = match labels {
                        Some(names) => {
                            Some(Rc::new(site.labels.keys(&client.with_new_deadline(), &names).await?))
                        }
                        None => None,
                    };
                    // No label has one of these names.
                    let is_empty = labels.as_ref().is_some_and(|keys| keys.is_empty());
                    stage = if is_empty {
                        Self::Ended
                    } else {
                        let set = ContactSet { labels, page_size: page_size.min(MAX_LIMIT) };
                        Self::reading(set, client, PageHistory::default(), concurrency)
                    };
                }
                Self::Loaded(page, next) => return Ok((page.into(), *next)),
                Self::Reading(mut pages) => match pages.next().await? {
                    Some(page) => return Ok((objects_of(&page).into(), Self::Reading(pages))),
                    None => stage = Self::Ended,
                },
                Self::Ended => return Ok((JsValue::UNDEFINED, Self::Ended)),
            }
        }
    }
}

impl PageIterator {
    /// An iterator over the contacts that the options select.
    pub fn new(
        site: Rc<SiteState>,
        client: ApiClient,
        options: PageOptions,
        concurrency: usize,
        signal: Option<AbortSignal>,
    ) -> Self {
        Self::at(Stage::NotStarted { site, client, options, concurrency }, signal)
    }

    /// An iterator that starts with a loaded page; `next_history` is the history to the pages after it.
    pub fn starting_with(
        page: Array,
        set: ContactSet,
        client: ApiClient,
        next_history: Option<PageHistory>,
    ) -> Self {
        let next = next_history
            .map_or(Stage::Ended, |next_history| Stage::reading(set, client, next_history.forward_only(), 1));
        Self::at(Stage::Loaded(page, Box::new(next)), None)
    }

    fn at(stage: Stage, signal: Option<AbortSignal>) -> Self {
        Self { signal, stage: Rc::new(RefCell::new(Some(stage))) }
    }
}

#[wasm_bindgen]
impl PageIterator {
    /// onSuccess gets an array of contacts, or undefined at the end.
    pub fn next(&self, on_success: JsValue, on_failure: JsValue) {
        let cell = self.stage.clone();
        let stage = cell.take();
        let work = async move {
            let (page, stage) = stage.unwrap_or(Stage::Ended).next().await?;
            cell.replace(Some(stage));
            Ok(page)
        };
        run(Callbacks { on_success, on_failure }, self.signal.clone(), Box::pin(work));
    }

    /// How many contacts there were at the first page; undefined if the server does not count them.
    pub fn total(&self) -> Option<usize> {
        match &*self.stage.borrow() {
            Some(Stage::Reading(pages)) => pages.total(),
            Some(Stage::Ended) => Some(0),
            _ => None,
        }
    }
}
