//! Scans the bytes of JSON for the texts that a table names, and returns their places. It makes no tree and no copies.
//!
//! All bytes of all pages go through it, so it is compiled for speed (`Cargo.toml`).

mod key;
mod read;
mod scan;
pub mod table;
mod text;

pub use read::Texts;
pub use scan::{Kind, Scanned, Scanner, Stop};
pub use text::{Text, equals, escape, is_escaped, unescape};
