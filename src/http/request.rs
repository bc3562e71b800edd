//! A request to the API.

use wasm_bindgen::JsValue;

#[derive(Clone, Debug)]
pub struct Request {
    pub method: Method,
    /// Path and query, from the base URL on.
    pub path: String,
    /// JSON text, or undefined.
    pub body: JsValue,
    /// Whether the answer to an equal GET that is under way is too old.
    pub fresh: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Patch,
}

impl Method {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
        }
    }
}
