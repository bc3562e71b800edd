//! Why a request or the whole call failed.

use crate::{
    json::Value,
    reconcile::{Reason, rejected_write::keys},
};

/// Why a call failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error<E> {
    /// contactInfo has the wrong shape.
    Schema(String),
    /// contactInfo has the right shape, but can't be used.
    Argument(&'static str),
    Api(E),
}

/// A request that failed: what decides how the call goes on, and the error for the app.
#[derive(Clone, Debug)]
pub struct Failure<E> {
    /// The HTTP status, if there was a response.
    pub status: Option<u16>,
    pub code: String,
    /// Whether the same request may succeed later.
    pub retryable: bool,
    /// The body of the response; null if there was none.
    pub body: Value,
    pub error: E,
}

impl<E> Failure<E> {
    /// Why the API rejects such requests at all; None for any other failure.
    pub fn reason(&self) -> Option<Reason> {
        match self.status? {
            401 | 403 => Some(Reason::Forbidden),
            400..=499 if !self.retryable => Some(Reason::Unsupported),
            _ => None,
        }
    }

    /// Whether a write was rejected because of its values.
    pub fn is_rejection(&self) -> bool {
        self.status == Some(400) || self.status == Some(429) && !self.retryable
    }

    /// Whether a write was rejected because of its extended fields.
    pub fn is_about_extended_fields(&self) -> bool {
        self.code == "INVALID_EXTENDED_FIELD_VALUE"
            || self.violated_fields().iter().any(|field| keys(field).first() == Some(&"extendedFields"))
    }

    pub fn is_not_found(&self) -> bool {
        self.status == Some(404)
    }

    /// The paths of the values that v4 rejected.
    pub fn violated_fields(&self) -> Vec<String> {
        let violations = self.body.at(&["details", "validationError", "fieldViolations"]);
        let mut fields = Vec::new();
        for violation in violations.and_then(Value::as_array).unwrap_or_default() {
            fields.push(violation.text("field").to_owned());
        }
        fields
    }

    /// The id of the existing contact that a create would have duplicated.
    pub fn duplicate(&self) -> Option<&str> {
        self.body.at(&["details", "applicationError", "data", "duplicateContactId"])?.as_str()
    }
}
