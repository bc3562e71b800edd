//! A process: threads, the runtime of tokio, the files of the system.

mod lock;

use std::{
    path::Path,
    sync::mpsc::{self, SyncSender},
    thread,
    time::Duration,
};

use axum::{Router, body::Body, http::StatusCode, routing::MethodRouter};
use rusqlite::{Connection, Transaction};
use tokio::runtime::Handle;
use tokio_stream::{StreamExt, wrappers::ReceiverStream};
use tower_http::{services::ServeDir, timeout::RequestBodyTimeoutLayer, trace::TraceLayer};

use crate::{
    error::{Error, Result},
    store::Store,
};

pub use lock::Lock;
pub use std::time::Instant;
pub use tokio::{spawn, time::sleep};

/// Whether several connections may have one file open.
pub const SHARES_FILES: bool = true;

/// A client has this long for each part of a body.
const BODY_TIMEOUT: Duration = Duration::from_secs(15);
/// So that a client that stops reading does not hold the database.
const READ_TIMEOUT: Duration = Duration::from_secs(15);
const PIECES_IN_FLIGHT: usize = 64;
const BATCHES_IN_FLIGHT: usize = 2;

/// Runs work that waits for the disk where it holds up nobody else. None if it did not come to its end.
pub async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(work).await.ok()
}

/// Makes items in one thread, and takes them in another.
pub fn produce<T: Send>(
    items: impl Iterator<Item = T> + Send,
    take: impl FnMut(T) -> Result<()>,
) -> Result<()> {
    let (sender, receiver) = mpsc::sync_channel(BATCHES_IN_FLIGHT);
    thread::scope(|scope| {
        scope.spawn(move || send_all(items, &sender));
        receiver.into_iter().try_for_each(take)
    })
}

fn send_all<T>(mut items: impl Iterator<Item = T>, sender: &SyncSender<T>) {
    while let Some(item) = items.next()
        && sender.send(item).is_ok()
    {}
}

/// A body of pieces that are read from the database while the client takes them.
pub async fn pieces<F>(store: Store, read: F) -> Result<Body>
where
    F: FnOnce(&Transaction, &mut dyn FnMut(String) -> Result<()>) -> Result<()> + Send + 'static,
{
    let (sender, receiver) = tokio::sync::mpsc::channel::<String>(PIECES_IN_FLIGHT);
    tokio::spawn(async move {
        let gone =
            |_| Error::plain(StatusCode::REQUEST_TIMEOUT, "The client does not read what it asked for");
        let runtime = Handle::current();
        let mut write = move |piece| runtime.block_on(sender.send_timeout(piece, READ_TIMEOUT)).map_err(gone);
        if let Err(error) = store.read(move |db| read(db, &mut write)).await {
            tracing::warn!("a body was not sent to its end: {error}");
        }
    });
    Ok(Body::from_stream(ReceiverStream::new(receiver).map(Ok::<_, std::convert::Infallible>)))
}

/// The files of a directory.
pub fn files(directory: &Path) -> MethodRouter {
    MethodRouter::new().fallback_service(ServeDir::new(directory))
}

/// Limits how long a client may take for a body.
pub fn limit_time<S: Clone + Send + Sync + 'static>(router: Router<S>) -> Router<S> {
    router.layer(RequestBodyTimeoutLayer::new(BODY_TIMEOUT))
}

/// Logs each request.
pub fn trace(router: Router) -> Router {
    router.layer(TraceLayer::new_for_http().on_failure(()))
}

/// Readies a connection before anything is asked of it.
pub fn settle(_: &Connection) -> rusqlite::Result<()> {
    Ok(())
}
