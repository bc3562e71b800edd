//! Reads contacts of v4 from the bytes of a response as `Wix.Contacts` shows them, without JavaScript, trees, or copies of
//! values that are not shown.
//!
//! [`table`] has the paths to read, [`show`] the rules for the contacts, and [`Reader`] returns one contact at a time.

pub mod date;
mod reader;
mod show;
mod shown;
mod table;
#[cfg(test)]
mod tests;

pub use reader::{InvalidJson, Reader, Step, Wanted};
pub use show::{Host, MIDNIGHT};
pub use shown::{List, Shown, Single};
pub use table::OVERLAY_PREFIX;
