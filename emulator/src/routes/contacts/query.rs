//! Query contacts (spec/contacts-v4.md section 3).

use axum::extract::State;
use serde_json::Map;

use crate::{
    query::page::{Page, Query},
    request::{self, Body},
    routes::{JsonResult, respond},
    state::App,
};

pub async fn query(State(app): State<App>, Body(body): Body) -> JsonResult<Page> {
    let empty = Map::new();
    let inner = request::object(&body, "query")?.unwrap_or(&empty);
    let query = Query {
        filter: inner.get("filter").cloned(),
        search: request::member(&body, "search")?,
        sort: request::sort(inner)?,
        paging: request::paging(inner, 50, 1000)?,
        projection: request::projection(inner)?,
    };
    let settings = app.settings();
    respond(app.store.read(move |db| query.run(db, &settings)).await?)
}
