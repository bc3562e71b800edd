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
    routes,
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

/// Who may make a call.
#[derive(Clone, Copy)]
pub enum Access {
    /// Everybody: admin calls need no token.
    Everybody,
    /// Apps with one of these scopes, also with a token that may only read.
    Reader(&'static [Scope]),
    /// Apps with one of these scopes.
    Writer(&'static [Scope]),
}

impl Access {
    pub const READ_CONTACTS: Self = Self::Reader(&[Scope::ReadContacts, Scope::ManageContacts]);
    pub const CHANGE_CONTACTS: Self = Self::Writer(&[Scope::ManageContacts]);
    pub const READ_LABELS: Self = Self::Reader(&[Scope::ManageLabels]);
    pub const CHANGE_LABELS: Self = Self::Writer(&[Scope::ManageLabels]);
    pub const READ_EXTENDED_FIELDS: Self = Self::Reader(&[Scope::ManageExtendedFields]);
    pub const CHANGE_EXTENDED_FIELDS: Self = Self::Writer(&[Scope::ManageExtendedFields]);
    pub const READ_SUBSCRIPTIONS: Self = Self::Reader(&[Scope::ManageSubscriptions]);
    pub const CHANGE_SUBSCRIPTIONS: Self = Self::Writer(&[Scope::ManageSubscriptions]);

    pub fn is_admin(self) -> bool {
        matches!(self, Self::Everybody)
    }

    pub fn is_write(self) -> bool {
        matches!(self, Self::Writer(_))
    }

    pub fn scopes(self) -> &'static [Scope] {
        match self {
            Self::Everybody => &[],
            Self::Reader(scopes) | Self::Writer(scopes) => scopes,
        }
    }
}

/// Refuses a call that none of the app's scopes lets it make.
pub async fn check(State(app): State<App>, request: Request, next: Next) -> Result<Response> {
    let Some(operation) = routes::asked_for(&request) else { return Ok(next.run(request).await) };
    let (held, needed) = (&app.options.scopes, operation.access().scopes());
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

impl Scope {
    pub fn name(self) -> &'static str {
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
    fn a_scope_is_known_by_its_name_in_any_case() {
        for (scope, name) in SCOPES {
            assert_eq!(name.to_lowercase().parse(), Ok(scope));
        }
        assert!("Manage Labels".parse::<Scope>().unwrap_err().contains("\"Manage Contact Labels\""));
    }
}
