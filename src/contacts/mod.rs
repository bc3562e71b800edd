//! The part of `Wix.Contacts` that a page needs for its first contacts.

pub mod client;
pub mod newest;
pub mod read;
pub mod rest;
