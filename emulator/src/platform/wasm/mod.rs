//! WebAssembly: one thread, and what JavaScript gives.

mod console;
mod host;
mod pages;
mod tasks;
mod vfs;

use std::{path::Path, time::Duration};

use axum::{Router, body::Body};
use gloo_timers::callback::Timeout;
use rusqlite::{Connection, Transaction};
use send_wrapper::SendWrapper;
use tokio::sync::oneshot;

use crate::{error::Result, store::Store};

pub use console::log_to_console;
pub use host::{Host, use_host};
pub use pages::files;
pub use tasks::{Task, start};
pub use web_time::Instant;

/// SQLite's locks do nothing here, and its log needs memory that connections share.
pub const SHARES_FILES: bool = false;

/// JavaScript has taken the lock of the database.
pub struct Lock;

impl Lock {
    pub fn take(_: &Path) -> anyhow::Result<Self> {
        Ok(Self)
    }
}

/// Runs work that waits for the disk; everybody waits with it.
pub async fn blocking<T>(work: impl FnOnce() -> T) -> Option<T> {
    Some(work())
}

/// Runs what nobody waits for.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    start(future).detach();
}

pub async fn sleep(duration: Duration) {
    if duration.is_zero() {
        return;
    }
    let (sender, receiver) = oneshot::channel();
    let milliseconds = u32::try_from(duration.as_millis()).unwrap_or(u32::MAX);
    let timer = Timeout::new(milliseconds, move || {
        let _ = sender.send(());
    });
    // The handlers of a router must be able to leave their thread, and there is but one. Dropped with its handler, the timer
    // keeps no process alive.
    let _timer = SendWrapper::new(timer);
    let _ = receiver.await;
}

/// Makes each item and takes it.
pub fn produce<T>(mut items: impl Iterator<Item = T>, take: impl FnMut(T) -> Result<()>) -> Result<()> {
    items.try_for_each(take)
}

/// A body of all pieces.
pub async fn pieces<F>(store: Store, read: F) -> Result<Body>
where
    F: FnOnce(&Transaction, &mut dyn FnMut(String) -> Result<()>) -> Result<()> + Send + 'static,
{
    let gather = |db: &Transaction| {
        let mut whole = String::new();
        read(db, &mut |piece| {
            whole.push_str(&piece);
            Ok(())
        })?;
        Ok(whole)
    };
    Ok(Body::from(store.read(gather).await?))
}

/// Who asks has the body at hand.
pub fn limit_time<S>(router: Router<S>) -> Router<S> {
    router
}

/// There is a request log, and no terminal.
pub fn trace(router: Router) -> Router {
    router
}

/// Readies a connection before anything is asked of it.
pub fn settle(db: &Connection) -> rusqlite::Result<()> {
    // As on other systems, so that a snapshot of one fits the other.
    db.pragma_update(None, "page_size", 4096)?;
    // Before there is a log, which then needs no shared memory.
    db.pragma_update(None, "locking_mode", "EXCLUSIVE")
}
