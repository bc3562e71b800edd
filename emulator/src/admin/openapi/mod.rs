//! `GET /_local/openapi.json`: what is served, for tools (OpenAPI 3.1). The tests compare every response with it.

mod operations;
mod schema;
mod schemas;

use std::sync::LazyLock;

use axum::{Json, http::Method};
use serde_json::{Value, json};

static DESCRIPTION: LazyLock<Value> = LazyLock::new(|| {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Contacts emulator",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Wix Contacts v4 on this machine",
            "description": "Every success is 200 with a JSON body, and every response has the header \
                            x-wix-request-id. Members that no schema names are passed over, unless the server runs \
                            with --strict. Where gets may be behind (--stale-reads), the response to a write has a \
                            header x-wix-consistent, and a get that brings it is as new as that write.",
        },
        "servers": [
            { "url": "/" },
            { "url": "/_api", "description": "The same, as the official client asks for it on other hosts than Wix's." },
        ],
        "security": [{ "token": [] }],
        "tags": [
            { "name": "wix", "description": "Wix's API" },
            { "name": "local", "description": "Admin calls, which Wix does not have" },
        ],
        "paths": operations::paths(),
        "components": {
            "securitySchemes": {
                "token": {
                    "type": "apiKey",
                    "in": "header",
                    "name": "Authorization",
                    "description": "Any text, with or without Bearer before it, unless the server was started with \
                                    --token.",
                },
            },
            "parameters": operations::shared_parameters(),
            "responses": {
                "Error": {
                    "description": "What went wrong: 400, 401, 403, 404, 409, 413, 428, 429, 500, 501 or 507",
                    "content": { "application/json": { "schema": schema::reference("Error") } },
                },
            },
            "schemas": schemas::all(),
        },
    })
});

pub async fn describe() -> Json<&'static Value> {
    Json(&DESCRIPTION)
}

/// The description of the call that a request is for.
pub fn operation(method: &Method, path: &str) -> Option<&'static Value> {
    let path = path.strip_prefix("/_api").unwrap_or(path);
    let paths = DESCRIPTION.get("paths")?.as_object()?;
    let matching = paths.iter().filter(|(pattern, _)| fits(pattern, path));
    // A path as it is wins over one with a parameter.
    let (_, item) = matching.min_by_key(|(pattern, _)| pattern.matches('{').count())?;
    item.get(method.as_str().to_ascii_lowercase())
}

/// A schema by its name.
pub fn schema(name: &str) -> &'static Value {
    DESCRIPTION.pointer(&format!("/components/schemas/{name}")).unwrap_or(&Value::Null)
}

/// What a `$ref` leads to; anything else as it is.
pub fn resolve(value: &'static Value) -> &'static Value {
    let target =
        value["$ref"].as_str().and_then(|reference| DESCRIPTION.pointer(reference.trim_start_matches('#')));
    target.unwrap_or(value)
}

fn fits(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some(wanted), Some(part)) if wanted.starts_with('{') || wanted == part => {}
            _ => return false,
        }
    }
}
