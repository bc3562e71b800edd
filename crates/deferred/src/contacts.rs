//! The contacts of a site, as a source for paging.

use std::rc::Rc;

use contacts_js::{
    error::Error,
    object::get,
    page::{ContactRef, entries_of},
};
use contacts_rules::{
    json::{Value, object, object_of_some},
    paging::{Response, Source, Window},
};
use js_sys::Date;
use wasm_bindgen::{JsCast, JsValue};

use crate::{api_client::ApiClient, json::to_js};

/// Contacts of a site, in pages.
#[derive(Clone)]
pub struct ContactSet {
    /// Label keys: contacts that have any of them. None for all contacts.
    pub labels: Option<Rc<Vec<Value>>>,
    pub page_size: usize,
}

/// Requests the contacts of a set.
#[derive(Clone)]
pub struct ContactSource {
    pub set: ContactSet,
    pub deadline_scope: DeadlineScope,
}

/// What has a deadline of its own: the whole call of an app, or each request.
#[derive(Clone)]
pub enum DeadlineScope {
    /// All requests share the deadline of one call.
    PerCall(ApiClient),
    /// Each request has its own deadline.
    PerRequest(ApiClient),
}

impl Source for ContactSource {
    type Entry = ContactRef;
    type Error = Error;

    async fn query(&self, window: Window) -> Result<Response<ContactRef>, Error> {
        let filter = to_js(&self.set.filter(&window));
        let (offset, limit) = (window.offset as u32, window.limit as u32);
        let response = match &self.deadline_scope {
            DeadlineScope::PerCall(client) => client.query_contacts(filter, offset, limit).await?,
            DeadlineScope::PerRequest(client) => {
                client.with_new_deadline().query_contacts(filter, offset, limit).await?
            }
        };
        let total = get(&response, "total").as_f64().map(|total| total as usize);
        Ok(Response { entries: entries_of(get(&response, "contacts").unchecked_into()), total })
    }
}

impl ContactSet {
    pub fn within(&self, client: ApiClient) -> ContactSource {
        ContactSource { set: self.clone(), deadline_scope: DeadlineScope::PerCall(client) }
    }

    fn filter(&self, window: &Window) -> Value {
        let labels = self.labels.as_ref().map(|keys| object([("$hasSome", Value::Array(keys.to_vec()))]));
        let before = window.before.and_then(date);
        let since = window.since.and_then(date);
        let is_dated = before.is_some() || since.is_some();
        let dates = is_dated.then(|| object_of_some([("$lt", before), ("$gte", since)]));
        object_of_some([("info.labelKeys", labels), ("createdDate", dates)])
    }
}

/// A time as RFC 3339; None if it is not a valid date.
fn date(time: f64) -> Option<Value> {
    // An invalid date is null in JSON.
    JsValue::from(Date::new(&time.into()).to_json()).as_string().map(Value::from)
}
