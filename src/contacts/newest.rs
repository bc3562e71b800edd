//! The newest contacts of a site.

use contacts_js::{
    error::Error,
    object::plain,
    page::{ContactRef, entries_of},
    query::query_contacts,
};
use contacts_reader::Wanted;
use contacts_rules::paging::{Response, Source, Window};
use js_sys::{Array, Object};
use wasm_bindgen::JsValue;

use super::{deferred::DeferredModule, read::Contacts};
use crate::v4::Transport;

/// The contacts of a site, newest first: all, or those that have any of some labels.
pub struct Newest<'a> {
    pub transport: &'a Transport,
    pub deferred: &'a DeferredModule,
    /// Label keys.
    pub labels: Option<&'a Array>,
}

impl Source for Newest<'_> {
    type Entry = ContactRef;
    type Error = Error;

    /// Only for a first page, whose window has no dates.
    async fn query(&self, window: Window) -> Result<Response<ContactRef>, Error> {
        let any_of = |keys: &Array| plain([("info.labelKeys", plain([("$hasSome", keys.into())]).into())]);
        let filter = self.labels.map_or_else(Object::new, any_of);
        let contacts =
            query(self.transport, self.deferred, &filter, window.offset as u32, window.limit as u32).await?;
        Ok(Response { total: contacts.total, entries: entries_of(contacts.objects) })
    }
}

/// The contacts that match a filter.
pub async fn query(
    transport: &Transport,
    deferred: &DeferredModule,
    filter: &JsValue,
    offset: u32,
    limit: u32,
) -> Result<Contacts, Error> {
    let response = transport.send(query_contacts(filter, true, offset, limit)).await?;
    Contacts::of(&response, Wanted::Contacts, deferred).await
}
