//! What `Wix.Contacts` promises: arguments, contacts, cursors, labels, reconcile.

pub mod arguments;
pub mod client;
pub mod contact;
pub mod cursor;
pub mod labels;
pub mod reader;
pub mod reconciler;
pub mod source;
