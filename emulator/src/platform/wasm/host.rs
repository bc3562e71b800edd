//! The files that JavaScript gives: those of Node, or of the browser's private file system.

use std::cell::RefCell;

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// A place with files.
    #[derive(Clone)]
    pub type Host;

    /// Opens a file to read and write it; undefined if it is not there and is not to be made.
    #[wasm_bindgen(method, catch)]
    pub fn open(this: &Host, path: &str, create: bool) -> Result<Option<HostFile>, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub fn remove(this: &Host, path: &str) -> Result<(), JsValue>;

    /// What a file of a page holds; undefined if there is none.
    #[wasm_bindgen(method)]
    pub fn page(this: &Host, directory: &str, path: &str) -> Option<Vec<u8>>;

    /// A file that is open.
    pub type HostFile;

    /// Fills the buffer from a position on, and tells how much of it.
    #[wasm_bindgen(method, catch, js_name = read)]
    pub fn read_at(this: &HostFile, buffer: &mut [u8], position: f64) -> Result<f64, JsValue>;

    #[wasm_bindgen(method, catch, js_name = write)]
    pub fn write_at(this: &HostFile, bytes: &[u8], position: f64) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = truncate)]
    pub fn set_size(this: &HostFile, size: f64) -> Result<(), JsValue>;

    /// Waits until what was written is on the disk.
    #[wasm_bindgen(method, catch, js_name = flush)]
    pub fn sync(this: &HostFile) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = size)]
    pub fn get_size(this: &HostFile) -> Result<f64, JsValue>;

    #[wasm_bindgen(method)]
    pub fn close(this: &HostFile);
}

thread_local! {
    static HOST: RefCell<Option<Host>> = const { RefCell::new(None) };
}

/// Gives this module its files, for its whole life.
pub fn use_host(host: Host) -> anyhow::Result<()> {
    HOST.set(Some(host.clone()));
    super::vfs::register(host)
}

/// What a file of a page holds.
pub fn page(directory: &str, path: &str) -> Option<Vec<u8>> {
    HOST.with_borrow(|host| host.as_ref()?.page(directory, path))
}
