//! For tests: a v4 that does as it is told, and getContactById over it.

use super::info::ContactInfo;
use super::limits::{self, Checked};
use super::merge::{Keeping, Plan, Stored, plan};
use super::subscriptions::Subscription;
use super::v4;
use crate::details::{Details, address_key};
use crate::json::{Map, Value, testing::json};
use crate::{codes, tags};
use rlibphonenumber::{PhoneNumber, PhoneNumberFormat};

/// The key that findOrCreate gave.
pub const FIELD: &str = "custom.wix-contacts-details-kcttddyv";

/// A contact of spec/fixtures/contacts.
pub fn fixture(name: &str) -> Value {
    let path = format!("{}/../../spec/fixtures/contacts/{name}.json", env!("CARGO_MANIFEST_DIR"));
    parse(&std::fs::read_to_string(path).unwrap())
}

pub fn parse(text: &str) -> Value {
    serde_json::from_str::<serde_json::Value>(text).unwrap().into()
}

/// A contactInfo after the checks that come before a plan.
pub fn checked(info: Value) -> Checked {
    limits::check(ContactInfo::parse(&info).unwrap()).unwrap()
}

pub fn sent(info: Value) -> ContactInfo {
    let Checked { info, rejected } = checked(info);
    assert_eq!(rejected, []);
    info
}

pub fn stored(contact: &Value) -> Stored<'_> {
    Stored {
        v4: contact,
        shown: ContactInfo::parse(&shown(contact)).unwrap(),
        details: details(contact).unwrap_or_default(),
    }
}

pub fn plan_for(info: &ContactInfo, contact: Option<&Value>, keeping: Keeping) -> Plan {
    plan(info, contact.map(stored).as_ref(), keeping)
}

/// A new contact made of a contactInfo.
pub fn created(info: Value) -> Value {
    merged(info, None)
}

/// A contact after a whole call.
pub fn merged(info: Value, contact: Option<Value>) -> Value {
    let plan = plan_for(&sent(info), contact.as_ref(), Keeping::Allowed);
    applied(&plan, contact)
}

/// The contact after all writes of a plan, as v4 would have it.
pub fn applied(plan: &Plan, contact: Option<Value>) -> Value {
    let mut contact = contact.unwrap_or_else(
        || json!({"id": "new", "revision": 0, "createdDate": "2024-01-01T00:00:00.000Z", "info": {}}),
    );
    if let Some(written) = &plan.info {
        let mut written = written.clone();
        if let Some(details) = &plan.details {
            let text = details.to_value().to_string();
            let text = format!(r#"{{"wixContacts":1,{}"#, text.strip_prefix('{').unwrap());
            written["extendedFields"]["items"][FIELD] = text.into();
        }
        write(contact["info"].as_object_mut().unwrap(), written);
        contact["revision"] = Value::Number(contact["revision"].as_f64().unwrap() + 1.0);
    }
    plan.subscriptions.iter().for_each(|call| subscribe(&mut contact, call));
    contact
}

/// The strictest reading of spec/contacts-v4.md: each member of `info` is replaced, custom fields too.
fn write(info: &mut Map, written: Value) {
    for (member, value) in written.as_object().unwrap().iter() {
        let mut value = value.clone();
        match member {
            "emails" => take_list(&mut value, |_| {}),
            "phones" => take_list(&mut value, derive_e164),
            "addresses" => take_list(&mut value, |item| {
                assert_ne!(item["address"], json!({}), "an address of nothing");
                let country = item["address"]["country"].as_str();
                assert!(country.is_none_or(|code| codes::country(code).as_deref() == Some(code)));
            }),
            "extendedFields" => {
                let mut derived = info
                    .get("extendedFields")
                    .map_or(Map::default(), |it| it["items"].as_object().unwrap().clone());
                derived.retain(|key, _| !key.starts_with("custom."));
                let items = value["items"].as_object_mut().unwrap();
                assert!(items.iter().all(|(key, _)| key.starts_with("custom.")));
                derived.iter().for_each(|(key, value)| items.insert(key, value.clone()));
            }
            _ => {}
        }
        info.insert(member, value);
    }
}

fn take_list(list: &mut Value, derive: fn(&mut Value)) {
    let items = list["items"].as_array_mut().unwrap();
    assert!(items.len() <= 50);
    items.iter_mut().for_each(derive);
    let primary = items.iter().filter(|item| item["primary"] == true).count();
    assert!(primary <= 1, "CANNOT_HAVE_MULTIPLE_PRIMARY_INFO");
    if primary == 0 && items[0].get("address").is_none() {
        items[0]["primary"] = true.into();
    }
    items.sort_by_key(|item| item["primary"] != true);
}

fn derive_e164(item: &mut Value) {
    assert!(item.get("e164Phone").is_none() && item.get("formattedPhone").is_none(), "read-only");
    let Some(country) = item.get("countryCode").and_then(Value::as_str) else { return };
    let number = PhoneNumber::parse(item["phone"].as_str().unwrap(), country.parse().ok());
    if let Some(number) = number.ok().filter(PhoneNumber::is_valid) {
        item["e164Phone"] = number.format_as(PhoneNumberFormat::E164).into_owned().into();
    }
}

fn subscribe(contact: &mut Value, call: &Subscription) {
    if v4::primary_email(contact).to_lowercase() != call.email.to_lowercase() {
        return;
    }
    for (status, value) in [
        ("subscriptionStatus", call.subscription_status),
        ("deliverabilityStatus", call.deliverability_status),
    ] {
        if let Some(value) = value {
            contact["primaryEmail"][status] = value.into();
            contact["info"]["extendedFields"]["items"][&*format!("emailSubscriptions.{status}")] =
                value.into();
        }
    }
}

pub fn details(contact: &Value) -> Option<Details> {
    let fields = contact["info"]["extendedFields"]["items"].as_object()?;
    let kept = fields
        .iter()
        .filter_map(|(_, value)| value.as_str())
        .find(|text| text.starts_with(r#"{"wixContacts":1,"#))?;
    Details::from_value(parse(kept))
}

/// The contact object of `Wix.Contacts`.
pub fn shown(contact: &Value) -> Value {
    let details = details(contact).unwrap_or_default();
    let info = &contact["info"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let tag = |kept: Option<&str>, v4_tag: &str| kept.map_or_else(|| tags::shown(v4_tag), str::to_owned);

    let emails = v4::items(contact, "emails").iter().map(|item| {
        let (email, v4_tag) = (item.text("email"), item.text("tag"));
        json!({"tag": tag(details.email_tag(email, v4_tag), v4_tag), "email": email})
    });
    let phones = v4::items(contact, "phones").iter().map(|item| {
        let (phone, v4_tag) = (item.text("phone"), item.text("tag"));
        let e164 = item["e164Phone"].as_str();
        let tag = tag(details.phone_tag(phone, e164, v4_tag), v4_tag);
        json!({"tag": tag, "phone": phone, "normalizedPhone": e164})
    });
    let mut kept = details.addresses();
    let mut addresses: Vec<Value> = v4::items(contact, "addresses")
        .iter()
        .map(|item| {
            let address = &item["address"];
            let line = match &address["streetAddress"] {
                Value::Null => text(&address["addressLine"]),
                street => format!("{} {}", text(&street["number"]), text(&street["name"])),
            };
            let lines = [line, text(&address["addressLine2"])].into_iter().filter(|line| !line.is_empty());
            let line = lines.collect::<Vec<_>>().join(", ");
            let subdivision = text(&address["subdivision"]);
            let region = subdivision.split_once('-').map_or("", |(_, region)| region);
            let (city, country) = (text(&address["city"]), text(&address["country"]));
            let postal_code = text(&address["postalCode"]);
            let v4_tag = item.text("tag");
            let key = address_key(&line, &city, region, &country, &postal_code);
            let kept = kept.take(&key, v4_tag).unwrap_or_default();
            json!({
                "tag": tag(kept.tag, v4_tag), "address": line, "neighborhood": kept.neighborhood,
                "city": city, "region": kept.region.unwrap_or(region),
                "country": kept.country.unwrap_or(&country), "postalCode": postal_code,
            })
        })
        .collect();
    addresses.extend(kept.without_v4().map(|kept| {
        json!({
            "tag": kept.tag.unwrap_or("other"), "neighborhood": kept.neighborhood, "region": kept.region,
            "country": kept.country,
        })
    }));
    let birthday = info["birthdate"].as_str().map(|date| {
        let birthday = details.birthday(date).map_or_else(|| format!("{date}T00:00:00.000Z"), str::to_owned);
        json!({"tag": "birthday", "date": birthday})
    });
    let dates = details.dates().map(|(tag, date)| json!({"tag": tag, "date": date}));

    json!({
        "name": {
            "prefix": details.name_prefix().unwrap_or_default(), "first": text(&info["name"]["first"]),
            "middle": details.name_middle().unwrap_or_default(), "last": text(&info["name"]["last"]),
            "suffix": details.name_suffix().unwrap_or_default(),
        },
        "picture": info["picture"]["image"]["url"],
        "company": {"role": text(&info["jobTitle"]), "name": text(&info["company"])},
        "emails": numbered(emails), "phones": numbered(phones), "addresses": numbered(addresses),
        "urls": numbered(details.urls().map(|(tag, url)| json!({"tag": tag, "url": url}))),
        "dates": numbered(birthday.into_iter().chain(dates)),
    })
}

/// The items with their ids, without what they have not.
fn numbered(items: impl IntoIterator<Item = Value>) -> Value {
    let items = items.into_iter().enumerate().map(|(index, mut item)| {
        item.as_object_mut().unwrap().retain(|_, value| *value != Value::Null && *value != "");
        item["id"] = (index as u32 + 1).into();
        item
    });
    Value::Array(items.collect())
}
