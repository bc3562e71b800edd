//! What an instance of the SDK is made of: its settings, its connection, and what it knows of the site.

use std::{future::Future, rc::Rc};

use wasm_bindgen::JsValue;

use super::{contact::show, labels::Labels, reconciler::FieldKey};
use crate::{
    callbacks,
    error::Error,
    http::{Deadline, Gate, Http},
    settings::Settings,
    v4::{Api, from_js, list_query},
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
        let http = Rc::new(Http::new(settings.clone()));
        Rc::new(Self { settings, labels: Labels::default(), field_key: FieldKey::default(), http })
    }

    /// Does some work with the API, before one deadline.
    pub async fn within_deadline<W, T>(
        &self,
        gate: Option<Rc<Gate>>,
        work: impl FnOnce(Api) -> W,
    ) -> Result<T, Error>
    where
        W: Future<Output = Result<T, Error>>,
    {
        let deadline = Deadline::after(self.settings.values.timeout_ms);
        let api = Api { http: self.http.clone(), deadline: deadline.clone(), gate };
        callbacks::race(deadline.passed(), work(api)).await
    }

    /// getContactById.
    pub async fn get_contact(&self, id: &str) -> Result<JsValue, Error> {
        // A path of dots would lead elsewhere.
        if matches!(id.trim(), "" | "." | "..") {
            return Err(Error::bad_request("id must be the id of a contact, a GUID."));
        }
        let contact = self.within_deadline(None, |api| async move { api.get_contact(id).await }).await?;
        Ok(show(&contact))
    }

    /// listContacts, its answer as it came.
    pub async fn list_contacts(&self, parameters: &JsValue) -> Result<JsValue, Error> {
        let query = list_query(&from_js(parameters))?;
        self.within_deadline(None, |api| async move { api.list_contacts(&query).await }).await
    }
}
