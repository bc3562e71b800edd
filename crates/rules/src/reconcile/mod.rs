//! The rules of reconcileContact: which values are valid, which contact they are about, and what to write.
//!
//! They make no requests. One call goes through them in this order:
//! [`ContactInfo::parse`], [`limits::check`], [`matching::filter`], [`matching::best`] and [`merge::plan`].

mod additions;
pub mod address;
mod date;
pub mod info;
pub mod limits;
pub mod matching;
pub mod merge;
pub mod rejected_write;
mod similar;
pub mod statuses;
pub mod subscriptions;
mod table;
#[cfg(test)]
pub mod tests;
pub mod v4;

use crate::json::{Value, object};
pub use info::ContactInfo;

/// Why a value that was sent was not stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The contact has a different value. Single values are never overwritten.
    AlreadySet,
    /// It has more characters than the official page allows.
    TooLong,
    /// The list is full: v4 has at most [`merge::MAX_ITEMS`].
    TooMany,
    /// It is not valid, for example an email without `@`.
    Invalid,
    /// v4 has no field for it, or no space.
    Unsupported,
    /// The app may not write it.
    Forbidden,
    /// The address has unsubscribed, and is never subscribed again.
    Consent,
}

impl Reason {
    /// The name in `rejectedData`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AlreadySet => "ALREADY_SET",
            Self::TooLong => "TOO_LONG",
            Self::TooMany => "TOO_MANY",
            Self::Invalid => "INVALID",
            Self::Unsupported => "UNSUPPORTED",
            Self::Forbidden => "FORBIDDEN",
            Self::Consent => "CONSENT",
        }
    }
}

/// A value that was sent and not stored: an element of `rejectedData`.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejected {
    /// Its path in contactInfo, for example `emails[1].email`.
    pub field: String,
    pub value: Value,
    pub reason: Reason,
}

impl Rejected {
    fn new(field: impl Into<String>, value: impl Into<Value>, reason: Reason) -> Self {
        Self { field: field.into(), value: value.into(), reason }
    }

    pub fn to_value(&self) -> Value {
        let reason = self.reason.as_str().into();
        object([("field", self.field.as_str().into()), ("value", self.value.clone()), ("reason", reason)])
    }
}

/// A value that the contact had before: an element of `existingData`.
#[derive(Clone, Debug, PartialEq)]
pub struct Existing {
    /// Its path in the contact, for example `name.first` or `emails[0]`.
    pub field: String,
    pub value: Value,
}

impl Existing {
    pub fn to_value(&self) -> Value {
        object([("field", self.field.as_str().into()), ("value", self.value.clone())])
    }
}
