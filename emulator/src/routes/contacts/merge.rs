//! Merge contacts, and preview it (spec/contacts-v4.md section 1.8).

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use rusqlite::Transaction;
use serde_json::{Map, Value, json};

use super::ContactResponse;
use crate::{
    clock,
    contact::{Contact, LastActivity, derive, merge},
    error::{Error, Result},
    openapi::{
        operation::{Operation, Route},
        schema::reference,
    },
    request::{self, Body},
    routes::{JsonResult, respond},
    scopes::Access,
    settings::Settings,
    state::App,
    store::contacts,
};

const MAX_SOURCES: usize = 5;

/// Which contacts become part of which.
struct Merge {
    target: String,
    /// A preview may leave it out.
    revision: Option<i64>,
    sources: Vec<String>,
}

pub fn operations() -> Vec<Operation> {
    vec![
        Route::post("/contacts/v4/contacts/{contactId}/merge", merge, Access::CHANGE_CONTACTS)
            .described("mergeContacts", "Merge contacts into one")
            .returns(reference("ContactResponse"))
            .reads(json!({ "allOf": [reference("Merge")], "required": ["targetContactRevision"] })),
        Route::post("/contacts/v4/contacts/{contactId}/preview-merge", preview, Access::READ_CONTACTS)
            .described("previewMergeContacts", "Preview a merge")
            .returns(reference("ContactResponse"))
            .reads(reference("Merge")),
    ]
}

async fn merge(
    State(app): State<App>,
    Path(target): Path<String>,
    Body(body): Body,
) -> JsonResult<ContactResponse> {
    let merge = Merge::read(target, &body)?;
    if merge.revision.is_none() {
        return Err(Error::invalid("targetContactRevision", "is required"));
    }
    let settings = app.settings();
    let contact = app.store.write(move |db| merge.run(db, &settings)).await?;
    respond(ContactResponse { contact })
}

/// Nothing is kept of a preview.
async fn preview(
    State(app): State<App>,
    Path(target): Path<String>,
    Body(body): Body,
) -> JsonResult<ContactResponse> {
    let merge = Merge::read(target, &body)?;
    let settings = app.settings();
    let contact = app.store.read(move |db| Ok(merge.merged(db, &settings)?.0)).await?;
    respond(ContactResponse { contact })
}

impl Merge {
    fn read(target: String, body: &Map<String, Value>) -> Result<Self> {
        let revision = request::integer(body, "targetContactRevision")?;
        let sources: Vec<String> = request::required(body, "sourceContactIds")?;
        if !(1..=MAX_SOURCES).contains(&sources.len()) {
            let description = format!("has size {}, expected 1 to {MAX_SOURCES}", sources.len());
            return Err(Error::invalid("sourceContactIds", description));
        }
        Ok(Self { target, revision, sources })
    }

    /// Stores the merged contact; the ids of its sources lead to it from now on.
    fn run(&self, db: &Transaction, settings: &Settings) -> Result<Contact> {
        let (mut contact, sources) = self.merged(db, settings)?;
        for source in sources {
            contacts::delete(db, &source.id, settings)?;
            contacts::redirect(db, &source.id, &contact.id)?;
        }
        contacts::derive_and_put(db, &mut contact, settings)?;
        Ok(contact)
    }

    /// The target with all that its sources add, the earlier first, and the sources.
    fn merged(&self, db: &Transaction, settings: &Settings) -> Result<(Contact, Vec<Contact>)> {
        let mut contact = contacts::get(db, &self.target)?.ok_or_else(Error::contact_not_found)?;
        if self.revision.is_some_and(|revision| revision != contact.revision) {
            return Err(Error::application(
                StatusCode::PRECONDITION_REQUIRED,
                "FAILED_PRECONDITION",
                "Contact has been updated since the requested revision.",
            ));
        }
        let mut sources: Vec<Contact> = Vec::new();
        for id in &self.sources {
            let source = contacts::get(db, id)?.ok_or_else(Error::contact_not_found)?;
            if source.id == contact.id || sources.iter().any(|other| other.id == source.id) {
                return Err(illegal("A contact can't be merged into itself or twice"));
            }
            if source.is_member() {
                return Err(illegal("A site member can't be merged into another contact"));
            }
            merge::merge(&mut contact, &source.info);
            sources.push(source);
        }
        let now = clock::now();
        contact.last_activity = Some(LastActivity {
            activity_date: clock::to_millis_text(now),
            activity_type: "CONTACT_MERGED".to_owned(),
            description: None,
        });
        contact.touch(now);
        derive::bring_into_form(&mut contact, settings)?;
        contacts::derive(db, &mut contact, settings)?;
        Ok((contact, sources))
    }
}

fn illegal(message: &str) -> Error {
    Error::bad_request("ILLEGAL_MERGE", message)
}
