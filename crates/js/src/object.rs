//! Members of JavaScript objects. No exception passes through wasm frames.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// A member of any value; undefined if there is none, or if reading it throws.
pub fn get(target: &JsValue, key: &str) -> JsValue {
    get_by(target, &key.into())
}

/// The same, for a key that is a JavaScript value already.
pub fn get_by(target: &JsValue, key: &JsValue) -> JsValue {
    // `Reflect.get` throws for a value that is not an object, and wasm-bindgen leaks a reference for each exception.
    if !target.is_object() && !target.is_function() {
        return JsValue::UNDEFINED;
    }
    Reflect::get(target, key).unwrap_or(JsValue::UNDEFINED)
}

/// Sets a member of a plain object of ours. This can't fail.
pub fn set(target: &Object, key: &str, value: &JsValue) {
    let _ = Reflect::set(target, &key.into(), value);
}

/// A plain object with these members, in this order.
pub fn plain<const N: usize>(members: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    for (key, value) in members {
        set(&object, key, &value);
    }
    object
}
