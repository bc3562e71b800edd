//! reconcileContact: what is accepted, whom it is about, and what has to be written.
//!
//! The rules alone, without requests. One call goes through them in this order:
//! [`ContactInfo::parse`], [`limits::check`], [`matching::filter`], [`matching::best`] and [`merge::plan`].

mod additions;
pub mod address;
mod date;
pub mod info;
pub mod limits;
pub mod matching;
pub mod merge;
pub mod refused;
mod similar;
pub mod statuses;
pub mod subscriptions;
mod table;
#[cfg(test)]
pub mod tests;
pub mod v4;

use crate::json::{Value, object};
pub use info::ContactInfo;

/// Why a value that was sent was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The contact has another value, and a single value is never overwritten.
    AlreadySet,
    /// It has more characters than the official page allows.
    TooLong,
    /// The list is full: v4 holds [`merge::MOST_ITEMS`].
    TooMany,
    /// It is not what it says it is: an email without `@`, a date that is none.
    Invalid,
    /// There is no place for it.
    Unsupported,
    /// The server allows no such write.
    Forbidden,
    /// The contact has unsubscribed, and is never subscribed again on its behalf.
    Consent,
}

impl Reason {
    /// As `rejectedData` has it.
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

/// A value that was sent and not kept: an element of `rejectedData`.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejected {
    /// Its path in contactInfo, such as `emails[1].email`.
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
    /// Its path in the contact, such as `name.first` or `emails[0]`.
    pub field: String,
    pub value: Value,
}

impl Existing {
    pub fn to_value(&self) -> Value {
        object([("field", self.field.as_str().into()), ("value", self.value.clone())])
    }
}
