//! `configure()`: where requests go, and as whom.

use js_sys::{Function, Object};
use wasm_bindgen::prelude::*;

use crate::object::{get, get_by};

const BASE_URL: &str = "https://www.wixapis.com";
const TIMEOUT_MS: f64 = 30_000.0;
const MAX_RETRIES: f64 = 2.0;

/// The options of `configure()`, with their defaults. `js/settings.js` has checked their types.
#[derive(Clone, Debug)]
pub struct Settings {
    pub base_url: String,
    pub site_id: Option<String>,
    /// A string, a function, or undefined.
    pub authorization: JsValue,
    pub fetch: Option<Function>,
    /// Names and values.
    pub headers: Vec<(String, String)>,
    /// One deadline for a whole call, in milliseconds.
    pub timeout_ms: f64,
    pub max_retries: u32,
    pub prefetch: bool,
    pub extended_fields: ExtendedFields,
    pub on_request: Option<Function>,
    pub on_response: Option<Function>,
}

/// Whether reconcileContact may make, only use, or not use the extended field for what v4 can't hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtendedFields {
    Create,
    Existing,
    Off,
}

impl From<&JsValue> for Settings {
    fn from(options: &JsValue) -> Self {
        let text = |key| get(options, key).as_string();
        let number = |key, default| get(options, key).as_f64().unwrap_or(default);
        let function = |key| get(options, key).dyn_into().ok();
        Self {
            base_url: without_slash(text("baseUrl").as_deref().unwrap_or(BASE_URL)).to_owned(),
            site_id: text("siteId"),
            authorization: get(options, "authorization"),
            fetch: function("fetch"),
            headers: entries(&get(options, "headers")),
            timeout_ms: number("timeoutMs", TIMEOUT_MS),
            max_retries: number("maxRetries", MAX_RETRIES) as u32,
            prefetch: get(options, "prefetch") != false,
            extended_fields: match text("extendedFields").as_deref() {
                Some("existing") => ExtendedFields::Existing,
                Some("off") => ExtendedFields::Off,
                _ => ExtendedFields::Create,
            },
            on_request: function("onRequest"),
            on_response: function("onResponse"),
        }
    }
}

fn without_slash(mut url: &str) -> &str {
    while let Some(shorter) = url.strip_suffix("/") {
        url = shorter;
    }
    url
}

fn entries(object: &JsValue) -> Vec<(String, String)> {
    if !object.is_object() {
        return Vec::new();
    }
    let text = |value: JsValue| value.as_string().unwrap_or_default();
    let names = Object::keys(object.unchecked_ref::<Object>());
    names.iter().map(|name| (text(name.clone()), text(get_by(object, &name)))).collect()
}
