//! Consent and deliverability of email addresses, whether a contact has them or not (spec/contacts-v4.md section 1.14).

use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::fold;
use crate::{clock, error::Result};

pub const NOT_SET: &str = "NOT_SET";

/// What is known of one email address.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Subscription {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub email: String,
    #[serde(default = "not_set")]
    pub subscription_status: String,
    #[serde(default = "not_set")]
    pub deliverability_status: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_date: Option<String>,
}

impl Subscription {
    pub fn unknown(email: &str) -> Self {
        Self::of(email, NOT_SET, NOT_SET)
    }

    /// Statuses that are not stored yet.
    pub fn of(email: &str, subscription_status: &str, deliverability_status: &str) -> Self {
        Self {
            id: None,
            email: email.to_owned(),
            subscription_status: subscription_status.to_owned(),
            deliverability_status: deliverability_status.to_owned(),
            created_date: None,
            updated_date: None,
        }
    }

    /// Whether mail may be sent there (spec/contacts-v4.md section 2.1, effectiveEmail).
    pub fn may_be_mailed(&self) -> bool {
        self.subscription_status != "UNSUBSCRIBED"
            && !matches!(self.deliverability_status.as_str(), "BOUNCED" | "SPAM_COMPLAINT")
    }

    pub fn has_statuses_of(&self, other: &Self) -> bool {
        self.subscription_status == other.subscription_status
            && self.deliverability_status == other.deliverability_status
    }

    fn from_row(row: &Row) -> rusqlite::Result<Self> {
        let date = |name| row.get(name).map(clock::to_millis_text).map(Some);
        Ok(Self {
            id: row.get("id")?,
            email: row.get("email")?,
            subscription_status: row.get("subscription_status")?,
            deliverability_status: row.get("deliverability_status")?,
            created_date: date("created_date")?,
            updated_date: date("updated_date")?,
        })
    }
}

/// What is known of an address, regardless of its case.
pub fn find(db: &Transaction, email: &str) -> Result<Option<Subscription>> {
    let mut statement = db.prepare_cached("SELECT * FROM subscriptions WHERE email_folded = ?")?;
    Ok(statement.query_row([fold(email)], Subscription::from_row).optional()?)
}

/// `find`, and nothing set for an address that nothing is known of.
pub fn get(db: &Transaction, email: &str) -> Result<Subscription> {
    Ok(find(db, email)?.unwrap_or_else(|| Subscription::unknown(email)))
}

/// What is known of these addresses, or of all.
pub fn find_all(db: &Transaction, emails: Option<&[String]>) -> Result<Vec<Subscription>> {
    let Some(emails) = emails else { return all(db) };
    let folded: Vec<_> = emails.iter().map(|email| fold(email)).collect();
    let mut statement = db.prepare_cached(
        "SELECT * FROM subscriptions WHERE email_folded IN (SELECT value FROM json_each(?))
         ORDER BY email_folded",
    )?;
    let found = statement.query_map([serde_json::to_string(&folded)?], Subscription::from_row)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Stores what is known of an address; one that has no id keeps that of the address, or gets one.
pub fn put(db: &Transaction, subscription: &Subscription) -> Result<Subscription> {
    let old = match subscription.id {
        Some(_) => None,
        None => find(db, &subscription.email)?,
    };
    let now = clock::now();
    let date = |text: Option<&String>| text.and_then(|text| clock::parse(text)).unwrap_or(now);
    let old_date = old.as_ref().and_then(|old| old.created_date.as_ref());
    let created = date(subscription.created_date.as_ref().or(old_date));
    let updated = date(subscription.updated_date.as_ref());
    let id = subscription.id.clone().or(old.and_then(|old| old.id));
    let id = id.unwrap_or_else(|| Uuid::new_v4().to_string());
    let mut statement =
        db.prepare_cached("INSERT OR REPLACE INTO subscriptions VALUES (?, ?, ?, ?, ?, ?, ?)")?;
    statement.execute(params![
        fold(&subscription.email),
        id,
        subscription.email,
        subscription.subscription_status,
        subscription.deliverability_status,
        created,
        updated,
    ])?;
    Ok(Subscription {
        id: Some(id),
        created_date: Some(clock::to_millis_text(created)),
        updated_date: Some(clock::to_millis_text(updated)),
        ..subscription.clone()
    })
}

pub fn all(db: &Transaction) -> Result<Vec<Subscription>> {
    let mut statement = db.prepare("SELECT * FROM subscriptions ORDER BY email_folded")?;
    let all = statement.query_map([], Subscription::from_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(all)
}

fn not_set() -> String {
    NOT_SET.to_owned()
}
