//! Trees from JavaScript values, and the other way.

use js_sys::{Array, Object};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use super::Value;
use crate::object::get_by;

/// What lies deeper is none of ours, and the stack might not bear it.
const MAX_DEPTH: u32 = 64;

/// A plain object or value, as `JSON.parse` gives it.
pub fn to_js(value: &Value) -> JsValue {
    // A tree of plain values always serializes.
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// A tree of plain values; null for what is none, such as a function. serde-wasm-bindgen could read it too, but its
/// messages for every type bring the formatting of floats along: a tenth of the wasm.
pub fn from_js(value: &JsValue) -> Value {
    read(value, MAX_DEPTH)
}

fn read(value: &JsValue, depth: u32) -> Value {
    if let Some(text) = value.as_string() {
        text.into()
    } else if let Some(number) = value.as_f64() {
        Value::Number(number)
    } else if let Some(flag) = value.as_bool() {
        flag.into()
    } else if depth == 0 || !value.is_object() {
        Value::Null
    } else if let Some(items) = value.dyn_ref::<Array>() {
        Value::Array(items.iter().map(|item| read(&item, depth - 1)).collect())
    } else {
        let members = Object::keys(value.unchecked_ref::<Object>()).into_iter();
        let members =
            members.filter_map(|key| Some((key.as_string()?, read(&get_by(value, &key), depth - 1))));
        Value::Object(members.collect())
    }
}
