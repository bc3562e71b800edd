//! What no client should be able to bring about: server errors, lost writes, held workers.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that can't go on fails"
)]

mod support;

use std::path::Path;

use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use reqwest::Method;
use serde_json::{Value, json};
use support::{Server, id, openapi::description, program};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const FUZZED: usize = 1500;

/// JSON that is like a request at places, and strange at others.
fn strange_json() -> impl Strategy<Value = Value> {
    let names = vec![
        "query",
        "filter",
        "sort",
        "paging",
        "limit",
        "offset",
        "fields",
        "fieldsets",
        "info",
        "name",
        "first",
        "emails",
        "items",
        "email",
        "phones",
        "phone",
        "countryCode",
        "addresses",
        "address",
        "revision",
        "labelKeys",
        "extendedFields",
        "$and",
        "$or",
        "$not",
        "$in",
        "$eq",
        "info.emails.email",
        "createdDate",
        "info.labelKeys",
        "$hasSome",
        "displayName",
        "dataType",
        "subscription",
        "targetContactRevision",
        "sourceContactIds",
        "search",
        "fieldName",
        "order",
        "allowDuplicates",
        "picture",
        "locale",
        "birthdate",
        "contactId",
        "",
        "\u{0}",
        "🦀",
    ];
    let texts = vec![
        "",
        "a@b.c",
        "2024-01-01",
        "2024-01-01T00:00:00Z",
        "DESC",
        "FULL",
        "US",
        "Größe",
        "\u{0}",
        "\u{10ffff}",
        "'; --",
        "createdDate",
        "info.name.first",
        "contacts.customers",
        "TEXT",
        "1",
        "-1",
        "SUBSCRIBED",
        "%",
        "*",
        "\"",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(texts).prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
    ];
    leaf.prop_recursive(7, 64, 6, move |inner| {
        let name = prop::sample::select(names.clone()).prop_map(str::to_owned);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::btree_map(name, inner, 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Every call of Wix's that is described, but for those that would leave nothing to ask for.
async fn calls(server: &Server) -> Vec<(Method, String)> {
    let described = description(&server.url).await;
    let calls = described.operations().filter(|(method, path, _)| {
        let deletes = method == Method::DELETE && path.ends_with("{contactId}") || path.ends_with("/delete");
        !path.starts_with("/_local") && !deletes
    });
    let contact = id("full");
    let path = |path: &str| {
        path.replace("{contactId}", &contact).replace("{key}", "custom.vip").replace("{jobId}", "x")
    };
    calls.map(|(method, pattern, _)| (method, path(pattern))).collect()
}

#[tokio::test]
async fn no_body_or_query_string_gives_a_server_error() {
    let server = Server::start();
    server.seed_dataset().await;
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let (json, text) = (strange_json(), ".{0,60}");
    let calls = calls(&server).await;
    for number in 0..FUZZED {
        let body = json.new_tree(&mut runner).unwrap().current();
        let (method, path) = &calls[number % calls.len()];
        // Half of them look like the real thing from the outside.
        let shaped = match number % 4 {
            0 => json!({ "info": body, "revision": 6 }),
            1 => json!({ "query": { "filter": body } }),
            _ => body,
        };
        let response = server.request(method.clone(), path).json(&shaped).send().await.unwrap();
        let status = response.status().as_u16();
        assert!(status < 500, "{method} {path} {shaped}: {status}");

        let query = text.new_tree(&mut runner).unwrap().current();
        let response = server
            .request(Method::GET, "/contacts/v4/contacts")
            .query(&[("sort.fieldName", &query), ("paging.limit", &query), ("fields", &query)])
            .send()
            .await
            .unwrap();
        assert!(response.status().as_u16() < 500, "{query}");
        let response = server.request(method.clone(), path).body(query.clone()).send().await.unwrap();
        let status = response.status().as_u16();
        assert!(status < 500, "{method} {path} {query}: {status}");
    }
}

/// What SQLite finds wrong in the file.
fn integrity(db: &Path) -> String {
    let db = rusqlite::Connection::open(db).unwrap();
    db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap()
}

#[tokio::test]
async fn twenty_kills_during_writes_lose_no_answered_write() {
    let directory = tempfile::tempdir().unwrap();
    let db = directory.path().join("contacts.db");
    let mut answered: Vec<String> = Vec::new();
    for round in 0..20 {
        let server = Server::on(&db);
        let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel();
        for writer in 0..4 {
            let create = server.request(Method::POST, "/contacts/v4/contacts");
            let sender = sender.clone();
            tokio::spawn(async move {
                for number in 0.. {
                    let email = format!("{round}.{writer}.{number}@example.com");
                    let body = json!({ "info": { "emails": { "items": [{ "email": email }] } } });
                    let Ok(response) = create.try_clone().unwrap().json(&body).send().await else { return };
                    let Ok(response) = response.json::<Value>().await else { return };
                    let _ = sender.send(response["contact"]["id"].as_str().unwrap().to_owned());
                }
            });
        }
        drop(sender);
        for _ in 0..10 {
            answered.push(receiver.recv().await.unwrap());
        }
        server.kill();
        while let Some(id) = receiver.recv().await {
            answered.push(id);
        }
    }
    let server = Server::on(&db);
    for id in &answered {
        server.get(&format!("/contacts/v4/contacts/{id}")).await;
    }
    assert_eq!(integrity(&db), "ok");
}

#[tokio::test]
async fn a_fill_that_was_killed_begins_anew() {
    let directory = tempfile::tempdir().unwrap();
    let db = directory.path().join("contacts.db");
    let mut filling = std::process::Command::new(program())
        .args(["--until-stdin-ends", "--port", "0", "--db", db.to_str().unwrap(), "--seed", "1000000"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    while std::fs::metadata(&db).map_or(0, |file| file.len()) < 20_000_000 {
        assert!(filling.try_wait().unwrap().is_none(), "the server is filling");
        std::thread::yield_now();
    }
    filling.kill().unwrap();
    filling.wait().unwrap();
    let server = Server::with(&["--db", db.to_str().unwrap(), "--seed", "2500"]);
    assert_eq!(server.get("/contacts/v4/contacts").await["pagingMetadata"]["total"], 2500);
    assert_eq!(integrity(&db), "ok");
}

#[tokio::test]
async fn requests_wait_while_the_site_is_emptied_and_filled() {
    let directory = tempfile::tempdir().unwrap();
    let db = directory.path().join("contacts.db");
    let server = Server::with(&["--db", db.to_str().unwrap(), "--seed", "2500"]);
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let readers: Vec<_> = (0..6)
        .map(|_| {
            let request = server.request(Method::GET, "/contacts/v4/contacts?paging.limit=5");
            let stopped = stopped.clone();
            tokio::spawn(async move {
                while !*stopped.borrow() {
                    let response = request.try_clone().unwrap().send().await.unwrap();
                    assert_eq!(response.status(), 200);
                    let page: Value = response.json().await.unwrap();
                    assert!([0, 2500].contains(&page["pagingMetadata"]["total"].as_u64().unwrap()), "{page}");
                }
            })
        })
        .collect();
    for _ in 0..3 {
        server.post("/_local/reset", json!({})).await;
    }
    stop.send(true).unwrap();
    for reader in readers {
        reader.await.unwrap();
    }
}

#[tokio::test]
async fn one_revision_is_updated_once() {
    let server = Server::start();
    server.seed_dataset().await;
    let path = format!("/contacts/v4/contacts/{}", id("full"));
    let updates = (0..50).map(|number| {
        let body = json!({ "revision": 6, "info": { "company": format!("Company {number}") } });
        let request = server.request(Method::PATCH, &path).json(&body);
        tokio::spawn(async move { request.send().await.unwrap().status().as_u16() })
    });
    let mut done = 0;
    for update in updates.collect::<Vec<_>>() {
        done += i32::from(update.await.unwrap() == 200);
    }
    assert_eq!(done, 1);
}

#[tokio::test]
async fn a_body_too_large_is_refused() {
    let server = Server::start();
    let body = json!({ "info": { "company": "x".repeat(3_000_000) } });
    assert_eq!(server.send(Method::POST, "/contacts/v4/contacts", body).await.0, 413);
}

#[tokio::test]
async fn slow_clients_do_not_hold_up_others() {
    let server = Server::start();
    let address = server.url.strip_prefix("http://").unwrap();
    let mut slow = Vec::new();
    for _ in 0..100 {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        stream
            .write_all(b"POST /contacts/v4/contacts HTTP/1.1\r\nhost: localhost\r\ncontent-length: 9\r\n")
            .await
            .unwrap();
        slow.push(stream);
    }
    server.get("/contacts/v4/contacts").await;
}

#[cfg(unix)]
#[tokio::test]
async fn a_signal_lets_what_was_begun_end() {
    let server = Server::start();
    let rules = json!([{ "path": "/contacts/v4/labels", "latencyMs": 300 }]);
    server.send(Method::PUT, "/_local/faults", rules).await;
    let address = server.url.strip_prefix("http://").unwrap();
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    let request = b"GET /contacts/v4/labels HTTP/1.1\r\nhost: localhost\r\nauthorization: a\r\nconnection: close\r\n\r\n";
    stream.write_all(request).await.unwrap();
    // Another request has been answered, so the one before has begun.
    server.get("/_local/health").await;
    let status =
        std::process::Command::new("kill").args(["-TERM", &server.id().to_string()]).status().unwrap();
    assert!(status.success());
    let mut response = String::new();
    stream.read_to_string(&mut response).await.unwrap();
    assert!(response.starts_with("HTTP/1.1 200"), "{response}");
    assert!(server.wait());
}
