//! `GET /_local/openapi.json`: what is served, for tools (OpenAPI 3.1). A call is described where it is handled, see
//! `operation`; what calls have in common is here. The tests compare every response with it.

pub mod operation;
pub mod parameters;
pub mod schema;
pub mod schemas;

use std::sync::LazyLock;

use axum::Json;
use operation::{Operation, Route};
use schema::{Noted, of_type};
use serde_json::Value;

use crate::{admin, routes, scopes::Access};

/// The description without its calls.
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let document: Value = serde_json::from_str(include_str!("document.json")).unwrap_or_default();
    let part = |name| document.get(name).cloned().unwrap_or_default();
    let info = part("info").with("version", env!("CARGO_PKG_VERSION").into());
    let components = part("components").with("schemas", schemas::all());
    document.with("info", info).with("components", components)
});

pub fn operations() -> Vec<Operation> {
    vec![
        Route::get("/_local/openapi.json", describe, Access::Everybody)
            .described("openapi", "This description")
            .returns(of_type("object")),
    ]
}

async fn describe() -> Json<Value> {
    let operations = routes::OPERATIONS.iter().chain(&*admin::OPERATIONS);
    Json(DOCUMENT.clone().with("paths", operation::paths(operations)))
}

/// A schema by its name.
pub fn schema(name: &str) -> &'static Value {
    DOCUMENT.pointer(&format!("/components/schemas/{name}")).unwrap_or(&Value::Null)
}

/// What a `$ref` leads to; anything else as it is.
pub fn resolve(value: &'static Value) -> &'static Value {
    let target =
        value["$ref"].as_str().and_then(|reference| DOCUMENT.pointer(reference.trim_start_matches('#')));
    target.unwrap_or(value)
}
