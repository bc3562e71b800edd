//! The statuses of emails, which v4 has outside the contact, by address.

use contacts_core::{
    json::{Value, given},
    reconcile::{
        Reason,
        subscriptions::{Known, Subscription, with_consent},
        v4,
    },
    text::{add, form, lower},
};

use super::{Reconciler, refusals::refusal};
use crate::{json::from_js, v4::Contact};

impl Reconciler {
    /// Sets statuses. The contact is saved by now, so a refusal fails nothing.
    pub(super) async fn set_statuses(&mut self, contact: &Contact, calls: Vec<Subscription>) {
        // First those that can't wait for an answer.
        let (opt_outs, others): (Vec<_>, Vec<_>) = calls.into_iter().partition(Subscription::opts_out);
        self.send(contact, opt_outs).await;
        let left = self.with_consent(contact, others).await;
        self.send(contact, left).await;
    }

    /// Asks about those who are to be subscribed, as the contact may not say yet that they have opted out, and says
    /// nothing of its other emails. Gives what is left to set.
    async fn with_consent(&mut self, contact: &Contact, calls: Vec<Subscription>) -> Vec<Subscription> {
        let mut emails = Vec::new();
        for call in calls.iter().filter(|call| call.subscribes()) {
            add(&mut emails, call.email.clone());
            add(&mut emails, lower(&call.email));
        }
        if emails.is_empty() {
            return calls;
        }
        let answer = self.api.query_subscriptions(&emails).await;
        if let Ok(subscriptions) = &answer {
            for email in &emails {
                if let Some(known) = Known::of(email, subscriptions) {
                    let Known { subscription_status, deliverability_status } = known;
                    show_statuses(contact, email, Some(subscription_status), Some(deliverability_status));
                }
            }
        }
        let known = answer.as_deref().map_err(|error| refusal(error).unwrap_or(Reason::Unsupported));
        with_consent(calls, known, &mut self.rejected)
    }

    async fn send(&mut self, contact: &Contact, calls: Vec<Subscription>) {
        for call in calls {
            match self.api.set_subscription(body(&call)).await {
                Ok(_) => {
                    show_statuses(contact, &call.email, call.subscription_status, call.deliverability_status);
                }
                Err(error) => {
                    let reason = refusal(&error).unwrap_or(Reason::Unsupported);
                    self.rejected.append(&mut call.rejected(reason));
                }
            }
        }
    }
}

fn body(call: &Subscription) -> Value {
    let Subscription { email, subscription_status, deliverability_status, .. } = call;
    given([
        ("email", Some(email.as_str().into())),
        ("subscriptionStatus", subscription_status.map(Value::from)),
        ("deliverabilityStatus", deliverability_status.map(Value::from)),
    ])
}

/// What was just learnt or set, on the contact that was read before it.
fn show_statuses(contact: &Contact, email: &str, subscription: Option<&str>, deliverability: Option<&str>) {
    let v4 = from_js(contact);
    let primary = v4.at(&["primaryInfo", "email"]).and_then(Value::as_str);
    let primary = primary.unwrap_or_else(|| v4::primary_email(&v4));
    if form(v4::subscribed_email(&v4)) == form(email) {
        contact.set_subscribed_statuses(subscription, deliverability);
    }
    if form(primary) == form(email) {
        contact.set_primary_statuses(subscription, deliverability);
    }
}
