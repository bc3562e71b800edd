//! The requests for contacts of both modules (`spec/contacts-v4.md` sections 1 and 3).

use contacts_rules::{error::Scope, text::concat};
use js_sys::encode_uri_component;
use wasm_bindgen::prelude::*;

use crate::request::Request;

#[wasm_bindgen(raw_module = "../js/host/query.js")]
extern "C" {
    /// The query string for exactly those fields of a contact that are used.
    #[wasm_bindgen(js_name = fieldsQuery)]
    fn fields_query() -> String;

    /// The path of Query Contacts.
    #[wasm_bindgen(js_name = queryPath)]
    fn query_path() -> String;

    /// The body of Query Contacts.
    #[wasm_bindgen(js_name = queryBody)]
    fn query_body(filter: &JsValue, newest_first: bool, offset: u32, limit: u32) -> JsValue;
}

pub const CONTACTS: &str = "/contacts/v4/contacts";

pub fn contact_path(id: &str) -> String {
    concat(&[CONTACTS, "/", &String::from(encode_uri_component(id))])
}

/// Get Contact. For the id of a contact that was merged into another one, it returns that other one.
pub fn get_contact(id: &str) -> Request {
    Request::get(Scope::ReadContacts, concat(&[&contact_path(id), "?", &fields_query()]))
}

/// Query Contacts: at most 1000 contacts that match a filter, sorted by createdDate.
pub fn query_contacts(filter: &JsValue, newest_first: bool, offset: u32, limit: u32) -> Request {
    let body = query_body(filter, newest_first, offset, limit);
    Request::query(Scope::ReadContacts, query_path(), body)
}
