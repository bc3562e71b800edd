//! Reading the JSON of a v4 contact (spec/contacts-v4.md, section 2).

use serde_json::Value;

pub fn info<'a>(contact: &'a Value, member: &str) -> Option<&'a Value> {
    contact.get("info")?.get(member)
}

/// The items of a list of `info`. A missing wrapper, `{}` and `{items: []}` are the same.
pub fn items<'a>(contact: &'a Value, list: &str) -> &'a [Value] {
    let items = info(contact, list).and_then(|list| list.get("items")).and_then(Value::as_array);
    items.map_or(&[], Vec::as_slice)
}

/// A text; empty if there is none.
pub fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value.get(member).and_then(Value::as_str).unwrap_or_default()
}

/// The email whose statuses v4 knows.
pub fn primary_email(contact: &Value) -> &str {
    let emails = items(contact, "emails");
    let primary = emails.iter().find(|email| email.get("primary") == Some(&Value::Bool(true)));
    primary.or(emails.first()).map_or("", |email| text(email, "email"))
}

/// `subscriptionStatus` or `deliverabilityStatus` of the primary email.
pub fn email_status<'a>(contact: &'a Value, status: &str) -> &'a str {
    let extended = info(contact, "extendedFields").and_then(|fields| fields.get("items"));
    let of_field = extended.map_or("", |fields| text(fields, &["emailSubscriptions.", status].concat()));
    if !of_field.is_empty() {
        return of_field;
    }
    contact.get("primaryEmail").map_or("", |email| text(email, status))
}
