//! The body of a response, as bytes. Each reader of a body interprets it; readers share nothing.

use std::rc::Rc;

use contacts_js::{error::Error, json, task::resolve};
use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::response::{request_id, status};

#[wasm_bindgen(raw_module = "../js/host/body.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = bodyOf)]
    fn body_of(response: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_name = textOf)]
    fn text_of(body: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = bytesAt)]
    fn bytes_at(body: &JsValue, index: usize) -> Vec<u8>;
    fn release(body: &JsValue);
}

const NOT_JSON: &str = "its body is not JSON";

#[derive(Clone)]
pub struct Body(Rc<Content>);

struct Content {
    response: JsValue,
    /// What JavaScript has read. Its memory is used again once this is dropped.
    read: JsValue,
}

impl Drop for Content {
    fn drop(&mut self) {
        release(&self.read);
    }
}

impl Body {
    /// Reads a body to its end. Fails with the exception if the connection is lost.
    pub async fn of(response: &JsValue) -> Result<Self, JsValue> {
        let read = resolve(body_of(response).map(JsValue::from)).await?;
        Ok(Self(Rc::new(Content { response: response.clone(), read })))
    }

    /// Its bytes, part by part from 0. An empty part is the end.
    pub fn part(&self, index: usize) -> Vec<u8> {
        bytes_at(&self.0.read, index)
    }

    /// The parsed JSON.
    pub fn json(&self) -> Result<JsValue, Error> {
        json::parse(&text_of(&self.0.read)).map_err(|cause| self.invalid(NOT_JSON, cause))
    }

    /// The parsed JSON, or the text if it is not JSON.
    pub fn json_or_text(&self) -> JsValue {
        let text = text_of(&self.0.read);
        json::parse(&text).unwrap_or(text)
    }

    /// The parsed JSON, which must be an object.
    pub fn object(&self) -> Result<JsValue, Error> {
        let json = self.json()?;
        if json.is_object() { Ok(json) } else { Err(self.invalid("it is not an object", JsValue::UNDEFINED)) }
    }

    /// The error for a body that is not JSON.
    pub fn not_json(&self) -> Error {
        let cause = self.json().err();
        cause.unwrap_or_else(|| self.invalid(NOT_JSON, JsValue::UNDEFINED))
    }

    /// The error for a body that makes no sense.
    pub fn invalid(&self, what: &str, cause: JsValue) -> Error {
        let mut error = Error::invalid_response(what, cause);
        error.status = status(&self.0.response);
        error.request_id = request_id(&self.0.response);
        error
    }
}
