//! `Wix.Contacts` for JavaScript, backed by the REST Contacts v4 API.

pub mod contacts;
