//! Filling an empty database with very many contacts: the indexes are made at the end, which is many times quicker.

use rusqlite::{Connection, Transaction};

use super::Store;
use crate::error::Result;

const WORK: &str = "bulk fill";

/// Drops the indexes. Should the server be killed before `finish`, its next start empties the database.
pub fn begin(store: &Store) -> Result<()> {
    store.write_blocking(|db| {
        db.execute("INSERT INTO unfinished VALUES (?)", [WORK])?;
        let mut statement = db.prepare(
            "SELECT 'DROP ' || type || ' ' || name FROM sqlite_schema
             WHERE type IN ('index', 'trigger') AND sql IS NOT NULL",
        )?;
        let drops =
            statement.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        db.execute_batch(&drops.join(";"))?;
        Ok(())
    })
}

/// Makes the indexes and the totals.
pub fn finish(store: &Store) -> Result<()> {
    store.write_blocking(|db| {
        restore(db)?;
        db.execute("DELETE FROM unfinished WHERE work = ?", [WORK])?;
        // A sample is enough to choose indexes by.
        db.execute_batch("PRAGMA analysis_limit = 1000; ANALYZE")?;
        Ok(())
    })?;
    store.checkpoint()
}

/// Whether the last fill was not finished.
pub fn is_unfinished(db: &Connection) -> rusqlite::Result<bool> {
    db.prepare("SELECT 1 FROM unfinished WHERE work = ?")?.exists([WORK])
}

/// Puts back the indexes that `begin` dropped.
pub fn restore(db: &Transaction) -> Result<()> {
    db.execute_batch(include_str!("indexes.sql"))?;
    db.execute_batch(
        "DELETE FROM totals;
         INSERT INTO totals SELECT '', count(*) FROM contacts;
         INSERT INTO totals SELECT label, count(*) FROM contact_labels GROUP BY label;",
    )?;
    Ok(())
}
