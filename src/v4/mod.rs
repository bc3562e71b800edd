//! The REST Contacts v4 API (`spec/contacts-v4.md`). Knows nothing of `Wix.Contacts`.

pub mod contact;
mod endpoints;
mod error;
mod query;
mod request;

pub use contact::Contact;
pub use endpoints::Api;
pub use query::{Query, list_query};
