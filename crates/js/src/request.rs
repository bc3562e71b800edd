//! Requests to the API, which one module passes to the other.

use contacts_rules::error::Scope;
use js_sys::Object;
use wasm_bindgen::JsValue;

use crate::object::{get, plain};

#[derive(Clone, Debug)]
pub struct Request {
    pub method: Method,
    /// Path and query, after the base URL.
    pub path: String,
    /// JSON text, or undefined.
    pub body: JsValue,
    /// Whether the response to an equal GET in flight would be too old.
    pub fresh: bool,
    pub purpose: Purpose,
}

/// The purpose of a request, for the error if the API rejects it.
#[derive(Clone, Copy, Debug)]
pub struct Purpose {
    pub scope: Scope,
    /// Whether it changes something.
    pub is_write: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Patch,
}

impl Method {
    const ALL: [Self; 3] = [Self::Get, Self::Post, Self::Patch];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Patch => "PATCH",
        }
    }
}

impl Request {
    pub fn get(scope: Scope, path: String) -> Self {
        Self::new(Method::Get, path, JsValue::UNDEFINED, Purpose { scope, is_write: false })
    }

    /// A POST that changes nothing.
    pub fn query(scope: Scope, path: String, body: JsValue) -> Self {
        Self::new(Method::Post, path, body, Purpose { scope, is_write: false })
    }

    pub fn write(scope: Scope, method: Method, path: String, body: JsValue) -> Self {
        Self::new(method, path, body, Purpose { scope, is_write: true })
    }

    /// The same, without joining an equal GET in flight.
    pub fn fresh(self) -> Self {
        Self { fresh: true, ..self }
    }

    fn new(method: Method, path: String, body: JsValue, purpose: Purpose) -> Self {
        Self { method, path, body, fresh: false, purpose }
    }

    pub fn from_js(request: &JsValue) -> Option<Self> {
        let index = |key| get(request, key).as_f64().map(|index| index as usize);
        Some(Self {
            method: *Method::ALL.get(index("method")?)?,
            path: get(request, "path").as_string()?,
            body: get(request, "body"),
            fresh: get(request, "fresh") == true,
            purpose: Purpose {
                scope: *Scope::ALL.get(index("scope")?)?,
                is_write: get(request, "isWrite") == true,
            },
        })
    }

    pub fn into_js(self) -> Object {
        plain([
            ("method", (self.method as u32).into()),
            ("path", self.path.into()),
            ("body", self.body),
            ("fresh", self.fresh.into()),
            ("scope", (self.purpose.scope as u32).into()),
            ("isWrite", self.purpose.is_write.into()),
        ])
    }
}
