//! The REST Contacts v4 API (`spec/contacts-v4.md`). It does not know `Wix.Contacts`.

mod api;
mod error;

pub use api::Api;
