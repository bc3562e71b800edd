//! One HTTP exchange: token, deadline, attempts, abort. Knows nothing of contacts.
//!
//! The rules are in [`contacts_core::http`]; here are the effects.

mod authorization;
mod body;
mod deadline;
mod fetch;
mod refusal;
mod response;

pub use body::Body;
pub use deadline::{deadline_after, passed};
pub use fetch::Http;
pub use refusal::application_code;

/// Why one attempt gave no answer.
type Failure = contacts_core::http::Failure<contacts_js::error::Error>;
