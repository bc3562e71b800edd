//! A site that is given as it is, whole or in parts: it is taken so, or refused by the place of what can't be taken.

use std::collections::HashMap;

use rusqlite::Transaction;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{
    clock,
    contact::{Contact, derive},
    error::{Error, Result},
    openapi,
    shape::{self, Strictness},
    store::{
        contacts,
        extended_fields::{self, DataType, Field},
        labels::{self, Label},
        subscriptions::{self, Subscription},
        transfer,
    },
};

/// The names of Velo and of the official client, for what REST calls otherwise.
const NAMES_OF_VELO: [(&str, &str); 3] =
    [("_id", "id"), ("_createdDate", "createdDate"), ("_updatedDate", "updatedDate")];

/// Of a request that brings a site.
pub const MAX_BODY: usize = 512 * 1024 * 1024;

/// What a file of samples says of itself, as `spec/fixtures/dataset.json` does; it is no part of the site.
const ABOUT_THE_FILE: [&str; 2] = ["provenance", "keys"];

/// What can be put into a site.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Site {
    pub labels: Vec<Label>,
    pub extended_fields: Vec<Field>,
    pub subscriptions: Vec<Subscription>,
    /// Pairs of a contact and the one it was merged into.
    pub merged: Vec<(String, String)>,
    pub contacts: Vec<Contact>,
}

/// Reads what is to be put into a site, in which nothing is passed over.
pub fn read(mut body: Value) -> Result<Site> {
    let members = body.as_object_mut().ok_or_else(Error::expected_object)?;
    members.retain(|name, _| !ABOUT_THE_FILE.contains(&name.as_str()));
    rename(&mut body, "")?;
    let schemas = shape::alternatives(openapi::schema("Site"));
    shape::check(&body, &schemas, "", Strictness::Members)?;
    let site: Site = serde_path_to_error::deserialize(body)
        .map_err(|error| Error::invalid(error.path().to_string(), error.inner().to_string()))?;
    check_ids(&site.contacts)?;
    check_dates(&site)?;
    check_namespaces(&site)?;
    Ok(site)
}

/// Gives the members of all objects the names that REST has for them.
fn rename(value: &mut Value, place: &str) -> Result<()> {
    match value {
        Value::Object(members) => {
            for (velo, rest) in NAMES_OF_VELO {
                rename_member(members, velo, rest, place)?;
            }
            members.iter_mut().try_for_each(|(name, member)| rename(member, &format!("{place}.{name}")))
        }
        Value::Array(items) => {
            let mut items = items.iter_mut().enumerate();
            items.try_for_each(|(index, item)| rename(item, &format!("{place}[{index}]")))
        }
        _ => Ok(()),
    }
}

fn rename_member(members: &mut Map<String, Value>, velo: &str, rest: &str, place: &str) -> Result<()> {
    let Some(member) = members.remove(velo) else { return Ok(()) };
    match members.insert(rest.to_owned(), member) {
        None => Ok(()),
        Some(_) => {
            let place = format!("{place}.{velo}");
            Err(Error::invalid(place.trim_start_matches('.'), format!("is given as `{rest}`, too")))
        }
    }
}

/// Of two contacts with one id, one would be lost.
fn check_ids(contacts: &[Contact]) -> Result<()> {
    let mut known = HashMap::new();
    for (index, contact) in contacts.iter().enumerate().filter(|(_, contact)| !contact.id.is_empty()) {
        if let Some(other) = known.insert(&contact.id, index) {
            let description = format!("is that of contacts[{other}], too");
            return Err(Error::invalid(format!("contacts[{index}].id"), description));
        }
    }
    Ok(())
}

fn check_dates(site: &Site) -> Result<()> {
    let check = |place: String, date: Option<&str>| match date {
        Some(date) if !date.is_empty() && clock::parse(date).is_none() => {
            Err(Error::invalid(place, "is no date-time such as 2024-03-01T09:00:00.000Z"))
        }
        _ => Ok(()),
    };
    let both = |place: String, created: &Option<String>, updated: &Option<String>| {
        check(format!("{place}.createdDate"), created.as_deref())?;
        check(format!("{place}.updatedDate"), updated.as_deref())
    };
    for (index, contact) in site.contacts.iter().enumerate() {
        let place = format!("contacts[{index}]");
        let activity = contact.last_activity.as_ref().map(|activity| &*activity.activity_date);
        check(format!("{place}.createdDate"), Some(&contact.created_date))?;
        check(format!("{place}.updatedDate"), Some(&contact.updated_date))?;
        check(format!("{place}.lastActivity.activityDate"), activity)?;
    }
    for (index, label) in site.labels.iter().enumerate() {
        both(format!("labels[{index}]"), &label.created_date, &label.updated_date)?;
    }
    for (index, field) in site.extended_fields.iter().enumerate() {
        both(format!("extendedFields[{index}]"), &field.created_date, &field.updated_date)?;
    }
    for (index, subscription) in site.subscriptions.iter().enumerate() {
        both(format!("subscriptions[{index}]"), &subscription.created_date, &subscription.updated_date)?;
    }
    Ok(())
}

/// A namespace is part of the key, and not kept beside it.
fn check_namespaces(site: &Site) -> Result<()> {
    let check = |place: String, namespace: &str, key: &str| {
        let own = labels::namespace_of(key);
        let is_own = namespace.is_empty() || namespace == own;
        let description = || format!("is not {own}, with which the key begins");
        if is_own { Ok(()) } else { Err(Error::invalid(format!("{place}.namespace"), description())) }
    };
    for (index, label) in site.labels.iter().enumerate() {
        check(format!("labels[{index}]"), &label.namespace, &label.key)?;
        if !["", labels::NAMESPACE_NAME].contains(&&*label.namespace_display_name) {
            let description = format!("is {} in this server", labels::NAMESPACE_NAME);
            return Err(Error::invalid(format!("labels[{index}].namespaceDisplayName"), description));
        }
    }
    for (index, field) in site.extended_fields.iter().enumerate() {
        check(format!("extendedFields[{index}]"), &field.namespace, &field.key)?;
    }
    Ok(())
}

/// Stores contacts with what they use: labels and extended fields come to exist, stated statuses are kept.
pub fn put(db: &Transaction, site: Site) -> Result<()> {
    site.labels.iter().enumerate().try_for_each(|(index, label)| put_label(db, index, label))?;
    site.extended_fields.iter().try_for_each(|field| extended_fields::put(db, field))?;
    site.subscriptions.iter().try_for_each(|subscription| subscriptions::put(db, subscription).map(drop))?;
    transfer::put_merged(db, &site.merged)?;
    site.contacts.into_iter().try_for_each(|contact| put_contact(db, contact))
}

fn put_label(db: &Transaction, index: usize, label: &Label) -> Result<()> {
    match labels::find_by_name(db, &label.display_name)?.filter(|other| other.key != label.key) {
        None => labels::put(db, label),
        Some(other) => {
            let description = format!("is that of {}, too", other.key);
            Err(Error::invalid(format!("labels[{index}].displayName"), description))
        }
    }
}

fn put_contact(db: &Transaction, mut contact: Contact) -> Result<()> {
    fill_in(&mut contact);
    for key in contact.info.label_keys() {
        if !labels::exists(db, key)? {
            labels::put(db, &Label::custom(key.clone(), free_name(db, key)?))?;
        }
    }
    for (key, value) in contact.info.extended_fields.iter().flat_map(|fields| &fields.items) {
        if extended_fields::get(db, key)?.is_none() {
            extended_fields::put(db, &Field::custom(key.clone(), name_of(key), guess_type(value)))?;
        }
    }
    if let Some(stated) = derive::stated_subscription(&contact)
        && !subscriptions::get(db, &stated.email)?.has_statuses_of(&stated)
    {
        subscriptions::put(db, &stated)?;
    }
    let known = contacts::known_subscriptions(db, &contact.info)?;
    derive::complete(&mut contact, &known);
    contacts::place(db, &contact)
}

/// What a contact can't be without.
fn fill_in(contact: &mut Contact) {
    if contact.id.is_empty() {
        contact.id = Uuid::new_v4().to_string();
    }
    if contact.created_date.is_empty() {
        contact.created_date = clock::to_millis_text(clock::now());
    }
    if contact.updated_date.is_empty() {
        contact.updated_date = contact.created_date.clone();
    }
}

/// `custom.new-lead` is `New lead`.
fn name_of(key: &str) -> String {
    let words = key.split_once('.').map_or(key, |(_, slug)| slug).replace('-', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn free_name(db: &Transaction, key: &str) -> Result<String> {
    let name = name_of(key);
    Ok(if labels::find_by_name(db, &name)?.is_some() { key.to_owned() } else { name })
}

fn guess_type(value: &Value) -> DataType {
    match value {
        Value::Number(_) => DataType::Number,
        Value::String(text) if clock::parse_date(text).is_some() => DataType::Date,
        Value::String(text) if text.starts_with("http://") || text.starts_with("https://") => DataType::Url,
        _ => DataType::Text,
    }
}
