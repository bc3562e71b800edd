//! A request to the API, and how its answer is read.

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use contacts_core::{error::Scope, json::Value};
use wasm_bindgen::JsValue;

use super::{endpoints::Api, error::explain};
use crate::{
    error::Error,
    http::{Body, Method, Request, passed},
    json::to_text,
    task::{Boxed, unless},
};

/// What to ask for, and what there is to know if it is refused.
pub struct Call {
    method: Method,
    path: String,
    /// JSON text, or undefined.
    body: JsValue,
    scope: Scope,
    is_write: bool,
    fresh: bool,
}

/// A request that was begun, and how to read its answer. Dropping it aborts the request.
pub struct Reply<T> {
    answer: Boxed<Result<Body, Error>>,
    read: fn(Body) -> Result<T, Error>,
}

impl Call {
    pub fn get(scope: Scope, path: String) -> Self {
        Self { method: Method::Get, path, body: JsValue::UNDEFINED, scope, is_write: false, fresh: false }
    }

    /// A POST that changes nothing.
    pub fn query(scope: Scope, path: String, body: JsValue) -> Self {
        Self { method: Method::Post, path, body, scope, is_write: false, fresh: false }
    }

    pub fn write(scope: Scope, method: Method, path: String, body: &Value) -> Self {
        Self { method, path, body: to_text(body).into(), scope, is_write: true, fresh: false }
    }

    /// The same, whose answer is not one that was under way before.
    pub fn fresh(self) -> Self {
        Self { fresh: true, ..self }
    }
}

impl<T> Reply<T> {
    pub fn begin(api: &Api, call: Call, read: fn(Body) -> Result<T, Error>) -> Self {
        let Call { method, path, body, scope, is_write, fresh } = call;
        let request = Request { method, path, body, fresh };
        let answer = answer(api.clone(), request, scope, is_write);
        Self { answer: Box::pin(answer), read }
    }
}

impl<T> Future for Reply<T> {
    type Output = Result<T, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context) -> Poll<Self::Output> {
        let read = self.read;
        self.answer.as_mut().poll(context).map(|answer| read(answer?))
    }
}

/// The answer to a request.
async fn answer(api: Api, request: Request, scope: Scope, is_write: bool) -> Result<Body, Error> {
    let Api { http, deadline, gate } = api;
    let overdue = async {
        passed(&deadline).await;
        http.overdue()
    };
    let answer = unless(overdue, http.exchange(&request, gate.as_deref(), &deadline)).await;
    answer.map_err(|error| explain(error, scope, is_write))
}

/// An answer as JavaScript has it: an object.
pub fn object_of(body: Body) -> Result<JsValue, Error> {
    let answer = body.json()?;
    if answer.is_object() {
        Ok(answer)
    } else {
        Err(Error::invalid_response("it is no object", JsValue::UNDEFINED))
    }
}
