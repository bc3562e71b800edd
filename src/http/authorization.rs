//! The Authorization header: a string, or from a function that is called before every request.

use contacts_js::{error::Error, task::resolve};
use contacts_rules::http::is_header_value;
use js_sys::Function;
use wasm_bindgen::prelude::*;

/// The header's value. Undefined if the app's own fetch adds it; `js/api/settings.js` has checked a string.
pub async fn token(authorization: JsValue) -> Result<JsValue, Error> {
    let Some(function) = authorization.dyn_ref() else { return Ok(authorization) };
    let value = ask(function).await.map_err(|cause| {
        Error::authorization(
            "The authorization function failed: see the cause, and make it give the header's value.",
            cause,
        )
    })?;
    match value.as_string() {
        Some(token) if is_header_value(&token) => Ok(value),
        // The error does not contain the value: it may be a misspelt token.
        _ => Err(Error::authorization(
            "The authorization function must give a string that a header can carry: not empty, one line, \
             no characters beyond Latin-1.",
            JsValue::UNDEFINED,
        )),
    }
}

async fn ask(function: &Function) -> Result<JsValue, JsValue> {
    resolve(function.call0(&JsValue::UNDEFINED)).await
}
