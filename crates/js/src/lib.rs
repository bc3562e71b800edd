//! The JavaScript bindings that both modules of wix-contacts use: values, errors, callbacks, tasks, requests, pages.

pub mod abort;
pub mod arguments;
pub mod callbacks;
pub mod error;
pub mod json;
pub mod object;
pub mod page;
pub mod query;
pub mod request;
pub mod task;

use contacts_rules::text::use_lower_case;
use js_sys::JsString;

/// Smaller than the standard library's (docs/performance.md).
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// A module of the package: an instance with its own memory, which a panic ends.
#[derive(Clone, Copy)]
pub enum Module {
    /// Has what a page needs for its first contacts.
    Core,
    /// Has everything else.
    Deferred,
}

/// Prepares a module as soon as it is loaded.
pub fn start(module: Module) {
    callbacks::install_panic_hook(module);
    use_lower_case(|text| JsString::from(text).to_lower_case().into());
}
