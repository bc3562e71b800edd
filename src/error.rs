//! Every failure, and its three faces: the `Wix.Error` string and the `WixContactsError` that an app
//! sees, and the status and code of Contacts v4 that it came from.

use std::borrow::Cow;

use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::object::set;

#[wasm_bindgen(raw_module = "../js/error.js")]
extern "C" {
    #[wasm_bindgen(extends = js_sys::Error)]
    #[derive(Clone)]
    pub type WixContactsError;

    #[wasm_bindgen(constructor)]
    fn new(message: &str, details: &Object) -> WixContactsError;

    #[wasm_bindgen(method, getter, js_name = errorType)]
    pub fn error_type(this: &WixContactsError) -> String;

    #[wasm_bindgen(method, getter)]
    pub fn code(this: &WixContactsError) -> String;
}

/// What onFailure gets first (`spec/wix-contacts-sdk.md`, Errors).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorType {
    WixError,
    NotFound,
    BadRequest,
    InvalidSchema,
    Forbidden,
}

impl ErrorType {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WixError => "WIX_ERROR",
            Self::NotFound => "NOT_FOUND",
            Self::BadRequest => "BAD_REQUEST",
            Self::InvalidSchema => "INVALID_SCHEMA",
            Self::Forbidden => "FORBIDDEN",
        }
    }
}

/// A failed call. The message says what happened and what to do, and holds no token and no contact data.
#[derive(Clone, Debug)]
pub struct Error {
    pub error_type: ErrorType,
    pub code: Cow<'static, str>,
    pub message: Cow<'static, str>,
    /// Of the answer, where there was one.
    pub status: Option<u16>,
    pub request_id: Option<String>,
    /// What v4 found wrong, as it said so.
    pub field_violations: JsValue,
    /// Whether the same call may succeed later.
    pub retryable: bool,
    /// The server's body, or the original exception.
    pub cause: JsValue,
}

impl Error {
    pub fn new(
        error_type: ErrorType,
        code: impl Into<Cow<'static, str>>,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            error_type,
            code: code.into(),
            message: message.into(),
            status: None,
            request_id: None,
            field_violations: JsValue::UNDEFINED,
            retryable: false,
            cause: JsValue::UNDEFINED,
        }
    }

    /// An argument or an option that is of no use.
    pub fn bad_request(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorType::BadRequest, "INVALID_ARGUMENT", message)
    }

    /// contactInfo has the wrong shape.
    pub fn invalid_schema(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorType::InvalidSchema, "INVALID_ARGUMENT", message)
    }

    pub fn not_configured() -> Self {
        let message = "No credentials: call configure({authorization: …}), or configure({fetch: …}) with a \
                       fetch that adds them, before the first call.";
        Self::new(ErrorType::BadRequest, "NOT_CONFIGURED", message)
    }

    /// The token function failed, or what it gave is no header value. `cause` must not hold the token.
    pub fn authorization(message: &'static str, cause: JsValue) -> Self {
        Self { cause, ..Self::new(ErrorType::WixError, "AUTHORIZATION", message) }
    }

    pub fn network(cause: JsValue) -> Self {
        let message = "The request did not reach the Contacts API, or its answer was lost. Check the network, \
                       and that baseUrl is right and allows this page's origin.";
        Self { cause, retryable: true, ..Self::new(ErrorType::WixError, "NETWORK", message) }
    }

    pub fn redirected(cause: JsValue) -> Self {
        let message = "The Contacts API answered with a redirect, which is not followed, since it would carry \
                       contact data elsewhere. Set baseUrl to the API's own address.";
        Self { cause, ..Self::new(ErrorType::WixError, "NETWORK", message) }
    }

    pub fn timeout() -> Self {
        let message = "The call took longer than timeoutMs. Try again, or configure a longer timeoutMs.";
        Self { retryable: true, ..Self::new(ErrorType::WixError, "TIMEOUT", message) }
    }

    pub fn aborted(reason: JsValue) -> Self {
        let message = "The call was aborted by its signal.";
        Self { cause: reason, ..Self::new(ErrorType::WixError, "ABORTED", message) }
    }

    pub fn invalid_response(what: &'static str, cause: JsValue) -> Self {
        let message = format!("The Contacts API gave an answer that makes no sense: {what}. Check baseUrl.");
        Self { cause, ..Self::new(ErrorType::WixError, "INVALID_RESPONSE", message) }
    }

    /// An answer that is no success. [`crate::v4`] knows what its body means.
    pub fn refused(status: u16, request_id: Option<String>, body: JsValue) -> Self {
        let message = format!("The Contacts API answered {status}. See the cause for what it said.");
        let retryable = crate::http::retry::is_transient(status);
        let code = format!("HTTP_{status}");
        let error = Self::new(ErrorType::WixError, code, message);
        Self { status: Some(status), request_id, retryable, cause: body, ..error }
    }

    /// A bug in this package.
    pub fn internal(cause: JsValue) -> Self {
        let message = "An internal error of wix-contacts: please report it. The next call starts afresh.";
        Self { cause, ..Self::new(ErrorType::WixError, "INTERNAL", message) }
    }

    /// The error as JavaScript sees it, with only those members that have a value.
    pub fn to_js(&self) -> WixContactsError {
        let text = |text: Option<&str>| text.map_or(JsValue::UNDEFINED, JsValue::from);
        let members = [
            ("errorType", self.error_type.as_str().into()),
            ("code", text(Some(&self.code))),
            ("status", self.status.map_or(JsValue::UNDEFINED, JsValue::from)),
            ("requestId", text(self.request_id.as_deref())),
            ("fieldViolations", self.field_violations.clone()),
            ("retryable", self.retryable.into()),
            ("cause", self.cause.clone()),
        ];
        let details = Object::new();
        for (key, value) in members.iter().filter(|(_, value)| !value.is_undefined()) {
            set(&details, key, value);
        }
        WixContactsError::new(&self.message, &details)
    }
}

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        error.to_js().into()
    }
}
