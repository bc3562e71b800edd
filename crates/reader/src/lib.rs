//! Reads contacts of v4 from the bytes of a response as legacy contacts, the contacts of `Wix.Contacts`: without JavaScript,
//! trees, or copies of values that these don't have.
//!
//! [`table`] has the paths to read, [`convert`] the rules for the contacts, and [`Reader`] returns one contact at a time.

mod convert;
mod legacy_contact;
mod reader;
mod table;
#[cfg(test)]
mod tests;

pub use convert::{BIRTHDAY, Host, MIDNIGHT, OTHER, UNTAGGED, is_untagged};
pub use legacy_contact::{LegacyContact, List, Scalar};
pub use reader::{InvalidJson, Reader, Step, Wanted};
pub use table::OVERLAY_PREFIX;
