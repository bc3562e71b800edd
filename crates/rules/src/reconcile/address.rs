//! Splits an address into the parts that v4 can store and those that it can't.

use super::info::Item;
use crate::codes;
use crate::overlay::{AddressOverlay, address_key};
use crate::{
    json::{Map, Value},
    text::{concat, cut, normalize},
    unicode::trimmed,
};

/// An address divided between v4 and the overlay.
#[derive(Debug)]
pub struct SplitAddress<'a> {
    /// The v4 address; None if v4 can't store any part of it.
    pub v4: Option<Value>,
    /// The [`address_key`] of the v4 address.
    pub key: String,
    /// The rest, without a tag.
    pub overlay: AddressOverlay<'a>,
}

/// Splits an address. v4 needs ISO codes for country and region: `US` for `us`, and there `US-CA` for `CA`.
pub fn split_address(address: &Item) -> SplitAddress<'_> {
    split_by_region(address, address.region_is_text)
}

fn split_by_region(address: &Item, region_is_text: bool) -> SplitAddress<'_> {
    let country = address.get("country").and_then(|country| codes::country(trimmed(country)));
    let region = address.get("region").filter(|_| !region_is_text).zip(country.as_deref());
    let region = region.and_then(|(region, country)| region_code(trimmed(region), country));
    let overlay = AddressOverlay {
        tag: None,
        neighborhood: address.get("neighborhood"),
        region: address.get("region").filter(|_| region.is_none()),
        country: address.get("country").filter(|_| country.is_none()),
    };
    let text = |member| address.text(member);
    let [code, subdivision] = [&country, &region].map(|code| code.as_deref().unwrap_or_default());
    let key = address_key(text("address"), text("city"), subdivision, code, text("postalCode"));
    let mut v4 = Map::default();
    for (member, name) in [("address", "addressLine"), ("city", "city"), ("postalCode", "postalCode")] {
        if let Some(text) = address.get(member) {
            v4.insert(name, text.into());
        }
    }
    if let Some(country) = country {
        if let Some(region) = region {
            v4.insert("subdivision", concat(&[&country, "-", &region]).into());
        }
        v4.insert("country", country.into());
    }
    let is_empty = v4.is_empty();
    SplitAddress { v4: (!is_empty).then_some(Value::Object(v4)), key, overlay }
}

/// The code of a region in its country, given as `CA` or `US-CA`: one to three letters or digits.
///
/// A code of three must be in upper case: `Rio` is a name, and v4 rejects anything but codes
/// (spec/contacts-v4.md, section 2.1).
fn region_code(region: &str, country: &str) -> Option<String> {
    let code = match cut(region, b"-") {
        Some((prefix, code)) if prefix.eq_ignore_ascii_case(country) => code,
        _ => region,
    };
    let most = if code.bytes().any(|byte| byte.is_ascii_lowercase()) { 2 } else { 3 };
    let is_code = (1..=most).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_code.then(|| code.to_ascii_uppercase())
}

/// Turns the regions that would become this subdivision into texts: v4 only takes those of ISO 3166-2. Returns
/// whether there are any.
pub fn reject_subdivision(addresses: &mut [Item], subdivision: &str) -> bool {
    let mut rejected = false;
    for item in addresses {
        if split_address(item).v4.is_some_and(|address| address.text("subdivision") == subdivision) {
            item.region_is_text = true;
            rejected = true;
        }
    }
    rejected
}

/// Everything that a legacy contact has of an address except its tag, to compare two addresses.
pub fn legacy_key(address: &Item) -> String {
    // Whether v4 has a region as a code or a text is not shown.
    let SplitAddress { key, overlay, .. } = split_by_region(address, false);
    let [neighborhood, region, country] = [overlay.neighborhood, overlay.region, overlay.country]
        .map(|text| normalize(text.unwrap_or_default()));
    concat(&[&key, "|", &neighborhood, "|", &region, "|", &country])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        json::testing::json,
        reconcile::tests::support::{convert, fixture},
    };

    fn full() -> Item {
        let texts = [
            ("address", "1772 Fantages Way, Apt 17"),
            ("neighborhood", "Soho"),
            ("city", "Richmond"),
            ("region", "me"),
            ("country", "us"),
            ("postalCode", "04357"),
        ];
        let texts = texts.map(|(member, text)| (member, text.to_owned())).to_vec();
        Item { texts, ..Item::default() }
    }

    /// The keys of a contact's addresses.
    fn keys(addresses: &Value) -> Vec<String> {
        convert(&json!({"info": {"addresses": {"items": addresses}}})).address_keys()
    }

    #[test]
    fn an_address_is_divided_between_v4_and_the_overlay() {
        let address = full();
        let split = split_address(&address);
        assert_eq!(
            split.v4.unwrap(),
            json!({"addressLine": "1772 Fantages Way, Apt 17", "city": "Richmond", "subdivision": "US-ME",
                "country": "US", "postalCode": "04357"})
        );
        assert_eq!(split.overlay, AddressOverlay { neighborhood: Some("Soho"), ..AddressOverlay::default() });
    }

    #[test]
    fn what_v4_holds_of_an_address_is_known_by_the_same_key() {
        let address = full();
        let split = split_address(&address);
        assert_eq!(keys(&json!([{"address": split.v4}])), [split.key]);
    }

    #[test]
    fn a_region_that_v4_rejects_stays_as_text() {
        let mut items = [full(), full()];
        items[1].texts[3].1 = "ZZ".to_owned();
        let keys = items.each_ref().map(legacy_key);
        assert!(reject_subdivision(&mut items, "US-ZZ"));
        assert_eq!(items.each_ref().map(|item| item.region_is_text), [false, true]);
        assert_eq!(items.each_ref().map(legacy_key), keys);
        let split = split_address(&items[1]);
        assert_eq!(split.key, "1772 fantages way, apt 17|richmond||us|04357");
        assert_eq!(split.overlay.region, Some("ZZ"));
        assert!(!reject_subdivision(&mut items, "US-ZZ"));
    }

    #[test]
    fn the_key_is_of_what_is_shown() {
        assert_eq!(
            convert(&fixture("full")).address_keys(),
            [
                "1772 fantages way, apt 17|richmond|me|us|04357",
                "5 wingate, the code to the building is: *1234|richmond|me|us|04357",
            ]
        );
        assert_eq!(keys(&json!([{"tag": "HOME"}])), ["||||"]);
    }

    #[test]
    fn a_region_is_a_code_in_one_to_three_letters_or_digits() {
        for (region, country, code) in [
            ("CA", "US", Some("CA")),
            ("ca", "US", Some("CA")),
            ("us-ca", "US", Some("CA")),
            ("ENG", "GB", Some("ENG")),
            ("75", "FR", Some("75")),
            ("B", "AR", Some("B")),
            ("Rio", "BR", None),
            ("California", "US", None),
            ("GB-CA", "US", None),
            ("N.Y", "US", None),
            ("US-", "US", None),
            ("\u{e9}a", "FR", None),
        ] {
            assert_eq!(region_code(region, country).as_deref(), code, "{region} in {country}");
        }
    }
}
