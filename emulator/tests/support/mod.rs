//! A running server, and a client that talks to it.
#![allow(dead_code, reason = "each test file uses a part")]

pub mod openapi;

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::Mutex,
};

use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, header::HeaderValue};
use serde_json::{Value, json};

const CONSISTENT: &str = "x-wix-consistent";

/// The server's process; it is killed, as by `kill -9`, when this is dropped.
pub struct Server {
    process: Child,
    /// If these tests are killed, it ends, and so does the server.
    stdin: Option<ChildStdin>,
    pub url: String,
    client: Client,
    /// What the response to the last write said, which every later request brings, as with the official client.
    consistent: Mutex<Option<HeaderValue>>,
}

impl Server {
    /// Starts with nothing in it, in memory.
    pub fn start() -> Self {
        Self::with(&[])
    }

    /// Starts with these flags, on a free port. CONTACTS_EMULATOR_ARGS may make it harder, see scripts/lib/emulator.js.
    pub fn with(flags: &[&str]) -> Self {
        let for_all = std::env::var("CONTACTS_EMULATOR_ARGS").unwrap_or_default();
        let for_all: Vec<_> = for_all.split_whitespace().collect();
        Self::with_only(&[for_all.as_slice(), flags].concat())
    }

    /// `with`, whatever else is to be tested.
    pub fn with_only(flags: &[&str]) -> Self {
        let mut process = Command::new(program())
            .args(["--until-stdin-ends", "--port", "0"])
            .args(flags)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let stdin = process.stdin.take();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").expect("the server starts").to_owned();
        Self { process, stdin, url, client: Client::new(), consistent: Mutex::default() }
    }

    /// Starts on a file.
    pub fn on(db: &Path) -> Self {
        Self::with(&["--db", db.to_str().unwrap()])
    }

    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// Ends its standard input, and waits for its own end.
    pub fn end_stdin(mut self) -> bool {
        self.stdin = None;
        self.process.wait().unwrap().success()
    }

    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Waits for the end that a signal brings about.
    pub fn wait(mut self) -> bool {
        self.process.wait().unwrap().success()
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url)).header("authorization", "a token")
    }

    /// Sends a request, and gives the status and the body of the response, which is as the server describes it.
    pub async fn send(&self, method: Method, path: &str, body: Value) -> (StatusCode, Value) {
        let mut request = self.request(method.clone(), path).json(&body);
        if let Some(token) = self.consistent.lock().unwrap().clone() {
            request = request.header(CONSISTENT, token);
        }
        let response = request.send().await.unwrap();
        if let Some(token) = response.headers().get(CONSISTENT) {
            *self.consistent.lock().unwrap() = Some(token.clone());
        }
        let (status, response) = read(response).await;
        openapi::description(&self.url).await.check(&method, path, status.as_u16(), &response);
        (status, response)
    }

    pub async fn get(&self, path: &str) -> Value {
        ok(self.send(Method::GET, path, Value::Null).await)
    }

    pub async fn post(&self, path: &str, body: Value) -> Value {
        ok(self.send(Method::POST, path, body).await)
    }

    pub async fn patch(&self, path: &str, body: Value) -> Value {
        ok(self.send(Method::PATCH, path, body).await)
    }

    pub async fn delete(&self, path: &str) -> Value {
        ok(self.send(Method::DELETE, path, Value::Null).await)
    }

    /// The status and the code of a response that is an error.
    pub async fn error(&self, method: Method, path: &str, body: Value) -> (u16, String) {
        let (status, body) = self.send(method, path, body).await;
        let code = body["details"]["applicationError"]["code"].as_str();
        let violated = body["details"]["validationError"]["fieldViolations"][0]["field"].as_str();
        (status.as_u16(), code.or(violated).unwrap_or_default().to_owned())
    }

    pub async fn create(&self, info: Value) -> Value {
        self.post("/contacts/v4/contacts", json!({ "info": info })).await["contact"].take()
    }

    pub async fn query(&self, filter: Value) -> Value {
        self.post("/contacts/v4/contacts/query", json!({ "query": { "filter": filter } })).await
    }

    /// Asks until the job is done, and gives it.
    pub async fn finished(&self, started: &Value) -> Value {
        let path = format!("/contacts/v4/bulk/jobs/{}", started["jobId"].as_str().unwrap());
        loop {
            let job = self.get(&path).await["job"].take();
            if job["status"] == "COMPLETED" {
                return job;
            }
        }
    }

    pub async fn seed_dataset(&self) {
        self.post("/_local/seed", dataset()).await;
    }
}

/// The server that is tested: the native one, or the one that CONTACTS_EMULATOR names, such as the npm package's command.
pub fn program() -> PathBuf {
    let named = std::env::var_os("CONTACTS_EMULATOR");
    named.unwrap_or_else(|| env!("CARGO_BIN_EXE_contacts-emulator").into()).into()
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The request as one that has another token.
pub fn with_token(request: RequestBuilder, token: &str) -> RequestBuilder {
    let (client, request) = request.build_split();
    let mut request = request.unwrap();
    request.headers_mut().insert("authorization", token.parse().unwrap());
    RequestBuilder::from_parts(client, request)
}

pub async fn read(response: Response) -> (StatusCode, Value) {
    let status = response.status();
    assert!(response.headers().contains_key("x-wix-request-id"));
    let text = response.text().await.unwrap();
    (status, serde_json::from_str(&text).unwrap_or(Value::String(text)))
}

pub fn fixture(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/fixtures").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The sample contacts, with the labels and fields they use.
pub fn dataset() -> Value {
    let labels = fixture("responses/labels.list.json")["labels"].take();
    let fields = fixture("responses/extended-fields.list.json")["fields"].take();
    json!({
        "contacts": fixture("dataset.json")["contacts"],
        "labels": labels,
        "extendedFields": fields,
    })
}

/// The id of a sample contact.
pub fn id(key: &str) -> String {
    let dataset = fixture("dataset.json");
    let position = dataset["keys"].as_array().unwrap().iter().position(|other| other == key).unwrap();
    dataset["contacts"][position]["id"].as_str().unwrap().to_owned()
}

fn ok((status, body): (StatusCode, Value)) -> Value {
    assert_eq!(status, StatusCode::OK, "{body}");
    body
}
