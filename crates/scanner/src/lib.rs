//! Goes over the bytes of JSON and gives the places of those texts in them that a table names. It makes no tree, and copies nothing.
//!
//! All bytes of all pages go through here, so it is compiled for speed (`Cargo.toml`).

mod read;
mod scan;
pub mod table;
mod text;

pub use read::Read;
pub use scan::{Kind, Scanned, Scanner, Stop};
pub use text::{Text, escape, is_escaped, plain, reads};
