//! What has to be written so that a contact has all that was sent, and loses nothing.

use super::info::ContactInfo;
use super::{Existing, Reason, Rejected};
use crate::contacts::details::Details;
use serde_json::Value;

/// Most items of a v4 list (spec/contacts-v4.md, section 2).
pub const MOST_ITEMS: usize = 50;

/// A contact as it is.
#[derive(Clone, Debug)]
pub struct Stored<'a> {
    /// The contact of v4.
    pub v4: &'a Value,
    /// As getContactById shows it.
    pub shown: ContactInfo,
    /// What an earlier call kept.
    pub details: Details,
}

/// Whether the extended field of [`Details`] can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    Allowed,
    /// What it would hold is rejected for this reason.
    Refused(Reason),
}

/// The writes, and what to tell of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The `info` to create or to update the contact with; none if there is nothing to add.
    pub info: Option<Value>,
    /// What to keep in the extended field; none if that does not change. Then `info` is there too.
    pub details: Option<Details>,
    pub subscriptions: Vec<Subscription>,
    pub rejected: Vec<Rejected>,
    pub existing: Vec<Existing>,
}

/// A call of POST /email-marketing/v1/email-subscriptions (spec/contacts-v4.md, section 1.14).
#[derive(Clone, Debug, PartialEq)]
pub struct Subscription {
    pub email: String,
    pub subscription_status: Option<&'static str>,
    pub deliverability_status: Option<&'static str>,
    /// The values that it stands for.
    sent: Vec<(String, String)>,
}

impl Subscription {
    /// What to reject when the call is refused.
    pub fn rejected(&self, reason: Reason) -> impl Iterator<Item = Rejected> {
        self.sent.iter().map(move |(field, value)| Rejected::new(field.as_str(), value.as_str(), reason))
    }
}

/// Plans the writes that add what was sent to a contact, or make a new one.
///
/// When the extended field turns out to be refused, plan again with [`Keeping::Refused`].
pub fn plan(sent: &ContactInfo, stored: Option<&Stored>, keeping: Keeping) -> Plan {
    let _ = (sent, stored, keeping);
    Plan::default()
}
