//! Parameters of the query string.

use serde_json::{Value, json};

use super::schema::{Noted, text};

// What several calls have, by its name in document.json.
pub const PAGING: &[&str] = &["limit", "offset"];
pub const SORTING: &[&str] = &["sortFieldName", "sortOrder"];
pub const PROJECTION: &[&str] = &["fields", "fieldsets"];

pub fn in_query(name: &str, schema: Value) -> Value {
    json!({ "name": name, "in": "query", "schema": schema })
}

pub fn language() -> Value {
    in_query("language", text()).note("Passed over.")
}
