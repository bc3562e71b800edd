//! `POST /_local/seed`, and `--seed`: made-up contacts, or contacts taken as they are.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Request, State},
};
use rusqlite::{Connection, Transaction};
use serde_json::{Value, json};

use super::site;
use crate::{
    clock::Millis,
    contact::Contact,
    error::{Error, Result},
    fake_data::{self, Arrival},
    openapi::{
        operation::{Operation, Route},
        schema::{any_of, count, object, reference},
    },
    platform,
    request::read_json,
    scopes::Access,
    state::App,
    store::{
        Store, bulk, contacts, extended_fields, labels,
        subscriptions::{self, Subscription},
    },
};

/// Contacts that are stored in one transaction.
const BATCH: usize = 1000;
/// Contacts that are in memory at once; each takes some 10 KB.
const MADE_AHEAD: usize = 50;
/// From here on it pays to make the indexes at the end.
const MANY: usize = 2_000;

/// More would hardly be meant, and fill the disk.
const MAX_PEOPLE: usize = 10_000_000;

pub fn operations() -> Vec<Operation> {
    let added = object([("added!", count()), ("contacts!", count())]);
    vec![
        Route::post("/_local/seed", seed, Access::Everybody)
            .described("seed", "Add made-up contacts, or contacts as they are")
            .returns(added)
            .reads(any_of([object([("count!", count())]), reference("SiteParts")]))
            .with_room_for(site::MAX_BODY),
    ]
}

async fn seed(State(app): State<App>, request: Request) -> Result<Json<Value>> {
    let body = read_json(request, &app).await?;
    let added = match read_count(&body)? {
        Some(count) => {
            fill(&app.store, count, app.options.seed_until(), |_| {}).await?;
            count
        }
        None => {
            let site = site::read(body)?;
            let count = site.contacts.len();
            app.store.write(move |db| site::put(db, site)).await?;
            count
        }
    };
    let contacts = app.store.read(contacts::count).await?;
    Ok(Json(json!({ "added": added, "contacts": contacts })))
}

/// How many made-up contacts are wanted, if they are.
fn read_count(body: &Value) -> Result<Option<usize>> {
    let Some(count) = body.get("count") else { return Ok(None) };
    let others = body.as_object().into_iter().flatten().filter(|(name, _)| *name != "count");
    if let Some((other, _)) = others.into_iter().next() {
        return Err(Error::invalid(other, "can't stand beside count, which adds made-up contacts alone"));
    }
    let count = count.as_u64().and_then(|count| usize::try_from(count).ok());
    let count = count.filter(|count| *count <= MAX_PEOPLE);
    count.map(Some).ok_or_else(|| Error::invalid("count", format!("is a whole number up to {MAX_PEOPLE}")))
}

/// Adds made-up contacts, of which the newest came at `end`, telling how many are there after each batch.
pub async fn fill(
    store: &Store,
    count: usize,
    end: Millis,
    progress: impl Fn(usize) + Send + Sync + 'static,
) -> Result<()> {
    let progress = Arc::new(progress);
    if count >= MANY {
        let progress = progress.clone();
        if store.alone(move |db| fill_if_empty(db, count, end, &*progress)).await? {
            return Ok(());
        }
    }
    let mut added = 0;
    while added < count {
        let batch = BATCH.min(count - added);
        let is_first = added == 0;
        store.write(move |db| add_contacts(db, batch, end, is_first)).await?;
        added += batch;
        progress(added);
    }
    Ok(())
}

/// Adds fake contacts that are not there yet; the first batch begins with the newest.
fn add_contacts(db: &Transaction, count: usize, end: Millis, is_first: bool) -> Result<()> {
    put_site_items(db)?;
    let first = usize::try_from(contacts::count(db)?).unwrap_or(0);
    let mut added = 0;
    for number in first.. {
        if added == count {
            break;
        }
        let is_newest = is_first && added == 0;
        let fake = FakeContact::new(number, if is_newest { Arrival::At(end) } else { Arrival::Before(end) })?;
        if contacts::document(db, &fake.contact.id)?.is_none() {
            fake.put(db)?;
            added += 1;
        }
    }
    Ok(())
}

/// Fills an empty database quickly, if it is one.
fn fill_if_empty(db: &mut Connection, count: usize, end: Millis, progress: &dyn Fn(usize)) -> Result<bool> {
    if contacts::count(&db.transaction()?)? > 0 {
        return Ok(false);
    }
    bulk::fill(db, |db| {
        put_site_items(db)?;
        let arrival = |number| if number == 0 { Arrival::At(end) } else { Arrival::Before(end) };
        let batches = (0..count).step_by(MADE_AHEAD).map(move |start| {
            let numbers = start..count.min(start + MADE_AHEAD);
            numbers.map(|number| FakeContact::new(number, arrival(number))).collect::<Result<Vec<_>>>()
        });
        let mut added = 0;
        platform::produce(batches, |batch| {
            let batch = batch?;
            added += batch.len();
            batch.into_iter().try_for_each(|fake| fake.put(db))?;
            progress(added);
            Ok(())
        })
    })?;
    Ok(true)
}

/// A fake contact, ready to be stored.
struct FakeContact {
    contact: Contact,
    document: String,
    subscription: Option<Subscription>,
}

impl FakeContact {
    fn new(number: usize, arrival: Arrival) -> Result<Self> {
        let (contact, subscription) = fake_data::contact(number, arrival);
        Ok(Self { document: serde_json::to_string(&contact)?, contact, subscription })
    }

    fn put(self, db: &Transaction) -> Result<()> {
        self.subscription.as_ref().map(|subscription| subscriptions::put(db, subscription)).transpose()?;
        contacts::insert_new(db, &self.contact, self.document)
    }
}

fn put_site_items(db: &Transaction) -> Result<()> {
    for label in fake_data::site_labels() {
        if !labels::exists(db, &label.key)? {
            labels::put(db, &label)?;
        }
    }
    for field in fake_data::site_fields() {
        if extended_fields::get(db, &field.key)?.is_none() {
            extended_fields::put(db, &field)?;
        }
    }
    Ok(())
}
