//! The statuses of emails. v4 has them outside the contact, and shows those of the primary email alone.

use super::info::Item;
use super::similar::{email_forms, new_groups};
use super::{Reason, Rejected, v4};
use crate::{json::Value, text::lower};

/// A call of POST /email-marketing/v1/email-subscriptions (spec/contacts-v4.md, section 1.14).
#[derive(Clone, Debug, PartialEq)]
pub struct Subscription {
    pub email: String,
    pub subscription_status: Option<&'static str>,
    pub deliverability_status: Option<&'static str>,
    sent: Vec<Sent>,
}

/// A status as it was sent, and what it is in v4.
#[derive(Clone, Debug, PartialEq)]
struct Sent {
    field: String,
    value: String,
    status: &'static str,
}

impl Subscription {
    /// What to reject when the call is refused.
    pub fn rejected(&self, reason: Reason) -> impl Iterator<Item = Rejected> {
        self.sent.iter().map(move |sent| sent.rejected(reason))
    }
}

impl Sent {
    fn rejected(&self, reason: Reason) -> Rejected {
        Rejected::new(self.field.as_str(), self.value.as_str(), reason)
    }
}

/// The calls that give emails the statuses they were sent with, one for each email. What v4 has already is
/// left out, and nobody who has unsubscribed is subscribed.
pub fn subscriptions(
    sent: &mut dyn Iterator<Item = &Item>,
    contact: &Value,
    rejected: &mut Vec<Rejected>,
) -> Vec<Subscription> {
    let emails = new_groups(sent, Vec::new(), &email_forms);
    emails.iter().filter_map(|items| subscription(items, contact, rejected)).collect()
}

fn subscription(items: &[&Item], contact: &Value, rejected: &mut Vec<Rejected>) -> Option<Subscription> {
    let email = items.first()?.text("email").to_owned();

    // An email sent with both statuses ends up unsubscribed, whichever came first.
    let mut subscribed = statuses(items, "emailStatus", subscription_status);
    let opts_out = subscribed.iter().any(|sent| sent.status == "UNSUBSCRIBED");
    let may_subscribe = !opts_out && !is_unsubscribed(contact);
    subscribed.retain(|sent| {
        let is_refused = sent.status == "SUBSCRIBED" && !may_subscribe;
        rejected.extend(is_refused.then(|| sent.rejected(Reason::Consent)));
        !is_refused
    });

    let mut delivered = statuses(items, "deliveryStatus", deliverability_status);
    let first = delivered.first().map(|sent| sent.status);
    delivered.retain(|sent| {
        let is_other = Some(sent.status) != first;
        rejected.extend(is_other.then(|| sent.rejected(Reason::AlreadySet)));
        !is_other
    });

    if lower(&email) == lower(v4::primary_email(contact)) {
        subscribed.retain(|sent| sent.status != v4::email_status(contact, "subscriptionStatus"));
        delivered.retain(|sent| sent.status != v4::email_status(contact, "deliverabilityStatus"));
    }
    let status = |sent: &[Sent]| sent.first().map(|sent| sent.status);
    let call = Subscription {
        email,
        subscription_status: status(&subscribed),
        deliverability_status: status(&delivered),
        sent: subscribed.into_iter().chain(delivered).collect(),
    };
    (!call.sent.is_empty()).then_some(call)
}

fn statuses(items: &[&Item], member: &str, in_v4: fn(&str) -> Option<&'static str>) -> Vec<Sent> {
    let statuses = items.iter().filter_map(|item| {
        let value = item.get(member)?;
        Some(Sent { field: item.field(member), value: value.to_owned(), status: in_v4(value)? })
    });
    statuses.collect()
}

// The pairs of spec/fixtures/legacy-map.json.

fn subscription_status(text: &str) -> Option<&'static str> {
    match text {
        "optOut" => Some("UNSUBSCRIBED"),
        "recurring" => Some("SUBSCRIBED"),
        _ => None,
    }
}

fn deliverability_status(text: &str) -> Option<&'static str> {
    match text {
        "VALID" => Some("VALID"),
        "SPAM" | "COMPLAINT" => Some("SPAM_COMPLAINT"),
        "REJECTED" | "BOUNCE" => Some("BOUNCED"),
        _ => None,
    }
}

/// Whether v4 says so anywhere: in doubt nobody is subscribed.
fn is_unsubscribed(contact: &Value) -> bool {
    let primary = contact.get("primaryEmail").map_or("", |email| email.text("subscriptionStatus"));
    [primary, v4::email_status(contact, "subscriptionStatus")].contains(&"UNSUBSCRIBED")
}
