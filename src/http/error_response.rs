//! A response that is not a success: what it says, and whether a retry may succeed.

use contacts_js::{error::Error, object::get};
use contacts_rules::http::{FailureKind, retry};
use js_sys::Date;
use wasm_bindgen::JsValue;

use super::{
    Failure,
    response::{header, request_id},
};

pub fn failure(response: &JsValue, status: u16, body: JsValue) -> Failure {
    let after = header(response, "retry-after")
        .and_then(|header| retry::retry_after(&header, Date::now(), Date::parse));
    let kind = FailureKind::of(status, &application_code(&body).unwrap_or_default(), after);
    let retryable = matches!(kind, FailureKind::RateLimited(_) | FailureKind::Transient(_));
    Failure { error: Error::unsuccessful(status, request_id(response), body, retryable), kind }
}

/// The API's code for the kind of error (`spec/contacts-v4.md` section 4.1).
pub fn application_code(body: &JsValue) -> Option<String> {
    get(&get(&get(body, "details"), "applicationError"), "code").as_string()
}
