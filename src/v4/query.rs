//! Requests for many contacts: Query Contacts (`spec/contacts-v4.md` section 3) and List Contacts
//! (`spec/003_3f674c64945d416b.txt`).

use gloo_net::http::QueryParams;
use serde::Deserialize;
use serde_json::Value;
use wasm_bindgen::JsValue;

use super::object;
use crate::error::Error;

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
            ("fields", FIELDS.to_vec().into()),
            ("filter", self.filter),
            ("paging", paging),
            ("sort", Value::Array(vec![sort])),
        ]);
        object([("query", query)])
    }
}

/// The parameters of List Contacts, all optional.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ListParameters {
    sort: Option<Sort>,
    paging: Option<Paging>,
    fields: Option<Vec<String>>,
    fieldsets: Option<Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Sort {
    field_name: Option<String>,
    order: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Paging {
    limit: Option<u32>,
    offset: Option<u32>,
}

impl TryFrom<JsValue> for ListParameters {
    type Error = Error;

    fn try_from(parameters: JsValue) -> Result<Self, Error> {
        if parameters.is_undefined() || parameters.is_null() {
            return Ok(Self::default());
        }
        serde_wasm_bindgen::from_value(parameters)
            .map_err(|error| Error::bad_request(format!("listContacts takes no such parameters: {error}.")))
    }
}

impl ListParameters {
    pub fn query_string(self) -> String {
        let params = QueryParams::new();
        let add = |name, value: Option<String>| {
            value.into_iter().for_each(|value| params.append(name, &value));
        };
        let sort = self.sort.unwrap_or_default();
        add("sort.fieldName", sort.field_name);
        add("sort.order", sort.order);
        let paging = self.paging.unwrap_or_default();
        add("paging.limit", paging.limit.map(|limit| limit.to_string()));
        add("paging.offset", paging.offset.map(|offset| offset.to_string()));
        self.fields.into_iter().flatten().for_each(|field| add("fields", Some(field)));
        self.fieldsets.into_iter().flatten().for_each(|fieldset| add("fieldsets", Some(fieldset)));
        params.to_string()
    }
}
