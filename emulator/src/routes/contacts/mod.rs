//! The calls on contacts, one file each (spec/contacts-v4.md sections 1.1 to 1.7).

pub mod create;
pub mod delete;
pub mod get;
pub mod label;
pub mod list;
pub mod merge;
pub mod query;
pub mod update;

use axum::http::StatusCode;
use rusqlite::Transaction;
use serde::Serialize;
use serde_json::{Value, json};

use crate::{
    contact::{Contact, Info},
    error::{Error, Result},
    openapi::{
        operation::Operation,
        schema::{Noted, boolean},
    },
    settings::{Emails, Settings, Unknown},
    store::{contacts, labels},
};

pub fn operations() -> Vec<Operation> {
    let of_files = [
        list::operations(),
        create::operations(),
        query::operations(),
        get::operations(),
        update::operations(),
        delete::operations(),
        label::operations(),
        merge::operations(),
    ];
    of_files.into_iter().flatten().collect()
}

fn allow_duplicates() -> (&'static str, Value) {
    ("allowDuplicates", boolean().with("default", json!(false)))
}

/// `{contact}`.
#[derive(Serialize)]
pub struct ContactResponse {
    contact: Contact,
}

fn insufficient() -> Error {
    Error::bad_request(
        "INSUFFICIENT_CONTACT_DATA",
        "Contact must have a name, an email address or a phone number",
    )
}

/// Fails if another contact has one of the emails, or, without any email, one of the phones
/// (spec/contacts-v4.md section 1.4).
fn reject_duplicate(db: &Transaction, info: &Info, own_id: &str, settings: &Settings) -> Result<()> {
    let primary_only = settings.duplicates == Emails::Primary;
    let (found, key) = if info.emails().is_empty() {
        (contacts::find_by_phone(db, info, own_id, primary_only)?, "duplicatePhone")
    } else {
        (contacts::find_by_email(db, info, own_id, primary_only)?, "duplicateEmail")
    };
    match found {
        None => Ok(()),
        Some((id, value)) => {
            let error = Error::application(
                StatusCode::CONFLICT,
                "DUPLICATE_CONTACT_EXISTS",
                "Duplicate contact exists",
            );
            Err(error.with_data(json!({ "duplicateContactId": id, key: value })))
        }
    }
}

/// Fails, or leaves keys out, if there is no such label.
pub fn known_labels(db: &Transaction, keys: &[String], settings: &Settings) -> Result<Vec<String>> {
    let mut known = Vec::new();
    for key in keys {
        if labels::exists(db, key)? {
            known.push(key.clone());
        } else if settings.unknown_label == Unknown::Reject {
            return Err(Error::invalid("labelKeys", format!("There is no label with the key {key}")));
        }
    }
    Ok(known)
}
