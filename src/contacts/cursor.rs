//! The WixDataCursor: a page of contacts, and the way to the pages around it.

use std::{cell::RefCell, rc::Rc};

use contacts_core::{
    json::Value,
    paging::{Page, Sequence, first_page, next_page, previous_page},
};
use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::{
    arguments::PageOptions,
    client::Client,
    reader::ContactReader,
    source::{Access, Contacts, List, Trail},
};
use crate::{
    callbacks::{Callbacks, run},
    error::Error,
    task::{Task, WeakTask},
    v4::Api,
};

/// Contacts in a page, where the app does not say.
pub const PAGE_SIZE: usize = 25;

#[wasm_bindgen(raw_module = "../js/cursor.js")]
extern "C" {
    /// What JavaScript has of a cursor. It holds its page, and that holds it: the garbage collector sees this only where both
    /// are JavaScript's, and nothing in here holds either of them for longer than a move.
    #[derive(Clone)]
    pub type CursorState;
    #[wasm_bindgen(constructor)]
    fn new(pager: Pager, page_size: usize) -> CursorState;
    /// The WixDataCursor as an app gets it.
    #[wasm_bindgen(method)]
    fn shown(this: &CursorState) -> JsValue;
    /// Makes contacts its page; gives that as the app gets it.
    #[wasm_bindgen(method)]
    fn turn(this: &CursorState, contacts: Array, has_next: bool, has_previous: bool, total: usize) -> Array;
    /// There turned out to be no page any more in a direction. Gives an empty one.
    #[wasm_bindgen(method)]
    fn end(this: &CursorState, has_next: bool, has_previous: bool) -> Array;
}

/// What a WixDataCursor moves by (`spec/wix-contacts-sdk.md`): over the contacts of a site, newest first.
#[wasm_bindgen]
#[derive(Clone)]
pub struct Pager(Rc<Cursor>);

struct Cursor {
    set: Rc<ContactSet>,
    total: Option<usize>,
    place: RefCell<Place>,
    /// The last move that was begun, while it lasts.
    moving: RefCell<Option<(Direction, WeakTask<Move>)>>,
    prefetch: RefCell<Option<Task<Option<Landing>>>>,
}

/// Which contacts a cursor is over.
pub struct ContactSet {
    pub client: Rc<Client>,
    /// Label keys; None for all contacts.
    pub labels: Option<Rc<Vec<Value>>>,
    pub page_size: usize,
}

/// Where the current page is, and how the cursor came to it.
struct Place {
    trail: Trail,
    beyond: Trail,
    has_next: bool,
    /// The most contacts known of, where the server gives no total.
    known: usize,
}

/// What a move finds: a page, and the trail to it.
struct Landing {
    trail: Trail,
    page: Page<List>,
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Next,
    Previous,
}

/// Gives the page that the app gets.
type Move = Result<Array, Error>;

impl ContactSet {
    /// The set that an app's options mean; None if no such label is known.
    pub async fn find(
        client: Rc<Client>,
        options: PageOptions,
        api: &Api,
    ) -> Result<Option<Rc<Self>>, Error> {
        let PageOptions { page_size, labels } = options;
        let labels: Option<Rc<Vec<Value>>> = match labels {
            Some(names) => Some(Rc::new(client.labels.keys(api, &names).await?)),
            None => None,
        };
        let unknown = labels.as_ref().is_some_and(|keys| keys.is_empty());
        Ok((!unknown).then(|| Rc::new(Self { client, labels, page_size })))
    }

    pub fn source(&self, access: Access) -> Contacts {
        Contacts { labels: self.labels.clone(), access }
    }

    async fn first(&self, api: Api) -> Result<Landing, Error> {
        let page = first_page(&self.source(Access::Within(api)), self.page_size).await?;
        Ok(Landing { trail: Trail::default(), page })
    }

    async fn next(&self, api: Api, trail: Trail) -> Result<Landing, Error> {
        let page = next_page(&self.source(Access::Within(api)), &trail, self.page_size).await?;
        Ok(Landing { trail, page })
    }

    async fn previous(&self, api: Api, trail: &Trail) -> Result<Option<Landing>, Error> {
        let found = previous_page(&self.source(Access::Within(api)), trail).await?;
        Ok(found.map(|(page, trail)| Landing { trail, page }))
    }
}

/// getContacts: the cursor at its first page.
pub async fn open(client: Rc<Client>, options: PageOptions) -> Result<JsValue, Error> {
    let page_size = options.page_size;
    let api = client.api(None);
    let (set, landing) = match ContactSet::find(client.clone(), options, &api).await? {
        Some(set) => (set.clone(), set.first(api).await?),
        None => {
            let nothing = ContactSet { client, labels: Some(Rc::default()), page_size };
            let page = Page { entries: List::default(), more: false, total: Some(0) };
            (Rc::new(nothing), Landing { trail: Trail::default(), page })
        }
    };
    let total = landing.page.total;
    let (place, contacts) = Place::at(landing, 0);
    let (place, moving, prefetch) = (place.into(), None.into(), None.into());
    let pager = Pager(Rc::new(Cursor { set, total, place, moving, prefetch }));
    let cursor = CursorState::new(pager.clone(), page_size);
    pager.turn(&cursor, contacts);
    Ok(cursor.shown())
}

impl Place {
    /// The place of a page, and its contacts.
    fn at(Landing { trail, page }: Landing, known: usize) -> (Self, Array) {
        let beyond = trail.beyond(&page.entries);
        let known = known.max(beyond.contacts());
        (Self { trail, beyond, has_next: page.more, known }, page.entries.0)
    }

    fn has_previous(&self) -> bool {
        self.trail.has_way_back()
    }
}

#[wasm_bindgen]
impl Pager {
    /// Moves to the next page; onSuccess gets it. Returns whether there is one.
    pub fn next(&self, cursor: CursorState, on_success: JsValue, on_failure: JsValue) -> bool {
        self.go(Direction::Next, cursor, Callbacks { on_success, on_failure })
    }

    /// Moves to the previous page; onSuccess gets it. Returns whether there is one.
    pub fn previous(&self, cursor: CursorState, on_success: JsValue, on_failure: JsValue) -> bool {
        self.go(Direction::Previous, cursor, Callbacks { on_success, on_failure })
    }

    /// A reader of the current page, which has these contacts, and of all that come after it.
    pub fn reader(&self, contacts: Array) -> ContactReader {
        let place = self.0.place.borrow();
        ContactReader::behind(self.0.set.clone(), contacts, place.beyond.clone(), place.has_next)
    }
}

impl Pager {
    fn go(&self, direction: Direction, cursor: CursorState, callbacks: Callbacks) -> bool {
        let (is_there, page) = self.begin(direction, cursor);
        run(callbacks, None, Box::pin(async move { Ok(page.get().await?.into()) }));
        is_there
    }

    /// Begins a move, or joins one: overlapping moves in one direction are one move, and a move the other way
    /// waits for it. Gives whether there is a page to move to, as far as is known now.
    fn begin(&self, direction: Direction, cursor: CursorState) -> (bool, Task<Move>) {
        let under_way = self.0.moving.borrow().as_ref().and_then(|(way, it)| Some((*way, it.under_way()?)));
        if let Some((way, moving)) = &under_way
            && *way == direction
        {
            return (true, moving.clone());
        }
        let is_there = under_way.is_some() || self.has(direction);
        let pager = self.clone();
        let api = self.0.set.client.api(None);
        let moving = Task::start(async move {
            if let Some((_, earlier)) = under_way {
                // Its own callers hear of its failure; this move starts from wherever it ended.
                let _ = earlier.get().await;
            }
            pager.step(direction, &cursor, api).await
        });
        *self.0.moving.borrow_mut() = Some((direction, moving.downgrade()));
        (is_there, moving)
    }

    fn has(&self, direction: Direction) -> bool {
        let place = self.0.place.borrow();
        match direction {
            Direction::Next => place.has_next,
            Direction::Previous => place.has_previous(),
        }
    }

    async fn step(&self, direction: Direction, cursor: &CursorState, api: Api) -> Move {
        if !self.has(direction) {
            return Ok(self.end(cursor));
        }
        let landing = match direction {
            Direction::Next => Some(self.next_landing(api).await?),
            Direction::Previous => {
                let trail = self.0.place.borrow().trail.clone();
                self.0.set.previous(api, &trail).await?
            }
        };
        match landing.filter(|landing| !landing.page.entries.is_empty()) {
            Some(landing) => {
                let known = self.0.place.borrow().known;
                let (place, contacts) = Place::at(landing, known);
                self.0.place.replace(place);
                if direction == Direction::Next {
                    self.prefetch();
                }
                Ok(self.turn(cursor, contacts))
            }
            None => {
                // What there was has been deleted meanwhile.
                match direction {
                    Direction::Next => self.0.place.borrow_mut().has_next = false,
                    Direction::Previous => self.0.place.borrow_mut().trail = Trail::default(),
                }
                Ok(self.end(cursor))
            }
        }
    }

    /// Shows the current place, which has these contacts.
    fn turn(&self, cursor: &CursorState, contacts: Array) -> Array {
        let place = self.0.place.borrow();
        let total = self.0.total.unwrap_or(place.known);
        cursor.turn(contacts, place.has_next, place.has_previous(), total)
    }

    fn end(&self, cursor: &CursorState) -> Array {
        let place = self.0.place.borrow();
        cursor.end(place.has_next, place.has_previous())
    }

    async fn next_landing(&self, api: Api) -> Result<Landing, Error> {
        let prefetched = self.0.prefetch.borrow_mut().take();
        let trail = self.0.place.borrow().beyond.clone();
        if let Some(prefetched) = prefetched
            && let Some(landing) = prefetched.take().await
            && landing.trail.ends_where(&trail)
        {
            return Ok(landing);
        }
        self.0.set.next(api, trail).await
    }

    /// Fetches the page after the current one while an app uses that. Nobody hears of a failure: the move that
    /// wants the page asks again. Dropping the task, with the cursor, cancels it.
    fn prefetch(&self) {
        let place = self.0.place.borrow();
        if !place.has_next || !self.0.set.client.settings.prefetch {
            return;
        }
        let (set, trail) = (self.0.set.clone(), place.beyond.clone());
        *self.0.prefetch.borrow_mut() =
            Some(Task::start(async move { set.next(set.client.api(None), trail).await.ok() }));
    }
}
