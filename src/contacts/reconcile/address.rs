//! What v4 can hold of an address, and what it can't.

use super::info::Address;
use super::v4;
use crate::contacts::codes;
use crate::contacts::details::{KeptAddress, address_key};
use serde_json::{Map, Value};

/// An address divided between v4 and the details.
#[derive(Debug)]
pub struct Placed<'a> {
    /// The v4 address; empty if v4 can hold nothing of it.
    pub v4: Map<String, Value>,
    /// The [`address_key`] of that.
    pub key: String,
    /// The rest, without a tag.
    pub kept: KeptAddress<'a>,
}

/// Places an address. v4 takes ISO codes for country and region: `us` is its `US`, `CA` in that `US-CA`.
pub fn place(address: &Address) -> Placed<'_> {
    let country = address.country.as_deref().and_then(codes::country);
    let region = match (&address.region, &country) {
        (Some(region), Some(country)) => region_code(region, country),
        _ => None,
    };
    let subdivision = match (&country, &region) {
        (Some(country), Some(region)) => Some([country, "-", region].concat()),
        _ => None,
    };
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
    let v4 = members.into_iter().filter_map(|(name, text)| Some((name.to_owned(), Value::String(text?))));
    Placed { v4: v4.collect(), key, kept }
}

/// The code of a region in its country, given as `CA` or `US-CA`: one to three letters or digits.
fn region_code(region: &str, country: &str) -> Option<String> {
    let region = region.to_ascii_uppercase();
    let code = region.strip_prefix(country).and_then(|rest| rest.strip_prefix('-')).unwrap_or(&region);
    let is_code = code.len() <= 3 && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_code && !code.is_empty()).then(|| code.to_owned())
}

/// All that is shown of an address but its tag, so that two can be compared.
pub fn shown_key(address: &Address) -> String {
    let Placed { key, kept, .. } = place(address);
    let texts = [kept.neighborhood, kept.region, kept.country].map(Option::unwrap_or_default);
    [&key, "|", &texts.join("|").to_lowercase()].concat()
}

/// The [`address_key`] of an address in v4.
pub fn v4_key(address: &Value) -> String {
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
