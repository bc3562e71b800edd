//! `fields` and `fieldsets` (spec/contacts-v4.md section 2.2).

use serde_json::{Map, Value, value::RawValue};

use crate::error::Result;

/// What can be chosen; id and revision are always there.
pub const FIELDS: &[&str] = &[
    "id",
    "revision",
    "source",
    "createdDate",
    "updatedDate",
    "lastActivity",
    "primaryInfo",
    "info.name",
    "info.emails",
    "info.phones",
    "info.addresses",
    "info.company",
    "info.jobTitle",
    "info.picture",
    "info.birthdate",
    "info.locale",
    "info.labelKeys",
    "info.locations",
    "info.extendedFields",
];

/// Which fields of a contact are answered; none chosen means all.
#[derive(Clone, Debug, Default)]
pub struct Projection {
    chosen: Option<Vec<&'static str>>,
}

impl Projection {
    /// What both lists ask for together; unknown names add nothing.
    pub fn new(fields: &[String], fieldsets: &[String]) -> Self {
        if fieldsets.iter().any(|name| name == "FULL") || (fields.is_empty() && fieldsets.is_empty()) {
            return Self::default();
        }
        let listed = FIELDS.iter().copied().filter(|name| fields.iter().any(|field| field == name));
        let grouped = fieldsets.iter().flat_map(|name| fieldset(name)).copied();
        Self { chosen: Some(listed.chain(grouped).collect()) }
    }

    /// The chosen part of a contact's document.
    pub fn apply(&self, document: String) -> Result<Box<RawValue>> {
        let Some(chosen) = &self.chosen else { return Ok(RawValue::from_string(document)?) };
        let whole: Map<String, Value> = serde_json::from_str(&document)?;
        let mut part = Map::new();
        for name in ["id", "revision"].iter().chain(chosen) {
            match name.strip_prefix("info.") {
                Some(name) => {
                    let info = part.entry("info").or_insert_with(|| Value::Object(Map::new()));
                    let value = whole.get("info").and_then(|info| info.get(name));
                    if let (Value::Object(info), Some(value)) = (info, value) {
                        info.insert(name.to_owned(), value.clone());
                    }
                }
                None => part.extend(whole.get(*name).map(|value| ((*name).to_owned(), value.clone()))),
            }
        }
        Ok(serde_json::value::to_raw_value(&part)?)
    }
}

fn fieldset(name: &str) -> &'static [&'static str] {
    match name {
        "BASIC" => &["primaryInfo", "primaryEmail", "primaryPhone", "info.name"],
        "COMMUNICATION_DETAILS" => {
            &["primaryInfo", "info.name", "info.emails", "info.phones", "info.addresses"]
        }
        "EXTENDED" => &["primaryInfo", "info.name", "info.extendedFields"],
        _ => &[],
    }
}
