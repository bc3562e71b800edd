//! The admin calls under `/_local`; Wix has nothing like them.

pub mod faults;
mod health;
mod page;
pub mod request_log;
mod reset;
pub mod seed;
mod settle;
mod site;
mod transfer;
pub mod unsubscribe;

use std::sync::LazyLock;

use axum::Router;

use crate::{
    openapi::{
        self,
        operation::{self, Operation},
    },
    state::App,
};

pub static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    let of_files = [
        page::operations(),
        openapi::operations(),
        health::operations(),
        reset::operations(),
        settle::operations(),
        seed::operations(),
        transfer::operations(),
        faults::operations(),
        unsubscribe::operations(),
        request_log::operations(),
    ];
    of_files.into_iter().flatten().collect()
});

pub fn routes() -> Router<App> {
    operation::router(&OPERATIONS).merge(page::files())
}
