//! Requests that nobody waits for any more.

use std::cell::Cell;

use wasm_bindgen::JsValue;
use web_sys::AbortController;

use crate::{error::Error, object::get, task::Boxed};

/// Aborts its request when the future that awaits it is dropped.
pub struct AbortOnDrop {
    /// Not every host has such a thing. What goes on then is of no use to anybody.
    controller: Option<AbortController>,
    armed: Cell<bool>,
}

impl Default for AbortOnDrop {
    fn default() -> Self {
        Self { controller: AbortController::new().ok(), armed: true.into() }
    }
}

impl AbortOnDrop {
    pub fn signal(&self) -> JsValue {
        self.controller.as_ref().map_or(JsValue::UNDEFINED, |controller| get(controller, "signal"))
    }

    pub fn disarm(&self) {
        self.armed.set(false);
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let (Some(controller), true) = (&self.controller, self.armed.get()) {
            controller.abort();
        }
    }
}

/// Work of the other module, which takes a signal: that is aborted when nobody waits for the work any more.
pub fn abortable<F>(work: impl FnOnce(JsValue) -> F + 'static) -> Boxed<Result<JsValue, Error>>
where
    F: Future<Output = Result<JsValue, JsValue>>,
{
    Box::pin(async move {
        let abort = AbortOnDrop::default();
        let answer = work(abort.signal()).await;
        abort.disarm();
        answer.map_err(|error| Error::from_js(&error))
    })
}
