//! A local Wix Contacts v4 server: the real paths and responses, on SQLite.
//!
//! A request passes `server` (connections), `routes` (layers and paths), one file of `routes/` (what a call does),
//! `contact/` (the rules of a contact) and `query/` (filters to SQL), and ends in `store/`. What the server does beside
//! Wix's API, such as faults and sample data, is in `admin/` and `fake_data/`.

mod admin;
mod auth;
pub mod cli;
mod clock;
mod consistency;
pub mod contact;
mod error;
pub mod fake_data;
mod openapi;
mod origin;
pub mod platform;
pub mod query;
mod rate_limit;
mod request;
mod routes;
mod scopes;
#[cfg(not(target_family = "wasm"))]
pub mod server;
pub mod settings;
mod shape;
pub mod site;
mod site_id;
mod state;
pub mod store;
mod strict;
mod www;
