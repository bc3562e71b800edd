//! A view of the contact's JSON (`spec/contacts-v4.md` section 2), for what is read of it or changed in place. How all of it is
//! shown is for `js/contact.js` to say.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::{
    object::{get, set},
    text::concat,
};

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

    /// Sets the statuses of its primary email, where a read finds them first.
    pub fn set_email_statuses(&self, subscription: Option<&str>, deliverability: Option<&str>) {
        let info = member(self, "info");
        let fields = member(&member(&info, "extendedFields"), "items");
        let statuses = [("subscriptionStatus", subscription), ("deliverabilityStatus", deliverability)];
        for (name, status) in statuses {
            if let Some(status) = status {
                let key = concat(&["emailSubscriptions.", name]);
                set(fields.unchecked_ref(), &key, &status.into());
            }
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
