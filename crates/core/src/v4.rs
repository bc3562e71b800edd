//! Requests to Contacts v4, as far as they are plain (`spec/contacts-v4.md`).

use crate::json::Value;

/// Contacts that match a filter, by createdDate.
#[derive(Clone, Debug)]
pub struct Query {
    pub filter: Value,
    pub newest_first: bool,
    pub offset: u32,
    /// At most 1000.
    pub limit: u32,
}
