//! The rules of one HTTP exchange: attempts, waits, deadline. They send requests through the trait [`Effects`].

mod deadline;
mod exchange;
mod gate;
mod header;
pub mod retry;

pub use deadline::Deadline;
pub use exchange::{Effects, Failure, FailureKind, exchange};
pub use gate::Gate;
pub use header::is_header_value;
