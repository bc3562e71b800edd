//! Requests to Contacts v4 without JavaScript types (`spec/contacts-v4.md`).

use crate::json::Value;

/// A query for contacts that match a filter, sorted by createdDate.
#[derive(Clone, Debug)]
pub struct Query {
    pub filter: Value,
    pub newest_first: bool,
    pub offset: u32,
    /// At most 1000.
    pub limit: u32,
}
