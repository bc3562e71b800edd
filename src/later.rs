//! The second file of the wasm, as the core asks for it. What is in there has a name of its own, which
//! `scripts/lib/wasm/build.js` lists; to call it before it is there is a trap.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::error::Error;

// By way of a file that is imported already: the server of wasm-pack's tests hangs where a page asks for five at once.
#[wasm_bindgen(raw_module = "../js/cursor.js")]
extern "C" {
    #[wasm_bindgen(js_name = loadRest)]
    fn load_rest() -> Promise;
}

/// Waits until it is there.
pub async fn loaded() -> Result<(), Error> {
    JsFuture::from(load_rest()).await.map(drop).map_err(Error::load_failed)
}
