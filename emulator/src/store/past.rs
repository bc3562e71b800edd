//! What contacts were before they were written, for reads that are behind (see `consistency`).

use rusqlite::{OptionalExtension, Row, Transaction, params};

use super::document::Document;
use crate::{clock::Millis, error::Result};

/// Keeps a contact as it is, or that there is none, before a write of this time; forgets what is older than `kept_for`.
pub fn keep(db: &Transaction, id: &str, date: Millis, kept_for: Millis) -> Result<()> {
    db.prepare_cached("DELETE FROM past WHERE replaced_date <= ?")?.execute([date - kept_for])?;
    let mut statement = db.prepare_cached(
        "INSERT INTO past VALUES
         (?1, ?2, (SELECT document FROM contacts JOIN documents ON contact = pk WHERE id = ?1))",
    )?;
    statement.execute(params![id, date])?;
    Ok(())
}

/// The document of a contact at a time, None if there was no contact; None for one that has not been written since.
pub fn document(db: &Transaction, id: &str, date: Millis) -> Result<Option<Option<String>>> {
    let mut statement = db.prepare_cached(
        "SELECT document FROM past WHERE id = ? AND replaced_date > ? ORDER BY replaced_date, rowid LIMIT 1",
    )?;
    let document = |row: &Row| Ok(row.get::<_, Option<Document>>(0)?.map(|Document(text)| text));
    Ok(statement.query_row(params![id, date], document).optional()?)
}

/// From now on every read is as new as the last write.
pub fn forget(db: &Transaction) -> Result<()> {
    db.execute("DELETE FROM past", [])?;
    Ok(())
}
