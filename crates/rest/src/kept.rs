//! What an app kept of a contact, on the object that it gets.

use contacts_core::{details::Details, json::Value, shown::lay_over};
use contacts_js::{
    json::{from_js, parse},
    object::set,
};
use wasm_bindgen::{JsCast, JsValue};

use crate::json::to_js;

/// The members that what was kept may change.
const CHANGED: [&str; 6] = ["name", "emails", "phones", "addresses", "urls", "dates"];

/// Shows of a contact what was kept of it: a text of JSON, or undefined.
pub fn show_kept(contact: &JsValue, kept: &JsValue) {
    let Some(details) = details(kept) else { return };
    let mut tree = from_js(contact);
    lay_over(&mut tree, &details);
    for key in CHANGED {
        set(contact.unchecked_ref(), key, &to_js(tree.get(key).unwrap_or(&Value::Null)));
    }
}

/// What an earlier reconcileContact kept, known by its value.
pub fn details(kept: &JsValue) -> Option<Details> {
    Details::from_value(from_js(&parse(kept).ok()?))
}
