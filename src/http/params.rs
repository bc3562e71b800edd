//! The query string of a request.

use gloo_net::http::QueryParams;
use web_sys::UrlSearchParams;

pub struct Params {
    params: QueryParams,
    raw: Option<UrlSearchParams>,
}

impl Params {
    pub fn new() -> Self {
        let raw = UrlSearchParams::new().ok();
        let params = raw.clone().map_or_else(QueryParams::new, QueryParams::from_raw);
        Self { params, raw }
    }

    pub fn append(&self, name: &str, value: &str) {
        self.params.append(name, value);
    }

    /// The text, without a `?`. That of `QueryParams` brings the formatting of the standard library along.
    pub fn into_text(self) -> String {
        self.raw.map(|raw| raw.to_string().into()).unwrap_or_default()
    }
}
