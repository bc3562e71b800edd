//! `configure()`: where requests go, and as whom.

use js_sys::{Array, Function, Object};
use wasm_bindgen::prelude::*;

use crate::json::{Value, from_js};

/// The options of `configure()`. `js/settings.js` has checked their types.
#[derive(Clone, Debug)]
pub struct Settings {
    pub values: Values,
    /// A string, a function, or undefined.
    pub authorization: JsValue,
    pub fetch: Option<Function>,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    pub on_request: Option<Function>,
    pub on_response: Option<Function>,
}

/// The options that are plain data, with their defaults.
#[derive(Clone, Debug)]
pub struct Values {
    pub base_url: String,
    pub site_id: Option<String>,
    /// One deadline for a whole call, in milliseconds.
    pub timeout_ms: f64,
    pub max_retries: u32,
    pub prefetch: bool,
    pub extended_fields: ExtendedFields,
}

impl Default for Values {
    fn default() -> Self {
        Self {
            base_url: "https://www.wixapis.com".to_owned(),
            site_id: None,
            timeout_ms: 30_000.0,
            max_retries: 2,
            prefetch: true,
            extended_fields: ExtendedFields::Create,
        }
    }
}

/// Whether reconcileContact may make, only use, or not use the extended field for what v4 can't hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtendedFields {
    Create,
    Existing,
    Off,
}

#[wasm_bindgen]
extern "C" {
    /// The options as the JavaScript side hands them over.
    #[derive(Clone)]
    pub type Options;

    #[wasm_bindgen(method, getter)]
    fn authorization(this: &Options) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn fetch(this: &Options) -> Option<Function>;
    #[wasm_bindgen(method, getter)]
    fn headers(this: &Options) -> Option<Object>;
    #[wasm_bindgen(method, getter, js_name = onRequest)]
    fn on_request(this: &Options) -> Option<Function>;
    #[wasm_bindgen(method, getter, js_name = onResponse)]
    fn on_response(this: &Options) -> Option<Function>;
}

impl From<&Options> for Settings {
    fn from(options: &Options) -> Self {
        Self {
            values: Values::from(&from_js(options)),
            authorization: options.authorization(),
            fetch: options.fetch(),
            headers: options.headers().iter().flat_map(entries).collect(),
            on_request: options.on_request(),
            on_response: options.on_response(),
        }
    }
}

impl From<&Value> for Values {
    fn from(options: &Value) -> Self {
        let text = |key| options.get(key).and_then(Value::as_str);
        let number = |key| options.get(key).and_then(Value::as_f64);
        let flag = |key| options.get(key).and_then(Value::as_bool);
        let default = Self::default();
        Self {
            base_url: text("baseUrl").map_or(default.base_url, |url| url.trim_end_matches('/').to_owned()),
            site_id: text("siteId").map(str::to_owned),
            timeout_ms: number("timeoutMs").unwrap_or(default.timeout_ms),
            max_retries: number("maxRetries").map_or(default.max_retries, |retries| retries as u32),
            prefetch: flag("prefetch").unwrap_or(default.prefetch),
            extended_fields: match text("extendedFields") {
                Some("existing") => ExtendedFields::Existing,
                Some("off") => ExtendedFields::Off,
                _ => ExtendedFields::Create,
            },
        }
    }
}

fn entries(object: &Object) -> impl Iterator<Item = (String, String)> + use<> {
    Object::entries(object).into_iter().filter_map(|entry| {
        let entry: Array = entry.unchecked_into();
        Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
    })
}
