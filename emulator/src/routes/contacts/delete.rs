//! Delete a contact (spec/contacts-v4.md section 1.6).

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use rusqlite::Transaction;
use serde_json::{Value, json};

use crate::{
    error::{Error, Result},
    openapi::{
        operation::{Operation, Route},
        schema::reference,
    },
    routes::{JsonResult, respond},
    scopes::Access,
    settings::{Settings, Unknown},
    state::App,
    store::contacts,
};

pub fn operations() -> Vec<Operation> {
    vec![
        Route::delete("/contacts/v4/contacts/{contactId}", delete, Access::CHANGE_CONTACTS)
            .described("deleteContact", "Delete a contact")
            .returns(reference("Nothing")),
    ]
}

async fn delete(State(app): State<App>, Path(id): Path<String>) -> JsonResult<Value> {
    let settings = app.settings();
    app.store.write(move |db| delete_contact(db, &id, &settings)).await?;
    respond(json!({}))
}

/// Deletes a contact that is no member of the site.
pub fn delete_contact(db: &Transaction, id: &str, settings: &Settings) -> Result<()> {
    let contact = contacts::get(db, id)?;
    if contact.is_some_and(|contact| contact.is_member()) {
        return Err(Error::application(
            StatusCode::PRECONDITION_REQUIRED,
            "CANNOT_DELETE_MEMBER",
            "Cannot delete a site member",
        ));
    }
    let deleted = contacts::delete(db, id, settings)?;
    if !deleted && settings.delete_unknown == Unknown::Reject {
        return Err(Error::contact_not_found());
    }
    Ok(())
}
