//! Small JSON: what is sent, and what is read by rules that know no JavaScript.

use serde::Serialize;
use serde_json::{Map, Value};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(raw_module = "../js/json.js")]
extern "C" {
    /// Whether a value nests no deeper than the stack can bear.
    #[wasm_bindgen(js_name = isShallow)]
    fn is_shallow(value: &JsValue) -> bool;
}

/// A plain object or value, as `JSON.parse` gives it.
pub fn to_js(value: &Value) -> JsValue {
    // A tree of plain values always serializes.
    value.serialize(&Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// A tree of plain values; null for what is none, such as a function, or nests too deeply to be read.
pub fn from_js(value: &JsValue) -> Value {
    if !is_shallow(value) {
        return Value::Null;
    }
    serde_wasm_bindgen::from_value(value.clone()).unwrap_or(Value::Null)
}

pub fn object(members: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let mut object = Map::new();
    // `collect` would sort first, and brings that code along.
    for (key, value) in members {
        object.insert(key.to_owned(), value);
    }
    Value::Object(object)
}
