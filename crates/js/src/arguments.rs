//! The options of getContacts and iterateContacts, as `js/api/page-options.js` copies them.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};

use crate::{error::Error, object::get};

/// Which contacts to get, and how many per page (`spec/000_a6ad17815c0cdfad.txt`, getContacts).
#[derive(Clone, Debug, PartialEq)]
pub struct PageOptions {
    pub page_size: usize,
    /// Names of labels; a contact needs any of them. None for all contacts.
    pub labels: Option<Vec<String>>,
}

impl PageOptions {
    pub fn read(options: &JsValue) -> Result<Self, Error> {
        Ok(Self { page_size: page_size(&get(options, "pageSize"))?, labels: labels(&get(options, "label"))? })
    }
}

/// A number, or text that says what is wrong with the app's.
fn page_size(value: &JsValue) -> Result<usize, Error> {
    let size = value.as_f64().map(|size| size as usize);
    size.ok_or_else(|| Error::bad_request(&value.as_string().unwrap_or_default()))
}

fn labels(value: &JsValue) -> Result<Option<Vec<String>>, Error> {
    let invalid = || Error::bad_request("label must be a string or an array of strings.");
    if value.is_null() || value.is_undefined() {
        return Ok(None);
    }
    let names: Vec<String> = if let Some(name) = value.as_string() {
        vec![name]
    } else {
        let names: &Array = value.dyn_ref().ok_or_else(invalid)?;
        names.iter().map(|name| name.as_string().ok_or_else(invalid)).collect::<Result<_, _>>()?
    };
    let names: Vec<_> =
        names.iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    Ok(Some(names).filter(|names| !names.is_empty()))
}
