//! A contact, and the rules that Wix applies to it (spec/contacts-v4.md section 2).

pub mod address;
pub mod change;
pub mod derive;
pub mod extended;
pub mod merge;
pub mod phone;
mod subdivision;
mod v5;
pub mod validate;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::clock::Millis;

/// A contact as it is answered.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Contact {
    pub id: String,
    #[serde(default = "first_revision")]
    pub revision: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Value>,
    pub created_date: String,
    pub updated_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_activity: Option<LastActivity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_info: Option<PrimaryInfo>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<Value>,
    pub info: Info,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_email: Option<PrimaryEmail>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary_phone: Option<PrimaryPhone>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member_info: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segments: Option<Value>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct LastActivity {
    pub activity_date: String,
    pub activity_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct PrimaryInfo {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PrimaryEmail {
    pub email: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subscription_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deliverability_status: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PrimaryPhone {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub e164_phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formatted_phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subscription_status: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deliverability_status: Option<String>,
    pub phone: String,
}

/// The part of a contact that apps write.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Info {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Name>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emails: Option<Items<Email>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phones: Option<Items<Phone>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub addresses: Option<Items<AddressItem>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job_title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub birthdate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label_keys: Option<Items<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extended_fields: Option<ExtendedFields>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locations: Option<Items<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned_user_ids: Option<Items<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<Value>,
}

/// The wrapper around every list: `{items: […]}`, or `{}` for an empty one.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Items<T> {
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<T>>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct Name {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct Email {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    pub email: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Phone {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_code: Option<String>,
    pub phone: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub e164_phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formatted_phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary: Option<bool>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct AddressItem {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    pub address: Address,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Address {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subdivision: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street_address: Option<StreetAddress>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_line: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_line2: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formatted_address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geocode: Option<Geocode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country_fullname: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subdivisions: Option<Value>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct StreetAddress {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Always answered, `""` if there is none.
    pub apt: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formatted_address_line: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct Geocode {
    #[serde(deserialize_with = "number_or_text")]
    pub latitude: f64,
    #[serde(deserialize_with = "number_or_text")]
    pub longitude: f64,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct ExtendedFields {
    pub items: Map<String, Value>,
}

impl Contact {
    /// A contact that was just made, without what `derive` adds.
    pub fn new(id: String, now: Millis, source: Value, info: Info) -> Self {
        let date = crate::clock::to_millis_text(now);
        Self {
            id,
            revision: 1,
            source: Some(source),
            created_date: date.clone(),
            updated_date: date.clone(),
            last_activity: Some(LastActivity {
                activity_date: date,
                activity_type: "CONTACT_CREATED".to_owned(),
                description: None,
            }),
            info,
            ..Self::default()
        }
    }

    /// Notes a change at this time.
    pub fn touch(&mut self, now: Millis) {
        self.revision += 1;
        self.updated_date = crate::clock::to_millis_text(now);
    }

    /// The email that statuses are shown of.
    pub fn primary_email(&self) -> Option<&str> {
        self.info.emails().first().map(|item| item.email.as_str())
    }

    /// Whether the contact can log in to the site.
    pub fn is_member(&self) -> bool {
        self.member_info.is_some()
    }
}

impl Info {
    pub fn emails(&self) -> &[Email] {
        items(&self.emails)
    }

    pub fn phones(&self) -> &[Phone] {
        items(&self.phones)
    }

    pub fn addresses(&self) -> &[AddressItem] {
        items(&self.addresses)
    }

    pub fn label_keys(&self) -> &[String] {
        items(&self.label_keys)
    }

    pub fn locations(&self) -> &[String] {
        items(&self.locations)
    }

    pub fn extended_field(&self, key: &str) -> Option<&Value> {
        self.extended_fields.as_ref()?.items.get(key)
    }

    pub fn first_name(&self) -> Option<&str> {
        filled(self.name.as_ref()?.first.as_deref())
    }

    pub fn last_name(&self) -> Option<&str> {
        filled(self.name.as_ref()?.last.as_deref())
    }

    /// Whether there is a name, an email or a phone, without which a contact can't exist
    /// (spec/contacts-v4.md section 1.4).
    pub fn is_sufficient(&self) -> bool {
        self.first_name().is_some()
            || self.last_name().is_some()
            || !self.emails().is_empty()
            || !self.phones().is_empty()
    }
}

impl<T> Items<T> {
    pub fn of(items: Vec<T>) -> Self {
        Self { items: Some(items) }
    }
}

impl<T> Default for Items<T> {
    fn default() -> Self {
        Self { items: None }
    }
}

/// A text that is there and not empty.
pub fn filled(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.is_empty())
}

fn items<T>(wrapper: &Option<Items<T>>) -> &[T] {
    wrapper.as_ref().and_then(|wrapper| wrapper.items.as_deref()).unwrap_or_default()
}

fn first_revision() -> i64 {
    1
}

fn none<T>() -> Option<T> {
    None
}

fn number_or_text<'de, D: serde::Deserializer<'de>>(source: D) -> Result<f64, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Number(f64),
        Text(String),
    }
    match Either::deserialize(source)? {
        Either::Number(number) => Ok(number),
        Either::Text(text) => text.parse().map_err(serde::de::Error::custom),
    }
}
