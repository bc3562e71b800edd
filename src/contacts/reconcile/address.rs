//! What v4 can hold of an address, and what it can't.

use super::info::{Address, Item};
use super::v4;
use crate::contacts::codes;
use crate::contacts::details::{KeptAddress, address_key};
use crate::v4::object;
use serde_json::{Map, Value};

/// An address divided between v4 and the details.
#[derive(Debug)]
pub struct Placed<'a> {
    /// The v4 address; none if v4 can hold nothing of it.
    pub v4: Option<Value>,
    /// The [`address_key`] of that.
    pub key: String,
    /// The rest, without a tag.
    pub kept: KeptAddress<'a>,
}

/// Places an address. v4 takes ISO codes for country and region: `us` is its `US`, `CA` in that `US-CA`.
pub fn place(address: &Address) -> Placed<'_> {
    let country = address.country.as_deref().and_then(codes::country);
    let region = address.region.as_deref().filter(|_| !address.region_is_text).zip(country.as_deref());
    let region = region.and_then(|(region, country)| region_code(region, country));
    let subdivision = country.as_deref().zip(region.as_deref());
    let subdivision = subdivision.map(|(country, region)| [country, "-", region].concat());
    let key = address_key(
        address.address.as_deref().unwrap_or_default(),
        address.city.as_deref().unwrap_or_default(),
        region.as_deref().unwrap_or_default(),
        country.as_deref().unwrap_or_default(),
        address.postal_code.as_deref().unwrap_or_default(),
    );
    let kept = KeptAddress {
        tag: None,
        neighborhood: address.neighborhood.as_deref(),
        region: address.region.as_deref().filter(|_| region.is_none()),
        country: address.country.as_deref().filter(|_| country.is_none()),
    };
    let members = [
        ("addressLine", address.address.clone()),
        ("city", address.city.clone()),
        ("subdivision", subdivision),
        ("country", country),
        ("postalCode", address.postal_code.clone()),
    ];
    let v4 = object(members.into_iter().filter_map(|(name, text)| Some((name, Value::String(text?)))));
    let is_empty = v4.as_object().is_none_or(Map::is_empty);
    Placed { v4: (!is_empty).then_some(v4), key, kept }
}

/// The code of a region in its country, given as `CA` or `US-CA`: one to three letters or digits.
///
/// A code of three is in upper case: `Rio` is a name, and v4 refuses what is no code
/// (spec/contacts-v4.md, section 2.1).
fn region_code(region: &str, country: &str) -> Option<String> {
    let code = match region.split_once('-') {
        Some((prefix, code)) if prefix.eq_ignore_ascii_case(country) => code,
        _ => region,
    };
    let most = if code.bytes().any(|byte| byte.is_ascii_lowercase()) { 2 } else { 3 };
    let is_code = (1..=most).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_code.then(|| code.to_ascii_uppercase())
}

/// Makes texts of the regions that would be this subdivision: v4 takes those of ISO 3166-2 alone. Gives whether
/// there are any.
pub fn refuse_subdivision(addresses: &mut [Item<Address>], subdivision: &str) -> bool {
    let mut refused = false;
    for Item { value, .. } in addresses {
        if place(value).v4.is_some_and(|address| v4::text(&address, "subdivision") == subdivision) {
            value.region_is_text = true;
            refused = true;
        }
    }
    refused
}

/// All that is shown of an address but its tag, so that two can be compared.
pub fn shown_key(address: &Address) -> String {
    // What a region is to v4 is not shown.
    let shown = Address { region_is_text: false, ..address.clone() };
    let Placed { key, kept, .. } = place(&shown);
    let texts = [kept.neighborhood, kept.region, kept.country].map(Option::unwrap_or_default);
    [&key, "|", &texts.join("|").to_lowercase()].concat()
}

/// The [`address_key`] of an item of v4's addresses.
pub fn v4_key(item: &Value) -> String {
    let address = item.get("address").unwrap_or(&Value::Null);
    let subdivision = v4::text(address, "subdivision");
    let country = v4::text(address, "country");
    let region = match subdivision.split_once('-') {
        Some((prefix, region)) if country.is_empty() || prefix == country => region,
        _ => subdivision,
    };
    address_key(
        &v4_line(address),
        v4::text(address, "city"),
        region,
        country,
        v4::text(address, "postalCode"),
    )
}

/// The line that getContactById shows.
fn v4_line(address: &Value) -> String {
    let street = address.get("streetAddress").unwrap_or(&Value::Null);
    let street = join([v4::text(street, "number"), v4::text(street, "name"), v4::text(street, "apt")], " ");
    let line = match v4::text(address, "addressLine") {
        "" => &street,
        line => line,
    };
    join([line, v4::text(address, "addressLine2")], ", ")
}

fn join<const N: usize>(texts: [&str; N], separator: &str) -> String {
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(separator)
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::super::support::fixture;
    use super::*;
    use serde_json::json;

    fn full() -> Address {
        let text = |text: &str| Some(text.to_owned());
        Address {
            address: text("1772 Fantages Way, Apt 17"),
            neighborhood: text("Soho"),
            city: text("Richmond"),
            region: text("me"),
            country: text("us"),
            postal_code: text("04357"),
            ..Address::default()
        }
    }

    #[test]
    fn an_address_is_divided_between_v4_and_the_details() {
        let address = full();
        let placed = place(&address);
        assert_eq!(
            placed.v4.unwrap(),
            json!({"addressLine": "1772 Fantages Way, Apt 17", "city": "Richmond", "subdivision": "US-ME",
                "country": "US", "postalCode": "04357"})
        );
        assert_eq!(placed.kept, KeptAddress { neighborhood: Some("Soho"), ..KeptAddress::default() });
    }

    #[test]
    fn what_v4_holds_of_an_address_is_known_by_the_same_key() {
        let address = full();
        let placed = place(&address);
        assert_eq!(v4_key(&json!({"address": placed.v4})), placed.key);
    }

    #[test]
    fn a_region_that_v4_refuses_is_kept_as_text() {
        let item = |value: Address| Item { path: String::new(), given: Value::Null, tag: None, value };
        let mut items = [full(), Address { region: Some("ZZ".to_owned()), ..full() }].map(item);
        let keys = items.each_ref().map(|item| shown_key(&item.value));
        assert!(refuse_subdivision(&mut items, "US-ZZ"));
        assert_eq!(items.each_ref().map(|item| item.value.region_is_text), [false, true]);
        assert_eq!(items.each_ref().map(|item| shown_key(&item.value)), keys);
        let placed = place(&items[1].value);
        assert_eq!(placed.key, "1772 fantages way, apt 17|richmond||us|04357");
        assert_eq!(placed.kept.region, Some("ZZ"));
        assert!(!refuse_subdivision(&mut items, "US-ZZ"));
    }

    #[test]
    fn the_key_is_of_what_is_shown() {
        let keys: Vec<_> = v4::items(&fixture("full"), "addresses").iter().map(v4_key).collect();
        assert_eq!(
            keys,
            [
                "1772 fantages way, apt 17|richmond|me|us|04357",
                "5 wingate, the code to the building is: *1234|richmond|me|us|04357",
            ]
        );
        assert_eq!(v4_key(&json!({"tag": "HOME"})), "||||");
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
