//! What holds of every merge, and what tests of the rules share.

mod properties;
pub mod support;
