//! Filling an empty database with very many contacts, many times quicker than one by one: without a log, and with the
//! indexes made at the end.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{SCHEMA_VERSION, UNFINISHED, in_transaction, indexes, reset};
use crate::error::Result;

/// Lets `insert` fill tables that hold no contact yet. If that fails, or the server is killed on the way, the database is
/// emptied.
pub fn fill(db: &mut Connection, insert: impl FnOnce(&Transaction) -> Result<()>) -> Result<()> {
    let log: String = db.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    db.pragma_update(None, "journal_mode", "OFF")?;
    db.pragma_update(None, "user_version", UNFINISHED)?;
    db.pragma_update(None, "synchronous", "OFF")?;
    db.pragma_update(None, "foreign_keys", false)?;
    let filled = in_transaction(db, TransactionBehavior::Immediate, |db| {
        indexes::drop_all(db)?;
        insert(db)?;
        indexes::restore(db)
    });
    let settled = settle(db, &log);
    if let Err(error) = filled {
        // If even that fails, as on a full disk, it is done when the database is next opened.
        let _ = reset(db);
        return Err(error);
    }
    // Once the log is back, all pages are on the disk; only then it is finished.
    settled?;
    Ok(db.pragma_update(None, "user_version", SCHEMA_VERSION)?)
}

fn settle(db: &Connection, log: &str) -> Result<()> {
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "synchronous", "FULL")?;
    Ok(db.pragma_update(None, "journal_mode", log)?)
}
