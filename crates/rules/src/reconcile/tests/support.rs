//! For tests: a simple v4, and getContactById over it.

use contacts_reader::{Host, List, Reader, Scalar, Step, Wanted};
use rlibphonenumber::{PhoneNumber, PhoneNumberFormat};

use crate::{
    codes,
    converted_contact::ConvertedContact,
    json::{
        Map, Value, object,
        testing::{json, parse},
    },
    overlay::Overlay,
    reconcile::{
        info::ContactInfo,
        limits::{self, Checked},
        merge::{OverlayWrites, Plan, Stored, plan},
        statuses::Statuses,
        subscriptions::SubscriptionUpdate,
    },
};

/// The key from findOrCreate.
pub const FIELD: &str = "custom.wix-contacts-details-kcttddyv";

/// A contact of spec/fixtures/contacts.
pub fn fixture(name: &str) -> Value {
    let path = format!("{}/../../spec/fixtures/contacts/{name}.json", env!("CARGO_MANIFEST_DIR"));
    parse(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A contactInfo after the checks before a plan.
pub fn checked(info: Value) -> Checked {
    limits::check(ContactInfo::parse(&info).unwrap()).unwrap()
}

pub fn sent(info: Value) -> ContactInfo {
    let Checked { info, rejected } = checked(info);
    assert_eq!(rejected, []);
    info
}

pub fn stored(v4: &Value) -> Stored<'_> {
    Stored::new(v4, convert(v4))
}

pub fn plan_for(info: &ContactInfo, contact: Option<&Value>, overlay_writes: OverlayWrites) -> Plan {
    plan(info, contact.map(stored).as_ref(), overlay_writes)
}

/// A new contact from a contactInfo.
pub fn created(info: Value) -> Value {
    merged(info, None)
}

/// A contact after a whole call.
pub fn merged(info: Value, contact: Option<Value>) -> Value {
    let plan = plan_for(&sent(info), contact.as_ref(), OverlayWrites::Allowed);
    applied(&plan, contact)
}

/// The contact in v4 after all writes of a plan.
pub fn applied(plan: &Plan, contact: Option<Value>) -> Value {
    let mut contact = contact.unwrap_or_else(new_contact);
    if let Some(written) = &plan.info {
        let mut written = written.clone();
        if let Some(overlay) = &plan.overlay {
            let text = overlay.to_value().to_string();
            let text = format!(r#"{{"wixContacts":1,{}"#, text.strip_prefix('{').unwrap());
            written["extendedFields"]["items"][FIELD] = text.into();
        }
        write(&mut contact, written);
    }
    plan.subscriptions.iter().for_each(|call| subscribe(&mut contact, call));
    contact
}

/// A contact before its first write.
pub fn new_contact() -> Value {
    json!({"id": "new", "revision": 0, "createdDate": "2024-01-01T00:00:00.000Z", "info": {}})
}

/// The strictest reading of spec/contacts-v4.md: a write replaces each member of `info`, including custom fields.
pub fn write(contact: &mut Value, written: Value) {
    contact["revision"] = Value::Number(contact["revision"].as_f64().unwrap() + 1.0);
    let info = contact["info"].as_object_mut().unwrap();
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

fn subscribe(contact: &mut Value, call: &SubscriptionUpdate) {
    if !Statuses::new(contact, &convert(contact)).is_primary(&call.email) {
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

/// The contact object of `Wix.Contacts`.
pub fn legacy_contact(contact: &Value) -> Value {
    convert(contact).whole()
}

/// The same, as the core module returns it.
pub fn convert(contact: &Value) -> ConvertedContact {
    let host = Host { lower: str::to_lowercase, normalize: |text| text.trim().to_lowercase() };
    let mut reader = Reader::new(Wanted::Contact, host);
    reader.take(format!(r#"{{"contact":{contact}}}"#).into_bytes());
    while reader.step().unwrap() != Step::Contact {}
    let (primary_email, subscribed_email) = reader.emails_with_statuses();
    let overlay = reader.overlay().and_then(|overlay| Overlay::from_value(parse(&overlay)?));
    ConvertedContact { contact: tree(reader.contact()), overlay, primary_email, subscribed_email }
}

/// A contact as a tree.
fn tree(legacy: &contacts_reader::LegacyContact) -> Value {
    let scalar = |scalar| legacy.scalar(scalar).map_or(Value::Null, Value::from);
    object([
        (
            "name",
            object([
                ("prefix", scalar(Scalar::Prefix)),
                ("first", scalar(Scalar::First)),
                ("middle", scalar(Scalar::Middle)),
                ("last", scalar(Scalar::Last)),
                ("suffix", scalar(Scalar::Suffix)),
            ]),
        ),
        ("picture", scalar(Scalar::Picture)),
        ("company", object([("role", scalar(Scalar::Role)), ("name", scalar(Scalar::Company))])),
        ("emails", items(legacy, List::Emails)),
        ("phones", items(legacy, List::Phones)),
        ("addresses", items(legacy, List::Addresses)),
        ("urls", items(legacy, List::Urls)),
        ("dates", items(legacy, List::Dates)),
    ])
}

fn items(legacy: &contacts_reader::LegacyContact, list: List) -> Value {
    let mut items = Vec::new();
    for index in 0..legacy.count(list) {
        let mut item = Map::default();
        item.insert("id", (index as u32 + 1).into());
        for member in list.members() {
            if let Some(text) = legacy.get(list, index, member) {
                item.insert(member, text.into());
            }
        }
        items.push(Value::Object(item));
    }
    items.into()
}
