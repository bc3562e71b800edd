//! The admin calls under `/_local`; Wix has nothing like them.

pub mod faults;
pub mod openapi;
mod page;
pub mod request_log;
mod reset;
pub mod seed;
mod settle;
mod site;
mod transfer;
pub mod unsubscribe;

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, State},
    routing::{get, post, put},
};
use serde_json::{Value, json};

use crate::{
    error::Result,
    state::App,
    store::{contacts, extended_fields, labels},
};

const MAX_SEED_BODY: usize = 512 * 1024 * 1024;

pub fn routes() -> Router<App> {
    Router::new()
        .merge(page::routes())
        .route("/openapi.json", get(openapi::describe))
        .route("/health", get(health))
        .route("/reset", post(reset::reset))
        .route("/settle", post(settle::settle))
        .route("/seed", post(seed::seed).layer(DefaultBodyLimit::max(MAX_SEED_BODY)))
        .route("/export", get(transfer::export))
        .route("/import", post(transfer::import).layer(DefaultBodyLimit::max(MAX_SEED_BODY)))
        .route("/faults", put(faults::replace).delete(faults::clear).get(faults::list))
        .route("/unsubscribe", get(unsubscribe::ask).post(unsubscribe::unsubscribe))
        .route("/journal", get(request_log::list))
}

async fn health(State(app): State<App>) -> Result<Json<Value>> {
    let health = app.store.read(|db| {
        Ok(json!({
            "status": "ok",
            "version": env!("CARGO_PKG_VERSION"),
            "contacts": contacts::count(db)?,
            "labels": labels::all(db)?.len(),
            "extendedFields": extended_fields::all(db)?.len(),
        }))
    });
    Ok(Json(health.await?))
}
