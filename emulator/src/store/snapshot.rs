//! The whole database as the bytes of a SQLite file.

use axum::http::StatusCode;
use rusqlite::{
    Connection, MAIN_DB,
    backup::{Backup, StepResult},
};

use super::{APPLICATION_ID, SCHEMA_VERSION, read_application_id, unavailable, version};
use crate::error::{Error, Result};

pub fn take(db: &Connection) -> Result<Vec<u8>> {
    Ok(db.serialize(MAIN_DB)?.to_vec())
}

/// Puts what the bytes hold in the place of what is there, once it is known to be this server's.
pub fn restore(db: &mut Connection, bytes: &[u8]) -> Result<()> {
    let held = read(bytes).map_err(|_| refused("This is no snapshot of a site"))?;
    if read_application_id(&held)? != APPLICATION_ID {
        return Err(refused("This is the database of another program, and no snapshot of a site"));
    }
    if version(&held)? != SCHEMA_VERSION {
        return Err(refused("This snapshot was made by another version of this server; make it anew"));
    }
    if !is_sound(&held) {
        return Err(refused("This snapshot is damaged; make it anew"));
    }
    put(&held, db)
}

/// Begins a database with a snapshot of this process's own.
pub fn begin(db: &mut Connection, bytes: &[u8]) -> Result<()> {
    put(&read(bytes)?, db)
}

fn put(held: &Connection, db: &mut Connection) -> Result<()> {
    match Backup::new(held, db)?.step(-1)? {
        StepResult::Done => Ok(()),
        _ => Err(unavailable()),
    }
}

fn read(bytes: &[u8]) -> rusqlite::Result<Connection> {
    let mut held = Connection::open_in_memory()?;
    held.deserialize_read_exact(MAIN_DB, bytes, bytes.len(), true)?;
    held.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    let page_size: usize = held.pragma_query_value(None, "page_size", |row| row.get(0))?;
    // SQLite fills up the last page.
    if bytes.len().is_multiple_of(page_size) { Ok(held) } else { Err(rusqlite::Error::InvalidQuery) }
}

/// Whether all of its pages can be read; damage would come to light in the middle of a response.
fn is_sound(db: &Connection) -> bool {
    let check = db.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0));
    check.is_ok_and(|result| result == "ok")
}

fn refused(message: &str) -> Error {
    Error::plain(StatusCode::BAD_REQUEST, message)
}
