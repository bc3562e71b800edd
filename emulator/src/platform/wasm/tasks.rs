//! Runs futures. The first step is taken at once and the others in a reaction of a promise, which no test replaces, as fake
//! timers replace `setTimeout` and even `queueMicrotask`: what waits for nothing is done when `spawn` returns.

use std::{cell::RefCell, collections::VecDeque};

use async_task::Runnable;
use js_sys::Promise;
use wasm_bindgen::{JsValue, closure::Closure};

/// A future at work; dropped, it ends.
pub type Task = async_task::Task<()>;

thread_local! {
    static READY: RefCell<VecDeque<Runnable>> = RefCell::default();
    static RUN_NEXT: Closure<dyn FnMut(JsValue)> = Closure::new(|_| run_next());
}

pub fn start(future: impl Future<Output = ()> + 'static) -> Task {
    let (runnable, task) = async_task::spawn_local(future, schedule);
    runnable.run();
    task
}

fn schedule(runnable: Runnable) {
    READY.with_borrow_mut(|ready| ready.push_back(runnable));
    RUN_NEXT.with(|run_next| drop(Promise::resolve(&JsValue::UNDEFINED).then(run_next)));
}

fn run_next() {
    if let Some(runnable) = READY.with_borrow_mut(VecDeque::pop_front) {
        runnable.run();
    }
}
