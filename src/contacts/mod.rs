//! What `Wix.Contacts` promises: arguments, contacts, cursors, labels, reconcile.

pub mod arguments;
pub mod client;
pub mod codes;
pub mod contact;
pub mod cursor;
pub mod details;
pub mod labels;
pub mod paging;
pub mod phone;
pub mod read_ahead;
pub mod reader;
pub mod reconcile;
pub mod reconciler;
pub mod source;
pub mod tags;
