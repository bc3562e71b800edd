//! What a refusal means: v4's codes and validation errors (`spec/contacts-v4.md` section 4).

use contacts_core::text::{concat, decimal};

use crate::{
    error::{Error, ErrorType},
    http::application_code,
    object::get,
};

/// What an app has to be allowed, by the names that Wix shows (`spec/contacts-v4.md` section 5).
#[derive(Clone, Copy, Debug)]
pub enum Scope {
    ReadContacts,
    Contacts,
    /// Labels are listed for a filter alone.
    Labels,
    ExtendedFields,
    EmailSubscriptions,
}

/// Reads the body of a refusal into the error. `is_write` says whether the request was to change something.
pub fn explain(mut error: Error, scope: Scope, is_write: bool) -> Error {
    let Some(status) = error.status.filter(|status| !matches!(status, 200..=299)) else { return error };
    let details = get(&error.cause, "details");
    let validation = get(&details, "validationError");
    let invalid = status == 400 && validation.is_object();

    error.error_type = match status {
        400 if invalid && is_write => ErrorType::InvalidSchema,
        400 => ErrorType::BadRequest,
        401 | 403 => ErrorType::Forbidden,
        404 => ErrorType::NotFound,
        _ => ErrorType::WixError,
    };
    if let Some(code) = application_code(&error.cause) {
        error.code = code;
    } else if invalid {
        error.code = "INVALID_ARGUMENT".to_owned();
    }
    let answered = ["The Contacts API answered ", &decimal(status.into()), " ", &error.code, ". "];
    let advice = match status {
        403 => forbidden(scope),
        _ => advice(status, &error.code, error.retryable).to_owned(),
    };
    error.message = concat(&[&concat(&answered), &advice]);
    error.field_violations = get(&validation, "fieldViolations");
    error
}

fn advice(status: u16, code: &str, retryable: bool) -> &'static str {
    match (status, code) {
        (_, "CONTACT_NOT_FOUND") | (404, _) => "Check the id: the contact may have been deleted or merged.",
        (_, "INVALID_ARGUMENT") => "See fieldViolations for the values that it does not accept.",
        (_, "CONTACT_ALREADY_CHANGED") => "Somebody else keeps changing this contact: try again.",
        (_, "CANNOT_UPDATE_MEMBER_EMAIL") => "The email of a site member is changed by the member alone.",
        (400, _) => "See the cause for what it does not accept.",
        (401, _) => {
            "Check what authorization gives: the token may be expired, of another site, or of an app that lacks a \
             permission scope."
        }
        (429, _) if !retryable => {
            "The site has as many of these as it may have: remove what it no longer needs, or ask Wix for more."
        }
        (429, _) => "Too many requests: wait a minute, then try again.",
        (500.., _) => "Try again later.",
        _ => "See the cause for what it said.",
    }
}

fn forbidden(scope: Scope) -> String {
    let (what, name) = match scope {
        Scope::ReadContacts => ("Reading contacts", "Read Contacts"),
        Scope::Contacts => ("Writing contacts", "Manage Contacts"),
        Scope::Labels => ("Filtering by label", "Manage Contact Labels"),
        Scope::ExtendedFields => ("Using custom fields", "Manage Contact Extended Fields"),
        Scope::EmailSubscriptions => ("Using the statuses of emails", "Manage Email Subscriptions"),
    };
    concat(&[
        what,
        " needs the permission scope ",
        name,
        ", or Manage Members and Contacts - all permissions, which covers every call. Add it to the app, and \
         install its new version on the site.",
    ])
}
