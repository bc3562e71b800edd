//! The effects of an exchange: fetch (the browser's or the app's), clock and random numbers.
//!
//! A host page may replace `fetch` or `Response` with anything, so results are read with care: a JavaScript exception must
//! never pass through wasm frames.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use contacts_js::{
    abort::AbortOnDrop,
    callbacks::deliver,
    error::Error,
    object::{get, plain, set},
    request::{Method, Request},
    task::{Boxed, Task, WeakTask, resolve, sleep},
};
use contacts_rules::http::{Deadline, Effects, FailureKind, RateLimitPause, exchange, is_header_value};
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
    /// Calls the app's fetch or the browser's. `token`, `consistent` and `body` may be undefined.
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

type AttemptResult = Result<Body, Failure>;

/// The pauses before fetch is called again while the host is not ready, in milliseconds. Each is twice the last one.
const FIRST_PAUSE: f64 = 20.0;
const LONGEST_PAUSE: f64 = 250.0;

/// Sends requests as the settings say.
pub struct Http {
    pub settings: Settings,
    /// The GETs in flight, by path.
    in_flight: RefCell<Vec<(String, WeakTask<AttemptResult>)>>,
    /// Whether the app's own fetch waits for a host that is not ready yet.
    awaits_host: Cell<bool>,
    /// The last response's mark of the point up to which this instance has seen the site; or undefined.
    consistent: RefCell<JsValue>,
}

impl Http {
    pub fn new(settings: Settings) -> Rc<Self> {
        let (in_flight, awaits_host, consistent) = Default::default();
        Rc::new(Self { settings, in_flight, awaits_host, consistent })
    }

    /// Sends a request until it succeeds, or fails for good.
    pub async fn exchange(
        self: &Rc<Self>,
        request: &Request,
        rate_limit_pause: Option<&RateLimitPause>,
        deadline: &Deadline,
    ) -> Result<Body, Error> {
        exchange(&Sending { http: self, request }, rate_limit_pause, deadline).await
    }

    /// The error when a deadline has passed.
    pub fn timeout_error(&self) -> Error {
        if self.awaits_host.get() { Error::no_host() } else { Error::timeout() }
    }

    /// An equal GET in flight.
    fn equal_in_flight(&self, request: &Request) -> Option<Task<AttemptResult>> {
        if request.fresh {
            return None;
        }
        let in_flight = self.in_flight.borrow();
        let (_, task) = in_flight.iter().find(|(path, _)| *path == request.path)?;
        task.running().filter(|_| request.method == Method::Get)
    }

    fn add_in_flight(&self, path: &str, task: &Task<AttemptResult>) {
        let mut in_flight = self.in_flight.borrow_mut();
        in_flight.retain(|(other, task)| other != path && task.running().is_some());
        in_flight.push((path.to_owned(), task.downgrade()));
    }

    /// One attempt, from the token to the end of the body.
    async fn try_once(self: Rc<Self>, request: Request, attempt: u32) -> Result<Body, Failure> {
        let settings = &self.settings;
        let token = token(settings.authorization.clone()).await.map_err(Failure::permanent)?;
        if token.is_undefined() && !settings.has_own_fetch {
            return Err(Failure::permanent(Error::not_configured()));
        }
        let observer = Observer::new(settings, &request, attempt);
        let abort = AbortOnDrop::default();
        let response = self.fetch(&request, &token, &abort).await.map_err(|cause| {
            observer.on_response(&JsValue::UNDEFINED);
            // The cause may be anything: a host page's wrapper may reject with a string or null.
            Failure { error: Error::network(cause), kind: FailureKind::Transient(None) }
        })?;
        self.remember_consistent(&response);
        let outcome = read(&response).await;
        observer.on_response(&response);
        abort.disarm();
        outcome
    }

    /// A read after a write is not stale if it sends this header of the write's response, as @wix/sdk does.
    fn remember_consistent(&self, response: &JsValue) {
        let Some(consistent) = header(response, "x-wix-consistent").filter(|it| is_header_value(it)) else {
            return;
        };
        self.consistent.replace(consistent.into());
        // GETs in flight may return older data.
        self.in_flight.borrow_mut().clear();
    }

    /// Calls fetch. The fetch of @wix/essentials returns a function until the dashboard has set up its host.
    async fn fetch(
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
            let result = send(options, method.as_str(), path, token, &consistent, body, &signal);
            let response = match resolve(result).await {
                Err(cause) if !signal.is_undefined() && is_about_signal(&cause) => {
                    signal = JsValue::UNDEFINED;
                    continue;
                }
                result => result?,
            };
            if !response.is_function() {
                return Ok(response);
            }
            self.awaits_host.set(true);
            sleep(pause).await;
            pause = (pause * 2.0).min(LONGEST_PAUSE);
        }
    }
}

/// A request that is being sent.
struct Sending<'a> {
    http: &'a Rc<Http>,
    request: &'a Request,
}

impl Effects for Sending<'_> {
    type Body = Body;
    type Error = Error;

    /// Joins an equal GET in flight, or sends the request.
    async fn attempt(&self, number: u32) -> Result<Body, Failure> {
        let Self { http, request } = *self;
        if let Some(task) = http.equal_in_flight(request) {
            return task.get().await;
        }
        let attempt: Boxed<AttemptResult> = Box::pin(http.clone().try_once(request.clone(), number));
        if request.method != Method::Get {
            return attempt.await;
        }
        let task = Task::start(attempt);
        http.add_in_flight(&request.path, &task);
        task.get().await
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

/// Whether the host's fetch rejected the signal before it sent anything, since the AbortController is not its own: Node's fetch
/// rejects jsdom's, and browsers reject a polyfill's.
fn is_about_signal(cause: &JsValue) -> bool {
    get(cause, "message").dyn_into::<JsString>().is_ok_and(|message| message.includes("AbortSignal", 0))
}

/// Calls onRequest and onResponse for one attempt, without the token.
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

    /// Status 0 means that there was no response.
    fn on_response(&self, response: &JsValue) {
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
