//! `--strict`: tells of mistakes that Wix passes over in silence (spec/contacts-v4.md section 9).

use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Request, State},
    http::Method,
    middleware::Next,
    response::Response,
};
use serde_json::{Map, Value};

use crate::{
    error::{Error, Result},
    query::projection,
    state::App,
};

const QUERY: &[&str] = &["filter", "sort", "paging", "fields", "fieldsets"];
const SORT: &[&str] = &["fieldName", "order"];
const PAGING: &[&str] = &["limit", "offset"];
const INFO: &[&str] = &[
    "name",
    "emails",
    "phones",
    "addresses",
    "company",
    "jobTitle",
    "birthdate",
    "locale",
    "labelKeys",
    "locations",
    "assignedUserIds",
    "extendedFields",
    "picture",
];
const NAME: &[&str] = &["first", "last"];
const LIST: &[&str] =
    &["sort.fieldName", "sort.order", "paging.limit", "paging.offset", "fields", "fieldsets"];

/// Refuses a request that holds what nobody reads.
pub async fn check(State(app): State<App>, request: Request, next: Next) -> Result<Response> {
    if !app.options.strict {
        return Ok(next.run(request).await);
    }
    let (parts, body) = request.into_parts();
    let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), &app)
        .await
        .map_err(|rejection| Error::plain(rejection.status(), rejection.body_text()))?;
    let path = parts.uri.path();
    let path = path.strip_prefix("/_api").unwrap_or(path).strip_prefix("/contacts/v4").unwrap_or_default();
    if let Ok(Value::Object(body)) = serde_json::from_slice(&bytes) {
        check_body(&parts.method, path, &body)?;
    }
    if parts.method == Method::GET && path == "/contacts" {
        check_parameters(parts.uri.query().unwrap_or_default())?;
    }
    Ok(next.run(Request::from_parts(parts, Body::from(bytes))).await)
}

fn check_body(method: &Method, path: &str, body: &Map<String, Value>) -> Result<()> {
    match (method.as_str(), path) {
        ("POST", "/contacts/query") => check_query(body),
        ("POST", "/contacts") => {
            known(body, "", &["info", "allowDuplicates"])?;
            check_info(body)
        }
        ("PATCH", path) if path.starts_with("/contacts/") => {
            known(body, "", &["contactId", "info", "revision", "allowDuplicates", "fieldMask"])?;
            check_info(body)
        }
        _ => Ok(()),
    }
}

fn check_query(body: &Map<String, Value>) -> Result<()> {
    if let Some(misplaced) = body.keys().find(|key| QUERY.contains(&key.as_str())) {
        return Err(mistake(misplaced, &format!("belongs inside `query`: `query.{misplaced}`")));
    }
    known(body, "", &["query", "search", "omitTotal", "language"])?;
    let Some(query) = body.get("query").and_then(Value::as_object) else { return Ok(()) };
    known(query, "query.", QUERY)?;
    if let Some(paging) = query.get("paging").and_then(Value::as_object) {
        known(paging, "query.paging.", PAGING)?;
    }
    if let Some(sorts) = query.get("sort").and_then(Value::as_array) {
        if sorts.len() > 1 {
            return Err(mistake("query.sort", "holds more than one item, and only the first counts"));
        }
        sorts.iter().filter_map(Value::as_object).try_for_each(|sort| known(sort, "query.sort.", SORT))?;
    }
    let texts = |name: &str| {
        query.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
    };
    check_projection(texts("fields"), texts("fieldsets"))
}

fn check_info(body: &Map<String, Value>) -> Result<()> {
    let Some(info) = body.get("info").and_then(Value::as_object) else { return Ok(()) };
    known(info, "info.", INFO)?;
    info.get("name").and_then(Value::as_object).map_or(Ok(()), |name| known(name, "info.name.", NAME))
}

fn check_parameters(query: &str) -> Result<()> {
    let pairs: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).collect();
    for (name, _) in &pairs {
        if matches!(name.as_ref(), "limit" | "offset") {
            return Err(mistake(name, &format!("is called `paging.{name}`")));
        }
        if !LIST.contains(&name.as_ref()) {
            return Err(mistake(name, &format!("is unknown; known are {}", LIST.join(", "))));
        }
    }
    let values = |wanted: &'static str| {
        pairs.iter().filter(move |(name, _)| name == wanted).map(|(_, value)| value.as_ref())
    };
    check_projection(values("fields"), values("fieldsets"))
}

fn check_projection<'a>(
    mut fields: impl Iterator<Item = &'a str>,
    mut fieldsets: impl Iterator<Item = &'a str>,
) -> Result<()> {
    if let Some(unknown) = fields.find(|name| !projection::is_field(name)) {
        return Err(mistake("fields", &format!("holds an unknown name, {unknown}")));
    }
    if let Some(unknown) = fieldsets.find(|name| !projection::is_fieldset(name)) {
        return Err(mistake("fieldsets", &format!("holds an unknown name, {unknown}")));
    }
    Ok(())
}

fn known(object: &Map<String, Value>, place: &str, names: &[&str]) -> Result<()> {
    match object.keys().find(|key| !names.contains(&key.as_str())) {
        Some(unknown) => {
            Err(mistake(&format!("{place}{unknown}"), &format!("is unknown; known are {}", names.join(", "))))
        }
        None => Ok(()),
    }
}

fn mistake(field: &str, description: &str) -> Error {
    Error::invalid(field, description)
}
