//! `GET /_local/export` and `POST /_local/import`: a whole site as one JSON file.

use std::time::Duration;

use axum::{
    Json,
    body::Body,
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::{runtime::Handle, sync::mpsc};
use tokio_stream::{StreamExt, wrappers::ReceiverStream};

use super::site;
use crate::{
    error::{Error, Result},
    request::read_json,
    state::App,
    store::{self, contacts, transfer},
};

const PIECES_IN_FLIGHT: usize = 64;
/// So that a client that stops reading does not hold the database.
const READ_TIMEOUT: Duration = Duration::from_secs(15);

/// The pieces are written while the client reads, on a snapshot that no write changes.
pub async fn export(State(app): State<App>) -> Response {
    let (sender, receiver) = mpsc::channel::<String>(PIECES_IN_FLIGHT);
    tokio::spawn(async move {
        let gone =
            |_| Error::plain(StatusCode::REQUEST_TIMEOUT, "The client does not read what it asked for");
        let runtime = Handle::current();
        let write = move |piece| runtime.block_on(sender.send_timeout(piece, READ_TIMEOUT)).map_err(gone);
        if let Err(error) = app.store.read(move |db| transfer::export(db, write)).await {
            tracing::warn!("export: {error}");
        }
    });
    let pieces = ReceiverStream::new(receiver).map(Ok::<_, std::convert::Infallible>);
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"contacts.json\""),
    ];
    (headers, Body::from_stream(pieces)).into_response()
}

/// Replaces everything by what a file holds.
pub async fn import(State(app): State<App>, request: Request) -> Result<Json<Value>> {
    let site = site::read(read_json(request, &app).await?)?;
    app.store
        .write(move |db| {
            store::clear(db)?;
            site::put(db, site)
        })
        .await?;
    let contacts = app.store.read(contacts::count).await?;
    Ok(Json(json!({ "contacts": contacts })))
}
