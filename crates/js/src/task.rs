//! Tasks that run on their own, and primitives to wait for.
//!
//! Each is compiled once, for all result types. `futures-util` compiles its own once per type, and supports threads, which do
//! not exist here (docs/performance.md).

use std::{
    cell::RefCell,
    future::{Future, poll_fn},
    pin::{Pin, pin},
    rc::{Rc, Weak},
    task::{Context, Poll, Waker},
};

use gloo_timers::callback::Timeout;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::error::Error;

pub type Boxed<T> = Pin<Box<dyn Future<Output = T>>>;

/// Running work. It is dropped with the last handle.
#[derive(Clone)]
pub struct Task<T> {
    running: Rc<Running>,
    outcome: Rc<RefCell<Option<T>>>,
}

/// A handle that keeps neither the work nor the outcome.
pub struct WeakTask<T> {
    running: Weak<Running>,
    outcome: Weak<RefCell<Option<T>>>,
}

struct Running {
    /// None once the work is done.
    work: RefCell<Option<Boxed<()>>>,
    waiting: RefCell<Vec<Waker>>,
}

impl<T: 'static> Task<T> {
    pub fn start(work: impl Future<Output = T> + 'static) -> Self {
        let outcome = Rc::new(RefCell::new(None));
        let slot = outcome.clone();
        let work = Box::pin(async move { *slot.borrow_mut() = Some(work.await) });
        Self { running: Running::start(work), outcome }
    }

    /// The result of the work, for a single waiter.
    pub async fn take(self) -> T {
        poll_fn(|context| self.poll(context, |outcome| outcome.take())).await
    }

    /// The result of the work, for any number of waiters.
    pub async fn get(&self) -> T
    where
        T: Clone,
    {
        poll_fn(|context| self.poll(context, |outcome| outcome.clone())).await
    }

    pub fn downgrade(&self) -> WeakTask<T> {
        WeakTask { running: Rc::downgrade(&self.running), outcome: Rc::downgrade(&self.outcome) }
    }

    fn poll(&self, context: &mut Context, get: fn(&mut Option<T>) -> Option<T>) -> Poll<T> {
        match get(&mut self.outcome.borrow_mut()) {
            Some(outcome) => Poll::Ready(outcome),
            None => {
                self.running.wait(context);
                Poll::Pending
            }
        }
    }
}

impl<T> WeakTask<T> {
    /// The task, while its work is running.
    pub fn running(&self) -> Option<Task<T>> {
        let outcome = self.outcome.upgrade().filter(|outcome| outcome.borrow().is_none())?;
        Some(Task { running: self.running.upgrade()?, outcome })
    }
}

impl Running {
    fn start(work: Boxed<()>) -> Rc<Self> {
        let running = Rc::new(Self { work: Some(work).into(), waiting: RefCell::default() });
        let weak = Rc::downgrade(&running);
        spawn_local(poll_fn(move |context| match weak.upgrade() {
            Some(running) => running.poll(context),
            None => Poll::Ready(()),
        }));
        running
    }

    fn poll(&self, context: &mut Context) -> Poll<()> {
        let Some(mut work) = self.work.take() else { return Poll::Ready(()) };
        if work.as_mut().poll(context).is_pending() {
            self.work.replace(Some(work));
            return Poll::Pending;
        }
        self.waiting.take().into_iter().for_each(Waker::wake);
        Poll::Ready(())
    }

    fn wait(&self, context: &Context) {
        let mut waiting = self.waiting.borrow_mut();
        if !waiting.iter().any(|waker| waker.will_wake(context.waker())) {
            waiting.push(context.waker().clone());
        }
    }
}

/// An event that happens once, outside of Rust.
#[derive(Clone, Default)]
pub struct Event(Rc<RefCell<EventState>>);

#[derive(Default)]
struct EventState {
    is_set: bool,
    waiting: Option<Waker>,
}

impl Event {
    pub fn set(&self) {
        let waiting = {
            let mut state = self.0.borrow_mut();
            state.is_set = true;
            state.waiting.take()
        };
        waiting.into_iter().for_each(Waker::wake);
    }

    pub async fn wait(&self) {
        poll_fn(|context| {
            let mut state = self.0.borrow_mut();
            if state.is_set {
                return Poll::Ready(());
            }
            state.waiting = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

/// Waits on the browser's clock.
pub async fn sleep(milliseconds: f64) {
    let elapsed = Event::default();
    let timer = elapsed.clone();
    // Saturating is right here: setTimeout can't wait longer.
    let milliseconds = milliseconds.ceil().min(f64::from(i32::MAX)) as u32;
    let _timeout = Timeout::new(milliseconds, move || timer.set());
    elapsed.wait().await;
}

/// The result of a JavaScript call; if that is a promise, what it resolves to.
pub async fn resolve(result: Result<JsValue, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&result?)).await
}

/// Runs some work until it is done, or until `end` is ready. The other one is then dropped.
pub async fn run_until<T>(
    end: impl Future<Output = Error>,
    work: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let mut outcome = None;
    {
        let end = pin!(end);
        let work = pin!(async { outcome = Some(work.await) });
        race(end, work).await?;
    }
    outcome.unwrap_or_else(|| Err(Error::internal(JsValue::UNDEFINED)))
}

async fn race(
    mut end: Pin<&mut dyn Future<Output = Error>>,
    mut work: Pin<&mut dyn Future<Output = ()>>,
) -> Result<(), Error> {
    poll_fn(|context| match end.as_mut().poll(context) {
        Poll::Ready(error) => Poll::Ready(Err(error)),
        Poll::Pending => work.as_mut().poll(context).map(Ok),
    })
    .await
}
