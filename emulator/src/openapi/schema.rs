//! JSON Schema, in few words.

use serde_json::{Map, Value, json};

/// A schema of `components`, by its name.
pub fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Anything of a JSON type.
pub fn of_type(name: &str) -> Value {
    json!({ "type": name })
}

pub fn text() -> Value {
    of_type("string")
}

/// A text of at most so many characters.
pub fn text_of(max: usize) -> Value {
    text().with("maxLength", max.into())
}

/// A text of at least one character, and at most so many.
pub fn filled_text(max: usize) -> Value {
    text_of(max).with("minLength", 1.into())
}

pub fn count() -> Value {
    of_type("integer").with("minimum", 0.into())
}

pub fn boolean() -> Value {
    of_type("boolean")
}

pub fn one_of(values: &[&str]) -> Value {
    text().with("enum", values.into())
}

pub fn list(items: Value) -> Value {
    of_type("array").with("items", items)
}

pub fn list_of(max: usize, items: Value) -> Value {
    list(items).with("maxItems", max.into())
}

/// An object with no other members than these; those whose name ends in `!` are always there.
pub fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    closed_object(Vec::from(members))
}

// Compiled once, and not for each number of members.
fn closed_object(members: Vec<(&str, Value)>) -> Value {
    let required: Vec<_> = members.iter().filter_map(|(name, _)| name.strip_suffix('!')).collect();
    let required = required.into();
    let members = members.into_iter();
    let properties: Map<_, _> =
        members.map(|(name, schema)| (name.trim_end_matches('!').to_owned(), schema)).collect();
    of_type("object")
        .with("required", required)
        .with("properties", properties.into())
        .with("additionalProperties", false.into())
}

/// An object that may have more members than these.
pub fn open_object<const N: usize>(members: [(&str, Value); N]) -> Value {
    object(members).with("additionalProperties", true.into())
}

/// The wrapper that Wix puts around a list.
pub fn items(max: usize, item: Value) -> Value {
    object([("items", list_of(max, item))])
}

pub fn any_of<const N: usize>(schemas: [Value; N]) -> Value {
    json!({}).with("anyOf", schemas.as_slice().into())
}

/// A new name, in a wrapper as the official client sends it, or bare as in Wix's examples.
pub fn new_name(wrapper: &str, max: usize) -> Value {
    let name = open_object([("displayName!", filled_text(max))]);
    any_of([open_object([(wrapper, name.clone())]), name])
}

pub fn or_null(schema: Value) -> Value {
    any_of([schema, of_type("null")])
}

/// Ways to say more of a schema.
pub trait Noted {
    /// What it means to people.
    fn note(self, description: &str) -> Value;
    /// It is answered, and passed over in a request.
    fn read_only(self) -> Value;
    fn with(self, keyword: &str, value: Value) -> Value;
}

impl Noted for Value {
    fn note(self, description: &str) -> Value {
        self.with("description", description.into())
    }

    fn read_only(self) -> Value {
        self.with("readOnly", true.into())
    }

    fn with(mut self, keyword: &str, value: Value) -> Value {
        if let Some(schema) = self.as_object_mut() {
            schema.insert(keyword.to_owned(), value);
        }
        self
    }
}
