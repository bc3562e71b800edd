//! Definitions of extended fields (spec/contacts-v4.md section 1.12).

use rusqlite::{OptionalExtension, Row, Transaction, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::labels::namespace_of;
use crate::{clock, error::Result};

const SYSTEM_FIELDS: [(&str, &str, &str, Option<&str>); 12] = [
    ("members.membershipStatus", "Membership Status", "TEXT", None),
    ("members.mobile", "Mobile", "TEXT", None),
    ("emailSubscriptions.subscriptionStatus", "Subscription Status", "TEXT", None),
    ("emailSubscriptions.deliverabilityStatus", "Deliverability Status", "TEXT", None),
    (
        "emailSubscriptions.effectiveEmail",
        "Effective Email",
        "TEXT",
        Some("Effective Email for subscription purposes (read only)"),
    ),
    ("contacts.displayByFirstName", "Display By First Name", "TEXT", None),
    ("contacts.displayByLastName", "Display By Last Name", "TEXT", None),
    ("invoices.vatId", "VAT ID", "TEXT", None),
    ("ecom.numOfPurchases", "# of Purchases", "NUMBER", None),
    ("ecom.totalSpentAmount", "Total Spent Amount", "NUMBER", None),
    ("ecom.totalSpentCurrency", "Total Spent Currency", "TEXT", None),
    ("ecom.lastPurchaseDate", "Last Purchase Date", "DATE", None),
];

/// The type of an extended field's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum DataType {
    Text,
    Number,
    Date,
    Url,
}

/// The definition of an extended field as it is answered.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    #[serde(default)]
    pub namespace: String,
    pub key: String,
    pub display_name: String,
    pub data_type: DataType,
    pub field_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legacy_id: Option<String>,
}

impl DataType {
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "TEXT" => Some(Self::Text),
            "NUMBER" => Some(Self::Number),
            "DATE" => Some(Self::Date),
            "URL" => Some(Self::Url),
            _ => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "TEXT",
            Self::Number => "NUMBER",
            Self::Date => "DATE",
            Self::Url => "URL",
        }
    }
}

impl Field {
    /// A new field of the site's owner.
    pub fn custom(key: String, display_name: String, data_type: DataType) -> Self {
        let now = clock::to_seconds_text(clock::now());
        Self {
            namespace: namespace_of(&key),
            key,
            display_name,
            data_type,
            field_type: "USER_DEFINED".to_owned(),
            description: None,
            created_date: Some(now.clone()),
            updated_date: Some(now),
            legacy_id: Some(Uuid::new_v4().to_string()),
        }
    }

    pub fn is_system(&self) -> bool {
        self.field_type == "SYSTEM"
    }

    fn from_row(row: &Row) -> rusqlite::Result<Self> {
        let key: String = row.get("key")?;
        let data_type: String = row.get("data_type")?;
        Ok(Self {
            namespace: namespace_of(&key),
            key,
            display_name: row.get("display_name")?,
            data_type: DataType::from_name(&data_type).unwrap_or(DataType::Text),
            field_type: row.get("field_type")?,
            description: row.get("description")?,
            created_date: row.get::<_, Option<i64>>("created_date")?.map(clock::to_seconds_text),
            updated_date: row.get::<_, Option<i64>>("updated_date")?.map(clock::to_seconds_text),
            legacy_id: row.get("legacy_id")?,
        })
    }
}

pub fn install_system_fields(db: &Transaction) -> Result<()> {
    for (key, name, data_type, description) in SYSTEM_FIELDS {
        let data_type = DataType::from_name(data_type).unwrap_or(DataType::Text);
        let field = Field {
            field_type: "SYSTEM".to_owned(),
            description: description.map(str::to_owned),
            created_date: None,
            updated_date: None,
            legacy_id: None,
            ..Field::custom(key.to_owned(), name.to_owned(), data_type)
        };
        put(db, &field)?;
    }
    Ok(())
}

/// Adds a field, or changes the one with its key.
pub fn put(db: &Transaction, field: &Field) -> Result<()> {
    let date = |text: &Option<String>| text.as_deref().and_then(clock::parse);
    db.execute(
        "INSERT INTO extended_fields VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         ON CONFLICT (key) DO UPDATE SET display_name = ?2, data_type = ?3, field_type = ?4, description = ?5,
           created_date = ?6, updated_date = ?7, legacy_id = ?8",
        params![
            field.key,
            field.display_name,
            field.data_type.name(),
            field.field_type,
            field.description,
            date(&field.created_date),
            date(&field.updated_date),
            field.legacy_id,
        ],
    )?;
    Ok(())
}

pub fn get(db: &Transaction, key: &str) -> Result<Option<Field>> {
    let mut statement = db.prepare_cached("SELECT * FROM extended_fields WHERE key = ?")?;
    Ok(statement.query_row([key], Field::from_row).optional()?)
}

pub fn find_by_name(db: &Transaction, name: &str) -> Result<Option<Field>> {
    let mut statement = db.prepare_cached(
        "SELECT * FROM extended_fields WHERE display_name = ? ORDER BY field_type = 'SYSTEM', rowid LIMIT 1",
    )?;
    Ok(statement.query_row([name], Field::from_row).optional()?)
}

/// Every field, those of the owner first.
pub fn all(db: &Transaction) -> Result<Vec<Field>> {
    let mut statement =
        db.prepare_cached("SELECT * FROM extended_fields ORDER BY field_type = 'SYSTEM', rowid")?;
    let fields = statement.query_map([], Field::from_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(fields)
}

pub fn delete(db: &Transaction, key: &str) -> Result<()> {
    db.execute("DELETE FROM extended_fields WHERE key = ?", [key])?;
    Ok(())
}
