//! Who may talk to the server: this machine's programs and pages, and the origins that the developer allows.
//!
//! A page of another origin is refused, and so is a Host that is not this machine, by which a page could pass as one of
//! its own (DNS rebinding).

use std::{net::IpAddr, sync::Arc, time::Duration};

use axum::{
    extract::{Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header, request::Parts},
    middleware::Next,
    response::Response,
};
use tower_http::cors::{AllowHeaders, AllowOrigin, CorsLayer};
use url::{Host, Url};

use crate::{
    cli::Options,
    consistency::CONSISTENT,
    error::{Error, Result},
    state::App,
};

const EXPOSED: [HeaderName; 3] =
    [HeaderName::from_static("x-wix-request-id"), CONSISTENT, header::RETRY_AFTER];

/// Refuses a foreign Origin or Host with 403.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Result<Response> {
    let headers = request.headers();
    if let Some(origin) = headers.get(header::ORIGIN)
        && !is_allowed_origin(origin, &app.options)
    {
        let shown = origin.to_str().unwrap_or_default();
        return Err(refused(format!(
            "Pages of {shown} are not allowed; start the server with --allow-origin {shown}"
        )));
    }
    if let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok())
        && !is_allowed_host(host, &app.options)
    {
        return Err(refused(format!(
            "This server does not answer for {host}; start it with --allow-origin http://{host}"
        )));
    }
    Ok(next.run(request).await)
}

/// Answers preflights, and lets allowed pages read answers.
pub fn cors(options: &Arc<Options>) -> CorsLayer {
    let options = options.clone();
    let allowed = move |origin: &HeaderValue, _: &Parts| is_allowed_origin(origin, &options);
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(allowed))
        .allow_methods([
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
            Method::OPTIONS,
        ])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers(EXPOSED)
        .allow_private_network(true)
        .max_age(Duration::from_secs(600))
}

/// A preflight is answered with 204, as at Wix (spec/contacts-v4.md section 5).
pub async fn answer_preflight(request: Request, next: Next) -> Response {
    let is_preflight = request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = next.run(request).await;
    if is_preflight && response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NO_CONTENT;
    }
    response
}

fn is_allowed_origin(origin: &HeaderValue, options: &Options) -> bool {
    let Some(origin) = origin.to_str().ok().and_then(|text| Url::parse(text).ok()) else { return false };
    let is_web = matches!(origin.scheme(), "http" | "https");
    let is_allowed = options.allow_origins.iter().any(|allowed| allowed.origin() == origin.origin());
    is_web && (is_allowed || origin.host().is_some_and(is_loopback))
}

fn is_allowed_host(host: &str, options: &Options) -> bool {
    let Ok(url) = Url::parse(&format!("http://{host}/")) else { return false };
    let is_allowed = options.allow_origins.iter().any(|allowed| allowed.host() == url.host());
    is_allowed || url.host().is_some_and(is_loopback)
}

fn is_loopback(host: Host<&str>) -> bool {
    match host {
        Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(address) => IpAddr::from(address).is_loopback(),
        Host::Ipv6(address) => IpAddr::from(address).is_loopback(),
    }
}

fn refused(message: String) -> Error {
    Error::application(StatusCode::FORBIDDEN, "PERMISSION_DENIED", message)
}
