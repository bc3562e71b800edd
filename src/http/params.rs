//! The query string of a request.

use gloo_net::http::QueryParams;
use wasm_bindgen::prelude::*;
use web_sys::UrlSearchParams;

#[wasm_bindgen(raw_module = "../js/request.js")]
extern "C" {
    /// As much of URLSearchParams as is used: not every host has that.
    #[wasm_bindgen(js_name = newQuery)]
    fn new_query() -> UrlSearchParams;
}

pub struct Params {
    params: QueryParams,
    raw: UrlSearchParams,
}

impl Params {
    pub fn new() -> Self {
        let raw = new_query();
        Self { params: QueryParams::from_raw(raw.clone()), raw }
    }

    pub fn append(&self, name: &str, value: &str) {
        self.params.append(name, value);
    }

    /// The text, without a `?`. That of `QueryParams` brings the formatting of the standard library along.
    pub fn into_text(self) -> String {
        self.raw.to_string().into()
    }
}
