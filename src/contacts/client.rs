//! What an instance of the SDK is made of: its settings, its connection, and what it knows of the site.

use std::rc::Rc;

use contacts_core::http::Gate;
use wasm_bindgen::JsValue;

use super::{contact::Contacts, labels::Labels, reconciler::FieldKey};
use crate::{
    error::Error,
    http::{Http, deadline_after},
    json::from_js,
    settings::Settings,
    v4::{Api, list_query},
};

pub struct Client {
    pub settings: Rc<Settings>,
    pub labels: Labels,
    pub field_key: FieldKey,
    http: Rc<Http>,
}

impl Client {
    pub fn new(settings: Settings) -> Rc<Self> {
        let settings = Rc::new(settings);
        let http = Http::new(settings.clone());
        Rc::new(Self { settings, labels: Labels::default(), field_key: FieldKey::default(), http })
    }

    /// The API for one call, whose deadline begins now.
    pub fn api(&self, gate: Option<Rc<Gate>>) -> Api {
        Api { http: self.http.clone(), deadline: deadline_after(self.settings.timeout_ms), gate }
    }

    /// getContactById.
    pub async fn get_contact(&self, id: &str) -> Result<JsValue, Error> {
        // A path of dots would lead elsewhere.
        if matches!(id.trim(), "" | "." | "..") {
            return Err(Error::bad_request("id must be the id of a contact, a GUID."));
        }
        Contacts::of_one(&self.api(None).get_contact(id).await?).await
    }

    /// listContacts, its answer as it came.
    pub async fn list_contacts(&self, parameters: &JsValue) -> Result<JsValue, Error> {
        self.api(None).list_contacts(&list_query(&from_js(parameters))?).await
    }
}
