//! What an answer says. The Response may be of another realm, or look like one only.

use contacts_core::http::FailureKind;
use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::{Failure, fetch::settled, refusal::refusal};
use crate::{error::Error, json, object::get};

/// The JSON of a successful answer.
pub async fn read(response: &JsValue) -> Result<JsValue, Failure> {
    let nonsense = |what, cause| Failure::fatal(Error::invalid_response(what, cause));
    let status = status(response).ok_or_else(|| nonsense("it has no status", JsValue::UNDEFINED))?;
    if is_redirect(response, status) {
        return Err(Failure::fatal(Error::redirected()));
    }
    let body = body(response).await;
    if !matches!(status, 200..=299) {
        // Whatever it is becomes the cause.
        let body = body.unwrap_or_else(|unread| unread.text);
        return Err(refusal(response, status, body));
    }
    body.map_err(|Unread { text, cause }| {
        if text.is_undefined() {
            return Failure { error: Error::network(cause), kind: FailureKind::Passing(None) };
        }
        let mut error = Error::invalid_response("its body is not JSON", cause);
        error.status = Some(status);
        error.request_id = request_id(response);
        Failure::fatal(error)
    })
}

/// A redirect as the fetch of a server shows it, as that of a browser does, or one that an app's own fetch has followed.
fn is_redirect(response: &JsValue, status: u16) -> bool {
    matches!(status, 300..=399)
        || get(response, "type").as_string().as_deref() == Some("opaqueredirect")
        || get(response, "redirected") == true
}

/// A body that is not JSON.
struct Unread {
    /// Undefined if the connection was lost before its end.
    text: JsValue,
    cause: JsValue,
}

/// The JSON of a body. What only looks like a Response may have nothing but `json`.
async fn body(response: &JsValue) -> Result<JsValue, Unread> {
    let lost = |cause| Unread { text: JsValue::UNDEFINED, cause };
    let method = |name| get(response, name).dyn_into::<Function>();
    let Ok(text) = method("text") else {
        let json = method("json").map_err(|_| lost(JsValue::UNDEFINED))?;
        return settled(json.call0(response)).await.map_err(lost);
    };
    let text = settled(text.call0(response)).await.map_err(lost)?;
    json::parse(&text).map_err(|cause| Unread { text, cause })
}

pub fn status(response: &JsValue) -> Option<u16> {
    let status = get(response, "status").as_f64()?;
    (status.fract() == 0.0 && (0.0..1000.0).contains(&status)).then_some(status as u16)
}

pub fn request_id(response: &JsValue) -> Option<String> {
    header(response, "x-wix-request-id")
}

pub fn header(response: &JsValue, name: &str) -> Option<String> {
    let headers = get(response, "headers");
    match get(&headers, "get").dyn_ref::<Function>() {
        Some(getter) => getter.call1(&headers, &name.into()).ok()?.as_string(),
        None => get(&headers, name).as_string(),
    }
}
