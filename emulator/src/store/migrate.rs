//! Brings databases of older versions up to this one's.

use rusqlite::{Transaction, params};

use super::{create_tables, document::Document};
use crate::error::Result;

/// The versions that are brought up to date; databases of others are left alone.
pub const OLD_VERSIONS: [i32; 2] = [2, 3];

pub fn migrate(db: &Transaction, found: i32) -> Result<()> {
    if found == 2 {
        db.execute_batch("ALTER TABLE subscriptions RENAME TO old_subscriptions")?;
        create_tables(db)?;
        db.execute_batch(include_str!("subscriptions_from_2.sql"))?;
    }
    for table in ["contacts", "phones"] {
        db.execute_batch(&format!("ALTER TABLE {table} DROP COLUMN e164_folded"))?;
    }
    compress(db, "documents")?;
    compress(db, "past")?;
    create_tables(db)
}

/// Documents were texts until version 4.
fn compress(db: &Transaction, table: &str) -> Result<()> {
    let mut read = db.prepare(&format!("SELECT rowid FROM {table} WHERE document IS NOT NULL"))?;
    let rows = read.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut text = db.prepare(&format!("SELECT document FROM {table} WHERE rowid = ?"))?;
    let mut replace = db.prepare(&format!("UPDATE {table} SET document = ? WHERE rowid = ?"))?;
    for row in rows {
        let document = Document(text.query_row([row], |found| found.get(0))?);
        replace.execute(params![document, row])?;
    }
    Ok(())
}
