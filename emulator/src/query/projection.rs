//! `fields` and `fieldsets` (spec/contacts-v4.md section 2.2).

use std::{
    collections::BTreeMap,
    fmt::{self, Formatter},
};

use serde::{
    Deserializer, Serialize, Serializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, Visitor},
};
use serde_json::value::RawValue;

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
    chosen: Option<Chosen>,
}

/// Members of an object: whole, or parts of them in their turn.
#[derive(Clone, Debug, Default)]
struct Chosen(BTreeMap<&'static str, Option<Chosen>>);

/// The chosen part of an object, its texts as they stand in the document.
struct Part<'a>(Vec<(&'a str, Member<'a>)>);

#[derive(Serialize)]
#[serde(untagged)]
enum Member<'a> {
    Whole(&'a RawValue),
    Part(Part<'a>),
}

impl Projection {
    /// What both lists ask for together; unknown names add nothing.
    pub fn new(fields: &[String], fieldsets: &[String]) -> Self {
        if fieldsets.iter().any(|name| name == "FULL") || (fields.is_empty() && fieldsets.is_empty()) {
            return Self::default();
        }
        let listed = FIELDS.iter().copied().filter(|name| fields.iter().any(|field| field == name));
        let grouped = fieldsets.iter().flat_map(|name| fieldset(name)).copied();
        // The statuses among the extended fields may be of another email, so those of the primary one come with it.
        let primary = listed.clone().filter(|name| *name == "info.emails").map(|_| "primaryEmail");
        let mut chosen = Chosen::default();
        ["id", "revision"]
            .into_iter()
            .chain(listed)
            .chain(primary)
            .chain(grouped)
            .for_each(|path| chosen.add(path));
        Self { chosen: Some(chosen) }
    }

    /// The chosen part of a contact's document.
    pub fn apply(&self, document: String) -> Result<Box<RawValue>> {
        let Some(chosen) = &self.chosen else { return Ok(RawValue::from_string(document)?) };
        let part = chosen.deserialize(&mut serde_json::Deserializer::from_str(&document))?;
        Ok(serde_json::value::to_raw_value(&part)?)
    }
}

impl Chosen {
    fn add(&mut self, path: &'static str) {
        match path.split_once('.') {
            None => drop(self.0.insert(path, None)),
            Some((name, rest)) => self.0.entry(name).or_default().get_or_insert_default().add(rest),
        }
    }
}

impl<'de> DeserializeSeed<'de> for &Chosen {
    type Value = Part<'de>;

    fn deserialize<D: Deserializer<'de>>(self, object: D) -> Result<Part<'de>, D::Error> {
        object.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for &Chosen {
    type Value = Part<'de>;

    fn expecting(&self, formatter: &mut Formatter) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Part<'de>, A::Error> {
        let mut part = Vec::new();
        while let Some(name) = object.next_key()? {
            match self.0.get(name) {
                Some(None) => part.push((name, Member::Whole(object.next_value()?))),
                Some(Some(chosen)) => part.push((name, Member::Part(object.next_value_seed(chosen)?))),
                None => drop(object.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Part(part))
    }
}

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, member)| (name, member)))
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
