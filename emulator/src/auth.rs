//! The Authorization header (spec/contacts-v4.md section 5).

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::Next,
    response::Response,
};

use crate::{
    error::{Error, Result},
    routes,
    state::App,
};

/// Lets a request pass if its token may do what it asks for.
pub async fn check(State(app): State<App>, request: Request, next: Next) -> Result<Response> {
    let token = token(request.headers()).ok_or_else(unauthorized)?;
    let options = &app.options;
    let may_read = options.read_only_tokens.iter().any(|known| known == token);
    let may_write = options.tokens.iter().any(|known| known == token);
    let accepts_any = options.tokens.is_empty() && !may_read;
    if may_write || accepts_any || (may_read && !routes::is_write(&request)) {
        Ok(next.run(request).await)
    } else if may_read {
        Err(Error::application(StatusCode::FORBIDDEN, refusal_of(request.uri().path()), "Forbidden"))
    } else {
        Err(unauthorized())
    }
}

/// The code with which a call is refused to an app that may not make it.
pub fn refusal_of(path: &str) -> &'static str {
    if path.ends_with("/contact-submit") { "INSUFFICIENT_PERMISSION" } else { "PERMISSION_DENIED" }
}

/// The token, with or without the word Bearer before it.
pub fn token(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?.trim();
    let token = match value.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("Bearer") => token.trim(),
        _ => value,
    };
    Some(token).filter(|token| !token.is_empty())
}

fn unauthorized() -> Error {
    Error::plain(StatusCode::UNAUTHORIZED, "")
}
