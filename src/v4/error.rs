//! Interprets v4's error responses: codes and validation errors (`spec/contacts-v4.md` section 4).

use contacts_js::{error::Error, object::get, request::Purpose};
use contacts_rules::error::ErrorResponse;

use crate::http::application_code;

/// Adds to an error what the body of its response says.
pub fn interpret(mut error: Error, Purpose { scope, is_write }: Purpose) -> Error {
    let Some(status) = error.status.filter(|status| !matches!(status, 200..=299)) else { return error };
    let validation = get(&get(&error.cause, "details"), "validationError");
    let has_violations = status == 400 && validation.is_object();
    if let Some(code) = application_code(&error.cause) {
        error.code = code;
    } else if has_violations {
        error.code = "INVALID_ARGUMENT".to_owned();
    }
    let code = error.code.as_str();
    let response =
        ErrorResponse { scope, is_write, status, code, has_violations, retryable: error.retryable };
    let (error_type, message) = (response.error_type(), response.message());
    error.error_type = error_type;
    error.message = message;
    error.field_violations = get(&validation, "fieldViolations");
    error
}
