//! A view of the contact's JSON (`spec/contacts-v4.md` section 2), for what is read of it or changed in place. How all of it is
//! shown is for `crates/reader/` to say.

use contacts_core::text::concat;
use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::object::{get, set};

#[wasm_bindgen]
extern "C" {
    #[derive(Clone, Debug)]
    pub type Contact;
    #[wasm_bindgen(method, getter)]
    pub fn id(this: &Contact) -> JsValue;
}

impl Contact {
    /// None for what is no contact.
    pub fn from_js(value: JsValue) -> Option<Self> {
        (value.is_object() && !Array::is_array(&value)).then(|| value.unchecked_into())
    }

    pub fn id_text(&self) -> String {
        self.id().as_string().unwrap_or_default()
    }

    /// Its extended fields by key; undefined if it has none.
    pub fn extended_fields(&self) -> JsValue {
        get(&get(&get(self, "info"), "extendedFields"), "items")
    }

    /// Sets the statuses of the email that its extended fields tell of.
    pub fn set_subscribed_statuses(&self, subscription: Option<&str>, deliverability: Option<&str>) {
        let info = member(self, "info");
        let fields = member(&member(&info, "extendedFields"), "items");
        set_statuses(&fields, "emailSubscriptions.", subscription, deliverability);
    }

    /// Sets the statuses of its primary email.
    pub fn set_primary_statuses(&self, subscription: Option<&str>, deliverability: Option<&str>) {
        set_statuses(&member(self, "primaryEmail"), "", subscription, deliverability);
    }
}

fn set_statuses(object: &JsValue, prefix: &str, subscription: Option<&str>, deliverability: Option<&str>) {
    for (name, status) in [("subscriptionStatus", subscription), ("deliverabilityStatus", deliverability)] {
        if let Some(status) = status {
            set(object.unchecked_ref(), &concat(&[prefix, name]), &status.into());
        }
    }
}

/// A member that is an object, made if it is missing.
fn member(object: &JsValue, key: &str) -> JsValue {
    let member = get(object, key);
    if member.is_object() {
        return member;
    }
    let made = Object::new().into();
    set(object.unchecked_ref(), key, &made);
    made
}
