//! An answer that is no success: what it says, and whether another try may do.

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::{
    exchange::{Failure, FailureKind},
    response::{header, request_id},
    retry,
};
use crate::{error::Error, object::get};

pub fn refusal(response: &JsValue, status: u16, body: JsValue) -> Failure {
    let after = header(response, "retry-after")
        .and_then(|header| retry::retry_after(&header, Date::now(), Date::parse));
    let is_used_up = || application_code(&body).is_some_and(|code| retry::is_used_up(&code));
    let kind = match status {
        401 => FailureKind::Unauthorized,
        429 if is_used_up() => FailureKind::Final,
        429 => FailureKind::TooMany(after),
        status if retry::is_transient(status) => FailureKind::Passing(after),
        _ => FailureKind::Final,
    };
    let retryable = matches!(kind, FailureKind::TooMany(_) | FailureKind::Passing(_));
    Failure { error: Error::refused(status, request_id(response), body, retryable), kind }
}

/// The code by which the API tells its refusals apart (`spec/contacts-v4.md` section 4.1).
pub fn application_code(body: &JsValue) -> Option<String> {
    get(&get(&get(body, "details"), "applicationError"), "code").as_string()
}
