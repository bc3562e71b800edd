//! The part of `Wix.Contacts` that a page needs for its first contacts.

pub mod client;
pub mod deferred;
pub mod newest;
pub mod read;
