//! What is asked for contacts, by both modules (`spec/contacts-v4.md` sections 1 and 3).

use contacts_core::{error::Scope, text::concat};
use js_sys::encode_uri_component;
use wasm_bindgen::prelude::*;

use crate::request::Request;

#[wasm_bindgen(raw_module = "../js/host/query.js")]
extern "C" {
    /// The query string that asks for what is used of a contact, and no more.
    #[wasm_bindgen(js_name = fieldsQuery)]
    fn fields_query() -> String;

    /// The body of Query Contacts.
    #[wasm_bindgen(js_name = queryBody)]
    fn query_body(filter: &JsValue, newest_first: bool, offset: u32, limit: u32) -> JsValue;
}

pub const CONTACTS: &str = "/contacts/v4/contacts";

pub fn contact_path(id: &str) -> String {
    concat(&[CONTACTS, "/", &String::from(encode_uri_component(id))])
}

/// Get Contact. The id of a contact that was merged away gives the one that it was merged into.
pub fn get_contact(id: &str) -> Request {
    Request::get(Scope::ReadContacts, concat(&[&contact_path(id), "?", &fields_query()]))
}

/// Query Contacts: those that match a filter, by createdDate; at most 1000.
pub fn query_contacts(filter: &JsValue, newest_first: bool, offset: u32, limit: u32) -> Request {
    let body = query_body(filter, newest_first, offset, limit);
    Request::query(Scope::ReadContacts, concat(&[CONTACTS, "/query"]), body)
}
