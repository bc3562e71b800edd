//! Requests for many contacts: Query Contacts (`spec/contacts-v4.md` section 3) and List Contacts
//! (`spec/003_3f674c64945d416b.txt`).

use contacts_core::{
    json::Value,
    text::{concat, decimal},
};
use wasm_bindgen::prelude::*;

use crate::{error::Error, http::Params, json::to_text};

#[wasm_bindgen(raw_module = "../js/request.js")]
extern "C" {
    /// The query string that asks for what is used of a contact, and no more.
    #[wasm_bindgen(js_name = fieldsQuery)]
    pub fn fields_query() -> String;

    /// The body of Query Contacts.
    #[wasm_bindgen(js_name = queryBody)]
    fn query_body(filter: &str, newest_first: bool, offset: u32, limit: u32) -> JsValue;
}

/// Contacts that match a filter, by createdDate.
#[derive(Clone, Debug)]
pub struct Query {
    pub filter: Value,
    pub newest_first: bool,
    pub offset: u32,
    /// At most 1000.
    pub limit: u32,
}

impl Query {
    /// The request's body, JSON text.
    pub fn body(self) -> JsValue {
        query_body(&to_text(&self.filter), self.newest_first, self.offset, self.limit)
    }
}

/// The query string of List Contacts for its parameters, all optional.
pub fn list_query(parameters: &Value) -> Result<String, Error> {
    let params = Params::new();
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
    Ok(params.into_text())
}
