//! `POST /_local/reset`: as the server was at its first start.

use axum::{Json, extract::State};
use serde_json::{Value, json};

use super::seed;
use crate::{
    error::Result,
    openapi::{
        operation::{Operation, Route},
        schema::reference,
    },
    scopes::Access,
    state::App,
    store::{self, contacts},
};

pub fn operations() -> Vec<Operation> {
    vec![
        Route::post("/_local/reset", reset, Access::Everybody)
            .described("reset", "Empty everything, then repeat --seed")
            .returns(reference("ContactCount")),
    ]
}

async fn reset(State(app): State<App>) -> Result<Json<Value>> {
    app.faults.replace(Vec::new());
    app.store.alone(store::reset).await?;
    let options = &app.options;
    seed::fill(&app.store, options.seed, options.seed_until(), |_| {}).await?;
    app.request_log.clear();
    app.site_id.forget();
    let contacts = app.store.read(contacts::count).await?;
    Ok(Json(json!({ "contacts": contacts })))
}
