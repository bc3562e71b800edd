//! Small JSON: what is sent, and what is read by rules that know no JavaScript.

use js_sys::{Array, Object};
use serde::Serialize;
use serde_json::{Map, Number, Value};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

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
        self::number(number)
    } else if let Some(flag) = value.as_bool() {
        flag.into()
    } else if depth == 0 || !value.is_object() {
        Value::Null
    } else if let Some(items) = value.dyn_ref::<Array>() {
        Value::Array(items.iter().map(|item| read(&item, depth - 1)).collect())
    } else {
        let mut members = Map::new();
        for entry in Object::entries(value.unchecked_ref()) {
            let entry: Array = entry.unchecked_into();
            if let Some(key) = entry.get(0).as_string() {
                members.insert(key, read(&entry.get(1), depth - 1));
            }
        }
        Value::Object(members)
    }
}

/// JSON has one kind of number; ours that count are integers.
fn number(number: f64) -> Value {
    let integer = number as i64;
    if integer as f64 == number {
        integer.into()
    } else {
        Number::from_f64(number).map_or(Value::Null, Value::Number)
    }
}

pub fn object(members: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let mut object = Map::new();
    // `collect` would sort first, and brings that code along.
    for (key, value) in members {
        object.insert(key.to_owned(), value);
    }
    Value::Object(object)
}
