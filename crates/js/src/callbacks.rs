//! Guarantees that each call calls exactly one callback, once and asynchronously.
//!
//! A call is a future with a result. It runs as its own task, so its callback is called in a later microtask.
//! Dropping the future aborts what it does. Deadlines and AbortSignals work this way.
//!
//! A panic ends the wasm instance, and no future is polled again. So each pending onFailure is also registered
//! here, and the panic hook fails them all from outside.

use std::cell::{Cell, RefCell};

use js_sys::{Array, Function};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::AbortSignal;

use crate::{
    Module,
    error::{Error, WixContactsError},
    object::get,
    task::{Boxed, Event, run_until},
};

#[wasm_bindgen(raw_module = "../js/host/callbacks.js")]
extern "C" {
    /// Calls an app's function. What it throws is only reported.
    pub fn deliver(callback: &Function, argument: &JsValue);

    /// Fails a call: calls its onFailure, or reports the error if there is none.
    fn fail(on_failure: &JsValue, error: &WixContactsError);

    fn crashed(module: usize, pending: &Array, error: &WixContactsError);

    /// Calls back once a signal is aborted. Returns a function that cancels this.
    #[wasm_bindgen(catch, js_name = whenAborted)]
    fn when_aborted(signal: &AbortSignal, call_back: &JsValue) -> Result<Function, JsValue>;
}

/// The callbacks of one call, as the app gave them.
#[derive(Clone, Debug)]
pub struct Callbacks {
    pub on_success: JsValue,
    /// Any value. If it is not a function, a failure is reported as uncaught.
    pub on_failure: JsValue,
}

/// Runs a call until it settles, or is aborted.
pub fn run(callbacks: Callbacks, signal: Option<AbortSignal>, work: Boxed<Result<JsValue, Error>>) {
    let pending_call = PendingCall::register(&callbacks.on_failure);
    spawn_local(async move {
        let outcome = match signal {
            Some(signal) => run_until(aborted(signal), work).await,
            None => work.await,
        };
        drop(pending_call);
        match outcome {
            Ok(value) => succeed(&callbacks.on_success, &value),
            Err(error) => fail(&callbacks.on_failure, &error.to_js()),
        }
    });
}

fn succeed(on_success: &JsValue, value: &JsValue) {
    if let Some(on_success) = on_success.dyn_ref() {
        deliver(on_success, value);
    }
}

/// Ends as soon as the signal is aborted.
async fn aborted(signal: AbortSignal) -> Error {
    if get(&signal, "aborted") != true {
        let abort = Event::default();
        let _listener = AbortListener::new(&signal, abort.clone());
        abort.wait().await;
    }
    Error::aborted(get(&signal, "reason"))
}

/// Listens to a signal until it is dropped.
struct AbortListener {
    stop_listening: Option<Function>,
    _on_abort: Closure<dyn FnMut()>,
}

impl AbortListener {
    fn new(signal: &AbortSignal, abort: Event) -> Self {
        let on_abort = Closure::new(move || abort.set());
        Self { stop_listening: when_aborted(signal, on_abort.as_ref()).ok(), _on_abort: on_abort }
    }
}

impl Drop for AbortListener {
    fn drop(&mut self) {
        let _ = self.stop_listening.as_ref().map(|stop_listening| stop_listening.call0(&JsValue::UNDEFINED));
    }
}

thread_local! {
    /// onFailure of each call that has not settled yet, in the order of the calls.
    static PENDING: RefCell<Vec<(u32, JsValue)>> = const { RefCell::new(Vec::new()) };
    static CALLS: Cell<u32> = const { Cell::new(0) };
}

/// A call's entry in PENDING, until it is dropped.
struct PendingCall(u32);

impl PendingCall {
    fn register(on_failure: &JsValue) -> Self {
        let number = CALLS.get();
        CALLS.set(number.wrapping_add(1));
        PENDING.with_borrow_mut(|pending| pending.push((number, on_failure.clone())));
        Self(number)
    }
}

impl Drop for PendingCall {
    fn drop(&mut self) {
        PENDING.with_borrow_mut(|pending| pending.retain(|(number, _)| *number != self.0));
    }
}

/// How many calls have not settled yet.
pub fn pending() -> usize {
    PENDING.with_borrow(Vec::len)
}

/// Makes a panic fail all pending calls. The next call replaces the instance.
pub fn install_panic_hook(module: Module) {
    std::panic::set_hook(Box::new(move |info| {
        let pending = PENDING.with(|pending| pending.try_borrow_mut().map(|mut it| std::mem::take(&mut *it)));
        let pending: Array =
            pending.unwrap_or_default().into_iter().map(|(_, on_failure)| on_failure).collect();
        let cause = info.payload().downcast_ref::<&str>().map_or(JsValue::UNDEFINED, |text| (*text).into());
        crashed(module as usize, &pending, &Error::internal(cause).to_js());
        wasm_bindgen::handler::schedule_reinit();
    }));
}
