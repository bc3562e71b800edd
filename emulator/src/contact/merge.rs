//! What one contact takes over from another (spec/contacts-v4.md sections 1.8 and 1.13): empty values are filled, lists
//! grow by what they do not hold yet, nothing is overwritten.

use super::{Contact, ExtendedFields, Info, Items, Name};
use crate::store::fold;

/// Adds to a contact what another one has.
pub fn merge(target: &mut Contact, source: &Info) {
    let info = &mut target.info;
    if let Some(name) = &source.name {
        let own = info.name.get_or_insert_with(Name::default);
        own.first = own.first.take().or_else(|| name.first.clone());
        own.last = own.last.take().or_else(|| name.last.clone());
    }
    info.company = info.company.take().or_else(|| source.company.clone());
    info.job_title = info.job_title.take().or_else(|| source.job_title.clone());
    info.birthdate = info.birthdate.take().or_else(|| source.birthdate.clone());
    info.locale = info.locale.take().or_else(|| source.locale.clone());
    info.picture = info.picture.take().or_else(|| source.picture.clone());
    append(&mut info.emails, source.emails(), |one, other| fold(&one.email) == fold(&other.email));
    append(&mut info.phones, source.phones(), |one, other| {
        one.phone == other.phone || (one.e164_phone.is_some() && one.e164_phone == other.e164_phone)
    });
    append(&mut info.addresses, source.addresses(), |one, other| one.address == other.address);
    append(&mut info.label_keys, source.label_keys(), |one, other| one == other);
    append(&mut info.locations, source.locations(), |one, other| one == other);
    if let Some(fields) = &source.extended_fields {
        let own = info.extended_fields.get_or_insert_with(ExtendedFields::default);
        for (key, value) in &fields.items {
            own.items.entry(key).or_insert_with(|| value.clone());
        }
    }
}

fn append<T: Clone>(list: &mut Option<Items<T>>, more: &[T], is_same: impl Fn(&T, &T) -> bool) {
    if more.is_empty() {
        return;
    }
    let own = list.get_or_insert_default().items.get_or_insert_default();
    for item in more {
        if !own.iter().any(|other| is_same(item, other)) {
            own.push(item.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn empty_values_are_filled_and_lists_grow_by_what_is_new() {
        let info = |value| serde_json::from_value::<Info>(value).unwrap();
        let mut target = Contact {
            info: info(json!({
                "name": { "first": "Gene" },
                "company": "Wix",
                "emails": { "items": [{ "email": "a@x.io" }] }
            })),
            ..Contact::default()
        };
        let source = info(json!({
            "name": { "first": "Eugene", "last": "Lopez" },
            "company": "Other",
            "jobTitle": "Cook",
            "emails": { "items": [{ "email": "A@X.io" }, { "email": "b@x.io" }] }
        }));
        merge(&mut target, &source);
        let expected = info(json!({
            "name": { "first": "Gene", "last": "Lopez" },
            "company": "Wix",
            "jobTitle": "Cook",
            "emails": { "items": [{ "email": "a@x.io" }, { "email": "b@x.io" }] }
        }));
        assert_eq!(target.info, expected);
    }
}
