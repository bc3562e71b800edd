//! The statuses of emails. v4 has them outside the contact, and shows those of the primary email alone.

use super::info::{Email, Item};
use super::{Reason, Rejected, v4};
use serde_json::Value;

/// A call of POST /email-marketing/v1/email-subscriptions (spec/contacts-v4.md, section 1.14).
#[derive(Clone, Debug, PartialEq)]
pub struct Subscription {
    pub email: String,
    pub subscription_status: Option<&'static str>,
    pub deliverability_status: Option<&'static str>,
    /// The paths and values that it stands for.
    sent: Vec<(String, String)>,
}

impl Subscription {
    /// What to reject when the call is refused.
    pub fn rejected(&self, reason: Reason) -> impl Iterator<Item = Rejected> {
        self.sent.iter().map(move |(field, value)| Rejected::new(field, value.as_str(), reason))
    }
}

/// The calls that give emails the statuses they were sent with, one for each email. What v4 has already is left
/// out, and nobody who has unsubscribed is subscribed.
pub fn subscriptions(
    sent: &[&Item<Email>],
    contact: &Value,
    rejected: &mut Vec<Rejected>,
) -> Vec<Subscription> {
    // Whoever opts out comes first, so that an email sent with both statuses ends up unsubscribed.
    let (opting_out, others): (Vec<&Item<Email>>, Vec<_>) =
        sent.iter().copied().partition(|item| item.value.email_status.as_deref() == Some("optOut"));
    let mut calls: Vec<Subscription> = Vec::new();
    for item in opting_out.into_iter().chain(others) {
        let email = item.value.email.as_str();
        let is_primary = is_same(email, v4::primary_email(contact));
        let is_stored = |member, status| is_primary && v4::email_status(contact, member) == status;
        let mut call = take_call(&mut calls, email);

        if let Some((text, status)) = subscription_status(&item.value) {
            let field = item.field("emailStatus");
            let unsubscribed = is_unsubscribed(contact) || call.subscription_status == Some("UNSUBSCRIBED");
            if unsubscribed && status == "SUBSCRIBED" {
                rejected.push(Rejected::new(field, text, Reason::Consent));
            } else if !is_stored("subscriptionStatus", status) {
                call.subscription_status = Some(status);
                call.sent.push((field, text.to_owned()));
            }
        }
        if let Some((text, status)) = deliverability_status(&item.value) {
            let field = item.field("deliveryStatus");
            if call.deliverability_status.is_some_and(|other| other != status) {
                rejected.push(Rejected::new(field, text, Reason::AlreadySet));
            } else if !is_stored("deliverabilityStatus", status) {
                call.deliverability_status = Some(status);
                call.sent.push((field, text.to_owned()));
            }
        }
        calls.push(call);
    }
    calls.retain(|call| !call.sent.is_empty());
    calls
}

/// The call for an email, begun by an item with the same one, or a new one.
fn take_call(calls: &mut Vec<Subscription>, email: &str) -> Subscription {
    match calls.iter().position(|call| is_same(&call.email, email)) {
        Some(position) => calls.remove(position),
        None => Subscription {
            email: email.to_owned(),
            subscription_status: None,
            deliverability_status: None,
            sent: Vec::new(),
        },
    }
}

// The pairs of spec/fixtures/legacy-map.json.

fn subscription_status(email: &Email) -> Option<(&str, &'static str)> {
    let text = email.email_status.as_deref()?;
    let status = match text {
        "optOut" => "UNSUBSCRIBED",
        "recurring" => "SUBSCRIBED",
        _ => return None,
    };
    Some((text, status))
}

fn deliverability_status(email: &Email) -> Option<(&str, &'static str)> {
    let text = email.delivery_status.as_deref()?;
    let status = match text {
        "VALID" => "VALID",
        "SPAM" | "COMPLAINT" => "SPAM_COMPLAINT",
        "REJECTED" | "BOUNCE" => "BOUNCED",
        _ => return None,
    };
    Some((text, status))
}

/// Whether v4 says so anywhere: in doubt nobody is subscribed.
fn is_unsubscribed(contact: &Value) -> bool {
    let primary = contact.get("primaryEmail").map_or("", |email| v4::text(email, "subscriptionStatus"));
    [primary, v4::email_status(contact, "subscriptionStatus")].contains(&"UNSUBSCRIBED")
}

fn is_same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}
