//! Adds the values that an app stored to a contact object.

use contacts_js::{
    json::{from_js, parse},
    object::set,
};
use contacts_rules::{details::Details, json::Value, shown::lay_over};
use wasm_bindgen::{JsCast, JsValue};

use crate::json::to_js;

/// The members that stored values may change.
const CHANGED: [&str; 6] = ["name", "emails", "phones", "addresses", "urls", "dates"];

/// Adds stored values to a contact. `kept` is a text of JSON, or undefined.
pub fn show_kept(contact: &JsValue, kept: &JsValue) {
    let Some(details) = details(kept) else { return };
    let mut tree = from_js(contact);
    lay_over(&mut tree, &details);
    for key in CHANGED {
        set(contact.unchecked_ref(), key, &to_js(tree.get(key).unwrap_or(&Value::Null)));
    }
}

/// The details that an earlier reconcileContact stored; None for any other value.
pub fn details(kept: &JsValue) -> Option<Details> {
    Details::from_value(from_js(&parse(kept).ok()?))
}
