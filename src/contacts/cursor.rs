//! The WixDataCursor: a page of contacts, and the way to the pages around it.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, WeakRef};
use wasm_bindgen::prelude::*;

use super::{
    arguments::PageOptions,
    client::Client,
    contact::Shown,
    paging::{Page, next_page, previous_page},
    reader::ContactReader,
    source::{Access, Contacts, Trail},
};
use crate::{
    callbacks::{Callbacks, run},
    error::Error,
    json::Value,
    task::{Task, WeakTask},
    v4::Api,
};

/// Contacts in a page, where the app does not say.
pub const PAGE_SIZE: usize = 25;

#[wasm_bindgen(raw_module = "../js/pages.js")]
extern "C" {
    /// Makes an array of contacts a cursor too.
    #[wasm_bindgen(js_name = asCursor)]
    fn as_cursor(page: Array, cursor: WixDataCursor) -> Array;
}

/// A cursor over the contacts of a site, newest first (`spec/wix-contacts-sdk.md`, WixDataCursor).
#[wasm_bindgen]
#[derive(Clone)]
pub struct WixDataCursor(Rc<Cursor>);

/// All handles of a cursor, its pages among them, share this.
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

/// The current page, and how the cursor came to it.
struct Place {
    trail: Trail,
    beyond: Trail,
    data: Array,
    /// The page as an app got it. It is a cursor itself, so holding it would keep both alive for ever.
    shown: Option<WeakRef>,
    has_next: bool,
    /// The most contacts known of, where the server gives no total.
    known: usize,
}

/// What a move finds: a page, and the trail to it.
struct Landing {
    trail: Trail,
    page: Page<Shown>,
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
pub async fn open(client: Rc<Client>, options: PageOptions) -> Result<WixDataCursor, Error> {
    let page_size = options.page_size;
    let api = client.api(None);
    let (set, landing) = match ContactSet::find(client.clone(), options, &api).await? {
        Some(set) => (set.clone(), set.next(api, Trail::default()).await?),
        None => {
            let nothing = ContactSet { client, labels: Some(Rc::default()), page_size };
            let page = Page { entries: Vec::new(), more: false, total: Some(0) };
            (Rc::new(nothing), Landing { trail: Trail::default(), page })
        }
    };
    let total = landing.page.total;
    let place = Place::at(landing, 0);
    Ok(WixDataCursor(Rc::new(Cursor {
        set,
        total,
        place: place.into(),
        moving: None.into(),
        prefetch: None.into(),
    })))
}

impl Place {
    fn at(Landing { trail, page }: Landing, known: usize) -> Self {
        let beyond = trail.beyond(&page.entries);
        let known = known.max(beyond.contacts());
        let data = page.entries.iter().collect();
        Self { trail, beyond, data, shown: None, has_next: page.more, known }
    }
}

#[wasm_bindgen]
impl WixDataCursor {
    /// The contacts of the current page.
    #[wasm_bindgen(js_name = getData)]
    pub fn get_data(&self) -> Array {
        self.shown()
    }

    /// The page size in force.
    #[wasm_bindgen(js_name = getPageSize)]
    pub fn get_page_size(&self) -> usize {
        self.0.set.page_size
    }

    /// The number of contacts in the cursor when it was made; what is known so far, if the server would not count.
    #[wasm_bindgen(js_name = getTotal)]
    pub fn get_total(&self) -> usize {
        self.0.total.unwrap_or_else(|| self.0.place.borrow().known)
    }

    #[wasm_bindgen(js_name = hasNext)]
    pub fn has_next(&self) -> bool {
        self.0.place.borrow().has_next
    }

    #[wasm_bindgen(js_name = hasPrevious)]
    pub fn has_previous(&self) -> bool {
        self.0.place.borrow().trail.has_way_back()
    }

    /// Moves to the next page; onSuccess gets it. Returns whether there is one.
    pub fn next(&self, on_success: JsValue, on_failure: JsValue) -> bool {
        self.go(Direction::Next, Callbacks { on_success, on_failure })
    }

    /// Moves to the previous page; onSuccess gets it. Returns whether there is one.
    pub fn previous(&self, on_success: JsValue, on_failure: JsValue) -> bool {
        self.go(Direction::Previous, Callbacks { on_success, on_failure })
    }

    /// A reader of every contact from the current page on; the cursor stays where it is.
    #[wasm_bindgen(js_name = "[Symbol.asyncIterator]")]
    pub fn reader(&self) -> ContactReader {
        let place = self.0.place.borrow();
        ContactReader::behind(
            self.0.set.clone(),
            place.data.clone(),
            place.beyond.clone(),
            place.has_next,
        )
    }
}

impl WixDataCursor {
    fn go(&self, direction: Direction, callbacks: Callbacks) -> bool {
        let (is_there, page) = self.begin(direction);
        run(callbacks, None, Box::pin(async move { Ok(page.get().await?.into()) }));
        is_there
    }

    /// Begins a move, or joins one: overlapping moves in one direction are one move, and a move the other way
    /// waits for it. Gives whether there is a page to move to, as far as is known now.
    fn begin(&self, direction: Direction) -> (bool, Task<Move>) {
        let under_way = self.0.moving.borrow().as_ref().and_then(|(way, it)| Some((*way, it.under_way()?)));
        if let Some((way, moving)) = &under_way
            && *way == direction
        {
            return (true, moving.clone());
        }
        let is_there = under_way.is_some() || self.has(direction);
        let cursor = self.clone();
        let api = self.0.set.client.api(None);
        let moving = Task::start(async move {
            if let Some((_, earlier)) = under_way {
                // Its own callers hear of its failure; this move starts from wherever it ended.
                let _ = earlier.get().await;
            }
            cursor.step(direction, api).await
        });
        *self.0.moving.borrow_mut() = Some((direction, moving.downgrade()));
        (is_there, moving)
    }

    fn has(&self, direction: Direction) -> bool {
        match direction {
            Direction::Next => self.has_next(),
            Direction::Previous => self.has_previous(),
        }
    }

    async fn step(&self, direction: Direction, api: Api) -> Result<Array, Error> {
        if !self.has(direction) {
            return Ok(self.dress(&Array::new()));
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
                *self.0.place.borrow_mut() = Place::at(landing, known);
                if direction == Direction::Next {
                    self.prefetch();
                }
                Ok(self.shown())
            }
            None => {
                self.end(direction);
                Ok(self.dress(&Array::new()))
            }
        }
    }

    /// What there was in a direction has been deleted meanwhile.
    fn end(&self, direction: Direction) {
        let mut place = self.0.place.borrow_mut();
        match direction {
            Direction::Next => place.has_next = false,
            Direction::Previous => place.trail = Trail::default(),
        }
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
        if !place.has_next || !self.0.set.client.settings.values.prefetch {
            return;
        }
        let (set, trail) = (self.0.set.clone(), place.beyond.clone());
        *self.0.prefetch.borrow_mut() =
            Some(Task::start(async move { set.next(set.client.api(None), trail).await.ok() }));
    }

    /// The current page as the app gets it: each time the same array, while the app holds it.
    fn shown(&self) -> Array {
        let place = self.0.place.borrow();
        let alive =
            place.shown.as_ref().and_then(|shown| shown.deref()).map(|it| it.unchecked_into::<Array>());
        let data = place.data.clone();
        drop(place);
        alive.unwrap_or_else(|| {
            let shown = self.dress(&data);
            self.0.place.borrow_mut().shown = Some(WeakRef::new(&shown));
            shown
        })
    }

    /// A copy of a page that is also this cursor.
    fn dress(&self, page: &Array) -> Array {
        as_cursor(page.slice(0, page.length()), self.clone())
    }
}
