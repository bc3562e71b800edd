//! Calls of the API through the core module. The paths are in `spec/contacts-v4.md` section 1.

use std::rc::Rc;

use contacts_js::{abort::abortable, error::Error, json::from_js, request::Request, task::Boxed};
use contacts_rules::{
    error::Scope,
    json::Value,
    text::{concat, decimal},
};
use js_sys::Object;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The core module, for one instance of the SDK: the bridge of `js/api/bridge.js`.
    #[derive(Clone)]
    pub type Core;
    /// The transport of one call, whose deadline starts now. With `pauses_together`, its requests pause when
    /// one of them gets a 429.
    #[wasm_bindgen(method)]
    pub fn transport(this: &Core, pauses_together: bool) -> PromiseTransport;

    /// Sends the requests of one call of an app, which share a deadline.
    pub type PromiseTransport;
    #[wasm_bindgen(method, getter)]
    fn deadline(this: &PromiseTransport) -> f64;
    #[wasm_bindgen(method, js_name = withNewDeadline)]
    fn with_new_deadline(this: &PromiseTransport) -> PromiseTransport;
    /// Returns the JSON of the response, an object.
    #[wasm_bindgen(method, catch)]
    async fn request(this: &PromiseTransport, request: Object, signal: JsValue) -> Result<JsValue, JsValue>;
    /// Returns `{contacts, total}`.
    #[wasm_bindgen(method, catch, js_name = queryContacts)]
    async fn query_contacts(
        this: &PromiseTransport,
        filter: JsValue,
        offset: u32,
        limit: u32,
        signal: JsValue,
    ) -> Result<JsValue, JsValue>;
    /// Converts a contact of v4 from JSON. Returns `{contact, overlay, primaryEmail, subscribedEmail}`.
    #[wasm_bindgen(method, js_name = convertContact)]
    fn convert_contact(this: &PromiseTransport, json: &str) -> JsValue;
    /// Frees what the core holds for it.
    #[wasm_bindgen(method)]
    fn free(this: &PromiseTransport);
}

/// A transport that is freed when it is dropped. The garbage collector would do that late: to it, a transport is small.
struct OwnedTransport(PromiseTransport);

impl Drop for OwnedTransport {
    fn drop(&mut self) {
        self.0.free();
    }
}

const LABELS: &str = "/contacts/v4/labels";
/// The most labels that the API allows in one response.
const LABELS_LIMIT: u32 = 1000;

/// Contacts v4, for one call of an app.
#[derive(Clone)]
pub struct ApiClient(Rc<OwnedTransport>);

impl ApiClient {
    pub fn new(transport: PromiseTransport) -> Self {
        Self(Rc::new(OwnedTransport(transport)))
    }

    /// The same with a deadline that starts now.
    pub fn with_new_deadline(&self) -> Self {
        Self::new(self.transport().with_new_deadline())
    }

    /// Milliseconds since the epoch.
    pub fn deadline(&self) -> f64 {
        self.transport().deadline()
    }

    /// Converts a contact of v4 from JSON. Returns `{contact, overlay, primaryEmail, subscribedEmail}`.
    pub fn convert_contact(&self, json: &str) -> JsValue {
        self.transport().convert_contact(json)
    }

    /// Sends a request until it succeeds, or fails for good. Returns the JSON of the response, an object. Dropping the future
    /// aborts it.
    pub fn send(&self, request: Request) -> Boxed<Result<JsValue, Error>> {
        let client = self.clone();
        abortable(move |signal| async move { client.transport().request(request.into_js(), signal).await })
    }

    /// Requests contacts that match a filter, newest first. Returns `{contacts, total}`.
    pub fn query_contacts(&self, filter: JsValue, offset: u32, limit: u32) -> Boxed<Result<JsValue, Error>> {
        let client = self.clone();
        abortable(move |signal| async move {
            client.transport().query_contacts(filter, offset, limit, signal).await
        })
    }

    fn transport(&self) -> &PromiseTransport {
        &self.0.0
    }

    /// All labels, by List Labels.
    pub async fn list_labels(&self) -> Result<Vec<Value>, Error> {
        self.list_all(Scope::Labels, LABELS, LABELS_LIMIT, "labels").await
    }

    /// A whole list that comes in pages.
    pub async fn list_all(
        &self,
        scope: Scope,
        path: &str,
        limit: u32,
        key: &str,
    ) -> Result<Vec<Value>, Error> {
        let mut all = Vec::new();
        loop {
            let (size, offset) = (decimal(limit.into()), decimal(all.len() as u64));
            let page = concat(&[path, "?paging.limit=", &size, "&paging.offset=", &offset]);
            let response = from_js(&self.send(Request::get(scope, page)).await?);
            let Some(items) = response.get(key).and_then(Value::as_array) else {
                return Err(Error::invalid_response("it has no list", JsValue::UNDEFINED));
            };
            // If the server ignores the paging, the loop would not end.
            if !all.is_empty() && items.first() == all.first() {
                return Err(Error::invalid_response("it is the first page once more", JsValue::UNDEFINED));
            }
            let last = items.len() < limit as usize;
            all.extend_from_slice(items);
            if last {
                return Ok(all);
            }
        }
    }
}
