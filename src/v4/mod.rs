//! The REST Contacts v4 API (`spec/contacts-v4.md`). Knows nothing of `Wix.Contacts`.

pub mod contact;
mod endpoints;
mod error;
mod json;
mod query;

pub use contact::Contact;
pub use endpoints::{Api, Label};
pub use json::{from_js, object, to_js};
pub use query::{Query, list_query};
