//! The deferred module, which is loaded when it is first used. The core sends its requests.
//!
//! This file is the exported surface, without logic, like `src/lib.rs`.

use std::rc::Rc;

use contacts_js::{
    Module,
    arguments::PageOptions,
    callbacks::{Callbacks, run},
    error::Error,
    object::get,
    start,
};
use contacts_rules::reconciler::ExtendedFields;
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

mod api_client;
mod contacts;
mod cursor;
mod json;
mod labels;
mod listing;
mod overlay;
mod page_iterator;
mod reconcile;
mod site_state;

use api_client::{ApiClient, PromiseTransport};
use page_iterator::PageIterator;
use site_state::SiteState;

#[wasm_bindgen(start)]
fn start_deferred() {
    start(Module::Deferred);
}

/// What is known about a site between calls, and the settings that the deferred module uses.
#[wasm_bindgen]
pub struct Site(Rc<SiteState>);

#[wasm_bindgen]
impl Site {
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Site {
        let prefetch = get(options, "prefetch") != false;
        let extended_fields = match get(options, "extendedFields").as_string().as_deref() {
            Some("existing") => ExtendedFields::Existing,
            Some("off") => ExtendedFields::Off,
            _ => ExtendedFields::Create,
        };
        Self(Rc::new(SiteState::new(prefetch, extended_fields)))
    }
}

/// Creates a contact, or adds to the one that has the same email or phone. contactInfo is JSON text; None if it is not plain
/// data.
#[wasm_bindgen(js_name = reconcileContact)]
pub fn reconcile_contact(
    site: &Site,
    transport: PromiseTransport,
    contact_info: Option<String>,
    on_success: JsValue,
    on_failure: JsValue,
    signal: Option<AbortSignal>,
) {
    let site = site.0.clone();
    let work = async move { reconcile::reconcile(&site, ApiClient::new(transport), contact_info).await };
    run(Callbacks { on_success, on_failure }, signal, Box::pin(work));
}

/// An iterator over all pages that requests up to `concurrency` pages at a time.
#[wasm_bindgen(js_name = iteratePages)]
pub fn iterate_pages(
    site: &Site,
    transport: PromiseTransport,
    options: &JsValue,
    concurrency: usize,
    signal: Option<AbortSignal>,
) -> Result<PageIterator, Error> {
    let options = PageOptions::read(options)?;
    Ok(PageIterator::new(site.0.clone(), ApiClient::new(transport), options, concurrency, signal))
}

/// The REST call List Contacts. onSuccess gets the response unchanged.
#[wasm_bindgen(js_name = listContacts)]
pub fn list_contacts(
    transport: PromiseTransport,
    parameters: JsValue,
    on_success: JsValue,
    on_failure: JsValue,
    signal: Option<AbortSignal>,
) {
    let work = async move { listing::list_contacts(&ApiClient::new(transport), &parameters).await };
    run(Callbacks { on_success, on_failure }, signal, Box::pin(work));
}

/// The keys of all labels that have one of these names.
#[wasm_bindgen(js_name = labelKeys)]
pub fn label_keys(
    site: &Site,
    transport: PromiseTransport,
    names: Vec<String>,
    on_success: JsValue,
    on_failure: JsValue,
    signal: Option<AbortSignal>,
) {
    let site = site.0.clone();
    let work = async move {
        let keys = site.labels.keys(&ApiClient::new(transport), &names).await?;
        Ok(json::to_js(&keys.into()))
    };
    run(Callbacks { on_success, on_failure }, signal, Box::pin(work));
}

/// Lays an overlay over a contact: the values that v4 has no field for, as a text of JSON.
#[wasm_bindgen(js_name = applyOverlay)]
pub fn apply_overlay(contact: &JsValue, overlay: &JsValue) {
    overlay::apply_overlay(contact, overlay);
}
