//! Static files at `/`, for a page that uses the server.

use std::path::Path;

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::MethodRouter,
};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::platform;

const HEADERS: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: https:; \
         connect-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'self' https://*.wix.com",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    // Files are asked for again each time, and answered with 304 while they are the same.
    (header::CACHE_CONTROL, "no-cache"),
];

/// Serves the files of a directory, but none whose path has a part that begins with a dot.
pub fn files(directory: &Path) -> MethodRouter {
    let service = platform::files(directory).layer(from_fn(hide_dot_files));
    HEADERS.into_iter().fold(service, |service, (name, value)| {
        service.layer(SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value)))
    })
}

async fn hide_dot_files(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_ascii_lowercase().replace("%2e", ".");
    if path.split(['/', '\\']).any(|part| part.starts_with('.')) {
        return StatusCode::NOT_FOUND.into_response();
    }
    next.run(request).await
}
