//! Reading the JSON of a v4 contact (spec/contacts-v4.md, section 2).

use crate::{json::Value, text::concat};

/// The items of a list of `info`. A missing wrapper, `{}` and `{items: []}` are the same.
pub fn items<'a>(contact: &'a Value, list: &str) -> &'a [Value] {
    contact.at(&["info", list, "items"]).and_then(Value::as_array).unwrap_or_default()
}

/// The email whose statuses v4 knows.
pub fn primary_email(contact: &Value) -> &str {
    let emails = items(contact, "emails");
    let primary = emails.iter().find(|email| email.get("primary").and_then(Value::as_bool) == Some(true));
    primary.or(emails.first()).map_or("", |email| email.text("email"))
}

/// `subscriptionStatus` or `deliverabilityStatus` of the primary email.
pub fn email_status<'a>(contact: &'a Value, status: &str) -> &'a str {
    let of_field =
        contact.at(&["info", "extendedFields", "items", &concat(&["emailSubscriptions.", status])]);
    match of_field.and_then(Value::as_str) {
        None | Some("") => contact.get("primaryEmail").map_or("", |email| email.text(status)),
        Some(of_field) => of_field,
    }
}
