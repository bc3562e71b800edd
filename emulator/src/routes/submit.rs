//! Submit a contact (spec/contacts-v4.md section 1.13): the contact with this email or phone, or a new one.

use axum::extract::State;
use rusqlite::Transaction;
use serde::Serialize;
use serde_json::Value;

use super::contacts::{create, known_labels};
use crate::{
    clock,
    contact::{Contact, ExtendedFields, Info, Items, derive, extended, merge, validate},
    error::{Error, Result},
    openapi::{
        operation::{Operation, Route},
        schema::{boolean, object, one_of, reference, text, text_of},
    },
    request::{self, Body},
    routes::{JsonResult, respond},
    scopes::Access,
    settings::{Emails, Settings},
    state::App,
    store::contacts,
};

const MAX_PASS_THROUGH: usize = 300;

const IDENTITY_TYPES: &[&str] = &["CONTACT", "MEMBER", "NOT_AUTHENTICATED_MEMBER"];

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Submitted {
    contact_id: String,
    identity_type: IdentityType,
    new_contact: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum IdentityType {
    Contact,
    Member,
}

pub fn operations() -> Vec<Operation> {
    let submitted = object([
        ("contactId!", text()),
        ("identityType!", one_of(IDENTITY_TYPES)),
        ("newContact!", boolean()),
    ]);
    vec![
        Route::post("/contacts/v4/contact-submit", submit, Access::CHANGE_CONTACTS)
            .described("submitContact", "Find or create a contact")
            .returns(submitted)
            .reads(object([
                ("info", reference("ContactInfo")),
                ("contactId", text()),
                ("passThroughData", text_of(MAX_PASS_THROUGH)),
            ])),
    ]
}

async fn submit(State(app): State<App>, Body(body): Body) -> JsonResult<Submitted> {
    let info = validate::parse_info(body.get("info").unwrap_or(&Value::Object(Default::default())))?;
    let id: Option<String> = request::member(&body, "contactId")?;
    let pass_through: Option<String> = request::member(&body, "passThroughData")?;
    let mut check = validate::Checks::default();
    check.length("passThroughData", pass_through.as_deref(), 0, MAX_PASS_THROUGH);
    check.done()?;
    let settings = app.settings();
    respond(app.store.write(move |db| find_or_create(db, id, info, &settings)).await?)
}

fn find_or_create(
    db: &Transaction,
    id: Option<String>,
    info: Info,
    settings: &Settings,
) -> Result<Submitted> {
    let found = match id {
        Some(id) => Some(contacts::get(db, &id)?.ok_or_else(Error::contact_not_found)?),
        None => find(db, &info, settings)?,
    };
    match found {
        Some(contact) => append(db, contact, info, settings),
        None => {
            let contact = create::create_contact(db, info, true, settings)?;
            Ok(Submitted { contact_id: contact.id, identity_type: IdentityType::Contact, new_contact: true })
        }
    }
}

fn find(db: &Transaction, info: &Info, settings: &Settings) -> Result<Option<Contact>> {
    let mut normalized = Contact { info: info.clone(), ..Contact::default() };
    derive::normalize(&mut normalized, false);
    let primary_only = settings.duplicates == Emails::Primary;
    let found = match contacts::find_by_email(db, &normalized.info, "", primary_only)? {
        Some(found) => Some(found),
        None => contacts::find_by_phone(db, &normalized.info, "", primary_only)?,
    };
    found.map_or(Ok(None), |(id, _)| contacts::get(db, &id))
}

/// Adds what the contact does not have.
fn append(db: &Transaction, mut contact: Contact, mut info: Info, settings: &Settings) -> Result<Submitted> {
    derive::tidy(&mut info, &Info::default());
    if let Some(fields) = info.extended_fields.take() {
        let mut items = extended::writable(db, fields.items, settings)?;
        items.retain(|_, value| extended::is_filled(value));
        info.extended_fields = Some(ExtendedFields { items });
    }
    let labels = known_labels(db, info.label_keys(), settings)?;
    info.label_keys = info.label_keys.map(|_| Items::of(labels));
    let mut submitted = Contact { info, ..Contact::default() };
    derive::bring_into_form(&mut submitted, settings)?;
    // What the contact has stays primary.
    let emails = submitted.info.emails.iter_mut().flat_map(|list| list.items.iter_mut().flatten());
    emails.for_each(|item| item.primary = Some(false));
    let phones = submitted.info.phones.iter_mut().flat_map(|list| list.items.iter_mut().flatten());
    phones.for_each(|item| item.primary = Some(false));

    let before = contact.info.clone();
    merge::merge(&mut contact, &submitted.info);
    if contact.info != before {
        derive::bring_into_form(&mut contact, settings)?;
        contact.touch(clock::now());
        contacts::derive_and_put(db, &mut contact, settings)?;
    }
    let identity_type = if contact.is_member() { IdentityType::Member } else { IdentityType::Contact };
    Ok(Submitted { contact_id: contact.id, identity_type, new_contact: false })
}
