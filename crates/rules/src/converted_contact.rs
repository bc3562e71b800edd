//! A legacy contact, which is one of `Wix.Contacts`, from a contact of v4 and its overlay.

use contacts_reader::{List, MIDNIGHT};

use crate::{
    json::{Map, Value},
    overlay::{AddressOverlay, Overlay, address_key},
    tags,
};

/// A legacy contact from one of v4, and other facts from reading that.
#[derive(Clone, Debug, Default)]
pub struct ConvertedContact {
    /// The legacy contact, without its overlay.
    pub contact: Value,
    /// What reconcileContact stored with it.
    pub overlay: Option<Overlay>,
    /// The primary email in v4; empty if there is none.
    pub primary_email: String,
    /// The email that the statuses in the extended fields are about; empty if there is none.
    pub subscribed_email: String,
}

impl ConvertedContact {
    /// The [`address_key`] of each address in v4.
    pub fn address_keys(&self) -> Vec<String> {
        let addresses = self.contact.get("addresses").and_then(Value::as_array).unwrap_or_default();
        let mut keys = Vec::new();
        addresses.iter().for_each(|address| keys.push(key(address)));
        keys
    }

    /// The legacy contact, with its overlay.
    pub fn whole(&self) -> Value {
        let mut contact = self.contact.clone();
        self.overlay.iter().for_each(|overlay| apply_overlay(&mut contact, overlay));
        contact
    }
}

/// Lays an overlay over a legacy contact.
pub fn apply_overlay(contact: &mut Value, overlay: &Overlay) {
    let Some(contact) = contact.as_object_mut() else { return };
    if let Some(Value::Object(name)) = contact.get_mut("name") {
        apply_to_name(name, overlay);
    }
    for email in contact.items_mut("emails").into_iter().flatten() {
        let tag = overlay.email_tag(email.text("email"), email.text("tag"));
        set(email, "tag", tag.map(str::to_owned));
    }
    for phone in contact.items_mut("phones").into_iter().flatten() {
        let e164 = phone.get("normalizedPhone").and_then(Value::as_str);
        let tag = overlay.phone_tag(phone.text("phone"), e164, phone.text("tag"));
        set(phone, "tag", tag.map(str::to_owned));
    }
    if let Some(addresses) = contact.items_mut("addresses") {
        apply_to_addresses(addresses, overlay);
    }
    if let Some(urls) = contact.items_mut("urls") {
        overlay.urls().for_each(|(tag, url)| add(urls, [("tag", tag), ("url", url)]));
    }
    if let Some(dates) = contact.items_mut("dates") {
        apply_to_dates(dates, overlay);
    }
}

fn apply_to_name(name: &mut Map, overlay: &Overlay) {
    for (part, overlay) in [
        ("prefix", overlay.name_prefix()),
        ("middle", overlay.name_middle()),
        ("suffix", overlay.name_suffix()),
    ] {
        overlay.iter().for_each(|overlay| name.insert(part, (*overlay).into()));
    }
}

fn apply_to_dates(dates: &mut Vec<Value>, overlay: &Overlay) {
    for date in dates.iter_mut() {
        let day = date.text("date").strip_suffix(MIDNIGHT);
        let birthday = day.and_then(|day| overlay.birthday(day)).map(str::to_owned);
        set(date, "date", birthday);
    }
    overlay.dates().for_each(|(tag, date)| add(dates, [("tag", tag), ("date", date)]));
}

fn apply_to_addresses(addresses: &mut Vec<Value>, overlay: &Overlay) {
    let mut left = overlay.addresses();
    for address in addresses.iter_mut() {
        let texts = left.take(&key(address), address.text("tag")).unwrap_or_default();
        set_address(address, texts);
    }
    for texts in left.without_v4() {
        add(addresses, [("tag", tags::OTHER)]);
        addresses.last_mut().into_iter().for_each(|address| set_address(address, texts));
    }
}

/// The [`address_key`] of an address that is shown without its stored texts.
fn key(address: &Value) -> String {
    let [line, city, region, country, postal_code] =
        ["address", "city", "region", "country", "postalCode"].map(|member| address.text(member));
    address_key(line, city, region, country, postal_code)
}

/// Adds the stored texts of an address. Its members have a fixed order.
fn set_address(address: &mut Value, texts: AddressOverlay) {
    let AddressOverlay { tag, neighborhood, region, country } = texts;
    for (member, overlay) in
        [("tag", tag), ("neighborhood", neighborhood), ("region", region), ("country", country)]
    {
        set(address, member, overlay.map(str::to_owned));
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
