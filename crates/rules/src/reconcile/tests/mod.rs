//! Properties of every merge, and helpers for the tests of the rules.

mod properties;
pub mod support;
