//! The server itself: flags, who is let in, faults, durability.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that can't go on fails"
)]

mod support;

use std::process::{Command, Output};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use support::{Server, id, program, read};

const CONTACTS: &str = "/contacts/v4/contacts";

fn run(flags: &[&str]) -> Output {
    Command::new(program()).args(flags).output().unwrap()
}

fn assert_refused(flags: &[&str], expected: &str) {
    let output = run(flags);
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success());
    assert!(error.contains(expected), "{error}");
    assert!(output.stdout.is_empty());
}

#[test]
fn what_can_not_work_is_told_in_one_line() {
    let directory = tempfile::tempdir().unwrap();
    let text = directory.path().join("text.db");
    std::fs::write(&text, "no database at all, but a text that is long enough to be read as one").unwrap();
    let path = text.to_str().unwrap();
    assert_refused(&["--port", "0", "--db", path], "is no SQLite database");
    assert!(std::fs::read_to_string(&text).unwrap().starts_with("no database"), "nothing is lost");

    let foreign = directory.path().join("foreign.db");
    rusqlite::Connection::open(&foreign).unwrap().execute_batch("CREATE TABLE mine (a)").unwrap();
    assert_refused(&["--port", "0", "--db", foreign.to_str().unwrap()], "another program");
    assert_refused(&["--port", "0", "--db", "/nowhere/at/all.db"], "can't open");
    assert_refused(&["--port", "0", "--www", "/nowhere/at/all"], "is no directory");
    assert_refused(&["--prot", "0"], "--prot");
    assert_refused(&["--port", "0", "--host", "192.0.2.1"], "no address of this machine");
    assert_refused(&["--port", "0", "--host", "nowhere.invalid"], "no address of this machine");
    assert_refused(&["--seed-until", "tomorrow"], "a date is 2026-03-01");
    assert_refused(&["--allow-origin", "null"], "such as https://manage.wix.com");
    assert_refused(&["--scopes", "Read Everything"], "\"Manage Contact Labels\"");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    assert_refused(&["--port", &port], "choose another port");
}

#[tokio::test]
async fn a_request_needs_a_token() {
    let server = Server::start();
    let url = format!("{}{CONTACTS}", server.url);
    let response = read(reqwest::get(&url).await.unwrap()).await;
    assert_eq!(response, (StatusCode::UNAUTHORIZED, json!({ "message": "", "details": {} })));
    server.get(CONTACTS).await;
}

#[tokio::test]
async fn given_tokens_are_the_only_ones() {
    let server = Server::with(&["--token", "writer", "--read-only-token", "reader"]);
    let client = reqwest::Client::new();
    let url = format!("{}{CONTACTS}", server.url);
    let body = json!({ "info": { "name": { "first": "A" } } });
    for (token, reads, writes) in
        [("writer", 200, 200), ("Bearer writer", 200, 200), ("reader", 200, 403), ("stranger", 401, 401)]
    {
        let get = client.get(&url).header("authorization", token).send().await.unwrap();
        assert_eq!(get.status().as_u16(), reads, "{token}");
        let head = client.head(&url).header("authorization", token).send().await.unwrap();
        assert_eq!(head.status().as_u16(), reads, "{token}");
        let query = client.post(format!("{url}/query")).header("authorization", token).send().await.unwrap();
        assert_eq!(query.status().as_u16(), reads, "{token}");
        let post = client.post(&url).header("authorization", token).json(&body).send().await.unwrap();
        assert_eq!(post.status().as_u16(), writes, "{token}");
    }
}

#[tokio::test]
async fn only_this_machine_s_pages_and_allowed_ones_are_answered() {
    let server = Server::with(&["--allow-origin", "https://manage.wix.com"]);
    for (origin, status) in [
        ("http://127.0.0.1:5173", 200),
        ("http://localhost:3000", 200),
        ("http://[::1]:1", 200),
        ("https://manage.wix.com", 200),
        ("https://evil.example", 403),
        ("http://localhost.evil.example", 403),
        ("null", 403),
    ] {
        for path in [CONTACTS, "/_local/health"] {
            let response = server.request(Method::GET, path).header("origin", origin).send().await.unwrap();
            assert_eq!(response.status().as_u16(), status, "{origin}");
            if status == 200 {
                assert_eq!(response.headers()["access-control-allow-origin"], origin);
            }
        }
    }
    let rebound = server.request(Method::GET, CONTACTS).header("host", "evil.example").send().await.unwrap();
    assert_eq!(rebound.status(), 403);
}

#[tokio::test]
async fn the_printed_address_answers_whatever_the_server_listens_on() {
    for host in ["127.0.0.1", "localhost", "0.0.0.0", "::1", "::"] {
        let server = Server::with(&["--host", host]);
        server.get("/_local/health").await;
    }
}

#[tokio::test]
async fn a_page_of_this_machine_may_send_credentials() {
    let server = Server::start();
    let origin = "http://127.0.0.1:5173";
    let preflight = server
        .request(Method::OPTIONS, CONTACTS)
        .header("origin", origin)
        .header("access-control-request-method", "GET")
        .header("access-control-request-headers", "authorization");
    for request in [preflight, server.request(Method::GET, CONTACTS).header("origin", origin)] {
        let response = request.send().await.unwrap();
        assert_eq!(response.headers()["access-control-allow-credentials"], "true");
        assert_eq!(response.headers()["access-control-allow-origin"], origin);
    }
}

#[tokio::test]
async fn a_preflight_is_answered_without_a_token() {
    let server = Server::start();
    let response = reqwest::Client::new()
        .request(Method::OPTIONS, format!("{}{CONTACTS}/query", server.url))
        .header("origin", "http://127.0.0.1:9999")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization,content-type,wix-site-id")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 204);
    let allowed = response.headers()["access-control-allow-headers"].to_str().unwrap();
    assert!(allowed.contains("wix-site-id"));
}

#[tokio::test]
async fn what_is_not_emulated_says_so() {
    let server = Server::start();
    for path in ["/contacts/v5/contacts", "/contacts/v4/nothing", "/members/v1/members"] {
        let (status, body) = server.send(Method::GET, path, json!({})).await;
        assert_eq!(status, 501);
        assert!(body["message"].as_str().unwrap().contains("not emulated"));
    }
    assert_eq!(server.send(Method::PUT, CONTACTS, json!({})).await.0, 501);
    let log = server.get("/_local/journal").await;
    assert_eq!((log.as_array().unwrap().len(), &log[0]["status"]), (4, &json!(501)));
}

#[tokio::test]
async fn a_fault_replaces_the_response_as_often_as_it_says() {
    let server = Server::start();
    let rules = json!([
        { "path": "/contacts/v4/labels", "status": 503, "times": 1, "body": "upstream", "headers": { "retry-after": "7" } },
        { "method": "POST", "path": "/contacts/v4/*", "status": 429 }
    ]);
    server.send(Method::PUT, "/_local/faults", rules).await;
    let response = server.request(Method::GET, "/contacts/v4/labels").send().await.unwrap();
    assert_eq!(
        (response.status().as_u16(), &response.headers()["retry-after"]),
        (503, &"7".parse().unwrap())
    );
    assert_eq!(response.text().await.unwrap(), "upstream");
    server.get("/contacts/v4/labels").await;
    assert_eq!(server.send(Method::POST, "/contacts/v4/contacts/query", json!({})).await.0, 429);
    server.delete("/_local/faults").await;
    server.query(json!({})).await;
    let (status, _) = server.send(Method::PUT, "/_local/faults", json!([{ "sttus": 500 }])).await;
    assert_eq!(status, 400, "a misspelt rule is not taken for one that does nothing");
}

#[tokio::test]
async fn a_response_can_be_lost_before_or_after_the_write() {
    let server = Server::start();
    for (drop, written) in [(json!(true), 0), (json!("before"), 0), (json!("after"), 1)] {
        let rules = json!([{ "path": CONTACTS, "method": "POST", "drop": drop, "times": 1 }]);
        server.send(Method::PUT, "/_local/faults", rules).await;
        let body = json!({ "info": { "name": { "first": "A" } } });
        server.request(Method::POST, CONTACTS).json(&body).send().await.unwrap_err();
        assert_eq!(server.get(CONTACTS).await["pagingMetadata"]["total"], written, "{drop}");
    }
    let log = server.get("/_local/journal").await;
    assert!(log[0]["status"].is_null());
}

#[tokio::test]
async fn the_request_log_keeps_requests_but_no_token() {
    let server = Server::start();
    server.query(json!({ "info.company": "Wix" })).await;
    let log = server.get("/_local/journal").await;
    let entry = &log[0];
    assert_eq!(entry["method"], "POST");
    assert_eq!(entry["path"], "/contacts/v4/contacts/query");
    assert_eq!(entry["status"], 200);
    assert_eq!(entry["body"]["query"]["filter"]["info.company"], "Wix");
    assert!(!log.to_string().contains("a token"));
}

#[tokio::test]
async fn reset_leaves_what_the_first_start_made() {
    let server = Server::with(&["--seed", "30", "--seed-until", "2026-03-01"]);
    let path = "/contacts/v4/contacts?paging.limit=1000";
    let first = server.get(path).await;
    assert_eq!(first["pagingMetadata"]["total"], 30);
    assert_eq!(newest(&server).await, "2026-03-01T00:00:00.000Z");
    server.seed_dataset().await;
    server.post("/_local/reset", json!({})).await;
    assert_eq!(server.get("/_local/journal").await, json!([]));
    assert_eq!(server.get(path).await["contacts"], first["contacts"]);
}

async fn newest(server: &Server) -> Value {
    let newest = format!("{CONTACTS}?sort.fieldName=createdDate&sort.order=DESC&paging.limit=1");
    server.get(&newest).await["contacts"][0]["createdDate"].take()
}

#[tokio::test]
async fn the_newest_made_up_contact_is_of_now() {
    for many in ["1", "2500"] {
        let before = jiff::Timestamp::now();
        let server = Server::with(&["--seed", many]);
        let first: jiff::Timestamp = newest(&server).await.as_str().unwrap().parse().unwrap();
        assert!(first.as_millisecond() >= before.as_millisecond() && first <= jiff::Timestamp::now());
        server.post("/_local/seed", json!({ "count": 2 })).await;
        let second: jiff::Timestamp = newest(&server).await.as_str().unwrap().parse().unwrap();
        assert!(second >= first, "{many}");
    }
}

#[tokio::test]
async fn it_ends_with_standard_input_and_keeps_what_it_has() {
    let directory = tempfile::tempdir().unwrap();
    let db = directory.path().join("contacts.db");
    let server = Server::on(&db);
    server.create(json!({ "name": { "first": "Kept" } })).await;
    assert!(server.end_stdin());
    assert_eq!(Server::on(&db).get(CONTACTS).await["pagingMetadata"]["total"], 1);
}

#[tokio::test]
async fn an_answered_write_survives_a_kill() {
    let directory = tempfile::tempdir().unwrap();
    let db = directory.path().join("contacts.db");
    let server = Server::on(&db);
    server.seed_dataset().await;
    let contact = server.create(json!({ "name": { "first": "Kept" } })).await;
    server.kill();
    let flags = ["--db", db.to_str().unwrap(), "--seed", "50"];
    let server = Server::with(&flags);
    assert_eq!(server.get(CONTACTS).await["pagingMetadata"]["total"], 13, "--seed leaves contacts alone");
    server.post("/_local/settle", json!({})).await;
    let path = format!("{CONTACTS}/{}", contact["id"].as_str().unwrap());
    assert_eq!(server.get(&path).await["contact"]["info"]["name"]["first"], "Kept");
    server.get(&format!("{CONTACTS}/{}", id("hebrew"))).await;
}

#[tokio::test]
async fn a_database_of_an_older_version_is_brought_up_to_this_one_s() {
    let as_version_2 = "
        CREATE TABLE old AS SELECT email_folded AS email, subscription_status, deliverability_status FROM subscriptions;
        DROP TABLE subscriptions;
        ALTER TABLE old RENAME TO subscriptions;
        DROP TABLE following;
        DROP TABLE past;";
    let as_version_3 = "
        ALTER TABLE contacts ADD COLUMN e164_folded;
        ALTER TABLE phones ADD COLUMN e164_folded;";
    for (version, as_before) in [(2, as_version_2), (3, "")] {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("contacts.db");
        let server = Server::on(&path);
        server.seed_dataset().await;
        let contacts = server.get("/_local/export").await["contacts"].take();
        server.kill();
        let db = rusqlite::Connection::open(&path).unwrap();
        for contact in contacts.as_array().unwrap() {
            let as_text =
                "UPDATE documents SET document = ? WHERE contact = (SELECT pk FROM contacts WHERE id = ?)";
            db.execute(as_text, [&contact.to_string(), contact["id"].as_str().unwrap()]).unwrap();
        }
        db.execute_batch(as_version_3).unwrap();
        db.execute_batch(as_before).unwrap();
        db.pragma_update(None, "user_version", version).unwrap();
        drop(db);

        let server = Server::on(&path);
        assert_eq!(server.get("/_local/export").await["contacts"], contacts, "{version}");
        server.create(json!({ "name": { "first": "New" } })).await;
        let filter = json!({ "filter": { "email": "tom.watts@example.com" } });
        let found = server.post("/email-marketing/v1/email-subscriptions/query", filter).await;
        assert_eq!(found["subscriptions"][0]["subscriptionStatus"], "UNSUBSCRIBED");
        assert_eq!(found["subscriptions"][0]["id"].as_str().unwrap().len(), 36);
    }
}

#[tokio::test]
async fn two_hundred_creates_of_one_email_make_one_contact() {
    let server = Server::start();
    let body = json!({ "info": { "emails": { "items": [{ "email": "same@example.com" }] } } });
    let creates = (0..200).map(|_| {
        let request = server.request(Method::POST, CONTACTS).json(&body);
        tokio::spawn(async move { request.send().await.unwrap().status().as_u16() })
    });
    let mut statuses = Vec::new();
    for create in creates.collect::<Vec<_>>() {
        statuses.push(create.await.unwrap());
    }
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1);
    assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 199);
}

#[tokio::test]
async fn files_are_served_with_their_types_and_a_strict_policy() {
    let directory = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(directory.path().join(name), text).unwrap();
    write("index.html", "<!doctype html>");
    write("a.wasm", "");
    write("a.js", "");
    write(".secret", "");
    let server = Server::with(&["--www", directory.path().to_str().unwrap()]);
    for (path, status, kind) in [
        ("/", 200, "text/html"),
        ("/a.wasm", 200, "application/wasm"),
        ("/a.js", 200, "text/javascript"),
        ("/.secret", 404, ""),
        ("/%2esecret", 404, ""),
        ("/missing", 404, ""),
        ("/contacts/v5/contacts", 501, "application/json"),
    ] {
        let response = reqwest::get(format!("{}{path}", server.url)).await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{path}");
        let found = response.headers().get("content-type").map_or("", |value| value.to_str().unwrap());
        assert!(found.starts_with(kind), "{path} is {found}");
        if status != 501 {
            assert!(response.headers().contains_key("content-security-policy"), "{path}");
        }
        if status == 200 {
            assert!(response.headers().contains_key("etag"), "{path}");
        }
    }
}

#[tokio::test]
async fn a_database_is_used_by_one_process_at_a_time() {
    let directory = tempfile::tempdir().unwrap();
    let db = directory.path().join("contacts.db");
    let server = Server::on(&db);
    let expected = format!("is in use by process {}", server.id());
    assert_refused(&["--port", "0", "--db", db.to_str().unwrap()], &expected);
    server.get(CONTACTS).await;
    server.kill();
    Server::on(&db).get(CONTACTS).await;
}
