//! For tests: a v4 that does as it is told, and getContactById over it.

use contacts_reader::{Host, Reader, Step, Wanted};
use rlibphonenumber::{PhoneNumber, PhoneNumberFormat};

use crate::{
    codes,
    details::Details,
    json::{Map, Value, testing::json},
    reconcile::{
        info::ContactInfo,
        limits::{self, Checked},
        merge::{Keeping, Plan, Stored, plan},
        subscriptions::Subscription,
        v4,
    },
    shown::{lay_over, tree},
};

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
    details_of(&read(contact))
}

fn details_of(reader: &Reader) -> Option<Details> {
    Details::from_value(parse(&reader.kept()?))
}

/// The contact object of `Wix.Contacts`.
pub fn shown(contact: &Value) -> Value {
    let mut reader = read(contact);
    if let Some(details) = details_of(&reader) {
        lay_over(reader.shown(), &details);
    }
    tree(reader.shown())
}

/// The contact, as it is read of an answer.
fn read(contact: &Value) -> Reader {
    let host = Host { lower: str::to_lowercase, form: |text| text.trim().to_lowercase() };
    let mut reader = Reader::new(Wanted::Contact, host);
    reader.take(format!(r#"{{"contact":{contact}}}"#).into_bytes());
    while reader.step().unwrap() != Step::Contact {}
    reader
}
