//! The statuses of emails that a contact of v4 shows (spec/contacts-v4.md, section 2).

use crate::{
    converted_contact::ConvertedContact,
    json::Value,
    text::{concat, normalize},
};

/// A contact of v4, and those of its emails whose statuses it shows; empty if there is none.
#[derive(Clone, Debug)]
pub struct Statuses<'a> {
    contact: &'a Value,
    primary: String,
    /// The email that the statuses in the extended fields are about.
    subscribed: String,
}

impl<'a> Statuses<'a> {
    /// The statuses if there is no contact.
    pub const NONE: Statuses<'static> =
        Statuses { contact: &Value::Null, primary: String::new(), subscribed: String::new() };

    pub fn new(contact: &'a Value, converted: &ConvertedContact) -> Self {
        let ConvertedContact { primary_email, subscribed_email, .. } = converted;
        Self { contact, primary: primary_email.clone(), subscribed: subscribed_email.clone() }
    }

    pub fn is_primary(&self, email: &str) -> bool {
        normalize(&self.primary) == normalize(email)
    }

    pub fn is_subscribed(&self, email: &str) -> bool {
        normalize(&self.subscribed) == normalize(email)
    }

    /// `subscriptionStatus` or `deliverabilityStatus` of an email, if v4 shows it.
    pub fn of(&self, email: &str, status: &str) -> &'a str {
        let of_field = if self.is_subscribed(email) { self.of_field(status) } else { "" };
        match of_field {
            "" if self.is_primary(email) => self.of_primary(status),
            of_field => of_field,
        }
    }

    /// Whether v4 shows this subscriptionStatus of any email.
    pub fn has_subscription(&self, status: &str) -> bool {
        [self.of_primary("subscriptionStatus"), self.of_field("subscriptionStatus")].contains(&status)
    }

    fn of_primary(&self, status: &str) -> &'a str {
        self.contact.get("primaryEmail").map_or("", |email| email.text(status))
    }

    fn of_field(&self, status: &str) -> &'a str {
        let key = concat(&["emailSubscriptions.", status]);
        let field = self.contact.at(&["info", "extendedFields", "items", &key]);
        field.and_then(Value::as_str).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{json::testing::json, reconcile::tests::support::convert};

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
            let known = Statuses::new(&contact, &convert(&contact));
            let statuses = [first, second].map(|email| known.of(email, "subscriptionStatus"));
            assert_eq!(statuses, [first, second].map(|it| if it == email { "UNSUBSCRIBED" } else { "" }));
        }
    }
}
