//! The calls to the deferred module, which JavaScript loads for them.

use contacts_js::{abort::abortable, error::Error};
use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;

use crate::{Transport, v4};

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    pub type DeferredModule;

    /// The keys of all labels that have one of these names.
    #[wasm_bindgen(method, catch, js_name = labelKeys)]
    async fn label_keys(
        this: &DeferredModule,
        transport: Transport,
        names: Array,
        signal: JsValue,
    ) -> Result<JsValue, JsValue>;

    /// Lays over contacts what v4 has no field for.
    #[wasm_bindgen(method, catch, js_name = applyOverlays)]
    async fn lay_over(this: &DeferredModule, contacts: Array, overlays: Array) -> Result<JsValue, JsValue>;

    /// The WixDataCursor for the app, at its first page.
    #[wasm_bindgen(method, js_name = cursorAt)]
    pub fn cursor_at(
        this: &DeferredModule,
        contacts: Array,
        page_size: usize,
        labels: Option<Array>,
        has_next: bool,
        total: Option<usize>,
    ) -> JsValue;
}

impl DeferredModule {
    pub async fn keys_of_labels(&self, transport: &v4::Transport, names: &[String]) -> Result<Array, Error> {
        let names = names.iter().map(|name| JsString::from(name.as_str())).collect();
        let (deferred, transport) = (self.clone(), Transport(transport.clone()));
        let keys =
            abortable(move |signal| async move { deferred.label_keys(transport, names, signal).await });
        keys.await.map(JsCast::unchecked_into)
    }

    pub async fn apply_overlays(&self, contacts: Array, overlays: Array) -> Result<(), Error> {
        self.lay_over(contacts, overlays).await.map(drop).map_err(|error| Error::from_js(&error))
    }
}
