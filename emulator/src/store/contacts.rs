//! Contacts: the document of each, and the values to find it by.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, Row, Transaction, named_params, params, params_from_iter};
use serde_json::Value;

use super::{
    document::Document,
    fold, following, indexes, past,
    subscriptions::{self, Subscription},
};
use crate::{
    clock::{self, Millis},
    contact::{Contact, Info, derive, filled},
    error::Result,
    settings::Settings,
};

/// The document of a contact.
pub fn document(db: &Transaction, id: &str) -> Result<Option<String>> {
    let mut statement =
        db.prepare_cached("SELECT document FROM contacts JOIN documents ON contact = pk WHERE id = ?")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?.map(|Document(text)| text))
}

pub fn get(db: &Transaction, id: &str) -> Result<Option<Contact>> {
    let document = document(db, id)?;
    Ok(document.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// The contact that a merged one became part of.
pub fn merge_target(db: &Transaction, id: &str) -> Result<Option<String>> {
    let mut statement = db.prepare_cached("SELECT target FROM merged WHERE source = ?")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?)
}

/// Makes the ids of a merged contact lead to its target.
pub fn redirect(db: &Transaction, source: &str, target: &str) -> Result<()> {
    db.execute("UPDATE merged SET target = ?2 WHERE target = ?1", [source, target])?;
    db.execute("INSERT OR REPLACE INTO merged VALUES (?, ?)", [source, target])?;
    Ok(())
}

/// Derives what follows from the lists, and shows what is known of the emails, unless that follows later.
pub fn derive(db: &Transaction, contact: &mut Contact, settings: &Settings) -> Result<()> {
    if settings.demands.subscription_lag == 0 {
        return bring_up_to_date(db, contact);
    }
    derive::derive_as_shown(contact);
    Ok(())
}

/// `derive` with all that is known by now.
pub fn bring_up_to_date(db: &Transaction, contact: &mut Contact) -> Result<()> {
    let known = known_subscriptions(db, &contact.info)?;
    derive::derive(contact, &known);
    Ok(())
}

/// `derive` and `put`; notes whether there is something that follows later.
pub fn derive_and_put(db: &Transaction, contact: &mut Contact, settings: &Settings) -> Result<()> {
    derive(db, contact, settings)?;
    put(db, contact, settings)?;
    let mut up_to_date = contact.clone();
    bring_up_to_date(db, &mut up_to_date)?;
    if *contact != up_to_date {
        following::note(db, &contact.id, written(contact), None)?;
    }
    Ok(())
}

/// What is known of each email, in their order.
pub fn known_subscriptions(db: &Transaction, info: &Info) -> Result<Vec<Subscription>> {
    info.emails().iter().map(|item| subscriptions::get(db, &item.email)).collect()
}

/// Stores what a call made of a contact, in place of the one with its id.
pub fn put(db: &Transaction, contact: &Contact, settings: &Settings) -> Result<()> {
    keep_past(db, &contact.id, written(contact), settings)?;
    place(db, contact)
}

/// Stores a contact as it is, in place of the one with its id, as if it had always been so.
pub fn place(db: &Transaction, contact: &Contact) -> Result<()> {
    let old: Option<i64> = db
        .prepare_cached("SELECT pk FROM contacts WHERE id = ?")?
        .query_row([&contact.id], |row| row.get(0))
        .optional()?;
    if let Some(pk) = old {
        db.prepare_cached("DELETE FROM contacts WHERE pk = ?")?.execute([pk])?;
    }
    insert(db, old, contact, serde_json::to_string(contact)?)
}

/// Stores a contact whose id is new, and which is this document.
pub fn insert_new(db: &Transaction, contact: &Contact, document: String) -> Result<()> {
    insert(db, None, contact, document)
}

/// Returns whether there was one.
pub fn delete(db: &Transaction, id: &str, settings: &Settings) -> Result<bool> {
    keep_past(db, id, clock::now(), settings)?;
    Ok(db.prepare_cached("DELETE FROM contacts WHERE id = ?")?.execute([id])? > 0)
}

/// How many contacts there are.
pub fn count(db: &Transaction) -> Result<u64> {
    count_with(db, "")
}

/// How many contacts have any of some labels.
pub fn count_labelled(db: &Transaction, labels: &[String]) -> Result<u64> {
    if let [label] = labels {
        return count_with(db, label);
    }
    let mut statement = db.prepare_cached(
        "SELECT ifnull(sum(contacts), 0) FROM label_sets WHERE EXISTS
         (SELECT 1 FROM json_each(label_sets.labels) l JOIN json_each(?) wanted ON l.value = wanted.value)",
    )?;
    Ok(statement.query_row([serde_json::to_string(labels)?], |row| row.get(0))?)
}

fn count_with(db: &Transaction, label: &str) -> Result<u64> {
    let mut statement = db.prepare_cached("SELECT contacts FROM totals WHERE label = ?")?;
    Ok(statement.query_row([label], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// The oldest other contact that has one of the emails, and the email; or one that has the primary email as its own.
pub fn find_by_email(
    db: &Transaction,
    info: &Info,
    except: &str,
    primary_only: bool,
) -> Result<Option<(String, String)>> {
    let table = if primary_only { "contacts" } else { "emails JOIN contacts ON pk = contact" };
    let column = if primary_only { "contacts.email" } else { "emails.email" };
    let emails = compared(info.emails(), primary_only);
    let marks = vec!["?"; emails.len()].join(",");
    let mut statement = db.prepare_cached(&format!(
        "SELECT id, {column} FROM {table} WHERE {column} IN ({marks}) AND id <> ? ORDER BY created_date, id LIMIT 1"
    ))?;
    let values = emails.iter().map(|item| fold(&item.email)).chain([except.to_owned()]);
    let found =
        statement.query_row(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(found)
}

/// The oldest other contact that has one of the phones, as written or in international form, and its phone; or one that has
/// the primary phone as its own.
pub fn find_by_phone(
    db: &Transaction,
    info: &Info,
    except: &str,
    primary_only: bool,
) -> Result<Option<(String, String)>> {
    let from = if primary_only { "contacts" } else { "phones JOIN contacts ON pk = contact" };
    let table = if primary_only { "contacts" } else { "phones" };
    let mut statement = db.prepare_cached(&format!(
        "SELECT id, {table}.phone FROM {from} WHERE ({table}.phone = ?1 OR {table}.e164 = ?2) AND id <> ?3
         ORDER BY created_date, id LIMIT 1",
    ))?;
    for item in compared(info.phones(), primary_only) {
        let found = statement
            .query_row(params![item.phone, item.e164_phone.as_deref().map(fold), except], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// The items that others are compared with; the first is the primary one.
fn compared<T>(items: &[T], primary_only: bool) -> &[T] {
    items.get(..1).filter(|_| primary_only).unwrap_or(items)
}

/// The ids of the contacts that a list of a filter's matches holds, see `query::select`.
pub fn ids_with(db: &Transaction, table: &str, column: &str, value: &str) -> Result<Vec<String>> {
    let sql =
        format!("SELECT contacts.id FROM {table} JOIN contacts ON pk = contact WHERE {table}.{column} = ?");
    let mut statement = db.prepare_cached(&sql)?;
    let ids = statement.query_map([value], |row: &Row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(ids)
}

fn insert(db: &Transaction, pk: Option<i64>, contact: &Contact, document: String) -> Result<()> {
    let info = &contact.info;
    let created = date(&contact.created_date).unwrap_or_default();
    let primary = contact.primary_info.clone().unwrap_or_default();
    let primary_email = contact.primary_email.as_ref();
    let primary_phone = contact.primary_phone.clone().unwrap_or_default();
    let text = |key: &str| info.extended_field(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let company = filled(info.company.as_deref());
    let job_title = filled(info.job_title.as_deref());
    let first = info.first_name();
    let last = info.last_name();
    let email = filled(primary.email.as_deref());
    let phone = filled(primary.phone.as_deref());
    let formatted = filled(primary_phone.formatted_phone.as_deref());
    let e164 = filled(primary_phone.e164_phone.as_deref());
    let country = filled(primary_phone.country_code.as_deref());
    let label_set: BTreeSet<_> = info.label_keys().iter().collect();

    db.prepare_cached(
        "INSERT INTO contacts VALUES (
           :pk, :id, :created, :updated, :activity, :birthdate, :locale,
           :first, :first_folded, :last, :last_folded, :company, :company_folded, :job_title, :job_title_folded,
           :email, :phone, :phone_folded, :e164, :formatted, :formatted_folded,
           :country, :country_folded, :effective, :subscription, :deliverability, :phone_subscription, :membership, :label_set)",
    )?
    .execute(named_params! {
        ":pk": pk,
        ":id": contact.id,
        ":created": created,
        ":updated": date(&contact.updated_date).unwrap_or(created),
        ":activity": contact.last_activity.as_ref().and_then(|activity| date(&activity.activity_date)),
        ":birthdate": filled(info.birthdate.as_deref()),
        ":locale": filled(info.locale.as_deref()),
        ":first": first,
        ":first_folded": first.map(fold),
        ":last": last,
        ":last_folded": last.map(fold),
        ":company": company,
        ":company_folded": company.map(fold),
        ":job_title": job_title,
        ":job_title_folded": job_title.map(fold),
        ":email": email.map(fold),
        ":phone": phone,
        ":phone_folded": phone.map(fold),
        ":e164": e164.map(fold),
        ":formatted": formatted,
        ":formatted_folded": formatted.map(fold),
        ":country": country,
        ":country_folded": country.map(fold),
        ":effective": text("emailSubscriptions.effectiveEmail").map(fold),
        ":subscription": primary_email.and_then(|email| email.subscription_status.as_deref()),
        ":deliverability": primary_email.and_then(|email| email.deliverability_status.as_deref()),
        ":phone_subscription": filled(primary_phone.subscription_status.as_deref()),
        ":membership": text("members.membershipStatus"),
        ":label_set": serde_json::to_string(&label_set)?,
    })?;
    let pk = db.last_insert_rowid();

    db.prepare_cached("INSERT INTO documents VALUES (?, ?)")?.execute(params![pk, Document(document)])?;
    for item in info.emails() {
        db.prepare_cached("INSERT OR IGNORE INTO emails VALUES (?, ?)")?
            .execute(params![pk, fold(&item.email)])?;
    }
    for (position, item) in info.phones().iter().enumerate() {
        let e164 = item.e164_phone.as_deref();
        db.prepare_cached("INSERT INTO phones VALUES (?, ?, ?, ?, ?)")?.execute(params![
            pk,
            position,
            item.phone,
            fold(&item.phone),
            e164.map(fold)
        ])?;
    }
    for (position, item) in info.addresses().iter().enumerate() {
        let address = &item.address;
        let street = address.street();
        let city = filled(address.city.as_deref());
        db.prepare_cached("INSERT INTO addresses VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?.execute(params![
            pk,
            position,
            street,
            street.as_deref().map(fold),
            city,
            city.map(fold),
            filled(address.subdivision.as_deref()),
            filled(address.country.as_deref())
        ])?;
    }
    for label in info.label_keys() {
        db.prepare_cached("INSERT OR IGNORE INTO contact_labels VALUES (?, ?, ?, ?)")?
            .execute(params![pk, label, created, contact.id])?;
    }
    for location in info.locations() {
        db.prepare_cached("INSERT OR IGNORE INTO contact_locations VALUES (?, ?)")?
            .execute(params![pk, location])?;
    }
    let fields = info.extended_fields.iter().flat_map(|fields| &fields.items);
    for (key, value) in fields.filter(|(key, _)| !derive::DERIVED_FIELDS.contains(&key.as_str())) {
        let mut statement = db.prepare_cached("INSERT INTO extended_values VALUES (?, ?, ?, ?)")?;
        match value {
            Value::Number(number) => statement.execute(params![pk, key, number.as_f64(), None::<String>])?,
            Value::String(text) if !text.is_empty() => {
                statement.execute(params![pk, key, text, fold(text)])?
            }
            _ => 0,
        };
    }
    indexes::contact_added(db)
}

fn keep_past(db: &Transaction, id: &str, date: Millis, settings: &Settings) -> Result<()> {
    match settings.demands.stale_reads() {
        0 => Ok(()),
        stale_reads => past::keep(db, id, date, stale_reads),
    }
}

/// When a contact was last written.
fn written(contact: &Contact) -> Millis {
    date(&contact.updated_date).unwrap_or_default()
}

fn date(text: &str) -> Option<Millis> {
    clock::parse(text)
}
