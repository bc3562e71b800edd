//! List contacts (spec/contacts-v4.md section 1.1).

use axum::extract::State;

use crate::{
    query::page::{Page, Query},
    request::Parameters,
    routes::{JsonResult, respond},
    state::App,
};

pub async fn list(State(app): State<App>, parameters: Parameters) -> JsonResult<Page> {
    let query = Query {
        sort: parameters.sort()?,
        paging: parameters.paging(50, 1000)?,
        projection: parameters.projection(),
        ..Query::default()
    };
    let settings = app.settings();
    respond(app.store.read(move |db| query.run(db, &settings)).await?)
}
