//! Types of errors, and the meaning of v4's error responses (`spec/contacts-v4.md` section 4).

use crate::text::{concat, decimal};

/// The first argument of onFailure (`spec/wix-contacts-sdk.md`, Errors).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorType {
    WixError,
    NotFound,
    BadRequest,
    InvalidSchema,
    Forbidden,
}

impl ErrorType {
    const ALL: [Self; 5] =
        [Self::WixError, Self::NotFound, Self::BadRequest, Self::InvalidSchema, Self::Forbidden];

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::WixError => "WIX_ERROR",
            Self::NotFound => "NOT_FOUND",
            Self::BadRequest => "BAD_REQUEST",
            Self::InvalidSchema => "INVALID_SCHEMA",
            Self::Forbidden => "FORBIDDEN",
        }
    }
}

/// A permission that an app needs, with the names that Wix shows (`spec/contacts-v4.md` section 5).
#[derive(Clone, Copy, Debug)]
pub enum Scope {
    ReadContacts,
    Contacts,
    /// Labels are only listed for a filter.
    Labels,
    ExtendedFields,
    EmailSubscriptions,
}

impl Scope {
    pub const ALL: [Self; 5] =
        [Self::ReadContacts, Self::Contacts, Self::Labels, Self::ExtendedFields, Self::EmailSubscriptions];
}

/// The response to a request that v4 rejected, and what the request was for.
#[derive(Clone, Copy, Debug)]
pub struct ErrorResponse<'a> {
    pub scope: Scope,
    /// Whether the request changes something.
    pub is_write: bool,
    pub status: u16,
    pub code: &'a str,
    /// Whether v4 names the values that it rejected.
    pub has_violations: bool,
    pub retryable: bool,
}

impl ErrorResponse<'_> {
    pub fn error_type(&self) -> ErrorType {
        match self.status {
            400 if self.has_violations && self.is_write => ErrorType::InvalidSchema,
            400 => ErrorType::BadRequest,
            401 | 403 => ErrorType::Forbidden,
            404 => ErrorType::NotFound,
            _ => ErrorType::WixError,
        }
    }

    pub fn message(&self) -> String {
        let answered = ["The Contacts API answered ", &decimal(self.status.into()), " ", self.code, ". "];
        let advice = match self.status {
            403 => self.scope.advice(),
            _ => self.advice().to_owned(),
        };
        concat(&[&concat(&answered), &advice])
    }

    fn advice(&self) -> &'static str {
        match (self.status, self.code) {
            (_, "CONTACT_NOT_FOUND") | (404, _) => {
                "Check the id: the contact may have been deleted or merged."
            }
            (_, "INVALID_ARGUMENT") => "See fieldViolations for the values that it does not accept.",
            (_, "CONTACT_ALREADY_CHANGED") => "Somebody else keeps changing this contact: try again.",
            (_, "CANNOT_UPDATE_MEMBER_EMAIL") => "The email of a site member is changed by the member alone.",
            (400, _) => "See the cause for what it does not accept.",
            (401, _) => {
                "Check what authorization gives: the token may be expired, of another site, or of an app that lacks a \
                 permission scope."
            }
            (429, _) if !self.retryable => {
                "The site has as many of these as it may have: remove what it no longer needs, or ask Wix for more."
            }
            (429, _) => "Too many requests: wait a minute, then try again.",
            (500.., _) => "Try again later.",
            _ => "See the cause for what it said.",
        }
    }
}

impl Scope {
    fn advice(self) -> String {
        let (what, name) = match self {
            Self::ReadContacts => ("Reading contacts", "Read Contacts"),
            Self::Contacts => ("Writing contacts", "Manage Contacts"),
            Self::Labels => ("Filtering by label", "Manage Contact Labels"),
            Self::ExtendedFields => ("Using custom fields", "Manage Contact Extended Fields"),
            Self::EmailSubscriptions => ("Using the statuses of emails", "Manage Email Subscriptions"),
        };
        concat(&[
            what,
            " needs the permission scope ",
            name,
            ", or Manage Members and Contacts - all permissions, which covers every call. Add it to the app, and \
             install its new version on the site.",
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn response(status: u16, code: &str) -> ErrorResponse<'_> {
        let scope = Scope::Labels;
        ErrorResponse { scope, is_write: false, status, code, has_violations: false, retryable: false }
    }

    #[test]
    fn what_was_written_wrong_is_a_wrong_schema_and_what_was_read_wrong_a_bad_request() {
        let wrong = ErrorResponse { has_violations: true, ..response(400, "INVALID_ARGUMENT") };
        assert_eq!(wrong.error_type(), ErrorType::BadRequest);
        assert_eq!(ErrorResponse { is_write: true, ..wrong }.error_type(), ErrorType::InvalidSchema);
    }

    #[test]
    fn a_403_names_the_scope_that_is_missing() {
        let message = response(403, "HTTP_403").message();
        assert!(
            message.starts_with("The Contacts API answered 403 HTTP_403. Filtering by label"),
            "{message}"
        );
        assert!(message.contains("Manage Contact Labels"), "{message}");
    }

    #[test]
    fn a_quota_that_is_used_up_is_told_from_too_many_requests() {
        let used_up = response(429, "FIELDS_QUOTA_EXCEEDED");
        assert!(used_up.message().contains("ask Wix for more"));
        assert!(ErrorResponse { retryable: true, ..used_up }.message().contains("wait a minute"));
    }
}
