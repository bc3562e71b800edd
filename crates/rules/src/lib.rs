//! The rules of `Wix.Contacts` on Contacts v4, in plain Rust: no JavaScript, no network, no clock.
//!
//! Their effects are traits, [`paging::Source`], [`reconciler::ContactsApi`] and [`http::Effects`], so they run natively in
//! tests.

pub mod codes;
pub mod converted_contact;
pub mod error;
pub mod http;
pub mod json;
pub mod labels;
pub mod overlay;
pub mod paging;
pub mod phone;
pub mod read_ahead;
mod reconcile;
pub mod reconciler;
pub mod tags;
pub mod text;
pub mod unicode;
pub mod v4;
