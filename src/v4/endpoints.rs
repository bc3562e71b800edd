//! The calls of the API that the SDK makes. Paths are those of `spec/contacts-v4.md` section 1.

use std::{
    future::Future,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::{Contact, Query, error::explain, query::fields_query};
use crate::{
    error::Error,
    http::{Deadline, Gate, Http, Method, Request, exchange},
    json::{Value, from_js, object, to_text},
    object::get,
    task::{Boxed, unless},
    text::{concat, decimal},
};

const CONTACTS: &str = "/contacts/v4/contacts";
const LABELS: &str = "/contacts/v4/labels";
const EXTENDED_FIELDS: &str = "/contacts/v4/extended-fields";
const EMAIL_SUBSCRIPTIONS: &str = "/email-marketing/v1/email-subscriptions";
/// The most labels or fields in one answer that the API allows for each.
const LABELS_LIMIT: u32 = 1000;
const FIELDS_LIMIT: u32 = 100;

/// The API, for one call of an app: all its requests share a deadline.
#[derive(Clone)]
pub struct Api {
    pub http: Rc<Http>,
    pub deadline: Deadline,
    pub gate: Option<Rc<Gate>>,
}

/// A request that was begun, and how to read its answer. Dropping it aborts the request.
pub struct Reply<T> {
    answer: Boxed<Result<JsValue, Error>>,
    read: fn(JsValue) -> Result<T, Error>,
}

/// The answer to Query Contacts.
pub struct ContactsPage {
    pub contacts: Array,
    /// How many match the filter; None where the server won't count so many.
    pub total: Option<u32>,
}

impl<T> Future for Reply<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<Self::Output> {
        let read = self.read;
        self.answer.as_mut().poll(context).map(|answer| read(answer?))
    }
}

impl Api {
    /// Get Contact. The id of a contact that was merged away gives the one that it was merged into.
    pub fn get_contact(&self, id: &str) -> Reply<Contact> {
        self.read(concat(&[&contact_path(id), "?", &fields_query()]), contact)
    }

    /// Query Contacts.
    pub fn query_contacts(&self, query: Query) -> Reply<ContactsPage> {
        self.send(Method::Post, concat(&[CONTACTS, "/query"]), query.body(), false, contacts_page)
    }

    /// Create Contact, unless one with the same email, or without one the same phone, exists.
    pub fn create_contact(&self, info: Value) -> Reply<Contact> {
        let body = object([("allowDuplicates", false.into()), ("info", info)]);
        self.post(CONTACTS, &body, contact)
    }

    /// Update Contact. Lists are replaced as a whole.
    pub fn update_contact(&self, id: &str, revision: Value, info: Value) -> Reply<Contact> {
        // Its own second email would else count as a duplicate.
        let body = object([("allowDuplicates", true.into()), ("info", info), ("revision", revision)]);
        self.send(Method::Patch, contact_path(id), to_text(&body).into(), true, contact)
    }

    /// List Contacts, its answer as it came.
    pub fn list_contacts(&self, query_string: &str) -> Reply<JsValue> {
        let separator = if query_string.is_empty() { "" } else { "?" };
        self.read(concat(&[CONTACTS, separator, query_string]), Ok)
    }

    /// List Labels, all of them.
    pub async fn list_labels(&self) -> Result<Vec<Value>, Error> {
        self.list_all(LABELS, LABELS_LIMIT, "labels").await
    }

    /// The key of the extended field with this name, if there is one. Keys are looked up, never computed.
    pub async fn find_text_field(&self, display_name: &str) -> Result<Option<String>, Error> {
        let fields = self.list_all(EXTENDED_FIELDS, FIELDS_LIMIT, "fields").await?;
        let named =
            |field: &&Value| field.text("displayName") == display_name && field.text("dataType") == "TEXT";
        Ok(fields.iter().find(named).map(|field| field.text("key").to_owned()))
    }

    /// Find Or Create Extended Field, of type TEXT; gives its key.
    pub fn find_or_create_text_field(&self, display_name: &str) -> Reply<String> {
        let body = object([("dataType", "TEXT".into()), ("displayName", display_name.into())]);
        self.post(EXTENDED_FIELDS, &body, |answer| {
            let key = get(&get(&answer, "field"), "key").as_string();
            key.ok_or_else(|| {
                Error::invalid_response("it has no key of the extended field", JsValue::UNDEFINED)
            })
        })
    }

    /// Upsert Email Subscription.
    pub fn set_subscription(&self, subscription: Value) -> Reply<JsValue> {
        self.post(EMAIL_SUBSCRIPTIONS, &object([("subscription", subscription)]), Ok)
    }

    /// A list that comes in pages, whole.
    async fn list_all(&self, path: &str, limit: u32, key: &str) -> Result<Vec<Value>, Error> {
        let mut all = Vec::new();
        loop {
            let (size, offset) = (decimal(limit.into()), decimal(all.len() as u64));
            let page = concat(&[path, "?paging.limit=", &size, "&paging.offset=", &offset]);
            let Value::Array(items) = from_js(&get(&self.read(page, Ok).await?, key)) else {
                return Err(Error::invalid_response("it has no list", JsValue::UNDEFINED));
            };
            let last = items.len() < limit as usize;
            all.extend(items);
            if last {
                return Ok(all);
            }
        }
    }

    fn read<T>(&self, path: String, read: fn(JsValue) -> Result<T, Error>) -> Reply<T> {
        self.send(Method::Get, path, JsValue::UNDEFINED, false, read)
    }

    fn post<T>(&self, path: &str, body: &Value, read: fn(JsValue) -> Result<T, Error>) -> Reply<T> {
        self.send(Method::Post, path.to_owned(), to_text(body).into(), true, read)
    }

    fn send<T>(
        &self,
        method: Method,
        path: String,
        body: JsValue,
        write: bool,
        read: fn(JsValue) -> Result<T, Error>,
    ) -> Reply<T> {
        let request = Request { method, path, body, fresh: false, gate: self.gate.clone() };
        Reply { answer: Box::pin(answer(self.http.clone(), self.deadline.clone(), request, write)), read }
    }
}

/// The answer to a request, an object.
async fn answer(http: Rc<Http>, deadline: Deadline, request: Request, write: bool) -> Result<JsValue, Error> {
    let exchange = exchange(&*http, &request, &deadline);
    let answer = unless(deadline.passed(), exchange).await.map_err(|error| explain(error, write))?;
    if answer.is_object() {
        Ok(answer)
    } else {
        Err(Error::invalid_response("it is no object", JsValue::UNDEFINED))
    }
}

fn contact_path(id: &str) -> String {
    concat(&[CONTACTS, "/", &String::from(js_sys::encode_uri_component(id))])
}

fn contact(answer: JsValue) -> Result<Contact, Error> {
    let contact = Contact::from_js(get(&answer, "contact"));
    contact.ok_or_else(|| Error::invalid_response("it has no contact", JsValue::UNDEFINED))
}

fn contacts_page(answer: JsValue) -> Result<ContactsPage, Error> {
    let contacts = get(&answer, "contacts")
        .dyn_into()
        .map_err(|_| Error::invalid_response("it has no list of contacts", JsValue::UNDEFINED))?;
    let total = get(&get(&answer, "pagingMetadata"), "total").as_f64().map(|total| total as u32);
    Ok(ContactsPage { contacts, total })
}
