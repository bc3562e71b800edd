//! What is added to a contact of v4, and the `info` that adds it.

use super::v4;
use crate::json::{Map, Value, object};

/// New values, as v4 takes them (spec/contacts-v4.md, section 2).
#[derive(Debug, Default)]
pub struct Additions {
    /// Single members of `info`.
    pub singles: Map,
    /// Parts of the name.
    pub name: Map,
    pub emails: Vec<Value>,
    pub phones: Vec<Value>,
    pub addresses: Vec<Value>,
}

impl Additions {
    pub fn is_empty(&self) -> bool {
        self.singles.is_empty()
            && self.name.is_empty()
            && self.emails.is_empty()
            && self.phones.is_empty()
            && self.addresses.is_empty()
    }

    /// The `info` to write to a contact, or for a new one if that is null.
    ///
    /// A PATCH replaces a list, and it is not certain that it merges the members of a name or of the extended
    /// fields (spec/contacts-v4.md, section 1.5), so name, lists and custom fields are sent whole.
    pub fn into_info(self, contact: &Value) -> Value {
        let mut info = self.singles;
        let mut name = members(contact, &["info", "name"]);
        for (part, value) in self.name.iter() {
            name.insert(part, value.clone());
        }
        if !name.is_empty() {
            info.insert("name", Value::Object(name));
        }
        for (list, added) in [("emails", self.emails), ("phones", self.phones), ("addresses", self.addresses)]
        {
            let mut items: Vec<Value> = v4::items(contact, list).iter().map(writable).collect();
            leave_one_primary(&mut items);
            items.extend(added);
            if !items.is_empty() {
                info.insert(list, object([("items", items.into())]));
            }
        }
        let mut custom = members(contact, &["info", "extendedFields", "items"]);
        custom.retain(|key, _| key.starts_with("custom."));
        if !custom.is_empty() {
            info.insert("extendedFields", object([("items", Value::Object(custom))]));
        }
        Value::Object(info)
    }
}

/// The members of what lies at the end of a path.
fn members(value: &Value, path: &[&str]) -> Map {
    value.at(path).and_then(Value::as_object).cloned().unwrap_or_default()
}

/// A stored item without what v4 derives from the rest.
fn writable(item: &Value) -> Value {
    let mut item = item.clone();
    if let Some(phone) = item.as_object_mut() {
        phone.remove("e164Phone");
        phone.remove("formattedPhone");
    }
    let address = item.as_object_mut().and_then(|item| item.get_mut("address"));
    if let Some(address) = address.and_then(Value::as_object_mut) {
        address.remove("countryFullname");
        address.remove("subdivisions");
    }
    item
}

/// More than one primary item in a list would be refused as CANNOT_HAVE_MULTIPLE_PRIMARY_INFO.
fn leave_one_primary(items: &mut [Value]) {
    let flags = items.iter_mut().filter_map(|item| item.as_object_mut()?.get_mut("primary"));
    flags.filter(|flag| flag.as_bool() == Some(true)).skip(1).for_each(|flag| *flag = false.into());
}
