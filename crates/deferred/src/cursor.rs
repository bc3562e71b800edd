//! The moves of a WixDataCursor from one page of contacts to the next and the previous.

use std::{cell::RefCell, rc::Rc};

use contacts_js::{
    callbacks::{Callbacks, run},
    error::Error,
    json::from_js,
    page::{ContactRef, entries_of, objects_of},
    task::{Task, WeakTask},
};
use contacts_rules::paging::{Page, PageHistory, next_page, previous_page};
use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::{
    Site,
    api_client::{ApiClient, Core},
    contacts::ContactSet,
    page_iterator::PageIterator,
};

#[wasm_bindgen]
extern "C" {
    /// The JavaScript part of a cursor (`js/api/cursor.js`). It and its page refer to each other, and the garbage collector can
    /// free them only if both are in JavaScript. So nothing in here holds either of them for longer than a move.
    #[derive(Clone)]
    pub type CursorState;
    /// Makes these contacts the current page, and returns that page for the app.
    #[wasm_bindgen(method)]
    fn turn(this: &CursorState, contacts: Array, has_next: bool, has_previous: bool, total: usize) -> Array;
    /// The next or the previous page no longer exists. Returns an empty page.
    #[wasm_bindgen(method)]
    fn end(this: &CursorState, has_next: bool, has_previous: bool) -> Array;
}

/// Moves a WixDataCursor (`spec/wix-contacts-sdk.md`) over the contacts of a site, newest first.
#[wasm_bindgen]
#[derive(Clone)]
pub struct Pager(Rc<Cursor>);

struct Cursor {
    set: ContactSet,
    prefetches: bool,
    total: Option<usize>,
    position: RefCell<Position>,
    /// The last move, while it is running.
    moving: RefCell<Option<(Direction, WeakTask<Move>)>>,
    prefetch: RefCell<Option<Task<Option<LoadedPage>>>>,
}

/// Where the current page is, and how the cursor got there.
struct Position {
    history: PageHistory,
    next_history: PageHistory,
    has_next: bool,
    /// The most contacts seen so far, for when the server gives no total.
    most_seen: usize,
}

/// The result of a move: a page, and the history to it.
struct LoadedPage {
    history: PageHistory,
    page: Page<ContactRef>,
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Next,
    Previous,
}

/// The page for the app.
type Move = Result<Array, Error>;

impl ContactSet {
    async fn next(&self, client: ApiClient, history: PageHistory) -> Result<LoadedPage, Error> {
        let page = next_page(&self.within(client), &history, self.page_size).await?;
        Ok(LoadedPage { history, page })
    }

    async fn previous(&self, client: ApiClient, history: &PageHistory) -> Result<Option<LoadedPage>, Error> {
        let found = previous_page(&self.within(client), history).await?;
        Ok(found.map(|(page, history)| LoadedPage { history, page }))
    }
}

impl Position {
    /// The position of a page.
    fn at(history: PageHistory, page: &Page<ContactRef>, most_seen: usize) -> Self {
        let next_history = history.after(&page.entries);
        let most_seen = most_seen.max(next_history.contacts());
        Self { history, next_history, has_next: page.more, most_seen }
    }

    fn has_previous(&self) -> bool {
        self.history.has_previous()
    }
}

#[wasm_bindgen]
impl Pager {
    /// The pager of a cursor at its first page. Labels are keys; undefined for all contacts.
    #[wasm_bindgen(constructor)]
    pub fn new(
        site: &Site,
        contacts: Array,
        page_size: usize,
        labels: &JsValue,
        has_next: bool,
        total: Option<usize>,
    ) -> Pager {
        let labels = from_js(labels).as_array().map(|keys| Rc::new(keys.to_vec()));
        let page = Page { entries: entries_of(contacts), more: has_next, total };
        let position = Position::at(PageHistory::default(), &page, 0);
        Self(Rc::new(Cursor {
            set: ContactSet { labels, page_size },
            prefetches: site.0.prefetch,
            total,
            position: position.into(),
            moving: None.into(),
            prefetch: None.into(),
        }))
    }

    /// Moves to the next page; onSuccess gets it. Returns whether there is one.
    pub fn next(&self, core: Core, cursor: CursorState, on_success: JsValue, on_failure: JsValue) -> bool {
        self.go(Direction::Next, core, cursor, Callbacks { on_success, on_failure })
    }

    /// Moves to the previous page; onSuccess gets it. Returns whether there is one.
    pub fn previous(
        &self,
        core: Core,
        cursor: CursorState,
        on_success: JsValue,
        on_failure: JsValue,
    ) -> bool {
        self.go(Direction::Previous, core, cursor, Callbacks { on_success, on_failure })
    }

    /// An iterator over the current page, which has these contacts, and all pages after it.
    pub fn iterate(&self, core: &Core, contacts: Array) -> PageIterator {
        let position = self.0.position.borrow();
        let next_history = position.has_next.then(|| position.next_history.clone());
        PageIterator::starting_with(
            contacts,
            self.0.set.clone(),
            ApiClient::new(core.transport(true)),
            next_history,
        )
    }
}

impl Pager {
    fn go(&self, direction: Direction, core: Core, cursor: CursorState, callbacks: Callbacks) -> bool {
        let (is_there, page) = self.begin(direction, core, cursor);
        run(callbacks, None, Box::pin(async move { Ok(page.get().await?.into()) }));
        is_there
    }

    /// Starts a move, or joins one: overlapping moves in one direction are one move, and a move the other way
    /// waits for it. Returns whether there is a page to move to, as far as is known now.
    fn begin(&self, direction: Direction, core: Core, cursor: CursorState) -> (bool, Task<Move>) {
        let under_way = self.0.moving.borrow().as_ref().and_then(|(way, it)| Some((*way, it.running()?)));
        if let Some((way, moving)) = &under_way
            && *way == direction
        {
            return (true, moving.clone());
        }
        let is_there = under_way.is_some() || self.has(direction);
        let pager = self.clone();
        let client = ApiClient::new(core.transport(false));
        let moving = Task::start(async move {
            if let Some((_, earlier)) = under_way {
                // Its own callers get its failure. This move starts wherever that one ended.
                let _ = earlier.get().await;
            }
            pager.step(direction, &core, &cursor, client).await
        });
        *self.0.moving.borrow_mut() = Some((direction, moving.downgrade()));
        (is_there, moving)
    }

    fn has(&self, direction: Direction) -> bool {
        let position = self.0.position.borrow();
        match direction {
            Direction::Next => position.has_next,
            Direction::Previous => position.has_previous(),
        }
    }

    async fn step(&self, direction: Direction, core: &Core, cursor: &CursorState, client: ApiClient) -> Move {
        if !self.has(direction) {
            return Ok(self.end(cursor));
        }
        let loaded = match direction {
            Direction::Next => Some(self.load_next(client).await?),
            Direction::Previous => {
                let history = self.0.position.borrow().history.clone();
                self.0.set.previous(client, &history).await?
            }
        };
        match loaded.filter(|loaded| !loaded.page.entries.is_empty()) {
            Some(LoadedPage { history, page }) => {
                let most_seen = self.0.position.borrow().most_seen;
                self.0.position.replace(Position::at(history, &page, most_seen));
                if direction == Direction::Next {
                    self.prefetch(core);
                }
                Ok(self.turn(cursor, objects_of(&page.entries)))
            }
            None => {
                // Those contacts have been deleted in the meantime.
                match direction {
                    Direction::Next => self.0.position.borrow_mut().has_next = false,
                    Direction::Previous => self.0.position.borrow_mut().history = PageHistory::default(),
                }
                Ok(self.end(cursor))
            }
        }
    }

    /// Makes these contacts, which are at the current position, the current page.
    fn turn(&self, cursor: &CursorState, contacts: Array) -> Array {
        let position = self.0.position.borrow();
        let total = self.0.total.unwrap_or(position.most_seen);
        cursor.turn(contacts, position.has_next, position.has_previous(), total)
    }

    fn end(&self, cursor: &CursorState) -> Array {
        let position = self.0.position.borrow();
        cursor.end(position.has_next, position.has_previous())
    }

    async fn load_next(&self, client: ApiClient) -> Result<LoadedPage, Error> {
        let prefetched = self.0.prefetch.borrow_mut().take();
        let history = self.0.position.borrow().next_history.clone();
        if let Some(prefetched) = prefetched
            && let Some(loaded) = prefetched.take().await
            && loaded.history.ends_with_same_page(&history)
        {
            return Ok(loaded);
        }
        self.0.set.next(client, history).await
    }

    /// Fetches the next page while an app uses the current one. A failure is ignored: the move to that page
    /// requests it again. Dropping the task, with the cursor, cancels it.
    fn prefetch(&self, core: &Core) {
        let position = self.0.position.borrow();
        if !position.has_next || !self.0.prefetches {
            return;
        }
        let (set, history, client) =
            (self.0.set.clone(), position.next_history.clone(), ApiClient::new(core.transport(false)));
        *self.0.prefetch.borrow_mut() =
            Some(Task::start(async move { set.next(client, history).await.ok() }));
    }
}
