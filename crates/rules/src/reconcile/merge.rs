//! Plans the writes after which a contact has everything that was sent, and still everything it had.
//!
//! A list item is added if no similar one exists. A single value is set if the contact has none, and is never
//! overwritten.

use contacts_reader::BIRTHDAY;

use super::additions::Additions;
use super::address::{SplitAddress, legacy_key, split_address};
use super::info::{ContactInfo, Item};
use super::similar::{date_forms, email_forms, forms_of, is_same, new_groups, phone_forms, url_forms};
use super::statuses::Statuses;
use super::subscriptions::{SubscriptionUpdate, subscriptions};
use super::{Existing, Reason, Rejected, date, v4};
use crate::{
    converted_contact::ConvertedContact,
    json::{Map, Value, object, object_of_some},
    overlay::{AddressOverlay, Overlay},
    phone, tags,
};

/// The most items of a v4 list (spec/contacts-v4.md, section 2).
pub const MAX_ITEMS: usize = 50;

/// A contact before the writes.
#[derive(Clone, Debug)]
pub struct Stored<'a> {
    /// The contact of v4.
    pub v4: &'a Value,
    /// As getContactById shows it.
    pub legacy: ContactInfo,
    /// What earlier calls stored in its overlay.
    pub overlay: Overlay,
    /// The [`address_key`](crate::overlay::address_key) of each address in v4.
    pub address_keys: Vec<String>,
    pub statuses: Statuses<'a>,
}

impl<'a> Stored<'a> {
    pub fn new(v4: &'a Value, converted: ConvertedContact) -> Self {
        Self {
            v4,
            legacy: ContactInfo::parse(&converted.whole()).unwrap_or_default(),
            address_keys: converted.address_keys(),
            statuses: Statuses::new(v4, &converted),
            overlay: converted.overlay.unwrap_or_default(),
        }
    }
}

/// Whether an [`Overlay`] can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverlayWrites {
    Allowed,
    /// It can't: values for its extended field are rejected for this reason.
    Denied(Reason),
}

/// The writes, and the details of the result.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The `info` to create or update the contact with; None if there is nothing to add.
    pub info: Option<Value>,
    /// The new overlay; None if it does not change. If it is there, so is `info`.
    pub overlay: Option<Overlay>,
    pub subscriptions: Vec<SubscriptionUpdate>,
    pub rejected: Vec<Rejected>,
    pub existing: Vec<Existing>,
}

/// Plans the writes that add the values sent to a contact, or that create one.
///
/// If v4 rejects the extended field, plan again with [`OverlayWrites::Denied`]: the values for it are then rejected, and
/// nothing is written because of them.
pub fn plan(sent: &ContactInfo, stored: Option<&Stored>, overlay_writes: OverlayWrites) -> Plan {
    let nobody = Stored {
        v4: &Value::Null,
        legacy: ContactInfo::default(),
        overlay: Overlay::default(),
        address_keys: Vec::new(),
        statuses: Statuses::NONE,
    };
    let stored = stored.unwrap_or(&nobody);
    let mut merge = Merge {
        stored,
        overlay_writes,
        overlay: stored.overlay.clone(),
        added: Additions::default(),
        added_address_keys: Vec::new(),
        rejected: Vec::new(),
    };
    merge.scalars(sent);
    merge.emails(&sent.emails);
    merge.phones(&sent.phones);
    merge.addresses(&sent.addresses);
    merge.urls(&sent.urls);
    merge.dates(&sent.dates);
    merge.into_plan(&sent.emails)
}

/// The values that the contact had before: each single value and each list item.
fn existing(legacy: &ContactInfo) -> Vec<Existing> {
    let mut existing = Vec::new();
    for (field, value) in legacy.scalars() {
        if let Some(value) = value {
            existing.push(Existing { field: field.to_owned(), value: value.into() });
        }
    }
    for list in legacy.lists() {
        for item in list {
            existing.push(Existing { field: item.path.clone(), value: item.given.clone() });
        }
    }
    existing
}

struct Merge<'a> {
    stored: &'a Stored<'a>,
    overlay_writes: OverlayWrites,
    /// The overlay after the writes.
    overlay: Overlay,
    added: Additions,
    added_address_keys: Vec<String>,
    rejected: Vec<Rejected>,
}

impl Merge<'_> {
    fn scalars(&mut self, sent: &ContactInfo) {
        let mut stored = self.stored.legacy.scalars();
        for (field, sent) in sent.scalars() {
            match (sent, stored.next().and_then(|(_, stored)| stored)) {
                (Some(sent), None) => self.set(field, sent),
                (Some(sent), Some(stored)) if !is_same(sent, stored) => {
                    self.reject(field, sent, Reason::AlreadySet);
                }
                _ => {}
            }
        }
    }

    fn set(&mut self, field: &'static str, text: &str) {
        match field {
            "name.first" => insert(&mut self.added.name, "first", text),
            "name.last" => insert(&mut self.added.name, "last", text),
            "company.name" => insert(&mut self.added.scalars, "company", text),
            "company.role" => insert(&mut self.added.scalars, "jobTitle", text),
            "picture" => {
                insert(
                    &mut self.added.scalars,
                    "picture",
                    object([("image", object([("url", text.into())]))]),
                );
            }
            _ => match self.overlay_writes {
                OverlayWrites::Allowed => {
                    self.overlay.set_name(field.strip_prefix("name.").unwrap_or(field), text)
                }
                OverlayWrites::Denied(reason) => self.reject(field, text, reason),
            },
        }
    }

    fn emails(&mut self, sent: &[Item]) {
        let known = forms_of(&self.stored.legacy.emails, &email_forms);
        for group in &new_groups(&mut sent.iter(), known, &email_forms) {
            let Some(item) = self.next("emails", group) else { continue };
            let email = item.text("email");
            let v4_tag = v4_tag(item, tags::EMAIL);
            let shown = self.overlay.email_tag(email, v4_tag).map(str::to_owned);
            if let Some(tag) = self.tag_to_store(item, v4_tag, shown) {
                self.overlay.set_email_tag(email, tag);
            }
            // Not marked as primary: v4 chooses the first email of a new contact itself.
            self.added.add("emails", object([("tag", v4_tag.into()), ("email", email.into())]));
        }
    }

    fn phones(&mut self, sent: &[Item]) {
        let country = |item: &Item| phone::country_code(item.text("phone"), item.get("normalizedPhone"));
        let known = forms_of(&self.stored.legacy.phones, &phone_forms);
        for group in &new_groups(&mut sent.iter(), known, &phone_forms) {
            let Some(first) = self.next("phones", group) else { continue };
            let item = group.iter().find(|item| country(item).is_some()).unwrap_or(&first);
            let phone = &*phone::written(phone::number(item.text("phone")));
            let normalized_phone = item.get("normalizedPhone");
            let v4_tag = v4_tag(item, tags::PHONE);
            let shown = self.overlay.phone_tag(phone, normalized_phone, v4_tag).map(str::to_owned);
            if let Some(tag) = self.tag_to_store(item, v4_tag, shown) {
                self.overlay.set_phone_tag(phone, normalized_phone, tag);
            }
            let phone = object_of_some([
                ("tag", Some(v4_tag.into())),
                ("phone", Some(phone.into())),
                ("countryCode", country(item).map(Value::from)),
            ]);
            self.added.add("phones", phone);
        }
    }

    fn addresses(&mut self, sent: &[Item]) {
        let mut known = forms_of(&self.stored.legacy.addresses, &|item| vec![legacy_key(item)]);
        let rejects_texts =
            self.reject_texts(&mut sent.iter().filter(|item| !known.contains(&vec![legacy_key(item)])));
        if rejects_texts {
            self.stored.address_keys.iter().for_each(|key| known.push(vec![key.clone()]));
        }
        let forms = |item: &Item| {
            let mut forms = vec![legacy_key(item)];
            let address = split_address(item);
            // Without its texts, an address is identified only by its v4 part.
            if rejects_texts && address.v4.is_some() {
                forms.push(address.key);
            }
            forms
        };
        for group in &new_groups(&mut sent.iter(), known, &forms) {
            self.address(group);
        }
    }

    /// Rejects values that v4 has no field for, if the extended field can't store them.
    fn reject_texts(&mut self, sent: &mut dyn Iterator<Item = &Item>) -> bool {
        let OverlayWrites::Denied(reason) = self.overlay_writes else { return false };
        for item in sent {
            let overlay = split_address(item).overlay;
            let texts = [
                ("neighborhood", overlay.neighborhood),
                ("region", overlay.region),
                ("country", overlay.country),
            ];
            for (member, text) in texts {
                if text.is_some() {
                    self.rejected.push(item.rejected(member, reason));
                }
            }
        }
        true
    }

    fn address(&mut self, group: &[&Item]) {
        let Some(first) = group.first() else { return };
        let SplitAddress { v4, key, overlay } = split_address(first);
        let Some(address) = v4 else {
            if self.overlay_writes == OverlayWrites::Allowed {
                self.overlay.add_address(AddressOverlay { tag: first.tag(), ..overlay });
            }
            return;
        };
        let Some(item) = self.next("addresses", group) else { return };
        let v4_tag = v4_tag(item, tags::ADDRESS);
        let overlay = AddressOverlay { tag: self.tag_to_store(item, v4_tag, None), ..overlay };
        let keys = [&self.stored.address_keys, &self.added_address_keys];
        let earlier = keys.into_iter().flatten().filter(|other| **other == key).count();
        if self.overlay_writes == OverlayWrites::Allowed
            && self.overlay.address(&key, earlier, v4_tag) != overlay
        {
            self.overlay.set_address(&key, earlier, overlay);
        }
        self.added.add("addresses", object([("tag", v4_tag.into()), ("address", address)]));
        self.added_address_keys.push(key);
    }

    fn urls(&mut self, sent: &[Item]) {
        let known = forms_of(&self.stored.legacy.urls, &url_forms);
        self.store_first("url", &new_groups(&mut sent.iter(), known, &url_forms), Overlay::add_url);
    }

    fn dates(&mut self, sent: &[Item]) {
        let mut known = forms_of(&self.stored.legacy.dates, &date_forms);
        if let Some(birthday) = self.birthday(&mut sent.iter().filter(|item| is_birthday(item))) {
            known.push(vec![date::normalize(&birthday)]);
        }
        let mut others = sent.iter().filter(|item| !is_birthday(item));
        self.store_first("date", &new_groups(&mut others, known, &date_forms), Overlay::add_date);
    }

    /// Sets the birthday, a single value though it is in a list. Returns the one that will be shown.
    fn birthday(&mut self, sent: &mut dyn Iterator<Item = &Item>) -> Option<String> {
        let stored = self.stored.legacy.dates.iter().find(|item| is_birthday(item));
        let mut shown = stored.map(|item| item.text("date").to_owned());
        for item in sent {
            match &shown {
                None => shown = Some(self.set_birthday(item)),
                Some(shown) if date::normalize(shown) == date::normalize(item.text("date")) => {}
                Some(_) => self.rejected.push(item.rejected("date", Reason::AlreadySet)),
            }
        }
        shown
    }

    fn set_birthday(&mut self, item: &Item) -> String {
        let date = item.text("date");
        let day = date::day(date);
        insert(&mut self.added.scalars, "birthdate", day);
        let shown = self.overlay.birthday(day).unwrap_or(day).to_owned();
        if date::normalize(&shown) != date::normalize(date) && self.can_store(item, "date") {
            self.overlay.set_birthday(date);
            return date.to_owned();
        }
        shown
    }

    fn into_plan(mut self, emails: &[Item]) -> Plan {
        let mut full = Vec::new();
        self.rejected.iter().for_each(|rejected| full.push(rejected.field.clone()));
        // An opt-out is sent even if the list has no space for the email: it belongs to the address, not the contact.
        let is_there = |item: &&Item| !full.contains(&item.path) || item.text("emailStatus") == "optOut";
        let mut there = emails.iter().filter(is_there);
        let subscriptions = subscriptions(&mut there, &self.stored.statuses, &mut self.rejected);
        let overlay = (self.overlay != self.stored.overlay).then_some(self.overlay);
        let changes = overlay.is_some() || !self.added.is_empty();
        Plan {
            info: changes.then(|| self.added.into_info(self.stored.v4)),
            overlay,
            subscriptions,
            rejected: self.rejected,
            existing: existing(&self.stored.legacy),
        }
    }

    /// Of similar items, the one to add to a v4 list, if the list has space.
    fn next<'a>(&mut self, list: &str, group: &[&'a Item]) -> Option<&'a Item> {
        if v4::items(self.stored.v4, list).len() + self.added.items(list).count() < MAX_ITEMS {
            return group.first().copied();
        }
        for item in group {
            self.reject(item.path.as_str(), item.given.clone(), Reason::TooMany);
        }
        None
    }

    /// Stores the first of similar items in the overlay if possible. v4 has no field for them.
    fn store_first(
        &mut self,
        member: &str,
        groups: &[Vec<&Item>],
        add: fn(&mut Overlay, Option<&str>, &str),
    ) {
        for group in groups {
            for item in group {
                if self.can_store(item, member) {
                    add(&mut self.overlay, item.tag(), item.text(member));
                    break;
                }
            }
        }
    }

    /// The text of a tag, if it must be stored in the overlay to be shown.
    fn tag_to_store<'a>(&mut self, item: &'a Item, v4_tag: &str, overlay: Option<String>) -> Option<&'a str> {
        let shown = overlay.unwrap_or_else(|| tags::to_legacy(v4_tag));
        let tag = item.tag().unwrap_or(tags::OTHER);
        if tag == shown {
            return None;
        }
        match self.overlay_writes {
            OverlayWrites::Allowed => return Some(tag),
            // v4 has it, in its own case.
            OverlayWrites::Denied(_) if tag.eq_ignore_ascii_case(&shown) => {}
            OverlayWrites::Denied(_) if item.tag().is_none() => {}
            OverlayWrites::Denied(reason) => self.rejected.push(item.rejected("tag", reason)),
        }
        None
    }

    /// Whether the overlay can be written. If not, rejects this member.
    fn can_store(&mut self, item: &Item, member: &str) -> bool {
        match self.overlay_writes {
            OverlayWrites::Allowed => true,
            OverlayWrites::Denied(reason) => {
                self.rejected.push(item.rejected(member, reason));
                false
            }
        }
    }

    fn reject(&mut self, field: impl Into<String>, value: impl Into<Value>, reason: Reason) {
        self.rejected.push(Rejected::new(field, value, reason));
    }
}

/// The v4 tag of an item.
fn v4_tag(item: &Item, tags: &[&'static str]) -> &'static str {
    tags::to_v4(item.text("tag"), tags)
}

fn is_birthday(item: &Item) -> bool {
    item.text("tag").eq_ignore_ascii_case(BIRTHDAY)
}

fn insert(members: &mut Map, name: &str, value: impl Into<Value>) {
    members.insert(name, value.into());
}

#[cfg(test)]
mod tests;
