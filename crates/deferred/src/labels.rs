//! The site's labels, requested once per page load, and again when a name is unknown.

use std::{cell::RefCell, rc::Rc};

use contacts_rules::{
    json::Value,
    labels::{has_all, keys_of},
};

use contacts_js::error::Error;

use crate::api_client::ApiClient;

#[derive(Default)]
pub struct Labels(RefCell<Option<Rc<Vec<Value>>>>);

impl Labels {
    /// The keys of all labels that have one of these names.
    pub async fn keys(&self, client: &ApiClient, names: &[String]) -> Result<Vec<Value>, Error> {
        let cached = self.0.borrow().clone();
        if let Some(labels) = cached.filter(|labels| has_all(labels, names)) {
            return Ok(keys_of(&labels, names));
        }
        let labels = Rc::new(client.list_labels().await?);
        *self.0.borrow_mut() = Some(labels.clone());
        Ok(keys_of(&labels, names))
    }
}
