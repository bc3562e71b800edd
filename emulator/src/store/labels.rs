//! Labels (spec/contacts-v4.md section 1.11).

use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::fold;
use crate::{clock, error::Result};

const SYSTEM_LABELS: [(&str, &str, &str); 2] = [
    ("contacts.customers", "Customers", "contacts-customers"),
    ("contacts.contacted-me", "Contacted Me", "contacts-contacted_me"),
];

/// What every namespace of labels is called.
pub const NAMESPACE_NAME: &str = "Labels";

/// A label as it is answered.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Label {
    #[serde(default)]
    pub namespace: String,
    #[serde(default)]
    pub namespace_display_name: String,
    pub key: String,
    pub display_name: String,
    pub label_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_date: Option<String>,
    pub legacy_id: String,
}

impl Label {
    /// A new label of the site's owner.
    pub fn custom(key: String, display_name: String) -> Self {
        let now = clock::to_seconds_text(clock::now());
        Self {
            namespace: namespace_of(&key),
            namespace_display_name: NAMESPACE_NAME.to_owned(),
            key,
            display_name,
            label_type: "USER_DEFINED".to_owned(),
            created_date: Some(now.clone()),
            updated_date: Some(now),
            legacy_id: Uuid::new_v4().to_string(),
        }
    }

    pub fn is_system(&self) -> bool {
        self.label_type == "SYSTEM"
    }

    fn from_row(row: &Row) -> rusqlite::Result<Self> {
        let key: String = row.get("key")?;
        Ok(Self {
            namespace: namespace_of(&key),
            namespace_display_name: NAMESPACE_NAME.to_owned(),
            key,
            display_name: row.get("display_name")?,
            label_type: row.get("label_type")?,
            created_date: row.get::<_, Option<i64>>("created_date")?.map(clock::to_seconds_text),
            updated_date: row.get::<_, Option<i64>>("updated_date")?.map(clock::to_seconds_text),
            legacy_id: row.get("legacy_id")?,
        })
    }
}

pub fn install_system_labels(db: &Transaction) -> Result<()> {
    for (key, name, legacy_id) in SYSTEM_LABELS {
        let label = Label {
            label_type: "SYSTEM".to_owned(),
            created_date: None,
            updated_date: None,
            legacy_id: legacy_id.to_owned(),
            ..Label::custom(key.to_owned(), name.to_owned())
        };
        put(db, &label)?;
    }
    Ok(())
}

/// Adds a label, or changes the one with its key.
pub fn put(db: &Transaction, label: &Label) -> Result<()> {
    let date = |text: &Option<String>| text.as_deref().and_then(clock::parse);
    db.execute(
        "INSERT INTO labels VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (key) DO UPDATE SET display_name = ?2, display_name_folded = ?3, label_type = ?4,
           created_date = ?5, updated_date = ?6, legacy_id = ?7",
        params![
            label.key,
            label.display_name,
            fold(&label.display_name),
            label.label_type,
            date(&label.created_date),
            date(&label.updated_date),
            label.legacy_id,
        ],
    )?;
    Ok(())
}

pub fn get(db: &Transaction, key: &str) -> Result<Option<Label>> {
    Ok(db.query_row("SELECT * FROM labels WHERE key = ?", [key], Label::from_row).optional()?)
}

/// Names are unique regardless of case.
pub fn find_by_name(db: &Transaction, name: &str) -> Result<Option<Label>> {
    let found = db
        .query_row("SELECT * FROM labels WHERE display_name_folded = ?", [fold(name)], Label::from_row)
        .optional()?;
    Ok(found)
}

/// Every label, those of the owner first.
pub fn all(db: &Transaction) -> Result<Vec<Label>> {
    let mut statement = db.prepare_cached("SELECT * FROM labels ORDER BY label_type = 'SYSTEM', rowid")?;
    let labels = statement.query_map([], Label::from_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(labels)
}

pub fn exists(db: &Transaction, key: &str) -> Result<bool> {
    Ok(db.prepare_cached("SELECT 1 FROM labels WHERE key = ?")?.exists([key])?)
}

pub fn delete(db: &Transaction, key: &str) -> Result<()> {
    db.execute("DELETE FROM labels WHERE key = ?", [key])?;
    Ok(())
}

/// The part of a key before the first dot.
pub fn namespace_of(key: &str) -> String {
    key.split_once('.').map_or(key, |(namespace, _)| namespace).to_owned()
}
