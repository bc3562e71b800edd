//! The Authorization header: from a string, or from a function asked before every request.

use js_sys::Function;
use wasm_bindgen::prelude::*;

use super::fetch::settled;
use crate::error::Error;

/// The header's value. Undefined where the app's own fetch adds it; a string has been checked by `js/settings.js`.
pub async fn token(authorization: JsValue) -> Result<JsValue, Error> {
    let Some(function) = authorization.dyn_ref() else { return Ok(authorization) };
    let value = ask(function).await.map_err(|cause| {
        Error::authorization(
            "The authorization function failed: see the cause, and make it give the header's value.",
            cause,
        )
    })?;
    match value.as_string() {
        Some(token) if is_header_value(&token) => Ok(value),
        // What it is instead stays unsaid: it may be the token, misspelt.
        _ => Err(Error::authorization(
            "The authorization function must give a string that a header can carry: not empty, one line, \
             no characters beyond Latin-1.",
            JsValue::UNDEFINED,
        )),
    }
}

async fn ask(function: &Function) -> Result<JsValue, JsValue> {
    settled(function.call0(&JsValue::UNDEFINED)).await
}

/// Illegal values are found here, since the error of `fetch` would show the token.
pub fn is_header_value(text: &str) -> bool {
    !text.trim().is_empty() && text.chars().all(|c| c == '\t' || matches!(c, ' '..='~' | '\u{80}'..='\u{ff}'))
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::is_header_value;

    #[test]
    fn a_token_is_one_line_of_latin_1() {
        assert!(is_header_value("Bearer OauthNG.JWS.é"));
        for illegal in ["", "  ", "two\nlines", "carriage\rreturn", "nul\0", "snow☃"] {
            assert!(!is_header_value(illegal), "{illegal:?}");
        }
    }
}
