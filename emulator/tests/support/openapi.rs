//! Compares responses with the server's own description of them, so that it can't drift from what is served.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock},
};

use jsonschema::Validator;
use reqwest::Method;
use serde_json::{Map, Value, json};

/// The description, and the validators that its schemas became.
pub struct Description {
    document: Value,
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

static DESCRIPTION: OnceLock<Description> = OnceLock::new();

/// The description that a server gives; all servers of a test give the same.
pub async fn description(url: &str) -> &'static Description {
    if let Some(known) = DESCRIPTION.get() {
        return known;
    }
    let response = reqwest::get(format!("{url}/_local/openapi.json")).await.unwrap();
    let document = response.json().await.unwrap();
    DESCRIPTION.get_or_init(|| Description { document, validators: Mutex::default() })
}

impl Description {
    /// Fails if the response is not as described. What is not described must say that it is not emulated.
    pub fn check(&self, method: &Method, path: &str, status: u16, body: &Value) {
        let Some(operation) = self.operation(method, path) else { return };
        let responses = &operation["responses"];
        let response = if status == 200 { &responses["200"] } else { self.resolve(&responses["default"]) };
        let schema = &response["content"]["application/json"]["schema"];
        if schema.is_null() {
            return;
        }
        let errors: Vec<_> = self
            .validator(schema)
            .iter_errors(body)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{method} {path} {status} is not as described: {errors:#?}");
    }

    /// Every call: method, path and description.
    pub fn operations(&self) -> impl Iterator<Item = (Method, &str, &Value)> {
        let items = self.document["paths"].as_object().unwrap();
        items.iter().flat_map(|(path, item)| {
            let calls = item.as_object().unwrap().iter();
            calls.filter_map(move |(name, call)| {
                let method = name.to_uppercase().parse().ok()?;
                call.is_object().then_some((method, path.as_str(), call))
            })
        })
    }

    /// The scopes of which a call needs one.
    pub fn scopes(&self, method: &Method, path: &str) -> Vec<&str> {
        let security = self.operation(method, path).unwrap()["security"].as_array().unwrap();
        security.iter().map(|needed| needed["token"][0].as_str().unwrap()).collect()
    }

    /// Whether a value is as the schema of a name says.
    pub fn is_valid(&self, name: &str, value: &Value) -> bool {
        self.validator(&json!({ "$ref": format!("#/components/schemas/{name}") })).is_valid(value)
    }

    /// The part of the description at a JSON pointer.
    pub fn schema(&self, pointer: &str) -> &Value {
        self.document.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is missing"))
    }

    fn operation(&self, method: &Method, path: &str) -> Option<&Value> {
        let path = path.split('?').next()?;
        let path = path.strip_prefix("/_api").unwrap_or(path);
        // A path without a parameter wins over one with.
        let mut matching: Vec<_> =
            self.operations().filter(|(other, pattern, _)| other == method && fits(pattern, path)).collect();
        matching.sort_by_key(|(_, pattern, _)| pattern.matches('{').count());
        matching.first().map(|(_, _, call)| *call)
    }

    fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str() {
            Some(reference) => self.schema(reference.trim_start_matches('#')),
            None => value,
        }
    }

    fn validator(&self, schema: &Value) -> Arc<Validator> {
        let mut known = self.validators.lock().unwrap();
        let make = || {
            let mut whole: Map<String, Value> = schema.as_object().unwrap().clone();
            whole.insert("components".to_owned(), self.document["components"].clone());
            let options = jsonschema::draft202012::options().should_validate_formats(true);
            Arc::new(options.build(&Value::Object(whole)).unwrap())
        };
        known.entry(schema.to_string()).or_insert_with(make).clone()
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len()
        && pattern.iter().zip(&path).all(|(wanted, part)| wanted.starts_with('{') || wanted == part)
}
