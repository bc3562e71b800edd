//! `POST /_local/seed`, and `--seed`: made-up contacts, or contacts taken as they are.

use axum::{
    Json,
    extract::{Request, State},
};
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    clock,
    contact::{Contact, derive},
    error::{Error, Result},
    people,
    request::read_json,
    state::App,
    store::{
        Store, contacts,
        extended_fields::{self, DataType, Field},
        labels::{self, Label},
        subscriptions::{self, Subscription},
    },
};

const BATCH: usize = 2000;

/// What can be put into a site as it is.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Site {
    pub labels: Vec<Label>,
    pub extended_fields: Vec<Field>,
    pub subscriptions: Vec<Subscription>,
    pub contacts: Vec<Contact>,
}

pub async fn seed(State(app): State<App>, request: Request) -> Result<Json<Value>> {
    let body = read_json(request, &app).await?;
    let added = match body.get("count").and_then(Value::as_u64) {
        Some(count) => {
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            fill(&app.store, count, |_| {}).await?;
            count
        }
        None => {
            let site: Site = serde_path_to_error::deserialize(body)
                .map_err(|error| Error::invalid(error.path().to_string(), error.inner().to_string()))?;
            let count = site.contacts.len();
            app.store.write(move |db| put_site(db, site)).await?;
            count
        }
    };
    let contacts = app.store.read(contacts::count).await?;
    Ok(Json(json!({ "added": added, "contacts": contacts })))
}

/// Adds made-up contacts, telling how many are there after each batch.
pub async fn fill(store: &Store, count: usize, progress: impl Fn(usize)) -> Result<()> {
    let mut done = 0;
    while done < count {
        let batch = BATCH.min(count - done);
        store.write(move |db| add_people(db, batch)).await?;
        done += batch;
        progress(done);
    }
    Ok(())
}

/// Stores contacts with what they use: labels and extended fields come to exist, stated statuses are kept.
pub fn put_site(db: &Transaction, site: Site) -> Result<()> {
    site.labels.iter().try_for_each(|label| labels::put(db, label))?;
    site.extended_fields.iter().try_for_each(|field| extended_fields::put(db, field))?;
    site.subscriptions.iter().try_for_each(|subscription| subscriptions::put(db, subscription))?;
    site.contacts.into_iter().try_for_each(|contact| put_contact(db, contact))
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
    if let Some(subscription) = derive::stated_subscription(&contact) {
        subscriptions::put(db, &subscription)?;
    }
    let emails = contact.info.emails();
    let known = emails.iter().map(|item| subscriptions::get(db, &item.email)).collect::<Result<Vec<_>>>()?;
    derive::complete(&mut contact, &known);
    contacts::put(db, &contact)
}

/// What a contact can't be without.
fn fill_in(contact: &mut Contact) {
    let now = clock::to_millis_text(clock::now());
    if contact.id.is_empty() {
        contact.id = Uuid::new_v4().to_string();
    }
    contact.revision = contact.revision.max(1);
    if contact.created_date.is_empty() {
        contact.created_date = now;
    }
    if contact.updated_date.is_empty() {
        contact.updated_date = contact.created_date.clone();
    }
}

fn add_people(db: &Transaction, count: usize) -> Result<()> {
    people::site_labels().iter().try_for_each(|label| labels::put(db, label))?;
    people::site_fields().iter().try_for_each(|field| extended_fields::put(db, field))?;
    let first = usize::try_from(contacts::count(db)?).unwrap_or(0);
    let mut added = 0;
    for index in first.. {
        if added == count {
            break;
        }
        let (contact, subscription) = people::person(index);
        if contacts::document(db, &contact.id)?.is_some() {
            continue;
        }
        if let Some(subscription) = subscription {
            subscriptions::put(db, &subscription)?;
        }
        contacts::put(db, &contact)?;
        added += 1;
    }
    Ok(())
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
