//! The effects of an exchange: the browser's fetch, or the app's, with its clock and its dice.
//!
//! Whatever a host page makes of `fetch` or `Response` is read with care: a JavaScript exception must never
//! pass through the frames of wasm.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use contacts_core::http::{Deadline, Effects, FailureKind, Gate, exchange, is_header_value};
use contacts_js::{
    abort::AbortOnDrop,
    callbacks::deliver,
    error::Error,
    object::{get, plain, set},
    request::{Method, Request},
    task::{Boxed, Task, WeakTask, settled, sleep},
};
use js_sys::{Date, JsString, Math, Object};
use wasm_bindgen::prelude::*;

use super::{
    Body, Failure,
    authorization::token,
    response::{header, read, request_id, status},
};
use crate::settings::Settings;

#[wasm_bindgen(raw_module = "../js/host/request.js")]
extern "C" {
    #[wasm_bindgen(js_name = urlOf)]
    fn url_of(options: &JsValue, path: &str) -> JsValue;
}

#[wasm_bindgen(raw_module = "../js/host/early.js")]
extern "C" {
    /// Calls fetch, the app's or the browser's. `token`, `consistent` and `body` may be undefined.
    #[wasm_bindgen(catch)]
    fn send(
        options: &JsValue,
        method: &str,
        path: &str,
        token: &JsValue,
        consistent: &JsValue,
        body: &JsValue,
        signal: &JsValue,
    ) -> Result<JsValue, JsValue>;
}

type Flight = Result<Body, Failure>;

/// The pauses before a host that is not there yet is asked again, in milliseconds: each is twice the last one.
const FIRST_PAUSE: f64 = 20.0;
const LONGEST_PAUSE: f64 = 250.0;

/// Sends requests as the settings say.
pub struct Http {
    pub settings: Settings,
    /// The GETs under way, by path.
    flights: RefCell<Vec<(String, WeakTask<Flight>)>>,
    /// Whether the app's own fetch waits for a host that is not there yet.
    awaits_host: Cell<bool>,
    /// What marks the point up to which this instance has seen the site, as the last answer said; or undefined.
    consistent: RefCell<JsValue>,
}

impl Http {
    pub fn new(settings: Settings) -> Rc<Self> {
        let (flights, awaits_host, consistent) = Default::default();
        Rc::new(Self { settings, flights, awaits_host, consistent })
    }

    /// Sends a request until it is answered, or failed for good.
    pub async fn exchange(
        self: &Rc<Self>,
        request: &Request,
        gate: Option<&Gate>,
        deadline: &Deadline,
    ) -> Result<Body, Error> {
        exchange(&Sending { http: self, request }, gate, deadline).await
    }

    /// What there is to say when a deadline has passed.
    pub fn overdue(&self) -> Error {
        if self.awaits_host.get() { Error::no_host() } else { Error::timeout() }
    }

    /// An equal GET that is under way.
    fn under_way(&self, request: &Request) -> Option<Task<Flight>> {
        if request.fresh {
            return None;
        }
        let flights = self.flights.borrow();
        let (_, flight) = flights.iter().find(|(path, _)| *path == request.path)?;
        flight.under_way().filter(|_| request.method == Method::Get)
    }

    fn remember(&self, path: &str, flight: &Task<Flight>) {
        let mut flights = self.flights.borrow_mut();
        flights.retain(|(other, flight)| other != path && flight.under_way().is_some());
        flights.push((path.to_owned(), flight.downgrade()));
    }

    /// One try, from the token to the end of the body.
    async fn try_once(self: Rc<Self>, request: Request, attempt: u32) -> Result<Body, Failure> {
        let settings = &self.settings;
        let token = token(settings.authorization.clone()).await.map_err(Failure::fatal)?;
        if token.is_undefined() && !settings.has_own_fetch {
            return Err(Failure::fatal(Error::not_configured()));
        }
        let observer = Observer::new(settings, &request, attempt);
        let abort = AbortOnDrop::default();
        let response = self.answer(&request, &token, &abort).await.map_err(|cause| {
            observer.answered(&JsValue::UNDEFINED);
            // It may be anything: a host page's wrapper may reject with a string, or with null.
            Failure { error: Error::network(cause), kind: FailureKind::Passing(None) }
        })?;
        self.learn(&response);
        let outcome = read(&response).await;
        observer.answered(&response);
        abort.disarm();
        outcome
    }

    /// A read after one's own write is not stale if it shows where that was answered, as @wix/sdk does it.
    fn learn(&self, response: &JsValue) {
        let Some(consistent) = header(response, "x-wix-consistent").filter(|it| is_header_value(it)) else {
            return;
        };
        self.consistent.replace(consistent.into());
        // What was asked for before may be older.
        self.flights.borrow_mut().clear();
    }

    /// What fetch gives. That of @wix/essentials gives a function as long as the dashboard has not set its host up.
    async fn answer(
        &self,
        request: &Request,
        token: &JsValue,
        abort: &AbortOnDrop,
    ) -> Result<JsValue, JsValue> {
        let Request { method, path, body, .. } = request;
        let mut signal = abort.signal();
        let mut pause = FIRST_PAUSE;
        loop {
            self.awaits_host.set(false);
            let consistent = self.consistent.borrow().clone();
            let options = &self.settings.options;
            let answer = send(options, method.as_str(), path, token, &consistent, body, &signal);
            let answer = match settled(answer).await {
                Err(cause) if !signal.is_undefined() && is_about_signal(&cause) => {
                    signal = JsValue::UNDEFINED;
                    continue;
                }
                answer => answer?,
            };
            if !answer.is_function() {
                return Ok(answer);
            }
            self.awaits_host.set(true);
            sleep(pause).await;
            pause = (pause * 2.0).min(LONGEST_PAUSE);
        }
    }
}

/// A request that is sent as the settings say.
struct Sending<'a> {
    http: &'a Rc<Http>,
    request: &'a Request,
}

impl Effects for Sending<'_> {
    type Body = Body;
    type Error = Error;

    /// Joins an equal GET that is under way, or sends one.
    async fn attempt(&self, number: u32) -> Result<Body, Failure> {
        let Self { http, request } = *self;
        if let Some(flight) = http.under_way(request) {
            return flight.get().await;
        }
        let flight: Boxed<Flight> = Box::pin(http.clone().try_once(request.clone(), number));
        if request.method != Method::Get {
            return flight.await;
        }
        let flight = Task::start(flight);
        http.remember(&request.path, &flight);
        flight.get().await
    }

    fn can_reauthorize(&self) -> bool {
        self.http.settings.authorization.is_function()
    }

    fn max_retries(&self) -> u32 {
        self.http.settings.max_retries
    }

    fn now(&self) -> f64 {
        Date::now()
    }

    fn random(&self) -> f64 {
        Math::random()
    }

    async fn sleep(&self, milliseconds: f64) {
        sleep(milliseconds).await;
    }
}

/// The host's fetch refused the signal before it asked for anything, as the AbortController is somebody else's: that of Node does
/// so with jsdom's, each browser's with that of a polyfill.
fn is_about_signal(cause: &JsValue) -> bool {
    get(cause, "message").dyn_into::<JsString>().is_ok_and(|message| message.includes("AbortSignal", 0))
}

/// Tells onRequest and onResponse of one try; never the token.
struct Observer<'a> {
    settings: &'a Settings,
    request: &'a Request,
    attempt: u32,
    started: f64,
}

impl<'a> Observer<'a> {
    fn new(settings: &'a Settings, request: &'a Request, attempt: u32) -> Self {
        let observer = Self { settings, request, attempt, started: Date::now() };
        if let Some(on_request) = &settings.on_request {
            deliver(on_request, &observer.event());
        }
        observer
    }

    /// Status 0 says that there was no answer.
    fn answered(&self, response: &JsValue) {
        let Some(on_response) = &self.settings.on_response else { return };
        let event = self.event();
        set(&event, "status", &status(response).unwrap_or(0).into());
        set(&event, "requestId", &request_id(response).map_or(JsValue::UNDEFINED, JsValue::from));
        set(&event, "durationMs", &(Date::now() - self.started).into());
        deliver(on_response, &event);
    }

    fn event(&self) -> Object {
        plain([
            ("method", self.request.method.as_str().into()),
            ("url", url_of(&self.settings.options, &self.request.path)),
            ("attempt", self.attempt.into()),
        ])
    }
}
