//! Label and unlabel a contact (spec/contacts-v4.md section 1.7).

use axum::extract::{Path, State};
use rusqlite::Transaction;

use super::{ContactResponse, known_labels};
use crate::{
    clock,
    contact::{Contact, Items},
    error::{Error, Result},
    openapi::{
        operation::{Operation, Route},
        parameters::in_query,
        schema::{Noted, list_of, reference, text},
    },
    request::{self, Body, Parameters},
    routes::{JsonResult, respond},
    scopes::Access,
    settings::{NoOp, Settings},
    state::App,
    store::contacts,
};

const MAX_KEYS: usize = 100;

pub fn operations() -> Vec<Operation> {
    vec![
        Route::post("/contacts/v4/contacts/{contactId}/labels", label, Access::CHANGE_CONTACTS)
            .described("labelContact", "Add labels to a contact")
            .returns(reference("ContactResponse"))
            .reads(reference("LabelKeys")),
        Route::delete("/contacts/v4/contacts/{contactId}/labels", unlabel, Access::CHANGE_CONTACTS)
            .described("unlabelContact", "Remove labels from a contact")
            .returns(reference("ContactResponse"))
            .has(in_query("labelKeys", list_of(MAX_KEYS, text())).note("Here, or in the body."))
            .may_read(reference("LabelKeys")),
    ]
}

async fn label(
    State(app): State<App>,
    Path(id): Path<String>,
    Body(body): Body,
) -> JsonResult<ContactResponse> {
    let keys = checked(request::required(&body, "labelKeys")?)?;
    let settings = app.settings();
    let contact = app
        .store
        .write(move |db| {
            let known = known_labels(db, &keys, &settings)?;
            change_labels(db, &id, &known, &[], &settings)
        })
        .await?;
    respond(ContactResponse { contact })
}

/// The keys are in the query string or in the body.
async fn unlabel(
    State(app): State<App>,
    Path(id): Path<String>,
    parameters: Parameters,
    Body(body): Body,
) -> JsonResult<ContactResponse> {
    let in_body: Option<Vec<String>> = request::member(&body, "labelKeys")?;
    let keys = checked(in_body.unwrap_or_else(|| parameters.all("labelKeys")))?;
    let settings = app.settings();
    let contact = app
        .store
        .write(move |db| {
            let known = known_labels(db, &keys, &settings)?;
            change_labels(db, &id, &[], &known, &settings)
        })
        .await?;
    respond(ContactResponse { contact })
}

/// Adds keys at the end, and removes others.
pub fn change_labels(
    db: &Transaction,
    id: &str,
    add: &[String],
    remove: &[String],
    settings: &Settings,
) -> Result<Contact> {
    let mut contact = contacts::get(db, id)?.ok_or_else(Error::contact_not_found)?;
    let old = contact.info.label_keys();
    let added = add.iter().filter(|key| !old.contains(key));
    let keys: Vec<_> = old.iter().chain(added).filter(|key| !remove.contains(key)).cloned().collect();
    if keys != old || settings.no_op_revision == NoOp::Bump {
        contact.info.label_keys = (!keys.is_empty()).then(|| Items::of(keys));
        contact.touch(clock::now());
        contacts::put(db, &contact, settings)?;
    }
    Ok(contact)
}

fn checked(keys: Vec<String>) -> Result<Vec<String>> {
    if (1..=MAX_KEYS).contains(&keys.len()) {
        Ok(keys)
    } else {
        Err(Error::invalid("labelKeys", format!("has size {}, expected 1 to {MAX_KEYS}", keys.len())))
    }
}
