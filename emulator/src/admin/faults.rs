//! Failures on demand: rules that replace, delay, change or lose responses.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    error::{Error, Result},
    openapi::{
        operation::{Operation, Route},
        schema::{self, reference},
    },
    platform,
    request::read_json,
    scopes::Access,
    state::App,
};

/// The rules in force, in the order in which they are tried.
#[derive(Default)]
pub struct Faults(Mutex<Vec<Rule>>);

/// One rule; it applies to requests that its method and path match.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rule {
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    /// Exact, or a prefix if it ends in `*`.
    #[serde(skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    /// How often it applies before it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    probability: Option<f64>,
    /// The response, in place of the real one.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    /// Text as it is, everything else as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<Value>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    headers: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latency_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    drop: Option<Drop>,
}

/// When the connection is closed without a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(untagged)]
enum Drop {
    /// true: before the request is handled.
    Whether(bool),
    Point(DropPoint),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum DropPoint {
    Before,
    /// What the request asked for is done; only the response is lost.
    After,
}

/// Marks a response that must not be sent: the connection is closed instead.
#[derive(Clone, Copy, Debug)]
pub struct Dropped;

pub fn operations() -> Vec<Operation> {
    vec![
        Route::get("/_local/faults", list, Access::Everybody)
            .described("listFaults", "List the faults in force")
            .returns(reference("FaultRules")),
        Route::put("/_local/faults", replace, Access::Everybody)
            .described("replaceFaults", "Replace the faults in force")
            .returns(reference("FaultRules"))
            .reads(schema::list(reference("FaultRule"))),
        Route::delete("/_local/faults", clear, Access::Everybody)
            .described("removeFaults", "Remove every fault")
            .returns(reference("FaultRules")),
    ]
}

async fn replace(State(app): State<App>, request: Request) -> Result<Json<Value>> {
    let body = read_json(request, &app).await?;
    for (index, rule) in body.as_array().into_iter().flatten().enumerate() {
        if !rule.is_object() {
            return Err(Error::expected_object_at(&format!("rules[{index}]")));
        }
    }
    let rules: Vec<Rule> = serde_path_to_error::deserialize(body)
        .map_err(|error| Error::invalid(format!("rules{}", error.path()), error.inner().to_string()))?;
    for rule in &rules {
        rule.response()?;
        rule.headers()?;
    }
    app.faults.replace(rules);
    Ok(Json(json!({ "rules": app.faults.rules() })))
}

async fn clear(State(app): State<App>) -> Json<Value> {
    app.faults.replace(Vec::new());
    Json(json!({ "rules": [] }))
}

async fn list(State(app): State<App>) -> Json<Value> {
    Json(json!({ "rules": app.faults.rules() }))
}

/// Applies the first rule that matches.
pub async fn inject(State(app): State<App>, request: Request, next: Next) -> Result<Response> {
    let Some(rule) = app.faults.take(request.method(), request.uri().path()) else {
        return Ok(next.run(request).await);
    };
    platform::sleep(Duration::from_millis(rule.latency_ms.unwrap_or(0))).await;
    if rule.drops(DropPoint::Before) {
        return Ok(dropped());
    }
    let mut response = match rule.response()? {
        Some(response) => response,
        None => next.run(request).await,
    };
    for (name, value) in rule.headers()? {
        response.headers_mut().insert(name, value);
    }
    Ok(if rule.drops(DropPoint::After) { dropped() } else { response })
}

impl Faults {
    pub fn replace(&self, rules: Vec<Rule>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = rules;
    }

    pub fn rules(&self) -> Vec<Rule> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The rule for a request, counting that it is used.
    fn take(&self, method: &Method, path: &str) -> Option<Rule> {
        let mut rules = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let rule = rules.iter_mut().find(|rule| rule.matches(method, path))?;
        if let Some(times) = &mut rule.times {
            *times -= 1;
        }
        Some(rule.clone())
    }
}

impl Rule {
    fn matches(&self, method: &Method, path: &str) -> bool {
        let is_method = self.method.as_deref().is_none_or(|name| name.eq_ignore_ascii_case(method.as_str()));
        let is_path = self.path.as_deref().is_none_or(|pattern| match pattern.strip_suffix('*') {
            Some(prefix) => path.starts_with(prefix),
            None => path == pattern,
        });
        let is_left = self.times != Some(0);
        is_method
            && is_path
            && is_left
            && self.probability.is_none_or(|chance| rand::random::<f64>() < chance)
    }

    fn drops(&self, point: DropPoint) -> bool {
        match self.drop {
            Some(Drop::Whether(drops)) => drops && point == DropPoint::Before,
            Some(Drop::Point(at)) => at == point,
            None => false,
        }
    }

    /// The made-up response, if the rule has one.
    fn response(&self) -> Result<Option<Response>> {
        let status = match self.status {
            None if self.body.is_none() => return Ok(None),
            status => StatusCode::from_u16(status.unwrap_or(200))
                .map_err(|_| Error::invalid("status", "is no HTTP status"))?,
        };
        Ok(Some(match &self.body {
            Some(Value::String(text)) => (status, text.clone()).into_response(),
            Some(body) => (status, Json(body.clone())).into_response(),
            None => Error::plain(status, "").into_response(),
        }))
    }

    fn headers(&self) -> Result<Vec<(HeaderName, HeaderValue)>> {
        let header = |(name, value): (&String, &String)| {
            let pair = (HeaderName::try_from(name).ok()?, HeaderValue::try_from(value).ok()?);
            Some(pair)
        };
        let invalid = || Error::invalid("headers", "holds a name or a value that HTTP does not allow");
        self.headers.iter().map(|pair| header(pair).ok_or_else(invalid)).collect()
    }
}

fn dropped() -> Response {
    let mut response = Response::default();
    response.extensions_mut().insert(Dropped);
    response
}
