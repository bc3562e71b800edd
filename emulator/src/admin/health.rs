//! `GET /_local/health`: that the server answers, and what it holds.

use axum::{Json, extract::State};
use serde_json::{Value, json};

use crate::{
    error::Result,
    openapi::{
        operation::{Operation, Route},
        schema::{count, object, text},
    },
    scopes::Access,
    state::App,
    store::{contacts, extended_fields, labels},
};

pub fn operations() -> Vec<Operation> {
    let found = object([
        ("status!", json!({ "const": "ok" })),
        ("version!", text()),
        ("contacts!", count()),
        ("labels!", count()),
        ("extendedFields!", count()),
    ]);
    vec![
        Route::get("/_local/health", health, Access::Everybody)
            .described("health", "Whether the server answers, and what it holds")
            .returns(found),
    ]
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
