//! The REST Contacts v4 API (`spec/contacts-v4.md`). Knows nothing of `Wix.Contacts`.

mod api;
mod error;

pub use api::Api;
