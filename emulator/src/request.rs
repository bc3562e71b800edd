//! Reading requests: JSON bodies and query strings, with v4 errors for what can't be read.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Query, Request},
    http::{StatusCode, request::Parts},
};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::{
    error::{Error, Result},
    query::{
        page::{Paging, SortBy},
        projection::Projection,
    },
};

/// A JSON object; an empty body is an empty one.
pub struct Body(pub Map<String, Value>);

/// The query string, in which a name may stand more than once.
pub struct Parameters(Vec<(String, String)>);

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        match read_json(request, state).await? {
            Value::Object(members) => Ok(Self(members)),
            Value::Null => Ok(Self(Map::new())),
            _ => Err(Error::expected_object()),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Parameters {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        match Query::<Vec<(String, String)>>::from_request_parts(parts, state).await {
            Ok(Query(pairs)) => Ok(Self(pairs)),
            Err(_) => Err(Error::plain(StatusCode::BAD_REQUEST, "The query string can't be read")),
        }
    }
}

/// Reads a body of any JSON type; an empty one is null.
pub async fn read_json<S: Send + Sync>(request: Request, state: &S) -> Result<Value> {
    let bytes = Bytes::from_request(request, state)
        .await
        .map_err(|rejection| Error::plain(rejection.status(), rejection.body_text()))?;
    if bytes.trim_ascii().is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_slice(&bytes).map_err(|error| {
        Error::plain(StatusCode::BAD_REQUEST, format!("The body is not valid JSON: {error}"))
    })
}

/// An object's member as a type; a wrong type is a violation.
pub fn member<T: DeserializeOwned>(object: &Map<String, Value>, name: &str) -> Result<Option<T>> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(value) => {
            T::deserialize(value).map(Some).map_err(|error| Error::invalid(name, error.to_string()))
        }
    }
}

/// `member`, which must be there.
pub fn required<T: DeserializeOwned>(object: &Map<String, Value>, name: &str) -> Result<T> {
    member(object, name)?.ok_or_else(|| Error::invalid(name, "is required"))
}

/// An object's member that is an object itself.
pub fn object<'a>(object: &'a Map<String, Value>, name: &str) -> Result<Option<&'a Map<String, Value>>> {
    match object.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(members)) => Ok(Some(members)),
        Some(_) => Err(Error::expected_object_at(name)),
    }
}

/// `paging: {limit, offset}`.
pub fn paging(parent: &Map<String, Value>, default: i64, max: i64) -> Result<Paging> {
    let empty = Map::new();
    let paging = object(parent, "paging")?.unwrap_or(&empty);
    let integer = |name| integer_called(&format!("paging.{name}"), paging.get(name));
    Paging::within(integer("limit")?, integer("offset")?, default, max)
}

/// `sort: [{fieldName, order}]`, or the object alone; of more than one the first counts.
pub fn sort(parent: &Map<String, Value>) -> Result<Option<SortBy>> {
    let first = match parent.get("sort") {
        Some(Value::Array(items)) => items.first(),
        other => other,
    };
    match first {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(sort)) => {
            let field_name: Option<String> = member(sort, "fieldName")?;
            let order: Option<String> = member(sort, "order")?;
            sort_by(field_name, order)
        }
        Some(_) => Err(Error::expected_object_at("sort")),
    }
}

/// `fields` and `fieldsets`.
pub fn projection(parent: &Map<String, Value>) -> Result<Projection> {
    let fields: Vec<String> = member(parent, "fields")?.unwrap_or_default();
    let fieldsets: Vec<String> = member(parent, "fieldsets")?.unwrap_or_default();
    Ok(Projection::new(&fields, &fieldsets))
}

/// A whole number, or its decimal text.
pub fn integer(object: &Map<String, Value>, name: &str) -> Result<Option<i64>> {
    integer_called(name, object.get(name))
}

fn integer_called(name: &str, value: Option<&Value>) -> Result<Option<i64>> {
    let invalid = || Error::invalid(name, "is not a whole number");
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => text.parse().map(Some).map_err(|_| invalid()),
        Some(value) => value.as_i64().map(Some).ok_or_else(invalid),
    }
}

impl Parameters {
    pub fn first(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    }

    /// `paging.limit` and `paging.offset`.
    pub fn paging(&self, default: i64, max: i64) -> Result<Paging> {
        let integer = |name: &str| match self.first(name) {
            None | Some("") => Ok(None),
            Some(text) => text.parse().map(Some).map_err(|_| Error::invalid(name, "is not a whole number")),
        };
        Paging::within(integer("paging.limit")?, integer("paging.offset")?, default, max)
    }

    /// `sort.fieldName` and `sort.order`.
    pub fn sort(&self) -> Result<Option<SortBy>> {
        let text = |name| self.first(name).map(str::to_owned);
        sort_by(text("sort.fieldName"), text("sort.order"))
    }

    /// `fields` and `fieldsets`, each as often as wanted.
    pub fn projection(&self) -> Projection {
        Projection::new(&self.all("fields"), &self.all("fieldsets"))
    }
}

fn sort_by(field_name: Option<String>, order: Option<String>) -> Result<Option<SortBy>> {
    let descending = match order.as_deref() {
        None | Some("" | "ASC") => false,
        Some("DESC") => true,
        Some(_) => return Err(Error::invalid("sort.order", "enum must be in [ASC, DESC]")),
    };
    let field_name = field_name.filter(|name| !name.is_empty());
    Ok(field_name.map(|field_name| SortBy { field_name, descending }))
}
