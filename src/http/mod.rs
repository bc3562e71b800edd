//! One HTTP exchange: token, deadline, attempts, abort. It does not know contacts.
//!
//! The rules are in [`contacts_rules::http`]; here are the effects.

mod authorization;
mod body;
mod deadline;
mod error_response;
mod fetch;
mod response;

pub use body::Body;
pub use deadline::{deadline_after, wait_until};
pub use error_response::application_code;
pub use fetch::Http;

/// Why one attempt failed.
type Failure = contacts_rules::http::Failure<contacts_js::error::Error>;
