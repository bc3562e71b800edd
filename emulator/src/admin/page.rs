//! `GET /_local`: a page for people.

use axum::{
    Router,
    http::{HeaderName, header},
    response::IntoResponse,
    routing::get,
};

use crate::{
    openapi::operation::{Operation, Route},
    scopes::Access,
    state::App,
};

const POLICY: (HeaderName, &str) = (
    header::CONTENT_SECURITY_POLICY,
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'",
);

pub fn operations() -> Vec<Operation> {
    let page = file("text/html; charset=utf-8", include_str!("page/index.html"));
    vec![Route::get("/_local", page, Access::Everybody).described("page", "A page for people").returns_html()]
}

/// What the page loads.
pub fn files() -> Router<App> {
    Router::new()
        .route("/_local/page.css", get(file("text/css; charset=utf-8", include_str!("page/page.css"))))
        .route("/_local/page.js", get(file("text/javascript; charset=utf-8", include_str!("page/page.js"))))
}

fn file(kind: &'static str, text: &'static str) -> impl IntoResponse + Clone {
    ([(header::CONTENT_TYPE, kind), POLICY, (header::X_CONTENT_TYPE_OPTIONS, "nosniff")], text)
}
