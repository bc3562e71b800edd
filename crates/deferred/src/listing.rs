//! The REST call List Contacts (`spec/003_3f674c64945d416b.txt`).

use contacts_js::{error::Error, json::from_js, query::CONTACTS, request::Request};
use contacts_rules::{
    error::Scope,
    json::Value,
    text::{concat, decimal},
};
use gloo_net::http::QueryParams;
use wasm_bindgen::prelude::*;
use web_sys::UrlSearchParams;

use crate::api_client::ApiClient;

#[wasm_bindgen(raw_module = "../js/host/query.js")]
extern "C" {
    /// As much of URLSearchParams as is used: some hosts don't have it.
    #[wasm_bindgen(js_name = newQuery)]
    fn new_query() -> UrlSearchParams;
}

/// Returns the response unchanged.
pub async fn list_contacts(client: &ApiClient, parameters: &JsValue) -> Result<JsValue, Error> {
    let query = query(&from_js(parameters))?;
    let separator = if query.is_empty() { "" } else { "?" };
    let path = concat(&[CONTACTS, separator, &query]);
    client.send(Request::get(Scope::ReadContacts, path)).await
}

/// The query string for the parameters, all optional.
fn query(parameters: &Value) -> Result<String, Error> {
    let raw = new_query();
    let params = QueryParams::from_raw(raw.clone());
    let wrong = |name: &str, what: &str| {
        Error::bad_request(&concat(&["listContacts: ", name, " must be ", what, "."]))
    };
    let member = |of: &'static str, key: &str| match parameters.get(of) {
        None | Some(Value::Null) => Ok(&Value::Null),
        Some(Value::Object(members)) => Ok(members.get(key).unwrap_or(&Value::Null)),
        Some(_) => Err(wrong(of, "an object")),
    };
    for (of, key, name) in [("sort", "fieldName", "sort.fieldName"), ("sort", "order", "sort.order")] {
        match member(of, key)? {
            Value::Null => {}
            Value::String(text) => params.append(name, text),
            _ => return Err(wrong(name, "a string")),
        }
    }
    for (of, key, name) in [("paging", "limit", "paging.limit"), ("paging", "offset", "paging.offset")] {
        match member(of, key)? {
            Value::Null => {}
            value => match value.as_u64() {
                Some(number) => params.append(name, &decimal(number)),
                None => return Err(wrong(name, "a whole number from 0")),
            },
        }
    }
    for name in ["fields", "fieldsets"] {
        match parameters.get(name) {
            None | Some(Value::Null) => {}
            Some(Value::Array(items)) if items.iter().all(|item| item.as_str().is_some()) => {
                items.iter().filter_map(Value::as_str).for_each(|item| params.append(name, item));
            }
            Some(_) => return Err(wrong(name, "an array of strings")),
        }
    }
    // `to_string` of `QueryParams` would add the standard library's formatting to the wasm.
    Ok(raw.to_string().into())
}
