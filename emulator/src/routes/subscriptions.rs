//! Email subscriptions (spec/contacts-v4.md section 1.14).

use axum::extract::State;
use rusqlite::Transaction;
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{
    clock,
    contact::{LastActivity, validate::Checks},
    error::{Error, Result},
    request::{self, Body},
    routes::{Answer, answer},
    state::App,
    store::{
        contacts, fold,
        subscriptions::{self, Subscription},
    },
};

pub const SUBSCRIPTION_STATUSES: &[&str] =
    &["NO_SUBSCRIPTION_STATUS", "NOT_SET", "PENDING", "SUBSCRIBED", "UNSUBSCRIBED"];
pub const DELIVERABILITY_STATUSES: &[&str] = &["NOT_SET", "VALID", "BOUNCED", "SPAM_COMPLAINT", "INACTIVE"];

#[derive(Serialize)]
pub struct SubscriptionAnswer {
    subscription: Subscription,
}

pub async fn upsert(State(app): State<App>, Body(body): Body) -> Answer<SubscriptionAnswer> {
    let change = Change::read(request::object(&body, "subscription")?)?;
    let subscription = app.store.write(move |db| change.run(db)).await?;
    answer(SubscriptionAnswer { subscription })
}

pub async fn upsert_many(State(app): State<App>, Body(body): Body) -> Answer<Value> {
    let items: Vec<Map<String, Value>> = request::required(&body, "subscriptions")?;
    let changes = items.iter().map(|item| Change::read(Some(item))).collect::<Result<Vec<_>>>()?;
    let subscriptions = app
        .store
        .write(move |db| changes.into_iter().map(|change| change.run(db)).collect::<Result<Vec<_>>>())
        .await?;
    answer(json!({ "subscriptions": subscriptions }))
}

/// A new status of an address; what is left out stays.
struct Change {
    email: String,
    subscription_status: Option<String>,
    deliverability_status: Option<String>,
}

impl Change {
    fn read(subscription: Option<&Map<String, Value>>) -> Result<Self> {
        let subscription = subscription.ok_or_else(|| Error::invalid("subscription", "is required"))?;
        let change = Self {
            email: request::required(subscription, "email")?,
            subscription_status: request::member(subscription, "subscriptionStatus")?,
            deliverability_status: request::member(subscription, "deliverabilityStatus")?,
        };
        let mut check = Checks::default();
        check.length("subscription.email", Some(&change.email), 1, 320);
        let status = change.subscription_status.as_deref();
        check.tag("subscription.subscriptionStatus", status, SUBSCRIPTION_STATUSES);
        let status = change.deliverability_status.as_deref();
        check.tag("subscription.deliverabilityStatus", status, DELIVERABILITY_STATUSES);
        check.done()?;
        Ok(change)
    }

    fn run(self, db: &Transaction) -> Result<Subscription> {
        let old = subscriptions::get(db, &self.email)?;
        let new = Subscription {
            email: self.email,
            subscription_status: self.subscription_status.unwrap_or_else(|| old.subscription_status.clone()),
            deliverability_status: self
                .deliverability_status
                .unwrap_or_else(|| old.deliverability_status.clone()),
        };
        subscriptions::put(db, &new)?;
        let has_new_consent = new.subscription_status != old.subscription_status;
        let has_changed = has_new_consent || new.deliverability_status != old.deliverability_status;
        if has_changed {
            for id in contacts::ids_with(db, "emails", "email", &fold(&new.email))? {
                follow(db, &id, &new, has_new_consent)?;
            }
        }
        Ok(new)
    }
}

/// Brings a contact's statuses and effective email up to date.
fn follow(db: &Transaction, id: &str, subscription: &Subscription, has_new_consent: bool) -> Result<()> {
    let Some(mut contact) = contacts::get(db, id)? else { return Ok(()) };
    let is_primary =
        contact.info.emails().first().is_some_and(|item| fold(&item.email) == fold(&subscription.email));
    let now = clock::now();
    if is_primary
        && has_new_consent
        && let Some(activity_type) = activity(&subscription.subscription_status)
    {
        contact.last_activity = Some(LastActivity {
            activity_date: clock::to_millis_text(now),
            activity_type: activity_type.to_owned(),
            description: None,
        });
    }
    contact.touch(now);
    contacts::derive_and_put(db, &mut contact)
}

fn activity(status: &str) -> Option<&'static str> {
    match status {
        "SUBSCRIBED" => Some("NEWSLETTER_SUBSCRIPTION_SUBSCRIBE"),
        "UNSUBSCRIBED" => Some("NEWSLETTER_SUBSCRIPTION_UNSUBSCRIBE"),
        "PENDING" => Some("NEWSLETTER_SUBSCRIPTION_PENDING"),
        "NOT_SET" => Some("NEWSLETTER_SUBSCRIPTION_NOT_SET"),
        _ => None,
    }
}
