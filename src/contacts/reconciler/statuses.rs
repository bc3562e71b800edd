//! The statuses of emails, which v4 has outside the contact.

use super::super::reconcile::{Reason, merge::Subscription, v4};
use super::{Reconciler, refusals::refusal};
use crate::{
    json::{Value, from_js, given},
    text::lower,
    v4::Contact,
};

impl Reconciler {
    /// Sets statuses. The contact is saved by now, so a refusal fails nothing.
    pub(super) async fn set_statuses(&mut self, contact: &Contact, subscriptions: &[Subscription]) {
        for subscription in subscriptions {
            match self.api.set_subscription(body(subscription)).await {
                Ok(_) => show_statuses(contact, subscription),
                Err(error) => {
                    let reason = refusal(&error).unwrap_or(Reason::Unsupported);
                    subscription.rejected(reason).for_each(|it| self.rejected.push(it));
                }
            }
        }
    }
}

fn body(subscription: &Subscription) -> Value {
    let Subscription { email, subscription_status, deliverability_status, .. } = subscription;
    given([
        ("email", Some(email.as_str().into())),
        ("subscriptionStatus", subscription_status.map(Value::from)),
        ("deliverabilityStatus", deliverability_status.map(Value::from)),
    ])
}

/// What was just set, on the contact that was read before it.
fn show_statuses(contact: &Contact, subscription: &Subscription) {
    let v4 = from_js(contact);
    let primary = v4.at(&["primaryInfo", "email"]).and_then(Value::as_str);
    let primary = primary.unwrap_or_else(|| v4::primary_email(&v4));
    if lower(primary) == lower(&subscription.email) {
        contact.set_email_statuses(subscription.subscription_status, subscription.deliverability_status);
    }
}
