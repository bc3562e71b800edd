//! The database: one SQLite file in WAL mode, one connection that writes, a few that read.
//!
//! `synchronous = FULL` makes a commit wait for the disk, so an answered write survives a kill at any moment.

pub mod bulk;
pub mod contacts;
pub mod document;
pub mod extended_fields;
pub mod following;
pub mod indexes;
pub mod jobs;
pub mod labels;
mod migrate;
pub mod past;
pub mod snapshot;
pub mod subscriptions;
pub mod transfer;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::{Context, bail};
use axum::http::StatusCode;
use migrate::{OLD_VERSIONS, migrate};
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior, config::DbConfig};
use tokio::sync::{Mutex as AsyncMutex, OwnedSemaphorePermit, Semaphore};

use crate::{
    error::{Error, Result},
    platform::{self, Lock},
};

const APPLICATION_ID: i32 = 0x5743_7634; // "WCv4"
const SCHEMA_VERSION: i32 = 4;
/// Stands for the version while `bulk::fill` is at work.
const UNFINISHED: i32 = -1;
const READERS: u32 = 4;
const CACHE_KIB: i32 = 16 * 1024;

/// A handle on the database; clones share it.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    writer: Arc<AsyncMutex<Connection>>,
    /// None for a database in memory, or where files are not shared: one connection does everything.
    readers: Option<Readers>,
    /// The last that is given back.
    _lock: Option<Lock>,
}

struct Readers {
    path: PathBuf,
    free: Arc<Semaphore>,
    /// Those that are open and free.
    connections: Mutex<Vec<Connection>>,
}

impl Store {
    /// Opens the file, or makes it, and begins with a snapshot if one is given. Says what to do if that is not possible;
    /// leaves a file of another kind as it is.
    pub fn open(path: &Path, snapshot: Option<&[u8]>) -> anyhow::Result<Self> {
        let in_memory = path == Path::new(":memory:");
        let lock = (!in_memory).then(|| Lock::take(path)).transpose()?;
        let mut writer = open(path)?;
        if let Some(snapshot) = snapshot {
            snapshot::begin(&mut writer, snapshot)?;
        }
        prepare(&mut writer, path)?;
        settle(&writer)?;
        let readers = (!in_memory && platform::SHARES_FILES).then(|| Readers::new(path));
        Ok(Self(Arc::new(Inner { writer: Arc::new(AsyncMutex::new(writer)), readers, _lock: lock })))
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
        let turn = readers.turns(1).await?;
        let store = self.clone();
        blocking(move || {
            // Ends with the work, even if nobody waits for that any more.
            let _turn = turn;
            let Some(readers) = &store.0.readers else { return Err(unavailable()) };
            let mut connection = readers.take()?;
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

    /// Runs a function that has the database to itself: no request reads or writes meanwhile.
    pub async fn alone<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> Result<T> + Send + 'static,
    {
        let mut writer = self.0.writer.clone().lock_owned().await;
        let turns = match &self.0.readers {
            Some(readers) => Some(readers.close().await?),
            None => None,
        };
        blocking(move || {
            let _turns = turns;
            work(&mut writer)
        })
        .await
    }

    /// Moves the log into the file, so that the log can't grow without end.
    pub async fn checkpoint(&self) -> Result<()> {
        self.alone(|db| Ok(db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)).await
    }
}

impl Readers {
    fn new(path: &Path) -> Self {
        let free = Arc::new(Semaphore::new(READERS as usize));
        Self { path: path.to_owned(), free, connections: Mutex::default() }
    }

    async fn turns(&self, count: u32) -> Result<OwnedSemaphorePermit> {
        self.free.clone().acquire_many_owned(count).await.map_err(|_| unavailable())
    }

    /// A free connection, or a new one.
    fn take(&self) -> Result<Connection> {
        let free = self.connections.lock().unwrap_or_else(PoisonError::into_inner).pop();
        free.map_or_else(|| connect(&self.path), Ok).map_err(|error| {
            tracing::error!("database: {error:#}");
            unavailable()
        })
    }

    fn give_back(&self, connection: Connection) {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
    }

    /// Waits for all that are at work, and closes them; while the permit lives, none begins.
    async fn close(&self) -> Result<OwnedSemaphorePermit> {
        let all = self.turns(READERS).await?;
        self.connections.lock().unwrap_or_else(PoisonError::into_inner).clear();
        Ok(all)
    }
}

/// Lower case, letter by letter, so that the start of a text folds to the start of its fold.
pub fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Empties every table, and puts back what each site has from the start.
pub fn clear(db: &Transaction) -> Result<()> {
    // Those that refer to contacts come first: dropped without them, contacts would be deleted one by one.
    let mut statement = db.prepare(
        "SELECT 'DROP TABLE ' || name FROM sqlite_schema
         WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name = 'contacts'",
    )?;
    let drops =
        statement.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
    db.execute_batch(&drops.join(";"))?;
    create(db)
}

/// `clear`, many times quicker, but not undone if the server is killed on the way.
pub fn reset(db: &mut Connection) -> Result<()> {
    // Without a look at the schema, the file would not stay in WAL mode; whether it can be read does not matter.
    let _ = db.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()));
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_RESET_DATABASE, true)?;
    let emptied = db.execute_batch("VACUUM");
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_RESET_DATABASE, false)?;
    emptied?;
    in_transaction(db, TransactionBehavior::Immediate, create)
}

/// Makes the tables, with what each site has from the start.
fn create(db: &Transaction) -> Result<()> {
    db.pragma_update(None, "application_id", APPLICATION_ID)?;
    create_tables(db)?;
    labels::install_system_labels(db)?;
    extended_fields::install_system_fields(db)
}

/// Makes the tables and indexes that are missing.
fn create_tables(db: &Transaction) -> Result<()> {
    db.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    db.execute_batch(include_str!("schema.sql"))?;
    indexes::make(db)
}

fn connect(path: &Path) -> anyhow::Result<Connection> {
    let db = open(path)?;
    settle(&db)?;
    Ok(db)
}

fn open(path: &Path) -> anyhow::Result<Connection> {
    let shown = path.display();
    let flags = OpenFlags::default() & !OpenFlags::SQLITE_OPEN_URI;
    let db = Connection::open_with_flags(path, flags)
        .with_context(|| format!("can't open {shown}; give a file in a directory that can be written to"))?;
    platform::settle(&db)?;
    read_application_id(&db).with_context(|| {
        format!("{shown} is no SQLite database; move it away or give another file with --db")
    })?;
    db.busy_timeout(Duration::from_secs(10))?;
    Ok(db)
}

fn settle(db: &Connection) -> rusqlite::Result<()> {
    db.set_prepared_statement_cache_capacity(256);
    db.pragma_update(None, "cache_size", -CACHE_KIB)?;
    db.pragma_update(None, "foreign_keys", true)
}

/// Checks that the file is ours, and gives a new one its tables.
fn prepare(db: &mut Connection, path: &Path) -> anyhow::Result<()> {
    let shown = path.display();
    let application = read_application_id(db)?;
    if application == APPLICATION_ID && version(db)? == UNFINISHED {
        // First of all, since not even its schema may be readable.
        reset(db).with_context(|| format!("can't empty {shown}, which was not filled to the end"))?;
    }
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 && application != APPLICATION_ID {
        bail!("{shown} is a database of another program; give another file with --db");
    }
    let found = version(db)?;
    let is_old = OLD_VERSIONS.contains(&found);
    if tables > 0 && found != SCHEMA_VERSION && !is_old {
        bail!(
            "{shown} was made by another version of this server; move it away or give another file with --db"
        );
    }
    db.pragma_update(None, "journal_mode", "WAL")
        .and_then(|()| db.pragma_update(None, "synchronous", "FULL"))
        .with_context(|| format!("can't write to {shown}; give a file that can be written to with --db"))?;
    if tables > 0 && !is_old {
        return Ok(());
    }
    let bring_up = |db: &Transaction| if is_old { migrate(db, found) } else { create(db) };
    in_transaction(db, TransactionBehavior::Immediate, bring_up)
        .with_context(|| format!("can't write to {shown}"))
}

fn version(db: &Connection) -> rusqlite::Result<i32> {
    db.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Which program made the database; the first thing that fails on a file that is none.
fn read_application_id(db: &Connection) -> rusqlite::Result<i32> {
    db.pragma_query_value(None, "application_id", |row| row.get(0))
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
    platform::blocking(work).await.unwrap_or_else(|| Err(unavailable()))
}

fn unavailable() -> Error {
    Error::plain(StatusCode::SERVICE_UNAVAILABLE, "")
}
