//! `GET /_local/export` and `POST /_local/import`: a whole site as one JSON file.

use axum::{
    Json,
    extract::{Request, State},
    http::header,
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};

use super::site;
use crate::{
    error::Result,
    platform,
    request::read_json,
    state::App,
    store::{self, contacts, transfer},
};

/// The pieces are read on a snapshot that no write changes.
pub async fn export(State(app): State<App>) -> Result<Response> {
    let pieces = platform::pieces(app.store, |db, write| transfer::export(db, write)).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"contacts.json\""),
    ];
    Ok((headers, pieces).into_response())
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
