//! Whether a JSON value has the shape that the server's own description gives it. serde alone would take a list for an
//! object, its items for the members in their order, and pass over members that it does not know.

use serde_json::{Map, Value};

use crate::{
    error::{Error, Result},
    openapi,
};

/// What a value is held to; each includes those before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strictness {
    /// Objects and lists stand where they belong.
    Containers,
    /// There are no other members than those described.
    Members,
    /// Texts are of those described, where all are.
    Enums,
}

/// Alternative schemas.
pub type Schemas = Vec<&'static Value>;

/// Checks a value against what may stand at its place, which is empty for the whole.
pub fn check(value: &Value, schemas: &Schemas, place: &str, strictness: Strictness) -> Result<()> {
    let takes_object = schemas.iter().any(|schema| schema["properties"].is_object());
    let takes_list = schemas.iter().any(|schema| schema["type"] == "array");
    match value {
        Value::Array(_) if takes_object && !takes_list => Err(expected_object(schemas, place)),
        Value::Object(_) if takes_list && !takes_object => Err(Error::expected_list_at(place)),
        Value::Array(items) => {
            let schemas =
                schemas.iter().filter_map(|schema| schema.get("items")).flat_map(alternatives).collect();
            let mut items = items.iter().enumerate();
            items
                .try_for_each(|(index, item)| check(item, &schemas, &format!("{place}[{index}]"), strictness))
        }
        Value::Object(members) => check_members(members, schemas, place, strictness),
        Value::String(text) if strictness >= Strictness::Enums => check_text(text, schemas, place),
        _ => Ok(()),
    }
}

/// Checks a text against the values that are described, if any are.
pub fn check_text(text: &str, schemas: &Schemas, place: &str) -> Result<()> {
    let values = schemas.iter().filter_map(|schema| schema["enum"].as_array()).flatten();
    let known: Vec<_> = values.filter_map(Value::as_str).collect();
    if known.is_empty() || known.contains(&text) {
        return Ok(());
    }
    Err(Error::invalid(place, format!("{text} {}", unknown(&known))))
}

/// What may stand at a place: `$ref`, `anyOf` and `allOf` followed to their ends.
pub fn alternatives(schema: &'static Value) -> Schemas {
    let schema = openapi::resolve(schema);
    let inner = ["anyOf", "allOf"].iter().filter_map(|keyword| schema[*keyword].as_array()).flatten();
    std::iter::once(schema).chain(inner.flat_map(alternatives)).collect()
}

pub fn unknown(known: &[&str]) -> String {
    format!("is unknown; known are {}", known.join(", "))
}

pub fn has_property(schema: &'static Value, name: &str) -> bool {
    alternatives(schema).iter().any(|schema| schema["properties"].get(name).is_some())
}

fn check_members(
    members: &Map<String, Value>,
    schemas: &Schemas,
    place: &str,
    strictness: Strictness,
) -> Result<()> {
    let closed: Vec<_> = schemas.iter().filter(|schema| schema["additionalProperties"] == false).collect();
    let properties = || schemas.iter().filter_map(|schema| schema["properties"].as_object()).flatten();
    for (name, member) in members {
        let place = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
        let schemas: Schemas = properties()
            .filter(|(known, _)| *known == name)
            .flat_map(|(_, schema)| alternatives(schema))
            .collect();
        if schemas.is_empty() && !closed.is_empty() && strictness >= Strictness::Members {
            let meant = properties().find(|(_, schema)| has_property(schema, name));
            let known: Vec<_> = properties().map(|(known, _)| known.as_str()).collect();
            let description = match meant {
                Some((parent, _)) => format!("belongs inside `{parent}`: `{parent}.{name}`"),
                None => unknown(&known),
            };
            return Err(Error::invalid(place, description));
        }
        check(member, &schemas, &place, strictness)?;
    }
    Ok(())
}

fn expected_object(schemas: &Schemas, place: &str) -> Error {
    let is_wrapper = schemas.iter().any(|schema| schema["properties"].get("items").is_some());
    match place {
        "" => Error::expected_object(),
        _ if is_wrapper => Error::expected_object_at(&format!("{place}, with the list in its `items`")),
        _ => Error::expected_object_at(place),
    }
}
