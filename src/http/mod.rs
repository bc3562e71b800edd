//! One HTTP exchange: token, deadline, attempts, abort. Knows nothing of contacts.
//!
//! The rules are in [`contacts_core::http`]; here are the effects.

mod authorization;
mod body;
mod deadline;
mod fetch;
mod params;
mod refusal;
mod request;
mod response;

pub use body::Body;
pub use deadline::{deadline_after, passed};
pub use fetch::Http;
pub use params::Params;
pub use refusal::application_code;
pub use request::{Method, Request};

/// Why one attempt gave no answer.
type Failure = contacts_core::http::Failure<crate::error::Error>;
