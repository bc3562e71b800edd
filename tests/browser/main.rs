//! The SDK in a real browser, against a real Contacts v4 server: run by `wasm-pack test --headless --chrome` and
//! `--firefox`. `npm test` starts the server, and leaves its address in `.local/emulator-url`.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

use wasm_bindgen_test::wasm_bindgen_test_configure;

mod calls;
mod cursor;
mod reconcile;
mod support;

wasm_bindgen_test_configure!(run_in_browser);
