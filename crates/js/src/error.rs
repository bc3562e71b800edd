//! The error of a failed call: the `Wix.Error` string and the `WixContactsError` that an app sees, and the
//! status and code of Contacts v4 that it came from.

use std::ops::{Deref, DerefMut};

use contacts_rules::{
    error::ErrorType,
    paging::InvalidResponse,
    text::{concat, decimal},
};
use js_sys::Object;
use wasm_bindgen::prelude::*;

use crate::object::{get, set};

#[wasm_bindgen(raw_module = "../js/host/error.js")]
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

/// The error of a failed call. It is one pointer wide, since every `?` moves it.
#[derive(Clone, Debug)]
pub struct Error(Box<ErrorDetails>);

/// The details of an error. The message says what happened and what to do. It has no token and no contact data.
#[derive(Clone, Debug)]
pub struct ErrorDetails {
    pub error_type: ErrorType,
    pub code: String,
    pub message: String,
    /// The HTTP status, if there was a response.
    pub status: Option<u16>,
    pub request_id: Option<String>,
    /// The values that v4 rejected, as v4 describes them.
    pub field_violations: JsValue,
    /// Whether the same call may succeed later.
    pub retryable: bool,
    /// The body of the response, or the original exception.
    pub cause: JsValue,
}

impl Deref for Error {
    type Target = ErrorDetails;

    fn deref(&self) -> &ErrorDetails {
        &self.0
    }
}

impl DerefMut for Error {
    fn deref_mut(&mut self) -> &mut ErrorDetails {
        &mut self.0
    }
}

impl Error {
    pub fn new(error_type: ErrorType, code: &str, message: &str) -> Self {
        Self(Box::new(ErrorDetails {
            error_type,
            code: code.to_owned(),
            message: message.to_owned(),
            status: None,
            request_id: None,
            field_violations: JsValue::UNDEFINED,
            retryable: false,
            cause: JsValue::UNDEFINED,
        }))
    }

    fn with_cause(mut self, cause: JsValue) -> Self {
        self.cause = cause;
        self
    }

    fn retryable(mut self) -> Self {
        self.retryable = true;
        self
    }

    /// An argument or an option is invalid.
    pub fn bad_request(message: &str) -> Self {
        Self::new(ErrorType::BadRequest, "INVALID_ARGUMENT", message)
    }

    /// contactInfo has the wrong shape.
    pub fn invalid_schema(message: &str) -> Self {
        Self::new(ErrorType::InvalidSchema, "INVALID_ARGUMENT", message)
    }

    pub fn not_configured() -> Self {
        let message = "No credentials: call configure({authorization: …}), or configure({fetch: …}) with a \
                       fetch that adds them, before the first call.";
        Self::new(ErrorType::BadRequest, "NOT_CONFIGURED", message)
    }

    /// The token function failed, or did not return a header value. `cause` must not contain the token.
    pub fn authorization(message: &str, cause: JsValue) -> Self {
        Self::new(ErrorType::WixError, "AUTHORIZATION", message).with_cause(cause)
    }

    pub fn network(cause: JsValue) -> Self {
        let message = "The request did not reach the Contacts API, or its response was lost. Check the network, \
                       and that baseUrl is right and allows requests from this page's origin.";
        Self::new(ErrorType::WixError, "NETWORK", message).with_cause(cause).retryable()
    }

    pub fn redirected() -> Self {
        let message = "The Contacts API answered with a redirect. It was not followed, since it would send \
                       contact data elsewhere. Set baseUrl to the API's own address.";
        Self::new(ErrorType::WixError, "NETWORK", message)
    }

    pub fn timeout() -> Self {
        let message = "The call took longer than timeoutMs. Try again, or configure a longer timeoutMs.";
        Self::new(ErrorType::WixError, "TIMEOUT", message).retryable()
    }

    pub fn no_host() -> Self {
        let message = "The host of the dashboard is not there: until timeoutMs had passed, fetch gave a function instead of a \
                       response, as httpClient.fetchWithAuth of @wix/essentials does outside of the dashboard. Open the page \
                       in the dashboard of a site. On a page that you host yourself, use the fetchWithAuth of \
                       createClient({host: dashboard.host(), auth: dashboard.auth()}) from @wix/sdk.";
        Self::new(ErrorType::WixError, "TIMEOUT", message).retryable()
    }

    pub fn aborted(reason: JsValue) -> Self {
        let message = "The call was aborted by its signal.";
        Self::new(ErrorType::WixError, "ABORTED", message).with_cause(reason)
    }

    pub fn invalid_response(what: &str, cause: JsValue) -> Self {
        let message = ["The Contacts API sent an invalid response: ", what, ". Check baseUrl."];
        Self::new(ErrorType::WixError, "INVALID_RESPONSE", &concat(&message)).with_cause(cause)
    }

    /// A response that is not a success. `src/v4/error.rs` interprets its body.
    pub fn unsuccessful(status: u16, request_id: Option<String>, body: JsValue, retryable: bool) -> Self {
        let digits = decimal(status.into());
        let message = concat(&["The Contacts API answered ", &digits, ". See the cause for what it said."]);
        let mut error =
            Self::new(ErrorType::WixError, &concat(&["HTTP_", &digits]), &message).with_cause(body);
        error.status = Some(status);
        error.request_id = request_id;
        error.retryable = retryable;
        error
    }

    /// An error from JavaScript: of the other module, or of loading it.
    pub fn from_js(error: &JsValue) -> Self {
        let text = |key| get(error, key).as_string();
        let error_type = text("errorType").and_then(|name| ErrorType::from_name(&name));
        Self(Box::new(ErrorDetails {
            error_type: error_type.unwrap_or(ErrorType::WixError),
            code: text("code").unwrap_or_default(),
            message: text("message").unwrap_or_default(),
            status: get(error, "status").as_f64().map(|status| status as u16),
            request_id: text("requestId"),
            field_violations: get(error, "fieldViolations"),
            retryable: get(error, "retryable") == true,
            cause: get(error, "cause"),
        }))
    }

    /// A bug in this package.
    pub fn internal(cause: JsValue) -> Self {
        let message = "An internal error of wix-contacts: please report it. The next call starts afresh.";
        Self::new(ErrorType::WixError, "INTERNAL", message).with_cause(cause)
    }

    /// The error for JavaScript, with only those members that have a value.
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

impl From<InvalidResponse> for Error {
    fn from(InvalidResponse(what): InvalidResponse) -> Self {
        Self::invalid_response(what, JsValue::UNDEFINED)
    }
}

impl From<Error> for JsValue {
    fn from(error: Error) -> Self {
        error.to_js().into()
    }
}
