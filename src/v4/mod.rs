//! The REST Contacts v4 API (`spec/contacts-v4.md`). It does not know `Wix.Contacts`.

mod error;
mod transport;

pub use transport::Transport;
