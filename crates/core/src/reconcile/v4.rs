//! Reading the JSON of a v4 contact (spec/contacts-v4.md, section 2).

use crate::{
    json::Value,
    text::{concat, form},
};

/// The items of a list of `info`. A missing wrapper, `{}` and `{items: []}` are the same.
pub fn items<'a>(contact: &'a Value, list: &str) -> &'a [Value] {
    contact.at(&["info", list, "items"]).and_then(Value::as_array).unwrap_or_default()
}

/// The email that comes first for v4.
pub fn primary_email(contact: &Value) -> &str {
    let emails = items(contact, "emails");
    let flagged = emails.iter().find(|email| email.get("primary").and_then(Value::as_bool) == Some(true));
    let likely = flagged.or(emails.first()).map_or("", |email| email.text("email"));
    named(contact, likely, contact.get("primaryEmail").map_or("", |email| email.text("email")))
}

/// The email of the contact that has this name, in any case; else the one that is likely.
fn named<'a>(contact: &'a Value, likely: &'a str, name: &str) -> &'a str {
    let mut emails = items(contact, "emails").iter().map(|email| email.text("email"));
    emails.find(|email| !name.is_empty() && form(email) == form(name)).unwrap_or(likely)
}

/// The email that the statuses among the extended fields are of. They may mirror those of the primary one, else v4 may
/// name another.
pub fn subscribed_email(contact: &Value) -> &str {
    let is_mirrored = |status: &str| {
        let of_primary = contact.get("primaryEmail").map_or("", |email| email.text(status));
        [of_primary, ""].contains(&subscription_field(contact, status))
    };
    if is_mirrored("subscriptionStatus") && is_mirrored("deliverabilityStatus") {
        return primary_email(contact);
    }
    named(contact, primary_email(contact), subscription_field(contact, "effectiveEmail"))
}

/// `subscriptionStatus` or `deliverabilityStatus` of an email, as far as v4 tells it.
pub fn email_status<'a>(contact: &'a Value, email: &str, status: &str) -> &'a str {
    let is_same = |other: &str| form(other) == form(email);
    let of_field = if is_same(subscribed_email(contact)) { subscription_field(contact, status) } else { "" };
    match of_field {
        "" if is_same(primary_email(contact)) => {
            contact.get("primaryEmail").map_or("", |email| email.text(status))
        }
        of_field => of_field,
    }
}

fn subscription_field<'a>(contact: &'a Value, name: &str) -> &'a str {
    let key = concat(&["emailSubscriptions.", name]);
    let field = contact.at(&["info", "extendedFields", "items", &key]);
    field.and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::testing::json;

    #[test]
    fn statuses_are_of_the_email_that_is_named() {
        let [first, second] = ["first@example.com", "second@example.com"];
        let contact = |named: &str| {
            json!({
                "primaryEmail": {"email": named, "subscriptionStatus": "UNSUBSCRIBED"},
                "info": {"emails": {"items": [{"email": first, "primary": true}, {"email": second}]}},
            })
        };
        for (named, email) in [(second, second), ("Second@Example.com", second), (first, first), ("", first)]
        {
            let contact = contact(named);
            let statuses = [first, second].map(|email| email_status(&contact, email, "subscriptionStatus"));
            assert_eq!(statuses, [first, second].map(|it| if it == email { "UNSUBSCRIBED" } else { "" }));
        }
    }
}
