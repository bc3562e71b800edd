//! Consent and deliverability of email addresses (spec/contacts-v4.md section 1.14).

use rusqlite::{OptionalExtension, Row, Transaction};
use serde::{Deserialize, Serialize};

use super::fold;
use crate::error::Result;

pub const NOT_SET: &str = "NOT_SET";

/// What is known of one email address.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Subscription {
    pub email: String,
    pub subscription_status: String,
    pub deliverability_status: String,
}

impl Subscription {
    pub fn unknown(email: &str) -> Self {
        Self {
            email: email.to_owned(),
            subscription_status: NOT_SET.to_owned(),
            deliverability_status: NOT_SET.to_owned(),
        }
    }

    /// Whether mail may be sent there (spec/contacts-v4.md section 2.1, effectiveEmail).
    pub fn may_be_mailed(&self) -> bool {
        self.subscription_status != "UNSUBSCRIBED"
            && !matches!(self.deliverability_status.as_str(), "BOUNCED" | "SPAM_COMPLAINT")
    }

    fn from_row(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self { email: row.get(0)?, subscription_status: row.get(1)?, deliverability_status: row.get(2)? })
    }
}

/// What is known of an address, regardless of its case.
pub fn get(db: &Transaction, email: &str) -> Result<Subscription> {
    let mut statement = db.prepare_cached("SELECT * FROM subscriptions WHERE email = ?")?;
    let found = statement.query_row([fold(email)], Subscription::from_row).optional()?;
    Ok(found.unwrap_or_else(|| Subscription::unknown(email)))
}

pub fn put(db: &Transaction, subscription: &Subscription) -> Result<()> {
    db.prepare_cached("INSERT OR REPLACE INTO subscriptions VALUES (?, ?, ?)")?.execute([
        &fold(&subscription.email),
        &subscription.subscription_status,
        &subscription.deliverability_status,
    ])?;
    Ok(())
}

pub fn all(db: &Transaction) -> Result<Vec<Subscription>> {
    let mut statement = db.prepare("SELECT * FROM subscriptions ORDER BY email")?;
    let all = statement.query_map([], Subscription::from_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(all)
}
