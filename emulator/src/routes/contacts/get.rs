//! Get a contact (spec/contacts-v4.md section 1.2).

use axum::extract::{Path, State};
use rusqlite::Transaction;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::{
    error::{Error, Result},
    request::Parameters,
    routes::{Answer, answer},
    state::App,
    store::contacts,
};

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

pub async fn get(State(app): State<App>, Path(id): Path<String>, parameters: Parameters) -> Answer<Found> {
    let projection = parameters.projection();
    let (document, response_type) = app.store.read(move |db| find(db, id)).await?;
    answer(Found { contact: projection.apply(document)?, response_type })
}

/// The contact's document, or that of the contact it was merged into.
fn find(db: &Transaction, id: String) -> Result<(String, ResponseType)> {
    if let Some(document) = contacts::document(db, &id)? {
        return Ok((document, ResponseType::Regular));
    }
    let target = contacts::merge_target(db, &id)?.ok_or_else(Error::contact_not_found)?;
    let document = contacts::document(db, &target)?.ok_or_else(Error::contact_not_found)?;
    Ok((document, ResponseType::Merged))
}
