//! `--strict`: tells of mistakes that Wix passes over in silence (spec/contacts-v4.md section 9). What a call reads is
//! known from the server's own description.

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Request, State},
    middleware::Next,
    response::Response,
};
use serde_json::{Map, Value};

use crate::{
    error::{Error, Result},
    local::openapi,
    state::App,
};

/// The official client repeats what the path says.
const REPEATED: [&str; 3] = ["id", "key", "contactId"];

/// Refuses a request that holds what nobody reads.
pub async fn check(State(app): State<App>, request: Request, next: Next) -> Result<Response> {
    let operation = openapi::operation(request.method(), request.uri().path()).filter(|_| app.options.strict);
    let Some(operation) = operation else { return Ok(next.run(request).await) };
    let (parts, body) = request.into_parts();
    let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), &app)
        .await
        .map_err(|rejection| Error::plain(rejection.status(), rejection.body_text()))?;
    check_parameters(parts.uri.query().unwrap_or_default(), &parameters(operation))?;
    if let Ok(body) = serde_json::from_slice(&bytes) {
        check_value(&body, &body_schema(operation), "")?;
    }
    Ok(next.run(Request::from_parts(parts, Body::from(bytes))).await)
}

fn parameters(operation: &'static Value) -> Vec<&'static Value> {
    operation["parameters"].as_array().into_iter().flatten().map(openapi::resolve).collect()
}

fn body_schema(operation: &'static Value) -> Vec<&'static Value> {
    let schema = operation.pointer("/requestBody/content/application~1json/schema");
    schema.map_or_else(Vec::new, alternatives)
}

fn check_parameters(query: &str, known: &[&'static Value]) -> Result<()> {
    let names: Vec<_> = known.iter().filter_map(|parameter| parameter["name"].as_str()).collect();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let parameter = known.iter().find(|parameter| parameter["name"] == *name);
        match parameter {
            Some(parameter) => check_text(&value, &element(&parameter["schema"]), &name)?,
            None if REPEATED.contains(&name.as_ref()) => {}
            None => {
                let meant = names.iter().find(|known| known.ends_with(&format!(".{name}")));
                let description = match meant {
                    Some(meant) => format!("is called `{meant}`"),
                    None => unknown(&names),
                };
                return Err(Error::invalid(name, description));
            }
        }
    }
    Ok(())
}

/// What may stand at a place: `$ref`, `anyOf` and `allOf` followed to their ends.
fn alternatives(schema: &'static Value) -> Vec<&'static Value> {
    let schema = openapi::resolve(schema);
    let inner = ["anyOf", "allOf"].iter().filter_map(|keyword| schema[*keyword].as_array()).flatten();
    std::iter::once(schema).chain(inner.flat_map(alternatives)).collect()
}

/// What may stand in a list, or in its place.
fn element(schema: &'static Value) -> Vec<&'static Value> {
    alternatives(schema.get("items").unwrap_or(schema))
}

fn check_value(value: &Value, schemas: &[&'static Value], place: &str) -> Result<()> {
    match value {
        Value::Object(members) => check_members(members, schemas, place),
        Value::Array(items) => {
            if place == "query.sort" && items.len() > 1 {
                return Err(Error::invalid(place, "holds more than one item, and only the first counts"));
            }
            let schemas: Vec<_> =
                schemas.iter().filter_map(|schema| schema.get("items")).flat_map(alternatives).collect();
            items
                .iter()
                .enumerate()
                .try_for_each(|(index, item)| check_value(item, &schemas, &format!("{place}[{index}]")))
        }
        Value::String(text) => check_text(text, schemas, place),
        _ => Ok(()),
    }
}

fn check_members(members: &Map<String, Value>, schemas: &[&'static Value], place: &str) -> Result<()> {
    let closed: Vec<_> = schemas.iter().filter(|schema| schema["additionalProperties"] == false).collect();
    let properties = || closed.iter().filter_map(|schema| schema["properties"].as_object()).flatten();
    let is_closed = !closed.is_empty();
    for (name, member) in members {
        let place = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
        let schemas: Vec<_> = properties()
            .filter(|(known, _)| *known == name)
            .flat_map(|(_, schema)| alternatives(schema))
            .collect();
        if schemas.is_empty() && is_closed {
            let meant = properties().find(|(_, schema)| has_property(schema, name));
            let known: Vec<_> = properties().map(|(known, _)| known.as_str()).collect();
            let description = match meant {
                Some((parent, _)) => format!("belongs inside `{parent}`: `{parent}.{name}`"),
                None => unknown(&known),
            };
            return Err(Error::invalid(place, description));
        }
        check_value(member, &schemas, &place)?;
    }
    Ok(())
}

fn check_text(text: &str, schemas: &[&'static Value], place: &str) -> Result<()> {
    let known: Vec<_> = schemas
        .iter()
        .filter_map(|schema| schema["enum"].as_array())
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    if known.is_empty() || known.contains(&text) {
        return Ok(());
    }
    Err(Error::invalid(place, format!("{text} {}", unknown(&known))))
}

fn has_property(schema: &'static Value, name: &str) -> bool {
    alternatives(schema).iter().any(|schema| schema["properties"].get(name).is_some())
}

fn unknown(known: &[&str]) -> String {
    format!("is unknown; known are {}", known.join(", "))
}
