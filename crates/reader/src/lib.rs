//! Reads the contacts of Contacts v4 out of the bytes of an answer, as `Wix.Contacts` shows them: no JavaScript, no tree, no copy
//! of what nobody sees.
//!
//! [`table`] says what of a contact is read, [`show`] what is made of it, and [`Reader`] gives one contact after the other.

pub mod date;
mod reader;
mod show;
mod shown;
mod table;
#[cfg(test)]
mod tests;

pub use reader::{Broken, Reader, Step, Wanted};
pub use show::{Host, MIDNIGHT};
pub use shown::{List, Shown, Single};
pub use table::KEPT_PREFIX;
