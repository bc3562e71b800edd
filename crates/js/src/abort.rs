//! Aborts requests that nobody waits for any more.

use std::cell::Cell;

use wasm_bindgen::JsValue;
use web_sys::AbortController;

use crate::{error::Error, object::get, task::Boxed};

/// Aborts a request when the future that awaits it is dropped.
pub struct AbortOnDrop {
    /// None if the host has no AbortController. The request then goes on, and its response is ignored.
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

/// Work of the other module. Dropping the future aborts the signal that the work gets.
pub fn abortable<F>(work: impl FnOnce(JsValue) -> F + 'static) -> Boxed<Result<JsValue, Error>>
where
    F: Future<Output = Result<JsValue, JsValue>>,
{
    Box::pin(async move {
        let abort = AbortOnDrop::default();
        let result = work(abort.signal()).await;
        abort.disarm();
        result.map_err(|error| Error::from_js(&error))
    })
}
