//! Values of extended fields (spec/contacts-v4.md section 1.12).

use rusqlite::Transaction;
use serde_json::{Map, Value};
use url::Url;

use super::derive::DERIVED_FIELDS;
use crate::{
    clock,
    error::{Error, Result},
    settings::Settings,
    store::extended_fields::{self, DataType},
};

/// Checks what an app wrote, and gives what is to be kept: derived fields are read-only and left out.
pub fn writable(
    db: &Transaction,
    values: Map<String, Value>,
    settings: &Settings,
) -> Result<Map<String, Value>> {
    let mut kept = Map::new();
    for (key, value) in values {
        if DERIVED_FIELDS.contains(&key.as_str()) {
            continue;
        }
        let field = extended_fields::get(db, &key)?
            .ok_or_else(|| invalid(&format!("There is no extended field with the key {key}")))?;
        let value = if field.data_type == DataType::Url { with_scheme(value) } else { value };
        if !value.is_null() && !accepts(field.data_type, &value) {
            let data_type = field.data_type.name();
            return Err(invalid(&format!("The value of {key} is no {data_type}")));
        }
        if field.data_type == DataType::Text
            && let Some(max) = settings.demands.text_length
            && value.as_str().is_some_and(|text| text.chars().count() > max)
        {
            return Err(invalid(&format!("The value of {key} is longer than {max}")));
        }
        kept.insert(key, value);
    }
    Ok(kept)
}

/// Whether a field with this value is kept; empty fields are not answered.
pub fn is_filled(value: &Value) -> bool {
    !value.is_null() && value.as_str() != Some("")
}

/// A web address that begins with its host, as people type it, gets a scheme.
fn with_scheme(value: Value) -> Value {
    match value.as_str() {
        Some(text) if !text.is_empty() && !has_scheme(text) => {
            Value::String(format!("https://{}", text.trim_start_matches('/')))
        }
        _ => value,
    }
}

/// Whether a text says how it is to be opened; `example.com:8080` and `localhost:3000` do not.
fn has_scheme(text: &str) -> bool {
    text.split_once(':').is_some_and(|(scheme, rest)| {
        let is_word = scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
        is_word && !rest.starts_with(|letter: char| letter.is_ascii_digit())
    })
}

fn accepts(data_type: DataType, value: &Value) -> bool {
    let text = value.as_str();
    match data_type {
        _ if text == Some("") => true,
        DataType::Text => text.is_some() || value.is_boolean(),
        DataType::Number => value.is_number(),
        DataType::Date => text.is_some_and(|text| clock::parse_date(text).is_some()),
        DataType::Url => text.is_some_and(|text| Url::parse(text).is_ok()),
    }
}

fn invalid(message: &str) -> Error {
    Error::bad_request("INVALID_EXTENDED_FIELD_VALUE", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_web_address_without_a_scheme_gets_one() {
        for (written, kept) in [
            ("www.example.com/~lu", "https://www.example.com/~lu"),
            ("//example.com", "https://example.com"),
            ("example.com:8080/a:b", "https://example.com:8080/a:b"),
            ("localhost:3000", "https://localhost:3000"),
            ("example.com/?to=https://example.org", "https://example.com/?to=https://example.org"),
            ("http://example.com", "http://example.com"),
            ("mailto:lu@example.com", "mailto:lu@example.com"),
            ("", ""),
        ] {
            assert_eq!(with_scheme(Value::from(written)), kept);
        }
    }
}
