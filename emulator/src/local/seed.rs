//! `POST /_local/seed`, and `--seed`: made-up contacts, or contacts taken as they are.

use std::{sync::mpsc, thread};

use axum::{
    Json,
    extract::{Request, State},
    http::StatusCode,
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
        Store, bulk, contacts,
        extended_fields::{self, DataType, Field},
        labels::{self, Label},
        subscriptions::{self, Subscription},
        transfer,
    },
};

const BATCH: usize = 2000;
/// From here on it pays to make the indexes at the end.
const MANY: usize = 2_000;

/// What can be put into a site as it is.
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

pub async fn seed(State(app): State<App>, request: Request) -> Result<Json<Value>> {
    let body = read_json(request, &app).await?;
    let added = match body.get("count").and_then(Value::as_u64) {
        Some(count) => {
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            fill(&app.store, count, |_| {}).await?;
            count
        }
        None => {
            let site = read_site(body)?;
            let count = site.contacts.len();
            app.store.write(move |db| put_site(db, site)).await?;
            count
        }
    };
    let contacts = app.store.read(contacts::count).await?;
    Ok(Json(json!({ "added": added, "contacts": contacts })))
}

/// Reads what is to be put into a site.
pub fn read_site(body: Value) -> Result<Site> {
    serde_path_to_error::deserialize(body)
        .map_err(|error| Error::invalid(error.path().to_string(), error.inner().to_string()))
}

/// Adds made-up contacts, telling how many are there after each batch.
pub async fn fill(store: &Store, count: usize, progress: impl Fn(usize) + Send + 'static) -> Result<()> {
    let store = store.clone();
    let filled = tokio::task::spawn_blocking(move || {
        let is_empty = store.write_blocking(contacts::count)? == 0;
        if is_empty && count >= MANY {
            fill_empty(&store, count, progress)
        } else {
            add_people(&store, count, progress)
        }
    });
    filled.await.map_err(|_| Error::plain(StatusCode::INTERNAL_SERVER_ERROR, ""))?
}

/// Adds people that are not there yet.
fn add_people(store: &Store, count: usize, progress: impl Fn(usize)) -> Result<()> {
    if count == 0 {
        return Ok(());
    }
    let mut number = store.write_blocking(|db| {
        put_site_items(db)?;
        Ok(usize::try_from(contacts::count(db)?).unwrap_or(0))
    })?;
    let mut added = 0;
    while added < count {
        let goal = count.min(added + BATCH);
        store.write_blocking(|db| {
            while added < goal {
                let person = people::person(number);
                number += 1;
                if contacts::document(db, &person.0.id)?.is_none() {
                    put_person(db, person)?;
                    added += 1;
                }
            }
            Ok(())
        })?;
        progress(added);
    }
    Ok(())
}

/// Fills an empty database quickly: one thread makes people, another stores them, indexes come last.
fn fill_empty(store: &Store, count: usize, progress: impl Fn(usize)) -> Result<()> {
    store.write_blocking(put_site_items)?;
    bulk::begin(store)?;
    let (sender, batches) = mpsc::sync_channel::<Vec<_>>(2);
    thread::scope(|scope| {
        scope.spawn(move || {
            for start in (0..count).step_by(BATCH) {
                let batch = (start..count.min(start + BATCH)).map(people::person).collect();
                if sender.send(batch).is_err() {
                    break;
                }
            }
        });
        let mut added = 0;
        for batch in batches {
            added += batch.len();
            store.write_blocking(|db| batch.into_iter().try_for_each(|person| put_person(db, person)))?;
            progress(added);
        }
        bulk::finish(store)
    })
}

fn put_site_items(db: &Transaction) -> Result<()> {
    people::site_labels().iter().try_for_each(|label| labels::put(db, label))?;
    people::site_fields().iter().try_for_each(|field| extended_fields::put(db, field))
}

fn put_person(db: &Transaction, (contact, subscription): (Contact, Option<Subscription>)) -> Result<()> {
    if let Some(subscription) = subscription {
        subscriptions::put(db, &subscription)?;
    }
    contacts::insert_new(db, &contact)
}

/// Stores contacts with what they use: labels and extended fields come to exist, stated statuses are kept.
pub fn put_site(db: &Transaction, site: Site) -> Result<()> {
    site.labels.iter().try_for_each(|label| labels::put(db, label))?;
    site.extended_fields.iter().try_for_each(|field| extended_fields::put(db, field))?;
    site.subscriptions.iter().try_for_each(|subscription| subscriptions::put(db, subscription))?;
    transfer::put_merged(db, &site.merged)?;
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
    let known = contacts::known_subscriptions(db, &contact.info)?;
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
