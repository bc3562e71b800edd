//! `POST /_local/seed`, and `--seed`: made-up contacts, or contacts taken as they are.

use std::{
    sync::{Arc, mpsc},
    thread,
};

use axum::{
    Json,
    extract::{Request, State},
};
use rusqlite::{Connection, Transaction};
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

const BATCH: usize = 1000;
/// From here on it pays to make the indexes at the end.
const MANY: usize = 2_000;

/// More would hardly be meant, and fill the disk.
const MAX_PEOPLE: usize = 10_000_000;

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
            let count = usize::try_from(count).ok().filter(|count| *count <= MAX_PEOPLE);
            let count = count.ok_or_else(|| Error::invalid("count", format!("is at most {MAX_PEOPLE}")))?;
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
pub async fn fill(
    store: &Store,
    count: usize,
    progress: impl Fn(usize) + Send + Sync + 'static,
) -> Result<()> {
    let progress = Arc::new(progress);
    if count >= MANY {
        let progress = progress.clone();
        if store.alone(move |db| fill_if_empty(db, count, &*progress)).await? {
            return Ok(());
        }
    }
    let mut added = 0;
    while added < count {
        let batch = BATCH.min(count - added);
        store.write(move |db| add_people(db, batch)).await?;
        added += batch;
        progress(added);
    }
    Ok(())
}

/// Adds people that are not there yet.
fn add_people(db: &Transaction, count: usize) -> Result<()> {
    put_site_items(db)?;
    let first = usize::try_from(contacts::count(db)?).unwrap_or(0);
    let mut added = 0;
    for number in first.. {
        if added == count {
            break;
        }
        let person = Person::new(number)?;
        if contacts::document(db, &person.contact.id)?.is_none() {
            person.put(db)?;
            added += 1;
        }
    }
    Ok(())
}

/// Fills an empty database quickly, if it is one: one thread makes people, another stores them.
fn fill_if_empty(db: &mut Connection, count: usize, progress: &dyn Fn(usize)) -> Result<bool> {
    if contacts::count(&db.transaction()?)? > 0 {
        return Ok(false);
    }
    bulk::fill(db, |db| {
        put_site_items(db)?;
        let (sender, batches) = mpsc::sync_channel::<Result<Vec<_>>>(2);
        thread::scope(|scope| {
            scope.spawn(move || {
                for start in (0..count).step_by(BATCH) {
                    let batch = (start..count.min(start + BATCH)).map(Person::new).collect();
                    if sender.send(batch).is_err() {
                        break;
                    }
                }
            });
            let mut added = 0;
            for batch in batches {
                let batch = batch?;
                added += batch.len();
                batch.into_iter().try_for_each(|person| person.put(db))?;
                progress(added);
            }
            Ok(())
        })
    })?;
    Ok(true)
}

/// A made-up person, ready to be stored.
struct Person {
    contact: Contact,
    document: String,
    subscription: Option<Subscription>,
}

impl Person {
    fn new(number: usize) -> Result<Self> {
        let (contact, subscription) = people::person(number);
        Ok(Self { document: serde_json::to_string(&contact)?, contact, subscription })
    }

    fn put(self, db: &Transaction) -> Result<()> {
        self.subscription.as_ref().map(|subscription| subscriptions::put(db, subscription)).transpose()?;
        contacts::insert_new(db, &self.contact, &self.document)
    }
}

fn put_site_items(db: &Transaction) -> Result<()> {
    people::site_labels().iter().try_for_each(|label| labels::put(db, label))?;
    people::site_fields().iter().try_for_each(|field| extended_fields::put(db, field))
}

/// Stores contacts with what they use: labels and extended fields come to exist, stated statuses are kept.
pub fn put_site(db: &Transaction, site: Site) -> Result<()> {
    site.labels.iter().try_for_each(|label| labels::put(db, label))?;
    site.extended_fields.iter().try_for_each(|field| extended_fields::put(db, field))?;
    site.subscriptions.iter().try_for_each(|subscription| subscriptions::put(db, subscription).map(drop))?;
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
