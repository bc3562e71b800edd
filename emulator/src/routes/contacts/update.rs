//! Update a contact (spec/contacts-v4.md section 1.5).

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use rusqlite::Transaction;
use serde_json::{Map, Value, json};

use super::{ContactResponse, allow_duplicates, insufficient, known_labels, reject_duplicate};
use crate::{
    clock,
    contact::{Contact, change, derive, extended, validate},
    error::{Error, Result},
    openapi::{
        operation::{Operation, Route},
        schema::{Noted, list, object, reference, text},
    },
    request::{self, Body},
    routes::{JsonResult, respond},
    scopes::Access,
    settings::{NoOp, Settings},
    state::App,
    store::contacts,
};

/// What is to change, and from which revision on.
struct Update {
    revision: i64,
    patch: Map<String, Value>,
    allow_duplicates: bool,
}

pub fn operations() -> Vec<Operation> {
    vec![
        Route::patch("/contacts/v4/contacts/{contactId}", update, Access::CHANGE_CONTACTS)
            .described("updateContact", "Update a contact")
            .returns(reference("ContactResponse"))
            .reads(object([
                ("contactId", text().note("As in the path.")),
                ("info!", reference("ContactInfoChanges")),
                ("revision!", reference("Revision")),
                allow_duplicates(),
                ("fieldMask", list(text()).note("Only these members of info count, such as info.company.")),
            ])),
    ]
}

async fn update(
    State(app): State<App>,
    Path(id): Path<String>,
    Body(body): Body,
) -> JsonResult<ContactResponse> {
    let update = Update::read(&body)?;
    let settings = app.settings();
    let contact = app.store.write(move |db| update.run(db, &id, &settings)).await?;
    respond(ContactResponse { contact })
}

impl Update {
    fn read(body: &Map<String, Value>) -> Result<Self> {
        let revision =
            request::integer(body, "revision")?.ok_or_else(|| Error::invalid("revision", "is required"))?;
        let mut patch = request::object(body, "info")?.cloned().unwrap_or_default();
        if let Some(paths) = request::member::<Vec<String>>(body, "fieldMask")? {
            patch = change::mask(&patch, &paths);
        }
        if patch.is_empty() {
            return Err(Error::bad_request("INSUFFICIENT_UPDATE_CONTACT_DATA", "Nothing to update"));
        }
        let allow_duplicates = request::member(body, "allowDuplicates")?.unwrap_or(false);
        Ok(Self { revision, patch, allow_duplicates })
    }

    fn run(&self, db: &Transaction, id: &str, settings: &Settings) -> Result<Contact> {
        let old = contacts::get(db, id)?.ok_or_else(Error::contact_not_found)?;
        if old.revision != self.revision {
            return Err(Error::application(
                StatusCode::CONFLICT,
                "CONTACT_ALREADY_CHANGED",
                "Contact has been updated since the requested revision.",
            ));
        }
        let mut contact = change_info(db, &old, &self.patch, settings)?;
        if !self.allow_duplicates && ["emails", "phones"].iter().any(|list| self.patch.contains_key(*list)) {
            reject_duplicate(db, &contact.info, id, settings)?;
        }
        let changes = contact.info != old.info || settings.no_op_revision != NoOp::Keep;
        if changes {
            contact.touch(clock::now());
            contacts::derive_and_put(db, &mut contact, settings)?;
        }
        Ok(contact)
    }
}

/// The contact after a patch, checked but not stored.
pub fn change_info(
    db: &Transaction,
    old: &Contact,
    patch: &Map<String, Value>,
    settings: &Settings,
) -> Result<Contact> {
    let mut sent = validate::parse_info(&Value::Object(patch.clone()))?;
    let mut patch = patch.clone();
    if let Some(fields) = sent.extended_fields.take() {
        let items = extended::writable(db, fields.items, settings)?;
        patch.insert("extendedFields".to_owned(), json!({ "items": items }));
    }
    if sent.label_keys.is_some() {
        let items = known_labels(db, sent.label_keys(), settings)?;
        patch.insert("labelKeys".to_owned(), json!({ "items": items }));
    }

    let info = change::apply(&serde_json::to_value(&old.info)?, &patch, settings);
    let mut contact = Contact { info: serde_json::from_value(info)?, ..old.clone() };
    derive::tidy(&mut contact.info, &old.info);
    derive::bring_into_form(&mut contact, settings)?;
    if !contact.info.is_sufficient() {
        return Err(insufficient());
    }
    if old.is_member() && contact.primary_email() != old.primary_email() {
        return Err(Error::application(
            StatusCode::PRECONDITION_REQUIRED,
            "CANNOT_UPDATE_MEMBER_EMAIL",
            "Cannot update the primary email of a site member",
        ));
    }
    Ok(contact)
}
