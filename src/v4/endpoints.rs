//! The calls of the API that the SDK makes. Paths are those of `spec/contacts-v4.md` section 1.

use std::rc::Rc;

use js_sys::{Array, JSON, Object};
use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::{Contact, Query, error::explain, from_js, object, query, to_js};
use crate::{
    error::Error,
    http::{Deadline, Gate, Http, Method, QueryParams, Request},
    object::get,
};

const CONTACTS: &str = "/contacts/v4/contacts";
const LABELS: &str = "/contacts/v4/labels";
const EXTENDED_FIELDS: &str = "/contacts/v4/extended-fields";
const EMAIL_SUBSCRIPTIONS: &str = "/email-marketing/v1/email-subscriptions";
/// The most labels or fields in one answer that the API allows for each.
const LABELS_LIMIT: usize = 1000;
const FIELDS_LIMIT: usize = 100;

/// The API, for one call: all its requests share a deadline.
#[derive(Clone)]
pub struct Api {
    pub http: Rc<Http>,
    pub deadline: Deadline,
    pub gate: Option<Rc<Gate>>,
}

/// The answer to Query Contacts.
pub struct ContactsPage {
    pub contacts: Vec<Contact>,
    /// How many match the filter; None where the server won't count so many.
    pub total: Option<u32>,
}

#[derive(Clone, Debug, Default)]
pub struct Label {
    pub key: String,
    pub legacy_id: String,
    pub display_name: String,
}

impl Api {
    /// Get Contact. The id of a contact that was merged away gives the one that it was merged into.
    pub async fn get_contact(&self, id: &str) -> Result<Contact, Error> {
        let params = QueryParams::new();
        query::FIELDS.iter().for_each(|field| params.append("fields", field));
        let answer = self.read(format!("{}?{params}", contact_path(id))).await?;
        contact(&answer)
    }

    /// Query Contacts.
    pub async fn query_contacts(&self, query: Query) -> Result<ContactsPage, Error> {
        let answer = self.post(format!("{CONTACTS}/query"), &query.body(), false).await?;
        let contacts: Array = get(&answer, "contacts")
            .dyn_into()
            .map_err(|_| Error::invalid_response("it has no list of contacts", JsValue::UNDEFINED))?;
        let contacts = contacts.into_iter().filter_map(Contact::from_js).collect();
        let metadata = from_js(&get(&answer, "pagingMetadata"));
        let total = metadata.get("total").and_then(Value::as_f64).map(|total| total as u32);
        Ok(ContactsPage { contacts, total })
    }

    /// Create Contact, unless one with the same email, or without one the same phone, exists.
    pub async fn create_contact(&self, info: Value) -> Result<Contact, Error> {
        let body = object([("allowDuplicates", false.into()), ("info", info)]);
        contact(&self.post(CONTACTS.to_owned(), &body, true).await?)
    }

    /// Update Contact. Lists are replaced as a whole.
    pub async fn update_contact(&self, id: &str, revision: Value, info: Value) -> Result<Contact, Error> {
        // Its own second email would else count as a duplicate.
        let body = object([("allowDuplicates", true.into()), ("info", info), ("revision", revision)]);
        contact(&self.send(Method::PATCH, contact_path(id), Some(&body), true).await?)
    }

    /// List Contacts, its answer as it came.
    pub async fn list_contacts(&self, query_string: &str) -> Result<JsValue, Error> {
        let separator = if query_string.is_empty() { "" } else { "?" };
        self.read(format!("{CONTACTS}{separator}{query_string}")).await
    }

    /// List Labels, all of them.
    pub async fn list_labels(&self) -> Result<Vec<Label>, Error> {
        let labels = self.list_all(LABELS, "labels", LABELS_LIMIT).await?;
        let text = |label: &Value, key| label.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        Ok(labels
            .iter()
            .map(|label| Label {
                key: text(label, "key"),
                legacy_id: text(label, "legacyId"),
                display_name: text(label, "displayName"),
            })
            .collect())
    }

    /// The key of the extended field with this name, if there is one. Keys are looked up, never computed.
    pub async fn find_text_field(&self, display_name: &str) -> Result<Option<String>, Error> {
        let fields = self.list_all(EXTENDED_FIELDS, "fields", FIELDS_LIMIT).await?;
        let named = |field: &&Value| {
            field.get("displayName").and_then(Value::as_str) == Some(display_name)
                && field.get("dataType").and_then(Value::as_str) == Some("TEXT")
        };
        Ok(fields.iter().find(named).and_then(key))
    }

    /// Find Or Create Extended Field, of type TEXT; gives its key.
    pub async fn find_or_create_text_field(&self, display_name: &str) -> Result<String, Error> {
        let body = object([("dataType", "TEXT".into()), ("displayName", display_name.into())]);
        let answer = from_js(&self.post(EXTENDED_FIELDS.to_owned(), &body, true).await?);
        answer
            .get("field")
            .and_then(key)
            .ok_or_else(|| Error::invalid_response("it has no key of the extended field", JsValue::UNDEFINED))
    }

    /// Upsert Email Subscription.
    pub async fn set_subscription(&self, subscription: Value) -> Result<(), Error> {
        let body = object([("subscription", subscription)]);
        self.post(EMAIL_SUBSCRIPTIONS.to_owned(), &body, true).await?;
        Ok(())
    }

    /// A list that comes in pages, whole.
    async fn list_all(&self, path: &str, key: &str, limit: usize) -> Result<Vec<Value>, Error> {
        let mut all = Vec::new();
        loop {
            let page = format!("{path}?paging.limit={limit}&paging.offset={}", all.len());
            let answer = get(&self.read(page).await?, key);
            let Value::Array(items) = from_js(&answer) else {
                return Err(Error::invalid_response("it has no list", JsValue::UNDEFINED));
            };
            let last = items.len() < limit;
            all.extend(items);
            if last {
                return Ok(all);
            }
        }
    }

    async fn read(&self, path: String) -> Result<JsValue, Error> {
        self.send(Method::GET, path, None, false).await
    }

    async fn post(&self, path: String, body: &Value, write: bool) -> Result<JsValue, Error> {
        self.send(Method::POST, path, Some(body), write).await
    }

    async fn send(
        &self,
        method: Method,
        path: String,
        body: Option<&Value>,
        write: bool,
    ) -> Result<JsValue, Error> {
        let body = body.map(|body| JSON::stringify(&to_js(body)).map(String::from));
        let body = body.transpose().map_err(Error::internal)?;
        let request =
            Request { method, path, body, deadline: self.deadline.clone(), gate: self.gate.clone() };
        let answer = self.http.send(&request).await.map_err(|error| explain(error, write))?;
        if answer.is_instance_of::<Object>() || answer.is_object() {
            Ok(answer)
        } else {
            Err(Error::invalid_response("it is no object", JsValue::UNDEFINED))
        }
    }
}

fn contact_path(id: &str) -> String {
    format!("{CONTACTS}/{}", js_sys::encode_uri_component(id))
}

fn contact(answer: &JsValue) -> Result<Contact, Error> {
    let contact = Contact::from_js(get(answer, "contact"));
    contact.ok_or_else(|| Error::invalid_response("it has no contact", JsValue::UNDEFINED))
}

fn key(field: &Value) -> Option<String> {
    field.get("key").and_then(Value::as_str).map(str::to_owned)
}
