//! `POST /_local/settle`: responses are behind no more. For tests that look at what came of a call.

use axum::{Json, extract::State};
use serde_json::{Value, json};

use crate::{
    clock::Millis,
    consistency,
    error::Result,
    openapi::{
        operation::{Operation, Route},
        schema::reference,
    },
    scopes::Access,
    state::App,
    store::past,
};

pub fn operations() -> Vec<Operation> {
    vec![
        Route::post("/_local/settle", settle, Access::Everybody)
            .described("settle", "Let all that is behind a write catch up with it")
            .returns(reference("Nothing")),
    ]
}

async fn settle(State(app): State<App>) -> Result<Json<Value>> {
    let settings = app.settings();
    let settled = app.store.write(move |db| {
        consistency::follow_until(db, Millis::MAX, &settings)?;
        past::forget(db)
    });
    settled.await?;
    Ok(Json(json!({})))
}
