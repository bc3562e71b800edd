//! The paths, and the layers that a request passes on the way to them.

mod bulk;
mod contacts;
mod extended_fields;
mod facets;
mod labels;
mod slug;
mod submit;
pub mod subscriptions;

use std::{path::Path, sync::LazyLock};

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderName, HeaderValue, Method, StatusCode},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::MethodRouter,
};
use serde::Serialize;
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;

use crate::{
    admin::{self, faults, request_log},
    auth, clock, consistency,
    error::{Error, Result},
    openapi::operation::{self, Operation},
    origin, platform, rate_limit, scopes,
    state::App,
    strict, www,
};

/// The result of a call: JSON, and always 200 (spec/contacts-v4.md section 0).
type JsonResult<T> = Result<Json<T>>;

const MAX_BODY: usize = 2 * 1024 * 1024;
const REQUEST_ID: HeaderName = HeaderName::from_static("x-wix-request-id");

/// Wix's own calls.
pub static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    let of_files = [
        contacts::operations(),
        facets::operations(),
        submit::operations(),
        bulk::operations(),
        labels::operations(),
        extended_fields::operations(),
        subscriptions::operations(),
    ];
    of_files.into_iter().flatten().collect()
});

/// The whole server.
pub fn router(app: App) -> Router {
    let others = MethodRouter::new()
        .fallback(not_emulated)
        .layer(from_fn_with_state(app.clone(), request_log::record));
    let others = match &app.options.www {
        Some(directory) => files_or(others, directory),
        None => others,
    };
    let router = Router::new()
        .merge(api(&app))
        .merge(admin::routes())
        .layer(from_fn_with_state(app.clone(), consistency::catch_up))
        .with_state(app.clone())
        .fallback_service(others)
        .layer(CatchPanicLayer::custom(|_| {
            Error::plain(StatusCode::INTERNAL_SERVER_ERROR, "").into_response()
        }))
        .layer(origin::cors(&app.options))
        .layer(from_fn(origin::handle_preflight))
        .layer(from_fn_with_state(app, origin::guard))
        .layer(from_fn(identify));
    platform::trace(router)
}

/// Wix's own calls, under both prefixes.
fn api(app: &App) -> Router<App> {
    let calls = operation::router(&OPERATIONS);
    let router = Router::new()
        .merge(calls.clone())
        .nest("/_api", calls)
        .method_not_allowed_fallback(not_emulated)
        .layer(from_fn_with_state(app.clone(), consistency::mark))
        .layer(from_fn_with_state(app.clone(), strict::check))
        .layer(from_fn_with_state(app.clone(), rate_limit::check))
        .layer(from_fn_with_state(app.clone(), scopes::check))
        .layer(from_fn_with_state(app.clone(), auth::check))
        .layer(from_fn_with_state(app.clone(), faults::inject))
        .layer(from_fn_with_state(app.clone(), request_log::record))
        .layer(DefaultBodyLimit::max(MAX_BODY));
    platform::limit_time(router)
}

/// The operation that a request asks for.
pub fn asked_for(request: &Request) -> Option<&'static Operation> {
    operation::asked_for(&OPERATIONS, request)
}

/// Some calls are sent by POST and read only.
pub fn is_write(request: &Request) -> bool {
    asked_for(request).is_none_or(|operation| operation.access().is_write())
}

/// Gives each response the headers that Wix's responses have.
async fn identify(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let id = format!("{}.{:016}", clock::now() / 1000, rand::random::<u64>() % 10_u64.pow(16));
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().entry(REQUEST_ID).or_insert(id);
    }
    response
}

async fn not_emulated(method: Method, request: Request) -> Error {
    let path = request.uri().path();
    let message =
        format!("{method} {path} is not emulated by this server; what is, stands in /_local/openapi.json");
    Error::plain(StatusCode::NOT_IMPLEMENTED, message)
}

/// The files of a directory, but for what is asked of Wix.
fn files_or(others: MethodRouter, directory: &Path) -> MethodRouter {
    const WIX: [&str; 5] = ["/_api/", "/contacts/", "/email-marketing/", "/members/", "/oauth"];
    www::files(directory).layer(from_fn(move |request: Request, next: Next| {
        let path = request.uri().path();
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        let is_file = reads && !WIX.iter().any(|prefix| path.starts_with(prefix));
        let others = others.clone();
        async move {
            if is_file { next.run(request).await } else { others.oneshot(request).await.into_response() }
        }
    }))
}

fn respond<T: Serialize>(body: T) -> JsonResult<T> {
    Ok(Json(body))
}
