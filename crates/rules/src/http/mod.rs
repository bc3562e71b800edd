//! The rules of one HTTP exchange: attempts, waits, deadline. They send requests through the trait [`Effects`].

mod deadline;
mod exchange;
mod header;
mod rate_limit_pause;
pub mod retry;

pub use deadline::Deadline;
pub use exchange::{Effects, Failure, FailureKind, exchange};
pub use header::is_header_value;
pub use rate_limit_pause::RateLimitPause;
