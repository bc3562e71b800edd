//! Plain data as JavaScript values.

use contacts_rules::json::Value;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// A plain object or value, as from `JSON.parse`.
pub fn to_js(value: &Value) -> JsValue {
    // A tree of plain values always serializes.
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}
