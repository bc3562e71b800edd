//! The paths, and the layers that a request passes on the way to them.

mod bulk;
mod contacts;
mod extended_fields;
mod facets;
mod labels;
mod slug;
mod submit;
pub mod subscriptions;

use std::path::Path;

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Request},
    http::{HeaderName, HeaderValue, Method, StatusCode},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{MethodRouter, get, post},
};
use serde::Serialize;
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;

use crate::{
    admin::{self, faults, request_log},
    auth, clock, consistency,
    error::{Error, Result},
    origin, platform, rate_limit, scopes,
    state::App,
    strict, www,
};

/// The result of a call: JSON, and always 200 (spec/contacts-v4.md section 0).
type JsonResult<T> = Result<Json<T>>;

const MAX_BODY: usize = 2 * 1024 * 1024;
const REQUEST_ID: HeaderName = HeaderName::from_static("x-wix-request-id");

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
        .nest("/_local", admin::routes())
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

/// Wix's own paths, under both prefixes.
fn api(app: &App) -> Router<App> {
    let contacts = contacts_v4();
    let email_marketing = Router::new()
        .route("/email-subscriptions", post(subscriptions::upsert))
        .route("/email-subscriptions/bulk", post(subscriptions::upsert_many))
        .route("/email-subscriptions/unsubscribe-link", post(subscriptions::unsubscribe_link))
        .route("/email-subscriptions/query", post(subscriptions::query));
    let router = Router::new()
        .nest("/contacts/v4", contacts.clone())
        .nest("/_api/contacts/v4", contacts)
        .nest("/email-marketing/v1", email_marketing.clone())
        .nest("/_api/email-marketing/v1", email_marketing)
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

fn contacts_v4() -> Router<App> {
    Router::new()
        .route("/contacts", get(contacts::list::list).post(contacts::create::create))
        .route("/contacts/query", post(contacts::query::query))
        .route(
            "/contacts/{id}",
            get(contacts::get::get).patch(contacts::update::update).delete(contacts::delete::delete),
        )
        .route("/contacts/{id}/labels", post(contacts::label::label).delete(contacts::label::unlabel))
        .route("/contacts/{id}/merge", post(contacts::merge::merge))
        .route("/contacts/{id}/preview-merge", post(contacts::merge::preview))
        .route("/contacts/facets", get(facets::list))
        .route("/contacts/facets/query", post(facets::query))
        .route("/contact-submit", post(submit::submit))
        .route("/bulk/contacts/delete", post(bulk::delete))
        .route("/bulk/contacts/update", post(bulk::update))
        .route("/bulk/contacts/add-remove-labels", post(bulk::label))
        .route("/bulk/jobs", get(bulk::list_jobs))
        .route("/bulk/jobs/{id}", get(bulk::get_job))
        .route("/labels", get(labels::list).post(labels::find_or_create))
        .route("/labels/query", post(labels::query))
        .route("/labels/{key}", get(labels::get).patch(labels::rename).delete(labels::delete))
        .route("/extended-fields", get(extended_fields::list).post(extended_fields::find_or_create))
        .route("/extended-fields/query", post(extended_fields::query))
        .route(
            "/extended-fields/{key}",
            get(extended_fields::get).patch(extended_fields::rename).delete(extended_fields::delete),
        )
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
