//! What the server adds to a contact (spec/contacts-v4.md section 2.1): primary items, their order and ids,
//! international phones, primaryInfo, statuses, derived extended fields.

use std::collections::HashSet;

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Contact, Email, Info, Items, Name, Phone, PrimaryEmail, PrimaryInfo, PrimaryPhone, v5};
use crate::{
    error::Result,
    settings::Settings,
    store::{
        fold,
        subscriptions::{NOT_SET, Subscription},
    },
};

const SUBSCRIPTION_STATUS: &str = "emailSubscriptions.subscriptionStatus";
const DELIVERABILITY_STATUS: &str = "emailSubscriptions.deliverabilityStatus";
const EFFECTIVE_EMAIL: &str = "emailSubscriptions.effectiveEmail";
const BY_FIRST_NAME: &str = "contacts.displayByFirstName";
const BY_LAST_NAME: &str = "contacts.displayByLastName";

/// The extended fields that nobody can write.
pub const DERIVED_FIELDS: [&str; 5] =
    [SUBSCRIPTION_STATUS, DELIVERABILITY_STATUS, EFFECTIVE_EMAIL, BY_FIRST_NAME, BY_LAST_NAME];

/// An item of a list that has one primary item.
trait Listed {
    fn id(&mut self) -> &mut Option<String>;
    fn tag(&mut self) -> &mut Option<String>;
    fn primary(&mut self) -> &mut Option<bool>;
}

/// Drops what says nothing, such as empty texts and lists, and item ids that the contact did not have before: ids are
/// given by the server.
pub fn tidy(info: &mut Info, old: &Info) {
    for text in [&mut info.company, &mut info.job_title, &mut info.birthdate, &mut info.locale] {
        text.take_if(|text| text.is_empty());
    }
    if let Some(name) = &mut info.name {
        name.first.take_if(|text| text.is_empty());
        name.last.take_if(|text| text.is_empty());
    }
    info.name.take_if(|name| *name == Name::default());
    info.picture.take_if(|picture| picture.as_object().is_none_or(Map::is_empty));
    drop_if_empty(&mut info.emails);
    drop_if_empty(&mut info.phones);
    drop_if_empty(&mut info.addresses);
    drop_if_empty(&mut info.label_keys);
    drop_if_empty(&mut info.locations);

    let old_ids = |ids: Vec<&Option<String>>| ids.into_iter().flatten().cloned().collect::<HashSet<_>>();
    let known = old_ids(old.emails().iter().map(|item| &item.id).collect());
    list(&mut info.emails).into_iter().flatten().for_each(|item| forget_unknown(&mut item.id, &known));
    let known = old_ids(old.phones().iter().map(|item| &item.id).collect());
    list(&mut info.phones).into_iter().flatten().for_each(|item| forget_unknown(&mut item.id, &known));
    let known = old_ids(old.addresses().iter().map(|item| &item.id).collect());
    list(&mut info.addresses).into_iter().flatten().for_each(|item| forget_unknown(&mut item.id, &known));
}

/// Brings what apps wrote into the form that is answered.
pub fn normalize(contact: &mut Contact, formats_addresses: bool) {
    let info = &mut contact.info;
    complete_list(&mut info.emails);
    complete_list(&mut info.phones);
    if let Some(phones) = list(&mut info.phones) {
        phones.iter_mut().for_each(Phone::normalize);
    }
    for item in list(&mut info.addresses).into_iter().flatten() {
        item.id.get_or_insert_with(new_id);
        item.tag.get_or_insert_with(untagged);
        item.address.complete_subdivision();
        if formats_addresses && item.address.formatted_address.is_none() {
            item.address.formatted_address = item.address.format();
        }
    }
    if let Some(locale) = &mut info.locale {
        *locale = locale.to_lowercase();
    }
    if let Some(keys) = list(&mut info.label_keys) {
        let mut seen = HashSet::new();
        keys.retain(|key| seen.insert(key.clone()));
    }
}

/// `normalize` as the settings want it, which may leave things out, or refuse them.
pub fn bring_into_form(contact: &mut Contact, settings: &Settings) -> Result<()> {
    normalize(contact, settings.formatted_address);
    if settings.demands.v5_backed { v5::store(&mut contact.info) } else { Ok(()) }
}

/// Sets everything that follows from the lists and from what is known of the emails, one entry for each of them.
pub fn derive(contact: &mut Contact, subscriptions: &[Subscription]) {
    let info = &contact.info;
    let email = info.emails().first().map(|item| item.email.clone());
    let phone = info.phones().first();
    contact.primary_info = (email.is_some() || phone.is_some())
        .then(|| PrimaryInfo { email: email.clone(), phone: phone.map(|item| item.phone.clone()) });
    contact.primary_phone = phone.map(primary_phone);
    contact.primary_email = email.map(|email| {
        let status = subscriptions.first().cloned().unwrap_or_else(|| Subscription::unknown(&email));
        PrimaryEmail {
            email,
            subscription_status: Some(status.subscription_status),
            deliverability_status: Some(status.deliverability_status),
        }
    });
    derive_extended_fields(contact, subscriptions);
}

/// `derive` for a contact that shows later what is known of its emails: until then it shows what it did.
pub fn derive_as_shown(contact: &mut Contact) {
    let shown = contact.primary_email.clone().unwrap_or_default();
    let is_shown = |email: &str| fold(&shown.email) == fold(email);
    let status = |status: &Option<String>| status.clone().unwrap_or_else(|| NOT_SET.to_owned());
    let (subscription, deliverability) =
        (status(&shown.subscription_status), status(&shown.deliverability_status));
    let known = |item: &Email| match is_shown(&item.email) {
        true => Subscription::of(&item.email, &subscription, &deliverability),
        false => Subscription::unknown(&item.email),
    };
    let emails = contact.info.emails();
    let known: Vec<_> = emails.iter().map(known).collect();
    let keeps_primary = emails.first().map(|item| item.email.as_str()).is_some_and(is_shown);
    let effective = contact.info.extended_field(EFFECTIVE_EMAIL).cloned();
    let keeps_effective =
        effective.as_ref().is_none_or(|email| emails.iter().any(|item| *email == item.email));

    derive(contact, &known);
    if keeps_primary && keeps_effective {
        let fields = &mut contact.info.extended_fields.get_or_insert_default().items;
        match effective {
            Some(email) => fields.insert(EFFECTIVE_EMAIL.to_owned(), email),
            None => fields.remove(EFFECTIVE_EMAIL),
        };
    }
}

fn derive_extended_fields(contact: &mut Contact, subscriptions: &[Subscription]) {
    let first = contact.info.first_name();
    let last = contact.info.last_name();
    let names = |parts: [Option<&str>; 2]| parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let by_first = names([first, last]);
    let by_last = names([last, first]);
    let primary = contact.primary_email.as_ref();
    let effective = contact
        .info
        .emails()
        .iter()
        .zip(subscriptions)
        .find(|(_, subscription)| subscription.may_be_mailed())
        .map(|(item, _)| item.email.clone());
    let derived = [
        (BY_FIRST_NAME, Some(by_first)),
        (BY_LAST_NAME, Some(by_last)),
        (SUBSCRIPTION_STATUS, primary.and_then(|email| email.subscription_status.clone())),
        (DELIVERABILITY_STATUS, primary.and_then(|email| email.deliverability_status.clone())),
        (EFFECTIVE_EMAIL, effective),
    ];

    let mut fields = contact.info.extended_fields.take().unwrap_or_default();
    for (key, value) in derived {
        match value.filter(|value| !value.is_empty()) {
            Some(value) => fields.items.insert(key.to_owned(), Value::String(value)),
            None => fields.items.remove(key),
        };
    }
    contact.info.extended_fields = (!fields.items.is_empty()).then_some(fields);
}

/// A contact that was given whole keeps what it says; only what it leaves out is derived.
pub fn complete(contact: &mut Contact, subscriptions: &[Subscription]) {
    let mut derived = contact.clone();
    derive(&mut derived, subscriptions);
    let says_statuses = contact.info.extended_field(SUBSCRIPTION_STATUS).is_some();
    let given = contact.info.extended_fields.take().unwrap_or_default().items;
    let mut fields = derived.info.extended_fields.unwrap_or_default();
    if says_statuses {
        fields.items.remove(EFFECTIVE_EMAIL);
    }
    fields.items.extend(given);
    contact.info.extended_fields = (!fields.items.is_empty()).then_some(fields);
    contact.primary_info = contact.primary_info.take().or(derived.primary_info);
    contact.primary_email = contact.primary_email.take().or(derived.primary_email);
    contact.primary_phone = contact.primary_phone.take().or(derived.primary_phone);
}

/// What a contact that was given whole says of its primary email.
pub fn stated_subscription(contact: &Contact) -> Option<Subscription> {
    let email = contact.info.emails().first()?.email.clone();
    let stated = |direct: Option<&String>, key: &str| {
        let field = contact.info.extended_field(key).and_then(Value::as_str);
        direct.map(String::as_str).or(field).map(str::to_owned)
    };
    let primary = contact.primary_email.as_ref();
    let subscription =
        stated(primary.and_then(|email| email.subscription_status.as_ref()), SUBSCRIPTION_STATUS);
    let deliverability =
        stated(primary.and_then(|email| email.deliverability_status.as_ref()), DELIVERABILITY_STATUS);
    let mut result = Subscription::unknown(&email);
    result.subscription_status = subscription.unwrap_or(result.subscription_status);
    result.deliverability_status = deliverability.unwrap_or(result.deliverability_status);
    (result != Subscription::unknown(&email)).then_some(result)
}

/// Where a contact comes from that an app made through the API.
pub fn source_of_app() -> Value {
    json!({ "sourceType": "OTHER", "appId": "v4.createContact" })
}

fn primary_phone(item: &Phone) -> PrimaryPhone {
    let (subscription, deliverability) = match item.e164_phone {
        Some(_) => ("NOT_SET", "NOT_SET"),
        None => ("NO_SUBSCRIPTION_STATUS", "NO_PHONE_DELIVERABILITY_STATUS"),
    };
    PrimaryPhone {
        country_code: item.country_code.clone(),
        e164_phone: item.e164_phone.clone(),
        formatted_phone: item.formatted_phone.clone(),
        subscription_status: Some(subscription.to_owned()),
        deliverability_status: Some(deliverability.to_owned()),
        phone: item.phone.clone(),
    }
}

/// Gives each item an id and a tag, and puts the one primary item first.
fn complete_list<T: Listed>(wrapper: &mut Option<Items<T>>) {
    let Some(items) = list(wrapper) else { return };
    let primary = items.iter_mut().position(|item| *item.primary() == Some(true)).unwrap_or(0);
    items.get_mut(..=primary).into_iter().for_each(|front| front.rotate_right(1));
    for (position, item) in items.iter_mut().enumerate() {
        *item.primary() = Some(position == 0);
        item.id().get_or_insert_with(new_id);
        item.tag().get_or_insert_with(untagged);
    }
}

fn list<T>(wrapper: &mut Option<Items<T>>) -> Option<&mut Vec<T>> {
    wrapper.as_mut()?.items.as_mut()
}

fn drop_if_empty<T>(wrapper: &mut Option<Items<T>>) {
    wrapper.take_if(|wrapper| wrapper.items.as_ref().is_none_or(Vec::is_empty));
}

fn forget_unknown(id: &mut Option<String>, known: &HashSet<String>) {
    id.take_if(|id| !known.contains(id));
}

fn new_id() -> String {
    Uuid::new_v4().to_string()
}

fn untagged() -> String {
    "UNTAGGED".to_owned()
}

impl Listed for Email {
    fn id(&mut self) -> &mut Option<String> {
        &mut self.id
    }
    fn tag(&mut self) -> &mut Option<String> {
        &mut self.tag
    }
    fn primary(&mut self) -> &mut Option<bool> {
        &mut self.primary
    }
}

impl Listed for Phone {
    fn id(&mut self) -> &mut Option<String> {
        &mut self.id
    }
    fn tag(&mut self) -> &mut Option<String> {
        &mut self.tag
    }
    fn primary(&mut self) -> &mut Option<bool> {
        &mut self.primary
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dataset() -> Vec<Contact> {
        let text = include_str!("../../../spec/fixtures/dataset.json");
        let dataset: Value = serde_json::from_str(text).unwrap();
        serde_json::from_value(dataset["contacts"].clone()).unwrap()
    }

    #[test]
    fn the_sample_contacts_derive_to_themselves() {
        for contact in dataset() {
            let known: Vec<_> = contact
                .info
                .emails()
                .iter()
                .map(|item| {
                    let stated = stated_subscription(&contact).filter(|stated| stated.email == item.email);
                    stated.unwrap_or_else(|| Subscription::unknown(&item.email))
                })
                .collect();
            let mut derived = contact.clone();
            normalize(&mut derived, true);
            derive(&mut derived, &known);
            // One sample, an email alone, has no names to display, and one in production form has {} wrappers.
            assert_eq!(derived, contact, "{}", contact.id);
        }
    }

    #[test]
    fn the_primary_item_is_moved_to_the_front() {
        let email = |address: &str, primary| Email { email: address.to_owned(), primary, ..Email::default() };
        let mut contact = Contact::default();
        contact.info.emails = Some(Items::of(vec![
            email("work@x.io", None),
            email("b@x.io", None),
            email("home@x.io", Some(true)),
        ]));
        normalize(&mut contact, true);
        let order: Vec<_> = contact.info.emails().iter().map(|item| (&*item.email, item.primary)).collect();
        let expected = [("home@x.io", Some(true)), ("work@x.io", Some(false)), ("b@x.io", Some(false))];
        assert_eq!(order, expected);
    }
}
