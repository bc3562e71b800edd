//! Values to add to a contact of v4, and the `info` that adds them.

use super::v4;
use crate::json::{Map, Value, object};

/// New values for v4 (spec/contacts-v4.md, section 2).
#[derive(Debug, Default)]
pub struct Additions {
    /// Single members of `info`.
    pub scalars: Map,
    /// Parts of the name.
    pub name: Map,
    /// Items, each with its list.
    items: Vec<(&'static str, Value)>,
}

/// Members that v4 derives from the rest of an item.
const DERIVED: [&str; 4] = ["e164Phone", "formattedPhone", "countryFullname", "subdivisions"];

impl Additions {
    pub fn is_empty(&self) -> bool {
        self.scalars.is_empty() && self.name.is_empty() && self.items.is_empty()
    }

    pub fn add(&mut self, list: &'static str, item: Value) {
        self.items.push((list, item));
    }

    /// The new items of a list.
    pub fn items(&self, list: &str) -> impl Iterator<Item = &Value> {
        self.items.iter().filter(move |(other, _)| *other == list).map(|(_, item)| item)
    }

    /// The `info` to write to a contact, or for a new contact if that is null.
    ///
    /// A PATCH replaces a list, and it is not certain that it merges the members of a name or of the extended
    /// fields (spec/contacts-v4.md, section 1.5), so name, lists and custom fields are sent whole.
    pub fn into_info(self, contact: &Value) -> Value {
        let mut info = self.scalars.clone();
        let mut name = members(contact, &["info", "name"]);
        for (part, value) in self.name.iter() {
            name.insert(part, value.clone());
        }
        if !name.is_empty() {
            info.insert("name", Value::Object(name));
        }
        for list in ["emails", "phones", "addresses"] {
            let mut items = Vec::new();
            v4::items(contact, list).iter().for_each(|item| items.push(writable(item)));
            leave_one_primary(&mut items);
            self.items(list).for_each(|item| items.push(item.clone()));
            if !items.is_empty() {
                info.insert(list, object([("items", items.into())]));
            }
        }
        let fields = members(contact, &["info", "extendedFields", "items"]);
        let custom = fields.pick(&|key| key.starts_with("custom."));
        if !custom.is_empty() {
            info.insert("extendedFields", object([("items", Value::Object(custom))]));
        }
        Value::Object(info)
    }
}

/// The members of the object at a path.
fn members(value: &Value, path: &[&str]) -> Map {
    value.at(path).and_then(Value::as_object).cloned().unwrap_or_default()
}

/// A stored item, or the address in it, without the members that v4 derives.
fn writable(item: &Value) -> Value {
    let Value::Object(members) = item else { return item.clone() };
    let mut kept = Map::default();
    for (key, value) in members.iter().filter(|(key, _)| !DERIVED.contains(key)) {
        kept.insert(key, writable(value));
    }
    Value::Object(kept)
}

/// v4 would reject more than one primary item in a list, with CANNOT_HAVE_MULTIPLE_PRIMARY_INFO.
fn leave_one_primary(items: &mut [Value]) {
    let mut found = false;
    for item in items {
        if let Value::Object(members) = item
            && members.get("primary") == Some(&Value::Bool(true))
        {
            if found {
                members.insert("primary", false.into());
            }
            found = true;
        }
    }
}
