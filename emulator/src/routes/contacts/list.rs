//! List contacts (spec/contacts-v4.md section 1.1).

use axum::extract::State;

use crate::{
    openapi::{
        operation::{Operation, Route},
        parameters::{PAGING, PROJECTION, SORTING},
        schema::reference,
    },
    query::page::{Page, Query},
    request::Parameters,
    routes::{JsonResult, respond},
    scopes::Access,
    state::App,
};

pub fn operations() -> Vec<Operation> {
    vec![
        Route::get("/contacts/v4/contacts", list, Access::READ_CONTACTS)
            .described("listContacts", "List contacts")
            .returns(reference("ContactPage"))
            .shares(SORTING)
            .shares(PAGING)
            .shares(PROJECTION),
    ]
}

async fn list(State(app): State<App>, parameters: Parameters) -> JsonResult<Page> {
    let query = Query {
        sort: parameters.sort()?,
        paging: parameters.paging(50, 1000)?,
        projection: parameters.projection(),
        ..Query::default()
    };
    let settings = app.settings();
    respond(app.store.read(move |db| query.run(db, &settings)).await?)
}
