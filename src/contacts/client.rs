//! An instance of the SDK: its settings, and its connection to the site.

use std::rc::Rc;

use contacts_js::{arguments::PageOptions, error::Error, page::objects_of, query::get_contact};
use contacts_reader::Wanted;
use contacts_rules::{
    http::RateLimitPause,
    paging::{Page, first_page},
};
use wasm_bindgen::JsValue;

use super::{deferred::DeferredModule, newest::Newest, read::Contacts};
use crate::{http::Http, settings::Settings, v4::Transport};

pub struct Client {
    http: Rc<Http>,
}

impl Client {
    pub fn new(settings: Settings) -> Rc<Self> {
        Rc::new(Self { http: Http::new(settings) })
    }

    /// The transport of one call, whose deadline begins now.
    pub fn transport(&self, rate_limit_pause: Option<Rc<RateLimitPause>>) -> Transport {
        Transport::new(self.http.clone(), rate_limit_pause)
    }

    pub async fn get_contact(&self, deferred: &DeferredModule, id: &str) -> Result<JsValue, Error> {
        // Dots in the path would lead to another URL.
        if matches!(id.trim(), "" | "." | "..") {
            return Err(Error::bad_request("id must be the id of a contact, a GUID."));
        }
        let response = self.transport(None).send(get_contact(id)).await?;
        Ok(Contacts::of(&response, Wanted::Contact, deferred).await?.objects.get(0))
    }

    pub async fn get_contacts(&self, deferred: DeferredModule, options: &JsValue) -> Result<JsValue, Error> {
        let PageOptions { page_size, labels } = PageOptions::read(options)?;
        let transport = self.transport(None);
        let labels = match labels {
            Some(names) => Some(deferred.keys_of_labels(&transport, &names).await?),
            None => None,
        };
        let page = if labels.as_ref().is_some_and(|keys| keys.length() == 0) {
            // No label has one of these names.
            Page { entries: Vec::new(), more: false, total: Some(0) }
        } else {
            first_page(
                &Newest { transport: &transport, deferred: &deferred, labels: labels.as_ref() },
                page_size,
            )
            .await?
        };
        Ok(deferred.cursor_at(objects_of(&page.entries), page_size, labels, page.more, page.total))
    }
}
