//! The API, for one call of an app.

use std::rc::Rc;

use contacts_js::{
    error::Error,
    request::Request,
    task::{Boxed, unless},
};
use contacts_rules::http::{Deadline, Gate};

use super::error::explain;
use crate::http::{Body, Http, deadline_after, passed};

/// All its requests share a deadline. With a gate, they pause together when one of them gets a 429.
#[derive(Clone)]
pub struct Api {
    http: Rc<Http>,
    pub deadline: Deadline,
    gate: Option<Rc<Gate>>,
}

impl Api {
    /// The deadline starts now.
    pub fn new(http: Rc<Http>, gate: Option<Rc<Gate>>) -> Self {
        let deadline = deadline_after(http.settings.timeout_ms);
        Self { http, deadline, gate }
    }

    /// The same with a deadline that starts now.
    pub fn anew(&self) -> Self {
        Self::new(self.http.clone(), self.gate.clone())
    }

    /// Sends a request until it succeeds, or fails for good. Dropping the future aborts it.
    pub fn send(&self, request: Request) -> Boxed<Result<Body, Error>> {
        let Self { http, deadline, gate } = self.clone();
        Box::pin(async move {
            let overdue = async {
                passed(&deadline).await;
                http.overdue()
            };
            let answer = unless(overdue, http.exchange(&request, gate.as_deref(), &deadline)).await;
            answer.map_err(|error| explain(error, request.purpose))
        })
    }
}
