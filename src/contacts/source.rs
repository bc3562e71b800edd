//! The contacts of a site, as paging reads them.

use std::rc::Rc;

use js_sys::Date;
use serde_json::Value;
use wasm_bindgen::JsValue;

use super::paging::{Answer, Entry, Source, Window};
use crate::{
    error::Error,
    v4::{Api, Contact, Query, object},
};

/// All contacts, or those that have any of some labels.
#[derive(Clone)]
pub struct Contacts {
    pub api: Api,
    /// Label keys.
    pub labels: Option<Rc<[String]>>,
}

impl Entry for Contact {
    fn id(&self) -> String {
        self.id_text()
    }

    fn created(&self) -> f64 {
        Contact::created(self)
    }
}

impl Source for Contacts {
    type Entry = Contact;

    async fn query(&self, window: Window) -> Result<Answer<Contact>, Error> {
        let query = Query {
            filter: self.filter(&window),
            newest_first: true,
            offset: window.offset as u32,
            limit: window.limit as u32,
        };
        let page = self.api.query_contacts(query).await?;
        // Paging would begin anew, for ever, behind a contact without a date.
        if page.contacts.iter().any(|contact| contact.created().is_nan()) {
            return Err(Error::invalid_response("a contact has no createdDate", JsValue::UNDEFINED));
        }
        Ok(Answer { entries: page.contacts, total: page.total.map(|total| total as usize) })
    }
}

impl Contacts {
    fn filter(&self, window: &Window) -> Value {
        let mut dates = Vec::new();
        dates.extend(window.before.and_then(date).map(|date| ("$lt", date)));
        dates.extend(window.since.and_then(date).map(|date| ("$gte", date)));
        let mut filter = Vec::new();
        if let Some(labels) = &self.labels {
            let keys = labels.to_vec().into();
            filter.push(("info.labelKeys", object([("$hasSome", keys)])));
        }
        if !dates.is_empty() {
            filter.push(("createdDate", object(dates)));
        }
        object(filter)
    }
}

/// RFC 3339, for a time that is a date at all.
fn date(time: f64) -> Option<Value> {
    let date = Date::new(&time.into());
    (!date.get_time().is_nan()).then(|| String::from(date.to_iso_string()).into())
}
