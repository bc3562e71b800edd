//! Sets the statuses of emails. v4 stores them by address, outside of the contact.

use super::{ContactsApi, Reconciler};
use crate::{
    json::{Map, Value, object_of_some},
    reconcile::{
        Reason,
        statuses::Statuses,
        subscriptions::{ExistingSubscription, SubscriptionUpdate, with_consent},
    },
    text::{add, concat, lower, normalize},
};

impl<A: ContactsApi> Reconciler<'_, A> {
    /// Sets statuses. The contact is already saved, so a rejected status does not fail the call.
    pub(super) async fn set_statuses(&mut self, contact: &mut Value, calls: Vec<SubscriptionUpdate>) {
        // Opt-outs come first: they must not wait for a response.
        let (opt_outs, others): (Vec<_>, Vec<_>) = calls.into_iter().partition(SubscriptionUpdate::opts_out);
        self.send(contact, opt_outs).await;
        let left = self.with_consent(contact, others).await;
        self.send(contact, left).await;
    }

    /// Queries the subscriptions of emails to subscribe. The contact may not show an opt-out yet, and does not show those of
    /// its other emails. Returns the calls to make.
    async fn with_consent(
        &mut self,
        contact: &mut Value,
        calls: Vec<SubscriptionUpdate>,
    ) -> Vec<SubscriptionUpdate> {
        let mut emails = Vec::new();
        for call in calls.iter().filter(|call| call.subscribes()) {
            add(&mut emails, call.email.clone());
            add(&mut emails, lower(&call.email));
        }
        if emails.is_empty() {
            return calls;
        }
        let response = self.api.query_subscriptions(&emails).await;
        if let Ok(subscriptions) = &response {
            for email in &emails {
                if let Some(known) = ExistingSubscription::of(email, subscriptions) {
                    let ExistingSubscription { subscription_status, deliverability_status } = known;
                    self.update_statuses(
                        contact,
                        email,
                        Some(subscription_status),
                        Some(deliverability_status),
                    );
                }
            }
        }
        let known = response.as_deref().map_err(|failure| failure.reason().unwrap_or(Reason::Unsupported));
        with_consent(calls, known, &mut self.rejected)
    }

    async fn send(&mut self, contact: &mut Value, calls: Vec<SubscriptionUpdate>) {
        for call in calls {
            match self.api.set_subscription(body(&call)).await {
                Ok(()) => {
                    self.update_statuses(
                        contact,
                        &call.email,
                        call.subscription_status,
                        call.deliverability_status,
                    );
                }
                Err(failure) => {
                    let reason = failure.reason().unwrap_or(Reason::Unsupported);
                    self.rejected.append(&mut call.rejected(reason));
                }
            }
        }
    }

    /// Updates a contact that was read before with statuses that were just read or set.
    fn update_statuses(
        &self,
        contact: &mut Value,
        email: &str,
        subscription: Option<&str>,
        deliverability: Option<&str>,
    ) {
        let known = Statuses::new(contact, &self.api.convert(contact));
        let is_subscribed = known.is_subscribed(email);
        let is_primary = match contact.at(&["primaryInfo", "email"]).and_then(Value::as_str) {
            Some(primary) => normalize(primary) == normalize(email),
            None => known.is_primary(email),
        };
        let statuses = [("subscriptionStatus", subscription), ("deliverabilityStatus", deliverability)];
        for (name, status) in statuses {
            let Some(status) = status else { continue };
            if is_subscribed {
                let key = concat(&["emailSubscriptions.", name]);
                set(contact, &["info", "extendedFields", "items"], &key, status);
            }
            if is_primary {
                set(contact, &["primaryEmail"], name, status);
            }
        }
    }
}

fn body(call: &SubscriptionUpdate) -> Value {
    let SubscriptionUpdate { email, subscription_status, deliverability_status, .. } = call;
    object_of_some([
        ("email", Some(email.as_str().into())),
        ("subscriptionStatus", subscription_status.map(Value::from)),
        ("deliverabilityStatus", deliverability_status.map(Value::from)),
    ])
}

/// Sets a text in the object at the end of a path. Creates missing objects.
fn set(value: &mut Value, path: &[&str], key: &str, text: &str) {
    let mut place = value.as_object_mut();
    for key in path {
        place = place.and_then(|members| member(members, key));
    }
    if let Some(members) = place {
        members.insert(key, text.into());
    }
}

/// A member that is an object. Creates it if it is missing.
fn member<'a>(members: &'a mut Map, key: &str) -> Option<&'a mut Map> {
    if members.get(key).and_then(Value::as_object).is_none() {
        members.insert(key, Value::Object(Map::default()));
    }
    members.get_mut(key)?.as_object_mut()
}
