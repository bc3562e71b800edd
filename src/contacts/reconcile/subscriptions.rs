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
    /// The statuses as they were sent, each as it is told of when the call is refused.
    sent: Vec<Rejected>,
}

impl Subscription {
    /// What to reject when the call is refused.
    pub fn rejected(&self, reason: Reason) -> impl Iterator<Item = Rejected> {
        self.sent.iter().map(move |sent| Rejected { reason, ..sent.clone() })
    }
}

/// A status of an email, here and in v4.
struct Status {
    member: &'static str,
    name: &'static str,
    /// Those of spec/fixtures/legacy-map.json.
    pairs: &'static [(&'static str, &'static str)],
    /// Why another one than that which is set is rejected.
    reason: Reason,
}

const SUBSCRIPTION: Status = Status {
    member: "emailStatus",
    name: "subscriptionStatus",
    pairs: &[("optOut", "UNSUBSCRIBED"), ("recurring", "SUBSCRIBED")],
    reason: Reason::Consent,
};

const DELIVERABILITY: Status = Status {
    member: "deliveryStatus",
    name: "deliverabilityStatus",
    pairs: &[
        ("VALID", "VALID"),
        ("SPAM", "SPAM_COMPLAINT"),
        ("COMPLAINT", "SPAM_COMPLAINT"),
        ("REJECTED", "BOUNCED"),
        ("BOUNCE", "BOUNCED"),
    ],
    reason: Reason::AlreadySet,
};

/// The calls that give emails the statuses they were sent with, one for each email. What v4 has already is
/// left out, and nobody who has unsubscribed is subscribed.
pub fn subscriptions(
    sent: &mut dyn Iterator<Item = &Item>,
    contact: &Value,
    rejected: &mut Vec<Rejected>,
) -> Vec<Subscription> {
    let mut calls = Vec::new();
    for items in &new_groups(sent, Vec::new(), &email_forms) {
        if let Some(call) = subscription(items, contact, rejected) {
            calls.push(call);
        }
    }
    calls
}

fn subscription(items: &[&Item], contact: &Value, rejected: &mut Vec<Rejected>) -> Option<Subscription> {
    let email = items.first()?.text("email");
    // v4 tells the statuses of the primary email alone.
    let is_known = lower(email) == lower(v4::primary_email(contact));
    let known = |status: &Status| if is_known { v4::email_status(contact, status.name) } else { "" };
    // An email sent with both statuses ends up unsubscribed, whichever came first.
    let opts_out = items.iter().any(|item| item.text("emailStatus") == "optOut");
    let wanted = if opts_out || is_unsubscribed(contact) { "UNSUBSCRIBED" } else { "SUBSCRIBED" };
    let mut sent = Vec::new();
    let subscription_status =
        SUBSCRIPTION.settle(items, Some(wanted), known(&SUBSCRIPTION), &mut sent, rejected);
    let deliverability_status =
        DELIVERABILITY.settle(items, None, known(&DELIVERABILITY), &mut sent, rejected);
    let is_call = !sent.is_empty();
    is_call.then(|| Subscription {
        email: email.to_owned(),
        subscription_status,
        deliverability_status,
        sent,
    })
}

impl Status {
    /// The status to set: the one that is wanted, else the first; none if it is known to v4.
    fn settle(
        &self,
        items: &[&Item],
        mut wanted: Option<&'static str>,
        known: &str,
        sent: &mut Vec<Rejected>,
        rejected: &mut Vec<Rejected>,
    ) -> Option<&'static str> {
        let mut to_set = None;
        for item in items {
            let text = item.text(self.member);
            let Some((_, status)) = self.pairs.iter().find(|(here, _)| *here == text) else { continue };
            let told = item.rejected(self.member, self.reason);
            if *wanted.get_or_insert(status) != *status {
                rejected.push(told);
            } else if *status != known {
                to_set = wanted;
                sent.push(told);
            }
        }
        to_set
    }
}

/// Whether v4 says so anywhere: in doubt nobody is subscribed.
fn is_unsubscribed(contact: &Value) -> bool {
    let primary = contact.get("primaryEmail").map_or("", |email| email.text("subscriptionStatus"));
    [primary, v4::email_status(contact, "subscriptionStatus")].contains(&"UNSUBSCRIBED")
}
