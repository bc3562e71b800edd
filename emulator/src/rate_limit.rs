//! So many requests a minute with one token (spec/contacts-v4.md section 4.3).

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use axum::{
    extract::{Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

use crate::{auth, error::Error, platform::Instant, state::App};

const WINDOW: Duration = Duration::from_secs(60);

/// The requests of the current minute, counted from the first of each token.
pub struct RateLimit {
    limit: Option<u32>,
    minutes: Mutex<HashMap<String, Minute>>,
}

struct Minute {
    start: Instant,
    requests: u32,
}

pub async fn check(State(app): State<App>, request: Request, next: Next) -> Response {
    let token = auth::token(request.headers()).unwrap_or_default();
    let Some(wait) = app.rate_limit.exceeded(token, Instant::now()) else {
        return next.run(request).await;
    };
    let mut response = Error::plain(StatusCode::TOO_MANY_REQUESTS, "Too many requests").into_response();
    if app.options.settings.retry_after {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs() + 1));
    }
    response
}

impl RateLimit {
    pub fn new(limit: Option<u32>) -> Self {
        Self { limit, minutes: Mutex::default() }
    }

    /// Counts a request; if it is one too many, says how long to wait.
    fn exceeded(&self, token: &str, now: Instant) -> Option<Duration> {
        let limit = self.limit?;
        let mut minutes = self.minutes.lock().unwrap_or_else(PoisonError::into_inner);
        minutes.retain(|_, minute| now.duration_since(minute.start) < WINDOW);
        let minute = minutes.entry(token.to_owned()).or_insert(Minute { start: now, requests: 0 });
        minute.requests += 1;
        (minute.requests > limit).then(|| WINDOW.saturating_sub(now.duration_since(minute.start)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_so_many_requests_a_minute() {
        let limit = RateLimit::new(Some(2));
        let start = Instant::now();
        assert_eq!(limit.exceeded("a", start), None);
        assert_eq!(limit.exceeded("a", start), None);
        assert_eq!(limit.exceeded("a", start + Duration::from_secs(20)), Some(Duration::from_secs(40)));
        assert_eq!(limit.exceeded("b", start), None, "others have their own");
        assert_eq!(limit.exceeded("a", start + WINDOW), None);
    }
}
