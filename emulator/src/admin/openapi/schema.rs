//! JSON Schema, in few words.

use serde_json::{Map, Value, json};

/// A schema of `components`, by its name.
pub fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

pub fn text() -> Value {
    json!({ "type": "string" })
}

/// A text of at most so many characters.
pub fn text_of(max: usize) -> Value {
    json!({ "type": "string", "maxLength": max })
}

/// A text of at least one character, and at most so many.
pub fn filled_text(max: usize) -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": max })
}

pub fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

pub fn boolean() -> Value {
    json!({ "type": "boolean" })
}

pub fn one_of(values: &[&str]) -> Value {
    json!({ "type": "string", "enum": values })
}

pub fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

pub fn list_of(max: usize, items: Value) -> Value {
    json!({ "type": "array", "maxItems": max, "items": items })
}

/// An object with no other members than these; those whose name ends in `!` are always there.
pub fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    let required: Vec<_> = members.iter().filter_map(|(name, _)| name.strip_suffix('!')).collect();
    let properties: Map<String, Value> = members
        .iter()
        .map(|(name, schema)| (name.trim_end_matches('!').to_owned(), schema.clone()))
        .collect();
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}

/// The wrapper that Wix puts around a list.
pub fn items(max: usize, item: Value) -> Value {
    object([("items", list_of(max, item))])
}

pub fn any_of<const N: usize>(schemas: [Value; N]) -> Value {
    json!({ "anyOf": schemas.as_slice() })
}

pub fn or_null(schema: Value) -> Value {
    any_of([schema, json!({ "type": "null" })])
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
        self.with("description", json!(description))
    }

    fn read_only(self) -> Value {
        self.with("readOnly", json!(true))
    }

    fn with(mut self, keyword: &str, value: Value) -> Value {
        if let Some(schema) = self.as_object_mut() {
            schema.insert(keyword.to_owned(), value);
        }
        self
    }
}
