//! Labels: what an app calls one, and the key that v4 knows it by.

use std::{cell::RefCell, rc::Rc};

use crate::{
    error::Error,
    v4::{Api, Label},
};

/// The site's labels, asked for once per page load, and again when a name is unknown.
#[derive(Default)]
pub struct Labels(RefCell<Option<Rc<[Label]>>>);

impl Labels {
    /// The keys of all labels that have one of these names.
    pub async fn keys(&self, api: &Api, names: &[String]) -> Result<Vec<String>, Error> {
        let cached = self.0.borrow().clone();
        if let Some(labels) = cached
            && names.iter().all(|name| find(&labels, name).next().is_some())
        {
            return Ok(all(&labels, names));
        }
        let labels: Rc<[Label]> = api.list_labels().await?.into();
        *self.0.borrow_mut() = Some(labels.clone());
        Ok(all(&labels, names))
    }
}

fn all(labels: &[Label], names: &[String]) -> Vec<String> {
    let mut keys = Vec::new();
    for label in names.iter().flat_map(|name| find(labels, name)) {
        if !keys.contains(&label.key) {
            keys.push(label.key.clone());
        }
    }
    keys
}

/// The labels of a name: by key, else by legacyId, else by display name regardless of case.
fn find<'a>(labels: &'a [Label], name: &str) -> impl Iterator<Item = &'a Label> {
    let lower = name.to_lowercase();
    let matches =
        |test: &dyn Fn(&Label) -> bool| labels.iter().filter(|label| test(label)).collect::<Vec<_>>();
    let mut found = matches(&|label| label.key == name);
    if found.is_empty() {
        found = matches(&|label| label.legacy_id == name);
    }
    if found.is_empty() {
        found = matches(&|label| label.display_name.to_lowercase() == lower);
    }
    found.into_iter()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;

    fn label(key: &str, legacy_id: &str, display_name: &str) -> Label {
        Label { key: key.into(), legacy_id: legacy_id.into(), display_name: display_name.into() }
    }

    fn keys(names: &[&str]) -> Vec<String> {
        let labels = [
            label("contacts.customers", "contacts-customers", "Customers"),
            label("custom.vip", "093bea17", "VIP"),
            label("app.vip", "7c493e72", "vip"),
            label("custom.trap", "", "custom.vip"),
        ];
        all(&labels, &names.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn a_label_is_known_by_its_key_its_legacy_id_and_its_name() {
        assert_eq!(keys(&["contacts.customers"]), ["contacts.customers"]);
        assert_eq!(keys(&["contacts-customers"]), ["contacts.customers"]);
        assert_eq!(keys(&["cusTOMers"]), ["contacts.customers"]);
    }

    #[test]
    fn a_key_goes_before_a_name() {
        assert_eq!(keys(&["custom.vip"]), ["custom.vip"]);
    }

    #[test]
    fn labels_that_share_a_name_are_all_meant() {
        assert_eq!(keys(&["VIP"]), ["custom.vip", "app.vip"]);
    }

    #[test]
    fn each_key_is_named_once_and_an_unknown_name_adds_none() {
        assert_eq!(keys(&["VIP", "vip", "custom.vip", "nobody"]), ["custom.vip", "app.vip"]);
        assert!(keys(&["nobody"]).is_empty());
    }
}
