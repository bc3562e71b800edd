//! The second file of the wasm, as the core asks for it. What is in there has a name of its own, which
//! `scripts/lib/wasm/build.js` lists; to call it before it is there is a trap.

use wasm_bindgen::prelude::*;

use crate::error::Error;

#[wasm_bindgen(raw_module = "../js/later.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = loadRest)]
    async fn load_rest() -> Result<JsValue, JsValue>;
}

/// Waits until it is there.
pub async fn loaded() -> Result<(), Error> {
    load_rest().await.map(drop).map_err(Error::load_failed)
}
