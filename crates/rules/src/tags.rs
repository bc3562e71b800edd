//! Tags: free text in `Wix.Contacts`, a few enums in v4 (spec/fixtures/legacy-map.json).

pub use contacts_reader::OTHER;
use contacts_reader::{UNTAGGED, is_untagged};

/// The tags of an email in v4.
pub const EMAIL: &[&str] = &["HOME", "WORK", "MAIN"];
/// The tags of a phone in v4.
pub const PHONE: &[&str] = &["HOME", "WORK", "MAIN", "MOBILE", "FAX"];
/// The tags of an address in v4.
pub const ADDRESS: &[&str] = &["HOME", "WORK", "BILLING", "SHIPPING"];

/// The v4 tag of a text, in any case.
pub fn to_v4(text: &str, tags: &[&'static str]) -> &'static str {
    tags.iter().copied().find(|tag| tag.eq_ignore_ascii_case(text)).unwrap_or(UNTAGGED)
}

/// The tag of `Wix.Contacts` for a v4 tag.
pub fn to_legacy(v4_tag: &str) -> String {
    if is_untagged(v4_tag.as_bytes()) { OTHER.to_owned() } else { v4_tag.to_ascii_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn tags_map_as_in_the_fixture() {
        let fixture: Value =
            serde_json::from_str(include_str!("../../../spec/fixtures/legacy-map.json")).unwrap();
        for (member, tags) in [("emailTagToV4", EMAIL), ("phoneTagToV4", PHONE), ("addressTagToV4", ADDRESS)]
        {
            let pairs = fixture[member].as_object().unwrap();
            assert_eq!(pairs.len(), tags.len() + 1, "{member}");
            for (text, v4) in pairs {
                assert_eq!(to_v4(text, tags), v4.as_str().unwrap(), "{member} {text}");
            }
        }
    }

    #[test]
    fn a_v4_tag_is_shown_in_lower_case_and_an_untagged_item_as_other() {
        assert_eq!(to_legacy("HOME"), "home");
        assert_eq!(to_legacy("UNTAGGED"), "other");
        assert_eq!(to_legacy(""), "other");
    }
}
