//! The settings of `configure()`.

use contacts_js::object::get;
use js_sys::Function;
use wasm_bindgen::prelude::*;

const TIMEOUT_MS: f64 = 30_000.0;
const MAX_RETRIES: f64 = 2.0;

/// The options of `configure()` that the core uses, with their defaults. `js/api/settings.js` has checked their types.
#[derive(Clone, Debug)]
pub struct Settings {
    /// All options, for `js/host/request.js`, which sends requests.
    pub options: JsValue,
    /// A string, a function, or undefined.
    pub authorization: JsValue,
    pub has_own_fetch: bool,
    /// One deadline for a whole call, in milliseconds.
    pub timeout_ms: f64,
    pub max_retries: u32,
    pub on_request: Option<Function>,
    pub on_response: Option<Function>,
}

impl From<&JsValue> for Settings {
    fn from(options: &JsValue) -> Self {
        let number = |key, default| get(options, key).as_f64().unwrap_or(default);
        let function = |key| get(options, key).dyn_into().ok();
        Self {
            options: options.clone(),
            authorization: get(options, "authorization"),
            has_own_fetch: get(options, "fetch").is_function(),
            timeout_ms: number("timeoutMs", TIMEOUT_MS),
            max_retries: number("maxRetries", MAX_RETRIES) as u32,
            on_request: function("onRequest"),
            on_response: function("onResponse"),
        }
    }
}
