//! The calls of the API that the SDK makes. Paths are those of `spec/contacts-v4.md` section 1.

use std::rc::Rc;

use contacts_core::{
    error::Scope,
    http::{Deadline, Gate, retry},
    json::{Value, object},
    text::{concat, decimal},
};
use js_sys::{Array, Date, Math};
use wasm_bindgen::prelude::*;

use super::{
    Contact, Query,
    query::fields_query,
    request::{Call, Reply, object_of},
};
use crate::{
    error::Error,
    http::{Body, Http, Method},
    json::{from_js, to_text},
    object::get,
    task::sleep,
};

const CONTACTS: &str = "/contacts/v4/contacts";
const LABELS: &str = "/contacts/v4/labels";
const EXTENDED_FIELDS: &str = "/contacts/v4/extended-fields";
const EMAIL_SUBSCRIPTIONS: &str = "/email-marketing/v1/email-subscriptions";
/// The most labels or fields in one answer that the API allows for each.
const LABELS_LIMIT: u32 = 1000;
const FIELDS_LIMIT: u32 = 100;
/// Subscriptions in one answer, and answers to one question: an address is rarely among them twice.
const SUBSCRIPTIONS_LIMIT: usize = 100;
const SUBSCRIPTIONS_PAGES: usize = 10;

/// The API, for one call of an app: all its requests share a deadline.
#[derive(Clone)]
pub struct Api {
    pub http: Rc<Http>,
    pub deadline: Deadline,
    pub gate: Option<Rc<Gate>>,
}

impl Api {
    /// Get Contact, its answer as it came. The id of a contact that was merged away gives the one that it was merged into.
    pub fn get_contact(&self, id: &str) -> Reply<Body> {
        self.begin(get_contact(id), Ok)
    }

    /// Get Contact, as it is from now on.
    pub fn get_contact_anew(&self, id: &str) -> Reply<Contact> {
        self.begin(get_contact(id).fresh(), contact)
    }

    /// Query Contacts, its answer as it came.
    pub fn query_contacts(&self, query: Query) -> Reply<Body> {
        self.begin(query_contacts(query), Ok)
    }

    /// Query Contacts, for what there is to change.
    pub fn find_contacts(&self, query: Query) -> Reply<Array> {
        self.begin(query_contacts(query), |body| {
            let contacts = get(&object_of(body)?, "contacts").dyn_into();
            contacts.map_err(|_| Error::invalid_response("it has no list of contacts", JsValue::UNDEFINED))
        })
    }

    /// Create Contact, unless one with the same email, or without one the same phone, exists.
    pub fn create_contact(&self, info: Value) -> Reply<Contact> {
        let body = object([("allowDuplicates", false.into()), ("info", info)]);
        self.begin(Call::write(Scope::Contacts, Method::Post, CONTACTS.to_owned(), &body), contact)
    }

    /// Update Contact. Lists are replaced as a whole.
    pub fn update_contact(&self, id: &str, revision: Value, info: Value) -> Reply<Contact> {
        // Its own second email would else count as a duplicate.
        let body = object([("allowDuplicates", true.into()), ("info", info), ("revision", revision)]);
        self.begin(Call::write(Scope::Contacts, Method::Patch, contact_path(id), &body), contact)
    }

    /// List Contacts, its answer as it came.
    pub fn list_contacts(&self, query_string: &str) -> Reply<JsValue> {
        let separator = if query_string.is_empty() { "" } else { "?" };
        let path = concat(&[CONTACTS, separator, query_string]);
        self.begin(Call::get(Scope::ReadContacts, path), object_of)
    }

    /// List Labels, all of them.
    pub async fn list_labels(&self) -> Result<Vec<Value>, Error> {
        self.list_all(Scope::Labels, LABELS, LABELS_LIMIT, "labels").await
    }

    /// The key of the extended field with this name, if there is one. Keys are looked up, never computed.
    pub async fn find_text_field(&self, display_name: &str) -> Result<Option<String>, Error> {
        let fields = self.list_all(Scope::ExtendedFields, EXTENDED_FIELDS, FIELDS_LIMIT, "fields").await?;
        let named =
            |field: &&Value| field.text("displayName") == display_name && field.text("dataType") == "TEXT";
        Ok(fields.iter().find(named).map(|field| field.text("key").to_owned()))
    }

    /// Find Or Create Extended Field, of type TEXT; gives its key. None if one of this name has another type: it is
    /// found all the same.
    pub fn find_or_create_text_field(&self, display_name: &str) -> Reply<Option<String>> {
        let body = object([("dataType", "TEXT".into()), ("displayName", display_name.into())]);
        let path = EXTENDED_FIELDS.to_owned();
        self.begin(Call::write(Scope::ExtendedFields, Method::Post, path, &body), |body| {
            let field = get(&object_of(body)?, "field");
            let key = get(&field, "key").as_string().ok_or_else(|| {
                Error::invalid_response("it has no key of the extended field", JsValue::UNDEFINED)
            })?;
            let data_type = get(&field, "dataType").as_string();
            Ok(Some(key).filter(|_| data_type.is_none_or(|data_type| data_type == "TEXT")))
        })
    }

    /// Query Email Subscriptions: all those of these addresses.
    pub async fn query_subscriptions(&self, emails: &[String]) -> Result<Vec<Value>, Error> {
        let incomplete =
            || Error::invalid_response("its list of subscriptions is incomplete", JsValue::UNDEFINED);
        let emails: Vec<Value> = emails.iter().map(|email| email.as_str().into()).collect();
        let filter = object([("email", object([("$in", emails.into())]))]);
        let mut all = Vec::new();
        for _ in 0..SUBSCRIPTIONS_PAGES {
            let (limit, offset) = (SUBSCRIPTIONS_LIMIT as u32, all.len() as u32);
            let paging = object([("limit", limit.into()), ("offset", offset.into())]);
            let body = to_text(&object([("filter", filter.clone()), ("paging", paging)]));
            let path = concat(&[EMAIL_SUBSCRIPTIONS, "/query"]);
            let call = Call::query(Scope::EmailSubscriptions, path, body.into());
            let answer = from_js(&self.begin(call, object_of).await?);
            let total = answer.at(&["metadata", "total"]).and_then(Value::as_u64);
            let page = match answer.get("subscriptions") {
                Some(Value::Array(page)) => page.as_slice(),
                // A list of none may be left out.
                _ if total == Some(0) => &[],
                _ => return Err(incomplete()),
            };
            if page.iter().any(|subscription| subscription.text("email").is_empty()) {
                return Err(incomplete());
            }
            all.extend_from_slice(page);
            let is_last = total.map_or(page.len() < SUBSCRIPTIONS_LIMIT, |total| all.len() as u64 >= total);
            if is_last {
                return Ok(all);
            }
            if page.is_empty() {
                break;
            }
        }
        Err(incomplete())
    }

    /// Upsert Email Subscription.
    pub fn set_subscription(&self, subscription: Value) -> Reply<JsValue> {
        let body = object([("subscription", subscription)]);
        let path = EMAIL_SUBSCRIPTIONS.to_owned();
        self.begin(Call::write(Scope::EmailSubscriptions, Method::Post, path, &body), object_of)
    }

    /// Waits before a call is tried another way, longer each `time` (from 0); gives whether there was time for it.
    pub async fn pause(&self, time: u32) -> bool {
        let pause = retry::pause(time, None, Math::random());
        if Date::now() + pause >= self.deadline.time() {
            return false;
        }
        sleep(pause).await;
        true
    }

    /// A list that comes in pages, whole.
    async fn list_all(&self, scope: Scope, path: &str, limit: u32, key: &str) -> Result<Vec<Value>, Error> {
        let mut all = Vec::new();
        loop {
            let (size, offset) = (decimal(limit.into()), decimal(all.len() as u64));
            let page = concat(&[path, "?paging.limit=", &size, "&paging.offset=", &offset]);
            let answer = self.begin(Call::get(scope, page), object_of).await?;
            let Value::Array(items) = from_js(&get(&answer, key)) else {
                return Err(Error::invalid_response("it has no list", JsValue::UNDEFINED));
            };
            // Where the paging is ignored, there would be no end.
            if !all.is_empty() && items.first() == all.first() {
                return Err(Error::invalid_response("it is the first page once more", JsValue::UNDEFINED));
            }
            let last = items.len() < limit as usize;
            all.extend(items);
            if last {
                return Ok(all);
            }
        }
    }

    fn begin<T>(&self, call: Call, read: fn(Body) -> Result<T, Error>) -> Reply<T> {
        Reply::begin(self, call, read)
    }
}

fn get_contact(id: &str) -> Call {
    Call::get(Scope::ReadContacts, concat(&[&contact_path(id), "?", &fields_query()]))
}

fn contact_path(id: &str) -> String {
    concat(&[CONTACTS, "/", &String::from(js_sys::encode_uri_component(id))])
}

fn query_contacts(query: Query) -> Call {
    Call::query(Scope::ReadContacts, concat(&[CONTACTS, "/query"]), query.body())
}

fn contact(body: Body) -> Result<Contact, Error> {
    let contact = Contact::from_js(get(&object_of(body)?, "contact"));
    contact.ok_or_else(|| Error::invalid_response("it has no contact", JsValue::UNDEFINED))
}
