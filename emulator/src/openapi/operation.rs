//! A call: where it is asked for, what handles it, who may make it, and how it is described. The router and openapi.json
//! are made of the same operations, so that neither has a call which the other lacks.

use axum::{
    Router,
    extract::{DefaultBodyLimit, MatchedPath, Request},
    handler::Handler,
    http::Method,
    routing::{self, MethodRouter},
};
use serde_json::{Map, Value, json};

use super::schema::{Noted, text};
use crate::{
    openapi,
    scopes::{Access, Scope},
    state::App,
};

/// Where a call is asked for, what handles it, and who may make it.
pub struct Route {
    method: Method,
    /// Axum and OpenAPI write parameters alike.
    path: &'static str,
    handler: MethodRouter<App>,
    access: Access,
}

/// A route whose response is still to be said.
pub struct Described {
    route: Route,
    description: Value,
}

/// A route, and how openapi.json describes it.
pub struct Operation {
    route: Route,
    description: Value,
}

impl Route {
    pub fn get<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H, access: Access) -> Self {
        Self { method: Method::GET, path, handler: routing::get(handler), access }
    }

    pub fn post<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H, access: Access) -> Self {
        Self { method: Method::POST, path, handler: routing::post(handler), access }
    }

    pub fn put<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H, access: Access) -> Self {
        Self { method: Method::PUT, path, handler: routing::put(handler), access }
    }

    pub fn patch<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H, access: Access) -> Self {
        Self { method: Method::PATCH, path, handler: routing::patch(handler), access }
    }

    pub fn delete<H: Handler<T, App>, T: 'static>(path: &'static str, handler: H, access: Access) -> Self {
        Self { method: Method::DELETE, path, handler: routing::delete(handler), access }
    }

    pub fn described(self, id: &str, summary: &str) -> Described {
        let tag = if self.access.is_admin() { "local" } else { "wix" };
        let description = json!({
            "operationId": id,
            "summary": summary,
            "tags": [tag],
            "security": security(self.access),
            "parameters": [],
        });
        Described { route: self, description }
    }
}

impl Described {
    pub fn returns(self, schema: Value) -> Operation {
        self.returns_content(json_content(schema))
    }

    pub fn returns_html(self) -> Operation {
        self.returns_content(json!({ "text/html": { "schema": text() } }))
    }

    fn returns_content(self, content: Value) -> Operation {
        let responses = json!({
            "200": { "description": "Done", "content": content },
            "default": { "$ref": "#/components/responses/Error" },
        });
        Operation { route: self.route, description: self.description.with("responses", responses) }
    }
}

impl Operation {
    pub fn note(self, description: &str) -> Self {
        self.with("description", json!(description))
    }

    pub fn reads(self, schema: Value) -> Self {
        self.with("requestBody", json!({ "required": true, "content": json_content(schema) }))
    }

    /// Reads a body, or does without one.
    pub fn may_read(self, schema: Value) -> Self {
        self.with("requestBody", json!({ "content": json_content(schema) }))
    }

    pub fn has(mut self, parameter: Value) -> Self {
        if let Some(parameters) = self.description.get_mut("parameters").and_then(Value::as_array_mut) {
            parameters.push(parameter);
        }
        self
    }

    /// Has some that several calls have, such as `parameters::PAGING`.
    pub fn shares(self, names: &[&str]) -> Self {
        let shared = names.iter().map(|name| json!({ "$ref": format!("#/components/parameters/{name}") }));
        shared.fold(self, Self::has)
    }

    /// Takes a body of up to so many bytes.
    pub fn with_room_for(mut self, bytes: usize) -> Self {
        self.route.handler = self.route.handler.layer(DefaultBodyLimit::max(bytes));
        self
    }

    pub fn access(&self) -> Access {
        self.route.access
    }

    pub fn parameters(&'static self) -> Vec<&'static Value> {
        let parameters = self.description.get("parameters").and_then(Value::as_array);
        parameters.into_iter().flatten().map(openapi::resolve).collect()
    }

    /// The schema of the body that it reads.
    pub fn body(&self) -> Option<&Value> {
        self.description.pointer("/requestBody/content/application~1json/schema")
    }

    fn with(mut self, member: &str, value: Value) -> Self {
        self.description = self.description.with(member, value);
        self
    }

    fn path_item(&self) -> Value {
        let names = self.route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        let parameters: Vec<_> = names
            .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": text() }))
            .collect();
        let item = json!({ "parameters": parameters });
        if self.access().is_admin() { item.with("servers", json!([{ "url": "/" }])) } else { item }
    }
}

/// The operations as axum serves them.
pub fn router(operations: &[Operation]) -> Router<App> {
    let routes = operations.iter().map(|operation| &operation.route);
    routes.fold(Router::new(), |router, route| router.route(route.path, route.handler.clone()))
}

/// The operations as openapi.json has them.
pub fn paths<'a>(operations: impl Iterator<Item = &'a Operation>) -> Value {
    let mut paths = Map::new();
    for operation in operations {
        let Route { method, path, .. } = &operation.route;
        let item = paths.remove(*path).unwrap_or_else(|| operation.path_item());
        let method = method.as_str().to_ascii_lowercase();
        paths.insert((*path).to_owned(), item.with(&method, operation.description.clone()));
    }
    paths.into()
}

/// The operation that axum found for a request.
pub fn asked_for<'a>(operations: &'a [Operation], request: &Request) -> Option<&'a Operation> {
    let path = request.extensions().get::<MatchedPath>()?.as_str();
    let path = path.strip_prefix("/_api").unwrap_or(path);
    let method = if request.method() == Method::HEAD { &Method::GET } else { request.method() };
    operations.iter().find(|Operation { route, .. }| route.path == path && route.method == *method)
}

/// One of the scopes is enough, and so is the one for everything.
fn security(access: Access) -> Value {
    let scopes = access.scopes().iter().chain((!access.is_admin()).then_some(&Scope::All));
    scopes.map(|scope| json!({ "token": [scope.name()] })).collect()
}

fn json_content(schema: Value) -> Value {
    json!({ "application/json": { "schema": schema } })
}
