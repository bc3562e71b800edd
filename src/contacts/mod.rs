//! What `Wix.Contacts` promises, as far as a page needs it for its first contacts.

pub mod client;
pub mod newest;
pub mod read;
pub mod rest;
