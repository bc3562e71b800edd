//! `GET /_local`: a page for people.

use axum::{
    Router,
    http::{HeaderName, header},
    response::IntoResponse,
    routing::get,
};

use crate::state::App;

const POLICY: (HeaderName, &str) = (
    header::CONTENT_SECURITY_POLICY,
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors 'none'",
);

pub fn routes() -> Router<App> {
    Router::new()
        .route("/", get(file("text/html; charset=utf-8", include_str!("page/index.html"))))
        .route("/page.css", get(file("text/css; charset=utf-8", include_str!("page/page.css"))))
        .route("/page.js", get(file("text/javascript; charset=utf-8", include_str!("page/page.js"))))
}

fn file(kind: &'static str, text: &'static str) -> impl IntoResponse + Clone {
    ([(header::CONTENT_TYPE, kind), POLICY, (header::X_CONTENT_TYPE_OPTIONS, "nosniff")], text)
}
