//! Errors in the three shapes of spec/contacts-v4.md section 4.1: application, validation, and neither.

use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use rusqlite::ErrorCode;
use serde::Serialize;
use serde_json::{Value, json};

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug)]
pub struct Error {
    pub status: StatusCode,
    pub message: String,
    details: Details,
}

#[derive(Debug)]
enum Details {
    None,
    Application { code: &'static str, data: Value },
    Validation(Vec<Violation>),
}

/// One entry of `fieldViolations`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Violation {
    pub field: String,
    pub description: String,
    pub violated_rule: &'static str,
    #[serde(skip_serializing_if = "Value::is_null")]
    pub data: Value,
}

impl Error {
    /// An error with a code that apps can act on.
    pub fn application(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), details: Details::Application { code, data: json!({}) } }
    }

    /// A 400 with a code.
    pub fn bad_request(code: &'static str, message: impl Into<String>) -> Self {
        Self::application(StatusCode::BAD_REQUEST, code, message)
    }

    /// A status that has no code.
    pub fn plain(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), details: Details::None }
    }

    /// Values that break a rule of the schema.
    pub fn validation(violations: Vec<Violation>) -> Self {
        let message = violations.iter().map(Violation::tree).collect::<Vec<_>>().join("\n");
        Self { status: StatusCode::BAD_REQUEST, message, details: Details::Validation(violations) }
    }

    /// One value that breaks a rule of the schema.
    pub fn invalid(field: impl Into<String>, description: impl Into<String>) -> Self {
        Self::validation(vec![Violation::new(field, description, "FORMAT", Value::Null)])
    }

    /// A body of the wrong shape.
    pub fn expected_object() -> Self {
        Self::plain(StatusCode::BAD_REQUEST, "Expected an object")
    }

    /// The same of a part of it.
    pub fn expected_object_at(path: &str) -> Self {
        Self::plain(StatusCode::BAD_REQUEST, format!("Expected an object: {path}"))
    }

    /// An object where a list is wanted.
    pub fn expected_list_at(path: &str) -> Self {
        Self::plain(StatusCode::BAD_REQUEST, format!("Expected a list: {path}"))
    }

    pub fn contact_not_found() -> Self {
        Self::application(StatusCode::NOT_FOUND, "CONTACT_NOT_FOUND", "Contact not found")
    }

    pub fn with_data(mut self, entries: Value) -> Self {
        if let Details::Application { data, .. } = &mut self.details {
            *data = entries;
        }
        self
    }

    /// The application code, if there is one.
    pub fn code(&self) -> Option<&'static str> {
        match self.details {
            Details::Application { code, .. } => Some(code),
            _ => None,
        }
    }
}

impl Violation {
    pub fn new(
        field: impl Into<String>,
        description: impl Into<String>,
        violated_rule: &'static str,
        data: Value,
    ) -> Self {
        Self { field: field.into(), description: description.into(), violated_rule, data }
    }

    /// The violation as a tree of the objects around it, as Wix writes it.
    fn tree(&self) -> String {
        let path = self.field.replace('[', " [at index ");
        let steps: Vec<&str> = path.split('.').collect();
        let mut tree = String::new();
        for (depth, step) in steps.iter().enumerate() {
            let branch = match depth {
                0 => String::new(),
                _ => format!("{}`-- ", "   ".repeat(depth - 1)),
            };
            let what = if depth + 1 == steps.len() { &self.description } else { "is invalid:\n" };
            tree += &format!("{branch}{step} {what}");
        }
        tree
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let details = match &self.details {
            Details::None => json!({}),
            Details::Application { code, data } => json!({
                "applicationError": { "code": code, "description": self.message, "data": data }
            }),
            Details::Validation(violations) => {
                json!({ "validationError": { "fieldViolations": violations } })
            }
        };
        (self.status, Json(json!({ "message": self.message, "details": details }))).into_response()
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        tracing::error!("database: {error}");
        if error.sqlite_error_code() == Some(ErrorCode::DiskFull) {
            return Self::plain(
                StatusCode::INSUFFICIENT_STORAGE,
                "There is no room left for this, and nothing of it is kept. Make room on the disk, or start with another \
                 file by --db",
            );
        }
        Self::plain(StatusCode::INTERNAL_SERVER_ERROR, "")
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        tracing::error!("stored document: {error}");
        Self::plain(StatusCode::INTERNAL_SERVER_ERROR, "")
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    #[test]
    fn a_disk_without_room_is_told() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE items (item); PRAGMA max_page_count = 2").unwrap();
        let error = Error::from(db.execute("INSERT INTO items VALUES (zeroblob(9999))", []).unwrap_err());
        assert_eq!(error.status, StatusCode::INSUFFICIENT_STORAGE);
        assert!(error.message.contains("Make room"));
    }

    #[test]
    fn a_violation_is_told_as_a_tree() {
        let error =
            Error::invalid("info.addresses.items[0].address.subdivision", "is not a valid subdivision code");
        assert_eq!(
            error.message,
            "info is invalid:\n`-- addresses is invalid:\n   `-- items [at index 0] is invalid:\n      \
             `-- address is invalid:\n         `-- subdivision is not a valid subdivision code"
        );
    }
}
