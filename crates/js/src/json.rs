//! Converts JavaScript values to trees of JSON, and trees to text.

use contacts_rules::{json::Value, text::decimal};
use js_sys::{Array, JSON, Object};
use wasm_bindgen::prelude::*;

use crate::object::get_by;

#[wasm_bindgen]
extern "C" {
    /// `JSON.parse`. js-sys takes a text in the wasm's memory, and most of these texts never get there.
    #[wasm_bindgen(catch, js_namespace = JSON)]
    pub fn parse(text: &JsValue) -> Result<JsValue, JsValue>;
}

/// Our values are not nested deeper, and the stack might overflow.
const MAX_DEPTH: u32 = 64;

/// The text of a tree.
pub fn to_text(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    text
}

fn write(value: &Value, text: &mut String) {
    match value {
        Value::Array(items) => {
            let mut before = "[";
            for item in items {
                text.push_str(before);
                write(item, text);
                before = ",";
            }
            text.push_str(if items.is_empty() { "[]" } else { "]" });
        }
        Value::Object(members) => {
            let mut before = "{";
            for (key, value) in members.iter() {
                text.push_str(before);
                write_text(key, text);
                text.push(':');
                write(value, text);
                before = ",";
            }
            text.push_str(if members.is_empty() { "{}" } else { "}" });
        }
        Value::String(value) => write_text(value, text),
        Value::Number(number) => match value.as_u64() {
            Some(whole) if whole < 1 << f64::MANTISSA_DIGITS => text.push_str(&decimal(whole)),
            _ => write_plain(&(*number).into(), text),
        },
        Value::Bool(flag) => text.push_str(if *flag { "true" } else { "false" }),
        Value::Null => text.push_str("null"),
    }
}

fn write_text(value: &str, text: &mut String) {
    let is_plain = |byte| matches!(byte, b' '..=b'~') && byte != b'"' && byte != b'\\';
    if value.bytes().all(is_plain) {
        ["\"", value, "\""].into_iter().for_each(|part| text.push_str(part));
    } else {
        write_plain(&value.into(), text);
    }
}

/// Lets JavaScript write escapes and digits.
fn write_plain(value: &JsValue, text: &mut String) {
    text.push_str(&String::from(JSON::stringify(value).unwrap_or_default()));
}

/// A tree of plain values; null for other values like functions. serde-wasm-bindgen could read it, too, but its error messages
/// for all types include the formatting of floats: a tenth of the wasm.
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
