//! Sends the requests of one call of an app.

use std::rc::Rc;

use contacts_js::{
    error::Error,
    request::Request,
    task::{Boxed, run_until},
};
use contacts_rules::http::{Deadline, RateLimitPause};

use super::error::interpret;
use crate::http::{Body, Http, deadline_after, wait_until};

/// All its requests share a deadline. With a rate-limit pause, they pause together when one of them gets a 429.
#[derive(Clone)]
pub struct Transport {
    http: Rc<Http>,
    pub deadline: Deadline,
    rate_limit_pause: Option<Rc<RateLimitPause>>,
}

impl Transport {
    /// The deadline starts now.
    pub fn new(http: Rc<Http>, rate_limit_pause: Option<Rc<RateLimitPause>>) -> Self {
        let deadline = deadline_after(http.settings.timeout_ms);
        Self { http, deadline, rate_limit_pause }
    }

    /// The same with a deadline that starts now.
    pub fn with_new_deadline(&self) -> Self {
        Self::new(self.http.clone(), self.rate_limit_pause.clone())
    }

    /// Sends a request until it succeeds, or fails for good. Dropping the future aborts it.
    pub fn send(&self, request: Request) -> Boxed<Result<Body, Error>> {
        let Self { http, deadline, rate_limit_pause } = self.clone();
        Box::pin(async move {
            let timeout = async {
                wait_until(&deadline).await;
                http.timeout_error()
            };
            let result =
                run_until(timeout, http.exchange(&request, rate_limit_pause.as_deref(), &deadline)).await;
            result.map_err(|error| interpret(error, request.purpose))
        })
    }
}
