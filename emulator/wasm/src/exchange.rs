//! Requests and responses, to and from values that JavaScript knows.

use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{HeaderName, HeaderValue, Method},
    response::Response,
};
use contacts_emulator::site::ResponseDropped;
use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::{JsError, JsValue};

/// A request, its headers as names and values in turn.
pub fn request(method: &str, path: &str, headers: &[String], body: Vec<u8>) -> Result<Request, JsError> {
    let mut request = Request::builder().method(Method::from_bytes(method.as_bytes())?).uri(path);
    let (pairs, _) = headers.as_chunks();
    for [name, value] in pairs {
        request = request.header(HeaderName::from_bytes(name.as_bytes())?, HeaderValue::from_str(value)?);
    }
    Ok(request.body(Body::from(body))?)
}

pub async fn give(result: Result<Response, ResponseDropped>, done: &Function) {
    let arguments = Array::new();
    if let Ok(response) = result {
        let (head, body) = response.into_parts();
        let pairs = head.headers.iter().flat_map(|(name, value)| {
            [name.as_str().into(), String::from_utf8_lossy(value.as_bytes()).as_ref().into()]
        });
        let headers: Array = pairs.collect::<Vec<JsValue>>().into_iter().collect();
        // A body that breaks off is a response that is lost.
        if let Ok(bytes) = to_bytes(body, usize::MAX).await {
            arguments.push(&head.status.as_u16().into());
            arguments.push(&headers);
            arguments.push(&Uint8Array::from(bytes.as_ref()));
        }
    }
    // What `done` throws is its own affair: it settles a promise.
    let _ = done.apply(&JsValue::UNDEFINED, &arguments);
}
