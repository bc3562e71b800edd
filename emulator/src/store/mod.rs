//! The database: one SQLite file in WAL mode, one connection that writes, a few that read.
//!
//! `synchronous = FULL` makes a commit wait for the disk, so an answered write survives a kill at any moment.

pub mod bulk;
pub mod contacts;
pub mod extended_fields;
pub mod jobs;
pub mod labels;
pub mod subscriptions;
pub mod transfer;

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context, bail};
use axum::http::StatusCode;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use tokio::sync::{Mutex as AsyncMutex, Semaphore, SemaphorePermit};

use crate::error::{Error, Result};

const APPLICATION_ID: i32 = 0x5743_7634; // "WCv4"
const SCHEMA_VERSION: i32 = 1;
const READERS: usize = 4;
const CACHE_KIB: i32 = 16 * 1024;

/// A handle on the database; clones share it.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    writer: Arc<AsyncMutex<Connection>>,
    /// None for a database in memory, which has one connection for everything.
    readers: Option<Readers>,
}

struct Readers {
    free: Semaphore,
    connections: Mutex<Vec<Connection>>,
}

impl Store {
    /// Opens the file, or makes it. Says what to do if that is not possible; leaves a file of another kind as it is.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        let in_memory = path == Path::new(":memory:");
        let mut writer = connect(path)?;
        prepare(&mut writer, path)?;
        let readers = if in_memory { None } else { Some(Readers::open(path)?) };
        Ok(Self(Arc::new(Inner { writer: Arc::new(AsyncMutex::new(writer)), readers })))
    }

    /// Runs a function that only reads, on a snapshot that no write changes.
    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction) -> Result<T> + Send + 'static,
    {
        let Some(readers) = &self.0.readers else {
            return self.write(work).await;
        };
        let _turn = readers.turn().await?;
        let store = self.clone();
        blocking(move || {
            let Some(readers) = &store.0.readers else { return Err(unavailable()) };
            let mut connection = readers.take().ok_or_else(unavailable)?;
            let result = in_transaction(&mut connection, TransactionBehavior::Deferred, work);
            readers.give_back(connection);
            result
        })
        .await
    }

    /// Runs a function that writes; all of it is kept, or, if it fails, nothing.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction) -> Result<T> + Send + 'static,
    {
        // Writers wait here, in their order and without a thread.
        let mut writer = self.0.writer.clone().lock_owned().await;
        blocking(move || in_transaction(&mut writer, TransactionBehavior::Immediate, work)).await
    }

    /// `write`, for threads outside of the runtime.
    pub fn write_blocking<T>(&self, work: impl FnOnce(&Transaction) -> Result<T>) -> Result<T> {
        let mut writer = self.0.writer.blocking_lock();
        in_transaction(&mut writer, TransactionBehavior::Immediate, work)
    }

    /// Moves the log into the file, so that the log can't grow without end.
    pub fn checkpoint(&self) -> Result<()> {
        let writer = self.0.writer.blocking_lock();
        writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }
}

impl Readers {
    fn open(path: &Path) -> anyhow::Result<Self> {
        let connections = (0..READERS).map(|_| connect(path)).collect::<anyhow::Result<Vec<_>>>()?;
        Ok(Self { free: Semaphore::new(READERS), connections: Mutex::new(connections) })
    }

    async fn turn(&self) -> Result<SemaphorePermit<'_>> {
        self.free.acquire().await.map_err(|_| unavailable())
    }

    fn take(&self) -> Option<Connection> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn give_back(&self, connection: Connection) {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
    }
}

/// Lower case, letter by letter, so that the start of a text folds to the start of its fold.
pub fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Empties every table, and puts back what each site has from the start.
pub fn clear(db: &Transaction) -> Result<()> {
    db.execute_batch(
        "DELETE FROM contacts; DELETE FROM labels; DELETE FROM extended_fields; DELETE FROM subscriptions;
         DELETE FROM merged; DELETE FROM jobs; DELETE FROM totals; DELETE FROM unfinished;",
    )?;
    install_system_items(db)
}

fn connect(path: &Path) -> anyhow::Result<Connection> {
    let shown = path.display();
    let flags = OpenFlags::default() & !OpenFlags::SQLITE_OPEN_URI;
    let db = Connection::open_with_flags(path, flags)
        .with_context(|| format!("can't open {shown}; give a file in a directory that can be written to"))?;
    read_application_id(&db).with_context(|| {
        format!("{shown} is no SQLite database; move it away or give another file with --db")
    })?;
    db.busy_timeout(Duration::from_secs(10))?;
    db.set_prepared_statement_cache_capacity(256);
    db.pragma_update(None, "cache_size", -CACHE_KIB)?;
    db.pragma_update(None, "foreign_keys", true)?;
    Ok(db)
}

/// Checks that the file is ours, and gives a new one its tables.
fn prepare(db: &mut Connection, path: &Path) -> anyhow::Result<()> {
    let shown = path.display();
    let application = read_application_id(db)?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 && application != APPLICATION_ID {
        bail!("{shown} is a database of another program; give another file with --db");
    }
    let version: i32 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    if tables > 0 && version != SCHEMA_VERSION {
        bail!(
            "{shown} was made by another version of this server; move it away or give another file with --db"
        );
    }
    db.pragma_update(None, "journal_mode", "WAL")
        .and_then(|()| db.pragma_update(None, "synchronous", "FULL"))
        .with_context(|| format!("can't write to {shown}; give a file that can be written to with --db"))?;
    if tables == 0 {
        let setup = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        setup.pragma_update(None, "application_id", APPLICATION_ID)?;
        setup.pragma_update(None, "user_version", SCHEMA_VERSION)?;
        setup.execute_batch(include_str!("schema.sql"))?;
        setup.execute_batch(include_str!("indexes.sql"))?;
        install_system_items(&setup)?;
        setup.commit().with_context(|| format!("can't write to {shown}"))?;
    }
    if bulk::is_unfinished(db)? {
        let repair = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        clear(&repair)?;
        bulk::restore(&repair)?;
        repair.commit()?;
    }
    Ok(())
}

/// Which program made the database; the first thing that fails on a file that is none.
fn read_application_id(db: &Connection) -> rusqlite::Result<i32> {
    db.pragma_query_value(None, "application_id", |row| row.get(0))
}

fn install_system_items(db: &Transaction) -> Result<()> {
    labels::install_system_labels(db)?;
    extended_fields::install_system_fields(db)
}

fn in_transaction<T>(
    connection: &mut Connection,
    behavior: TransactionBehavior,
    work: impl FnOnce(&Transaction) -> Result<T>,
) -> Result<T> {
    let transaction = connection.transaction_with_behavior(behavior)?;
    let result = work(&transaction)?;
    transaction.commit()?;
    Ok(result)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(|_| unavailable())?
}

fn unavailable() -> Error {
    Error::plain(StatusCode::SERVICE_UNAVAILABLE, "")
}
