//! Create a contact (spec/contacts-v4.md section 1.4).

use axum::extract::State;
use rusqlite::Transaction;
use serde_json::Value;
use uuid::Uuid;

use super::{ContactResponse, allow_duplicates, insufficient, known_labels, reject_duplicate};
use crate::{
    clock,
    contact::{Contact, ExtendedFields, Info, Items, derive, extended, validate},
    error::Result,
    openapi::{
        operation::{Operation, Route},
        schema::{object, reference},
    },
    request::{self, Body},
    routes::{JsonResult, respond},
    scopes::Access,
    settings::Settings,
    state::App,
    store::contacts,
};

pub fn operations() -> Vec<Operation> {
    vec![
        Route::post("/contacts/v4/contacts", create, Access::CHANGE_CONTACTS)
            .described("createContact", "Create a contact")
            .returns(reference("ContactResponse"))
            .reads(object([("info!", reference("ContactInfo")), allow_duplicates()])),
    ]
}

async fn create(State(app): State<App>, Body(body): Body) -> JsonResult<ContactResponse> {
    let info = validate::parse_info(body.get("info").unwrap_or(&Value::Object(Default::default())))?;
    let allow_duplicates: Option<bool> = request::member(&body, "allowDuplicates")?;
    let allow_duplicates = allow_duplicates.unwrap_or(false);
    let settings = app.settings();
    let mut contact =
        app.store.write(move |db| create_contact(db, info, allow_duplicates, &settings)).await?;
    hide_lagging_fields(&mut contact.info);
    respond(ContactResponse { contact })
}

/// Makes and stores a contact.
pub fn create_contact(
    db: &Transaction,
    mut info: Info,
    allow_duplicates: bool,
    settings: &Settings,
) -> Result<Contact> {
    if let Some(fields) = info.extended_fields.take() {
        let mut items = extended::writable(db, fields.items, settings)?;
        items.retain(|_, value| extended::is_filled(value));
        info.extended_fields = Some(ExtendedFields { items });
    }
    let labels = known_labels(db, info.label_keys(), settings)?;
    info.label_keys = info.label_keys.map(|_| Items::of(labels));
    derive::tidy(&mut info, &Info::default());
    if !info.is_sufficient() {
        return Err(insufficient());
    }

    let id = Uuid::new_v4().to_string();
    let mut contact = Contact::new(id, clock::now(), derive::source_of_app(), info);
    derive::bring_into_form(&mut contact, settings)?;
    if !allow_duplicates {
        reject_duplicate(db, &contact.info, &contact.id, settings)?;
    }
    contacts::derive_and_put(db, &mut contact, settings)?;
    Ok(contact)
}

/// The response to a create does not have the subscription's fields yet; a later read has.
fn hide_lagging_fields(info: &mut Info) {
    if let Some(fields) = &mut info.extended_fields {
        fields.items.retain(|key, _| !key.starts_with("emailSubscriptions."));
    }
}
