//! What differs by where the server runs: in a process of its own, or as WebAssembly inside somebody else's, where there
//! are no threads, and time, files and the console are what JavaScript gives. All other code is the same.

#[cfg(not(target_family = "wasm"))]
mod native;
#[cfg(target_family = "wasm")]
mod wasm;

#[cfg(not(target_family = "wasm"))]
pub use native::*;
#[cfg(target_family = "wasm")]
pub use wasm::*;
