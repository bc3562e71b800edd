//! The calls that set statuses of emails. v4 stores them outside of the contact, which shows those of one or two emails.

use std::mem::take;

use super::info::Item;
use super::similar::{email_forms, new_groups};
use super::statuses::Statuses;
use super::{Reason, Rejected};
use crate::{json::Value, text::lower};

/// A call of POST /email-marketing/v1/email-subscriptions (spec/contacts-v4.md, section 1.14).
#[derive(Clone, Debug, PartialEq)]
pub struct SubscriptionUpdate {
    pub email: String,
    pub subscription_status: Option<&'static str>,
    pub deliverability_status: Option<&'static str>,
    /// Each emailStatus as it was sent, for its rejection.
    sent_subscription: Vec<Rejected>,
    /// The same for each deliveryStatus.
    sent_deliverability: Vec<Rejected>,
}

impl SubscriptionUpdate {
    /// The rejections if the API rejects the call.
    pub fn rejected(&self, reason: Reason) -> Vec<Rejected> {
        let mut rejected = with_reason(&self.sent_subscription, reason);
        rejected.append(&mut with_reason(&self.sent_deliverability, reason));
        rejected
    }

    /// Whether it would subscribe an address, which may have opted out.
    pub fn subscribes(&self) -> bool {
        self.subscription_status == Some(SUBSCRIBED)
    }

    pub fn opts_out(&self) -> bool {
        self.subscription_status == Some(UNSUBSCRIBED)
    }

    /// Removes the subscription from the call, for this reason.
    fn reject(&mut self, reason: Reason, rejected: &mut Vec<Rejected>) {
        self.subscription_status = None;
        rejected.append(&mut with_reason(&take(&mut self.sent_subscription), reason));
    }
}

fn with_reason(sent: &[Rejected], reason: Reason) -> Vec<Rejected> {
    let mut rejected = Vec::new();
    sent.iter().for_each(|sent| rejected.push(Rejected { reason, ..sent.clone() }));
    rejected
}

const SUBSCRIBED: &str = "SUBSCRIBED";
const UNSUBSCRIBED: &str = "UNSUBSCRIBED";

/// The site's subscription of an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExistingSubscription<'a> {
    pub subscription_status: &'a str,
    pub deliverability_status: &'a str,
}

impl<'a> ExistingSubscription<'a> {
    /// Finds an address in the API's subscriptions, in any case. None if it is not there. If it is there several times, an
    /// opt-out counts.
    pub fn of(email: &str, subscriptions: &'a [Value]) -> Option<Self> {
        let mut found: Option<Self> = None;
        for subscription in subscriptions {
            let has_opted_out = found.is_some_and(|found| found.subscription_status == UNSUBSCRIBED);
            if lower(subscription.text("email")) == lower(email) && !has_opted_out {
                found = Some(Self {
                    subscription_status: subscription.text("subscriptionStatus"),
                    deliverability_status: subscription.text("deliverabilityStatus"),
                });
            }
        }
        found
    }
}

/// Removes subscriptions of addresses that have opted out, according to the site's subscriptions, or all of them if those
/// are unknown. Returns the calls to make.
pub fn with_consent(
    calls: Vec<SubscriptionUpdate>,
    subscriptions: Result<&[Value], Reason>,
    rejected: &mut Vec<Rejected>,
) -> Vec<SubscriptionUpdate> {
    let mut left = Vec::new();
    for mut call in calls {
        if call.subscribes() {
            apply_consent(&mut call, subscriptions, rejected);
        }
        if call.subscription_status.is_some() || call.deliverability_status.is_some() {
            left.push(call);
        }
    }
    left
}

fn apply_consent(
    call: &mut SubscriptionUpdate,
    subscriptions: Result<&[Value], Reason>,
    rejected: &mut Vec<Rejected>,
) {
    let known = match subscriptions.map(|subscriptions| ExistingSubscription::of(&call.email, subscriptions))
    {
        Ok(Some(known)) => known,
        Ok(None) => return,
        Err(reason) => return call.reject(reason, rejected),
    };
    if call.deliverability_status == Some(known.deliverability_status) {
        call.deliverability_status = None;
    }
    match known.subscription_status {
        UNSUBSCRIBED => {
            call.reject(Reason::Consent, rejected);
            // Sent along: it is open whether the API keeps what is left out.
            call.subscription_status = call.deliverability_status.and(Some(UNSUBSCRIBED));
        }
        SUBSCRIBED if call.deliverability_status.is_none() => call.subscription_status = None,
        SUBSCRIBED | "UNKNOWN" | "NOT_SET" | "NO_SUBSCRIPTION_STATUS" | "PENDING" => {}
        // When in doubt, nobody is subscribed.
        _ => call.reject(Reason::Unsupported, rejected),
    }
}

/// A kind of status, in `Wix.Contacts` and v4.
struct Status {
    member: &'static str,
    name: &'static str,
    /// The names, from spec/fixtures/legacy-map.json.
    pairs: &'static [(&'static str, &'static str)],
    /// The reason for rejecting a status other than the one that is set.
    reason: Reason,
}

const SUBSCRIPTION: Status = Status {
    member: "emailStatus",
    name: "subscriptionStatus",
    pairs: &[("optOut", UNSUBSCRIBED), ("recurring", SUBSCRIBED)],
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

/// The calls that set the statuses of emails, one for each email. They omit what v4 already has, and never subscribe
/// an address that has unsubscribed.
pub fn subscriptions(
    sent: &mut dyn Iterator<Item = &Item>,
    known: &Statuses,
    rejected: &mut Vec<Rejected>,
) -> Vec<SubscriptionUpdate> {
    let mut calls = Vec::new();
    for items in &new_groups(sent, Vec::new(), &email_forms) {
        if let Some(call) = subscription(items, known, rejected) {
            calls.push(call);
        }
    }
    calls
}

fn subscription(
    items: &[&Item],
    known: &Statuses,
    rejected: &mut Vec<Rejected>,
) -> Option<SubscriptionUpdate> {
    let email = items.first()?.text("email");
    // Whether v4 shows this for any of its emails: when in doubt, nobody is subscribed.
    let is_unsubscribed = known.has_subscription(UNSUBSCRIBED);
    let known = |status: &Status| known.of(email, status.name);
    // An email sent with both statuses is unsubscribed in the end, in any order.
    let opts_out = items.iter().any(|item| item.text("emailStatus") == "optOut");
    let wanted = if opts_out || is_unsubscribed { UNSUBSCRIBED } else { SUBSCRIBED };
    let (mut sent_subscription, mut sent_deliverability) = (Vec::new(), Vec::new());
    let mut subscription_status = SUBSCRIPTION.status_to_set(
        items,
        Some(wanted),
        known(&SUBSCRIPTION),
        &mut sent_subscription,
        rejected,
    );
    let deliverability_status =
        DELIVERABILITY.status_to_set(items, None, known(&DELIVERABILITY), &mut sent_deliverability, rejected);
    if deliverability_status.is_some() && known(&SUBSCRIPTION) == UNSUBSCRIBED {
        // Sent along: it is open whether the API keeps what is left out.
        subscription_status = Some(UNSUBSCRIBED);
    }
    let is_call = subscription_status.is_some() || deliverability_status.is_some();
    is_call.then(|| SubscriptionUpdate {
        email: email.to_owned(),
        subscription_status,
        deliverability_status,
        sent_subscription,
        sent_deliverability,
    })
}

impl Status {
    /// The status to set: the preferred one, else the first; None if v4 already has it. But an opt-out is always sent, since
    /// what a contact shows may be out of date.
    fn status_to_set(
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
            let rejection = item.rejected(self.member, self.reason);
            if *wanted.get_or_insert(status) != *status {
                rejected.push(rejection);
            } else if *status != known || *status == UNSUBSCRIBED {
                to_set = wanted;
                sent.push(rejection);
            }
        }
        to_set
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::testing::json;
    use crate::reconcile::tests::support::sent;

    type Calls = Vec<(String, Option<&'static str>, Option<&'static str>)>;

    /// Email, subscriptionStatus and deliverabilityStatus of the calls to make, and field and reason of the rejections, with
    /// these subscriptions of the site.
    fn after(emails: Value, subscriptions: Result<Value, Reason>) -> (Calls, Vec<(String, &'static str)>) {
        let info = sent(json!({ "emails": emails }));
        let mut rejected = Vec::new();
        let calls = super::subscriptions(&mut info.emails.iter(), &Statuses::NONE, &mut rejected);
        let response =
            subscriptions.as_ref().map(|response| response.as_array().unwrap()).map_err(|reason| *reason);
        let left = with_consent(calls, response, &mut rejected);
        let left = left.into_iter().map(|it| (it.email, it.subscription_status, it.deliverability_status));
        (left.collect(), rejected.into_iter().map(|it| (it.field, it.reason.as_str())).collect())
    }

    fn ann(email_status: &str) -> Value {
        json!([{"email": "ann@example.com", "emailStatus": email_status, "deliveryStatus": "BOUNCE"}])
    }

    fn known(email: &str, status: &str) -> Value {
        json!([{"email": email, "subscriptionStatus": status, "deliverabilityStatus": "VALID"}])
    }

    #[test]
    fn who_opted_out_is_not_subscribed_and_the_opt_out_goes_along_with_what_is_set() {
        let email = "ann@example.com".to_owned();
        for spelling in ["ann@example.com", "Ann@Example.COM"] {
            let response = Ok(known(spelling, "UNSUBSCRIBED"));
            let left = vec![(email.clone(), Some("UNSUBSCRIBED"), Some("BOUNCED"))];
            assert_eq!(
                after(ann("recurring"), response),
                (left, vec![("emails[0].emailStatus".to_owned(), "CONSENT")])
            );
        }
    }

    #[test]
    fn an_opt_out_counts_among_several_subscriptions_of_one_address() {
        for order in [["SUBSCRIBED", "UNSUBSCRIBED"], ["UNSUBSCRIBED", "SUBSCRIBED"]] {
            let entry = |status: &str| json!({"email": "ann@example.com", "subscriptionStatus": status});
            let (_, rejected) = after(ann("recurring"), Ok(json!(order.map(entry).to_vec())));
            assert_eq!(rejected, [("emails[0].emailStatus".to_owned(), "CONSENT")]);
        }
    }

    #[test]
    fn an_address_that_is_as_wanted_needs_no_call() {
        let emails =
            json!([{"email": "ann@example.com", "emailStatus": "recurring", "deliveryStatus": "VALID"}]);
        assert_eq!(after(emails, Ok(known("ann@example.com", "SUBSCRIBED"))), (vec![], vec![]));
    }

    #[test]
    fn a_status_that_is_not_known_here_subscribes_nobody() {
        for status in ["", "BLOCKED"] {
            let (left, rejected) = after(ann("recurring"), Ok(known("ann@example.com", status)));
            assert_eq!(left, [("ann@example.com".to_owned(), None, Some("BOUNCED"))]);
            assert_eq!(rejected, [("emails[0].emailStatus".to_owned(), "UNSUPPORTED")]);
        }
    }

    #[test]
    fn who_has_not_said_anything_is_subscribed() {
        for response in
            [json!([]), known("eve@example.com", "UNSUBSCRIBED"), known("ann@example.com", "NOT_SET")]
        {
            let left = vec![("ann@example.com".to_owned(), Some("SUBSCRIBED"), Some("BOUNCED"))];
            assert_eq!(after(ann("recurring"), Ok(response)), (left, vec![]));
        }
    }

    #[test]
    fn without_a_response_nobody_is_subscribed_and_the_rest_is_set() {
        let left = vec![("ann@example.com".to_owned(), None, Some("BOUNCED"))];
        let rejected = vec![("emails[0].emailStatus".to_owned(), "FORBIDDEN")];
        assert_eq!(after(ann("recurring"), Err(Reason::Forbidden)), (left, rejected));
        let left = vec![("ann@example.com".to_owned(), Some("UNSUBSCRIBED"), Some("BOUNCED"))];
        assert_eq!(after(ann("optOut"), Err(Reason::Forbidden)), (left, vec![]));
    }
}
