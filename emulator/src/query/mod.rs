//! The query language (spec/contacts-v4.md section 3): JSON to conditions, conditions to SQL.

pub mod condition;
pub mod fields;
pub mod items;
pub mod page;
pub mod parse;
pub mod projection;
pub mod sql;
