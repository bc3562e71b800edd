//! How responses slow down as contacts become many: `cargo bench -p contacts-emulator --profile server`.
//!
//! Seeds sites of 10,000, 100,000 and 1,000,000 contacts, then makes each call in turn at all of them, over HTTP, so that
//! a busy machine slows all alike. Prints the README's table: median times, and in brackets how many times that of the
//! smallest site. SIZES=10000,100000 measures others, CONTACTS_EMULATOR=… another build of the server.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that can't go on fails"
)]

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use reqwest::{Client, Method};
use serde_json::{Value, json};

const ROUNDS: usize = 200;
const ROUNDS_OF_LONG_CALLS: usize = 10;

/// A site of some size.
struct Site {
    size: usize,
    db: PathBuf,
    server: Server,
    seeding: Duration,
    seeding_on_processor: Duration,
    /// One of its contacts, which has an email.
    contact: Value,
}

struct Server {
    process: Child,
    url: String,
    client: Client,
}

/// Method, path after that of contacts, and body.
type Call = (Method, String, Value);

/// A column of the table: its head, how often it is measured, and its call at a site.
type Column = (&'static str, usize, fn(&Site) -> Call);

const COLUMNS: [Column; 7] = [
    ("get one", ROUNDS, |site| {
        (Method::GET, format!("/{}", site.contact["id"].as_str().unwrap()), Value::Null)
    }),
    ("newest 50", ROUNDS, |_| page(json!({}), 0)),
    ("one label", ROUNDS, |_| page(json!({ "info.labelKeys": { "$hasSome": ["contacts.customers"] } }), 0)),
    ("any of 3 labels", ROUNDS, |_| {
        let labels = ["contacts.customers", "contacts.contacted-me", "custom.vip"];
        page(json!({ "info.labelKeys": { "$hasSome": labels } }), 0)
    }),
    ("by email", ROUNDS, |site| {
        page(json!({ "info.emails.email": site.contact["primaryInfo"]["email"] }), 0)
    }),
    ("company prefix", ROUNDS_OF_LONG_CALLS, |_| {
        page(json!({ "info.company": { "$startsWith": "Gelateria" } }), 0)
    }),
    ("page half-way", ROUNDS_OF_LONG_CALLS, |site| page(json!({}), site.size / 2)),
];

#[tokio::main]
async fn main() {
    let sizes = std::env::var("SIZES").unwrap_or("10000,100000,1000000".to_owned());
    let directory = tempfile::tempdir().unwrap();
    let mut sites = Vec::new();
    for size in sizes.split(',').map(|size| size.parse().unwrap()) {
        sites.push(Site::start(directory.path().join(format!("{size}.db")), size).await);
    }

    let mut rows: Vec<_> = sites.iter().map(Site::first_cells).collect();
    for (_, rounds, call) in COLUMNS {
        let medians = medians(&sites, rounds, call).await;
        for (row, median) in rows.iter_mut().zip(&medians) {
            let ratio = median.as_secs_f64() / medians[0].as_secs_f64();
            row.push(format!("{:.2} ms ({ratio:.1})", median.as_secs_f64() * 1000.0));
        }
    }
    for (row, site) in rows.iter_mut().zip(sites) {
        row.push(format!("{} MB", site.server.peak_memory()));
        row.push(format!("{:.2} s", site.time_of_reset().await.as_secs_f64()));
    }

    let heads = ["contacts", "seeding (processor)"].into_iter().chain(COLUMNS.map(|(head, ..)| head));
    let heads: Vec<_> = heads.chain(["peak memory", "reset"]).collect();
    println!("| {} |\n|{}", heads.join(" | "), "---|".repeat(heads.len()));
    rows.iter().for_each(|row| println!("| {} |", row.join(" | ")));
}

/// A query for 50 contacts, the newest first.
fn page(filter: Value, offset: usize) -> Call {
    let sort = json!([{ "fieldName": "createdDate", "order": "DESC" }]);
    let paging = json!({ "limit": 50, "offset": offset });
    let body = json!({ "query": { "filter": filter, "sort": sort, "paging": paging } });
    (Method::POST, "/query".to_owned(), body)
}

/// The median time of a call at each site, which take turns.
async fn medians(sites: &[Site], rounds: usize, call: fn(&Site) -> Call) -> Vec<Duration> {
    let mut times = vec![Vec::new(); sites.len()];
    for _ in 0..rounds {
        for (site, times) in sites.iter().zip(&mut times) {
            let start = Instant::now();
            site.server.call(call(site)).await;
            times.push(start.elapsed());
        }
    }
    times
        .iter_mut()
        .map(|times| {
            times.sort();
            times[rounds / 2]
        })
        .collect()
}

impl Site {
    async fn start(db: PathBuf, size: usize) -> Self {
        let start = Instant::now();
        let server = Server::start(&db, size);
        let seeding = start.elapsed();
        let seeding_on_processor = server.processor_time();
        let newest = page(json!({ "primaryInfo.email": { "$exists": true } }), 0);
        let newest: Value = serde_json::from_slice(&server.call(newest).await).unwrap();
        let contact = newest["contacts"][0].clone();
        Self { size, db, server, seeding, seeding_on_processor, contact }
    }

    fn first_cells(&self) -> Vec<String> {
        let [wall, processor] = [self.seeding, self.seeding_on_processor].map(|time| time.as_secs_f64());
        vec![self.size.to_string(), format!("{wall:.1} s ({processor:.1} s)")]
    }

    /// Of a server that does not seed again.
    async fn time_of_reset(self) -> Duration {
        drop(self.server);
        let server = Server::start(&self.db, 0);
        let start = Instant::now();
        let response = server.client.post(format!("{}/_local/reset", server.url)).send().await.unwrap();
        assert_eq!(response.status(), 200);
        start.elapsed()
    }
}

impl Server {
    fn start(db: &Path, seed: usize) -> Self {
        let program = std::env::var("CONTACTS_EMULATOR");
        let program = program.unwrap_or(env!("CARGO_BIN_EXE_contacts-emulator").to_owned());
        let mut process = Command::new(program)
            .args(["--port", "0", "--db", db.to_str().unwrap(), "--seed", &seed.to_string()])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { process, url: line.trim().replace("listening on ", ""), client: Client::new() }
    }

    /// The bytes of the response.
    async fn call(&self, (method, path, body): Call) -> Vec<u8> {
        let request = self.client.request(method, format!("{}/contacts/v4/contacts{path}", self.url));
        let response = request.header("authorization", "bench").json(&body).send().await.unwrap();
        assert_eq!(response.status(), 200);
        response.bytes().await.unwrap().to_vec()
    }

    /// The most memory that it ever held, in MB, where the system tells.
    fn peak_memory(&self) -> u64 {
        let status =
            std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        peak.and_then(|text| text.trim().split(' ').next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
    }

    /// How long it has been on any processor, where the system tells.
    fn processor_time(&self) -> Duration {
        const TICKS_A_SECOND: f64 = 100.0;
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.process.id())).unwrap_or_default();
        let after_name = stat.rsplit(')').next().unwrap_or_default();
        let ticks =
            after_name.split_whitespace().skip(11).take(2).filter_map(|text| text.parse::<f64>().ok());
        Duration::from_secs_f64(ticks.sum::<f64>() / TICKS_A_SECOND)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
