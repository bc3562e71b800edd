//! The core module. It has what a page needs of `Wix.Contacts` for its first contacts, over the REST Contacts v4 API, and it
//! sends the requests of the deferred module (`crates/deferred/`).
//!
//! This file is the exported surface, without logic. `js/` calls it once the wasm is loaded. Callbacks, objects and errors are
//! those that apps see.

use std::rc::Rc;

use contacts_js::{
    Module,
    callbacks::{self, Callbacks, run},
    error::Error,
    object::{get, plain},
    request::Request,
    start,
};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

mod contacts;
mod http;
mod settings;
mod v4;

use contacts::{client::Client, deferred::DeferredModule, newest, read::convert};
use settings::Settings;

#[wasm_bindgen(start)]
fn start_core() {
    start(Module::Core);
}

/// An instance of the SDK with its own settings.
#[wasm_bindgen]
pub struct ContactsClient(Rc<Client>);

#[wasm_bindgen]
impl ContactsClient {
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> ContactsClient {
        Self(Client::new(Settings::from(options)))
    }
}

/// Gets a contact by its id.
#[wasm_bindgen(js_name = getContactById)]
pub fn get_contact_by_id(
    client: &ContactsClient,
    deferred: DeferredModule,
    id: String,
    on_success: JsValue,
    on_failure: JsValue,
    signal: Option<AbortSignal>,
) {
    let client = client.0.clone();
    let work = async move { client.get_contact(&deferred, &id).await };
    run(Callbacks { on_success, on_failure }, signal, Box::pin(work));
}

/// Gets a cursor over the contacts of the site.
#[wasm_bindgen(js_name = getContacts)]
pub fn get_contacts(
    client: &ContactsClient,
    deferred: DeferredModule,
    options: JsValue,
    on_success: JsValue,
    on_failure: JsValue,
    signal: Option<AbortSignal>,
) {
    let client = client.0.clone();
    let work = async move { client.get_contacts(deferred, &options).await };
    run(Callbacks { on_success, on_failure }, signal, Box::pin(work));
}

/// Sends the requests of one call of an app, which share a deadline.
#[wasm_bindgen]
pub struct Transport(v4::Transport);

#[wasm_bindgen]
impl Transport {
    /// The deadline starts now. With `pauses_together`, all its requests pause when one of them gets a 429, and that time
    /// does not count.
    #[wasm_bindgen(constructor)]
    pub fn new(client: &ContactsClient, pauses_together: bool) -> Transport {
        Self(client.0.transport(pauses_together.then(Rc::default)))
    }

    /// The same with a deadline that starts now.
    #[wasm_bindgen(js_name = withNewDeadline)]
    pub fn with_new_deadline(&self) -> Transport {
        Self(self.0.with_new_deadline())
    }

    /// Milliseconds since the epoch.
    #[wasm_bindgen(getter)]
    pub fn deadline(&self) -> f64 {
        self.0.deadline.time()
    }

    /// Sends a request of the deferred module until it succeeds, or fails for good. onSuccess gets the JSON of the
    /// response, an object.
    pub fn request(
        &self,
        request: &JsValue,
        on_success: JsValue,
        on_failure: JsValue,
        signal: Option<AbortSignal>,
    ) {
        let transport = self.0.clone();
        let request = Request::from_js(request).ok_or_else(|| Error::internal(JsValue::UNDEFINED));
        let work = async move { transport.send(request?).await?.object() };
        run(Callbacks { on_success, on_failure }, signal, Box::pin(work));
    }

    /// Requests contacts, newest first. The query is `{filter, offset, limit}`; onSuccess gets `{contacts, total}`.
    #[wasm_bindgen(js_name = queryContacts)]
    pub fn query_contacts(
        &self,
        deferred: DeferredModule,
        query: JsValue,
        on_success: JsValue,
        on_failure: JsValue,
        signal: Option<AbortSignal>,
    ) {
        let transport = self.0.clone();
        let number = |key| get(&query, key).as_f64().unwrap_or_default() as u32;
        let (filter, offset, limit) = (get(&query, "filter"), number("offset"), number("limit"));
        let work = async move {
            let contacts = newest::query(&transport, &deferred, &filter, offset, limit).await?;
            let total = contacts.total.map_or(JsValue::UNDEFINED, |total| (total as f64).into());
            Ok(plain([("contacts", contacts.objects.into()), ("total", total)]).into())
        };
        run(Callbacks { on_success, on_failure }, signal, Box::pin(work));
    }
}

/// Converts a contact of v4, from JSON, to a legacy contact. Returns `{contact, overlay, primaryEmail, subscribedEmail}`.
#[wasm_bindgen(js_name = convertContact)]
pub fn convert_contact(json: &str) -> JsValue {
    convert(json)
}

/// How many calls have not settled yet.
#[wasm_bindgen(js_name = pendingCalls)]
pub fn pending_calls() -> usize {
    callbacks::pending()
}
