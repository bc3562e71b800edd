//! What a request must be like before it is handled. Always, objects and lists stand where they belong; with `--strict`,
//! the server also tells of mistakes that Wix passes over in silence (spec/contacts-v4.md section 9). What a call reads is
//! known from the server's own description.

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Request, State},
    middleware::Next,
    response::Response,
};
use serde_json::Value;

use crate::{
    error::{Error, Result},
    routes,
    shape::{self, Schemas, Strictness},
    state::App,
};

/// The official client repeats what the path says.
const REPEATED: [&str; 3] = ["id", "key", "contactId"];

/// Refuses a request of another shape, and with `--strict` one that holds what nobody reads.
pub async fn check(State(app): State<App>, request: Request, next: Next) -> Result<Response> {
    let Some(operation) = routes::asked_for(&request) else { return Ok(next.run(request).await) };
    let (parts, body) = request.into_parts();
    let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), &app)
        .await
        .map_err(|rejection| Error::plain(rejection.status(), rejection.body_text()))?;
    let is_strict = app.options.strict;
    let schemas = operation.body().map_or_else(Vec::new, shape::alternatives);
    if is_strict {
        app.site_id.check(&parts.headers)?;
        check_parameters(parts.uri.query().unwrap_or_default(), &operation.parameters(), &schemas)?;
    }
    if let Ok(body) = serde_json::from_slice(&bytes) {
        let strictness = if is_strict { Strictness::Enums } else { Strictness::Containers };
        shape::check(&body, &schemas, "", strictness)?;
        if is_strict {
            check_sort(&body)?;
        }
    }
    Ok(next.run(Request::from_parts(parts, Body::from(bytes))).await)
}

fn check_parameters(query: &str, known: &[&'static Value], body: &Schemas) -> Result<()> {
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let parameter = known.iter().find(|parameter| parameter["name"] == *name);
        match parameter {
            Some(parameter) => shape::check_text(&value, &element(&parameter["schema"]), &name)?,
            None if REPEATED.contains(&name.as_ref()) => {}
            None => return Err(Error::invalid(&*name, advice(&name, known, body))),
        }
    }
    Ok(())
}

/// Where a parameter that the call does not know may belong.
fn advice(name: &str, known: &[&'static Value], body: &Schemas) -> String {
    let names: Vec<_> = known.iter().filter_map(|parameter| parameter["name"].as_str()).collect();
    let meant = names.iter().find(|known| known.ends_with(&format!(".{name}")));
    let is_of_body = body.iter().any(|schema| shape::has_property(schema, name));
    match meant {
        Some(meant) => format!("is called `{meant}`"),
        None if is_of_body => "belongs into the body, not into the address".to_owned(),
        None if names.is_empty() => "is unknown: this call takes no parameters in its address".to_owned(),
        None => shape::unknown(&names),
    }
}

/// What may stand in a list, or in its place.
fn element(schema: &'static Value) -> Schemas {
    shape::alternatives(schema.get("items").unwrap_or(schema))
}

fn check_sort(body: &Value) -> Result<()> {
    match body.pointer("/query/sort").and_then(Value::as_array) {
        Some(items) if items.len() > 1 => {
            Err(Error::invalid("query.sort", "holds more than one item, and only the first counts"))
        }
        _ => Ok(()),
    }
}
