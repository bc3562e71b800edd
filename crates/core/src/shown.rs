//! A contact as it is shown: with what an app kept of it, and as a tree.

use contacts_reader::{List, MIDNIGHT, Shown, Single};

use crate::{
    details::{Details, KeptAddress, address_key},
    json::{Map, Value, object},
    tags,
};

/// Lays what was kept over what v4 has.
pub fn lay_over(shown: &mut Shown, details: &Details) {
    for (part, kept) in [
        (Single::Prefix, details.name_prefix()),
        (Single::Middle, details.name_middle()),
        (Single::Suffix, details.name_suffix()),
    ] {
        kept.iter().for_each(|kept| shown.set_single(part, kept));
    }
    for item in 0..shown.count(List::Emails) {
        let [tag, email] = ["tag", "email"].map(|member| text(shown, List::Emails, item, member));
        set(shown, List::Emails, item, "tag", details.email_tag(&email, &tag));
    }
    for item in 0..shown.count(List::Phones) {
        let [tag, phone] = ["tag", "phone"].map(|member| text(shown, List::Phones, item, member));
        let e164 = shown.get(List::Phones, item, "normalizedPhone");
        set(shown, List::Phones, item, "tag", details.phone_tag(&phone, e164.as_deref(), &tag));
    }
    addresses(shown, details);
    for (tag, url) in details.urls() {
        add(shown, List::Urls, [("tag", tag), ("url", url)]);
    }
    for item in 0..shown.count(List::Dates) {
        let date = text(shown, List::Dates, item, "date");
        let kept = date.strip_suffix(MIDNIGHT).and_then(|date| details.birthday(date));
        set(shown, List::Dates, item, "date", kept);
    }
    for (tag, date) in details.dates() {
        add(shown, List::Dates, [("tag", tag), ("date", date)]);
    }
}

fn addresses(shown: &mut Shown, details: &Details) {
    let mut left = details.addresses();
    for item in 0..shown.count(List::Addresses) {
        let [tag, line, city, region, country, postal_code] =
            ["tag", "address", "city", "region", "country", "postalCode"]
                .map(|member| text(shown, List::Addresses, item, member));
        let key = address_key(&line, &city, &region, &country, &postal_code);
        set_address(shown, item, left.take(&key, &tag).unwrap_or_default());
    }
    for kept in left.without_v4() {
        add(shown, List::Addresses, [("tag", tags::OTHER)]);
        set_address(shown, shown.count(List::Addresses) - 1, kept);
    }
}

fn set_address(shown: &mut Shown, item: usize, kept: KeptAddress) {
    let KeptAddress { tag, neighborhood, region, country } = kept;
    for (member, kept) in
        [("tag", tag), ("neighborhood", neighborhood), ("region", region), ("country", country)]
    {
        set(shown, List::Addresses, item, member, kept);
    }
}

fn text(shown: &Shown, list: List, item: usize, member: &str) -> String {
    shown.get(list, item, member).unwrap_or_default()
}

fn set(shown: &mut Shown, list: List, item: usize, member: &str, kept: Option<&str>) {
    if let Some(kept) = kept {
        shown.set(list, item, member, kept);
    }
}

fn add<const N: usize>(shown: &mut Shown, list: List, members: [(&str, &str); N]) {
    shown.add(list);
    let item = shown.count(list) - 1;
    members.into_iter().for_each(|(member, text)| shown.set(list, item, member, text));
}

/// A contact as a tree.
pub fn tree(shown: &Shown) -> Value {
    let single = |single| shown.single(single).map_or(Value::Null, Value::from);
    object([
        (
            "name",
            object([
                ("prefix", single(Single::Prefix)),
                ("first", single(Single::First)),
                ("middle", single(Single::Middle)),
                ("last", single(Single::Last)),
                ("suffix", single(Single::Suffix)),
            ]),
        ),
        ("picture", single(Single::Picture)),
        ("company", object([("role", single(Single::Role)), ("name", single(Single::Company))])),
        ("emails", items(shown, List::Emails)),
        ("phones", items(shown, List::Phones)),
        ("addresses", items(shown, List::Addresses)),
        ("urls", items(shown, List::Urls)),
        ("dates", items(shown, List::Dates)),
    ])
}

fn items(shown: &Shown, list: List) -> Value {
    let mut items = Vec::new();
    for index in 0..shown.count(list) {
        let mut item = Map::default();
        item.insert("id", (index as u32 + 1).into());
        for member in list.members() {
            if let Some(text) = shown.get(list, index, member) {
                item.insert(member, text.into());
            }
        }
        items.push(Value::Object(item));
    }
    items.into()
}
