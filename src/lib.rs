//! `Wix.Contacts` for JavaScript, backed by the REST Contacts v4 API.
//!
//! The exported surface, and no logic. `js/` calls it once the wasm is loaded; the callbacks, shapes and errors are
//! those that apps see.

use std::rc::Rc;

use contacts_core::text::use_lower_case;
use js_sys::JsString;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

mod callbacks;
mod contacts;
mod error;
mod http;
mod json;
mod later;
mod object;
mod settings;
mod task;
mod v4;

use callbacks::{Callbacks, run};
use contacts::{
    arguments::PageOptions,
    client::Client,
    cursor,
    reader::{self, ContactReader},
    reconciler::reconcile,
};
use error::Error;
use settings::Settings;

/// Smaller than the standard library's (docs/performance.md).
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[wasm_bindgen(start)]
fn start() {
    callbacks::install_panic_hook();
    use_lower_case(|text| JsString::from(text).to_lower_case().into());
}

/// An instance of the SDK with settings of its own.
#[wasm_bindgen]
pub struct Contacts(Rc<Client>);

#[wasm_bindgen]
impl Contacts {
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Contacts {
        Self(Client::new(Settings::from(options)))
    }
}

/// Gets a contact by its id.
#[wasm_bindgen(js_name = getContactById)]
pub fn get_contact_by_id(
    contacts: &Contacts,
    id: String,
    on_success: JsValue,
    on_failure: JsValue,
    signal: Option<AbortSignal>,
) {
    let client = contacts.0.clone();
    run(Callbacks { on_success, on_failure }, signal, Box::pin(async move { client.get_contact(&id).await }));
}

/// Gets a cursor over the contacts of the site.
#[wasm_bindgen(js_name = getContacts)]
pub fn get_contacts(
    contacts: &Contacts,
    options: JsValue,
    on_success: JsValue,
    on_failure: JsValue,
    signal: Option<AbortSignal>,
) {
    let client = contacts.0.clone();
    let work = async move { cursor::open(client, PageOptions::read(&options, cursor::PAGE_SIZE)?).await };
    run(Callbacks { on_success, on_failure }, signal, Box::pin(work));
}

/// Creates a contact, or adds to the one that has the same email or phone. contactInfo is JSON text; None if it
/// can't be written as such.
#[wasm_bindgen(js_name = reconcileContact)]
pub fn reconcile_contact(
    contacts: &Contacts,
    contact_info: Option<String>,
    on_success: JsValue,
    on_failure: JsValue,
    signal: Option<AbortSignal>,
) {
    let client = contacts.0.clone();
    run(Callbacks { on_success, on_failure }, signal, Box::pin(reconcile(client, contact_info)));
}

/// Gets a reader of all contacts that asks for up to `concurrency` pages at a time.
#[wasm_bindgen(js_name = readContacts)]
pub fn read_contacts(
    contacts: &Contacts,
    options: &JsValue,
    concurrency: usize,
    signal: Option<AbortSignal>,
) -> Result<ContactReader, Error> {
    let options = PageOptions::read(options, reader::PAGE_SIZE)?;
    Ok(ContactReader::new(contacts.0.clone(), options, concurrency, signal))
}

/// The REST call List Contacts, its answer as it came.
#[wasm_bindgen(js_name = listContacts)]
pub fn list_contacts(
    contacts: &Contacts,
    parameters: JsValue,
    on_success: JsValue,
    on_failure: JsValue,
    signal: Option<AbortSignal>,
) {
    let client = contacts.0.clone();
    run(
        Callbacks { on_success, on_failure },
        signal,
        Box::pin(async move { client.list_contacts(&parameters).await }),
    );
}

/// How many calls have not settled yet.
#[wasm_bindgen(js_name = pendingCalls)]
pub fn pending_calls() -> usize {
    callbacks::pending()
}
