//! The server's own control calls under `/_local`; Wix has nothing like them.

pub mod faults;
pub mod journal;
mod reset;
pub mod seed;

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, State},
    routing::{get, post, put},
};
use serde_json::{Value, json};

use crate::{error::Result, state::App, store::contacts};

const MAX_SEED_BODY: usize = 512 * 1024 * 1024;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/health", get(health))
        .route("/reset", post(reset::reset))
        .route("/seed", post(seed::seed).layer(DefaultBodyLimit::max(MAX_SEED_BODY)))
        .route("/faults", put(faults::replace).delete(faults::clear).get(faults::list))
        .route("/journal", get(journal::list))
}

async fn health(State(app): State<App>) -> Result<Json<Value>> {
    let contacts = app.store.read(contacts::count).await?;
    Ok(Json(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION"), "contacts": contacts })))
}
