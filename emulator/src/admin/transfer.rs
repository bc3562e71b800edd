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
    openapi::{
        operation::{Operation, Route},
        schema::reference,
    },
    platform,
    request::read_json,
    scopes::Access,
    state::App,
    store::{self, contacts, transfer},
};

pub fn operations() -> Vec<Operation> {
    vec![
        Route::get("/_local/export", export, Access::Everybody)
            .described("exportSite", "The whole site as one JSON file")
            .returns(reference("Site")),
        Route::post("/_local/import", import, Access::Everybody)
            .described("importSite", "Replace the whole site by a file")
            .returns(reference("ContactCount"))
            .reads(reference("SiteParts"))
            .with_room_for(site::MAX_BODY),
    ]
}

/// The pieces are read on a snapshot that no write changes.
async fn export(State(app): State<App>) -> Result<Response> {
    let pieces = platform::pieces(app.store, |db, write| transfer::export(db, write)).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"contacts.json\""),
    ];
    Ok((headers, pieces).into_response())
}

/// Replaces everything by what a file holds.
async fn import(State(app): State<App>, request: Request) -> Result<Json<Value>> {
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
