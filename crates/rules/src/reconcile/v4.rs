//! Reads the JSON of a v4 contact (spec/contacts-v4.md, section 2).

use crate::json::Value;

/// The items of a list of `info`. A missing wrapper, `{}` and `{items: []}` are the same.
pub fn items<'a>(contact: &'a Value, list: &str) -> &'a [Value] {
    contact.at(&["info", list, "items"]).and_then(Value::as_array).unwrap_or_default()
}
