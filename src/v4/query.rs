//! Requests for many contacts: Query Contacts (`spec/contacts-v4.md` section 3) and List Contacts
//! (`spec/003_3f674c64945d416b.txt`).

use crate::{
    error::Error,
    http::Params,
    json::{Value, object},
    text::{concat, decimal},
};

/// What is asked of each contact: what is used and no more, by the names of the official list.
pub const FIELDS: [&str; 11] = [
    "createdDate",
    "updatedDate",
    "info.name",
    "info.emails",
    "info.phones",
    "info.addresses",
    "info.company",
    "info.jobTitle",
    "info.picture",
    "info.birthdate",
    "info.extendedFields",
];

/// Contacts that match a filter, by createdDate.
#[derive(Clone, Debug)]
pub struct Query {
    pub filter: Value,
    pub newest_first: bool,
    pub offset: u32,
    /// At most 1000.
    pub limit: u32,
}

impl Query {
    /// The request's body. Paging at its root would be ignored in silence.
    pub fn body(self) -> Value {
        let order = if self.newest_first { "DESC" } else { "ASC" };
        let sort = object([("fieldName", "createdDate".into()), ("order", order.into())]);
        let paging = object([("limit", self.limit.into()), ("offset", self.offset.into())]);
        let query = object([
            ("fields", FIELDS.map(Value::from).to_vec().into()),
            ("filter", self.filter),
            ("paging", paging),
            ("sort", Value::Array(vec![sort])),
        ]);
        object([("query", query)])
    }
}

/// The query string of List Contacts for its parameters, all optional.
pub fn list_query(parameters: &Value) -> Result<String, Error> {
    let params = Params::new();
    let wrong = |name: &str, what: &str| {
        Error::bad_request(&concat(&["listContacts: ", name, " must be ", what, "."]))
    };
    let member = |of: &'static str, key: &str| match parameters.get(of) {
        None | Some(Value::Null) => Ok(&Value::Null),
        Some(Value::Object(members)) => Ok(members.get(key).unwrap_or(&Value::Null)),
        Some(_) => Err(wrong(of, "an object")),
    };
    for (of, key, name) in [("sort", "fieldName", "sort.fieldName"), ("sort", "order", "sort.order")] {
        match member(of, key)? {
            Value::Null => {}
            Value::String(text) => params.append(name, text),
            _ => return Err(wrong(name, "a string")),
        }
    }
    for (of, key, name) in [("paging", "limit", "paging.limit"), ("paging", "offset", "paging.offset")] {
        match member(of, key)? {
            Value::Null => {}
            value => match value.as_u64() {
                Some(number) => params.append(name, &decimal(number)),
                None => return Err(wrong(name, "a whole number from 0")),
            },
        }
    }
    for name in ["fields", "fieldsets"] {
        match parameters.get(name) {
            None | Some(Value::Null) => {}
            Some(Value::Array(items)) if items.iter().all(|item| item.as_str().is_some()) => {
                items.iter().filter_map(Value::as_str).for_each(|item| params.append(name, item));
            }
            Some(_) => return Err(wrong(name, "an array of strings")),
        }
    }
    Ok(params.into_text())
}
