//! The request log: the last requests to Wix's paths, for tests and for people who look on. Tokens are never written down.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};

use axum::{
    Json,
    body::{Body, Bytes},
    extract::{FromRequest, Request, State},
    middleware::Next,
    response::Response,
};
use serde::Serialize;
use serde_json::Value;

use super::faults::Dropped;
use crate::{
    clock,
    error::{Error, Result},
    openapi::{
        operation::{Operation, Route},
        parameters::in_query,
        schema::{Noted, count, list_of, reference},
    },
    platform::Instant,
    request::Parameters,
    scopes::Access,
    state::App,
};

const MAX_ENTRIES: usize = 1000;
const MAX_BODIES: usize = 8 * 1024 * 1024;
const MAX_BODY: usize = 256 * 1024;

/// The requests answered, newest last; the oldest are forgotten.
#[derive(Default)]
pub struct RequestLog(Mutex<VecDeque<Entry>>);

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    pub time: String,
    pub method: String,
    pub path: String,
    pub query: String,
    /// None if the connection was closed without a response.
    pub status: Option<u16>,
    pub duration_ms: u64,
    /// None for an empty body, one that is no JSON, and a very long one.
    pub body: Option<Value>,
    #[serde(skip)]
    size: usize,
}

pub fn operations() -> Vec<Operation> {
    let entries = list_of(MAX_ENTRIES, reference("JournalEntry"));
    vec![
        Route::get("/_local/journal", list, Access::Everybody)
            .described("journal", "The last requests, the newest last")
            .returns(entries)
            .has(in_query("limit", count()).note("Only so many.")),
    ]
}

/// All that is kept, or the last `?limit=`.
async fn list(State(app): State<App>, parameters: Parameters) -> Result<Json<Vec<Entry>>> {
    let limit = parameters.first("limit").map_or(Ok(MAX_ENTRIES), str::parse);
    let limit = limit.map_err(|_| Error::invalid("limit", "is not a whole number"))?;
    Ok(Json(app.request_log.last(limit)))
}

/// Writes down a request and how it was answered.
pub async fn record(State(app): State<App>, request: Request, next: Next) -> Result<Response> {
    let start = Instant::now();
    let (parts, body) = request.into_parts();
    let bytes = Bytes::from_request(Request::from_parts(parts.clone(), body), &app)
        .await
        .map_err(|rejection| Error::plain(rejection.status(), rejection.body_text()))?;
    let size = if bytes.len() > MAX_BODY { 0 } else { bytes.len() };
    let mut entry = Entry {
        time: clock::to_millis_text(clock::now()),
        method: parts.method.to_string(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        status: None,
        duration_ms: 0,
        body: (size > 0).then(|| serde_json::from_slice(&bytes).ok()).flatten(),
        size,
    };
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    let is_answered = response.extensions().get::<Dropped>().is_none();
    entry.status = is_answered.then(|| response.status().as_u16());
    entry.duration_ms = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    app.request_log.add(entry);
    Ok(response)
}

impl RequestLog {
    fn last(&self, count: usize) -> Vec<Entry> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.iter().skip(entries.len().saturating_sub(count)).cloned().collect()
    }

    pub fn clear(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn add(&self, entry: Entry) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.push_back(entry);
        let mut size: usize = entries.iter().map(|entry| entry.size).sum();
        while entries.len() > MAX_ENTRIES || size > MAX_BODIES {
            let Some(oldest) = entries.pop_front() else { break };
            size -= oldest.size;
        }
    }
}
