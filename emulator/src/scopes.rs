//! Permission scopes: which of them lets an app make which call (spec/contacts-v4.md section 5). Without `--scopes`, an
//! app has all of them.

use std::str::FromStr;

use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::Response,
};

use crate::{
    auth,
    error::{Error, Result},
    state::App,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    ReadContacts,
    ManageContacts,
    ManageLabels,
    ManageExtendedFields,
    ManageSubscriptions,
    All,
}

const SCOPES: [(Scope, &str); 6] = [
    (Scope::ReadContacts, "Read Contacts"),
    (Scope::ManageContacts, "Manage Contacts"),
    (Scope::ManageLabels, "Manage Contact Labels"),
    (Scope::ManageExtendedFields, "Manage Contact Extended Fields"),
    (Scope::ManageSubscriptions, "Manage Email Subscriptions"),
    (Scope::All, "Manage Members and Contacts - all permissions"),
];

/// Refuses a call that none of the app's scopes lets it make.
pub async fn check(State(app): State<App>, request: Request, next: Next) -> Result<Response> {
    let held = &app.options.scopes;
    let needed = needed(request.uri().path(), auth::is_write(&request));
    if held.is_empty() || held.iter().any(|scope| *scope == Scope::All || needed.contains(scope)) {
        return Ok(next.run(request).await);
    }
    let names: Vec<_> = needed.iter().map(|scope| scope.name()).collect();
    let message = format!(
        "This call needs the scope {}, which the server was started without: add it to --scopes",
        names.join(" or ")
    );
    Err(Error::application(StatusCode::FORBIDDEN, auth::refusal_of(request.uri().path()), message))
}

/// The scopes of which a call needs one.
fn needed(path: &str, is_write: bool) -> &'static [Scope] {
    let path = path.strip_prefix("/_api").unwrap_or(path);
    let is_under =
        |prefix: &str| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if is_under("/contacts/v4/labels") {
        &[Scope::ManageLabels]
    } else if is_under("/contacts/v4/extended-fields") {
        &[Scope::ManageExtendedFields]
    } else if is_under("/email-marketing") {
        &[Scope::ManageSubscriptions]
    } else if is_write {
        &[Scope::ManageContacts]
    } else {
        &[Scope::ReadContacts, Scope::ManageContacts]
    }
}

impl Scope {
    fn name(self) -> &'static str {
        SCOPES.iter().find(|(scope, _)| *scope == self).map_or("", |(_, name)| name)
    }
}

impl FromStr for Scope {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_called = |name: &str| name.eq_ignore_ascii_case(text.trim());
        let found = SCOPES.iter().find(|(_, name)| is_called(name));
        found.map(|(scope, _)| *scope).ok_or_else(|| {
            let known = SCOPES.map(|(_, name)| format!("\"{name}\""));
            format!("there is no such scope; known are {}", known.join(", "))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_needs_the_scope_of_what_it_is_about() {
        let needs =
            |path, is_write| needed(path, is_write).iter().map(|scope| scope.name()).collect::<Vec<_>>();
        let read = ["Read Contacts", "Manage Contacts"];
        assert_eq!(needs("/contacts/v4/contacts/x", false), read);
        assert_eq!(needs("/_api/contacts/v4/contacts/query", false), read);
        assert_eq!(needs("/contacts/v4/contacts/x/labels", true), ["Manage Contacts"]);
        assert_eq!(needs("/contacts/v4/labels", false), ["Manage Contact Labels"]);
        assert_eq!(needs("/contacts/v4/labels/custom.vip", true), ["Manage Contact Labels"]);
        assert_eq!(
            needs("/_api/contacts/v4/extended-fields/query", false),
            ["Manage Contact Extended Fields"]
        );
        let subscriptions = "/email-marketing/v1/email-subscriptions";
        assert_eq!(needs(subscriptions, true), ["Manage Email Subscriptions"]);
        assert_eq!(needs(&format!("{subscriptions}/query"), false), ["Manage Email Subscriptions"]);
    }

    #[test]
    fn a_scope_is_known_by_its_name_in_any_case() {
        for (scope, name) in SCOPES {
            assert_eq!(name.to_lowercase().parse(), Ok(scope));
        }
        assert!("Manage Labels".parse::<Scope>().unwrap_err().contains("\"Manage Contact Labels\""));
    }
}
