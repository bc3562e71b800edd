//! Lays the values that v4 has no field for over a contact object.

use contacts_js::{
    json::{from_js, parse},
    object::set,
};
use contacts_rules::{converted_contact, json::Value, overlay::Overlay};
use wasm_bindgen::{JsCast, JsValue};

use crate::json::to_js;

/// The members that an overlay may change.
const CHANGED: [&str; 6] = ["name", "emails", "phones", "addresses", "urls", "dates"];

/// Lays an overlay over a contact: a text of JSON, or undefined.
pub fn apply_overlay(contact: &JsValue, overlay: &JsValue) {
    let Some(overlay) = parse_overlay(overlay) else { return };
    let mut tree = from_js(contact);
    converted_contact::apply_overlay(&mut tree, &overlay);
    for key in CHANGED {
        set(contact.unchecked_ref(), key, &to_js(tree.get(key).unwrap_or(&Value::Null)));
    }
}

/// The overlay that an earlier reconcileContact stored; None for any other value.
pub fn parse_overlay(text: &JsValue) -> Option<Overlay> {
    Overlay::from_value(from_js(&parse(text).ok()?))
}
