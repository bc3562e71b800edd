//! One HTTP exchange: token, deadline, tries, abort. Knows nothing of contacts.
//!
//! [`exchange`] holds the rules and runs anywhere; [`fetch`] has the effects, and needs a browser.

mod authorization;
mod deadline;
pub mod exchange;
pub mod fetch;
mod gate;
mod params;
mod refusal;
mod response;
pub mod retry;

pub use deadline::Deadline;
pub use exchange::{Method, Request, exchange};
pub use fetch::Http;
pub use gate::Gate;
pub use params::Params;
pub use refusal::application_code;
