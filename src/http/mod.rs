//! One HTTP exchange: token, deadline, attempts, abort. It does not know contacts.
//!
//! The rules are in [`contacts_rules::http`]; here are the effects.

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

/// Why one attempt failed.
type Failure = contacts_rules::http::Failure<contacts_js::error::Error>;
