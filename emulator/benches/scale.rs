//! How answers slow down as contacts become many: `cargo bench -p contacts-emulator --profile server`.
//!
//! Seeds sites of 10,000, 100,000 and 1,000,000 contacts, and prints the median time of each call, over HTTP, one
//! request after the other, with the server's memory at the end. SIZES=10000,100000 measures others.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that can't go on fails"
)]

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use reqwest::{Client, Method};
use serde_json::{Value, json};

const ROUNDS: usize = 200;
const OFFSET_ROUNDS: usize = 5;

struct Server {
    process: Child,
    url: String,
    client: Client,
}

#[tokio::main]
async fn main() {
    let sizes = std::env::var("SIZES").unwrap_or("10000,100000,1000000".to_owned());
    println!(
        "| contacts | seeding | get | newest 50 | label, newest 50 | email | company prefix | half-way offset | memory |"
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for size in sizes.split(',').map(|size| size.parse().unwrap()) {
        println!("{}", row(size).await);
    }
}

async fn row(size: usize) -> String {
    let directory = tempfile::tempdir().unwrap();
    let db = directory.path().join("contacts.db");
    let start = Instant::now();
    let server = Server::start(db.to_str().unwrap(), size);
    let seeding = start.elapsed();

    let newest = json!([{ "fieldName": "createdDate", "order": "DESC" }]);
    let page = |filter: Value, offset: usize| json!({ "query": { "filter": filter, "sort": newest, "paging": { "limit": 50, "offset": offset } } });
    let first = server.call(Method::POST, "/query", &page(json!({}), 0)).await;
    let contact =
        first["contacts"].as_array().unwrap().iter().find(|it| it["primaryInfo"]["email"].is_string());
    let contact = contact.unwrap();
    let path = format!("/{}", contact["id"].as_str().unwrap());

    let get = server.median(ROUNDS, Method::GET, &path, &Value::Null).await;
    let list = server.median(ROUNDS, Method::POST, "/query", &page(json!({}), 0)).await;
    let label = page(json!({ "info.labelKeys": { "$hasSome": ["contacts.customers"] } }), 0);
    let label = server.median(ROUNDS, Method::POST, "/query", &label).await;
    let email = page(json!({ "info.emails.email": contact["primaryInfo"]["email"] }), 0);
    let email = server.median(ROUNDS, Method::POST, "/query", &email).await;
    let prefix = page(json!({ "info.company": { "$startsWith": "Gelateria" } }), 0);
    let prefix = server.median(OFFSET_ROUNDS, Method::POST, "/query", &prefix).await;
    let half = server.median(OFFSET_ROUNDS, Method::POST, "/query", &page(json!({}), size / 2)).await;
    let times =
        [get, list, label, email, prefix, half].map(|time| format!("{:.2} ms", time.as_secs_f64() * 1000.0));
    format!("| {size} | {:.1} s | {} | {} MB |", seeding.as_secs_f64(), times.join(" | "), server.memory())
}

impl Server {
    fn start(db: &str, seed: usize) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_contacts-emulator"))
            .args(["--port", "0", "--db", db, "--seed", &seed.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().replace("listening on ", "");
        Self { process, url, client: Client::new() }
    }

    async fn call(&self, method: Method, path: &str, body: &Value) -> Value {
        let request = self.client.request(method, format!("{}/contacts/v4/contacts{path}", self.url));
        let answer = request.header("authorization", "bench").json(body).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    }

    async fn median(&self, rounds: usize, method: Method, path: &str, body: &Value) -> Duration {
        let mut times = Vec::new();
        for _ in 0..rounds {
            let start = Instant::now();
            self.call(method.clone(), path, body).await;
            times.push(start.elapsed());
        }
        times.sort();
        times[rounds / 2]
    }

    /// The most memory that the server ever held, in MB, where the system tells.
    fn memory(&self) -> u64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak.and_then(|text| text.trim().split(' ').next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
