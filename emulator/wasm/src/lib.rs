//! What JavaScript calls. A module is one site: `emulator/npm` makes an instance for each, so that sites share nothing, and
//! all memory of a site goes with it.
#![cfg(target_family = "wasm")]

mod arguments;
mod exchange;

use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

use contacts_emulator::{
    platform::{self, Host, Task},
    site::Site,
};
use js_sys::Function;
use wasm_bindgen::prelude::{JsError, wasm_bindgen};

pub use arguments::{flags, parse};

/// The site of this module.
#[wasm_bindgen]
pub struct Server {
    site: Site,
}

/// A request under way; freed, it is given up.
#[wasm_bindgen]
pub struct Call {
    _task: Task,
}

#[wasm_bindgen]
impl Server {
    /// Opens the site that the arguments of a command line describe, with the files of a host, or as a snapshot has it.
    #[wasm_bindgen(constructor)]
    pub fn new(
        arguments: Vec<String>,
        host: Option<Host>,
        snapshot: Option<Vec<u8>>,
    ) -> Result<Server, JsError> {
        platform::log_to_console();
        let options = arguments::read(arguments)?;
        if let Some(host) = host {
            platform::use_host(host).map_err(shown)?;
        }
        Ok(Self { site: Site::open(options, snapshot.as_deref()).map_err(shown)? })
    }

    /// Gives a site without contacts those that `--seed` asks for.
    pub fn fill(&self) -> Result<(), JsError> {
        Ok(at_once(self.site.fill(|_| {}))??)
    }

    /// Handles a request. `done` gets the status, the headers as names and values in turn, and the body; nothing if the
    /// response is dropped. If nothing has to be waited for, that is before this returns.
    pub fn handle(
        &self,
        method: &str,
        path: &str,
        headers: Vec<String>,
        body: Vec<u8>,
        done: Function,
    ) -> Result<Call, JsError> {
        let request = exchange::request(method, path, &headers, body)?;
        let site = self.site.clone();
        let task = platform::start(async move { exchange::give(site.handle(request).await, &done).await });
        Ok(Call { _task: task })
    }

    pub fn snapshot(&self) -> Result<Vec<u8>, JsError> {
        Ok(at_once(self.site.snapshot())??)
    }

    pub fn restore(&self, bytes: Vec<u8>) -> Result<(), JsError> {
        Ok(at_once(self.site.restore(bytes))??)
    }

    /// Ends the site: its file is the whole database then.
    pub fn close(self) -> Result<(), JsError> {
        Ok(at_once(self.site.close())??)
    }
}

/// The result of work that waits for nothing, as all that is done with the database alone.
fn at_once<T>(work: impl Future<Output = T>) -> Result<T, JsError> {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(result) => Ok(result),
        Poll::Pending => Err(JsError::new("The site is busy; ask again when its requests are answered")),
    }
}

fn shown(error: anyhow::Error) -> JsError {
    JsError::new(&format!("{error:#}"))
}
