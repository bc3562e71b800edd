//! Get a contact (spec/contacts-v4.md section 1.2).

use axum::{
    extract::{Path, State},
    http::HeaderMap,
};
use rusqlite::Transaction;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::{
    clock::{self, Millis},
    consistency,
    error::{Error, Result},
    openapi::{
        operation::{Operation, Route},
        parameters::PROJECTION,
        schema::{object, one_of, reference},
    },
    request::Parameters,
    routes::{JsonResult, respond},
    scopes::Access,
    state::App,
    store::{contacts, past},
};

const RESPONSE_TYPES: &[&str] = &["REGULAR", "IMPLICIT", "MERGED"];

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Found {
    contact: Box<RawValue>,
    response_type: ResponseType,
}

#[derive(Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ResponseType {
    Regular,
    /// The contact was merged into this one.
    Merged,
}

pub fn operations() -> Vec<Operation> {
    let found = object([("contact!", reference("Contact")), ("responseType!", one_of(RESPONSE_TYPES))]);
    vec![
        Route::get("/contacts/v4/contacts/{contactId}", get, Access::READ_CONTACTS)
            .described("getContact", "Get a contact")
            .returns(found)
            .note("Asked for one that was merged into another, it gives that other, and says MERGED.")
            .shares(PROJECTION),
    ]
}

async fn get(
    State(app): State<App>,
    Path(id): Path<String>,
    parameters: Parameters,
    headers: HeaderMap,
) -> JsonResult<Found> {
    let projection = parameters.projection();
    let seen_until = consistency::seen_until(&headers, clock::now(), &app.options.settings);
    let (document, response_type) = app.store.read(move |db| find(db, &id, seen_until)).await?;
    respond(Found { contact: projection.apply(document)?, response_type })
}

/// The contact's document, or that of the contact it was merged into.
fn find(db: &Transaction, id: &str, seen_until: Option<Millis>) -> Result<(String, ResponseType)> {
    if let Some(document) = document(db, id, seen_until)? {
        return Ok((document, ResponseType::Regular));
    }
    let target = contacts::merge_target(db, id)?.ok_or_else(Error::contact_not_found)?;
    let document = document(db, &target, seen_until)?.ok_or_else(Error::contact_not_found)?;
    Ok((document, ResponseType::Merged))
}

/// The document as it is, or as it was at a time.
fn document(db: &Transaction, id: &str, seen_until: Option<Millis>) -> Result<Option<String>> {
    let past = seen_until.map(|date| past::document(db, id, date)).transpose()?.flatten();
    past.map_or_else(|| contacts::document(db, id), Ok)
}
