//! What an update does to `info` (spec/contacts-v4.md section 1.5).

use serde_json::{Map, Value, json};

use super::extended;
use crate::settings::{Null, Patch, Settings};

/// The new `info`: fields that the patch has replace the old ones, but for names and extended fields, which are set
/// part by part; null clears.
pub fn apply(old: &Value, patch: &Map<String, Value>, settings: &Settings) -> Value {
    let mut info = old.as_object().cloned().unwrap_or_default();
    for (key, value) in patch {
        match (key.as_str(), value) {
            (_, Value::Null) if settings.patch_null == Null::Keep => {}
            (_, Value::Null) => {
                info.remove(key);
            }
            ("name", Value::Object(parts)) => set_parts(&mut info, key, parts, settings),
            ("extendedFields", Value::Object(wrapper)) => {
                let values = wrapper.get("items").and_then(Value::as_object).cloned().unwrap_or_default();
                let mut fields = match info.remove(key) {
                    Some(Value::Object(fields)) if settings.patch_extended_fields == Patch::Merge => fields,
                    _ => Map::new(),
                };
                set_parts(&mut fields, "items", &values, settings);
                info.insert(key.clone(), Value::Object(fields));
            }
            ("labelKeys", Value::Object(_)) if settings.patch_label_keys == Patch::Merge => {
                let lists = [info.get(key), Some(value)].into_iter().flatten();
                let items: Vec<_> =
                    lists.filter_map(|list| list.get("items")?.as_array()).flatten().cloned().collect();
                info.insert(key.clone(), json!({ "items": items }));
            }
            _ => {
                info.insert(key.clone(), value.clone());
            }
        }
    }
    Value::Object(info)
}

/// Leaves in a patch what a field mask lists; what is listed without a value is cleared.
pub fn mask(patch: &Map<String, Value>, paths: &[String]) -> Map<String, Value> {
    let keys = paths.iter().filter_map(|path| path.strip_prefix("info.")?.split('.').next());
    keys.map(|key| (key.to_owned(), patch.get(key).cloned().unwrap_or(Value::Null))).collect()
}

fn set_parts(info: &mut Map<String, Value>, key: &str, parts: &Map<String, Value>, settings: &Settings) {
    let mut whole = info.get(key).and_then(Value::as_object).cloned().unwrap_or_default();
    for (part, value) in parts {
        if extended::is_filled(value) {
            whole.insert(part.clone(), value.clone());
        } else if !value.is_null() || settings.patch_null == Null::Clear {
            whole.remove(part);
        }
    }
    info.insert(key.to_owned(), Value::Object(whole));
}
