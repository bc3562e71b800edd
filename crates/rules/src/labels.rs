//! Finds the keys of labels by the names that apps use.

use crate::{
    json::Value,
    text::{concat, cut, lower},
};

/// The keys of all labels that have one of these names.
pub fn keys_of(labels: &[Value], names: &[String]) -> Vec<Value> {
    let mut keys = Vec::new();
    for label in names.iter().flat_map(|name| find(labels, name)) {
        let key = Value::from(label.text("key"));
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}

/// Whether there is a label for each of these names.
pub fn has_all(labels: &[Value], names: &[String]) -> bool {
    names.iter().all(|name| !find(labels, name).is_empty())
}

/// The labels of a name: by key, else by legacyId, else by display name in any case, else by the English name in the key:
/// a site in another language has another display name for `contacts.customers` (spec/contacts-v4.md, section 7).
fn find<'a>(labels: &'a [Value], name: &str) -> Vec<&'a Value> {
    let (shown, slug) = (lower(name.trim()), slug(name));
    // The original SDK's names for the labels that every site has.
    let of_wix = concat(&["contacts-", &slug]);
    let says = |text: &str| !slug.is_empty() && self::slug(text) == slug;
    let tests: [&dyn Fn(&Value) -> bool; 5] = [
        &|label| label.text("key") == name,
        &|label| label.text("legacyId") == name,
        &|label| lower(label.text("displayName").trim()) == shown,
        &|label| says(label.text("key")) || self::slug(label.text("key")) == of_wix,
        &|label| cut(label.text("key"), b".").is_some_and(|(_, own)| says(own)),
    ];
    let found = tests.into_iter().map(|test| labels.iter().filter(|label| test(label)).collect::<Vec<_>>());
    found.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

/// A name in the form of keys: `contacted-me` for `Contacted me` and `contacted_me`.
fn slug(name: &str) -> String {
    let (mut slug, mut is_apart) = (String::new(), false);
    for character in lower(name).chars() {
        // Letters of other scripts stay.
        if !character.is_ascii() || character.is_ascii_alphanumeric() {
            if is_apart && !slug.is_empty() {
                slug.push('-');
            }
            slug.push(character);
            is_apart = false;
        } else {
            is_apart = true;
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::testing::json;

    fn label(key: &str, legacy_id: &str, display_name: &str) -> Value {
        json!({"key": key, "legacyId": legacy_id, "displayName": display_name})
    }

    fn keys(names: &[&str]) -> Vec<Value> {
        let labels = [
            label("contacts.customers", "contacts-customers", "Customers"),
            label("custom.vip", "093bea17", "VIP"),
            label("app.vip", "7c493e72", "vip"),
            label("custom.trap", "", "custom.vip"),
            label("contacts.contacted-me", "contacts-contacted_me", "Hat mich kontaktiert"),
            label("custom.contacted-me", "5e1f", "Andere"),
            label("custom.new-lead", "77ab", "Neu"),
            label("custom.", "", "Ohne Namen"),
            json!({"displayName": "Ohne Schlüssel"}),
            label("custom.לקוחות", "", "Kunden"),
        ];
        keys_of(&labels, &names.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn a_label_is_known_by_its_key_its_legacy_id_and_its_name() {
        assert_eq!(keys(&["contacts.customers"]), ["contacts.customers"]);
        assert_eq!(keys(&["contacts-customers"]), ["contacts.customers"]);
        assert_eq!(keys(&["cusTOMers"]), ["contacts.customers"]);
    }

    #[test]
    fn a_key_goes_before_a_name() {
        assert_eq!(keys(&["custom.vip"]), ["custom.vip"]);
    }

    #[test]
    fn labels_that_share_a_name_are_all_meant() {
        assert_eq!(keys(&["VIP"]), ["custom.vip", "app.vip"]);
    }

    #[test]
    fn a_label_is_known_by_what_its_key_says_in_any_language_of_the_site() {
        for name in ["new-lead", "New lead", "NEW_LEAD", "custom-new-lead", "Custom.New-Lead", " new  lead "]
        {
            assert_eq!(keys(&[name]), ["custom.new-lead"], "{name}");
        }
        assert_eq!(keys(&["לקוחות"]), ["custom.לקוחות"]);
        for name in ["-", "!", ".", "lead"] {
            assert!(keys(&[name]).is_empty(), "{name}");
        }
    }

    #[test]
    fn the_labels_of_the_original_are_those_that_every_site_has() {
        let fixture = include_str!("../../../spec/fixtures/legacy-map.json");
        let fixture: serde_json::Value = serde_json::from_str(fixture).unwrap();
        for (alias, key) in fixture["labelAliases"].as_object().unwrap() {
            assert_eq!(keys(&[alias]), [key.as_str().unwrap()], "{alias}");
            assert_eq!(keys(&[&alias.to_uppercase()]), [key.as_str().unwrap()], "{alias}");
        }
    }

    #[test]
    fn each_key_is_named_once_and_an_unknown_name_adds_none() {
        assert_eq!(keys(&["VIP", "vip", "custom.vip", "nobody"]), ["custom.vip", "app.vip"]);
        assert!(keys(&["nobody"]).is_empty());
    }
}
