//! SQLite's files, by what JavaScript gives.

use std::{cell::RefCell, collections::HashMap, time::Duration};

use rsqlite_vfs::{
    OsCallback, SQLiteIoMethods, SQLiteVfs, SQLiteVfsFile, VfsError, VfsFile, VfsResult, VfsStore,
    ffi::{SQLITE_CANTOPEN, SQLITE_FULL, SQLITE_IOERR, SQLITE_IOERR_DELETE, sqlite3_vfs},
    register_vfs,
};
use sqlite_wasm_rs::WasmOsCallback;
use wasm_bindgen::JsValue;

use super::host::{Host, HostFile};

/// Lets SQLite open the files of a host.
pub fn register(host: Host) -> anyhow::Result<()> {
    register_vfs::<Methods, Vfs>("host", Disk { host, open: RefCell::default() }, true)?;
    Ok(())
}

struct Disk {
    host: Host,
    /// SQLite names a file by its path with each call.
    open: RefCell<HashMap<String, HostFile>>,
}

struct Methods;

impl SQLiteIoMethods for Methods {
    type File = HostFile;
    type AppData = Disk;
    type Store = Store;

    const VERSION: std::ffi::c_int = 1;
}

struct Vfs;

impl SQLiteVfs<Methods> for Vfs {
    const VERSION: std::ffi::c_int = 1;

    fn sleep(duration: Duration) {
        WasmOsCallback::sleep(duration);
    }

    fn random(buffer: &mut [u8]) {
        WasmOsCallback::random(buffer);
    }

    fn epoch_timestamp_in_ms() -> i64 {
        WasmOsCallback::epoch_timestamp_in_ms()
    }
}

struct Store;

impl Store {
    fn disk(vfs: *mut sqlite3_vfs) -> &'static Disk {
        // SAFETY: SQLite gives the VFS that `register` made, which lives as long as the module.
        unsafe { Self::app_data(vfs) }
    }

    fn with<T>(file: &SQLiteVfsFile, work: impl FnOnce(&mut HostFile) -> VfsResult<T>) -> VfsResult<T> {
        // SAFETY: SQLite asks for nothing of a file that is closed.
        let name = unsafe { file.name() };
        match Self::disk(file.vfs).open.borrow_mut().get_mut(name) {
            Some(file) => work(file),
            None => Err(VfsError::new(SQLITE_IOERR, format!("{name} is not open"))),
        }
    }
}

impl VfsStore<HostFile, Disk> for Store {
    fn add_file(vfs: *mut sqlite3_vfs, name: &str, _flags: i32) -> VfsResult<()> {
        let disk = Self::disk(vfs);
        let made = disk.host.open(name, true).map_err(|problem| failed(SQLITE_CANTOPEN, &problem))?;
        disk.open.borrow_mut().extend(made.map(|file| (name.to_owned(), file)));
        Ok(())
    }

    /// A file that is on the disk is opened, as SQLite is about to.
    fn contains_file(vfs: *mut sqlite3_vfs, name: &str) -> VfsResult<bool> {
        let disk = Self::disk(vfs);
        if disk.open.borrow().contains_key(name) {
            return Ok(true);
        }
        let found = disk.host.open(name, false).map_err(|problem| failed(SQLITE_CANTOPEN, &problem))?;
        let is_there = found.is_some();
        disk.open.borrow_mut().extend(found.map(|file| (name.to_owned(), file)));
        Ok(is_there)
    }

    fn delete_file(vfs: *mut sqlite3_vfs, name: &str) -> VfsResult<()> {
        let disk = Self::disk(vfs);
        if let Some(file) = disk.open.borrow_mut().remove(name) {
            file.close();
        }
        disk.host.remove(name).map_err(|problem| failed(SQLITE_IOERR_DELETE, &problem))
    }

    fn with_file<F: Fn(&HostFile) -> VfsResult<i32>>(file: &SQLiteVfsFile, work: F) -> VfsResult<i32> {
        Self::with(file, |file| work(file))
    }

    fn with_file_mut<F: Fn(&mut HostFile) -> VfsResult<i32>>(
        file: &SQLiteVfsFile,
        work: F,
    ) -> VfsResult<i32> {
        Self::with(file, work)
    }
}

impl VfsFile for HostFile {
    fn read(&self, buffer: &mut [u8], offset: usize) -> VfsResult<bool> {
        let read = self.read_at(buffer, offset as f64).map_err(|problem| failed(SQLITE_IOERR, &problem))?;
        let rest = buffer.get_mut(read as usize..).unwrap_or_default();
        rest.fill(0);
        Ok(rest.is_empty())
    }

    fn write(&mut self, bytes: &[u8], offset: usize) -> VfsResult<()> {
        self.write_at(bytes, offset as f64).map_err(|problem| failed(SQLITE_IOERR, &problem))
    }

    fn truncate(&mut self, size: usize) -> VfsResult<()> {
        self.set_size(size as f64).map_err(|problem| failed(SQLITE_IOERR, &problem))
    }

    fn flush(&mut self) -> VfsResult<()> {
        self.sync().map_err(|problem| failed(SQLITE_IOERR, &problem))
    }

    fn size(&self) -> VfsResult<usize> {
        self.get_size().map(|size| size as usize).map_err(|problem| failed(SQLITE_IOERR, &problem))
    }
}

/// A full disk is told apart, and a file that may not grow, by what Node and browsers call it.
fn failed(code: i32, problem: &JsValue) -> VfsError {
    let text = |key: &str| js_sys::Reflect::get(problem, &key.into()).ok()?.as_string();
    let is_full = ["ENOSPC", "EDQUOT", "EFBIG", "QuotaExceededError"]
        .iter()
        .any(|name| [text("code"), text("name")].iter().flatten().any(|found| found == name));
    VfsError::new(if is_full { SQLITE_FULL } else { code }, text("message").unwrap_or_default())
}
