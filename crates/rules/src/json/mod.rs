//! Trees of JSON for the rules: settings, contactInfo, requests, error bodies. They are small.
//!
//! `serde_json` has such a tree, too, but with B-trees and the formatting of numbers (docs/performance.md).

#[cfg(test)]
pub mod testing;

use serde::{Serialize, Serializer};

#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    #[default]
    Null,
    Bool(bool),
    Number(f64),
    String(String),
    Array(Vec<Value>),
    Object(Map),
}

/// The members of an object, in the order in which they were added. They are few, so finding one tests each.
#[derive(Clone, Debug, Default)]
pub struct Map(Vec<(String, Value)>);

impl Value {
    /// A member of an object.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_object()?.get(key)
    }

    /// The value at a path of keys.
    pub fn at(&self, path: &[&str]) -> Option<&Value> {
        path.iter().try_fold(self, |value, key| value.get(key))
    }

    /// A member that is a text; empty if there is none.
    pub fn text(&self, key: &str) -> &str {
        self.get(key).and_then(Self::as_str).unwrap_or_default()
    }

    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(text) = self { Some(text) } else { None }
    }

    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(flag) = self { Some(*flag) } else { None }
    }

    pub fn as_f64(&self) -> Option<f64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// A whole number that is not negative.
    pub fn as_u64(&self) -> Option<u64> {
        self.as_f64().filter(|number| *number >= 0.0 && number.fract() == 0.0).map(|number| number as u64)
    }

    pub fn as_array(&self) -> Option<&[Value]> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    pub fn as_array_mut(&mut self) -> Option<&mut Vec<Value>> {
        if let Self::Array(items) = self { Some(items) } else { None }
    }

    pub fn as_object(&self) -> Option<&Map> {
        if let Self::Object(members) = self { Some(members) } else { None }
    }

    pub fn as_object_mut(&mut self) -> Option<&mut Map> {
        if let Self::Object(members) = self { Some(members) } else { None }
    }
}

impl Map {
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.iter().find(|(other, _)| *other == key).map(|(_, value)| value)
    }

    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.0.iter_mut().find(|(other, _)| other == key).map(|(_, value)| value)
    }

    /// The items of a member that is a list.
    pub fn items_mut(&mut self, key: &str) -> Option<&mut Vec<Value>> {
        self.get_mut(key)?.as_array_mut()
    }

    /// Sets a member. An existing one keeps its place.
    pub fn insert(&mut self, key: &str, value: Value) {
        match self.get_mut(key) {
            Some(place) => *place = value,
            None => self.0.push((key.to_owned(), value)),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// The members whose keys pass.
    pub fn pick(&self, passes: &dyn Fn(&str) -> bool) -> Self {
        let mut picked = Self::default();
        for (key, value) in self.iter().filter(|(key, _)| passes(key)) {
            picked.insert(key, value.clone());
        }
        picked
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// The keys must differ.
impl FromIterator<(String, Value)> for Map {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(members: I) -> Self {
        Self(members.into_iter().collect())
    }
}

/// Objects are equal in any order of their members.
impl PartialEq for Map {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.iter().all(|(key, value)| other.get(key) == Some(value))
    }
}

/// An object with these members.
pub fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    members_of(Vec::from(members))
}

/// An object with the members that have a value.
pub fn object_of_some<const N: usize>(members: [(&str, Option<Value>); N]) -> Value {
    collect_some(Vec::from(members))
}

// These are compiled once, not for each number of members.

fn members_of(members: Vec<(&str, Value)>) -> Value {
    let mut object = Map::default();
    for (key, value) in members {
        object.insert(key, value);
    }
    Value::Object(object)
}

fn collect_some(members: Vec<(&str, Option<Value>)>) -> Value {
    let mut object = Map::default();
    for (key, value) in members {
        if let Some(value) = value {
            object.insert(key, value);
        }
    }
    Value::Object(object)
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Bool(flag)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Self::Number(f64::from(number))
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self::Array(items)
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(flag) => serializer.serialize_bool(*flag),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::String(text) => serializer.serialize_str(text),
            Self::Array(items) => serializer.collect_seq(items),
            Self::Object(members) => serializer.collect_map(members.iter()),
        }
    }
}
