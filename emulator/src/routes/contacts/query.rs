//! Query contacts (spec/contacts-v4.md section 3).

use axum::extract::State;
use serde_json::Map;

use crate::{
    openapi::{
        operation::{Operation, Route},
        schema::{Noted, boolean, object, reference, text, text_of},
    },
    query::page::{Page, Query},
    request::{self, Body},
    routes::{JsonResult, respond},
    scopes::Access,
    state::App,
};

pub fn operations() -> Vec<Operation> {
    vec![
        Route::post("/contacts/v4/contacts/query", query, Access::READ_CONTACTS)
            .described("queryContacts", "Query contacts")
            .returns(reference("ContactPage"))
            .may_read(object([
                ("query", reference("Query")),
                ("search", text_of(100).note("A whole name, email or phone.")),
                ("omitTotal", boolean().note("Passed over.")),
                ("language", text().note("Passed over.")),
            ])),
    ]
}

async fn query(State(app): State<App>, Body(body): Body) -> JsonResult<Page> {
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
