//! Reads a Response, which may be of another realm, or only look like one.

use contacts_js::{error::Error, object::get};
use contacts_rules::http::FailureKind;
use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::{Body, Failure, error_response::failure};

/// The body of a successful response.
pub async fn read(response: &JsValue) -> Result<Body, Failure> {
    let status = status(response)
        .ok_or_else(|| Failure::permanent(Error::invalid_response("it has no status", JsValue::UNDEFINED)))?;
    if is_redirect(response, status) {
        return Err(Failure::permanent(Error::redirected()));
    }
    let body = Body::of(response).await;
    if !matches!(status, 200..=299) {
        // Any body becomes the cause.
        let body = body.map_or(JsValue::UNDEFINED, |body| body.json_or_text());
        return Err(failure(response, status, body));
    }
    body.map_err(|cause| Failure { error: Error::network(cause), kind: FailureKind::Transient(None) })
}

/// Whether it is a redirect as a server's fetch or a browser's shows it, or one that the app's own fetch has followed.
fn is_redirect(response: &JsValue, status: u16) -> bool {
    matches!(status, 300..=399)
        || get(response, "type").as_string().as_deref() == Some("opaqueredirect")
        || get(response, "redirected") == true
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
