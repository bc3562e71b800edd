//! `configure()`: where requests go, and as whom.

use js_sys::{Array, Function, Object};
use serde::Deserialize;
use wasm_bindgen::prelude::*;

use crate::error::Error;

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
#[derive(Clone, Debug, Deserialize)]
#[serde(default, rename_all = "camelCase")]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
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

impl TryFrom<&Options> for Settings {
    type Error = Error;

    fn try_from(options: &Options) -> Result<Self, Error> {
        let mut values: Values = serde_wasm_bindgen::from_value(options.into())
            .map_err(|error| Error::bad_request(format!("configure: {error}")))?;
        values.base_url.truncate(values.base_url.trim_end_matches('/').len());
        Ok(Self {
            values,
            authorization: options.authorization(),
            fetch: options.fetch(),
            headers: options.headers().iter().flat_map(entries).collect(),
            on_request: options.on_request(),
            on_response: options.on_response(),
        })
    }
}

fn entries(object: &Object) -> impl Iterator<Item = (String, String)> + use<> {
    Object::entries(object).into_iter().filter_map(|entry| {
        let entry: Array = entry.unchecked_into();
        Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
    })
}
