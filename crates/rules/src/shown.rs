//! A contact for an app, with the details that an earlier reconcileContact stored.

use contacts_reader::{List, MIDNIGHT};

use crate::{
    details::{Details, KeptAddress, address_key},
    json::{Map, Value},
    tags,
};

/// A contact of v4 as getContactById shows it, and other facts from reading it.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// The contact object, without the stored details.
    pub contact: Value,
    /// The stored details.
    pub details: Option<Details>,
    /// The primary email in v4; empty if there is none.
    pub primary_email: String,
    /// The email that the statuses in the extended fields are about; empty if there is none.
    pub subscribed_email: String,
}

impl Shown {
    /// The [`address_key`] of each address in v4.
    pub fn address_keys(&self) -> Vec<String> {
        let addresses = self.contact.get("addresses").and_then(Value::as_array).unwrap_or_default();
        let mut keys = Vec::new();
        addresses.iter().for_each(|address| keys.push(key(address)));
        keys
    }

    /// The contact object, with the stored details.
    pub fn whole(&self) -> Value {
        let mut contact = self.contact.clone();
        self.details.iter().for_each(|details| lay_over(&mut contact, details));
        contact
    }
}

/// Adds the stored details to a contact.
pub fn lay_over(contact: &mut Value, details: &Details) {
    let Some(contact) = contact.as_object_mut() else { return };
    if let Some(Value::Object(name)) = contact.get_mut("name") {
        lay_over_name(name, details);
    }
    for email in contact.items_mut("emails").into_iter().flatten() {
        let tag = details.email_tag(email.text("email"), email.text("tag"));
        set(email, "tag", tag.map(str::to_owned));
    }
    for phone in contact.items_mut("phones").into_iter().flatten() {
        let e164 = phone.get("normalizedPhone").and_then(Value::as_str);
        let tag = details.phone_tag(phone.text("phone"), e164, phone.text("tag"));
        set(phone, "tag", tag.map(str::to_owned));
    }
    if let Some(addresses) = contact.items_mut("addresses") {
        lay_over_addresses(addresses, details);
    }
    if let Some(urls) = contact.items_mut("urls") {
        details.urls().for_each(|(tag, url)| add(urls, [("tag", tag), ("url", url)]));
    }
    if let Some(dates) = contact.items_mut("dates") {
        lay_over_dates(dates, details);
    }
}

fn lay_over_name(name: &mut Map, details: &Details) {
    for (part, kept) in [
        ("prefix", details.name_prefix()),
        ("middle", details.name_middle()),
        ("suffix", details.name_suffix()),
    ] {
        kept.iter().for_each(|kept| name.insert(part, (*kept).into()));
    }
}

fn lay_over_dates(dates: &mut Vec<Value>, details: &Details) {
    for date in dates.iter_mut() {
        let day = date.text("date").strip_suffix(MIDNIGHT);
        let birthday = day.and_then(|day| details.birthday(day)).map(str::to_owned);
        set(date, "date", birthday);
    }
    details.dates().for_each(|(tag, date)| add(dates, [("tag", tag), ("date", date)]));
}

fn lay_over_addresses(addresses: &mut Vec<Value>, details: &Details) {
    let mut left = details.addresses();
    for address in addresses.iter_mut() {
        let kept = left.take(&key(address), address.text("tag")).unwrap_or_default();
        set_address(address, kept);
    }
    for kept in left.without_v4() {
        add(addresses, [("tag", tags::OTHER)]);
        addresses.last_mut().into_iter().for_each(|address| set_address(address, kept));
    }
}

/// The [`address_key`] of an address that is shown without its stored texts.
fn key(address: &Value) -> String {
    let [line, city, region, country, postal_code] =
        ["address", "city", "region", "country", "postalCode"].map(|member| address.text(member));
    address_key(line, city, region, country, postal_code)
}

/// Adds the stored texts of an address. Its members have a fixed order.
fn set_address(address: &mut Value, kept: KeptAddress) {
    let KeptAddress { tag, neighborhood, region, country } = kept;
    for (member, kept) in
        [("tag", tag), ("neighborhood", neighborhood), ("region", region), ("country", country)]
    {
        set(address, member, kept.map(str::to_owned));
    }
    let mut ordered = Map::default();
    for member in ["id"].iter().chain(List::Addresses.members()) {
        if let Some(value) = address.get(member) {
            ordered.insert(member, value.clone());
        }
    }
    *address = Value::Object(ordered);
}

fn set(item: &mut Value, member: &str, text: Option<String>) {
    if let (Some(members), Some(text)) = (item.as_object_mut(), text) {
        members.insert(member, text.into());
    }
}

fn add<const N: usize>(items: &mut Vec<Value>, members: [(&str, &str); N]) {
    let mut item = Map::default();
    item.insert("id", (items.len() as u32 + 1).into());
    members.into_iter().for_each(|(member, text)| item.insert(member, text.into()));
    items.push(Value::Object(item));
}
